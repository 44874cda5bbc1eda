//! The marks on the page, layer after layer, in page pixels.

use std::collections::BTreeSet;

use pdf_writer::types::{LineCapStyle, LineJoinStyle};
use pdf_writer::{Content, Name};

use super::fonts::Fonts;
use super::hatch;
use crate::map::paint::lettering::{Lettering, Line};
use crate::map::paint::prepare::{MITER_LIMIT, fade};
use crate::map::scene::{Color, Item, Layer, Paint, Point, Rect, Scene, Stroke};
use crate::map::text::{Outline, Segment};

/// What is on a page, and what it refers to.
pub(super) struct Painted {
    pub(super) content: Vec<u8>,
    pub(super) fonts: Fonts,
    /// The alphas in use besides 255.
    pub(super) alphas: BTreeSet<u8>,
}

/// The name by which a page refers to a font.
pub(super) fn font_name(index: usize) -> String {
    format!("F{index}")
}

/// The name by which a page refers to a layer.
pub(super) fn layer_name(index: usize) -> String {
    format!("L{index}")
}

/// The name by which a page refers to an alpha.
pub(super) fn alpha_name(alpha: u8) -> String {
    format!("A{alpha}")
}

/// Paints a scene.
pub(super) fn paint(scene: &Scene, points: f32, lettering: Lettering) -> Painted {
    let page = Rect { x: 0.0, y: 0.0, width: scene.width, height: scene.height };
    let mut painter = Painter {
        page,
        lettering,
        content: Content::new(),
        fonts: Fonts::default(),
        alphas: BTreeSet::new(),
    };
    // From here on, y grows downwards.
    painter.content.transform([points, 0.0, 0.0, -points, 0.0, scene.height * points]);
    painter.content.set_line_cap(LineCapStyle::RoundCap).set_line_join(LineJoinStyle::MiterJoin);
    painter.content.set_miter_limit(MITER_LIMIT);
    let ring = vec![page.corners().to_vec()];
    painter.fill(&ring, scene.background);
    for (index, layer) in scene.layers.iter().enumerate() {
        painter.layer(layer, index);
    }
    Painted {
        content: painter.content.finish().into_vec(),
        fonts: painter.fonts,
        alphas: painter.alphas,
    }
}

pub(super) struct Painter {
    page: Rect,
    lettering: Lettering,
    pub(super) content: Content,
    pub(super) fonts: Fonts,
    alphas: BTreeSet<u8>,
}

/// Page pixels beyond which a coordinate says no more than "far away".
const FARTHEST: f32 = 1e5;

/// A length to a hundredth of a page pixel, which is as exact as a file tells it.
pub(super) fn number(length: f32) -> f32 {
    (length.clamp(-FARTHEST, FARTHEST) * 100.0).round() / 100.0
}

