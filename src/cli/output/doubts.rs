//! What readers of a picture may not see: said on stderr, since the picture looks well to whoever
//! drew it.

use crate::cli::output::progress::Voice;
use crate::map::scene::Item;
use crate::map::theme::{Lookalikes, SAFE, Vision, lookalikes};
use crate::map::{Scene, Theme, text};
use crate::model::{Language, Snapshot};

/// The layer of a legend.
const LEGEND: &str = "legend";
/// Sentences of a kind at most.
const MOST_SENTENCES: usize = 3;
/// Characters of a text that a sentence repeats at most.
const MOST_CHARACTERS: usize = 40;

/// Says whose ground looks alike, and to whom.
pub(in crate::cli) fn say_who_looks_alike(snapshot: &Snapshot, theme: &Theme, voice: Voice) {
    for Lookalikes { actors: (one, other), vision, difference } in
        lookalikes(theme, snapshot).into_iter().take(MOST_SENTENCES)
    {
        let id = |actor| snapshot.dataset.actor(actor).id.as_str();
        voice.say(format_args!(
            "`{}` and `{}` look alike to {} (difference {difference:.1}, {SAFE} is safe): choose \
             other colours or `--theme print`",
            id(one),
            id(other),
            readers(vision),
        ));
    }
}

fn readers(vision: Vision) -> &'static str {
    match vision {
        Vision::Typical => "everybody",
        Vision::Protanopia => "readers with protanopia",
        Vision::Deuteranopia => "readers with deuteranopia",
        Vision::Tritanopia => "readers with tritanopia",
    }
}

/// Says which texts have characters that no font has.
pub(in crate::cli) fn say_what_is_unshown(scene: &Scene, voice: Voice) {
    for found in text::unshown(scene).into_iter().take(MOST_SENTENCES) {
        let (name, characters) = (shortened(found.text), found.characters);
        let noun = if characters == 1 { "character" } else { "characters" };
        voice.say(format_args!(
            "`{name}` has {characters} {noun} that no font of the program has: drawn as `?` in a \
             PNG, left to the reader's fonts in an SVG"
        ));
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Says that a map shows none of the ground that the data knows of.
pub(in crate::cli) fn say_what_is_empty(scene: &Scene, snapshot: &Snapshot, voice: Voice) {
    if scene.layers.iter().any(|layer| layer.name == "territories") {
        return;
    }
    let where_it_is = match snapshot.bounding_box() {
        Some(it) => format!(
            ": it lies between {:.2} and {:.2} degrees of longitude, {:.2} and {:.2} of latitude",
            it.west(),
            it.east(),
            it.south(),
            it.north()
        ),
        None => String::new(),
    };
    let title = snapshot.dataset.about.title.get(Language::English);
    let of = if title.is_empty() { String::new() } else { format!(" of `{}`", shortened(title)) };
    voice.say(format_args!("nothing of the data{of} lies in this view{where_it_is}"));
}

/// Says that a page has no room for a legend.
pub(in crate::cli) fn say_what_is_unexplained(scene: &Scene, voice: Voice) {
    let is_explained = scene.layers.iter().any(|layer| {
        let is_swatch = |item: &Item| matches!(item, Item::Fill { .. } | Item::Stroke { .. });
        layer.name == LEGEND && layer.items.iter().any(is_swatch)
    });
    if !is_explained {
        voice.say(format_args!(
            "the page has no room for a legend: make it larger, or say in --title what the colours mean"
        ));
    }
}
