//! Arrows of advances: smooth, growing from a thin tail to a head.

use crate::map::scene::{Color, Item, Paint, Point, Rect, Stroke};

/// Points that the curve has between two that are given.
const STEPS: usize = 12;
/// Width of the tail, in widths of the shaft at its neck.
const TAIL: f32 = 0.28;
/// Width of the head across its barbs, in widths of the shaft at its neck.
const HEAD_WIDTH: f32 = 2.3;
/// Length of the head, in widths of the shaft at its neck.
const HEAD_LENGTH: f32 = 2.0;
/// Distance from an arrow's course that nothing is to stand within, in widths of the shaft at its neck.
pub(in crate::map) const COVERED: f32 = 0.6;
/// Share of an arrow's length that its head may take.
const MOST_HEAD: f32 = 0.55;

/// An arrow through points, from its tail to the tip of its head: a filled shape in a colour, with an
/// outline that lifts it off the map.
///
/// `width` is that of the shaft where the head begins, in page pixels; the tail is thinner, the head
/// wider. Two points give a straight arrow, more a smooth curve through all of them. Nothing is drawn
/// where fewer than two different points are given, or a number is not finite or not positive.
pub(in crate::map) fn arrow(
    points: &[Point],
    width: f32,
    color: Color,
    halo: (f32, Color),
) -> Vec<Item> {
    let ring = outline(points, width);
    if ring.is_empty() {
        return Vec::new();
    }
    let (halo_width, halo_color) = halo;
    let closed: Vec<Point> = ring.iter().chain(ring.first()).copied().collect();
    vec![
        Item::Stroke {
            lines: vec![closed],
            stroke: Stroke { color: halo_color, width: 2.0 * halo_width, dash: None },
        },
        Item::Fill { rings: vec![ring], paint: Paint::Solid(color) },
    ]
}

/// Boxes that cover an arrow, for what is not to stand on it.
pub(in crate::map) fn covered(points: &[Point], width: f32) -> Vec<Rect> {
    let curve = smooth(points);
    let around = |at: &Point| Rect::around(*at, COVERED * width);
    curve.iter().map(around).collect()
}

/// The ring round an arrow: along its left side, round the head, and back along the right side.
fn outline(points: &[Point], width: f32) -> Vec<Point> {
    let finite = points.iter().all(|point| point.x.is_finite() && point.y.is_finite());
    if !(finite && width.is_finite() && width > 0.0) {
        return Vec::new();
    }
    let curve = smooth(points);
    let whole = length(&curve);
    let (Some(&tip), true) = (curve.last(), whole > 0.0) else { return Vec::new() };
    // A short arrow is thinner as a whole, so that it keeps its form.
    let head = (HEAD_LENGTH * width).min(MOST_HEAD * whole);
    let width = width.min(head / HEAD_LENGTH);
    let shaft = cut(&curve, whole - head);
    let shaft_length = length(&shaft).max(f32::MIN_POSITIVE);
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let mut along = 0.0;
    let mut before: Option<Point> = None;
    for (index, &at) in shaft.iter().enumerate() {
        along += before.map_or(0.0, |before| distance(before, at));
        let from = before.unwrap_or(at);
        let to = shaft.get(index + 1).copied().unwrap_or(tip);
        before = Some(at);
        let Some(ahead) = direction(from, to) else { continue };
        let half = 0.5 * width * (TAIL + (1.0 - TAIL) * along / shaft_length);
        // In a bend that is narrower than the arrow the inner side must not turn back.
        advance(&mut left, beside(at, ahead, -half), ahead);
        advance(&mut right, beside(at, ahead, half), ahead);
    }
    let Some(&neck) = shaft.last() else { return Vec::new() };
    let Some(ahead) = direction(neck, tip) else { return Vec::new() };
    let barb = 0.5 * HEAD_WIDTH * width;
    // Barbs that point back a little.
    let back = Point { x: neck.x - 0.3 * width * ahead.x, y: neck.y - 0.3 * width * ahead.y };
    let head = [beside(back, ahead, -barb), tip, beside(back, ahead, barb)];
    left.into_iter().chain(head).chain(right.into_iter().rev()).collect()
}

/// A smooth curve (Catmull and Rom's) through points, those that repeat the one before left out.
fn smooth(points: &[Point]) -> Vec<Point> {
    let mut points = points.to_vec();
    points.dedup();
    let mirrored =
        |end: &Point, next: &Point| Point { x: 2.0 * end.x - next.x, y: 2.0 * end.y - next.y };
    let ([first, second, ..], [.., last_but_one, last]) = (points.as_slice(), points.as_slice())
    else {
        return points;
    };
    let (before, after) = (mirrored(first, second), mirrored(last, last_but_one));
    let (first, knots) = (*first, [&[before][..], &points, &[after]].concat());
    let mut curve = vec![first];
    for knots in knots.windows(4) {
        let &[a, b, c, d] = knots else { continue };
        for step in 1..=STEPS {
            let t = step as f32 / STEPS as f32;
            let blend = |a: f32, b: f32, c: f32, d: f32| {
                b + 0.5
                    * t
                    * (c - a + t * (2.0 * a - 5.0 * b + 4.0 * c - d + t * (3.0 * (b - c) + d - a)))
            };
            curve.push(Point { x: blend(a.x, b.x, c.x, d.x), y: blend(a.y, b.y, c.y, d.y) });
        }
    }
    curve
}

