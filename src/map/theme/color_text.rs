//! Colours as text.

use std::fmt;
use std::str::FromStr;

use crate::map::scene::Color;
use crate::{Error, Result};

impl FromStr for Color {
    type Err = Error;

    /// Reads `#RRGGBB`, opaque, or `#RRGGBBAA`.
    fn from_str(text: &str) -> Result<Self> {
        let wrong =
            || Error::input("a colour is written #RRGGBB or #RRGGBBAA").found(format!("`{text}`"));
        let digits = text.strip_prefix('#').ok_or_else(wrong)?;
        // A number may have a sign, a colour not.
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(wrong());
        }
        let number = u32::from_str_radix(digits, 16).map_err(|_| wrong())?;
        let [r, g, b, a] = match digits.len() {
            6 => (number << 8 | 0xFF).to_be_bytes(),
            8 => number.to_be_bytes(),
            _ => return Err(wrong()),
        };
        Ok(Self { r, g, b, a })
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02X}{:02X}{:02X}", self.r, self.g, self.b)?;
        if self.a < 255 { write!(f, "{:02X}", self.a) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_as_they_are_written() {
        for text in ["#0A1B2C", "#0A1B2C80", "#FFFFFF", "#00000000"] {
            assert_eq!(text.parse::<Color>().map(|color| color.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn what_is_no_colour_is_refused() {
        for text in ["", "#", "red", "#FFF", "#12345", "#+12345", "#GG0000", "#123456789", "#é1234"]
        {
            assert!(text.parse::<Color>().is_err(), "{text}");
        }
    }
}
