//! Dates that say when ground is held: ends that belong to it or not, open ends, years and months
//! that stand for a day.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;

use super::date_text;

/// An end in this year or later stands for an open one.
const OPEN_END_YEAR: i16 = 9999;
/// Days in a year, on average over the Gregorian calendar.
const DAYS_OF_A_YEAR: f64 = 365.2425;

/// How dates of a source are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum DateForm {
    /// As [`parse_date`](super::parse_date) reads them, and `1943-05`, `1943-5-1`, `~1943`, `1943?`.
    #[default]
    Any,
    /// `01/02/2026` is 1 February.
    DayFirst,
    /// `01/02/2026` is 2 January.
    MonthFirst,
    /// `1943.5` is the middle of 1943.
    DecimalYear,
    /// Seconds since 1970, however few.
    EpochSeconds,
    /// Milliseconds since 1970, however few.
    EpochMilliseconds,
}

/// How the dates of a source are read.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Dates {
    pub form: DateForm,
    /// Texts that stand for no beginning or no end.
    pub open: Vec<String>,
    /// Whether the day that is given as an end still belongs to it.
    pub end_is_inclusive: bool,
}

/// What a value says of an end of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    Open,
    On(Date),
}

impl Dates {
    /// The first day of what a value says; nothing where it is no date.
    pub fn from(&self, value: &Value) -> Option<Edge> {
        if self.stands_for_open(value) {
            return Some(Edge::Open);
        }
        self.days(value).map(|(first, _)| Edge::On(first))
    }

    /// The first day on which it is no longer so; nothing where the value is no date. A year or a month
    /// whose end is inclusive ends with its last day, else with its first.
    pub fn until(&self, value: &Value) -> Option<Edge> {
        if self.stands_for_open(value) {
            return Some(Edge::Open);
        }
        let (first, last) = self.days(value)?;
        if first.year() >= OPEN_END_YEAR {
            // Databases write an open end as the last day that they know.
            return Some(Edge::Open);
        }
        let end = if self.end_is_inclusive { last.checked_add(1.day()).ok()? } else { first };
        Some(Edge::On(end))
    }

    /// The day of a snapshot.
    pub fn day(&self, value: &Value) -> Option<Date> {
        self.days(value).map(|(first, _)| first)
    }

    fn stands_for_open(&self, value: &Value) -> bool {
        let text = super::property::text_of(value);
        text.is_none_or(|text| self.open.iter().any(|open| open.eq_ignore_ascii_case(&text)))
    }

    /// The first and the last day of what a value says.
    fn days(&self, value: &Value) -> Option<(Date, Date)> {
        let day = match (self.form, value) {
            (DateForm::EpochSeconds, _) => since_1970(number(value)?)?,
            (DateForm::EpochMilliseconds, _) => since_1970(number(value)? / 1000.0)?,
            (DateForm::DecimalYear, _) => in_the_year(number(value)?)?,
            (form, Value::String(text)) => {
                let certain = text.trim().trim_matches(['~', '?', '%']).trim();
                if let Some(days) = partial(certain) {
                    return Some(days);
                }
                let slashed = match form {
                    DateForm::DayFirst => slashed(certain, |one, other| (other, one)),
                    DateForm::MonthFirst => slashed(certain, |one, other| (one, other)),
                    _ => None,
                };
                let plain = || date_text::parse_date(certain).ok();
                slashed.or_else(plain).or_else(|| since_1970_in_text(certain))?
            }
            (_, Value::Number(number)) => match partial(&number.to_string()) {
                Some(days) => return Some(days),
                None => date_text::from_value(value)?,
            },
            _ => return None,
        };
        Some((day, day))
    }
}

fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.trim().parse().ok()).filter(|it| it.is_finite())
}

/// A number of so many digits is a time, and a short one a year.
fn since_1970_in_text(text: &str) -> Option<Date> {
    let number: f64 = text.parse().ok().filter(|it: &f64| it.is_finite() && it.abs() >= 1.0e8)?;
    date_text::from_value(&Value::from(number))
}

fn since_1970(seconds: f64) -> Option<Date> {
    let days = (seconds / 86_400.0).floor();
    (days.abs() < 4.0e6)
        .then(|| Date::constant(1970, 1, 1).checked_add((days as i64).days()).ok())?
}

fn in_the_year(year: f64) -> Option<Date> {
    let whole = year.floor();
    let first = (whole.abs() < 1.0e4).then(|| Date::new(whole as i16, 1, 1).ok())??;
    let days = ((year - whole) * DAYS_OF_A_YEAR).floor() as i64;
    let last = Date::new(first.year(), 12, 31).ok()?;
    Some(first.checked_add(days.days()).ok()?.min(last))
}

