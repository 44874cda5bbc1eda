//! The bundled fonts, parsed once.

use std::sync::{LazyLock, OnceLock};

use harfrust::{Direction, Feature, Script, ShapePlan, ShaperFont, Tag};
use skrifa::{DrawMemory, Font, GlyphId, PathSink, ScalerFont};

use super::outline::Segment;
use crate::map::scene::{Point, Weight};

/// The design a part of a line is set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Typeface {
    /// Noto Sans: Latin, Greek, Cyrillic.
    Latin,
    /// Noto Sans Arabic.
    Arabic,
    /// Noto Sans Math: arrows and signs, in one weight.
    Symbols,
}

impl Typeface {
    /// All of them, in the order in which they are asked for a character.
    pub(super) const ALL: [Self; 3] = [Self::Latin, Self::Arabic, Self::Symbols];
}

/// The scripts the bundled fonts have rules for; any other is shaped by the default rules.
const SCRIPTS: [Script; 5] =
    [Script::COMMON, Script::LATIN, Script::GREEK, Script::CYRILLIC, Script::ARABIC];

/// A parsed font and what has been computed from it so far.
pub(in crate::map) struct Face {
    /// PostScript name of the font.
    pub(in crate::map) name: &'static str,
    /// The font's file.
    pub(in crate::map) bytes: &'static [u8],
    /// Font units in one em.
    pub(in crate::map) units_per_em: f32,
    /// Height of the line above the baseline in font units.
    pub(in crate::map) ascent: f32,
    /// Depth of the line below the baseline in font units, positive.
    pub(in crate::map) descent: f32,
    /// Height of a capital letter in font units.
    pub(in crate::map) cap_height: f32,
    font: Font,
    scaler: ScalerFont,
    plans: [OnceLock<ShapePlan>; SCRIPTS.len() * 4],
    outlines: Vec<OnceLock<Box<[Segment]>>>,
}

/// The files of a design: regular, bold.
const LATIN: [&[u8]; 2] =
    [include_bytes!("fonts/NotoSans-Regular.ttf"), include_bytes!("fonts/NotoSans-Bold.ttf")];
const ARABIC: [&[u8]; 2] = [
    include_bytes!("fonts/NotoSansArabic-Regular.ttf"),
    include_bytes!("fonts/NotoSansArabic-Bold.ttf"),
];

static FACES: LazyLock<Option<[Face; 5]>> = LazyLock::new(|| {
    let symbols =
        Face::parse("NotoSansMath-Regular", include_bytes!("fonts/NotoSansMath-Regular.ttf"))?;
    Some([
        Face::parse("NotoSans-Regular", LATIN[0])?,
        Face::parse("NotoSans-Bold", LATIN[1])?,
        Face::parse("NotoSansArabic-Regular", ARABIC[0])?,
        Face::parse("NotoSansArabic-Bold", ARABIC[1])?,
        // A formula's brackets set the height of its lines; an arrow must not move a label.
        Face { ascent: 0.0, descent: 0.0, ..symbols },
    ])
});

/// The files of the two designs that words are set in, by name: for what sets them itself, as a
/// browser does.
///
/// # Example
///
/// ```
/// let files = controlmap::map::text::font_files();
/// assert!(files.iter().any(|(name, _)| *name == "NotoSansArabic-Bold.ttf"));
/// ```
pub fn font_files() -> [(&'static str, &'static [u8]); 4] {
    [
        ("NotoSans-Regular.ttf", LATIN[0]),
        ("NotoSans-Bold.ttf", LATIN[1]),
        ("NotoSansArabic-Regular.ttf", ARABIC[0]),
        ("NotoSansArabic-Bold.ttf", ARABIC[1]),
    ]
}

/// The face of a design and a weight. Nothing only if a bundled font were broken, which a test
/// rules out.
pub(super) fn face(typeface: Typeface, weight: Weight) -> Option<&'static Face> {
    let index = match (typeface, weight) {
        (Typeface::Latin, Weight::Regular) => 0,
        (Typeface::Latin, Weight::Bold) => 1,
        (Typeface::Arabic, Weight::Regular) => 2,
        (Typeface::Arabic, Weight::Bold) => 3,
        (Typeface::Symbols, _) => 4,
    };
    FACES.as_ref().map(|faces| &faces[index])
}

