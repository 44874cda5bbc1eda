//! How ground is controlled, and by whom.

use super::phrase::Phrase;
use crate::model::{Language, Status};

const COMMA: Phrase = Phrase::new(", ", "، ", ", ", "، ");
const UNKNOWN: Phrase =
    Phrase::new("Control unknown", "السيطرة غير معروفة", "Kontrol nayê zanîn", "کۆنترۆڵ نەزانراوە");
const CONTESTED: Phrase = Phrase::new("Contested", "متنازع عليها", "Bi nakokî", "ناکۆکی لەسەرە");
const CONTESTED_BY: Phrase =
    Phrase::new("Contested: {}", "متنازع عليها: {}", "Bi nakokî: {}", "ناکۆکی لەسەرە: {}");
const CLAIMED: Phrase =
    Phrase::new("Claimed", "سيطرة معلنة", "Tê îdiakirin", "کۆنترۆڵی ڕاگەیەنراو");
const CLAIMED_BY: Phrase =
    Phrase::new("Claimed: {}", "سيطرة معلنة: {}", "Tê îdiakirin: {}", "کۆنترۆڵی ڕاگەیەنراو: {}");
const JOINT: Phrase =
    Phrase::new("Joint control", "سيطرة مشتركة", "Kontrola hevpar", "کۆنترۆڵی هاوبەش");
const JOINT_OF: Phrase =
    Phrase::new("Joint: {}", "سيطرة مشتركة: {}", "Hevpar: {}", "کۆنترۆڵی هاوبەش: {}");
const OVERLAPS: Phrase = Phrase::new("Overlapping", "متداخلة", "Li ser hev", "بەسەریەکدا کەوتوو");
const OTHERS: Phrase = Phrase::new("{} others", "{} غيرها", "{} yên din", "{} دانەی تر");
const ONE_OTHER: Phrase = Phrase::new("1 other", "1 غيرها", "1 yê din", "1 دانەی تر");
const UNCLAIMED: Phrase = Phrase::new("unclaimed", "غير منسوبة لأحد", "nediyar", "دیاری نەکراوە");

/// What stands between the parts of a list.
pub(super) fn comma(language: Language) -> &'static str {
    COMMA.text(language)
}

/// How ground is controlled, by those named.
pub fn control(status: Status, names: &[&str], language: Language) -> String {
    let (alone, by) = match status {
        Status::Held if !names.is_empty() => return names.join(comma(language)),
        Status::Held | Status::Unknown => return UNKNOWN.text(language).to_owned(),
        Status::Contested => (CONTESTED, CONTESTED_BY),
        Status::Claimed => (CLAIMED, CLAIMED_BY),
        Status::Joint => (JOINT, JOINT_OF),
    };
    if names.is_empty() {
        alone.text(language).to_owned()
    } else {
        by.fill(&[&names.join(comma(language))], language)
    }
}

/// Ground that several are given at once.
pub fn overlaps(language: Language) -> &'static str {
    OVERLAPS.text(language)
}

/// So many further rows that the legend has no room for.
pub fn others(count: usize, language: Language) -> String {
    match count {
        1 => ONE_OTHER.text(language).to_owned(),
        _ => OTHERS.fill(&[&count.to_string()], language),
    }
}

/// Ground that nobody is given.
///
/// # Example
///
/// ```
/// use controlmap::map::wording::unclaimed;
/// use controlmap::model::Language;
///
/// assert_eq!(unclaimed(Language::English), "unclaimed");
/// ```
pub fn unclaimed(language: Language) -> &'static str {
    UNCLAIMED.text(language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holders_are_listed_and_where_there_are_none_the_status_stands_alone() {
        let both = ["آ", "ب"];
        assert_eq!(control(Status::Held, &both, Language::Sorani), "آ، ب");
        assert_eq!(control(Status::Joint, &["a", "b"], Language::English), "Joint: a, b");
        assert_eq!(control(Status::Joint, &[], Language::English), "Joint control");
        for language in Language::ALL {
            let unknown = control(Status::Unknown, &["a"], language);
            assert_eq!(control(Status::Held, &[], language), unknown);
        }
    }
}
