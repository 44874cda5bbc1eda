//! Periods of dates and the step between them, as they are written.

use std::str::FromStr;

use jiff::Span;
use jiff::civil::Date;

use crate::source::parse_date;
use crate::{Error, Result};

/// Dates of a period at most.
const MOST_DATES: usize = 100_000;

/// `2026-01-01..2026-02-10`, both ends included.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Period {
    from: Date,
    to: Date,
}

impl FromStr for Period {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let Some((from, to)) = text.split_once("..") else {
            return Err(
                Error::usage("dates are written 2026-01-01..2026-02-10").found(format!("`{text}`"))
            );
        };
        let (from, to) = (parse_date(from)?, parse_date(to)?);
        if from > to {
            return Err(
                Error::usage("the first date comes after the last").found(format!("`{text}`"))
            );
        }
        Ok(Self { from, to })
    }
}

impl Period {
    /// Whether a date lies between the two, or is one of them.
    pub fn contains(self, date: Date) -> bool {
        self.from <= date && date <= self.to
    }

    /// The dates from the first on, a step apart.
    pub fn dates(self, step: Step) -> Result<Vec<Date>> {
        let mut dates = Vec::new();
        for count in 0.. {
            let date = step.times(count).and_then(|span| self.from.checked_add(span).ok());
            let date = date.filter(|date| *date <= self.to);
            let Some(date) = date else { break };
            if dates.len() == MOST_DATES {
                return Err(Error::limit(format!("a period has {MOST_DATES} dates at most"))
                    .hint("take a longer step, such as 1m for a month"));
            }
            dates.push(date);
        }
        Ok(dates)
    }
}

/// A period, or dates one by one: `2026-01-01..2026-02-10` or `2025-12-31,2026-01-18,2026-01-27`.
#[derive(Debug, Clone)]
pub(crate) enum Dates {
    Period(Period),
    List(Vec<Date>),
}

impl FromStr for Dates {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        if text.contains("..") || !text.contains(',') {
            return text.parse().map(Self::Period);
        }
        let mut dates =
            text.split(',').map(|date| parse_date(date.trim())).collect::<Result<Vec<_>>>()?;
        dates.sort_unstable();
        match dates.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(Error::usage("a date is given twice").found(pair[0])),
            None => Ok(Self::List(dates)),
        }
    }
}

impl Dates {
    /// The dates in order; those of a period a step apart.
    pub fn dates(self, step: Step) -> Result<Vec<Date>> {
        match self {
            Self::Period(period) => period.dates(step),
            Self::List(dates) => Ok(dates),
        }
    }
}

/// `1d`, `2w`, `1m`.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Step {
    Days(i64),
    Months(i64),
}

impl Step {
    /// Nothing where that is longer than calendars reach.
    fn times(self, count: i64) -> Option<Span> {
        match self {
            Self::Days(days) => Span::new().try_days(days.checked_mul(count)?).ok(),
            Self::Months(months) => Span::new().try_months(months.checked_mul(count)?).ok(),
        }
    }
}

impl FromStr for Step {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let unit = text.chars().last().unwrap_or_default();
        let number = text
            .strip_suffix(unit)
            .and_then(|number| number.parse().ok())
            .filter(|number| (1..=999).contains(number));
        match (number, unit) {
            (Some(number), 'd') => Ok(Self::Days(number)),
            (Some(number), 'w') => Ok(Self::Days(7 * number)),
            (Some(number), 'm') => Ok(Self::Months(number)),
            _ => Err(Error::usage("a step is 1 to 999 days, weeks or months, written 1d, 2w, 1m")
                .found(format!("`{text}`"))),
        }
    }
}
