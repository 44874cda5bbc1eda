//! Lines of text to the pixels that their letters and halos cover.

use tiny_skia::{FillRule, Path};

use super::coverage::{Coverage, WIDEST_HALO};
use super::glyphs;
use super::prepare::{Canvas, Form, Ink, SHORTEST_STEP, Shape, fade};
use crate::map::scene::{Color, CurvedText, Point, Stroke, Text};
use crate::map::text::{self, Outline};

/// How far, in pixels, a chord may be from the curve of a letter's outline.
const FLATNESS: f32 = 0.12;

/// Steps of a wide halo shorter than this many pixels are merged: it only has to keep its distance from
/// the letters.
const SHORTEST_HALO_STEP: f32 = 0.9;

impl Canvas {
    pub(super) fn text(&self, text: &Text, shapes: &mut Vec<Shape>) {
        let shaped = text::shape(&text.content, text.style);
        let place = text::Place::straight(text, shaped.width());
        let reach = reach(text.halo, self.scale);
        let start = place.of(Point { x: 0.0, y: 0.0 });
        let is_level = text.rotation == 0.0;
        let known = is_level.then(|| glyphs::line(&shaped, start, *self, reach)).flatten();
        if let Some(letters) = known
            && self.has_narrow_halo(text.halo)
        {
            self.lettering(letters, text.color, text.halo, shapes);
        } else {
            let outline = shaped.outline_by(|_| move |at| place.of(at));
            self.letters(&outline, text.color, text.halo, shapes);
        }
    }

    pub(super) fn curved_text(&self, text: &CurvedText, shapes: &mut Vec<Shape>) {
        let shaped = text::shape(&text.content, text.style);
        let outline = text::outline_along(&shaped, &text.path);
        self.letters(&outline, text.color, text.halo, shapes);
    }

    /// Adds letters by their outline on the page, and their halo.
    fn letters(
        &self,
        outline: &Outline,
        color: Color,
        halo: Option<(f32, Color)>,
        shapes: &mut Vec<Shape>,
    ) {
        let contours = outline.flatten(FLATNESS / self.scale);
        let letters = self.rings(&contours, SHORTEST_STEP);
        if self.has_narrow_halo(halo) {
            let covered = |it: &Path| Coverage::of(it, self.clip, reach(halo, self.scale));
            let letters = letters.as_ref().map_or_else(Coverage::default, covered);
            return self.lettering(letters, color, halo, shapes);
        }
        if let Some((width, color)) = halo
            && let Some(around) = self.rings(&contours, SHORTEST_HALO_STEP)
        {
            self.outline(&around, Stroke { color, width, dash: None }, shapes);
        }
        self.fill(letters, FillRule::Winding, Ink::Flat(color), shapes);
    }

    /// Adds letters by the pixels they cover, and their halo.
    fn lettering(
        &self,
        letters: Coverage,
        color: Color,
        halo: Option<(f32, Color)>,
        shapes: &mut Vec<Shape>,
    ) {
        if let Some((width, color)) = halo.filter(|(width, _)| *width > 0.0) {
            // As of any line, see [`Canvas::outline`].
            let width = width * self.scale;
            let color = fade(color, width.min(1.0));
            self.cover(letters.halo(width.max(1.0) / 2.0), color, shapes);
        }
        self.cover(letters, color, shapes);
    }

    fn has_narrow_halo(&self, halo: Option<(f32, Color)>) -> bool {
        halo.is_none_or(|(width, _)| width * self.scale / 2.0 <= WIDEST_HALO)
    }

    fn cover(&self, coverage: Coverage, color: Color, shapes: &mut Vec<Shape>) {
        if coverage.touches(self.clip) {
            let form = Form::Pixels(coverage);
            shapes.push(Shape { form, ink: Ink::Flat(color), clip: self.clip });
        }
    }
}

/// How many pixels a halo reaches beyond its letters.
fn reach(halo: Option<(f32, Color)>, scale: f32) -> i32 {
    halo.map_or(0, |(width, _)| (width * scale / 2.0).clamp(1.0, WIDEST_HALO).ceil() as i32)
}