impl Painter {
    fn layer(&mut self, layer: &Layer, index: usize) {
        let name = layer_name(index);
        self.content
            .begin_marked_content_with_properties(Name(b"OC"))
            .properties_named(Name(name.as_bytes()));
        self.content.save_state();
        if let Some(Rect { x, y, width, height }) = layer.clip {
            self.content.rect(number(x), number(y), number(width), number(height));
            self.content.clip_nonzero().end_path();
        }
        for item in &layer.items {
            self.item(item);
        }
        self.content.restore_state();
        self.content.end_marked_content();
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Fill { rings, paint } => match *paint {
                Paint::Solid(color) => self.fill(rings, color),
                Paint::Hatch { color, spacing, width, angle, phase } => {
                    self.hatch(rings, color, [spacing, width, angle, phase]);
                }
            },
            Item::Stroke { lines, stroke } => self.apart(|painter| {
                if painter.pen(*stroke) && painter.lines(lines, false) {
                    painter.content.stroke();
                }
            }),
            Item::Dot { center, radius, fill, outline } => {
                self.dot(*center, *radius, *fill, *outline)
            }
            Item::Text(text) => {
                if let Some(line) = Line::straight(text) {
                    self.text(&text.content, &line, text.color, text.halo);
                }
            }
            Item::CurvedText(text) => {
                if let Some(line) = Line::curved(text) {
                    self.text(&text.content, &line, text.color, text.halo);
                }
            }
        }
    }

    fn text(&mut self, content: &str, line: &Line, color: Color, halo: Option<(f32, Color)>) {
        if self.lettering == Lettering::Text {
            return self.apart(|painter| painter.write(content, line, color, halo));
        }
        let outline = line.outline();
        self.apart(|painter| {
            if let Some((width, color)) = halo
                && painter.pen(Stroke { color, width, dash: None })
                && painter.outline(&outline)
            {
                painter.content.stroke();
            }
            painter.ink(color);
            if painter.outline(&outline) {
                painter.content.fill_nonzero();
            }
        });
    }

    fn fill(&mut self, rings: &[Vec<Point>], color: Color) {
        self.apart(|painter| {
            painter.ink(color);
            if painter.lines(rings, true) {
                painter.content.fill_even_odd();
            }
        });
    }

    fn hatch(&mut self, rings: &[Vec<Point>], color: Color, measures: [f32; 4]) {
        let [spacing, width, ..] = measures;
        if spacing > 0.0 && spacing < 1.0 && width > 0.0 {
            // Stripes too fine to be told apart are seen as an even tone.
            return self.fill(rings, fade(color, (width / spacing).min(1.0)));
        }
        let stripes = hatch::lines(self.visible(rings), measures);
        self.apart(|painter| {
            let is_drawn = !stripes.is_empty()
                && painter.pen(Stroke { color, width, dash: None })
                && painter.lines(rings, true);
            if is_drawn {
                painter.content.clip_even_odd().end_path();
                for [from, to] in &stripes {
                    painter.content.move_to(number(from.x), number(from.y));
                    painter.content.line_to(number(to.x), number(to.y));
                }
                painter.content.stroke();
            }
        });
    }

    /// The part of the page that rings may cover.
    fn visible(&self, rings: &[Vec<Point>]) -> Rect {
        let points = || rings.iter().flatten().filter(|at| at.x.is_finite() && at.y.is_finite());
        let least =
            |start: f32, along: fn(&Point) -> f32| points().map(along).fold(start, f32::min);
        let most = |start: f32, along: fn(&Point) -> f32| points().map(along).fold(start, f32::max);
        let (right, bottom) = (self.page.right(), self.page.bottom());
        let x = least(right, |at| at.x).max(0.0);
        let y = least(bottom, |at| at.y).max(0.0);
        let width = (most(0.0, |at| at.x).min(right) - x).max(0.0);
        let height = (most(0.0, |at| at.y).min(bottom) - y).max(0.0);
        Rect { x, y, width, height }
    }

    fn dot(&mut self, center: Point, radius: f32, fill: Color, outline: Option<(f32, Color)>) {
        let is_drawable =
            center.x.is_finite() && center.y.is_finite() && radius > 0.0 && radius <= FARTHEST;
        if !is_drawable {
            return;
        }
        let circle = circle(center, radius);
        self.apart(|painter| {
            painter.ink(fill);
            if painter.outline(&circle) {
                painter.content.fill_nonzero();
            }
            if let Some((width, color)) = outline
                && painter.pen(Stroke { color, width, dash: None })
                && painter.outline(&circle)
            {
                painter.content.stroke();
            }
        });
    }

    /// Paints something that leaves colours and clips as they were.
    fn apart(&mut self, paint: impl FnOnce(&mut Self)) {
        self.content.save_state();
        paint(self);
        self.content.restore_state();
    }

    /// Sets the colour of what is filled.
    pub(super) fn ink(&mut self, color: Color) {
        let [r, g, b] = self.shares(color);
        self.content.set_fill_rgb(r, g, b);
    }

    /// Sets how lines are drawn; false for one without width.
    pub(super) fn pen(&mut self, Stroke { color, width, dash }: Stroke) -> bool {
        let is_visible = width > 0.0 && width.is_finite();
        if !is_visible {
            return false;
        }
        let [r, g, b] = self.shares(color);
        self.content.set_stroke_rgb(r, g, b).set_line_width(number(width));
        // Gaps much narrower than the line cannot be seen.
        if let Some((on, off)) = dash.filter(|(on, off)| *on >= 0.0 && *off > width.max(1.0) / 4.0)
        {
            self.content.set_line_cap(LineCapStyle::ButtCap);
            self.content.set_dash_pattern([number(on), number(off)], 0.0);
        }
        true
    }

    /// A colour as shares of one; its alpha is set.
    fn shares(&mut self, Color { r, g, b, a }: Color) -> [f32; 3] {
        let is_new = a < 255 || !self.alphas.is_empty();
        if is_new {
            self.alphas.insert(a);
            self.content.set_parameters(Name(alpha_name(a).as_bytes()));
        }
        [r, g, b].map(|channel| (f32::from(channel) / 255.0 * 1e4).round() / 1e4)
    }

    /// Adds lines to the path; false if there is no point in them.
    fn lines(&mut self, lines: &[Vec<Point>], are_joined: bool) -> bool {
        let mut is_any = false;
        for line in lines {
            let finite = line.iter().filter(|at| at.x.is_finite() && at.y.is_finite());
            let mut points: Vec<(f32, f32)> =
                finite.map(|at| (number(at.x), number(at.y))).collect();
            points.dedup();
            let (Some(&first), Some(&last)) = (points.first(), points.last()) else { continue };
            let returns = points.len() > 2 && first == last;
            if returns {
                points.pop();
            }
            is_any = true;
            self.content.move_to(first.0, first.1);
            if points.len() == 1 {
                // A line without length is a dot.
                self.content.line_to(first.0, first.1);
            }
            for &(x, y) in points.iter().skip(1) {
                self.content.line_to(x, y);
            }
            if returns || are_joined {
                self.content.close_path();
            }
        }
        is_any
    }

    /// Adds an outline to the path; false if it is empty.
    fn outline(&mut self, outline: &Outline) -> bool {
        let far = |at: Point| Point { x: number(at.x), y: number(at.y) };
        let mut last = Point { x: 0.0, y: 0.0 };
        let mut first = last;
        for segment in &outline.segments {
            match segment.map(far) {
                Segment::Move(p) => {
                    self.content.move_to(p.x, p.y);
                    (first, last) = (p, p);
                }
                Segment::Line(p) => {
                    self.content.line_to(p.x, p.y);
                    last = p;
                }
                Segment::Quad(c, p) => {
                    // The cubic curve that is the same.
                    let toward = |from: Point| Point {
                        x: number(from.x + (c.x - from.x) * 2.0 / 3.0),
                        y: number(from.y + (c.y - from.y) * 2.0 / 3.0),
                    };
                    let (b, d) = (toward(last), toward(p));
                    self.content.cubic_to(b.x, b.y, d.x, d.y, p.x, p.y);
                    last = p;
                }
                Segment::Cubic(c, d, p) => {
                    self.content.cubic_to(c.x, c.y, d.x, d.y, p.x, p.y);
                    last = p;
                }
                Segment::Close => {
                    self.content.close_path();
                    last = first;
                }
            }
        }
        !outline.is_empty()
    }
}

/// How far the control points of a quarter of a circle are from its ends, in radii.
const QUARTER: f32 = 0.552_284_8;

/// A circle of four curves.
fn circle(center: Point, radius: f32) -> Outline {
    let at = |x: f32, y: f32| Point { x: center.x + x * radius, y: center.y + y * radius };
    let quarter = |x: f32, y: f32| {
        let (right, down) =
            (at(x - y * QUARTER, y + x * QUARTER), at(-y + x * QUARTER, x + y * QUARTER));
        Segment::Cubic(right, down, at(-y, x))
    };
    let segments = vec![
        Segment::Move(at(1.0, 0.0)),
        quarter(1.0, 0.0),
        quarter(0.0, 1.0),
        quarter(-1.0, 0.0),
        quarter(0.0, -1.0),
        Segment::Close,
    ];
    Outline { segments }
}
