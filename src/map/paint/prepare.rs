//! Items of a scene to paths in device pixels, ready to be filled band by band.
//!
//! Lines become outlines here, once, so that a band only fills; opaque ones are cut into short runs,
//! so that it fills only what lies in it.

use tiny_skia::{FillRule, LineCap, LineJoin, Path, PathBuilder, StrokeDash};

use super::hatch::Stripes;
use crate::map::scene::{Anchor, Color, CurvedText, Item, Paint, Point, Stroke, Text};
use crate::map::text;

/// Something to fill in one go.
#[derive(Clone)]
pub(super) struct Shape {
    pub(super) path: Path,
    pub(super) rule: FillRule,
    pub(super) ink: Ink,
    /// Pixels it may touch.
    pub(super) clip: PixelRect,
}

/// What a shape is painted with.
#[derive(Debug, Clone)]
pub(super) enum Ink {
    /// One colour.
    Flat(Color),
    /// Stripes of a colour.
    Striped(Color, Stripes),
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
const SHORTEST_STEP: f32 = 0.3;

/// Corners sharper than about 60 degrees are cut off. A round join at every vertex of a dense line
/// looks the same and costs three times as much.
pub(super) const MITER_LIMIT: f32 = 2.0;

/// The same for a halo, which only has to keep its distance from the letters.
const SHORTEST_HALO_STEP: f32 = 0.9;

/// How far, in pixels, a point may lie from the straight line between two others and be left out:
/// the colours along the line then change by less than can be noticed.
const STRAIGHT: f32 = 0.04;

/// How many points in a row may be left out for lying on a straight line.
const MOST_STRAIGHT: usize = 8;

/// How far, in pixels, a chord may be from the curve of a letter's outline.
const FLATNESS: f32 = 0.12;

/// Points in a run of an opaque line.
const RUN: usize = 48;

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
                canvas.line(&line, *stroke, &mut shapes);
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
        Paint::Hatch { color, spacing, width, angle } => {
            let stripes = Stripes::new(spacing * scale, width * scale, angle);
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
    fn pixel(&self, at: Point) -> Option<Point> {
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

    fn rings(&self, rings: &[Vec<Point>], step: f32) -> Option<Path> {
        let points = rings.iter().map(Vec::len).sum::<usize>();
        let mut path = PathBuilder::with_capacity(points + 2 * rings.len(), points);
        for ring in rings {
            push_line(&mut path, &self.pixels(ring, step));
            path.close();
        }
        path.finish()
    }

    fn line(&self, line: &[Point], stroke: Stroke, shapes: &mut Vec<Shape>) {
        let is_closed = line.len() > 2 && line.first() == line.last();
        // Runs overlap in a round joint, which would show if the colour let it shine through; dashes
        // go on from run to run.
        let whole = stroke.color.a < 255 || stroke.dash.is_some() || line.len() <= RUN;
        let run = if whole { line.len().max(1) } else { RUN };
        let mut start = 0;
        while start < line.len() {
            let end = (start + run).min(line.len());
            let mut path = PathBuilder::with_capacity(end - start + 2, end - start);
            push_line(&mut path, &line[start..end]);
            if is_closed && whole {
                path.close();
            }
            if let Some(path) = path.finish() {
                self.outline(&path, stroke, shapes);
            }
            // The next run begins where this one ends.
            start = if end == line.len() { end } else { end - 1 };
        }
    }

    /// Adds a stroked path as what it covers.
    fn outline(&self, path: &Path, stroke: Stroke, shapes: &mut Vec<Shape>) {
        let width = (stroke.width * self.scale).min(WIDEST);
        if !(width > 0.0 && stroke.width.is_finite()) {
            return;
        }
        // A line thinner than a pixel is a pixel wide and paler.
        let (width, color) = (width.max(1.0), fade(stroke.color, width.min(1.0)));
        let dashes = stroke.dash.and_then(|(on, off)| {
            let is_visible = on >= 0.0 && off * self.scale > width / 4.0;
            let pattern = vec![on * self.scale, off * self.scale];
            is_visible.then(|| StrokeDash::new(pattern, 0.0)).flatten()
        });
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

    fn text(&self, text: &Text, shapes: &mut Vec<Shape>) {
        let shaped = text::shape(&text.content, text.style);
        let left = match text.anchor {
            Anchor::Left => 0.0,
            Anchor::Middle => -shaped.width() / 2.0,
            Anchor::Right => -shaped.width(),
        };
        let (sin, cos) = text.rotation.to_radians().sin_cos();
        let turn = |p: Point| {
            let (x, y) = (p.x + left, p.y);
            Point { x: text.origin.x + x * cos + y * sin, y: text.origin.y - x * sin + y * cos }
        };
        let contours = shaped.outline().flatten(FLATNESS / self.scale);
        let contours: Vec<Vec<Point>> =
            contours.into_iter().map(|contour| contour.into_iter().map(turn).collect()).collect();
        self.letters(&contours, text.color, text.halo, shapes);
    }

    fn curved_text(&self, text: &CurvedText, shapes: &mut Vec<Shape>) {
        let shaped = text::shape(&text.content, text.style);
        let outline = text::outline_along(&shaped, &text.path);
        let contours = outline.flatten(FLATNESS / self.scale);
        self.letters(&contours, text.color, text.halo, shapes);
    }

    fn letters(
        &self,
        contours: &[Vec<Point>],
        color: Color,
        halo: Option<(f32, Color)>,
        shapes: &mut Vec<Shape>,
    ) {
        if let Some((width, color)) = halo
            && let Some(around) = self.rings(contours, SHORTEST_HALO_STEP)
        {
            self.outline(&around, Stroke { color, width, dash: None }, shapes);
        }
        let letters = self.rings(contours, SHORTEST_STEP);
        self.fill(letters, FillRule::Winding, Ink::Flat(color), shapes);
    }

    fn fill(&self, path: Option<Path>, rule: FillRule, ink: Ink, shapes: &mut Vec<Shape>) {
        let Some(path) = path else { return };
        let clip = PixelRect::around(path.bounds()).intersection(self.clip);
        if !clip.is_empty() {
            shapes.push(Shape { path, rule, ink, clip: self.clip });
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
