//! Breaks a string into lines.

use super::remembered::shape;
use crate::map::scene::TextStyle;

/// Breaks a string at white space into lines of at most `max_width` page pixels.
///
/// Lines are in logical order, each to be shaped by itself. A word wider than `max_width` stays
/// whole on a line of its own; a no-break space does not break. White space between words becomes
/// one space. An empty string gives no lines.
///
/// # Example
///
/// ```
/// use controlmap::map::scene::{TextStyle, Weight};
/// use controlmap::map::text::wrap;
///
/// let style = TextStyle { size: 12.0, weight: Weight::Regular, spacing: 0.0 };
/// assert_eq!(wrap("Ra's al-'Ayn", style, 50.0), ["Ra's", "al-'Ayn"]);
/// assert_eq!(wrap("Ra's al-'Ayn", style, 500.0), ["Ra's al-'Ayn"]);
/// ```
pub fn wrap(content: &str, style: TextStyle, max_width: f32) -> Vec<String> {
    let breaks = |c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}');
    let mut lines: Vec<String> = Vec::new();
    for word in content.split(breaks).filter(|word| !word.is_empty()) {
        if let Some(line) = lines.last_mut() {
            let length = line.len();
            line.push(' ');
            line.push_str(word);
            if shape(line, style).width() <= max_width {
                continue;
            }
            line.truncate(length);
        }
        lines.push(word.to_owned());
    }
    lines
}
