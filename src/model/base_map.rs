//! The backdrop: what a map shows besides control.

use geo::{LineString, MultiPolygon};

use super::{Names, Place, SourceNote};
use crate::geometry::{Coord, LonLat, winding};

/// Layers of a backdrop. Each may be empty.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BaseMap {
    /// Countries: land, and the names of neighbours.
    pub countries: Vec<Country>,
    /// The countries of the whole world, coarsely, for a small map that tells where a map is.
    pub world: Vec<Country>,
    /// Administrative regions, for example governorates.
    pub regions: Vec<Region>,
    /// Lakes and reservoirs.
    pub lakes: Vec<Water>,
    /// Rivers.
    pub rivers: Vec<NamedLine>,
    /// Roads.
    pub roads: Vec<NamedLine>,
    /// Boundaries whose standing is disputed.
    pub disputed_borders: Vec<NamedLine>,
    /// Places worth a label.
    pub places: Vec<Place>,
    /// Where those layers come from that the dataset does not bring itself.
    pub credits: Vec<SourceNote>,
}

impl BaseMap {
    /// The region that a position lies in; nothing where none does.
    pub fn region_at(&self, position: LonLat) -> Option<&Region> {
        let at = Coord::from(position);
        self.regions.iter().find(|region| winding::number(&region.polygons, at).0 != 0)
    }
}

/// A country's land.
#[derive(Debug, Clone, PartialEq)]
pub struct Country {
    /// Identifier, usually ISO 3166-1 alpha-3.
    pub id: String,
    /// Its names.
    pub names: Names,
    /// Its land.
    pub polygons: MultiPolygon,
}

/// An administrative region.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// Identifier, usually ISO 3166-2.
    pub id: String,
    /// Its names.
    pub names: Names,
    /// Its ground.
    pub polygons: MultiPolygon,
}

/// A body of standing water.
#[derive(Debug, Clone, PartialEq)]
pub struct Water {
    /// Its names.
    pub names: Names,
    /// Its surface.
    pub polygons: MultiPolygon,
}

/// A river, road or boundary.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedLine {
    /// Its names.
    pub names: Names,
    /// Importance, 1 the highest.
    pub rank: u8,
    /// Its course.
    pub lines: Vec<LineString>,
}
