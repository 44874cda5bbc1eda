//! The dimension of time: which date a request is about.

use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};

use super::exception::{Code, Exception};
use super::parameters::Parameters;
use crate::Result;
use crate::model::Dataset;
use crate::source::parse_date;

/// The date that `TIME` names: a date or an instant, of an interval the last day in it; the last of the data
/// where it names none.
pub(super) fn date(parameters: &Parameters, dataset: &Dataset) -> Result<Date, Exception> {
    let last = dataset.latest().unwrap_or_default();
    let Some(text) = parameters.get("time") else { return Ok(last) };
    if ["current", "default"].iter().any(|it| it.eq_ignore_ascii_case(text)) {
        return Ok(last);
    }
    let refused = |error| Exception::of(Code::InvalidDimensionValue, &error);
    let date = match text.split_once('/') {
        Some((_, "..")) => Ok(last),
        // A third part is the step, which does not matter.
        Some((_, end)) => day_before(end.split('/').next().unwrap_or_default()),
        None if text.contains(',') => {
            return Err(Exception::new(
                Code::InvalidDimensionValue,
                "a map is of one TIME, not of several",
            ));
        }
        None => parse_date(text),
    };
    let date = date.map_err(refused)?;
    // Whether there is data is the dimension's affair, too.
    dataset.on(date).map_err(refused)?;
    Ok(date)
}

/// The last day before the end of an interval: a day as it is, of an instant its day, unless that only
/// begins.
fn day_before(end: &str) -> Result<Date> {
    let date = parse_date(end)?;
    let instant: Option<Timestamp> = end.parse().ok();
    let time = instant.map(|it| Offset::UTC.to_datetime(it).time());
    let begins = time == Some(Time::midnight());
    Ok(if begins { date.checked_sub(1.day()).unwrap_or(date) } else { date })
}

/// The dates of the data as the values of the dimension.
pub(super) fn extent(dataset: &Dataset) -> String {
    dataset.dates.iter().map(Date::to_string).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_stand_for_their_last_day() {
        let syria = crate::source::built_in(&Default::default()).unwrap();
        let on = |time: &str| {
            let pairs = vec![("TIME".to_owned(), time.to_owned())];
            date(&Parameters::of(pairs), &syria).map(|date| date.to_string())
        };
        assert_eq!(on("2026-01-27").as_deref(), Ok("2026-01-27"));
        assert_eq!(on("2026-01-27T10:00:00Z").as_deref(), Ok("2026-01-27"));
        assert_eq!(on("2026-01-01/2026-01-27").as_deref(), Ok("2026-01-27"));
        assert_eq!(on("2026-01-27T00:00:00Z/2026-01-28T00:00:00Z").as_deref(), Ok("2026-01-27"));
        assert_eq!(on("2026-01-01/2026-01-27/P1D").as_deref(), Ok("2026-01-27"));
        assert_eq!(on(""), on("current"));
        for wrong in ["yesterday", "1999-01-01", "2026-01-27,2026-01-28", "2026-02-30"] {
            assert_eq!(on(wrong).unwrap_err_code(), Code::InvalidDimensionValue, "{wrong}");
        }
    }

    trait Refused {
        fn unwrap_err_code(self) -> Code;
    }

    impl Refused for Result<String, Exception> {
        fn unwrap_err_code(self) -> Code {
            self.unwrap_err().code
        }
    }
}
