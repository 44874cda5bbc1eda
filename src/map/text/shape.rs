//! Shapes a line: characters to placed glyphs.

use std::borrow::Cow;

use harfrust::{Buffer, Direction, GlyphInfo, Script, ShapeOptions, ShaperFont};

use super::fonts::{Face, Typeface, face};
use super::glyph::{Glyph, Letter};
use super::itemize::{Run, runs};
use super::outline::{Outline, Segment};
use super::unshown;
use crate::map::scene::{Point, TextStyle};

/// A line of text as placed glyphs.
///
/// # Guarantees
///
/// Width, ascent and descent are finite and not negative.
#[derive(Clone)]
pub struct ShapedText {
    glyphs: Vec<Glyph>,
    letters: Vec<Letter>,
    width: f32,
    ascent: f32,
    descent: f32,
    missing: usize,
}

/// Shapes a line whether or not it was shaped before, see [`shape`](super::shape).
pub(super) fn shape_anew(content: &str, style: TextStyle) -> ShapedText {
    let mut shaped = ShapedText {
        glyphs: Vec::new(),
        letters: Vec::new(),
        width: 0.0,
        ascent: 0.0,
        descent: 0.0,
        missing: 0,
    };
    if !(style.size > 0.0 && style.size <= MAX_SIZE) {
        return shaped;
    }
    let line = single_line(content);
    let line = line.as_ref();
    shaped.missing = unshown::count(line);
    let line = &*unshown::stood_in(line).map_or(Cow::Borrowed(line), Cow::Owned);
    let spacing = if style.spacing.is_finite() { style.spacing } else { 0.0 };
    let mut buffer = Buffer::new();
    let mut shapers: [Option<ShaperFont<'static, 'static>>; Typeface::ALL.len()] =
        [const { None }; 3];
    let mut pen = Pen { x: 0.0, trailing: 0.0 };
    for run in runs(line, style.weight) {
        let Some(face) = face(run.typeface, style.weight) else { continue };
        let slot = &mut shapers[run.typeface as usize];
        let shaper = slot.get_or_insert_with(|| face.shaper());
        let spacing = if run.script == Script::ARABIC { 0.0 } else { spacing };
        buffer.clear();
        buffer.push_str(line.get(run.range.clone()).unwrap_or_default());
        buffer.set_script(Some(run.script));
        buffer.set_direction(direction(&run));
        let plan = face.plan(run.script, run.right_to_left, spacing != 0.0);
        if harfrust::shape(shaper, &mut buffer, ShapeOptions::new().plan(Some(plan))).is_err() {
            continue;
        }
        let scale = style.size / face.units_per_em;
        shaped.ascent = shaped.ascent.max(face.ascent * scale);
        shaped.descent = shaped.descent.max(face.descent * scale);
        shaped.place(face, scale, spacing, &buffer, &run, &mut pen);
    }
    shaped.width = (pen.x - pen.trailing).max(0.0);
    shaped
}

/// Height of a capital letter above the baseline, in page pixels.
///
/// A size that is not a positive number gives 0.
pub fn cap_height(style: TextStyle) -> f32 {
    match face(Typeface::Latin, style.weight) {
        Some(face) if style.size > 0.0 && style.size <= MAX_SIZE => {
            face.cap_height / face.units_per_em * style.size
        }
        _ => 0.0,
    }
}

/// Larger than any page a painter accepts; keeps every sum of advances finite.
const MAX_SIZE: f32 = 1e5;

/// Where the next glyph goes.
struct Pen {
    x: f32,
    /// Letter spacing after the last glyph, not part of the line's width.
    trailing: f32,
}

impl ShapedText {
    /// Width of the line: the sum of its advances, in page pixels.
    pub fn width(&self) -> f32 {
        self.width
    }

    /// Room the fonts in use ask for above the baseline, in page pixels.
    pub fn ascent(&self) -> f32 {
        self.ascent
    }

    /// Room the fonts in use ask for below the baseline, in page pixels, positive.
    pub fn descent(&self) -> f32 {
        self.descent
    }

    /// How many characters no bundled font has.
    pub fn missing(&self) -> usize {
        self.missing
    }

    /// The outline of the whole line: the origin is the left end of the baseline, y grows
    /// downwards, in page pixels.
    pub fn outline(&self) -> Outline {
        self.outline_by(|_| |p| p)
    }

