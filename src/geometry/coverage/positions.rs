//! Positions of the grid back to what they were before they were moved onto it.

use geo::{Coord, CoordsIter, LineString, MultiPolygon, Polygon};
use rustc_hash::FxHashMap;

use crate::Result;
use crate::geometry::arrangement::{Grid, GridPoint};

/// The positions of grounds by where they lie on the grid.
#[derive(Debug, Default)]
pub(in crate::geometry) struct Positions(FxHashMap<GridPoint, Coord>);

impl Positions {
    /// Of several positions that are one on the grid the first counts.
    pub fn of<'a>(grounds: impl IntoIterator<Item = &'a MultiPolygon>) -> Result<Self> {
        let mut positions = FxHashMap::default();
        for at in grounds.into_iter().flat_map(|ground| ground.coords_iter()) {
            positions.entry(Grid::MEASURED.snap(at)?).or_insert(at);
        }
        Ok(Self(positions))
    }

    /// The same ground with positions of the grid as these are, where they lie on it as those do; the
    /// first that knows a position counts, and those that come to be the same are one.
    pub fn restore(known: &[&Self], ground: &MultiPolygon) -> Result<MultiPolygon> {
        let position = |at: &Coord| {
            let place = Grid::MEASURED.snap(*at)?;
            if Grid::MEASURED.degrees(place) != *at {
                return Ok(*at);
            }
            Ok(known.iter().find_map(|it| it.0.get(&place)).copied().unwrap_or(*at))
        };
        let ring = |ring: &LineString| {
            let mut positions = ring.coords().map(position).collect::<Result<Vec<Coord>>>()?;
            positions.dedup();
            Ok(LineString::new(positions))
        };
        let polygons = ground.iter().map(|polygon| {
            let interiors = polygon.interiors().iter().map(ring).collect::<Result<_>>()?;
            Ok(Polygon::new(ring(polygon.exterior())?, interiors))
        });
        polygons.collect::<Result<Vec<Polygon>>>().map(MultiPolygon::new)
    }
}
