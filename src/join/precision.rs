//! What the precision codes of an event table mean.

use std::str::FromStr;

use crate::{Error, Result};

/// No radius is larger than half way round the globe, in kilometres, and no stretch of days longer.
const LARGEST: f64 = 20_038.0;

/// What each code of a precision column stands for, in kilometres or days round what the row says.
///
/// # Example
///
/// ```
/// use controlmap::join::Scale;
///
/// let scale: Scale = "1=0,2=25".parse()?;
/// assert_eq!(scale.of("2"), Some(25.0));
/// assert_eq!(scale.of("3"), None);
/// # Ok::<(), controlmap::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Scale(Vec<(String, f64)>);

impl Scale {
    /// ACLED's `geo_precision` in kilometres: 1 the place itself, 2 somewhere near it (25), 3
    /// somewhere in its region (100).
    pub fn acled_kilometres() -> Self {
        Self::counting_from_one([0.0, 25.0, 100.0])
    }

    /// ACLED's `time_precision` in days before and after: 1 the day itself, 2 its week (3), 3 its
    /// month (15).
    pub fn acled_days() -> Self {
        Self::counting_from_one([0.0, 3.0, 15.0])
    }

    fn counting_from_one(values: [f64; 3]) -> Self {
        Self((1..).zip(values).map(|(code, value): (u8, f64)| (code.to_string(), value)).collect())
    }

    /// What a code stands for; `2.0` is the code `2`.
    pub fn of(&self, code: &str) -> Option<f64> {
        let code = code.trim();
        let code = code.strip_suffix(".0").unwrap_or(code);
        self.0.iter().find(|(known, _)| known == code).map(|(_, value)| *value)
    }
}

impl FromStr for Scale {
    type Err = Error;

    /// Reads `1=0,2=25,3=100`.
    fn from_str(text: &str) -> Result<Self> {
        let pair = |pair: &str| {
            let (code, value) = pair.split_once('=')?;
            let value: f64 = value.trim().parse().ok()?;
            (0.0..=LARGEST).contains(&value).then(|| (code.trim().to_owned(), value))
        };
        text.split(',').map(pair).collect::<Option<_>>().map(Self).ok_or_else(|| {
            Error::usage("a scale is written CODE=SIZE,CODE=SIZE with sizes of 0 to 20038, such as 1=0,2=25,3=100")
                .found(format!("`{text}`"))
        })
    }
}
