//! Items of a scene to paths in device pixels, ready to be filled band by band.
//!
//! What can be worked out once for the whole page is worked out here, so that a band only paints.

use tiny_skia::{FillRule, LineCap, LineJoin, Path, PathBuilder, StrokeDash};

use super::coverage::Coverage;
use super::hatch::Stripes;
use super::line::Lines;
use crate::map::scene::{Color, Item, Paint, Point, Stroke};

/// Something to fill in one go.
#[derive(Clone)]
pub(super) struct Shape {
    pub(super) form: Form,
    pub(super) ink: Ink,
    /// Pixels it may touch.
    pub(super) clip: PixelRect,
}

/// Where a shape is.
#[derive(Clone)]
pub(super) enum Form {
    /// Within a path, by a rule.
    Path(Path, FillRule),
    /// Along lines.
    Lines(Lines),
    /// On pixels that it covers in part or whole.
    Pixels(Coverage),
}

impl Form {
    /// Whether it may touch some pixels.
    pub(super) fn touches(&self, place: PixelRect) -> bool {
        match self {
            Self::Path(path, _) => !PixelRect::around(path.bounds()).intersection(place).is_empty(),
            Self::Lines(lines) => lines.touch(place),
            Self::Pixels(coverage) => coverage.touches(place),
        }
    }
}

/// What a shape is painted with.
#[derive(Debug, Clone)]
pub(super) enum Ink {
    /// One colour.
    Flat(Color),
    /// Stripes of a colour.
    Striped(Color, Stripes),
}

/// What draws a line.
struct Pen {
    /// In device pixels, one at least.
    width: f32,
    color: Color,
}

/// Device pixels from `left` to `right` and `top` to `bottom`, the latter excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PixelRect {
    pub(super) left: u32,
    pub(super) top: u32,
    pub(super) right: u32,
    pub(super) bottom: u32,
}

impl PixelRect {
    /// The pixels that bounds touch, from the page's left and upper edge on.
    pub(super) fn around(bounds: tiny_skia::Rect) -> Self {
        // The casts turn what lies left of and above the page into 0.
        Self {
            left: bounds.left().floor() as u32,
            top: bounds.top().floor() as u32,
            right: bounds.right().ceil() as u32,
            bottom: bounds.bottom().ceil() as u32,
        }
    }

    /// Whether it holds no pixel.
    pub(super) fn is_empty(self) -> bool {
        self.left >= self.right || self.top >= self.bottom
    }

    /// The pixels in both.
    pub(super) fn intersection(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }
}

/// Pixels from the page's origin beyond which a coordinate says no more than "far away".
const FARTHEST: f32 = 1e6;

/// A line this many pixels wide covers any page.
const WIDEST: f32 = 1e5;

/// Steps of a line shorter than this many pixels are merged: they cannot be seen, but cost as much
/// as others.
pub(super) const SHORTEST_STEP: f32 = 0.3;

/// Corners sharper than about 60 degrees are cut off. A round join at every vertex of a dense line
/// looks the same and costs three times as much.
pub(super) const MITER_LIMIT: f32 = 2.0;

/// How far, in pixels, a point may lie from the straight line between two others and be left out:
/// the colours along the line then change by less than can be noticed.
const STRAIGHT: f32 = 0.04;

/// How many points in a row may be left out for lying on a straight line.
const MOST_STRAIGHT: usize = 8;

/// Lines of no more points than this have sharp corners, as boxes want; those of more are thought to be
/// dense.
const FEW: usize = 8;

/// Pixels of the width of the widest line that is drawn by the distance of pixels from it.
const WIDEST_LINE: f32 = 24.0;

/// The part of the page a layer may touch, and how many pixels a page pixel has.
#[derive(Debug, Clone, Copy)]
pub(super) struct Canvas {
    pub(super) scale: f32,
    pub(super) clip: PixelRect,
}

/// The shapes an item is made of, from bottom to top.
///
/// Points that are not finite are left out.
pub(super) fn prepare(item: &Item, canvas: Canvas) -> Vec<Shape> {
    let mut shapes = Vec::new();
    match item {
        Item::Fill { rings, paint } => {
            if let Some(ink) = ink(*paint, canvas.scale) {
                canvas.fill(
                    canvas.rings(rings, SHORTEST_STEP),
                    FillRule::EvenOdd,
                    ink,
                    &mut shapes,
                );
            }
        }
        Item::Stroke { lines, stroke } => {
            for line in lines {
                let mut line = canvas.pixels(line, SHORTEST_STEP);
                // What is left out makes a line shorter, which would shift its dashes.
                if stroke.dash.is_none() {
                    straighten(&mut line, STRAIGHT);
                }
                canvas.line(line, *stroke, &mut shapes);
            }
        }
        Item::Dot { center, radius, fill, outline } => {
            let circle = canvas.circle(*center, *radius);
            canvas.fill(circle.clone(), FillRule::Winding, Ink::Flat(*fill), &mut shapes);
            if let (Some((width, color)), Some(circle)) = (*outline, circle) {
                canvas.outline(&circle, Stroke { color, width, dash: None }, &mut shapes);
            }
        }
        Item::Text(text) => canvas.text(text, &mut shapes),
        Item::CurvedText(text) => canvas.curved_text(text, &mut shapes),
    }
    shapes
}

