//! Days as properties of features.

use jiff::civil::Date;

use super::mvt::Value;
use super::pyramid::Properties;
use crate::model::{Validity, days_between};

/// The first day, the last one, and both as OpenHistoricalMap has them and in days since 1970-01-01;
/// what is open is left out.
///
/// Days are half-open, `from_day <= day < until_day`. OpenHistoricalMap's filter shows a feature on a day
/// where `start_decdate < day` and `end_decdate >= day`, with the day's first moment as a part of its
/// year. Both are therefore given a second early: who takes over on a day is shown on that day, and who
/// held the ground before is not.
pub(super) fn properties(validity: Validity) -> Properties {
    let text = |date: Date| Value::Text(date.to_string());
    let mut properties = Properties::new();
    let mut add = |key: &str, value: Value| properties.push((key.to_owned(), value));
    if let Some(from) = validity.from() {
        add("start_date", text(from));
        add("start_decdate", Value::Real(moment_before(from)));
        add("from_day", Value::Integer(day_number(from)));
    }
    if let Some(until) = validity.until() {
        add("end_date", text(until.yesterday().unwrap_or(until)));
        add("end_decdate", Value::Real(moment_before(until)));
        add("until_day", Value::Integer(day_number(until)));
    }
    properties
}

/// Days since 1970-01-01.
pub(crate) fn day_number(date: Date) -> i64 {
    days_between(Date::constant(1970, 1, 1), date)
}

/// Days since 1970-01-01, the first and the first that is no longer part of them: `20454/20470`, with `..`
/// for an open end.
pub(super) fn days(validity: Validity) -> String {
    let day =
        |date: Option<Date>| date.map_or("..".to_owned(), |date| day_number(date).to_string());
    format!("{}/{}", day(validity.from()), day(validity.until()))
}

/// The second before a day begins, as a year and a part of it.
fn moment_before(date: Date) -> f64 {
    const DAY: f64 = 86_400.0;
    let seconds = f64::from(date.day_of_year() - 1) * DAY - 1.0;
    f64::from(date.year()) + seconds / (f64::from(date.days_in_year()) * DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The moment at which OpenHistoricalMap's filter takes a day to be.
    fn decimal_year(date: Date) -> f64 {
        f64::from(date.year()) + f64::from(date.day_of_year() - 1) / f64::from(date.days_in_year())
    }

    #[test]
    fn the_filter_of_openhistoricalmap_hands_over_on_the_day_of_a_change() {
        for change in ["2024-01-01", "2024-12-31", "2026-01-18", "2000-02-29", "0044-03-15"] {
            let change: Date = change.parse().unwrap();
            let (before, after) = (change.yesterday().unwrap(), change.tomorrow().unwrap());
            let moment = moment_before(change);
            let begun = [before, change, after].map(|day| moment < decimal_year(day));
            let ended = [before, change, after].map(|day| moment >= decimal_year(day));
            assert_eq!(begun, [false, true, true], "{change}");
            assert_eq!(ended, [true, false, false], "{change}");
        }
    }
}
