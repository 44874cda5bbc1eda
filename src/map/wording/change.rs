//! What has become of ground between two dates.

use super::phrase::Phrase;
use crate::model::Language;

const GAINED_BY: Phrase =
    Phrase::new("Gained by {}", "انتقلت إلى {}", "Ketiye destê {}", "کەوتووەتە دەستی {}");
const GAINED_SINCE: Phrase =
    Phrase::new("gained since {}", "انتقلت منذ {}", "ji {} ve hatiye girtin", "لە {}ەوە گیراوە");
const FORMER_FRONT: Phrase = Phrase::new(
    "Front line on {}",
    "خط التماس في {}",
    "Xeta eniyê di {} de",
    "هێڵی بەرەی شەڕ لە {}دا",
);
const CHANGED_HANDS: Phrase =
    Phrase::new("Changed hands", "تبدّلت السيطرة عليها", "Kontrola wan guherî", "کۆنترۆڵیان گۆڕاوە");
const BECAME: Phrase = Phrase::new("{} → {}", "{} ← {}", "{} → {}", "{} ← {}");
const FROM: Phrase = Phrase::new("from", "من", "ji", "لە");
const TO: Phrase = Phrase::new("to", "إلى", "bo", "بۆ");
const BEFORE: Phrase = Phrase::new("before", "قبل", "berê", "پێشتر");
const AFTER: Phrase = Phrase::new("after", "بعد", "paşê", "دواتر");
const WHOSE_GROUND: Phrase = Phrase::new(
    "Whose ground became whose, km²",
    "أرض مَن صارت لمَن، كم²",
    "Erdê kê bû yê kê, km²",
    "خاکی کێ بوو بە هی کێ، کم²",
);

/// A row of the legend: ground that an actor holds and did not hold before.
///
/// # Example
///
/// ```
/// use controlmap::map::wording::gained_by;
/// use controlmap::model::Language;
///
/// assert_eq!(gained_by("Rebels", Language::English), "Gained by Rebels");
/// ```
pub fn gained_by(actor: &str, language: Language) -> String {
    GAINED_BY.fill(&[actor], language)
}

/// The heading of such rows, or of their column.
///
/// # Example
///
/// ```
/// use controlmap::map::wording::gained_since;
/// use controlmap::model::Language;
///
/// assert_eq!(gained_since("18 January", Language::English), "gained since 18 January");
/// ```
pub fn gained_since(day: &str, language: Language) -> String {
    GAINED_SINCE.fill(&[day], language)
}

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

/// A heading in the matrix of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatrixHeading {
    /// Of the matrix: whose ground became whose, in square kilometres.
    Whole,
    /// Of its rows: who lost the ground.
    From,
    /// Of its columns: who gained it.
    To,
    /// Of the sums of the earlier date.
    Before,
    /// Of the sums of the later date.
    After,
}

/// What a heading in the matrix of changes says.
///
/// # Example
///
/// ```
/// use controlmap::map::wording::{MatrixHeading, matrix_heading};
/// use controlmap::model::Language;
///
/// assert_eq!(matrix_heading(MatrixHeading::From, Language::English), "from");
/// ```
pub fn matrix_heading(heading: MatrixHeading, language: Language) -> &'static str {
    let phrase = match heading {
        MatrixHeading::Whole => WHOSE_GROUND,
        MatrixHeading::From => FROM,
        MatrixHeading::To => TO,
        MatrixHeading::Before => BEFORE,
        MatrixHeading::After => AFTER,
    };
    phrase.text(language)
}
