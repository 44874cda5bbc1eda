//! The outline of text as plain data.

use crate::map::scene::Point;

/// One step of an [`Outline`], from the end of the step before it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Segment {
    /// Begins a new closed contour at a point.
    Move(Point),
    /// A straight line to a point.
    Line(Point),
    /// A quadratic Bézier curve: its control point, then its end.
    Quad(Point, Point),
    /// A cubic Bézier curve: its two control points, then its end.
    Cubic(Point, Point, Point),
    /// Closes the contour with a straight line to its beginning.
    Close,
}

impl Segment {
    /// The same step with every point mapped.
    #[must_use]
    pub fn map(self, f: impl Fn(Point) -> Point) -> Self {
        match self {
            Self::Move(p) => Self::Move(f(p)),
            Self::Line(p) => Self::Line(f(p)),
            Self::Quad(c, p) => Self::Quad(f(c), f(p)),
            Self::Cubic(c, d, p) => Self::Cubic(f(c), f(d), f(p)),
            Self::Close => Self::Close,
        }
    }
}

/// Closed contours, to be filled by the non-zero rule.
///
/// The origin is the left end of the baseline, y grows downwards. Text without ink, such as a
/// space, has an empty outline.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outline {
    /// The steps, contour after contour.
    pub segments: Vec<Segment>,
}

impl Outline {
    /// Whether there is nothing to paint.
    pub fn is_empty(&self) -> bool {
        self.segments.is_empty()
    }

    /// The contours as rings of points, curves replaced by chords that stay within `tolerance`
    /// (in the units of the outline) of the curve.
    ///
    /// A tolerance that is not a positive number gives one chord a curve.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::map::scene::{TextStyle, Weight};
    /// use controlmap::map::text;
    ///
    /// let style = TextStyle { size: 20.0, weight: Weight::Regular, spacing: 0.0 };
    /// let rings = text::shape("o", style).outline().flatten(0.1);
    /// assert_eq!(rings.len(), 2); // the outside of the letter and its counter
    /// ```
    pub fn flatten(&self, tolerance: f32) -> Vec<Vec<Point>> {
        let mut rings: Vec<Vec<Point>> = Vec::new();
        let mut last = Point { x: 0.0, y: 0.0 };
        for &segment in &self.segments {
            match segment {
                Segment::Move(p) => {
                    rings.push(vec![p]);
                    last = p;
                }
                Segment::Line(p) => {
                    current(&mut rings, last).push(p);
                    last = p;
                }
                Segment::Quad(c, p) => {
                    let bend = length(last.x - 2.0 * c.x + p.x, last.y - 2.0 * c.y + p.y);
                    let ring = current(&mut rings, last);
                    let from = last;
                    for t in steps(bend / 4.0, tolerance) {
                        let (u, v) = (1.0 - t, t);
                        ring.push(blend(&[(u * u, from), (2.0 * u * v, c), (v * v, p)]));
                    }
                    last = p;
                }
                Segment::Cubic(c, d, p) => {
                    let bend = length(last.x - 2.0 * c.x + d.x, last.y - 2.0 * c.y + d.y)
                        .max(length(c.x - 2.0 * d.x + p.x, c.y - 2.0 * d.y + p.y));
                    let ring = current(&mut rings, last);
                    let from = last;
                    for t in steps(bend * 0.75, tolerance) {
                        let (u, v) = (1.0 - t, t);
                        ring.push(blend(&[
                            (u * u * u, from),
                            (3.0 * u * u * v, c),
                            (3.0 * u * v * v, d),
                            (v * v * v, p),
                        ]));
                    }
                    last = p;
                }
                Segment::Close => {
                    if let Some(&first) = rings.last().and_then(|ring| ring.first()) {
                        last = first;
                    }
                }
            }
        }
        rings
    }
}

/// The ring being drawn; an outline that does not begin with a move begins where the pen is.
fn current(rings: &mut Vec<Vec<Point>>, pen: Point) -> &mut Vec<Point> {
    if rings.is_empty() {
        rings.push(vec![pen]);
    }
    let last = rings.len() - 1;
    &mut rings[last]
}

/// The parameters at which chords end. Halving a curve quarters its distance from the chord, so
/// `sagitta`, the distance of the whole curve, tells how many chords are enough.
fn steps(sagitta: f32, tolerance: f32) -> impl Iterator<Item = f32> {
    const MOST: u32 = 64;
    let count = if tolerance > 0.0 { (sagitta / tolerance).sqrt().ceil() } else { 1.0 };
    // The cast turns NaN into 0 and what is too large into the largest number.
    let count = (count as u32).clamp(1, MOST);
    (1..=count).map(move |i| i as f32 / count as f32)
}

fn length(x: f32, y: f32) -> f32 {
    (x * x + y * y).sqrt()
}

fn blend(parts: &[(f32, Point)]) -> Point {
    parts.iter().fold(Point { x: 0.0, y: 0.0 }, |sum, &(weight, point)| Point {
        x: sum.x + weight * point.x,
        y: sum.y + weight * point.y,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f32, y: f32) -> Point {
        Point { x, y }
    }

    #[test]
    fn chords_of_a_quarter_circle_stay_within_the_tolerance() {
        let k = 0.552_284_8 * 100.0;
        let arc = Outline {
            segments: vec![
                Segment::Move(at(100.0, 0.0)),
                Segment::Cubic(at(100.0, k), at(k, 100.0), at(0.0, 100.0)),
                Segment::Close,
            ],
        };
        let ring = &arc.flatten(0.1)[0];
        for pair in ring.windows(2) {
            let middle = blend(&[(0.5, pair[0]), (0.5, pair[1])]);
            assert!((length(middle.x, middle.y) - 100.0).abs() < 0.15, "{middle:?}");
        }
        assert!(ring.len() < 30);
    }

    #[test]
    fn a_curve_that_is_not_a_number_is_one_chord() {
        let odd = Outline { segments: vec![Segment::Quad(at(f32::NAN, 0.0), at(1.0, 1.0))] };
        assert_eq!(odd.flatten(0.1)[0].len(), 2);
    }
}
