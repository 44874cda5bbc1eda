//! Rings as files have them to polygons as the model guarantees them.

use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::feature::Rings;
use crate::model::{DefectKind, Defects, Spot};

/// Closes and turns the rings, leaves out those that are too short, and notes each.
pub(super) fn clean(
    polygons: Vec<Rings>,
    defects: &mut Defects,
    place: &dyn Fn() -> Spot,
) -> MultiPolygon {
    let mut cleaner = Cleaner::default();
    let polygons = MultiPolygon::new(
        polygons.into_iter().filter_map(|rings| cleaner.polygon(rings)).collect(),
    );
    defects.note(DefectKind::RingNotClosed, cleaner.closed, place);
    defects.note(DefectKind::RingTooShort, cleaner.too_short, place);
    defects.note(DefectKind::RingDirection, cleaner.turned, place);
    polygons
}

#[derive(Default)]
struct Cleaner {
    closed: usize,
    too_short: usize,
    turned: usize,
}

impl Cleaner {
    fn polygon(&mut self, rings: Rings) -> Option<Polygon> {
        let mut rings = rings.into_iter();
        let exterior = self.ring(rings.next()?, true)?;
        let interiors = rings.filter_map(|ring| self.ring(ring, false)).collect();
        Some(Polygon::new(exterior, interiors))
    }

    fn ring(&mut self, mut ring: Vec<Coord>, is_exterior: bool) -> Option<LineString> {
        if ring.first() != ring.last() {
            self.closed += 1;
            ring.extend(ring.first().copied());
        }
        if ring.len() < 4 {
            self.too_short += 1;
            return None;
        }
        let doubled_area = doubled_area(&ring);
        if doubled_area != 0.0 && (doubled_area > 0.0) != is_exterior {
            self.turned += 1;
            ring.reverse();
        }
        Some(LineString::new(ring))
    }
}

/// Twice the area in squared degrees, positive counter-clockwise.
pub(super) fn doubled_area(ring: &[Coord]) -> f64 {
    let Some(&origin) = ring.first() else { return 0.0 };
    ring.windows(2)
        .map(|edge| {
            let (from, to) = (edge[0] - origin, edge[1] - origin);
            from.x * to.y - to.x * from.y
        })
        .sum()
}
