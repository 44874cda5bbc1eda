//! The page: its size, its direction, and how large things are drawn on it.

use super::scene::{Anchor, Color, Item, Paint, Point, Rect, Stroke, Text, TextStyle};
use super::style;
use super::text::{shape, wrap};
use super::theme::Theme;
use crate::compare::Ground;
use crate::geometry::Coord;
use crate::model::{Control, Dataset, Language};

/// Side in page pixels of a square as large as the page on which sizes are drawn as given.
const REFERENCE: f32 = 1385.6;
/// Sizes grow with this power of the page's size, so that small pages stay readable.
const GROWTH: f32 = 0.62;
/// The smallest and the largest factor by which sizes are adapted.
const FACTORS: (f32, f32) = (0.66, 3.0);

/// A page, its language and its theme.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page {
    /// Width in page pixels.
    pub(super) width: f32,
    /// Height in page pixels.
    pub(super) height: f32,
    /// The language it is written in.
    pub(super) language: Language,
    /// The factor by which sizes are adapted to the page.
    pub(super) unit: f32,
    /// Its colours and widths.
    pub(super) theme: Theme,
    /// Where stripes are anchored, in page pixels.
    pub(super) anchor: Coord,
}

impl Page {
    /// A page of a size.
    pub(super) fn new(width: f32, height: f32, language: Language, theme: Theme) -> Self {
        // On a page that is much longer than wide, text has to fit the shorter side.
        let side = (width * height).sqrt().min(width.min(height) * 1.5);
        let unit = (side / REFERENCE).powf(GROWTH).clamp(FACTORS.0, FACTORS.1);
        let anchor = Coord { x: 0.0, y: 0.0 };
        Self { width, height, language, unit, theme, anchor }
    }

    /// A part of this page, with sizes that suit it.
    pub(super) fn part(&self, width: f32, height: f32) -> Self {
        Self::new(width, height, self.language, self.theme)
    }

    /// A length of the style on this page.
    pub(super) fn length(&self, length: f32) -> f32 {
        length * self.unit
    }

    /// Letters of the style on this page.
    pub(super) fn letters(&self, style: TextStyle) -> TextStyle {
        TextStyle {
            size: style.size * self.unit,
            spacing: style.spacing * self.unit,
            weight: style.weight,
        }
    }

    /// A line of the style on this page.
    pub(super) fn stroke(&self, stroke: Stroke) -> Stroke {
        Stroke {
            color: stroke.color,
            width: stroke.width * self.unit,
            dash: stroke.dash.map(|(dash, gap)| (dash * self.unit, gap * self.unit)),
        }
    }

    /// A paint of the style on this page.
    pub(super) fn paint(&self, paint: Paint) -> Paint {
        match paint {
            Paint::Solid(_) => paint,
            Paint::Hatch { color, spacing, width, angle, .. } => {
                let (spacing, width) = (spacing * self.unit, width * self.unit);
                let (sine, cosine) = f64::from(angle).to_radians().sin_cos();
                let across = self.anchor.x * sine + self.anchor.y * cosine;
                // A phase of an anchor that lies very far off is still exact.
                let phase = (across / f64::from(spacing)).rem_euclid(1.0) as f32;
                Paint::Hatch { color, spacing, width, angle, phase }
            }
        }
    }

    /// The paints of ground under some control, one upon the other.
    pub(super) fn ground(&self, dataset: &Dataset, control: &Control) -> Vec<Paint> {
        self.theme.control(dataset, control).into_iter().map(|paint| self.paint(paint)).collect()
    }

    /// The paints of ground that became somebody's, or nobody's, one upon the other.
    pub(super) fn changed(&self, dataset: &Dataset, from: &Ground, to: &Ground) -> Vec<Paint> {
        let paints = match to.first() {
            Some(control) => self.theme.gained(dataset, control),
            None => self.theme.lost(dataset, from.first()),
        };
        paints.into_iter().map(|paint| self.paint(paint)).collect()
    }

    /// Width and colour of the outline of letters on the map.
    pub(super) fn halo(&self) -> (f32, Color) {
        (self.length(self.theme.widths.halo), self.theme.colors.halo)
    }

    /// The sign of a town that changed hands, round a dot or an icon of a radius in page pixels.
    pub(super) fn ring(&self, center: Point, radius: f32, fill: Color) -> Item {
        let (gap, width) = style::RING;
        let outline = Some((self.length(width), self.theme.colors.accent));
        Item::Dot { center, radius: radius + self.length(gap), fill, outline }
    }

    /// The sign of a town of no special rank, with a radius in page pixels.
    pub(super) fn town(&self, center: Point, radius: f32, fill: Color) -> Item {
        let outline = Some((self.length(1.0), self.theme.colors.symbol));
        Item::Dot { center, radius, fill, outline }
    }

    /// Whether the page is read from right to left.
    pub(super) fn is_mirrored(&self) -> bool {
        self.language.is_right_to_left()
    }

    /// The side of the page where lines begin.
    pub(super) fn start(&self) -> Anchor {
        if self.is_mirrored() { Anchor::Right } else { Anchor::Left }
    }

    /// The x at a distance from where lines begin within a box.
    pub(super) fn along(&self, within: &Rect, distance: f32) -> f32 {
        if self.is_mirrored() { within.right() - distance } else { within.x + distance }
    }
}

/// Text without halo.
pub(super) fn text(
    content: impl Into<String>,
    origin: Point,
    anchor: Anchor,
    style: TextStyle,
    color: Color,
) -> Item {
    Item::Text(Text {
        content: content.into(),
        origin,
        anchor,
        style,
        color,
        halo: None,
        rotation: 0.0,
    })
}

/// Width of a line of text.
pub(super) fn width(content: &str, style: TextStyle) -> f32 {
    shape(content, style).width()
}

/// The lines of a text, cut off with an ellipsis where it has too many or a word is too long.
pub(super) fn fitted(
    content: &str,
    letters: TextStyle,
    most_width: f32,
    most_lines: usize,
) -> Vec<String> {
    let mut lines = wrap(content, letters, most_width);
    let is_cut = lines.len() > most_lines;
    lines.truncate(most_lines);
    let last = lines.len().saturating_sub(1);
    for (index, line) in lines.iter_mut().enumerate() {
        if is_cut && index == last {
            line.push('…');
        }
        while width(line, letters) > most_width && line.chars().count() > 1 {
            let kept = line.chars().count() - if line.ends_with('…') { 2 } else { 1 };
            *line = line.chars().take(kept).chain(['…']).collect();
        }
    }
    lines
}

/// A filled rectangle.
pub(super) fn filled(rect: Rect, paint: Paint) -> Item {
    Item::Fill { rings: vec![rect.corners().to_vec()], paint }
}

/// The outline of a rectangle.
pub(super) fn outlined(rect: Rect, stroke: Stroke) -> Item {
    let [a, b, c, d] = rect.corners();
    Item::Stroke { lines: vec![vec![a, b, c, d, a]], stroke }
}
