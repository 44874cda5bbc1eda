//! Fewer decimals.

use std::borrow::Cow;

use geo::{Coord, LineString, MultiPolygon, Polygon};

use crate::geometry::validity;
use crate::source::polygons::doubled_area;
use crate::source::table::Table;

/// Rings that rounding leaves nothing of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Collapsed {
    /// Rings of fewer than three positions or without area; they are left out, an exterior with its
    /// interiors.
    pub rings: usize,
    /// Rows that have no ground any more; they are left out.
    pub rows: usize,
    /// Rows that were valid and are no longer, since their rings come to cross or touch; they are kept.
    pub invalid: usize,
}

impl Table<'_> {
    /// Rounds all positions to so many decimals of a degree; six are 11 centimetres at most. Positions
    /// that become the same as the one before are dropped, and what collapses is left out. Neighbours
    /// keep their common vertices, but rings may come to touch or cross themselves.
    pub fn round(&mut self, decimals: u8) -> Collapsed {
        let steps = 10f64.powi(i32::from(decimals));
        let mut collapsed = Collapsed::default();
        self.rows.retain_mut(|row| {
            if row.polygons.0.is_empty() {
                return true;
            }
            let polygons = row.polygons.iter().filter_map(|it| polygon(it, steps, &mut collapsed));
            let polygons = MultiPolygon::new(polygons.collect());
            collapsed.invalid += usize::from(is_valid(&row.polygons) && !is_valid(&polygons));
            row.polygons = Cow::Owned(polygons);
            let is_left = !row.polygons.0.is_empty();
            collapsed.rows += usize::from(!is_left);
            is_left
        });
        collapsed
    }
}

fn is_valid(polygons: &MultiPolygon) -> bool {
    let rings = |polygon: &Polygon| {
        let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
        rings.map(|ring| ring.0.clone()).collect()
    };
    validity::is_valid(&polygons.iter().map(rings).collect::<Vec<_>>())
}

fn polygon(polygon: &Polygon, steps: f64, collapsed: &mut Collapsed) -> Option<Polygon> {
    let mut rounded = |ring: &LineString| {
        let ring = rounded(ring, steps);
        collapsed.rings += usize::from(ring.is_none());
        ring
    };
    let exterior = rounded(polygon.exterior())?;
    let interiors = polygon.interiors().iter().filter_map(rounded).collect();
    Some(Polygon::new(exterior, interiors))
}

/// The ring with rounded positions; nothing where no area is left, or what is left runs the other way.
fn rounded(ring: &LineString, steps: f64) -> Option<LineString> {
    let round = |degrees: f64| (degrees * steps).round() / steps;
    let mut positions: Vec<Coord> =
        ring.coords().map(|at| Coord { x: round(at.x), y: round(at.y) }).collect();
    positions.dedup();
    let [before, after] = [&ring.0, &positions].map(|ring| doubled_area(ring));
    (positions.len() > 3 && after != 0.0 && (before > 0.0) == (after > 0.0))
        .then(|| LineString::new(positions))
}
