//! How a name is set: in which language, and in which lines.

use crate::map::page::Page;
use crate::map::scene::{Anchor, Color, Item, Point, Rect, Text, TextStyle};
use crate::map::text::{shape, wrap};
use crate::model::Names;

/// Names that are wider than this many ems may be set in two lines.
const LONG: f32 = 6.0;
/// By how much a line may be longer than a third of a text that is to have three.
const SLACK: f32 = 1.35;
/// Distance of baselines in ems.
const LEADING: f32 = 1.12;
/// The same for scripts with deep letters.
const DEEP_LEADING: f32 = 1.4;

/// The lines of a text, and how wide the longest is.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::map) struct Setting {
    lines: Vec<String>,
    width: f32,
}

impl Setting {
    /// Lines as given.
    pub(in crate::map) fn of(lines: Vec<String>, letters: TextStyle) -> Self {
        let width = lines.iter().map(|line| shape(line, letters).width()).fold(0.0, f32::max);
        Self { lines, width }
    }

    /// A text in one line, and in two of about equal width if it is long: the best first.
    pub(in crate::map) fn ways(text: &str, letters: TextStyle) -> Vec<Self> {
        let whole = Self::of(vec![text.to_owned()], letters);
        whole.broken(text, letters)
    }

    /// A text that is set in one line, and the same in two if it is long.
    fn broken(self, text: &str, letters: TextStyle) -> Vec<Self> {
        let mut ways = Vec::with_capacity(2);
        let is_long = self.width > LONG * letters.size;
        ways.push(self);
        ways.extend(
            is_long
                .then(|| halves(text))
                .flatten()
                .map(|(one, other)| Self::of(vec![one.to_owned(), other.to_owned()], letters)),
        );
        ways
    }

    /// A text in one line, and in more if it is long: as few as will do first.
    pub(super) fn of_area(text: &str, letters: TextStyle) -> Vec<Self> {
        let mut ways = Self::ways(text, letters);
        if let [whole, halves] = ways.as_slice() {
            let thirds = wrap(text, letters, whole.width / 3.0 * SLACK);
            if thirds.len() > 2 && thirds.len() < 5 {
                let narrow = Self::of(thirds, letters);
                ways.extend((narrow.width < halves.width).then_some(narrow));
            }
        }
        ways
    }

    /// Width and height of the box round the lines.
    pub(super) fn size(&self, page: &Page, letters: TextStyle) -> (f32, f32) {
        let (above, below) = extent(page, letters);
        (self.width, above + below + self.depth(page, letters))
    }

    /// Distance of the last baseline below the first.
    pub(super) fn depth(&self, page: &Page, letters: TextStyle) -> f32 {
        let leading = if page.is_mirrored() { DEEP_LEADING } else { LEADING };
        self.lines.len().saturating_sub(1) as f32 * leading * letters.size
    }

    /// Width of the longest line.
    pub(super) fn width(&self) -> f32 {
        self.width
    }

    /// The lines in a box of the right size, each beginning, ending or centred at its edge or middle.
    pub(super) fn in_box(&self, page: &Page, rect: &Rect, anchor: Anchor, ink: &Ink) -> Vec<Item> {
        let (above, _) = extent(page, ink.letters);
        let x = match anchor {
            Anchor::Left => rect.x,
            Anchor::Middle => rect.x + rect.width / 2.0,
            Anchor::Right => rect.right(),
        };
        let leading =
            self.depth(page, ink.letters) / self.lines.len().saturating_sub(1).max(1) as f32;
        let line = |(index, content): (usize, &String)| {
            let origin = Point { x, y: rect.y + above + leading * index as f32 };
            ink.line(content.clone(), origin, anchor)
        };
        self.lines.iter().enumerate().map(line).collect()
    }
}

/// How letters look and what colour they are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::map) struct Ink {
    /// Their size and weight.
    pub(in crate::map) letters: TextStyle,
    /// Their colour.
    pub(in crate::map) color: Color,
    /// Width and colour of the outline behind them.
    pub(in crate::map) halo: Option<(f32, Color)>,
}

impl Ink {
    /// A line of text.
    pub(super) fn line(&self, content: String, origin: Point, anchor: Anchor) -> Item {
        let Self { letters: style, color, halo } = *self;
        Item::Text(Text { content, origin, anchor, style, color, halo, rotation: 0.0 })
    }
}

/// Room that letters take above and below the baseline.
pub(super) fn extent(page: &Page, letters: TextStyle) -> (f32, f32) {
    if page.is_mirrored() {
        (letters.size * 0.95, letters.size * 0.45)
    } else {
        (letters.size * 0.78, letters.size * 0.24)
    }
}

/// The name to write: that of the page's language if its letters are known, else one of another
/// language whose are, else the first with what stands in for the letters; nothing if there is none.
pub(super) fn writable(
    names: &Names,
    page: &Page,
    letters: TextStyle,
) -> Option<(String, Vec<Setting>)> {
    let wanted = names.get(page.language);
    let mut stood_in = None;
    for name in std::iter::once(wanted).chain(names.all()).filter(|name| !name.is_empty()) {
        let shaped = shape(name, letters);
        let whole = Setting { lines: vec![name.to_owned()], width: shaped.width() };
        if shaped.missing() == 0 {
            return Some((name.to_owned(), whole.broken(name, letters)));
        }
        stood_in.get_or_insert((name, whole));
    }
    stood_in.map(|(name, whole)| (name.to_owned(), whole.broken(name, letters)))
}

/// The two lines of most equal length into which a text can be broken at white space.
fn halves(text: &str) -> Option<(&str, &str)> {
    let breaks = text.char_indices().filter(|(_, char)| *char == ' ');
    breaks
        .filter_map(|(at, _)| Some((text.get(..at)?.trim(), text.get(at..)?.trim())))
        .filter(|(one, other)| !one.is_empty() && !other.is_empty())
        .min_by_key(|(one, other)| one.chars().count().abs_diff(other.chars().count()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::scene::Weight;
    use crate::map::theme::Theme;
    use crate::model::Language;

    const PLAIN: TextStyle = TextStyle { size: 14.0, weight: Weight::Regular, spacing: 0.0 };

    #[test]
    fn long_names_can_be_set_in_two_lines_of_about_equal_width() {
        let ways = Setting::ways("Deir ez-Zor military airport", PLAIN);
        let lines: Vec<&[String]> = ways.iter().map(|way| way.lines.as_slice()).collect();
        assert_eq!(lines[1], ["Deir ez-Zor", "military airport"]);
        assert!(ways[1].width < ways[0].width * 0.7);
        assert_eq!(Setting::ways("Raqqa", PLAIN).len(), 1);
    }

    #[test]
    fn a_name_without_letters_is_written_in_another_language_if_there_is_one() {
        let page = Page::new(800.0, 600.0, Language::Arabic, Theme::LIGHT);
        let written = |names| writable(&names, &page, PLAIN).map(|(name, _)| name);
        let names = Names::new("Xi'an").with(Language::Arabic, "西安");
        assert_eq!(written(names).as_deref(), Some("Xi'an"));
        assert_eq!(written(Names::new("西安")).as_deref(), Some("西安"));
        assert_eq!(written(Names::default()), None);
    }
}
