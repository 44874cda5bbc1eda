//! Who controls ground.

use std::fmt;
use std::str::FromStr;

use super::Names;
use crate::{Error, Result};

/// A party that controls ground.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    /// Short identifier, as data and command lines name it; unique in its dataset.
    pub id: String,
    /// Names for readers.
    pub names: Names,
    /// Colour on maps.
    pub color: Rgb,
    /// Other spellings by which data names the same actor.
    pub aliases: Vec<String>,
}

impl Actor {
    /// Whether the text is this actor's id, one of its names or an alias, whatever the case and the spaces round it.
    pub fn is_called(&self, text: &str) -> bool {
        let text = Self::spelling(text);
        self.spellings().any(|name| name == text)
    }

    /// The names that the actor goes by, each as [`Actor::spelling`] makes it.
    pub fn spellings(&self) -> impl Iterator<Item = String> {
        std::iter::once(self.id.as_str())
            .chain(self.names.all())
            .chain(self.aliases.iter().map(String::as_str))
            .map(Self::spelling)
    }

    /// A name without what makes no difference: case, and spaces round it.
    pub fn spelling(name: &str) -> String {
        name.trim().to_lowercase()
    }
}

/// An actor's place in its dataset's list of actors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActorId(pub u16);

/// An opaque sRGB colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rgb {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
}

impl FromStr for Rgb {
    type Err = Error;

    /// Reads `#RRGGBB`.
    fn from_str(text: &str) -> Result<Self> {
        let wrong = || Error::input("a colour is written #RRGGBB").found(format!("`{text}`"));
        let digits = text.strip_prefix('#').filter(|digits| {
            // A number may have a sign, a colour not.
            digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
        });
        let digits = digits.ok_or_else(wrong)?;
        let [_, r, g, b] = u32::from_str_radix(digits, 16).map_err(|_| wrong())?.to_be_bytes();
        Ok(Self { r, g, b })
    }
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02X}{:02X}{:02X}", self.r, self.g, self.b)
    }
}