/// The days of a year `1943`, a month `1943-05` or a day `1943-5-1`, before Christ with a sign (the
/// year 0 is 1 BC).
fn partial(text: &str) -> Option<(Date, Date)> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let mut numbers = digits.split('-').map(|part| {
        let is_number = matches!(part.len(), 1..=4) && part.bytes().all(|it| it.is_ascii_digit());
        is_number.then(|| part.parse::<i16>().ok()).flatten()
    });
    let year = sign * numbers.next()??;
    let month = numbers.next().map(|month| i8::try_from(month?).ok());
    let day = numbers.next().map(|day| i8::try_from(day?).ok());
    match (month, day, numbers.next()) {
        (None, None, None) => Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)),
        (Some(month), None, None) => {
            let first = Date::new(year, month?, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        (Some(month), Some(day), None) => {
            let day = Date::new(year, month?, day?).ok()?;
            Some((day, day))
        }
        _ => None,
    }
}

/// Month and day out of two numbers before a year.
fn slashed(text: &str, month_and_day: impl Fn(i8, i8) -> (i8, i8)) -> Option<Date> {
    let date = text.split([' ', 'T']).next()?;
    let mut parts = date.split(['/', '.', '-']);
    let (one, other) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let (month, day) = month_and_day(one, other);
    parts.next().is_none().then(|| Date::new(year, month, day).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::json;

    use super::*;

    fn on(year: i16, month: i8, day: i8) -> Option<Edge> {
        Some(Edge::On(date(year, month, day)))
    }

    #[test]
    fn years_and_months_stand_for_their_first_day_and_inclusive_ends_for_their_last() {
        let (open, inclusive) =
            (Dates::default(), Dates { end_is_inclusive: true, ..Dates::default() });
        for (text, first, after) in [
            (json!("1943"), on(1943, 1, 1), on(1944, 1, 1)),
            (json!(1943), on(1943, 1, 1), on(1944, 1, 1)),
            (json!("~1943"), on(1943, 1, 1), on(1944, 1, 1)),
            (json!("1943-02"), on(1943, 2, 1), on(1943, 3, 1)),
            (json!("1943-2-9"), on(1943, 2, 9), on(1943, 2, 10)),
            (json!("1943-02-09T10:00"), on(1943, 2, 9), on(1943, 2, 10)),
            (json!("-0043-03-15?"), on(-43, 3, 15), on(-43, 3, 16)),
            (json!("-2650838400000"), on(1885, 12, 31), on(1886, 1, 1)),
            (json!(20220401), on(2022, 4, 1), on(2022, 4, 2)),
            (json!(1_648_771_200_000_i64), on(2022, 4, 1), on(2022, 4, 2)),
        ] {
            assert_eq!(open.from(&text), first, "{text}");
            assert_eq!(open.until(&text), first, "{text}");
            assert_eq!(inclusive.until(&text), after, "{text}");
        }
    }

    #[test]
    fn open_ends_are_blank_named_or_in_the_year_9999() {
        let dates = Dates { open: vec!["present".to_owned()], ..Dates::default() };
        for value in [json!(null), json!(" "), json!("Present"), json!("9999-12-31")] {
            assert_eq!(dates.until(&value), Some(Edge::Open), "{value}");
        }
        assert_eq!(Dates::default().until(&json!("present")), None);
    }

    #[test]
    fn forms_settle_what_is_ambiguous() {
        let day = |form, value: Value| Dates { form, ..Dates::default() }.day(&value);
        assert_eq!(day(DateForm::Any, json!("01/02/2026")), None);
        assert_eq!(day(DateForm::DayFirst, json!("01/02/2026")), Some(date(2026, 2, 1)));
        assert_eq!(day(DateForm::MonthFirst, json!("1/2/2026 10:00")), Some(date(2026, 1, 2)));
        assert_eq!(day(DateForm::DayFirst, json!("2026-01-02")), Some(date(2026, 1, 2)));
        assert_eq!(day(DateForm::DecimalYear, json!(1943.5)), Some(date(1943, 7, 2)));
        assert_eq!(day(DateForm::DecimalYear, json!("1943")), Some(date(1943, 1, 1)));
        assert_eq!(day(DateForm::EpochSeconds, json!(86_400)), Some(date(1970, 1, 2)));
        assert_eq!(day(DateForm::EpochMilliseconds, json!("86400000")), Some(date(1970, 1, 2)));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for value in [
            json!("2024-13-45"),
            json!("soon"),
            json!("1943-00"),
            json!("1-2-3-4"),
            json!(true),
            json!(1e300),
            json!("99999"),
        ] {
            assert_eq!(Dates::default().from(&value), None, "{value}");
        }
        for form in [DateForm::DecimalYear, DateForm::EpochSeconds, DateForm::EpochMilliseconds] {
            let dates = Dates { form, ..Dates::default() };
            for value in [json!("soon"), json!(1e300), json!(-1e300)] {
                assert_eq!(dates.day(&value), None, "{value}");
            }
        }
    }
}
