//! The rings of a shape to polygons: clockwise ones are exteriors, the others holes in them.

use geo::Coord;

use crate::source::feature::Rings;
use crate::source::polygons::doubled_area;
use crate::{Error, Result};

/// Comparisons that it may take to find which holes lie in which exteriors.
const MOST_STEPS: usize = 1_000_000_000;

struct Shell {
    rings: Rings,
    /// Half the size of its ring, positive.
    size: f64,
    low: Coord,
    high: Coord,
}

/// Polygons of a shape's rings, each turned to run as RFC 7946 has it. A hole goes to the smallest
/// exterior round one of its positions; one round which there is none is an exterior itself, as in files
/// that hold the wrong rule.
///
/// # Errors
///
/// When there are so many of both that this would take too long.
pub(super) fn polygons(rings: Vec<Vec<Coord>>) -> Result<Vec<Rings>> {
    let mut shells = Vec::new();
    let mut holes = Vec::new();
    for mut ring in rings {
        let doubled = doubled_area(&ring);
        ring.reverse();
        if doubled > 0.0 {
            holes.push((ring, doubled));
        } else {
            shells.push(Shell::new(ring, -doubled));
        }
    }
    let mut by_size: Vec<usize> = (0..shells.len()).collect();
    by_size.sort_by(|one, other| shells[*one].size.total_cmp(&shells[*other].size));
    let mut steps = 0;
    for (mut hole, doubled) in holes {
        // A hole may touch its exterior, there it is neither inside nor outside.
        let probes = [0, hole.len() / 3, hole.len() * 2 / 3].map(|place| hole.get(place));
        let around = probes.into_iter().flatten().find_map(|&at| {
            by_size.iter().copied().find(|&place| shells[place].holds(at, &mut steps))
        });
        if steps > MOST_STEPS {
            return Err(Error::limit("a shape has more rings than can be told holes from islands")
                .hint(
                    "divide it first, no --limit allows it: ogr2ogr -explodecollections OUT IN",
                ));
        }
        match around {
            Some(place) => shells[place].rings.push(hole),
            None => {
                hole.reverse();
                shells.push(Shell::new(hole, doubled));
            }
        }
    }
    Ok(shells.into_iter().map(|shell| shell.rings).collect())
}

impl Shell {
    fn new(ring: Vec<Coord>, size: f64) -> Self {
        let far = |value: f64| Coord { x: value, y: value };
        let (low, high) =
            ring.iter().fold((far(f64::INFINITY), far(f64::NEG_INFINITY)), |(low, high), at| {
                (
                    Coord { x: low.x.min(at.x), y: low.y.min(at.y) },
                    Coord { x: high.x.max(at.x), y: high.y.max(at.y) },
                )
            });
        Self { rings: vec![ring], size, low, high }
    }

    /// Whether a position is in the ring, or on its western or southern edges.
    fn holds(&self, at: Coord, steps: &mut usize) -> bool {
        *steps += 1;
        let is_near =
            self.low.x <= at.x && at.x <= self.high.x && self.low.y <= at.y && at.y <= self.high.y;
        let Some(ring) = self.rings.first().filter(|_| is_near) else { return false };
        *steps += ring.len();
        let crosses = |edge: &[Coord]| {
            let (from, to) = (edge[0], edge[1]);
            (from.y > at.y) != (to.y > at.y)
                && at.x < (to.x - from.x) * (at.y - from.y) / (to.y - from.y) + from.x
        };
        ring.windows(2).filter(|edge| crosses(edge)).count() % 2 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(west: f64, south: f64, size: f64, clockwise: bool) -> Vec<Coord> {
        let at = |x: f64, y: f64| Coord { x: west + x * size, y: south + y * size };
        let mut ring = vec![at(0.0, 0.0), at(0.0, 1.0), at(1.0, 1.0), at(1.0, 0.0), at(0.0, 0.0)];
        if !clockwise {
            ring.reverse();
        }
        ring
    }

    #[test]
    fn holes_go_to_the_smallest_exterior_round_them() {
        let island = square(4.0, 4.0, 4.0, true);
        let (lake, pond) = (square(3.0, 3.0, 6.0, false), square(5.0, 5.0, 1.0, false));
        let rings = vec![pond, square(0.0, 0.0, 10.0, true), lake, island];
        let polygons = polygons(rings).unwrap();
        let sizes: Vec<Vec<f64>> = polygons
            .iter()
            .map(|rings| rings.iter().map(|ring| doubled_area(ring) / 2.0).collect())
            .collect();
        assert_eq!(sizes, [vec![100.0, -36.0], vec![16.0, -1.0]]);
    }

    #[test]
    fn a_hole_may_touch_its_exterior() {
        let mut hole = square(0.0, 0.0, 1.0, false);
        hole[1] = Coord { x: 0.9, y: 0.1 };
        let polygons = polygons(vec![hole, square(-1.0, 0.0, 2.0, true)]).unwrap();
        assert_eq!(polygons.len(), 1);
        assert_eq!(polygons[0].len(), 2);
    }

    #[test]
    fn rings_the_wrong_way_round_are_exteriors_where_nothing_is_round_them() {
        let rings = vec![square(0.0, 0.0, 1.0, false), square(2.0, 0.0, 1.0, false)];
        let polygons = polygons(rings).unwrap();
        assert_eq!(polygons.len(), 2);
        assert!(polygons.iter().all(|rings| doubled_area(&rings[0]) == 2.0));
    }
}
