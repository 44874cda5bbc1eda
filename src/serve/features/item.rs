//! A feature of a collection, before it is written.

use std::fmt;

use super::property::Value;
use crate::geometry::{BoundingBox, Coord, LineString, LonLat, MultiPolygon};
use crate::model::Date;

/// A feature of a collection.
#[derive(Debug, Clone)]
pub(super) struct Item<'a> {
    pub id: Id,
    pub shape: Shape<'a>,
    /// In the order of the collection's properties.
    pub values: Vec<Value<'a>>,
}

/// What names a feature in its collection. Features stand in the order of their identifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Id {
    /// A place in a list.
    Number(u32),
    /// The first day of a state, nothing for one that was always so, and a place in the list of that
    /// state's features.
    Dated(Option<Date>, u32),
}

/// Where a feature is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape<'a> {
    Point(LonLat),
    Lines(&'a [LineString]),
    Polygons(&'a MultiPolygon),
}

/// What stands for the day of a state that was always so.
const UNDATED: &str = "undated";

impl Id {
    /// Reads `17`.
    pub fn number(text: &str) -> Option<Self> {
        plain(text).map(Self::Number)
    }

    /// Reads `2026-01-27.3`.
    pub fn dated(text: &str) -> Option<Self> {
        let (day, place) = text.rsplit_once('.')?;
        let day = if day == UNDATED { None } else { Some(day.parse().ok()?) };
        Some(Self::Dated(day, plain(place)?)).filter(|id| id.to_string() == text)
    }
}

/// A number written in the one way there is.
fn plain(text: &str) -> Option<u32> {
    text.parse().ok().filter(|number: &u32| number.to_string() == text)
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Dated(Some(day), place) => write!(f, "{day}.{place}"),
            Self::Dated(None, place) => write!(f, "{UNDATED}.{place}"),
        }
    }
}

impl Shape<'_> {
    /// The box round it; nothing where it has no positions.
    pub fn bounds(&self) -> Option<BoundingBox> {
        match self {
            Self::Point(at) => Some(Coord::from(*at).into()),
            Self::Lines(lines) => {
                BoundingBox::around(lines.iter().flat_map(|line| line.coords().copied()))
            }
            Self::Polygons(polygons) => {
                let outer = polygons.iter().flat_map(|it| it.exterior().coords().copied());
                BoundingBox::around(outer)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_read_in_the_one_way_they_are_written() {
        for text in ["2026-01-27.3", "undated.0"] {
            assert_eq!(Id::dated(text).map(|id| id.to_string()).as_deref(), Some(text));
        }
        for text in ["2026-1-27.3", "2026-01-27.03", "2026-01-27", "2026-02-30.1", "undated.-1", ""]
        {
            assert_eq!(Id::dated(text), None, "{text}");
        }
        assert_eq!(Id::number("17"), Some(Id::Number(17)));
        assert_eq!(Id::number("+17"), None);
    }
}
