//! Text: from a string in any mixture of scripts to placed glyphs and their outline.
//!
//! [`shape`] orders a line of text by the Unicode bidirectional algorithm, picks a font for each
//! part of it, joins and places the letters and tells how much room they take. [`wrap`] breaks a
//! string into lines, [`outline_along`] bends a line along a curve, [`unshown`] finds
//! what no font has letters for. [`is_right_to_left`] and [`has_joining_letters`] tell a painter that leaves the
//! shaping to others what it has to say to them. The fonts (Noto Sans, Noto Sans Arabic) are part of the program, so the same
//! string gives the same outline everywhere.
//!
//! All lengths are page pixels at scale 1; y grows downwards.

mod along;
mod fonts;
mod glyph;
mod itemize;
mod outline;
mod remembered;
mod shape;
mod unshown;
mod wrap;

pub(super) use along::{Baseline, Place};
pub use along::{extended, outline_along};
pub(super) use fonts::Face;
pub use fonts::font_files;
pub(super) use glyph::{Glyph, Letter};
pub use itemize::{has_joining_letters, is_right_to_left};
pub use outline::{Outline, Segment};
pub use remembered::shape;
pub(super) use shape::single_line;
pub use shape::{ShapedText, cap_height};
pub use unshown::{Unshown, unshown};
pub use wrap::wrap;
