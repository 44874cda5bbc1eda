//! Lines of text as glyphs of the file's fonts.

use pdf_writer::types::TextRenderingMode;
use pdf_writer::{Name, Str, TextStr};

use super::page::{Painter, font_name, number};
use crate::map::paint::lettering::Line;
use crate::map::scene::{Color, Point, Stroke};
use crate::map::text::{Place, single_line};

/// A glyph as the file knows it.
struct Shown<'a> {
    /// The letter it is of, where several glyphs together stand for its text.
    letter: Option<(usize, &'a str)>,
    font: usize,
    code: u16,
    /// Its origin on the straight line.
    origin: Point,
    /// One em of its font, in page pixels.
    em: f32,
    /// How far it moves the pen, in page pixels.
    advance: f32,
    place: Place,
}

impl Shown<'_> {
    /// Whether the next glyph can be shown in one go with this one: on the same line, in the same font.
    fn goes_on_with(&self, next: &Self) -> bool {
        self.font == next.font
            && self.place == next.place
            && (self.origin.y - next.origin.y).abs() < 1e-3
    }
}

impl Painter {
    /// Writes a line: the halo first, then the letters.
    pub(super) fn write(
        &mut self,
        content: &str,
        line: &Line,
        color: Color,
        halo: Option<(f32, Color)>,
    ) {
        let content = single_line(content);
        let glyphs = self.coded(&content, line);
        if glyphs.is_empty() {
            return;
        }
        if let Some((width, color)) = halo
            && self.pen(Stroke { color, width, dash: None })
        {
            // Those who copy or read the text aloud are told of it once.
            self.spell("", |painter| painter.show(&glyphs, TextRenderingMode::Stroke));
        }
        self.ink(color);
        self.show(&glyphs, TextRenderingMode::Fill);
    }

    /// Shows glyphs that stand for a text only together.
    fn spell(&mut self, text: &str, show: impl FnOnce(&mut Self)) {
        let mut span = self.content.begin_marked_content_with_properties(Name(b"Span"));
        span.properties().actual_text(TextStr(text));
        drop(span);
        show(self);
        self.content.end_marked_content();
    }

    /// The glyphs of a line, from left to right as all programs write them: readers put what is read from
    /// the right into its order. The first glyph of a letter stands for the letter's text.
    fn coded<'a>(&mut self, content: &'a str, line: &Line) -> Vec<Shown<'a>> {
        let mut shown = Vec::new();
        for (index, letter) in line.shaped().letters().iter().enumerate() {
            let place = line.place(letter);
            let glyphs = line.shaped().glyphs(letter);
            let mut text = content.get(letter.text.clone()).unwrap_or_default();
            let spelled = (glyphs.len() > 1).then_some((index, text));
            for glyph in glyphs {
                let (font, code) = self.fonts.code(glyph.face, glyph.id, text);
                text = "";
                let em = letter.em;
                let advance = glyph.face.advance(glyph.id) / glyph.face.units_per_em * em;
                let origin = glyph.origin;
                shown.push(Shown { letter: spelled, font, code, origin, em, advance, place });
            }
        }
        shown
    }

    fn show(&mut self, glyphs: &[Shown], mode: TextRenderingMode) {
        self.content.begin_text();
        self.content.set_text_rendering_mode(mode);
        if mode == TextRenderingMode::Fill {
            for letters in glyphs.chunk_by(|one, other| one.letter == other.letter) {
                match letters.first().and_then(|first| first.letter) {
                    Some((_, text)) => self.spell(text, |painter| painter.letter(letters)),
                    None => self.runs(letters),
                }
            }
        } else {
            self.runs(glyphs);
        }
        self.content.end_text();
    }

    /// Shows the glyphs of a letter, its marks after its body. Readers take a letter to reach from its
    /// first glyph to its last and see a space where the next one begins further on: therefore the body
    /// comes once more, without ink.
    fn letter(&mut self, glyphs: &[Shown]) {
        let body = glyphs.iter().max_by(|one, other| one.advance.total_cmp(&other.advance));
        let Some(body) = body else { return };
        self.runs(std::slice::from_ref(body));
        for mark in glyphs.iter().filter(|glyph| !std::ptr::eq(*glyph, body)) {
            self.runs(std::slice::from_ref(mark));
        }
        self.content.set_text_rendering_mode(TextRenderingMode::Invisible);
        self.runs(std::slice::from_ref(body));
        self.content.set_text_rendering_mode(TextRenderingMode::Fill);
    }

    fn runs(&mut self, glyphs: &[Shown]) {
        for run in glyphs.chunk_by(Shown::goes_on_with) {
            let Some(first) = run.first() else { continue };
            let name = font_name(first.font);
            self.content.set_font(Name(name.as_bytes()), number(first.em));
            let (cos, sin) = first.place.turn();
            let at = first.place.of(first.origin);
            // The letters' y grows upwards, the page's downwards.
            self.content.set_text_matrix([cos, sin, sin, -cos, number(at.x), number(at.y)]);
            let mut shown = self.content.show_positioned();
            let mut items = shown.items();
            let mut pen = first.origin.x;
            let mut codes: Vec<u8> = Vec::new();
            for glyph in run {
                let gap = ((pen - glyph.origin.x) / glyph.em * 1000.0).round();
                if gap != 0.0 {
                    if !codes.is_empty() {
                        items.show(Str(&codes));
                        codes.clear();
                    }
                    items.adjust(gap);
                    pen -= gap / 1000.0 * glyph.em;
                }
                codes.extend(glyph.code.to_be_bytes());
                pen += glyph.advance;
            }
            items.show(Str(&codes));
        }
    }
}
