//! What tells where a map lies and which way is up.

use super::phrase::Phrase;
use crate::model::Language;

const AREA_SHOWN: Phrase =
    Phrase::new("Area shown", "المنطقة المعروضة", "Herêma nîşandayî", "ناوچەی نیشاندراو");
const NORTH: Phrase = Phrase::new("N", "ش", "B", "ب");

/// The label of the frame in a locator inset.
///
/// # Example
///
/// ```
/// use controlmap::map::wording::area_shown;
/// use controlmap::model::Language;
///
/// assert_eq!(area_shown(Language::English), "Area shown");
/// ```
pub fn area_shown(language: Language) -> &'static str {
    AREA_SHOWN.text(language)
}

/// The letter of a north arrow.
///
/// # Example
///
/// ```
/// use controlmap::map::wording::north;
/// use controlmap::model::Language;
///
/// assert_eq!(north(Language::Kurdish), "B", "for bakur");
/// ```
pub fn north(language: Language) -> &'static str {
    NORTH.text(language)
}
