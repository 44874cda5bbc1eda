//! How text is kept in a file of shapes.

use crate::map::scene::{CurvedText, Text};
use crate::map::text::{Baseline, Letter, Outline, Place, ShapedText, shape};

/// What becomes of text in a file of shapes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lettering {
    /// It stays text, which can be searched, copied and edited.
    #[default]
    Text,
    /// It becomes shapes, which look the same whatever fonts a program has.
    Outlines,
}

/// A shaped line and where its letters go.
pub(super) enum Line {
    /// All letters go to one place.
    Straight(ShapedText, Place),
    /// Each letter has its own.
    Curved(ShapedText, Baseline),
}

impl Line {
    /// A straight line; nothing if its place is no number.
    pub(super) fn straight(text: &Text) -> Option<Self> {
        let shaped = shape(&text.content, text.style);
        let is_placed =
            [text.origin.x, text.origin.y, text.rotation].iter().all(|it| it.is_finite());
        let place = Place::straight(text, shaped.width());
        is_placed.then_some(Self::Straight(shaped, place))
    }

    /// A line along a curve; nothing if the curve has no length.
    pub(super) fn curved(text: &CurvedText) -> Option<Self> {
        let shaped = shape(&text.content, text.style);
        let baseline = Baseline::new(&text.path, shaped.width())?;
        Some(Self::Curved(shaped, baseline))
    }

    /// The letters and their glyphs.
    pub(super) fn shaped(&self) -> &ShapedText {
        match self {
            Self::Straight(shaped, _) | Self::Curved(shaped, _) => shaped,
        }
    }

    /// Where a letter goes.
    pub(super) fn place(&self, letter: &Letter) -> Place {
        match self {
            Self::Straight(_, place) => *place,
            Self::Curved(_, baseline) => baseline.place(letter),
        }
    }

    /// The outline of all letters on the page.
    pub(super) fn outline(&self) -> Outline {
        self.shaped().outline_by(|letter| {
            let place = self.place(letter);
            move |at| place.of(at)
        })
    }
}
