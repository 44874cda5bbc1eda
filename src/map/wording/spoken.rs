//! What a map shows, in sentences for who has it read out.

use super::control::comma;
use super::phrase::Phrase;
use crate::model::Language;

const TITLE: Phrase =
    Phrase::new("Map: {}. {}.", "خريطة: {}. {}.", "Nexşe: {}. {}.", "نەخشە: {}. {}.");
const HOLDER: Phrase = Phrase::new("{}: {}.", "{}: {}.", "{}: {}.", "{}: {}.");
const POCKETS: Phrase = Phrase::new("Pockets: {}.", "جيوب: {}.", "Enklav: {}.", "گیرفانەکان: {}.");
const CHANGED: Phrase = Phrase::new(
    "Changed hands: {}.",
    "تبدّلت السيطرة على: {}.",
    "Kontrola van guherî: {}.",
    "کۆنترۆڵی ئەمانە گۆڕاوە: {}.",
);
// Arabic writes its "and" on the word that follows.
const AND: Phrase = Phrase::new("{} and {}", "{} و{}", "{} û {}", "{} و {}");

/// The first sentences: what the map is headed, and of which date it is, as `as_of` says it.
///
/// # Example
///
/// ```
/// use controlmap::map::wording::{alt_title, as_of};
/// use controlmap::model::Language;
///
/// let date = as_of("27 January 2026", Language::English);
/// let spoken = alt_title("Who controls northern Syria", &date, Language::English);
/// assert_eq!(spoken, "Map: Who controls northern Syria. Control as of 27 January 2026.");
/// ```
pub fn alt_title(title: &str, as_of: &str, language: Language) -> String {
    TITLE.fill(&[title, as_of], language)
}

/// How much one holds: an area with its unit, and a percentage with what it is of, empty where
/// nothing is known to take it of.
///
/// # Example
///
/// ```
/// use controlmap::map::wording::alt_holder;
/// use controlmap::model::Language;
///
/// let spoken = alt_holder("Rebels", "1,850 km²", "10.2% of Syria", Language::English);
/// assert_eq!(spoken, "Rebels: 1,850 km², 10.2% of Syria.");
/// assert_eq!(alt_holder("Rebels", "9 km²", "", Language::English), "Rebels: 9 km².");
/// ```
pub fn alt_holder(name: &str, area: &str, percent_of: &str, language: Language) -> String {
    let figures: Vec<&str> =
        [area, percent_of].into_iter().filter(|figure| !figure.is_empty()).collect();
    HOLDER.fill(&[name, &figures.join(comma(language))], language)
}

/// Which pockets there are; the list as [`alt_list`] makes it.
///
/// # Example
///
/// ```
/// use controlmap::map::wording::alt_pockets;
/// use controlmap::model::Language;
///
/// assert_eq!(alt_pockets("Kobani", Language::English), "Pockets: Kobani.");
/// ```
pub fn alt_pockets(list: &str, language: Language) -> String {
    POCKETS.fill(&[list], language)
}

/// Which places changed hands; the list as [`alt_list`] makes it.
///
/// # Example
///
/// ```
/// use controlmap::map::wording::alt_changed;
/// use controlmap::model::Language;
///
/// assert_eq!(alt_changed("Raqqa and Tabqa", Language::English), "Changed hands: Raqqa and Tabqa.");
/// ```
pub fn alt_changed(list: &str, language: Language) -> String {
    CHANGED.fill(&[list], language)
}

/// A list as it is said; nothing for one without items.
///
/// # Example
///
/// ```
/// use controlmap::map::wording::alt_list;
/// use controlmap::model::Language;
///
/// assert_eq!(alt_list(&["Raqqa", "Tabqa", "Kobani"], Language::English), "Raqqa, Tabqa and Kobani");
/// assert_eq!(alt_list(&["ڕەققە", "کۆبانێ"], Language::Sorani), "ڕەققە و کۆبانێ");
/// ```
pub fn alt_list(items: &[&str], language: Language) -> String {
    match items {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [rest @ .., last] => AND.fill(&[&rest.join(comma(language)), last], language),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_have_one_and_before_the_last() {
        assert_eq!(alt_list(&[], Language::English), "");
        assert_eq!(alt_list(&["a"], Language::Arabic), "a");
        assert_eq!(alt_list(&["حلب", "الرقة", "منبج"], Language::Arabic), "حلب، الرقة ومنبج");
        assert_eq!(alt_list(&["Reqa", "Kobanî"], Language::Kurdish), "Reqa û Kobanî");
    }
}
