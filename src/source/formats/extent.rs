//! The box round polygons: what indexes of binary formats are made of.

use geo::{BoundingRect, MultiPolygon};

/// West, south, east and north of something, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Extent {
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
}

impl Extent {
    /// The box round polygons; nothing where they have no positions.
    pub fn of(polygons: &MultiPolygon) -> Option<Self> {
        let rectangle = polygons.bounding_rect()?;
        let (low, high) = (rectangle.min(), rectangle.max());
        Some(Self { west: low.x, south: low.y, east: high.x, north: high.y })
    }

    /// The box round boxes; nothing where there are none.
    pub fn round(extents: impl IntoIterator<Item = Self>) -> Option<Self> {
        extents.into_iter().reduce(|one, other| Self {
            west: one.west.min(other.west),
            south: one.south.min(other.south),
            east: one.east.max(other.east),
            north: one.north.max(other.north),
        })
    }

    /// West, south, east and north, as GeoJSON and FlatGeobuf have a box.
    pub fn corners(self) -> [f64; 4] {
        [self.west, self.south, self.east, self.north]
    }
}
