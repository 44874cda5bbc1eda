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
}

impl Language {
    /// Every language, the default first.
    pub const ALL: [Self; 3] = [Self::English, Self::Arabic, Self::Kurdish];

    /// The ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Arabic => "ar",
            Self::Kurdish => "ku",
        }
    }

    /// Whether text runs from right to left.
    pub fn is_right_to_left(self) -> bool {
        self == Self::Arabic
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = Error;

    fn from_str(code: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code).ok_or_else(|| {
            Error::usage("a language is one of en, ar, ku").found(format!("`{code}`"))
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

    /// The name in a language, else the name it came with.
    pub fn get(&self, language: Language) -> &str {
        self.translations.get(&language).unwrap_or(&self.default)
    }

    /// Whether the name is known in this very language.
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
