//! Lines that were shaped before: a legend is laid out in many ways before it is drawn, and what a
//! map says is measured before it is painted.

use std::sync::{LazyLock, PoisonError, RwLock};

use rustc_hash::FxHashMap;

use super::shape::{ShapedText, shape_anew};
use crate::map::scene::{TextStyle, Weight};

/// Lines that are kept.
const MOST: usize = 4096;

/// Bytes of the longest line that is kept.
const LONGEST: usize = 256;

/// What a line's glyphs depend on: its text, and the bits of its size and spacing.
type Key = (Box<str>, u32, u32, Weight);

static SHAPED: LazyLock<RwLock<FxHashMap<Key, ShapedText>>> = LazyLock::new(RwLock::default);

/// Shapes one line of text.
///
/// The base direction is that of the first letter. Line breaks, tabs and other control characters
/// count as spaces. A character that no bundled font has is shown as `?` and counted by
/// [`ShapedText::missing`]. A size that is not a positive number gives a line without glyphs.
///
/// # Example
///
/// ```
/// use controlmap::map::scene::{TextStyle, Weight};
/// use controlmap::map::text::shape;
///
/// let style = TextStyle { size: 14.0, weight: Weight::Bold, spacing: 0.0 };
/// let label = shape("القامشلي (Qamishli)", style);
/// assert_eq!(label.missing(), 0);
/// assert!(label.width() > 100.0 && label.width() < 150.0);
/// assert!(shape("", style).outline().is_empty());
/// ```
pub fn shape(content: &str, style: TextStyle) -> ShapedText {
    if content.len() > LONGEST {
        return shape_anew(content, style);
    }
    let TextStyle { size, weight, spacing } = style;
    let key: Key = (content.into(), size.to_bits(), spacing.to_bits(), weight);
    let known = SHAPED.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
    known.unwrap_or_else(|| {
        let shaped = shape_anew(content, style);
        let mut kept = SHAPED.write().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(key, shaped.clone());
        shaped
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_known_is_the_line_shaped_anew() {
        let style = TextStyle { size: 13.0, weight: Weight::Bold, spacing: 1.5 };
        for content in ["Kobani (عين العرب)", "Kobani (عين العرب)", "漢", ""] {
            let (known, anew) = (shape(content, style), shape_anew(content, style));
            assert_eq!(format!("{known:?}"), format!("{anew:?}"));
            assert_eq!((known.missing(), known.outline()), (anew.missing(), anew.outline()));
        }
        let narrow = shape("Kobani", TextStyle { spacing: 0.0, ..style });
        assert!(narrow.width() < shape("Kobani", style).width());
    }
}
