//! What a drawing leaves open, and what was made of it.

use std::fmt;

use super::Verdict;
use crate::geometry::{LonLat, SquareKilometres};
use crate::model::Validity;

/// How many names of a list a message shows.
const SHOWN: usize = 6;

/// Something about a drawing that its maker should know, and when it is so.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// On which days.
    pub validity: Validity,
    /// What.
    pub finding: Finding,
}

/// What was found in a drawing.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Finding {
    /// A face with no fact inside: it became unknown.
    NoFact {
        /// Which one.
        face: Face,
    },
    /// A face with facts that do not agree.
    Contradiction {
        /// Which one.
        face: Face,
        /// What the facts say: the most often said first, else ordered by verdict.
        sides: Vec<Side>,
        /// What it became.
        became: Verdict,
    },
    /// A line that ends inside the frame and touches nothing.
    LooseEnd {
        /// The line's name.
        line: String,
        /// Where it ends.
        position: LonLat,
        /// Metres from there to the nearest border, line or other loose end.
        gap_metres: f64,
    },
    /// A line of which nothing runs inside the frame.
    OutsideFrame {
        /// The line's name.
        line: String,
    },
}

/// A face, as one finds it on a map.
#[derive(Debug, Clone, PartialEq)]
pub struct Face {
    /// A position well inside it.
    pub position: LonLat,
    /// Its size.
    pub area: SquareKilometres,
    /// The names of the lines round it.
    pub lines: Vec<String>,
    /// The place with a fact that lies nearest to the position, and how many kilometres away.
    pub nearest_place: Option<(String, f64)>,
}

/// Facts in one face that say the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// What they say.
    pub verdict: Verdict,
    /// The places they are about, sorted.
    pub places: Vec<String>,
}

impl Finding {
    /// Whether this is the same as was found on another date.
    pub(super) fn is_still(&self, other: &Self) -> bool {
        match (self, other) {
            // The gap changes with the other lines; the loose end does not.
            (
                Self::LooseEnd { line, position, .. },
                Self::LooseEnd { line: other_line, position: other_position, .. },
            ) => line == other_line && position == other_position,
            _ => self == other,
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.validity, self.finding)
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFact { face } => write!(f, "no fact in {face}: unknown"),
            Self::Contradiction { face, sides, became } => {
                write!(f, "facts contradict each other in {face}: ")?;
                for side in sides {
                    write!(f, "{} ({}); ", side.verdict, list(&side.places))?;
                }
                write!(f, "taken as {became}")
            }
            Self::LooseEnd { line, position, gap_metres } => write!(
                f,
                "line `{line}` ends at {position}, {gap_metres:.0} m from anything it could meet"
            ),
            Self::OutsideFrame { line } => write!(f, "line `{line}` lies outside the frame"),
        }
    }
}

impl fmt::Display for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.position;
        write!(f, "the face at {:.4} {:.4} ({}", at.lon(), at.lat(), self.area)?;
        if let Some((place, kilometres)) = &self.nearest_place {
            write!(f, ", {kilometres:.1} km from {place}")?;
        }
        if !self.lines.is_empty() {
            write!(f, ", along {}", list(&self.lines))?;
        }
        f.write_str(")")
    }
}

fn list(names: &[String]) -> String {
    let shown = names.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
