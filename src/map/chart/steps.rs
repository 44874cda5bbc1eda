//! Round dates: the steps by which a time axis may be divided.

use jiff::civil::{Date, Weekday};

/// A step between two round dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Every day.
    Day,
    /// Every Monday.
    Week,
    /// The first and the fifteenth of every month.
    HalfMonth,
    /// The first of every so-and-so-many months, counted from January.
    Months(i32),
    /// New Year's Day of every year that so many divide.
    Years(i32),
}

impl Step {
    /// Every step, the shortest first.
    pub(super) const ALL: [Self; 19] = [
        Self::Day,
        Self::Week,
        Self::HalfMonth,
        Self::Months(1),
        Self::Months(2),
        Self::Months(3),
        Self::Months(6),
        Self::Years(1),
        Self::Years(2),
        Self::Years(5),
        Self::Years(10),
        Self::Years(20),
        Self::Years(50),
        Self::Years(100),
        Self::Years(200),
        Self::Years(500),
        Self::Years(1000),
        Self::Years(2000),
        Self::Years(5000),
    ];

    /// The shortest time between two of its dates, in days.
    pub(super) fn least_days(self) -> f32 {
        match self {
            Self::Day => 1.0,
            Self::Week => 7.0,
            Self::HalfMonth => 14.0,
            Self::Months(months) => 28.0 * months as f32,
            Self::Years(years) => 365.0 * years as f32,
        }
    }

    /// Its dates from a first to a last day, in order.
    pub(super) fn dates(self, first: Date, last: Date) -> Vec<Date> {
        let days = || {
            std::iter::successors(Some(first), |day| day.tomorrow().ok())
                .take_while(|day| *day <= last)
        };
        match self {
            Self::Day => days().collect(),
            Self::Week => days().filter(|day| day.weekday() == Weekday::Monday).collect(),
            Self::HalfMonth => days().filter(|day| matches!(day.day(), 1 | 15)).collect(),
            Self::Months(step) => {
                let month = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month()) - 1;
                let months = month(first)..=month(last);
                let beginnings = months
                    .filter(|month| month.rem_euclid(step) == 0)
                    .filter_map(|month| beginning(month.div_euclid(12), month.rem_euclid(12) + 1));
                beginnings.filter(|date| (first..=last).contains(date)).collect()
            }
            Self::Years(step) => {
                let year = |date: Date| i32::from(date.year()).div_euclid(step);
                let years = year(first) - 1..=year(last) + 1;
                let beginnings = years.filter_map(|count| beginning(round_year(count * step), 1));
                beginnings.filter(|date| (first..=last).contains(date)).collect()
            }
        }
    }
}

/// The first day of a month; nothing where the calendar ends before it.
fn beginning(year: i32, month: i32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1).ok()
}

/// The calendar's number of a round year: there is a year 0 in the calendar, but none in history,
/// so that 500 BC is the year -499.
fn round_year(year: i32) -> i32 {
    if year < 1 { year + 1 } else { year }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn years(dates: &[Date]) -> Vec<i16> {
        dates.iter().map(|date| date.year()).collect()
    }

    #[test]
    fn weeks_begin_on_monday_and_seasons_in_january() {
        let weeks = Step::Week.dates(date(2025, 12, 31), date(2026, 1, 12));
        assert_eq!(weeks, [date(2026, 1, 5), date(2026, 1, 12)]);
        let seasons = Step::Months(3).dates(date(2025, 11, 2), date(2026, 7, 1));
        assert_eq!(seasons, [date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1)]);
    }

    #[test]
    fn years_before_our_era_are_round_for_historians() {
        let found = Step::Years(500).dates(date(-999, 1, 1), date(1100, 1, 1));
        assert_eq!(years(&found), [-999, -499, 1, 500, 1000]);
    }

    #[test]
    fn the_ends_of_the_calendar_are_no_obstacle() {
        for step in Step::ALL.iter().skip(3) {
            assert!(!step.dates(Date::MIN, Date::MAX).is_empty(), "{step:?}");
        }
    }
}
