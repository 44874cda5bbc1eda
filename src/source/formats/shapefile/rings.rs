//! The rings of a shape to polygons: clockwise ones are exteriors, the others holes in them.

use geo::Coord;

use crate::source::feature::Rings;

/// Rings to test one hole against, at most; behind them the first that may hold it does.
const MOST_TESTS: usize = 10_000;

struct Shell {
    rings: Rings,
    /// Half the size of its ring, positive.
    size: f64,
    low: Coord,
    high: Coord,
}

/// Polygons of a shape's rings, each turned to run as RFC 7946 has it. A hole goes to the smallest
/// exterior round its first position; one round which there is none is an exterior itself, as in files
/// that hold the wrong rule.
pub(super) fn polygons(rings: Vec<Vec<Coord>>) -> Vec<Rings> {
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
    let exteriors = shells.len();
    for (mut hole, doubled) in holes {
        let around = hole.first().and_then(|&at| smallest_around(&shells[..exteriors], at));
        match around {
            Some(place) => shells[place].rings.push(hole),
            None => {
                hole.reverse();
                shells.push(Shell::new(hole, doubled));
            }
        }
    }
    shells.into_iter().map(|shell| shell.rings).collect()
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

    fn may_hold(&self, at: Coord) -> bool {
        self.low.x <= at.x && at.x <= self.high.x && self.low.y <= at.y && at.y <= self.high.y
    }
}

fn smallest_around(shells: &[Shell], at: Coord) -> Option<usize> {
    let mut candidates: Vec<usize> =
        (0..shells.len()).filter(|place| shells[*place].may_hold(at)).collect();
    candidates.sort_by(|one, other| shells[*one].size.total_cmp(&shells[*other].size));
    if candidates.len() == 1 {
        return candidates.pop();
    }
    candidates.iter().take(MOST_TESTS).find(|place| holds(&shells[**place].rings[0], at)).copied()
}

/// Whether a position is in a ring, or on its western or southern edges.
fn holds(ring: &[Coord], at: Coord) -> bool {
    let crosses = |edge: &[Coord]| {
        let (from, to) = (edge[0], edge[1]);
        (from.y > at.y) != (to.y > at.y)
            && at.x < (to.x - from.x) * (at.y - from.y) / (to.y - from.y) + from.x
    };
    ring.windows(2).filter(|edge| crosses(edge)).count() % 2 == 1
}

/// Twice the area, positive counter-clockwise.
fn doubled_area(ring: &[Coord]) -> f64 {
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
        let polygons = polygons(vec![pond, square(0.0, 0.0, 10.0, true), lake, island]);
        let sizes: Vec<Vec<f64>> = polygons
            .iter()
            .map(|rings| rings.iter().map(|ring| doubled_area(ring) / 2.0).collect())
            .collect();
        assert_eq!(sizes, [vec![100.0, -36.0], vec![16.0, -1.0]]);
    }

    #[test]
    fn rings_the_wrong_way_round_are_exteriors_where_nothing_is_round_them() {
        let polygons = polygons(vec![square(0.0, 0.0, 1.0, false), square(2.0, 0.0, 1.0, false)]);
        assert_eq!(polygons.len(), 2);
        assert!(polygons.iter().all(|rings| doubled_area(&rings[0]) == 2.0));
    }
}
