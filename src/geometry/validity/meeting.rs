//! How two edges, and two rings at a point, meet: exactly.

use geo::Coord;
use robust::{Coord as RobustCoord, orient2d};

use super::monotone::is_east;

/// How two edges that do not follow each other meet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Meeting {
    /// Not at all.
    Apart,
    /// Each passes the other within.
    Cross,
    /// They have a line in common, from this position on.
    Along(Coord),
    /// They have one point in common, an end of either or both.
    Touch(Coord),
}

/// Which way one turns at `b` on the way from `a` to `c`: positive to the left, nought straight on or
/// straight back.
#[inline]
pub(super) fn turn(a: Coord, b: Coord, c: Coord) -> f64 {
    let robust = |at: Coord| RobustCoord { x: at.x, y: at.y };
    orient2d(robust(a), robust(b), robust(c))
}

/// How two edges meet, each given from its western end to its eastern.
pub(super) fn of_edges((a, b): (Coord, Coord), (c, d): (Coord, Coord)) -> Meeting {
    let (to_c, to_d) = (turn(a, b, c), turn(a, b, d));
    if to_c > 0.0 && to_d > 0.0 || to_c < 0.0 && to_d < 0.0 {
        return Meeting::Apart;
    }
    let (to_a, to_b) = (turn(c, d, a), turn(c, d, b));
    if to_a > 0.0 && to_b > 0.0 || to_a < 0.0 && to_b < 0.0 {
        return Meeting::Apart;
    }
    if to_c == 0.0 && to_d == 0.0 {
        let from = if is_east(a, c) { c } else { a };
        let to = if is_east(b, d) { b } else { d };
        return if from == to {
            Meeting::Touch(from)
        } else if is_east(from, to) {
            Meeting::Along(from)
        } else {
            Meeting::Apart
        };
    }
    let touches = [(to_c, c), (to_d, d), (to_a, a), (to_b, b)];
    let touch = touches.into_iter().find(|(turn, _)| *turn == 0.0);
    touch.map_or(Meeting::Cross, |(_, at)| Meeting::Touch(at))
}

/// Where two edges cross, rounded, but in the box of both.
pub(super) fn crossing((a, b): (Coord, Coord), (c, d): (Coord, Coord)) -> Coord {
    let (to_a, to_b) = (turn(c, d, a), turn(c, d, b));
    let share = (to_a / (to_a - to_b)).clamp(0.0, 1.0);
    let between = |from: f64, to: f64, low: f64, high: f64| {
        (from + (to - from) * share).max(low.min(high)).min(low.max(high))
    };
    Coord { x: between(a.x, b.x, c.x, d.x), y: between(a.y, b.y, c.y, d.y) }
}

/// Whether two lines that pass a position, each given by where it comes from and where it goes, cross
/// there. Lines that leave it along each other do not.
pub(super) fn is_crossing(at: Coord, one: [Coord; 2], other: [Coord; 2]) -> bool {
    let sides = other.map(|end| is_between(at, one, end));
    matches!(sides, [Some(first), Some(second)] if first != second)
}

/// Whether the direction from a position to another lies counter-clockwise between two directions;
/// nothing where it is one of them.
fn is_between(at: Coord, [from, to]: [Coord; 2], end: Coord) -> Option<bool> {
    let is_same = |turn: f64, one: Coord| turn == 0.0 && is_east(at, one) == is_east(at, end);
    let (after, before) = (turn(at, from, end), turn(at, end, to));
    if is_same(after, from) || is_same(before, to) {
        return None;
    }
    let whole = turn(at, from, to);
    Some(match whole {
        _ if whole > 0.0 => after > 0.0 && before > 0.0,
        _ if whole < 0.0 => !(after < 0.0 && before < 0.0),
        _ => after > 0.0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(from: (f64, f64), to: (f64, f64)) -> (Coord, Coord) {
        (from.into(), to.into())
    }

    #[test]
    fn edges_meet_in_every_way() {
        let level = edge((0.0, 0.0), (4.0, 0.0));
        let at = |x: f64| Meeting::Touch(Coord { x, y: 0.0 });
        assert_eq!(of_edges(level, edge((1.0, -1.0), (2.0, 1.0))), Meeting::Cross);
        assert_eq!(of_edges(level, edge((1.0, 1.0), (2.0, 2.0))), Meeting::Apart);
        assert_eq!(of_edges(level, edge((2.0, 0.0), (2.0, 2.0))), at(2.0));
        assert_eq!(of_edges(level, edge((4.0, 0.0), (6.0, 0.0))), at(4.0));
        assert_eq!(of_edges(level, edge((5.0, 0.0), (6.0, 0.0))), Meeting::Apart);
        let along = Meeting::Along(Coord { x: 3.0, y: 0.0 });
        assert_eq!(of_edges(level, edge((3.0, 0.0), (6.0, 0.0))), along);
        assert_eq!(of_edges(edge((3.0, 0.0), (6.0, 0.0)), level), along);
    }

    #[test]
    fn a_hair_beside_an_edge_is_not_on_it() {
        let long = edge((0.0, 0.0), (3.0, 1.0));
        let at = Coord { x: 1.0, y: 1.0 / 3.0 };
        // A third is rounded down, so the double nearest to the edge lies below it.
        assert!(turn(long.0, long.1, at) < 0.0);
        assert_eq!(of_edges(long, (at, Coord { x: 1.0, y: -1.0 })), Meeting::Apart);
    }

    #[test]
    fn a_crossing_lies_between_all_ends() {
        let at = crossing(edge((0.0, 0.0), (2.0, 2.0)), edge((0.0, 2.0), (2.0, 0.0)));
        assert_eq!(at, Coord { x: 1.0, y: 1.0 });
        let huge = crossing(edge((0.0, -1e300), (0.0, 1e300)), edge((-1.0, 0.0), (1.0, 0.0)));
        assert!(huge.x == 0.0 && huge.y == 0.0);
    }

    #[test]
    fn lines_cross_at_a_point_only_if_one_comes_out_on_the_other_side() {
        let at = Coord { x: 0.0, y: 0.0 };
        let [east, north, west, south] =
            [(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)].map(Coord::from);
        assert!(is_crossing(at, [east, west], [north, south]));
        assert!(is_crossing(at, [west, east], [north, south]));
        assert!(!is_crossing(at, [east, north], [west, south]));
        assert!(!is_crossing(at, [north, east], [west, south]));
        assert!(!is_crossing(at, [east, west], [east, south]), "they leave along each other");
    }
}
