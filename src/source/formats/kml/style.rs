//! The colour that a placemark's ground is filled with.

use std::borrow::Cow;

use roxmltree::Node;
use rustc_hash::FxHashMap;

use super::xml::{element, elements, text_in};

/// Styles that may refer to each other in a row.
const LONGEST_CHAIN: usize = 8;

/// The shared styles of a file, by their ids.
pub(super) struct Styles<'a> {
    by_id: FxHashMap<&'a str, Look<'a>>,
}

/// What a style says of the fill.
enum Look<'a> {
    Fill(Option<String>),
    SameAs(Cow<'a, str>),
}

impl<'a> Styles<'a> {
    /// The styles anywhere in a file.
    pub fn of(root: Node<'a, '_>) -> Self {
        let mut by_id = FxHashMap::default();
        for style in root.descendants() {
            let look = match style.tag_name().name() {
                "Style" => Look::Fill(own_fill(style)),
                "StyleMap" => normal(style),
                _ => continue,
            };
            if let Some(id) = style.attribute("id") {
                by_id.entry(id).or_insert(look);
            }
        }
        Self { by_id }
    }

    /// The fill of a placemark as `#rrggbb`: that of its own style, else that of the shared one that
    /// it names; nothing where it is not filled, or the style does not say.
    pub fn fill(&self, placemark: Node) -> Option<String> {
        let own = elements(placemark).find_map(|child| match child.tag_name().name() {
            "Style" => own_fill(child),
            "StyleMap" => self.follow(&normal(child), LONGEST_CHAIN),
            _ => None,
        });
        own.or_else(|| self.shared(&text_in(placemark, "styleUrl")?, LONGEST_CHAIN))
    }

    fn shared(&self, url: &str, steps: usize) -> Option<String> {
        let (_, id) = url.rsplit_once('#')?;
        self.follow(self.by_id.get(id)?, steps.checked_sub(1)?)
    }

    fn follow(&self, look: &Look, steps: usize) -> Option<String> {
        match look {
            Look::Fill(fill) => fill.clone(),
            Look::SameAs(url) => self.shared(url, steps),
        }
    }
}

/// What a pair of styles says for when nothing points at the ground.
fn normal<'a>(pair: Node<'a, '_>) -> Look<'a> {
    let normal = elements(pair).find(|entry| text_in(*entry, "key").as_deref() == Some("normal"));
    let Some(normal) = normal else { return Look::Fill(None) };
    match (element(normal, "Style"), text_in(normal, "styleUrl")) {
        (Some(style), _) => Look::Fill(own_fill(style)),
        (None, Some(url)) => Look::SameAs(url),
        (None, None) => Look::Fill(None),
    }
}

fn own_fill(style: Node) -> Option<String> {
    let polygons = element(style, "PolyStyle")?;
    if text_in(polygons, "fill").is_some_and(|fill| matches!(&*fill, "0" | "false")) {
        return None;
    }
    colour(&text_in(polygons, "color")?)
}

/// `#rrggbb` for KML's `aabbggrr`.
fn colour(text: &str) -> Option<String> {
    let digits = text.trim_start_matches('#').to_ascii_lowercase();
    let is_hexadecimal = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    if digits.len() != 8 || !is_hexadecimal {
        return None;
    }
    Some(format!("#{}{}{}", digits.get(6..8)?, digits.get(4..6)?, digits.get(2..4)?))
}
