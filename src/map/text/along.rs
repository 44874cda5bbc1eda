//! Text along a curve: every letter is turned as the curve goes beneath it.

use super::glyph::Letter;
use super::outline::Outline;
use super::shape::ShapedText;
use crate::map::scene::{Anchor, Point, Text};

/// The outline of a line of text whose baseline is a path.
///
/// The middle of the text stands at the middle of the path's length, its left end towards the first
/// point. Letters beyond an end of the path go straight on. A letter with its marks is turned as a
/// whole, so that on a gentle curve letters that join still do. A path without length, or whose length
/// is no finite number, gives an empty outline; points that are not finite are left out.
///
/// # Example
///
/// ```
/// use controlmap::map::scene::{Point, TextStyle, Weight};
/// use controlmap::map::text::{outline_along, shape};
///
/// let river = [(0.0, 0.0), (50.0, 10.0), (100.0, 0.0)].map(|(x, y)| Point { x, y });
/// let name = shape("Khabur", TextStyle { size: 12.0, weight: Weight::Regular, spacing: 0.0 });
/// let outline = outline_along(&name, &river);
/// assert_eq!(outline.segments.len(), name.outline().segments.len());
/// assert!(outline_along(&name, &river[..1]).is_empty());
/// ```
pub fn outline_along(text: &ShapedText, path: &[Point]) -> Outline {
    let Some(baseline) = Baseline::new(path, text.width()) else { return Outline::default() };
    text.outline_by(|letter| {
        let place = baseline.place(letter);
        move |at| place.of(at)
    })
}

/// A path with straight ends added: lengths before its first and beyond its last point, in page pixels.
/// Nothing for a path without length.
///
/// # Example
///
/// ```
/// use controlmap::map::scene::Point;
/// use controlmap::map::text::extended;
///
/// let path = [Point { x: 0.0, y: 5.0 }, Point { x: 10.0, y: 5.0 }];
/// let longer = extended(&path, 15.0, 20.0).expect("a path with a length");
/// assert_eq!((longer[0].x, longer[3].x), (-15.0, 30.0));
/// ```
pub fn extended(path: &[Point], before: f32, beyond: f32) -> Option<Vec<Point>> {
    let baseline = Baseline::new(path, 0.0)?;
    let mut points = vec![baseline.at(-before.max(0.0))];
    points.extend(&baseline.points);
    points.push(baseline.at(baseline.length() + beyond.max(0.0)));
    Some(points)
}

/// A path measured along its length.
pub(in crate::map) struct Baseline {
    points: Vec<Point>,
    /// For each point, how far along the path it lies.
    distances: Vec<f32>,
    /// Where along the path the text's left end stands; before its beginning if negative.
    start: f32,
}

impl Baseline {
    /// The baseline of text of a width; nothing for a path without length.
    pub(in crate::map) fn new(path: &[Point], width: f32) -> Option<Self> {
        let mut points: Vec<Point> =
            path.iter().copied().filter(|at| at.x.is_finite() && at.y.is_finite()).collect();
        points.dedup();
        let mut length = 0.0;
        let mut distances = vec![0.0];
        for step in points.windows(2) {
            length += (step[1].x - step[0].x).hypot(step[1].y - step[0].y);
            distances.push(length);
        }
        let is_drawable = length > 0.0 && length.is_finite() && width.is_finite();
        is_drawable.then(|| Self { points, distances, start: (length - width) / 2.0 })
    }

    fn length(&self) -> f32 {
        self.distances.last().copied().unwrap_or_default()
    }

    /// The point at a distance along the path, which goes straight on at its ends.
    fn at(&self, distance: f32) -> Point {
        let last_step = self.points.len().saturating_sub(2);
        let step = self.distances.partition_point(|&it| it <= distance).saturating_sub(1);
        let step = step.min(last_step);
        let (Some(&[from, to]), Some(&[begin, end])) = (
            self.points.get(step..).and_then(<[Point]>::first_chunk),
            self.distances.get(step..).and_then(<[f32]>::first_chunk),
        ) else {
            return Point { x: 0.0, y: 0.0 };
        };
        let share = (distance - begin) / (end - begin).max(f32::MIN_POSITIVE);
        Point { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
    }

    /// Where a letter stands: on the chord of the curve above it, so that one letter begins where the
    /// letter before it ends, and the corners of a rough path do not show.
    pub(in crate::map) fn place(&self, letter: &Letter) -> Place {
        let middle = letter.left + letter.width / 2.0;
        let reach = (letter.width / 2.0).max(letter.em * SHORTEST_CHORD / 2.0);
        let along = self.start + middle;
        let (from, to) = (self.at(along - reach), self.at(along + reach));
        let (x, y) = (to.x - from.x, to.y - from.y);
        let chord = x.hypot(y);
        // Where a path turns back upon itself, there is no chord.
        let (cos, sin) = if chord > 0.0 { (x / chord, y / chord) } else { (1.0, 0.0) };
        let stand = Point { x: f32::midpoint(from.x, to.x), y: f32::midpoint(from.y, to.y) };
        Place { middle, stand, cos, sin }
    }
}

/// Length in ems of the shortest chord that tells a letter's direction.
const SHORTEST_CHORD: f32 = 0.5;

/// Where a letter of a straight line goes: a point of its baseline to a point of the page, turned about
/// it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::map) struct Place {
    middle: f32,
    stand: Point,
    cos: f32,
    sin: f32,
}

impl Place {
    /// The place of all letters of a straight text of a width.
    pub(in crate::map) fn straight(text: &Text, width: f32) -> Self {
        let middle = match text.anchor {
            Anchor::Left => 0.0,
            Anchor::Middle => width / 2.0,
            Anchor::Right => width,
        };
        let (sin, cos) = (-text.rotation).to_radians().sin_cos();
        Self { middle, stand: text.origin, cos, sin }
    }