/// What a paint means at a scale; nothing if it leaves no trace.
fn ink(paint: Paint, scale: f32) -> Option<Ink> {
    match paint {
        Paint::Solid(color) => Some(Ink::Flat(color)),
        Paint::Hatch { color, spacing, width, angle, phase } => {
            let stripes = Stripes::new(spacing * scale, width * scale, angle, phase);
            if let Some(stripes) = stripes {
                return Some(Ink::Striped(color, stripes));
            }
            // Stripes too fine to be told apart are seen as an even tone.
            let share = (width / spacing).min(1.0);
            (share > 0.0 && spacing > 0.0).then(|| Ink::Flat(fade(color, share)))
        }
    }
}

/// The colour with a share of its opacity.
pub(super) fn fade(color: Color, share: f32) -> Color {
    Color { a: (f32::from(color.a) * share + 0.5) as u8, ..color }
}

impl Canvas {
    /// A page point in device pixels, kept within [`FARTHEST`]; nothing if it is not finite.
    pub(super) fn pixel(&self, at: Point) -> Option<Point> {
        let device = |length: f32| (length * self.scale).clamp(-FARTHEST, FARTHEST);
        (at.x.is_finite() && at.y.is_finite()).then(|| Point { x: device(at.x), y: device(at.y) })
    }

    /// The points in device pixels, those left out that are closer than `step` to the one
    /// before; the ends always stay.
    fn pixels(&self, points: &[Point], step: f32) -> Vec<Point> {
        let mut kept: Vec<Point> = Vec::with_capacity(points.len());
        let mut skipped = None;
        for at in points.iter().filter_map(|at| self.pixel(*at)) {
            let is_far = |last: &Point| (at.x - last.x).hypot(at.y - last.y) >= step;
            skipped = if kept.last().is_none_or(is_far) {
                kept.push(at);
                None
            } else {
                Some(at)
            };
        }
        kept.extend(skipped);
        kept
    }

    pub(super) fn rings(&self, rings: &[Vec<Point>], step: f32) -> Option<Path> {
        let points = rings.iter().map(Vec::len).sum::<usize>();
        let mut path = PathBuilder::with_capacity(points + 2 * rings.len(), points);
        for ring in rings {
            push_line(&mut path, &self.pixels(ring, step));
            path.close();
        }
        path.finish()
    }

    fn line(&self, line: Vec<Point>, stroke: Stroke, shapes: &mut Vec<Shape>) {
        let mut path = PathBuilder::with_capacity(line.len() + 2, line.len());
        push_line(&mut path, &line);
        if line.len() > 2 && line.first() == line.last() {
            path.close();
        }
        let Some(pen) = self.pen(stroke) else { return };
        let dashes = stroke.dash.and_then(|dash| self.dashes(dash, pen.width));
        if line.len() <= FEW || pen.width > WIDEST_LINE {
            if let Some(path) = path.finish() {
                self.outline(&path, stroke, shapes);
            }
            return;
        }
        let lines = match dashes {
            Some(dashes) => {
                let dashed = path.finish().and_then(|path| path.dash(&dashes, 1.0));
                dashed.map(|dashed| Lines::of(&dashed, pen.width / 2.0, true))
            }
            None => Some(Lines::new(vec![line], pen.width / 2.0, false)),
        };
        if let Some(lines) = lines.filter(|lines| lines.touch(self.clip)) {
            shapes.push(Shape {
                form: Form::Lines(lines),
                ink: Ink::Flat(pen.color),
                clip: self.clip,
            });
        }
    }

    /// What draws a stroke; nothing if it leaves no trace.
    fn pen(&self, stroke: Stroke) -> Option<Pen> {
        let width = (stroke.width * self.scale).min(WIDEST);
        // A line thinner than a pixel is a pixel wide and paler.
        (width > 0.0 && stroke.width.is_finite())
            .then(|| Pen { width: width.max(1.0), color: fade(stroke.color, width.min(1.0)) })
    }

    /// Lengths of dashes and gaps in device pixels; nothing if the gaps can't be seen.
    fn dashes(&self, (on, off): (f32, f32), width: f32) -> Option<StrokeDash> {
        let is_visible = on >= 0.0 && off * self.scale > width / 4.0;
        let pattern = vec![on * self.scale, off * self.scale];
        is_visible.then(|| StrokeDash::new(pattern, 0.0)).flatten()
    }

    /// Adds a stroked path as what it covers.
    pub(super) fn outline(&self, path: &Path, stroke: Stroke, shapes: &mut Vec<Shape>) {
        let Some(Pen { width, color }) = self.pen(stroke) else { return };
        let dashes = stroke.dash.and_then(|dash| self.dashes(dash, width));
        let dashed = dashes.and_then(|dashes| path.dash(&dashes, 1.0));
        let round = tiny_skia::Stroke {
            width,
            line_cap: if dashed.is_some() { LineCap::Butt } else { LineCap::Round },
            line_join: LineJoin::Miter,
            miter_limit: MITER_LIMIT,
            ..tiny_skia::Stroke::default()
        };
        let covered = dashed.as_ref().unwrap_or(path).stroke(&round, 1.0);
        self.fill(covered, FillRule::Winding, Ink::Flat(color), shapes);
    }

