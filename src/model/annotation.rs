//! What a map says in words and pictures about places and advances, and when.

use std::fmt;
use std::str::FromStr;

use super::{ActorId, Names, Validity};
use crate::geometry::LonLat;
use crate::{Error, Result};

/// A remark on the map: a marker, a call-out or an arrow, with its text and the days on which it holds.
///
/// # Example
///
/// ```
/// use controlmap::geometry::LonLat;
/// use controlmap::model::{Annotation, Icon, Mark, Names, Validity};
///
/// let dam = Annotation {
///     mark: Mark::Marker(LonLat::new(38.57, 35.87)?),
///     icon: Icon::Dam,
///     text: Names::new("Euphrates Dam"),
///     validity: Validity::ALWAYS,
///     rank: 2,
///     sources: Vec::new(),
/// };
/// assert_eq!(dam.mark.word(), "marker");
/// # Ok::<(), controlmap::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Annotation {
    /// What is drawn, and where.
    pub mark: Mark,
    /// The picture beside the text.
    pub icon: Icon,
    /// What it says; only an arrow may be without.
    pub text: Names,
    /// The days on which it is so.
    pub validity: Validity,
    /// Importance, 1 the highest: where there is room for a few only, these are shown first.
    pub rank: u8,
    /// Where it is reported; may be empty.
    pub sources: Vec<String>,
}

/// What an annotation draws, and where.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// An icon on a place, its text beside it.
    Marker(LonLat),
    /// A text that stands apart from its place, with a line to it.
    Callout {
        /// The place.
        at: LonLat,
        /// On which side of the place the text is to stand; nothing where the map may choose.
        toward: Option<Direction>,
    },
    /// An arrow.
    Arrow {
        /// Two positions or more, from its tail to its head.
        course: Vec<LonLat>,
        /// In whose colour it is drawn; nothing for the colour of call-outs.
        actor: Option<ActorId>,
    },
}

impl Mark {
    /// The words that data uses.
    pub const WORDS: [&'static str; 3] = ["marker", "callout", "arrow"];

    /// The word that data uses.
    pub fn word(&self) -> &'static str {
        let [marker, callout, arrow] = Self::WORDS;
        match self {
            Self::Marker(_) => marker,
            Self::Callout { .. } => callout,
            Self::Arrow { .. } => arrow,
        }
    }
}

/// A side of a place: north is up on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Above, `n`.
    North,
    /// Above to the right, `ne`.
    NorthEast,
    /// To the right, `e`.
    East,
    /// Below to the right, `se`.
    SouthEast,
    /// Below, `s`.
    South,
    /// Below to the left, `sw`.
    SouthWest,
    /// To the left, `w`.
    West,
    /// Above to the left, `nw`.
    NorthWest,
}

impl Direction {
    /// Every direction, clockwise from north.
    pub const ALL: [Self; 8] = [
        Self::North,
        Self::NorthEast,
        Self::East,
        Self::SouthEast,
        Self::South,
        Self::SouthWest,
        Self::West,
        Self::NorthWest,
    ];

    /// The word that data uses.
    pub fn word(self) -> &'static str {
        match self {
            Self::North => "n",
            Self::NorthEast => "ne",
            Self::East => "e",
            Self::SouthEast => "se",
            Self::South => "s",
            Self::SouthWest => "sw",
            Self::West => "w",
            Self::NorthWest => "nw",
        }
    }

    /// Degrees clockwise from north: a multiple of 45 from 0 to 315.
    pub fn degrees(self) -> f32 {
        45.0 * f32::from(self as u8)
    }

    /// Eighths of a circle between two directions, from 0 to 4.
    ///
    /// ```
    /// use controlmap::model::Direction;
    ///
    /// assert_eq!(Direction::NorthWest.eighths_from(Direction::East), 3);
    /// ```
    pub fn eighths_from(self, other: Self) -> u32 {
        let apart = u32::from((self as u8).abs_diff(other as u8));
        apart.min(8 - apart)
    }
}

impl FromStr for Direction {
    type Err = Error;

    /// Reads the word, whatever its case.
    fn from_str(word: &str) -> Result<Self> {
        let known = word.trim().to_lowercase();
        Self::ALL.into_iter().find(|it| it.word() == known).ok_or_else(|| {
            let words = Self::ALL.map(Self::word).join(", ");
            Error::input(format!("a direction is one of {words}")).found(format!("`{word}`"))
        })
    }
}

/// The picture of an annotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Icon {
    /// No picture: a dot on the place of a marker.
    #[default]
    None,
    /// A dam.
    Dam,
    /// An airbase or airport.
    Airbase,
    /// A border crossing.
    Crossing,
    /// A capital, declared or real.
    Capital,
    /// Ground or a town that is surrounded.
    Encirclement,
    /// A military base.
    Base,
    /// A camp of displaced or interned people.
    Camp,
    /// A prison.
    Prison,
    /// An oil or gas field.
    Oilfield,
    /// An event: an attack, a clash, an explosion.
    Event,
}

impl Icon {
    /// Every icon.
    pub const ALL: [Self; 11] = [
        Self::None,
        Self::Dam,
        Self::Airbase,
        Self::Crossing,
        Self::Capital,
        Self::Encirclement,
        Self::Base,
        Self::Camp,
        Self::Prison,
        Self::Oilfield,
        Self::Event,
    ];

    /// The word that data uses.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Dam => "dam",
            Self::Airbase => "airbase",
            Self::Crossing => "crossing",
            Self::Capital => "capital",
            Self::Encirclement => "encirclement",
            Self::Base => "base",
            Self::Camp => "camp",
            Self::Prison => "prison",
            Self::Oilfield => "oilfield",
            Self::Event => "event",
        }
    }
}

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Icon {
    type Err = Error;

    /// Reads the word, whatever its case.
    fn from_str(word: &str) -> Result<Self> {
        let known = word.trim().to_lowercase();
        Self::ALL.into_iter().find(|icon| icon.word() == known).ok_or_else(|| {
            let words = Self::ALL.map(Self::word).join(", ");
            Error::input(format!("an icon is one of {words}")).found(format!("`{word}`"))
        })
    }
}