    /// What becomes of a point of the straight line.
    pub(in crate::map) fn of(self, at: Point) -> Point {
        let x = at.x - self.middle;
        Point {
            x: self.stand.x + x * self.cos - at.y * self.sin,
            y: self.stand.y + x * self.sin + at.y * self.cos,
        }
    }

    /// Cosine and sine of the angle, clockwise, by which letters are turned.
    pub(in crate::map) fn turn(self) -> (f32, f32) {
        (self.cos, self.sin)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::map::scene::{TextStyle, Weight};
    use crate::map::text::shape;

    const PLAIN: TextStyle = TextStyle { size: 16.0, weight: Weight::Regular, spacing: 0.0 };

    fn at(x: f32, y: f32) -> Point {
        Point { x, y }
    }

    /// An arc that bulges upwards, from left to right.
    fn arc(radius: f32) -> Vec<Point> {
        let turn = |i: u8| std::f32::consts::PI * (0.75 - 0.5 * f32::from(i) / 60.0);
        (0..=60).map(|i| at(radius * turn(i).cos(), -radius * turn(i).sin())).collect()
    }

    fn points(outline: &Outline) -> Vec<Point> {
        outline.flatten(0.05).concat()
    }

    #[test]
    fn a_straight_path_shows_what_a_straight_line_does() {
        let shaped = shape("Khabur خابور", TextStyle { spacing: 2.0, ..PLAIN });
        let path = [at(100.0, 40.0), at(150.0, 40.0), at(300.0, 40.0)];
        let left = 200.0 - shaped.width() / 2.0;
        let straight = points(&shaped.outline());
        for (bent, plain) in points(&outline_along(&shaped, &path)).iter().zip(&straight) {
            let away = (bent.x - plain.x - left).hypot(bent.y - plain.y - 40.0);
            assert!(away < 1e-2, "{bent:?} {plain:?}");
        }
    }

    #[test]
    fn text_longer_than_its_path_goes_straight_on() {
        let shaped = shape("Euphrates", PLAIN);
        let path = [at(0.0, 0.0), at(10.0, 0.0), at(20.0, 10.0)];
        let seen = points(&outline_along(&shaped, &path));
        let (left, right) = (seen[0], seen[seen.len() - 1]);
        assert!(left.x < -15.0 && left.y <= 0.1, "{left:?}");
        assert!(right.x > 30.0 && right.y > 15.0, "{right:?}");
    }

    #[test]
    fn letters_stand_on_an_arc_and_keep_their_height() {
        let shaped = shape("HHHHH", PLAIN);
        let seen = points(&outline_along(&shaped, &arc(100.0)));
        let away = seen.iter().map(|p| p.x.hypot(p.y));
        let (least, most) = (away.clone().fold(f32::MAX, f32::min), away.fold(0.0, f32::max));
        assert!((least - 100.0).abs() < 0.6, "{least}");
        assert!((most - 100.0 - crate::map::text::cap_height(PLAIN)).abs() < 0.6, "{most}");
    }

    #[test]
    fn arabic_letters_still_join_and_begin_at_the_right() {
        // A row of joined letters without dots is one stroke without gaps: on an arc, the letters'
        // spans of angles overlap.
        let bent = outline_along(&shape("سسس", PLAIN), &arc(120.0));
        let spans = bent.flatten(0.05).into_iter().map(|ring| {
            let angles = ring.iter().map(|p| p.x.atan2(-p.y));
            (angles.clone().fold(f32::MAX, f32::min), angles.fold(f32::MIN, f32::max))
        });
        let mut spans: Vec<(f32, f32)> = spans.collect();
        spans.sort_by(|one, other| one.0.total_cmp(&other.0));
        assert!(spans.len() > 1 && spans.windows(2).all(|pair| pair[1].0 < pair[0].1 + 1e-3));
        // Alif stands upright at the right end of the word that begins with it.
        let seen = points(&outline_along(&shape("اس", PLAIN), &arc(120.0)));
        let top = seen.iter().max_by(|a, b| a.x.hypot(a.y).total_cmp(&b.x.hypot(b.y)));
        assert!(top.is_some_and(|top| top.x > 0.0), "{top:?}");
    }

    #[test]
    fn marks_are_turned_with_their_letter() {
        let (bare, marked) = (shape("ب", PLAIN), shape("بَ", PLAIN));
        let path = [at(0.0, 50.0), at(0.0, -50.0)];
        let reach = |text: &ShapedText| {
            points(&outline_along(text, &path)).iter().map(|p| p.x).fold(f32::MAX, f32::min)
        };
        assert!(reach(&marked) < reach(&bare) - 1.0, "upwards on the page's left");
    }

    #[test]
    fn a_path_without_length_shows_nothing() {
        let shaped = shape("Tigris", PLAIN);
        for path in [vec![], vec![at(1.0, 1.0); 3], vec![at(0.0, 0.0), at(f32::NAN, 1.0)]] {
            assert!(outline_along(&shaped, &path).is_empty());
            assert_eq!(extended(&path, 10.0, 10.0), None);
        }
    }

    proptest! {
        #[test]
        fn any_path_will_do(
            path in proptest::collection::vec((any::<f32>(), -3e38f32..3e38), 0..6),
            short in proptest::collection::vec((-9f32..9.0, -9f32..9.0), 0..6),
        ) {
            let shaped = shape("نهر Khabur", PLAIN);
            for path in [path, short] {
                let path: Vec<Point> = path.into_iter().map(|(x, y)| at(x, y)).collect();
                let _ = outline_along(&shaped, &path);
                let _ = extended(&path, shaped.width(), 1.0);
            }
        }
    }
}
