//! When something is so.

use std::fmt;

use jiff::civil::Date;

use crate::{Error, Result};

/// The civil days on which something is so: half-open, `[from, until)`.
///
/// # Guarantees
///
/// `from < until` where both are given: a validity is never empty.
///
/// # Example
///
/// ```
/// use controlmap::model::Validity;
/// use jiff::civil::date;
///
/// let held = Validity::new(Some(date(2025, 12, 31)), Some(date(2026, 1, 18)))?;
/// assert!(held.contains(date(2026, 1, 17)));
/// assert!(!held.contains(date(2026, 1, 18)));
/// # Ok::<(), controlmap::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Validity {
    from: Option<Date>,
    until: Option<Date>,
}

impl Validity {
    /// At all times.
    pub const ALWAYS: Self = Self { from: None, until: None };

    /// On one day only.
    pub fn on(day: Date) -> Self {
        // After the last day of the calendar there is none to end on.
        Self { from: Some(day), until: day.tomorrow().ok() }
    }

    /// From a first day, up to but without an end day; open where nothing is given.
    ///
    /// # Errors
    ///
    /// When no day is left between the two.
    pub fn new(from: Option<Date>, until: Option<Date>) -> Result<Self> {
        match (from, until) {
            (Some(from), Some(until)) if from >= until => {
                Err(Error::input("a validity must end after it begins")
                    .found(format!("from {from} until {until}")))
            }
            _ => Ok(Self { from, until }),
        }
    }

    /// The first day, nothing where it was always so.
    pub fn from(self) -> Option<Date> {
        self.from
    }

    /// The first day on which it is no longer so, nothing where it still is.
    pub fn until(self) -> Option<Date> {
        self.until
    }

    /// Whether it is so on this day.
    pub fn contains(self, date: Date) -> bool {
        self.from.is_none_or(|from| from <= date) && self.until.is_none_or(|until| date < until)
    }

    /// Whether there is a day on which both are so.
    pub fn overlaps(self, other: Self) -> bool {
        let begins_before_end = |one: Self, other: Self| match (one.from, other.until) {
            (Some(from), Some(until)) => from < until,
            _ => true,
        };
        begins_before_end(self, other) && begins_before_end(other, self)
    }

    /// The two as one validity, where the second begins on the very day that the first ends.
    pub fn followed_by(self, next: Self) -> Option<Self> {
        (self.until.is_some() && self.until == next.from)
            .then_some(Self { from: self.from, until: next.until })
    }
}

impl fmt::Display for Validity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.until) {
            (None, None) => f.write_str("at all times"),
            (Some(from), None) => write!(f, "from {from}"),
            (None, Some(until)) => write!(f, "until {until}"),
            (Some(from), Some(until)) => write!(f, "from {from} until {until}"),
        }
    }
}
