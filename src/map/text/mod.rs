//! Text: from a string in any mixture of scripts to placed glyphs and their outline.
//!
//! [`shape`] orders a line of text by the Unicode bidirectional algorithm, picks a font for each
//! part of it, joins and places the letters and tells how much room they take. [`wrap`] breaks a
//! string into lines, [`outline_along`] bends a line along a curve. [`is_right_to_left`] and [`has_joining_letters`] tell a painter that leaves the
//! shaping to others what it has to say to them. The fonts (Noto Sans, Noto Sans Arabic) are part of the program, so the same
//! string gives the same outline everywhere.
//!
//! All lengths are page pixels at scale 1; y grows downwards.

mod along;
mod fonts;
mod itemize;
mod outline;
mod shape;
mod wrap;

pub use along::{extended, outline_along};
pub use itemize::{has_joining_letters, is_right_to_left};
pub use outline::{Outline, Segment};
pub use shape::{ShapedText, cap_height, shape};
pub use wrap::wrap;