/// The beginning of a line, up to a length.
fn cut(line: &[Point], most: f32) -> Vec<Point> {
    let mut kept: Vec<Point> = line.first().copied().into_iter().collect();
    let mut along = 0.0;
    for edge in line.windows(2) {
        let &[from, to] = edge else { continue };
        let step = distance(from, to);
        if along + step >= most {
            let share = if step > 0.0 { ((most - along) / step).clamp(0.0, 1.0) } else { 0.0 };
            kept.push(Point {
                x: from.x + share * (to.x - from.x),
                y: from.y + share * (to.y - from.y),
            });
            break;
        }
        along += step;
        kept.push(to);
    }
    kept
}

/// Adds a point to a side unless it lies behind the last one.
fn advance(side: &mut Vec<Point>, at: Point, ahead: Point) {
    let goes_on =
        side.last().is_none_or(|last| (at.x - last.x) * ahead.x + (at.y - last.y) * ahead.y > 0.0);
    if goes_on {
        side.push(at);
    }
}

fn length(line: &[Point]) -> f32 {
    line.windows(2).map(|edge| if let &[a, b] = edge { distance(a, b) } else { 0.0 }).sum()
}

fn distance(from: Point, to: Point) -> f32 {
    (to.x - from.x).hypot(to.y - from.y)
}

/// The direction from one point to another as a step of length one; nothing where they are the same.
fn direction(from: Point, to: Point) -> Option<Point> {
    let length = distance(from, to);
    (length > 0.0).then(|| Point { x: (to.x - from.x) / length, y: (to.y - from.y) / length })
}

/// The point to the right of a direction, or to the left for a negative distance.
fn beside(at: Point, ahead: Point, distance: f32) -> Point {
    Point { x: at.x - distance * ahead.y, y: at.y + distance * ahead.x }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RED: Color = Color { r: 200, g: 0, b: 0, a: 255 };
    const WHITE: (f32, Color) = (2.0, Color { r: 255, g: 255, b: 255, a: 255 });

    fn line(points: &[(f32, f32)]) -> Vec<Point> {
        points.iter().map(|&(x, y)| Point { x, y }).collect()
    }

    #[test]
    fn an_arrow_ends_in_its_tip_and_is_widest_at_its_barbs() {
        let ring = outline(&line(&[(0.0, 0.0), (100.0, 0.0)]), 10.0);
        let rightmost = ring.iter().map(|point| point.x).fold(f32::MIN, f32::max);
        let highest = ring.iter().map(|point| point.y).fold(f32::MIN, f32::max);
        assert_eq!(rightmost, 100.0);
        assert!((highest - 0.5 * HEAD_WIDTH * 10.0).abs() < 0.01, "{highest}");
        let tail = ring.iter().filter(|point| point.x < 1.0).map(|point| point.y.abs());
        assert!(tail.fold(0.0, f32::max) < 2.0);
        assert_eq!(arrow(&line(&[(0.0, 0.0), (100.0, 0.0)]), 10.0, RED, WHITE).len(), 2);
    }

    #[test]
    fn a_curved_arrow_passes_through_its_points() {
        let points = line(&[(0.0, 0.0), (60.0, 40.0), (120.0, 0.0)]);
        let curve = smooth(&points);
        for wanted in &points {
            assert!(curve.iter().any(|at| distance(*at, *wanted) < 0.01), "{wanted:?}");
        }
    }

    #[test]
    fn a_sharp_bend_does_not_turn_the_inner_side_back() {
        let ring = outline(&line(&[(0.0, 0.0), (40.0, 0.0), (40.0, 5.0), (0.0, 5.0)]), 30.0);
        assert!(ring.len() > 8 && ring.iter().all(|at| at.x.is_finite() && at.y.is_finite()));
    }

    #[test]
    fn what_is_no_arrow_draws_nothing() {
        for points in
            [&[][..], &[(1.0, 1.0)], &[(1.0, 1.0), (1.0, 1.0)], &[(0.0, 0.0), (f32::NAN, 1.0)]]
        {
            assert!(arrow(&line(points), 10.0, RED, WHITE).is_empty(), "{points:?}");
        }
        for width in [0.0, -1.0, f32::INFINITY, f32::NAN] {
            assert!(arrow(&line(&[(0.0, 0.0), (9.0, 0.0)]), width, RED, WHITE).is_empty());
        }
    }
}
