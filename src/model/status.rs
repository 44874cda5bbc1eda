//! How an actor stands on a piece of ground.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::{Error, Result};

/// How certainly, or with whom, ground is controlled. Areas are counted apart by status and never
/// silently merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// One actor controls the ground.
    #[default]
    Held,
    /// Two or more fight for it, or sources disagree who has it.
    Contested,
    /// An actor says that it holds the ground; nobody else confirms it.
    Claimed,
    /// Two or more control it together.
    Joint,
    /// Nobody knows who controls it.
    Unknown,
}

impl Status {
    /// Every status, in the order that tables list them.
    pub const ALL: [Self; 5] =
        [Self::Held, Self::Contested, Self::Claimed, Self::Joint, Self::Unknown];

    /// The word that data uses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Contested => "contested",
            Self::Claimed => "claimed",
            Self::Joint => "joint",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Status {
    type Err = Error;

    /// Reads the word, whatever its case.
    fn from_str(word: &str) -> Result<Self> {
        let known = word.trim().to_lowercase();
        Self::ALL.into_iter().find(|status| status.word() == known).ok_or_else(|| {
            Error::input("a status is one of held, contested, claimed, joint, unknown")
                .found(format!("`{word}`"))
        })
    }
}
