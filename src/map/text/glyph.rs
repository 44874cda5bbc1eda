//! Glyphs and the letters they make up.

use std::ops::Range;

use super::fonts::Face;
use super::outline::Segment;
use crate::map::scene::Point;

/// A glyph and where it stands on a straight line.
#[derive(Clone, Copy)]
pub(in crate::map) struct Glyph {
    /// The font it is of.
    pub(in crate::map) face: &'static Face,
    /// Its number in the font.
    pub(in crate::map) id: u32,
    /// Its origin, in page pixels.
    pub(in crate::map) origin: Point,
    /// Page pixels a font unit.
    pub(super) scale: f32,
}

/// Glyphs that stand for the same characters: a base with its marks, or a ligature.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::map) struct Letter {
    /// Which of the line's.
    pub(super) glyphs: Range<usize>,
    /// Bytes of the line, as [`single_line`](super::single_line) gives it.
    pub(in crate::map) text: Range<usize>,
    /// Where it begins on the baseline, in page pixels.
    pub(super) left: f32,
    /// The sum of its glyphs' advances, in page pixels.
    pub(super) width: f32,
    /// One em of its font, in page pixels.
    pub(in crate::map) em: f32,
    /// Whether its script's letters join.
    pub(in crate::map) joins: bool,
}

impl Glyph {
    /// One em of its font, in page pixels.
    pub(in crate::map) fn em(&self) -> f32 {
        self.face.units_per_em * self.scale
    }

    /// Its outline in font units, y down.
    pub(in crate::map) fn outline(&self) -> &'static [Segment] {
        self.face.outline(self.id)
    }
}
