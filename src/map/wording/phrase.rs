//! A text in every language, with holes for what differs from map to map.

use crate::model::Language;

/// What stands for a name, a date or a figure in a text.
const HOLE: &str = "{}";

/// A text in every language. What differs from map to map, as names and figures do, goes into its
/// holes, `{}`, in the order in which every language has them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrase {
    english: &'static str,
    arabic: &'static str,
    kurdish: &'static str,
    sorani: &'static str,
}

impl Phrase {
    /// A text in English, Arabic, Kurmanji and Sorani.
    ///
    /// All phrases are constants, so one whose languages differ in their holes does not compile.
    pub(super) const fn new(
        english: &'static str,
        arabic: &'static str,
        kurdish: &'static str,
        sorani: &'static str,
    ) -> Self {
        let wanted = holes(english);
        assert!(holes(arabic) == wanted && holes(kurdish) == wanted && holes(sorani) == wanted);
        Self { english, arabic, kurdish, sorani }
    }

    /// The text in a language, holes and all.
    pub(super) fn text(self, language: Language) -> &'static str {
        match language {
            Language::English => self.english,
            Language::Arabic => self.arabic,
            Language::Kurdish => self.kurdish,
            Language::Sorani => self.sorani,
        }
    }

    /// The text in a language with its holes filled, one after the other; what there is no value for
    /// stays empty.
    pub(super) fn fill(self, values: &[&str], language: Language) -> String {
        let mut pieces = self.text(language).split(HOLE);
        let mut filled = pieces.next().unwrap_or_default().to_owned();
        let mut values = values.iter();
        for piece in pieces {
            filled.push_str(values.next().copied().unwrap_or_default());
            filled.push_str(piece);
        }
        filled
    }
}

/// How many holes a text has.
const fn holes(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut count, mut at) = (0, 1);
    while at < bytes.len() {
        if bytes[at - 1] == b'{' && bytes[at] == b'}' {
            count += 1;
        }
        at += 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_filled_in_order_and_what_fills_them_is_left_alone() {
        const TWO: Phrase = Phrase::new("{} of {}.", "{} من {}.", "{} ji {}.", "{} لە {}.");
        assert_eq!(TWO.fill(&["{}", "b"], Language::English), "{} of b.");
        assert_eq!(TWO.fill(&["a"], Language::Kurdish), "a ji .");
        assert_eq!(TWO.fill(&["a", "b", "c"], Language::Sorani), "a لە b.");
    }

    #[test]
    fn holes_are_counted() {
        assert_eq!([holes(""), holes("{"), holes("{}"), holes("a {}, {}{}")], [0, 0, 1, 3]);
    }
}
