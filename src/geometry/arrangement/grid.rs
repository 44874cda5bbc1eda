//! Positions as whole numbers, so that every question about them has an exact answer.
//!
//! On the finest grid differences of coordinates stay below 2^39, products of two below 2^78 and of
//! three below 2^117: all products are taken in `i128`, where nothing can overflow.

use std::cmp::Ordering;

use geo::Coord;

use crate::Result;
use crate::geometry::LonLat;

/// How fine positions are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::geometry) struct Grid {
    steps_in_a_degree: f64,
}

impl Grid {
    /// For what is drawn: 1e-7 degrees, 11 millimetres at the equator.
    pub(in crate::geometry) const DRAWN: Self = Self { steps_in_a_degree: 1e7 };
    /// For what is measured: 1e-9 degrees, a tenth of a millimetre; positions with up to nine
    /// decimals stay exactly where they are.
    pub(in crate::geometry) const MEASURED: Self = Self { steps_in_a_degree: 1e9 };

    /// The nearest position of the grid; an error where the coordinates are not on the globe.
    #[inline]
    pub(in crate::geometry) fn snap(self, at: Coord) -> Result<GridPoint> {
        let at = LonLat::new(at.x, at.y)?;
        // As `f64::round` does, which is a call where the processor's instruction can't be counted on.
        let steps = |degrees: f64| {
            let steps = degrees * self.steps_in_a_degree;
            (steps + 0.5_f64.copysign(steps)) as i64
        };
        Ok(GridPoint { x: steps(at.lon()), y: steps(at.lat()) })
    }

    /// In degrees: the doubles nearest to the decimals, so that none but these are printed.
    pub(in crate::geometry) fn degrees(self, at: GridPoint) -> Coord {
        let degrees = |steps: i64| steps as f64 / self.steps_in_a_degree;
        Coord { x: degrees(at.x), y: degrees(at.y) }
    }
}

/// A position on the grid; ordered from west to east, then from south to north.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::geometry) struct GridPoint {
    pub(in crate::geometry) x: i64,
    pub(in crate::geometry) y: i64,
}

impl GridPoint {
    /// In steps of the grid, for the boxes of a tree.
    pub(in crate::geometry) fn steps(self) -> [f64; 2] {
        [self.x as f64, self.y as f64]
    }
}

/// Which way one turns at `b` on the way from `a` to `c`: positive to the left, nothing straight on.
pub(in crate::geometry) fn turn(a: GridPoint, b: GridPoint, c: GridPoint) -> i128 {
    cross(a, b, a, c)
}

/// The cross product of the vectors `a` to `b` and `c` to `d`.
fn cross(a: GridPoint, b: GridPoint, c: GridPoint, d: GridPoint) -> i128 {
    i128::from(b.x - a.x) * i128::from(d.y - c.y) - i128::from(b.y - a.y) * i128::from(d.x - c.x)
}

/// How far along the segment the position projects, from 0 at `a` to the squared length at `b`.
pub(in crate::geometry) fn along(a: GridPoint, b: GridPoint, at: GridPoint) -> i128 {
    i128::from(b.x - a.x) * i128::from(at.x - a.x) + i128::from(b.y - a.y) * i128::from(at.y - a.y)
}

/// Whether the position is none of the ends and the segment passes its cell of the grid: the square
/// round it with sides of one step, of which the western and the southern side are part.
pub(in crate::geometry) fn is_through(a: GridPoint, b: GridPoint, at: GridPoint) -> bool {
    // The segment ends on the grid, so it reaches the cell's columns only if it reaches its middle.
    if !is_within(a, b, at) {
        return false;
    }
    let (dx, dy) = (i128::from(b.x - a.x), i128::from(b.y - a.y));
    let (off, reach) = (2 * turn(a, b, at), dx.abs() + dy.abs());
    // Where it passes a corner and nothing else, that must be the south-western one.
    off.abs() < reach || off.abs() == reach && off == dx - dy
}

/// Whether the position is none of the ends and lies on the segment.
pub(in crate::geometry) fn is_exactly_on(a: GridPoint, b: GridPoint, at: GridPoint) -> bool {
    is_within(a, b, at) && turn(a, b, at) == 0
}

/// Whether the position is none of the ends of a segment, but in the box round it.
fn is_within(a: GridPoint, b: GridPoint, at: GridPoint) -> bool {
    at != a
        && at != b
        && (a.x.min(b.x)..=a.x.max(b.x)).contains(&at.x)
        && (a.y.min(b.y)..=a.y.max(b.y)).contains(&at.y)
}

/// Where two segments that share neither ends nor a line cross, rounded to the grid.
pub(in crate::geometry) fn crossing(
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
pub(in crate::geometry) fn by_angle(
    origin: GridPoint,
    one: GridPoint,
    other: GridPoint,
) -> Ordering {
    let is_lower_half = |to: GridPoint| (to.y, to.x) < (origin.y, origin.x);
    is_lower_half(one)
        .cmp(&is_lower_half(other))
        .then_with(|| turn(origin, one, other).cmp(&0).reverse())
}

/// The order of two edges, given from their lower to their upper end, by where they cross the
/// parallel a hair above `y`, from west to east. Both must reach from `y` or below to above it.
pub(in crate::geometry) fn by_crossing(
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
        let corner = |lon, lat| Grid::MEASURED.snap(Coord { x: lon, y: lat }).unwrap();
        let (west, east) = (corner(-180.0, -90.0), corner(180.0, 90.0));
        let (north, south) = (corner(-180.0, 90.0), corner(180.0, -90.0));
        assert_eq!(crossing((west, east), (north, south)), Some(at(0, 0)));
        assert!(is_through(west, east, at(0, 0)) && is_exactly_on(west, east, at(0, 0)));
        assert!(!is_through(west, east, north));
    }

    #[test]
    fn a_corner_belongs_to_one_of_the_four_cells_that_meet_there() {
        // Falls from (0, 1) to (1, 0), through the corner of the cells of (0, 0), (0, 1), (1, 0), (1, 1).
        let (a, b) = (at(-10, 11), at(11, -10));
        let cells = [at(0, 0), at(0, 1), at(1, 0), at(1, 1)];
        assert_eq!(cells.map(|cell| is_through(a, b, cell)), [false, true, true, true]);
        // Rises through the corner of (0, 1) and (1, 0), and through the middle of the others.
        let (a, b) = (at(-10, -10), at(11, 11));
        assert_eq!(cells.map(|cell| is_through(a, b, cell)), [true, false, false, true]);
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
