//! Headlines of maps, charts and their parts.

use super::phrase::Phrase;
use crate::model::Language;

const UNTITLED: Phrase =
    Phrase::new("Control of territory", "مناطق السيطرة", "Kontrola erdê", "کۆنترۆڵی خاک");
const WHO_HELD: Phrase =
    Phrase::new("Who held {}", "من سيطر على {}", "Kê {} kontrol dikir", "{} لە دەستی کێدا بوو");
const WHO_HELD_THESE: Phrase = Phrase::new(
    "Who held these places",
    "من سيطر على هذه الأماكن",
    "Kê ev cih kontrol dikirin",
    "ئەم شوێنانە لە دەستی کێدا بوون",
);
const WHO_HELD_GROUND: Phrase = Phrase::new(
    "Who held the ground",
    "من سيطر على الأرض",
    "Kê erd kontrol dikir",
    "خاک لە دەستی کێدا بوو",
);

/// The headline of a dataset without one.
pub fn untitled(language: Language) -> &'static str {
    UNTITLED.text(language)
}

/// The headline of a chart of the one place that it shows, or of several.
pub fn who_held(place: Option<&str>, language: Language) -> String {
    match place {
        Some(place) => WHO_HELD.fill(&[place], language),
        None => WHO_HELD_THESE.text(language).to_owned(),
    }
}

/// The headline of a chart of areas.
pub fn who_held_ground(language: Language) -> &'static str {
    WHO_HELD_GROUND.text(language)
}
