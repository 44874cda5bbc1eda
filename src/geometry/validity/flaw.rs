//! What can be wrong with polygons.

use std::fmt;

use geo::Coord;

use crate::geometry::SquareKilometres;

/// What is wrong with a ring, with two rings, or with two polygons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FlawKind {
    /// A coordinate is infinite or not a number.
    NotFinite,
    /// The last position of a ring is not its first.
    RingNotClosed,
    /// A closed ring has fewer than four positions, or fewer than three that differ.
    RingTooShort,
    /// A ring has no position at all. Formal.
    RingEmpty,
    /// A position is repeated at once. Formal.
    RepeatedPoint,
    /// A ring goes somewhere and straight back.
    Spike,
    /// A ring turns back by less than a thousandth of a radian. Formal.
    NearSpike,
    /// A ring crosses itself.
    SelfCrossing,
    /// A ring runs along itself.
    SelfOverlap,
    /// A ring touches itself at a point.
    SelfTouch,
    /// A ring is there twice in one polygon.
    RepeatedRing,
    /// Two rings of a polygon cross.
    RingsCross,
    /// Two rings of a polygon run along each other.
    RingsShareLine,
    /// A hole lies outside its polygon's exterior.
    HoleOutside,
    /// A hole lies in another hole of its polygon.
    HoleNested,
    /// Rings of a polygon touch so that they cut its interior in two.
    InteriorDisconnected,
    /// A polygon is there twice.
    RepeatedPolygon,
    /// The borders of two polygons cross: these overlap.
    PolygonsOverlap,
    /// Two polygons run along each other.
    PolygonsShareLine,
    /// A polygon lies within another.
    PolygonNested,
}

impl FlawKind {
    /// Whether polygons with the flaw are valid none the less.
    pub fn is_formal(self) -> bool {
        matches!(self, Self::RingEmpty | Self::RepeatedPoint | Self::NearSpike)
    }
}

impl fmt::Display for FlawKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotFinite => "a coordinate is not finite",
            Self::RingNotClosed => "the ring is not closed",
            Self::RingTooShort => "the ring has too few positions",
            Self::RingEmpty => "the ring has no positions",
            Self::RepeatedPoint => "the position is repeated",
            Self::Spike => "the ring runs there and straight back",
            Self::NearSpike => "the ring runs there and almost straight back",
            Self::SelfCrossing => "the ring crosses itself",
            Self::SelfOverlap => "the ring runs along itself",
            Self::SelfTouch => "the ring touches itself",
            Self::RepeatedRing => "the ring is there twice",
            Self::RingsCross => "two rings of the polygon cross",
            Self::RingsShareLine => "two rings of the polygon run along each other",
            Self::HoleOutside => "the hole lies outside the polygon",
            Self::HoleNested => "the hole lies in another hole",
            Self::InteriorDisconnected => "rings that touch cut the polygon in two",
            Self::RepeatedPolygon => "the polygon is there twice",
            Self::PolygonsOverlap => "two polygons overlap",
            Self::PolygonsShareLine => "two polygons run along each other",
            Self::PolygonNested => "the polygon lies within another",
        })
    }
}

/// Which ring of which polygon, both counted from 0 as they came; ring 0 is the exterior.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RingOf {
    /// The polygon.
    pub polygon: usize,
    /// The ring of the polygon.
    pub ring: usize,
}

/// One thing that is wrong, and where.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flaw {
    /// What is wrong.
    pub kind: FlawKind,
    /// With which ring; of a polygon as a whole it is the exterior.
    pub of: RingOf,
    /// The other ring that takes part, where there is one.
    pub with: Option<RingOf>,
    /// A place where it shows, in degrees. The crossing of two edges is rounded to doubles, all others
    /// are positions of the rings; not finite where a coordinate is not.
    pub at: Coord,
    /// How large the ring, the polygon or the spike is that is wrong as a whole; nothing where the
    /// flaw is at a place.
    pub area: Option<SquareKilometres>,
}

/// What is wrong with polygons.
#[derive(Debug, Clone, PartialEq)]
pub struct Flaws {
    /// In the order of polygons, rings, kinds and places.
    pub flaws: Vec<Flaw>,
    /// Whether these are all; if not, the search was given up on the way.
    pub is_complete: bool,
}

impl Flaws {
    /// How many are listed at most.
    pub const MOST: usize = 10_000;

    /// Whether the polygons are valid: there are none but formal flaws, and these are all.
    pub fn are_formal(&self) -> bool {
        self.is_complete && self.flaws.iter().all(|flaw| flaw.kind.is_formal())
    }
}
