//! What the letters of a straight line cover, put together from letters that were drawn before.
//!
//! A map repeats few letters in few sizes, so each is drawn once for each quarter of a pixel it may stand
//! at, and kept. What is kept depends on nothing but what it is asked for, so that it is the same
//! whichever thread draws it.

use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use rustc_hash::FxHashMap;
use tiny_skia::{Path, PathBuilder};

use super::coverage::Coverage;
use super::prepare::Canvas;
use crate::map::scene::Point;
use crate::map::text::{Glyph, Segment, ShapedText};

/// Places within a pixel that a letter may stand at, in each direction.
const PHASES: i32 = 4;

/// Places within a pixel at which glyphs may stand to each other.
const FINE_PHASES: f32 = 64.0;

/// Pixels in an em of the largest letters that are kept.
const LARGEST: f32 = 96.0;

/// Bytes of letters that are kept.
const ROOM: usize = 16 << 20;

/// What a straight line of letters covers, its left end at a point of the page; nothing if its letters
/// are too large to be kept.
pub(super) fn line(
    shaped: &ShapedText,
    start: Point,
    canvas: Canvas,
    reach: i32,
) -> Option<Coverage> {
    let mut units: Vec<(Arc<Coverage>, i32, i32)> = Vec::new();
    for glyphs in words(shaped) {
        let Some(first) = glyphs.first() else { continue };
        let origin = Point { x: start.x + first.origin.x, y: start.y + first.origin.y };
        let at = canvas.pixel(origin)?;
        let size = first.em() * canvas.scale;
        if !(size > 0.0 && size <= LARGEST) {
            return None;
        }
        // Within 32 bits: a device pixel lies within a million of the page's origin.
        let [x, y] = [at.x, at.y].map(|at| (at * PHASES as f32).round() as i32);
        let unit = Unit {
            face: first.face.name,
            size: size.to_bits(),
            phase: [x.rem_euclid(PHASES) as u8, y.rem_euclid(PHASES) as u8],
            glyphs: glyphs.iter().map(|glyph| placed(glyph, first, canvas.scale)).collect(),
        };
        let coverage = kept(unit, glyphs);
        units.push((coverage, x.div_euclid(PHASES), y.div_euclid(PHASES)));
    }
    let parts: Vec<(&Coverage, i32, i32)> =
        units.iter().map(|(it, x, y)| (&**it, *x, *y)).collect();
    Some(Coverage::assembled(&parts, canvas.clip, reach))
}

/// The glyphs that are drawn together: those of a letter, or of a word whose letters join.
fn words(shaped: &ShapedText) -> Vec<&[Glyph]> {
    let letters = shaped.letters();
    let joins = |at: usize| letters.get(at).is_some_and(|it| it.joins && shaped.has_ink(it));
    let mut words = Vec::new();
    let mut first = 0;
    for (index, letter) in letters.iter().enumerate() {
        if joins(index) && joins(index + 1) {
            continue;
        }
        let glyphs =
            letters.get(first).map_or(&[][..], |first| shaped.glyphs_between(first, letter));
        if joins(index) || shaped.has_ink(letter) {
            words.push(glyphs);
        }
        first = index + 1;
    }
    words
}

/// Letters of one font and size at a place within a pixel.
#[derive(PartialEq, Eq, Hash)]
struct Unit {
    /// The font's name.
    face: &'static str,
    /// The bits of the pixels in an em.
    size: u32,
    /// Where in the pixel the first glyph stands, in shares of one.
    phase: [u8; 2],
    glyphs: Box<[Placed]>,
}

/// A glyph's number, and its place from the first one's on in 64ths of a pixel.
type Placed = (u32, i32, i32);

fn placed(glyph: &Glyph, first: &Glyph, scale: f32) -> Placed {
    let fine = |from: f32, to: f32| ((to - from) * scale * FINE_PHASES).round() as i32;
    (glyph.id, fine(first.origin.x, glyph.origin.x), fine(first.origin.y, glyph.origin.y))
}

/// The letters that were drawn.
#[derive(Default)]
struct Kept {
    units: FxHashMap<Unit, Arc<Coverage>>,
    bytes: usize,
}

static KEPT: LazyLock<RwLock<Kept>> = LazyLock::new(RwLock::default);

