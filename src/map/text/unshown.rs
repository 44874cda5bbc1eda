//! Texts with characters that no bundled font has.

use super::itemize::is_shown;
use crate::map::scene::{Item, Scene};

/// What is drawn instead of a character that no bundled font has: readers know it for a gap in what
/// they see, which an empty box is to few.
const STAND_IN: char = '?';

/// A text of a scene with characters that no bundled font has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unshown<'a> {
    /// The text.
    pub text: &'a str,
    /// How many of its characters are drawn as `?`, at least one.
    pub characters: usize,
}

/// The texts of a scene with characters that no bundled font has, each once, in the order in which
/// they are drawn.
///
/// # Example
///
/// ```
/// use controlmap::map::compose;
/// use controlmap::map::text::unshown;
/// use controlmap::{map::MapOptions, source};
///
/// let dataset = source::built_in(&source::OpenOptions::default())?;
/// let options = MapOptions { title: Some("叙利亚 2026".to_owned()), ..MapOptions::default() };
/// let scene = compose(&dataset.on(source::parse_date("2026-01-27")?)?, &options)?;
/// let found = unshown(&scene);
/// assert_eq!((found[0].text, found[0].characters), ("叙利亚 2026", 3));
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn unshown(scene: &Scene) -> Vec<Unshown<'_>> {
    let mut found: Vec<Unshown> = Vec::new();
    for item in scene.layers.iter().flat_map(|layer| &layer.items) {
        let text = match item {
            Item::Text(text) => &text.content,
            Item::CurvedText(text) => &text.content,
            Item::Fill { .. } | Item::Stroke { .. } | Item::Dot { .. } => continue,
        };
        let characters = count(text);
        if characters > 0 && !found.iter().any(|known| known.text == text) {
            found.push(Unshown { text, characters });
        }
    }
    found
}

/// How many characters of a line no bundled font has, spaces left out.
pub(super) fn count(line: &str) -> usize {
    line.chars().filter(|it| !is_shown(*it) && !it.is_whitespace()).count()
}

/// The line with others in the place of characters that no bundled font has, if it has any.
pub(super) fn stood_in(line: &str) -> Option<String> {
    let stand_in = |it: char| match it {
        _ if is_shown(it) => it,
        _ if it.is_whitespace() => ' ',
        _ => STAND_IN,
    };
    line.chars().any(|it| !is_shown(it)).then(|| line.chars().map(stand_in).collect())
}
