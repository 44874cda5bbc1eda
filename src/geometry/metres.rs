//! Short distances for messages, on a sphere: good to half a percent, not for measuring.

use geo::Coord;

/// Metres in a degree of latitude on the sphere of the Earth's mean radius (IUGG, 6371008.8 m).
const METRES_IN_A_DEGREE: f64 = 111_195.08;

/// From one position to another.
pub(crate) fn between(one: Coord, other: Coord) -> f64 {
    to_segment(one, other, other)
}

/// From a position to the nearest one of a straight edge; the plane that touches the Earth at the
/// position stands for it, so that far edges come out too far.
pub(crate) fn to_segment(at: Coord, from: Coord, to: Coord) -> f64 {
    let narrowing = at.y.to_radians().cos();
    let flat = |end: Coord| Coord { x: (end.x - at.x) * narrowing, y: end.y - at.y };
    let (from, to) = (flat(from), flat(to));
    let edge = to - from;
    let squared_length = edge.x * edge.x + edge.y * edge.y;
    let share = if squared_length > 0.0 {
        (-(from.x * edge.x + from.y * edge.y) / squared_length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let nearest = from + edge * share;
    nearest.x.hypot(nearest.y) * METRES_IN_A_DEGREE
}