impl Face {
    fn parse(name: &'static str, bytes: &'static [u8]) -> Option<Self> {
        let font = Font::new(bytes, 0)?;
        let metrics = font.metrics();
        let line = metrics.h_line()?;
        let cap_height = metrics.cap_height.map_or(0.0, |height| height.to_f64() as f32);
        Some(Self {
            name,
            bytes,
            units_per_em: f32::from(font.units_per_em()).max(1.0),
            ascent: line.ascender.to_f64() as f32,
            descent: (line.descender.to_f64() as f32).abs(),
            cap_height,
            scaler: ScalerFont::force_unhinted(font.clone(), None),
            plans: [const { OnceLock::new() }; SCRIPTS.len() * 4],
            outlines: (0..font.num_glyphs()).map(|_| OnceLock::new()).collect(),
            font,
        })
    }

    /// Whether the font has a glyph for a character.
    pub(super) fn covers(&self, character: char) -> bool {
        self.font.charmap().map_unicode(character).is_some_and(|glyph| glyph != GlyphId::NOTDEF)
    }

    /// How far a glyph moves the pen, in font units.
    pub(in crate::map) fn advance(&self, glyph: u32) -> f32 {
        self.font.glyph_metrics().h_advance(GlyphId::new(glyph))
    }

    /// The font as the shaper wants it.
    pub(super) fn shaper(&self) -> ShaperFont<'_, 'static> {
        ShaperFont::new(&self.font)
    }

    /// The rules for a script and a direction. Letters set apart form no ligatures: a gap inside
    /// a word and none inside a ligature look uneven.
    pub(super) fn plan(&self, script: Script, right_to_left: bool, spaced: bool) -> &ShapePlan {
        let script_index = SCRIPTS.iter().position(|&s| s == script).unwrap_or(0);
        let index = script_index * 4 + usize::from(right_to_left) * 2 + usize::from(spaced);
        self.plans[index].get_or_init(|| {
            let direction =
                if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight };
            let apart =
                [Feature::new(Tag::new(b"liga"), 0, ..), Feature::new(Tag::new(b"clig"), 0, ..)];
            let features: &[Feature] = if spaced { &apart } else { &[] };
            ShapePlan::new(&self.font, direction, Some(SCRIPTS[script_index]), None, features)
        })
    }

    /// The script whose rules [`Face::plan`] applies to text of a script.
    pub(super) fn rules(script: Script) -> Script {
        if SCRIPTS.contains(&script) { script } else { Script::COMMON }
    }

    /// A glyph's outline in font units, y down; drawn from the font at its first use.
    pub(super) fn outline(&self, glyph: u32) -> &[Segment] {
        let Some(slot) = self.outlines.get(glyph as usize) else { return &[] };
        slot.get_or_init(|| {
            let mut pen = Pen(Vec::new());
            let drawn = self
                .scaler
                .outline(GlyphId::new(glyph))
                .and_then(|outline| outline.draw(DrawMemory::Scratch, &mut pen).ok());
            if drawn.is_some() { pen.0.into_boxed_slice() } else { Box::default() }
        })
    }
}

/// Takes down what the font draws, turned from y up to y down.
struct Pen(Vec<Segment>);

fn down(x: f32, y: f32) -> Point {
    Point { x, y: -y }
}

impl PathSink for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push(Segment::Move(down(x, y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.push(Segment::Line(down(x, y)));
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        self.0.push(Segment::Quad(down(cx0, cy0), down(x, y)));
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.0.push(Segment::Cubic(down(cx0, cy0), down(cx1, cy1), down(x, y)));
    }

    fn close(&mut self) {
        self.0.push(Segment::Close);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundled_font_parses_and_has_sound_metrics() {
        for typeface in [Typeface::Latin, Typeface::Arabic] {
            for weight in [Weight::Regular, Weight::Bold] {
                let face = face(typeface, weight).expect("a bundled font is broken");
                assert_eq!(face.units_per_em, 1000.0);
                assert!(face.ascent > 900.0 && face.descent > 200.0, "{typeface:?} {weight:?}");
                assert!(face.covers('(') && !face.covers('漢'));
                assert!(!face.outline(0).is_empty(), "the missing-glyph box has no outline");
            }
        }
    }

    #[test]
    fn arrows_and_signs_are_covered() {
        let face = face(Typeface::Symbols, Weight::Bold).expect("a bundled font is broken");
        assert!("→←↑↓↗≈≤≥≠■▲●".chars().all(|c| face.covers(c)));
    }

    #[test]
    fn a_glyph_that_is_not_in_the_font_has_no_outline() {
        let face = face(Typeface::Latin, Weight::Regular).expect("a bundled font is broken");
        assert!(face.outline(u32::MAX).is_empty());
    }
}
