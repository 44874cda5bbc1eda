//! On which side of an edge, and inside which rings, a position lies: exactly.
//!
//! Orientation is decided by Shewchuk's adaptive predicates (the `robust` crate), so a position one
//! unit in the last place off an edge is on its right side. A position on an edge is taken for one
//! moved a hair to the east and a far smaller hair to the north. So ground that lies just east of
//! an edge has the edge, and where an edge runs due east, ground just north of it; of neighbours
//! that share an edge exactly one has each position on it.

use geo::{Coord, LineString, MultiPolygon};
use robust::{Coord as RobustCoord, orient2d};

/// Where a position lies as to an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sided {
    /// Whether it lies to the left of the edge as that runs from its lower to its upper end, or
    /// from its western to its eastern end where it runs due east. A position on the line through
    /// the edge is taken for one a hair to the east and a smaller hair to the north.
    pub is_left: bool,
    /// Whether it lies on the line through the edge.
    pub is_on_line: bool,
}

/// The two ends of an edge, the lower first, the western first where both are as high; and whether
/// the edge runs that way.
pub fn upward(from: Coord, to: Coord) -> (Coord, Coord, bool) {
    if (from.y, from.x) <= (to.y, to.x) { (from, to, true) } else { (to, from, false) }
}

/// On which side of an edge, its lower end first (see [`upward`]), a position lies.
pub fn side(lower: Coord, upper: Coord, at: Coord) -> Sided {
    let robust = |at: Coord| RobustCoord { x: at.x, y: at.y };
    let turn = orient2d(robust(lower), robust(upper), robust(at));
    let is_on_line = turn == 0.0;
    // Moved to the east, a position leaves an edge on its right, unless the edge runs due east.
    Sided { is_left: turn > 0.0 || is_on_line && lower.y == upper.y, is_on_line }
}

/// Whether a position lies on an edge, ends included.
pub fn is_on_edge(lower: Coord, upper: Coord, at: Coord) -> bool {
    let (west, east) = (lower.x.min(upper.x), lower.x.max(upper.x));
    (lower.y..=upper.y).contains(&at.y)
        && (west..=east).contains(&at.x)
        && side(lower, upper, at).is_on_line
}

/// How often the rings of polygons run round a position counter-clockwise, and whether it lies on
/// one of their edges.
///
/// A position is inside where the number is not zero. The rings of valid polygons that run as
/// RFC 7946 says give 1 inside and 0 outside.
///
/// # Example
///
/// ```
/// use controlmap::geometry::{MultiPolygon, winding};
/// use geo::{coord, polygon};
///
/// let square = MultiPolygon::new(vec![
///     polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 1.0, y: 1.0), (x: 0.0, y: 1.0)],
/// ]);
/// assert_eq!(winding::number(&square, coord! { x: 0.5, y: 0.5 }), (1, false));
/// // The western side belongs to the square, the eastern does not.
/// assert_eq!(winding::number(&square, coord! { x: 0.0, y: 0.5 }), (1, true));
/// assert_eq!(winding::number(&square, coord! { x: 1.0, y: 0.5 }), (0, true));
/// ```
pub fn number(polygons: &MultiPolygon, at: Coord) -> (i32, bool) {
    let rings = polygons.iter().flat_map(super::shared_edges::rings);
    let around = rings.map(|ring| around(ring, at));
    around.fold((0, false), |(sum, on), (number, is_on)| (sum + number, on || is_on))
}

fn around(ring: &LineString, at: Coord) -> (i32, bool) {
    let mut number = 0;
    let mut is_on_boundary = false;
    for edge in ring.lines() {
        let (lower, upper, _) = upward(edge.start, edge.end);
        is_on_boundary |= is_on_edge(lower, upper, at);
        number += turn(edge.start, edge.end, at);
    }
    (number, is_on_boundary)
}

/// What an edge of a ring adds to the [`number`] of a position: 1, 0 or -1.
pub(super) fn turn(start: Coord, end: Coord, at: Coord) -> i32 {
    let (lower, upper, runs_up) = upward(start, end);
    let crosses = (lower.y <= at.y) != (upper.y <= at.y);
    match crosses && side(lower, upper, at).is_left {
        true if runs_up => 1,
        true => -1,
        false => 0,
    }
}

#[cfg(test)]
mod tests {
    use geo::{coord, polygon};

    use super::*;

    #[test]
    fn one_unit_in_the_last_place_decides() {
        let (lower, upper) = (coord! { x: 36.1, y: 34.2 }, coord! { x: 41.3, y: 37.7 });
        let on = |x: f64| {
            let y = lower.y + (x - lower.x) * (upper.y - lower.y) / (upper.x - lower.x);
            coord! { x: x, y: y }
        };
        for step in 1..1000 {
            let at = on(36.1 + f64::from(step) * 0.005);
            let above = side(lower, upper, coord! { x: at.x, y: at.y + 1e-13 });
            let below = side(lower, upper, coord! { x: at.x, y: at.y - 1e-13 });
            assert!(above.is_left && !below.is_left, "{at:?}");
        }
    }

    #[test]
    fn neighbours_share_no_position_and_leave_none_out() {
        let west = polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 1.5, y: 1.0), (x: 1.0, y: 2.0), (x: 0.0, y: 2.0)];
        let east = polygon![(x: 1.0, y: 0.0), (x: 3.0, y: 0.0), (x: 3.0, y: 2.0), (x: 1.0, y: 2.0), (x: 1.5, y: 1.0)];
        let (west, east) = (MultiPolygon::new(vec![west]), MultiPolygon::new(vec![east]));
        for at in [(1.0, 0.0), (1.25, 0.5), (1.5, 1.0), (1.25, 1.5)] {
            let at = Coord::from(at);
            let (ours, theirs) = (number(&west, at), number(&east, at));
            assert_eq!(ours.0 + theirs.0, 1, "{at:?}");
            assert!(ours.1 && theirs.1);
        }
        assert_eq!(
            number(&west, Coord::from((1.0, 2.0))).0,
            0,
            "the northern side is the next one's"
        );
    }

    #[test]
    fn holes_are_outside_and_islands_in_them_inside() {
        let ring = |from: f64, to: f64, counter_clockwise: bool| {
            let mut ring = vec![(from, from), (to, from), (to, to), (from, to), (from, from)];
            if !counter_clockwise {
                ring.reverse();
            }
            LineString::from(ring)
        };
        let nested = MultiPolygon::new(vec![
            geo::Polygon::new(ring(0.0, 9.0, true), vec![ring(1.0, 8.0, false)]),
            geo::Polygon::new(ring(3.0, 6.0, true), vec![]),
        ]);
        let inside = |at: f64| number(&nested, coord! { x: at, y: at }).0 != 0;
        assert!(inside(0.5) && !inside(2.0) && inside(4.0) && !inside(7.0) && inside(8.5));
    }
}
