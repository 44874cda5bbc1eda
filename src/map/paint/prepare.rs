//! Items of a scene to shapes in device pixels, ready to be rasterised band by band.

use super::clip::{Pixel, clip_edge};
use super::coverage::{FillRule, PixelRect, Segment};
use super::dash::{Page, segments, thin};
use super::hatch::Stripes;
use crate::map::scene::{Anchor, Color, Item, Paint, Point, Stroke, Text};
use crate::map::text;

/// Something to paint in one go.
pub(super) struct Shape {
    pub(super) segments: Vec<Segment>,
    /// Lowest and highest y of each [`CHUNK`] segments in turn.
    pub(super) spans: Vec<(f32, f32)>,
    /// Pixels it may touch.
    pub(super) bounds: PixelRect,
    pub(super) form: Form,
    pub(super) ink: Ink,
}

/// How a shape's segments are to be understood.
#[derive(Debug, Clone, Copy)]
pub(super) enum Form {
    /// As edges of an area.
    Area(FillRule),
    /// As lines of a half width, in pixels.
    Line(f32),
}

/// What a shape is painted with.
#[derive(Debug, Clone)]
pub(super) enum Ink {
    /// One colour.
    Flat(Color),
    /// Stripes of a colour.
    Striped(Color, Stripes),
}

/// How many segments share an entry of [`Shape::spans`].
pub(super) const CHUNK: usize = 32;

/// How far, in pixels, a chord may be from the curve it stands for.
const FLATNESS: f32 = 0.05;

/// The part of the page a layer may touch, and how many pixels a page pixel has.
#[derive(Debug, Clone, Copy)]
pub(super) struct Canvas {
    pub(super) scale: f32,
    pub(super) page: Page,
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
                let rings: Vec<Vec<Pixel>> = rings.iter().map(|r| canvas.pixels(r)).collect();
                canvas.area(&rings, FillRule::EvenOdd, ink, &mut shapes);
            }
        }
        Item::Stroke { lines, stroke } => {
            let lines: Vec<Vec<Pixel>> = lines.iter().map(|l| canvas.pixels(l)).collect();
            canvas.lines(&lines, *stroke, &mut shapes);
        }
        Item::Dot { center, radius, fill, outline } => {
            let Some(ring) = canvas.circle(*center, *radius) else { return shapes };
            let rings = [ring];
            canvas.area(&rings, FillRule::NonZero, Ink::Flat(*fill), &mut shapes);
            if let Some((width, color)) = *outline {
                canvas.lines(&rings, Stroke { color, width, dash: None }, &mut shapes);
            }
        }
        Item::Text(text) => canvas.text(text, &mut shapes),
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
fn fade(color: Color, share: f32) -> Color {
    Color { a: (f32::from(color.a) * share + 0.5) as u8, ..color }
}

impl Canvas {
    /// Page points to device pixels, without those that are not finite and without repetitions.
    fn pixels(&self, points: &[Point]) -> Vec<Pixel> {
        let scale = f64::from(self.scale);
        let mut pixels: Vec<Pixel> = points
            .iter()
            .filter(|p| p.x.is_finite() && p.y.is_finite())
            .map(|p| (f64::from(p.x) * scale, f64::from(p.y) * scale))
            .collect();
        pixels.dedup();
        pixels
    }

    fn area(&self, rings: &[Vec<Pixel>], rule: FillRule, ink: Ink, shapes: &mut Vec<Shape>) {
        let mut edges = Vec::with_capacity(rings.iter().map(Vec::len).sum());
        for ring in rings {
            let Some(&last) = ring.last() else { continue };
            let mut from = last;
            for &to in ring {
                clip_edge(from, to, self.page.width, self.page.height, &mut edges);
                from = to;
            }
        }
        self.push(edges, Form::Area(rule), ink, shapes);
    }

    fn lines(&self, lines: &[Vec<Pixel>], stroke: Stroke, shapes: &mut Vec<Shape>) {
        let width = stroke.width * self.scale;
        if !(width > 0.0 && width.is_finite()) {
            return;
        }
        // A line thinner than a pixel is a pixel wide and paler.
        let (radius, color) = (width.max(1.0) / 2.0, fade(stroke.color, width.min(1.0)));
        let scale = f64::from(self.scale);
        let dash = stroke.dash.map(|(on, off)| (f64::from(on) * scale, f64::from(off) * scale));
        let margin = f64::from(radius) + 1.0;
        let mut out = Vec::with_capacity(lines.iter().map(Vec::len).sum());
        for line in lines {
            segments(&thin(line), dash, self.page, margin, &mut out);
        }
        self.push(out, Form::Line(radius), Ink::Flat(color), shapes);
    }

    /// A circle as a ring of chords; nothing if it has no size or is larger than any page.
    fn circle(&self, center: Point, radius: f32) -> Option<Vec<Pixel>> {
        let device = radius * self.scale;
        if !(device > 0.0 && device <= 1e5) {
            return None;
        }
        let step = 2.0 * (1.0 - f64::from(FLATNESS / device).min(1.0)).acos();
        let count = (std::f64::consts::TAU / step).ceil().clamp(8.0, 1024.0) as u32;
        let scale = f64::from(self.scale);
        let (x, y) = (f64::from(center.x) * scale, f64::from(center.y) * scale);
        let ring = (0..=count).map(|index| {
            let (sin, cos) =
                (std::f64::consts::TAU * f64::from(index) / f64::from(count)).sin_cos();
            (x + f64::from(device) * cos, y + f64::from(device) * sin)
        });
        (x.is_finite() && y.is_finite()).then(|| ring.collect())
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
        let rings: Vec<Vec<Pixel>> = shaped
            .outline()
            .flatten(FLATNESS / self.scale)
            .into_iter()
            .map(|ring| {
                let mut ring = self.pixels(&ring.into_iter().map(turn).collect::<Vec<_>>());
                // The halo is drawn along the whole contour.
                ring.extend(ring.first().copied());
                ring
            })
            .collect();
        if let Some((width, color)) = text.halo {
            self.lines(&rings, Stroke { color, width, dash: None }, shapes);
        }
        self.area(&rings, FillRule::NonZero, Ink::Flat(text.color), shapes);
    }

    fn push(&self, segments: Vec<Segment>, form: Form, ink: Ink, shapes: &mut Vec<Shape>) {
        let reach = match form {
            Form::Area(_) => 0.0,
            Form::Line(radius) => radius + 1.0,
        };
        let (mut left, mut right) = (f32::MAX, f32::MIN);
        let mut spans = Vec::with_capacity(segments.len().div_ceil(CHUNK));
        for chunk in segments.chunks(CHUNK) {
            let (mut top, mut bottom) = (f32::MAX, f32::MIN);
            for &[x0, y0, x1, y1] in chunk {
                left = left.min(x0).min(x1);
                right = right.max(x0).max(x1);
                top = top.min(y0).min(y1);
                bottom = bottom.max(y0).max(y1);
            }
            spans.push((top - reach, bottom + reach));
        }
        let top = spans.iter().map(|span| span.0).fold(f32::MAX, f32::min);
        let bottom = spans.iter().map(|span| span.1).fold(f32::MIN, f32::max);
        // The casts turn what lies left of and above the page into 0.
        let bounds = PixelRect {
            left: (left - reach) as u32,
            top: top as u32,
            right: (right + reach).ceil() as u32,
            bottom: bottom.ceil() as u32,
        }
        .intersection(self.clip);
        if !bounds.is_empty() {
            shapes.push(Shape { segments, spans, bounds, form, ink });
        }
    }
}
