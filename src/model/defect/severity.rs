//! How bad a defect is.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::{Error, Result};

/// How bad a defect is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Mended without loss, or a matter of form: what was meant is plain.
    Note,
    /// The data may say something else than was meant.
    Warning,
    /// Something is lost, or said twice: answers that rest on it are wrong or a matter of chance.
    Error,
}

impl Severity {
    /// All, the worst last.
    pub const ALL: [Self; 3] = [Self::Note, Self::Warning, Self::Error];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Severity {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|severity| severity.word() == text);
        found.ok_or_else(|| {
            Error::usage("a severity is note, warning or error").found(format!("`{text}`"))
        })
    }
}