    /// A circle; nothing if it has no size or is larger than any page.
    fn circle(&self, center: Point, radius: f32) -> Option<Path> {
        let (center, radius) = (self.pixel(center)?, radius * self.scale);
        let is_drawable = radius > 0.0 && radius <= WIDEST;
        is_drawable.then(|| PathBuilder::from_circle(center.x, center.y, radius)).flatten()
    }

    pub(super) fn fill(
        &self,
        path: Option<Path>,
        rule: FillRule,
        ink: Ink,
        shapes: &mut Vec<Shape>,
    ) {
        let Some(path) = path else { return };
        let form = Form::Path(path, rule);
        if form.touches(self.clip) {
            shapes.push(Shape { form, ink, clip: self.clip });
        }
    }
}

/// Leaves out points that lie on a straight line between those before and after, within a tolerance in
/// pixels; the ends always stay.
fn straighten(line: &mut Vec<Point>, tolerance: f32) {
    let mut kept = 0;
    // Where the points begin that are left out if the next one lies behind them.
    let mut first = 1;
    for next in 2..line.len() {
        let between = line.get(first..next).unwrap_or_default();
        let (Some(&from), Some(&to)) = (line.get(kept), line.get(next)) else { break };
        let is_straight = between.len() <= MOST_STRAIGHT
            && between.iter().all(|at| lies_between(*at, from, to, tolerance));
        if !is_straight {
            kept += 1;
            line.swap(kept, next - 1);
            first = next;
        }
    }
    if line.len() > 1 {
        kept += 1;
        let last = line.len() - 1;
        line.swap(kept, last);
        line.truncate(kept + 1);
    }
}

fn lies_between(at: Point, from: Point, to: Point, tolerance: f32) -> bool {
    let (x, y) = (to.x - from.x, to.y - from.y);
    let (dx, dy) = (at.x - from.x, at.y - from.y);
    let length = x * x + y * y;
    let (across, along) = (dx * y - dy * x, dx * x + dy * y);
    length > 0.0
        && across * across <= tolerance * tolerance * length
        && (0.0..=length).contains(&along)
}

fn push_line(path: &mut PathBuilder, line: &[Point]) {
    let Some((first, rest)) = line.split_first() else { return };
    path.move_to(first.x, first.y);
    if rest.is_empty() {
        // A single point is a line without length, which is painted as a dot.
        path.line_to(first.x, first.y);
    }
    for at in rest {
        path.line_to(at.x, at.y);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn straightened(points: &[(f32, f32)]) -> Vec<(f32, f32)> {
        let mut line: Vec<Point> = points.iter().map(|&(x, y)| Point { x, y }).collect();
        straighten(&mut line, STRAIGHT);
        line.iter().map(|at| (at.x, at.y)).collect()
    }

    #[test]
    fn points_on_a_straight_line_are_left_out() {
        let corner = [(0.0, 0.0), (1.0, 0.03), (2.0, 0.0), (5.0, 0.0), (5.0, 2.0), (5.0, 9.0)];
        assert_eq!(straightened(&corner), [(0.0, 0.0), (5.0, 0.0), (5.0, 9.0)]);
        let bend = [(0.0, 0.0), (1.0, 0.1), (2.0, 0.0)];
        assert_eq!(straightened(&bend), bend);
    }

    #[test]
    fn a_line_that_turns_back_keeps_its_tip() {
        let spike = [(0.0, 0.0), (9.0, 0.0), (3.0, 0.0), (1.0, 0.0)];
        assert_eq!(straightened(&spike), [(0.0, 0.0), (9.0, 0.0), (1.0, 0.0)]);
        let there_and_back = [(0.0, 0.0), (9.0, 0.0), (0.0, 0.0)];
        assert_eq!(straightened(&there_and_back), there_and_back);
    }

    #[test]
    fn what_is_left_out_lies_near_what_stays() {
        let curve: Vec<(f32, f32)> =
            (0..500u16).map(|i| (f32::from(i) * 0.4, 20.0 * (f32::from(i) / 40.0).sin())).collect();
        let kept = straightened(&curve);
        assert!(kept.len() < 250 && kept.first() == curve.first() && kept.last() == curve.last());
        for &(x, y) in &curve {
            let near = kept.windows(2).any(|pair| {
                let point = |(x, y)| Point { x, y };
                lies_between(point((x, y)), point(pair[0]), point(pair[1]), STRAIGHT * 1.01)
            });
            assert!(near, "{x} {y}");
        }
    }

    #[test]
    fn short_lines_stay() {
        assert_eq!(straightened(&[]), []);
        assert_eq!(straightened(&[(1.0, 2.0)]), [(1.0, 2.0)]);
        assert_eq!(straightened(&[(1.0, 2.0), (1.0, 2.0)]), [(1.0, 2.0), (1.0, 2.0)]);
    }
}