/// What some letters cover, drawn if need be; `glyphs` are those of the unit.
fn kept(unit: Unit, glyphs: &[Glyph]) -> Arc<Coverage> {
    let known = KEPT.read().unwrap_or_else(PoisonError::into_inner).units.get(&unit).cloned();
    known.unwrap_or_else(|| {
        let coverage = Arc::new(
            unit.outline(glyphs).map_or_else(Coverage::default, |it| Coverage::whole(&it)),
        );
        let mut kept = KEPT.write().unwrap_or_else(PoisonError::into_inner);
        if kept.bytes > ROOM {
            *kept = Kept::default();
        }
        kept.bytes += coverage.size() + size_of_val(&*unit.glyphs) + size_of::<Unit>();
        kept.units.insert(unit, Arc::clone(&coverage));
        coverage
    })
}

impl Unit {
    /// The outline from the pixel on in which the first glyph stands; nothing for letters without ink.
    fn outline(&self, glyphs: &[Glyph]) -> Option<Path> {
        let mut path = PathBuilder::new();
        let [across, down] = self.phase.map(|phase| f32::from(phase) / PHASES as f32);
        for (glyph, &(_, x, y)) in glyphs.iter().zip(&self.glyphs) {
            let scale = f32::from_bits(self.size) / glyph.face.units_per_em;
            let (x, y) = (across + x as f32 / FINE_PHASES, down + y as f32 / FINE_PHASES);
            for segment in glyph.outline() {
                push(
                    &mut path,
                    segment.map(|at| Point { x: x + at.x * scale, y: y + at.y * scale }),
                );
            }
        }
        path.finish()
    }
}

fn push(path: &mut PathBuilder, segment: Segment) {
    match segment {
        Segment::Move(p) => path.move_to(p.x, p.y),
        Segment::Line(p) => path.line_to(p.x, p.y),
        Segment::Quad(c, p) => path.quad_to(c.x, c.y, p.x, p.y),
        Segment::Cubic(c, d, p) => path.cubic_to(c.x, c.y, d.x, d.y, p.x, p.y),
        Segment::Close => path.close(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::paint::prepare::PixelRect;
    use crate::map::scene::{TextStyle, Weight};
    use crate::map::text::shape;

    const PAGE: PixelRect = PixelRect { left: 0, top: 0, right: 200, bottom: 40 };
    const CANVAS: Canvas = Canvas { scale: 1.0, clip: PAGE };

    fn page(coverage: &Coverage) -> Vec<u8> {
        let mut page = vec![0; 200 * 40];
        for (row, first, shares) in coverage.rows(PAGE) {
            page[row * 200 + first..][..shares.len()].copy_from_slice(shares);
        }
        page
    }

    #[test]
    fn kept_letters_look_like_the_outline_of_the_line() {
        let style = TextStyle { size: 15.0, weight: Weight::Regular, spacing: 0.0 };
        for content in ["Deir ez-Zor", "دَير الزور", "Kobani (عين العرب)"] {
            let shaped = shape(content, style);
            let start = Point { x: 10.25, y: 25.5 };
            let known = page(&line(&shaped, start, CANVAS, 0).expect("small letters"));
            let mut path = PathBuilder::new();
            for segment in shaped.outline().segments {
                push(&mut path, segment.map(|at| Point { x: at.x + start.x, y: at.y + start.y }));
            }
            let drawn = page(&Coverage::of(&path.finish().expect("letters"), PAGE, 0));
            let sum = |page: &[u8]| page.iter().map(|share| f32::from(*share)).sum::<f32>();
            let differ: f32 =
                known.iter().zip(&drawn).map(|(a, b)| f32::from(a.abs_diff(*b))).sum();
            // Letters stand up to an eighth of a pixel off, and their stems are little wider than one.
            assert!(differ < 0.16 * sum(&drawn), "{content}: {differ} of {}", sum(&drawn));
            assert!((sum(&known) - sum(&drawn)).abs() < 0.01 * sum(&drawn), "{content}");
            let again = page(&line(&shaped, start, CANVAS, 0).expect("small letters"));
            assert!(known == again);
        }
    }

    #[test]
    fn letters_that_join_are_drawn_together() {
        let style = TextStyle { size: 15.0, weight: Weight::Bold, spacing: 0.0 };
        assert_eq!(words(&shape("عين العرب", style)).len(), 2);
        assert_eq!(words(&shape("Tell Abyad", style)).len(), 9);
        assert!(words(&shape(" ", style)).is_empty());
    }

    #[test]
    fn letters_too_large_are_not_kept() {
        let style = TextStyle { size: 97.0, weight: Weight::Bold, spacing: 0.0 };
        let start = Point { x: 0.0, y: 0.0 };
        assert!(line(&shape("A", style), start, CANVAS, 0).is_none());
        let far = Point { x: f32::NAN, y: 0.0 };
        let style = TextStyle { size: 9.0, ..style };
        assert!(line(&shape("A", style), far, CANVAS, 0).is_none());
    }
}
