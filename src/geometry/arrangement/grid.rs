//! Positions as whole numbers, so that every question about them has an exact answer.
//!
//! Differences of coordinates stay below 2^32 and their products below 2^65: all products are taken
//! in `i128`, where nothing can overflow.

use std::cmp::Ordering;

use geo::Coord;

use crate::Result;
use crate::geometry::LonLat;

/// Steps of the grid in one degree: 1e-7 degrees are 11 millimetres at the equator.
const STEPS: f64 = 1e7;

/// A position on the grid; ordered from west to east, then from south to north.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct GridPoint {
    pub(super) x: i64,
    pub(super) y: i64,
}

impl GridPoint {
    /// The nearest position of the grid; an error where the coordinates are not on the globe.
    pub(super) fn snap(at: Coord) -> Result<Self> {
        let at = LonLat::new(at.x, at.y)?;
        Ok(Self { x: (at.lon() * STEPS).round() as i64, y: (at.lat() * STEPS).round() as i64 })
    }

    /// In degrees: the doubles nearest to the decimals, so that at most seven are printed.
    pub(super) fn degrees(self) -> Coord {
        Coord { x: self.x as f64 / STEPS, y: self.y as f64 / STEPS }
    }

    /// In steps of the grid, for the boxes of a tree.
    pub(super) fn steps(self) -> [f64; 2] {
        [self.x as f64, self.y as f64]
    }
}

/// Which way one turns at `b` on the way from `a` to `c`: positive to the left, nothing straight on.
pub(super) fn turn(a: GridPoint, b: GridPoint, c: GridPoint) -> i128 {
    cross(a, b, a, c)
}

/// The cross product of the vectors `a` to `b` and `c` to `d`.
fn cross(a: GridPoint, b: GridPoint, c: GridPoint, d: GridPoint) -> i128 {
    i128::from(b.x - a.x) * i128::from(d.y - c.y) - i128::from(b.y - a.y) * i128::from(d.x - c.x)
}

/// How far along the segment the position projects, from 0 at `a` to the squared length at `b`.
pub(super) fn along(a: GridPoint, b: GridPoint, at: GridPoint) -> i128 {
    i128::from(b.x - a.x) * i128::from(at.x - a.x) + i128::from(b.y - a.y) * i128::from(at.y - a.y)
}

/// Whether the position is none of the ends and lies nearer to the segment than half the diagonal of
/// a cell of the grid: then it counts as lying on it.
pub(super) fn is_on(a: GridPoint, b: GridPoint, at: GridPoint) -> bool {
    let squared_length = along(a, b, b);
    let projected = along(a, b, at);
    let off = turn(a, b, at).unsigned_abs();
    // Anything near enough is below 2^33; the test keeps the square within range.
    0 < projected
        && projected < squared_length
        && off < 1 << 34
        && 2 * off * off < squared_length.unsigned_abs()
}

/// Where two segments that share neither ends nor a line cross, rounded to the grid.
pub(super) fn crossing(
    (a, b): (GridPoint, GridPoint),
    (c, d): (GridPoint, GridPoint),
) -> Option<GridPoint> {
    let (from_a, from_b) = (turn(c, d, a), turn(c, d, b));
    if from_a.signum() * from_b.signum() != -1
        || turn(a, b, c).signum() * turn(a, b, d).signum() != -1
    {
        return None;
    }
    let share = |from: i64, to: i64| {
        let (part, whole) = (i128::from(to - from) * from_a, from_a - from_b);
        let (part, whole) = if whole < 0 { (-part, -whole) } else { (part, whole) };
        // The crossing lies between the ends, so the result fits as they do.
        from + (2 * part + whole).div_euclid(2 * whole) as i64
    };
    Some(GridPoint { x: share(a.x, b.x), y: share(a.y, b.y) })
}

/// The order of two directions from one position, counter-clockwise beginning in the east.
pub(super) fn by_angle(origin: GridPoint, one: GridPoint, other: GridPoint) -> Ordering {
    let is_lower_half = |to: GridPoint| (to.y, to.x) < (origin.y, origin.x);
    is_lower_half(one)
        .cmp(&is_lower_half(other))
        .then_with(|| turn(origin, one, other).cmp(&0).reverse())
}

/// The order of two edges, given from their lower to their upper end, by where they cross the
/// parallel a hair above `y`, from west to east. Both must reach from `y` or below to above it.
pub(super) fn by_crossing(
    y: i64,
    one: (GridPoint, GridPoint),
    other: (GridPoint, GridPoint),
) -> Ordering {
    let fraction = |(lower, upper): (GridPoint, GridPoint)| {
        let (dx, dy) = (i128::from(upper.x - lower.x), i128::from(upper.y - lower.y));
        (i128::from(lower.x) * dy + i128::from(y - lower.y) * dx, dx, dy)
    };
    let ((x, dx, dy), (other_x, other_dx, other_dy)) = (fraction(one), fraction(other));
    (x * other_dy).cmp(&(other_x * dy)).then_with(|| (dx * other_dy).cmp(&(other_dx * dy)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: i64, y: i64) -> GridPoint {
        GridPoint { x, y }
    }

    #[test]
    fn a_crossing_is_rounded_to_the_nearest_position_whichever_way_it_is_asked() {
        let (one, other) = ((at(0, 0), at(10, 7)), (at(0, 5), at(10, 0)));
        let expected = Some(at(4, 3));
        assert_eq!(crossing(one, other), expected);
        assert_eq!(crossing(other, one), expected);
        assert_eq!(crossing((one.1, one.0), other), expected);
    }

    #[test]
    fn segments_that_only_touch_do_not_cross() {
        assert_eq!(crossing((at(0, 0), at(10, 0)), (at(5, 0), at(5, 9))), None);
        assert_eq!(crossing((at(0, 0), at(10, 0)), (at(2, 0), at(8, 0))), None);
    }

    #[test]
    fn the_ends_of_the_earth_do_not_overflow() {
        let (west, east) = (at(-1_800_000_000, -900_000_000), at(1_800_000_000, 900_000_000));
        let (north, south) = (at(-1_800_000_000, 900_000_000), at(1_800_000_000, -900_000_000));
        assert_eq!(crossing((west, east), (north, south)), Some(at(0, 0)));
        assert!(is_on(west, east, at(0, 0)));
        assert!(!is_on(west, east, north));
    }

    #[test]
    fn directions_go_round_from_the_east() {
        let round = [at(2, 0), at(1, 1), at(0, 5), at(-1, 1), at(-3, 0), at(0, -1), at(1, -1)];
        for pair in round.windows(2) {
            assert_eq!(by_angle(at(0, 0), pair[0], pair[1]), Ordering::Less, "{pair:?}");
        }
        assert_eq!(by_angle(at(0, 0), at(1, 1), at(2, 2)), Ordering::Equal);
    }
}
