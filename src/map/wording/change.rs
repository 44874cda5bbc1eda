//! What has become of ground between two dates.

use super::phrase::Phrase;
use crate::model::Language;

const FORMER_FRONT: Phrase = Phrase::new(
    "Front line on {}",
    "خط التماس في {}",
    "Xeta eniyê di {} de",
    "هێڵی بەرەی شەڕ لە {}دا",
);
const CHANGED_HANDS: Phrase =
    Phrase::new("Changed hands", "تبدّلت السيطرة عليها", "Kontrola wan guherî", "کۆنترۆڵیان گۆڕاوە");
const BECAME: Phrase = Phrase::new("{} → {}", "{} ← {}", "{} → {}", "{} ← {}");

/// A row of the legend: where the front line ran on an earlier day.
///
/// # Example
///
/// ```
/// use controlmap::map::wording::former_front;
/// use controlmap::model::Language;
///
/// assert_eq!(former_front("18 January", Language::English), "Front line on 18 January");
/// ```
pub fn former_front(day: &str, language: Language) -> String {
    FORMER_FRONT.fill(&[day], language)
}

/// A row of the legend: towns that somebody else holds than before.
///
/// # Example
///
/// ```
/// use controlmap::map::wording::changed_hands;
/// use controlmap::model::Language;
///
/// assert_eq!(changed_hands(Language::English), "Changed hands");
/// ```
pub fn changed_hands(language: Language) -> &'static str {
    CHANGED_HANDS.text(language)
}

/// A row of the legend: whose ground became whose, with an arrow in the direction of reading.
///
/// # Example
///
/// ```
/// use controlmap::map::wording::became;
/// use controlmap::model::Language;
///
/// assert_eq!(became("Rebels", "Government", Language::English), "Rebels → Government");
/// ```
pub fn became(from: &str, to: &str, language: Language) -> String {
    BECAME.fill(&[from, to], language)
}