    /// The outline of the line with every letter put where `place` says: it is told the letter and
    /// gives what becomes of the letter's points.
    pub(in crate::map) fn outline_by<F: Fn(Point) -> Point>(
        &self,
        place: impl Fn(&Letter) -> F,
    ) -> Outline {
        let count = self.glyphs.iter().map(|glyph| glyph.face.outline(glyph.id).len()).sum();
        let mut segments: Vec<Segment> = Vec::with_capacity(count);
        for letter in &self.letters {
            let put = place(letter);
            for glyph in self.glyphs(letter) {
                let Glyph { origin, scale, .. } = *glyph;
                segments.extend(glyph.face.outline(glyph.id).iter().map(|segment| {
                    segment.map(|p| {
                        put(Point { x: origin.x + p.x * scale, y: origin.y + p.y * scale })
                    })
                }));
            }
        }
        Outline { segments }
    }

    /// The letters from left to right.
    pub(in crate::map) fn letters(&self) -> &[Letter] {
        &self.letters
    }

    /// The glyphs of a letter.
    pub(in crate::map) fn glyphs(&self, letter: &Letter) -> &[Glyph] {
        self.glyphs.get(letter.glyphs.clone()).unwrap_or_default()
    }

    /// The glyphs of two letters and of those between them.
    pub(in crate::map) fn glyphs_between(&self, first: &Letter, last: &Letter) -> &[Glyph] {
        self.glyphs.get(first.glyphs.start..last.glyphs.end).unwrap_or_default()
    }

    /// Whether a letter is to be seen, other than a space.
    pub(in crate::map) fn has_ink(&self, letter: &Letter) -> bool {
        self.glyphs(letter).iter().any(|glyph| !glyph.outline().is_empty())
    }

    /// Places the glyphs of a shaped run after those before it.
    fn place(
        &mut self,
        face: &'static Face,
        scale: f32,
        spacing: f32,
        buffer: &Buffer,
        run: &Run,
        pen: &mut Pen,
    ) {
        let infos = buffer.glyph_infos();
        let em = face.units_per_em * scale;
        let first = self.glyphs.len();
        let (left, end) = (pen.x, run.range.end);
        let joins = run.script == Script::ARABIC;
        let mut letter =
            Letter { glyphs: first..first, text: end..end, left, width: 0.0, em, joins };
        for (index, (info, position)) in infos.iter().zip(buffer.glyph_positions()).enumerate() {
            self.glyphs.push(Glyph {
                face,
                id: info.glyph_id,
                origin: Point {
                    x: pen.x + position.x_offset as f32 * scale,
                    y: -position.y_offset as f32 * scale,
                },
                scale,
            });
            pen.x += position.x_advance as f32 * scale;
            letter.width += position.x_advance as f32 * scale;
            if position.x_advance != 0 {
                pen.trailing = 0.0;
            }
            if ends_cluster(infos, index) {
                if position.x_advance != 0 {
                    pen.x += spacing;
                    pen.trailing = spacing;
                }
                let start = run.range.start + info.cluster as usize;
                let following = infos.get(index + 1).filter(|_| !run.right_to_left);
                let end = match following {
                    Some(next) => run.range.start + next.cluster as usize,
                    None if run.right_to_left => letter.text.end,
                    None => run.range.end,
                };
                letter.text = start..end;
                let count = self.glyphs.len();
                letter.glyphs.end = count;
                let text = start..start;
                let next =
                    Letter { glyphs: count..count, text, left: pen.x, width: 0.0, em, joins };
                self.letters.push(std::mem::replace(&mut letter, next));
            }
        }
    }
}

impl std::fmt::Debug for ShapedText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let ids: Vec<u32> = self.glyphs.iter().map(|glyph| glyph.id).collect();
        f.debug_struct("ShapedText").field("width", &self.width).field("glyphs", &ids).finish()
    }
}

/// Whether the glyph is the last one of its letter, so that space may follow.
fn ends_cluster(infos: &[GlyphInfo], index: usize) -> bool {
    infos.get(index + 1).is_none_or(|next| next.cluster != infos[index].cluster)
}

fn direction(run: &Run) -> Direction {
    if run.right_to_left { Direction::RightToLeft } else { Direction::LeftToRight }
}

/// The content with control characters and line breaks turned into spaces.
pub(in crate::map) fn single_line(content: &str) -> Cow<'_, str> {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    if content.contains(breaks) { content.replace(breaks, " ").into() } else { content.into() }
}

#[cfg(test)]
mod tests;
