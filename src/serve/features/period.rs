//! The days that a request asks for: `datetime`.

use jiff::SignedDuration;
use jiff::fmt::temporal::Pieces;

use crate::model::{Date, Validity};
use crate::{Error, Result};

/// The days that a request asks for.
///
/// An instant stands for its day in universal time: data says nothing finer. Both ends of an interval
/// belong to it, as RFC 3339 and OGC API Features have it; a feature is no longer so on the day of its
/// `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::serve) struct Period {
    /// The days, from the first up to but without the end.
    pub days: Validity,
    /// The last day; nothing where there is none.
    pub last: Option<Date>,
}

impl Period {
    /// Reads `2026-01-27`, `2026-01-27T12:00:00Z`, or two of them with a slash between; `..`, or
    /// nothing, stands for an open end.
    ///
    /// # Errors
    ///
    /// When the text is none of these, a day does not exist, or the end lies before the beginning.
    pub fn read(text: &str) -> Result<Self> {
        let (first, last) = match text.split_once('/') {
            Some((first, last)) => (end(first)?, end(last)?),
            None => {
                let only = day(text)?;
                (Some(only), Some(only))
            }
        };
        if let (Some(first), Some(last)) = (first, last)
            && last < first
        {
            return Err(
                Error::usage("the interval ends before it begins").found(format!("{first}/{last}"))
            );
        }
        Self::between(first, last)
    }

    /// The days that all of several periods have, of which GDAL asks for one with each comparison of
    /// dates; nothing where there are none.
    ///
    /// # Errors
    ///
    /// When they have no day in common.
    pub fn common(periods: &[Self]) -> Result<Option<Self>> {
        let Some((one, others)) = periods.split_first() else { return Ok(None) };
        let common = |one: Self, other: &Self| {
            let first = one.days.from().max(other.days.from());
            let last = one.last.into_iter().chain(other.last).min();
            if let (Some(first), Some(last)) = (first, last)
                && last < first
            {
                return Err(Error::usage("the intervals have no day in common").at("datetime"));
            }
            Self::between(first, last)
        };
        others.iter().try_fold(*one, common).map(Some)
    }

    fn between(first: Option<Date>, last: Option<Date>) -> Result<Self> {
        // Past the last day of the calendar there is none: open.
        let until = last.and_then(|last| last.tomorrow().ok());
        Ok(Self { days: Validity::new(first, until)?, last })
    }
}

/// An end of an interval.
fn end(text: &str) -> Result<Option<Date>> {
    match text {
        "" | ".." => Ok(None),
        text => day(text).map(Some),
    }
}

/// The day of a date or an instant.
pub(super) fn day(text: &str) -> Result<Date> {
    let unreadable = || {
        let shown: String = text.chars().take(40).collect();
        Error::usage("a date or an instant of RFC 3339 is needed, and the day must exist")
            .found(format!("`{shown}`"))
            .hint("2026-01-27, 2026-01-27T12:00:00Z, 2026-01-01/2026-01-27, ../2026-01-27")
    };
    // GDAL writes dates with the beginning of a time that never comes.
    let date = text.strip_suffix('T').unwrap_or(text);
    // `parse` alone would take an instant for its day where it is.
    let is_expanded = date.starts_with(['+', '-']) && date.len() == "+YYYYYY-MM-DD".len();
    if date.len() == "YYYY-MM-DD".len() || is_expanded {
        return date.parse().map_err(|_| unreadable());
    }
    instant_day(text).ok_or_else(unreadable)
}

/// The day of an instant in universal time. The calendar's last day has instants, too: QGIS ends a filter
/// that is open with `9999-12-31T00:00:00Z`.
fn instant_day(text: &str) -> Option<Date> {
    let pieces = Pieces::parse(text).ok()?;
    let offset = pieces.to_numeric_offset()?;
    let local = pieces.date().to_datetime(pieces.time()?);
    let east = SignedDuration::from_secs(i64::from(offset.seconds()));
    Some(local.saturating_sub(east).date())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> Option<String> {
        Period::read(text).ok().map(|period| period.days.to_string())
    }

    #[test]
    fn instants_stand_for_their_day_and_ends_belong_to_intervals() {
        let day = Some("from 2026-01-27 until 2026-01-28".to_owned());
        assert_eq!(days("2026-01-27"), day);
        assert_eq!(days("2026-01-27T23:59:59Z"), day);
        assert_eq!(days("2026-01-27T"), day);
        assert_eq!(days("2026-01-28T01:00:00+03:00"), day);
        assert_eq!(days("+002026-01-27"), day);
        assert_eq!(
            days("-000499-01-01").as_deref(),
            Some("from -000499-01-01 until -000499-01-02")
        );
        assert_eq!(
            days("2026-01-01/2026-01-27").as_deref(),
            Some("from 2026-01-01 until 2026-01-28")
        );
        assert_eq!(days("../2026-01-27").as_deref(), Some("until 2026-01-28"));
        assert_eq!(days("2026-01-27/").as_deref(), Some("from 2026-01-27"));
        assert_eq!(days("../..").as_deref(), Some("at all times"));
        for last in ["9999-12-31", "9999-12-31T00:00:00Z", "9999-12-31T23:59:59.999-12:00"] {
            let text = format!("2026-01-01/{last}");
            assert_eq!(days(&text).as_deref(), Some("from 2026-01-01"), "{last}");
        }
    }

    #[test]
    fn several_periods_stand_for_the_days_that_they_share() {
        let common = |texts: &[&str]| {
            let periods: Result<Vec<Period>> =
                texts.iter().map(|text| Period::read(text)).collect();
            Period::common(&periods?)
        };
        let shared = common(&["2026-01-01/..", "../2026-01-27", "2025-01-01/2026-02-01"]);
        assert_eq!(shared.unwrap(), Period::read("2026-01-01/2026-01-27").ok());
        assert_eq!(common(&[]).unwrap(), None);
        assert!(common(&["2026-01-01", "2026-01-02"]).is_err());
    }

    #[test]
    fn what_is_no_date_is_told() {
        for text in
            ["", "yesterday", "2026-02-30", "2026-1-1", "2026-01-27/2026-01-26", "a/b/c", "é/2026"]
        {
            assert_eq!(days(text), None, "{text}");
        }
    }
}
