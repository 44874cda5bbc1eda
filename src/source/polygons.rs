//! Rings as files have them to polygons as the model guarantees them.

use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::feature::Rings;
use super::formats::Format;
use crate::geometry::validity;
use crate::model::{DefectKind, Defects, Spot};

/// Polygons as the model guarantees them, and what had to be done for it.
pub(super) struct Cleaned {
    polygons: MultiPolygon,
    cleaner: Cleaner,
    was_invalid: bool,
}

/// Closes and turns the rings, leaves out those that are too short, makes invalid polygons valid ones of
/// the same ground.
pub(super) fn cleaned(polygons: Vec<Rings>) -> Cleaned {
    let mut cleaner = Cleaner::default();
    let polygons: Vec<Rings> =
        polygons.into_iter().filter_map(|rings| cleaner.closed(rings)).collect();
    let resolved = (!validity::is_valid(&polygons)).then(|| validity::resolve(&polygons));
    let was_invalid = resolved.is_some();
    let polygons = match resolved {
        Some(Ok(ground)) => ground,
        // What crosses too often to be laid out is filled like that none the less.
        Some(Err(_)) | None => {
            MultiPolygon::new(polygons.into_iter().filter_map(|it| cleaner.polygon(it)).collect())
        }
    };
    Cleaned { polygons, cleaner, was_invalid }
}

impl Cleaned {
    /// The polygons; what had to be done is noted, but that rings were turned only where the format says
    /// how they run.
    pub fn noted(
        self,
        format: Format,
        defects: &mut Defects,
        place: &dyn Fn() -> Spot,
    ) -> MultiPolygon {
        let Self { polygons, cleaner, was_invalid } = self;
        defects.note(DefectKind::InvalidPolygons, usize::from(was_invalid), place);
        defects.note(DefectKind::RingNotClosed, cleaner.closed, place);
        defects.note(DefectKind::RingTooShort, cleaner.too_short, place);
        if format.has_direction() {
            defects.note(DefectKind::RingDirection, cleaner.turned, place);
        }
        polygons
    }
}

/// The polygons [`cleaned`] and [`noted`](Cleaned::noted).
pub(super) fn clean(
    polygons: Vec<Rings>,
    format: Format,
    defects: &mut Defects,
    place: &dyn Fn() -> Spot,
) -> MultiPolygon {
    cleaned(polygons).noted(format, defects, place)
}

/// How many positions a closed ring has at least.
const SHORTEST: usize = 4;

#[derive(Default)]
struct Cleaner {
    closed: usize,
    too_short: usize,
    turned: usize,
}

impl Cleaner {
    /// The rings of a polygon that are long enough, if its exterior is, all closed.
    fn closed(&mut self, mut rings: Rings) -> Option<Rings> {
        for ring in &mut rings {
            if ring.first() != ring.last() {
                self.closed += 1;
                ring.extend(ring.first().copied());
            }
        }
        let is_short = |ring: &Vec<Coord>| ring.len() < SHORTEST;
        let has_exterior = rings.first().is_some_and(|exterior| !is_short(exterior));
        if !has_exterior {
            self.too_short += usize::from(!rings.is_empty());
            return None;
        }
        self.too_short += rings.iter().filter(|ring| is_short(ring)).count();
        rings.retain(|ring| !is_short(ring));
        Some(rings)
    }

    fn polygon(&mut self, rings: Rings) -> Option<Polygon> {
        let mut rings = rings.into_iter();
        let exterior = self.ring(rings.next()?, true);
        let interiors = rings.map(|ring| self.ring(ring, false)).collect();
        Some(Polygon::new(exterior, interiors))
    }

    fn ring(&mut self, mut ring: Vec<Coord>, is_exterior: bool) -> LineString {
        let doubled_area = doubled_area(&ring);
        if doubled_area != 0.0 && (doubled_area > 0.0) != is_exterior {
            self.turned += 1;
            ring.reverse();
        }
        LineString::new(ring)
    }
}

/// Twice the area in squared degrees, or whatever the positions are in; positive counter-clockwise.
pub(super) fn doubled_area(ring: &[Coord]) -> f64 {
    let Some(&origin) = ring.first() else { return 0.0 };
    ring.windows(2)
        .map(|edge| {
            let (from, to) = (edge[0] - origin, edge[1] - origin);
            from.x * to.y - to.x * from.y
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(positions: &[(f64, f64)]) -> Vec<Coord> {
        positions.iter().copied().map(Coord::from).collect()
    }

    fn read(polygons: Vec<Rings>) -> (MultiPolygon, Vec<DefectKind>) {
        let mut defects = Defects::default();
        let ground = clean(polygons, Format::GeoJson, &mut defects, &Spot::default);
        (ground, defects.iter().map(|defect| defect.kind).collect())
    }

    #[test]
    fn a_bow_tie_is_its_two_lobes() {
        let bow_tie = ring(&[(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0), (0.0, 0.0)]);
        let (ground, defects) = read(vec![vec![bow_tie]]);
        assert_eq!(ground.0.len(), 2);
        assert_eq!(defects, [DefectKind::InvalidPolygons]);
    }

    #[test]
    fn valid_polygons_keep_their_positions() {
        let outer = [(0.0, 0.0), (4.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)];
        let hole = [(0.0, 0.0), (1.0, 2.0), (2.0, 1.0), (0.0, 0.0)];
        let (ground, defects) = read(vec![vec![ring(&outer), ring(&hole)]]);
        assert_eq!(ground.0[0].exterior().0, ring(&outer));
        assert_eq!(ground.0[0].interiors()[0].0, ring(&hole));
        assert!(defects.is_empty(), "{defects:?}");
    }
}
