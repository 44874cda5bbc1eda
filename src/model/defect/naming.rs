//! What can be asked of a kind of defect, and how one is declared.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::{DefectKind, Severity};
use crate::error::likeness::closest;
use crate::{Error, Result};

/// Declares the kinds, one row each, so that what is said of a kind stands in one place.
macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $kind:ident $code:literal $severity:ident
        $what:literal, $done:literal
        $(, $suggestion:literal $(, $rule:literal)?)?;)+) => {
        /// What was found, and what was done about it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum DefectKind {
            $($(#[doc = $doc])+ $kind,)+
        }

        impl DefectKind {
            /// All kinds, in a fixed order.
            pub const ALL: &[Self] = &[$(Self::$kind),+];

            /// The code by which reports, tables and settings name the kind.
            pub fn code(self) -> &'static str {
                match self { $(Self::$kind => $code,)+ }
            }

            /// How bad it is.
            pub fn severity(self) -> Severity {
                match self { $(Self::$kind => Severity::$severity,)+ }
            }

            /// What is wrong, as a phrase in the plural.
            pub fn what(self) -> &'static str {
                match self { $(Self::$kind => $what,)+ }
            }

            /// What reading does about it, as a participle; empty where it does nothing.
            pub fn done(self) -> &'static str {
                match self { $(Self::$kind => $done,)+ }
            }

            /// What the maker of the data can do about it.
            pub fn suggestion(self) -> &'static str {
                match self { $(Self::$kind => concat!($($suggestion)?),)+ }
            }

            /// The rule that is broken, by its document and section; empty where it is none but sense.
            pub fn rule(self) -> &'static str {
                match self { $(Self::$kind => concat!($($($rule)?)?),)+ }
            }
        }
    };
}

impl DefectKind {
    /// Whether the data may say something else than was meant, so that whoever uses it should be
    /// told; the other kinds were mended without loss.
    pub fn is_doubtful(self) -> bool {
        self.severity() >= Severity::Warning
    }

    /// What was found and done, as a phrase for a table.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::model::DefectKind;
    ///
    /// assert_eq!(DefectKind::RingNotClosed.describe(), "rings not closed, closed");
    /// ```
    pub fn describe(self) -> String {
        match self.done() {
            "" => self.what().to_owned(),
            done => format!("{}, {done}", self.what()),
        }
    }
}

impl FromStr for DefectKind {
    type Err = Error;

    /// Reads a [`code`](DefectKind::code).
    fn from_str(text: &str) -> Result<Self> {
        let found = Self::ALL.iter().find(|kind| kind.code() == text);
        found.copied().ok_or_else(|| {
            let error = Error::usage("no kind of defect is called so").found(format!("`{text}`"));
            match closest(text, Self::ALL.iter().map(|kind| kind.code())) {
                Some(code) => error.hint(format!("did you mean `{code}`?")),
                None => {
                    let codes: Vec<&str> = Self::ALL.iter().map(|kind| kind.code()).collect();
                    error.hint(format!("the kinds are {}", codes.join(", ")))
                }
            }
        })
    }
}

impl fmt::Display for DefectKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for DefectKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_code_of_its_own_and_says_what_to_do() {
        let mut codes: Vec<&str> = DefectKind::ALL.iter().map(|kind| kind.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), DefectKind::ALL.len());
        for kind in DefectKind::ALL {
            assert!(!kind.suggestion().is_empty(), "`{kind}` has no suggestion");
            assert_eq!(kind.code().parse::<DefectKind>().unwrap(), *kind);
        }
    }
}
