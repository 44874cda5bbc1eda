//! A length with its unit.

use std::fmt;

/// A length in kilometres.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, serde::Serialize)]
#[serde(transparent)]
pub struct Kilometres(pub f64);

impl Kilometres {
    /// The kilometres to the nearest ten metres, as distances to a front are told: where it ran is not
    /// known any better.
    pub(crate) fn to_ten_metres(self) -> f64 {
        (self.0 * 100.0).round() / 100.0
    }
}

impl fmt::Display for Kilometres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1} km", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distance_is_told_to_ten_metres() {
        assert_eq!(Kilometres(5534.408304238613).to_ten_metres(), 5534.41);
    }
}
