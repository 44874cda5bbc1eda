//! Names in several languages.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use crate::{Error, Result};

/// A language that maps are lettered in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Language {
    /// English, `en`.
    #[default]
    English,
    /// Arabic, `ar`, written from right to left.
    Arabic,
    /// Kurdish (Kurmanji in Latin script), `ku`.
    Kurdish,
    /// Kurdish (Sorani in Arabic script), `ckb`, written from right to left.
    Sorani,
}

impl Language {
    /// Every language, the default first.
    pub const ALL: [Self; 4] = [Self::English, Self::Arabic, Self::Kurdish, Self::Sorani];

    /// The ISO 639-1 code, or that of ISO 639-3 where there is none.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Arabic => "ar",
            Self::Kurdish => "ku",
            Self::Sorani => "ckb",
        }
    }

    /// Whether text runs from right to left.
    pub fn is_right_to_left(self) -> bool {
        matches!(self, Self::Arabic | Self::Sorani)
    }

    /// The language whose readers can at least make out the letters, for names that are not known in
    /// this one.
    fn kin(self) -> Option<Self> {
        (self == Self::Sorani).then_some(Self::Arabic)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = Error;

    /// Reads a [code](Language::code); `kmr` and `sorani` also name the two kinds of Kurdish.
    fn from_str(code: &str) -> Result<Self> {
        let code_or_alias = match code {
            "kmr" => "ku",
            "sorani" => "ckb",
            other => other,
        };
        let language = Self::ALL.into_iter().find(|language| language.code() == code_or_alias);
        language.ok_or_else(|| {
            Error::usage("a language is one of en, ar, ku, ckb").found(format!("`{code}`"))
        })
    }
}

/// A name, in English or whatever language it came in, and its translations.
///
/// # Example
///
/// ```
/// use controlmap::model::{Language, Names};
///
/// let raqqa = Names::new("Raqqa").with(Language::Arabic, "الرقة");
/// assert_eq!(raqqa.get(Language::Arabic), "الرقة");
/// assert_eq!(raqqa.get(Language::Kurdish), "Raqqa");
/// assert_eq!(raqqa.get(Language::Sorani), "الرقة", "in letters that its readers know");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    default: String,
    translations: BTreeMap<Language, String>,
}

impl Names {
    /// A name without translations.
    pub fn new(default: impl Into<String>) -> Self {
        Self { default: default.into(), translations: BTreeMap::new() }
    }

    /// The same with a translation; an empty one is as good as none.
    #[must_use]
    pub fn with(mut self, language: Language, name: impl Into<String>) -> Self {
        let name = name.into();
        if !name.is_empty() {
            self.translations.insert(language, name);
        }
        self
    }

    /// The name in a language, else the name it came with. A name unknown in Sorani is given in Arabic
    /// before that, which is written in the same script.
    pub fn get(&self, language: Language) -> &str {
        let known = |language| self.translations.get(&language);
        known(language).or_else(|| known(language.kin()?)).unwrap_or(&self.default)
    }

    /// Whether the name is known in this very language, and not just in one that stands in for it.
    pub fn has(&self, language: Language) -> bool {
        language == Language::English || self.translations.contains_key(&language)
    }

    /// Every form of the name, the default first.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.default.as_str()).chain(self.translations.values().map(String::as_str))
    }

    /// Whether there is no name at all.
    pub fn is_empty(&self) -> bool {
        self.default.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_read_by_their_codes() {
        for language in Language::ALL {
            assert_eq!(language.code().parse::<Language>().ok(), Some(language));
        }
        assert_eq!("sorani".parse::<Language>().ok(), Some(Language::Sorani));
        assert_eq!("kmr".parse::<Language>().ok(), Some(Language::Kurdish));
        assert!("CKB".parse::<Language>().is_err());
    }

    #[test]
    fn a_name_unknown_in_sorani_is_given_in_arabic_and_no_other_language_borrows() {
        let names = Names::new("Raqqa").with(Language::Arabic, "الرقة").with(Language::Kurdish, "");
        assert_eq!(names.get(Language::Sorani), "الرقة");
        assert!(!names.has(Language::Sorani));
        assert_eq!(names.get(Language::Kurdish), "Raqqa");
        assert_eq!(Names::new("Raqqa").get(Language::Sorani), "Raqqa");
        let names = names.with(Language::Sorani, "ڕەققە");
        assert_eq!(names.get(Language::Sorani), "ڕەققە");
        assert!(names.has(Language::Sorani));
    }
}
