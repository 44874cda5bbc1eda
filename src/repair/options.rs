//! What is repaired, and how much of it.

use std::str::FromStr;

use crate::geometry::SquareKilometres;
use crate::{Error, Result};

/// What is repaired, and how much of it.
#[derive(Debug, Clone, PartialEq)]
pub struct RepairOptions {
    /// Metres within which borders are moved onto each other; 0 moves none.
    pub snap: f64,
    /// Metres below which an overlap or a gap is a sliver: twice its area over its perimeter; 0 leaves
    /// all slivers.
    pub sliver: f64,
    /// Who keeps ground wider than a sliver that several features have.
    pub overlaps: OverlapRule,
    /// Who comes first, by any name of theirs; where it is empty, as the manifest says.
    pub precedence: Vec<String>,
    /// How much ground may move.
    pub most_moved: MostMoved,
}

impl Default for RepairOptions {
    fn default() -> Self {
        Self {
            snap: 1.0,
            sliver: 10.0,
            overlaps: OverlapRule::default(),
            precedence: Vec::new(),
            most_moved: MostMoved::default(),
        }
    }
}

/// Who keeps ground wider than a sliver that several features of the same status have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OverlapRule {
    /// Whose actor comes first in the declared precedence; where it names neither, both.
    #[default]
    Precedence,
    /// Both: it stays as it is.
    Keep,
    /// The feature that comes first in the data.
    First,
    /// The feature that comes last in the data.
    Last,
    /// The feature with less ground.
    Smaller,
    /// The feature with more ground.
    Larger,
}

/// How much ground may move in any state of the data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum MostMoved {
    /// So many square kilometres.
    Area(SquareKilometres),
    /// So many percent of the ground of the state's features.
    Percent(f64),
    /// 0.1 % of the ground of the state's features, but at least 1 km².
    Little,
}

impl Default for MostMoved {
    /// [`MostMoved::Little`].
    fn default() -> Self {
        Self::Little
    }
}

impl MostMoved {
    /// In a state with so much ground.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::geometry::SquareKilometres;
    /// use controlmap::repair::MostMoved;
    ///
    /// assert_eq!(MostMoved::Little.of(SquareKilometres(50_000.0)).0, 50.0);
    /// assert_eq!(MostMoved::Little.of(SquareKilometres(50.0)).0, 1.0);
    /// assert_eq!("0.5%".parse::<MostMoved>()?.of(SquareKilometres(200.0)).0, 1.0);
    /// assert_eq!("7".parse::<MostMoved>()?.of(SquareKilometres(200.0)).0, 7.0);
    /// # Ok::<(), controlmap::Error>(())
    /// ```
    pub fn of(self, ground: SquareKilometres) -> SquareKilometres {
        SquareKilometres(match self {
            Self::Area(area) => area.0,
            Self::Percent(percent) => ground.0 * percent / 100.0,
            Self::Little => (ground.0 / 1000.0).max(1.0),
        })
    }
}

impl FromStr for MostMoved {
    type Err = Error;

    /// Reads `12`, `12km2` or `0.5%`.
    fn from_str(text: &str) -> Result<Self> {
        let wrong = || {
            Error::usage("an area is written 12 or 12km2, in square kilometres, or 0.5%")
                .found(format!("`{text}`"))
        };
        let plain = text.trim();
        let (number, is_percent) = match plain.strip_suffix('%') {
            Some(number) => (number, true),
            None => (plain.trim_end_matches("km2").trim_end_matches("km²"), false),
        };
        let number: f64 = number.trim().parse().map_err(|_| wrong())?;
        if !(number.is_finite() && number >= 0.0) {
            return Err(wrong());
        }
        Ok(if is_percent { Self::Percent(number) } else { Self::Area(SquareKilometres(number)) })
    }
}
