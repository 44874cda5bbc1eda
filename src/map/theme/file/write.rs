//! A theme as a file to start from.

use std::fmt::{Display, Write};

use super::keys;
use crate::map::theme::Theme;

impl Theme {
    /// The theme as the text of a theme file, with every key and what it means.
    ///
    /// [`ThemeFile::parse`](super::ThemeFile::parse) reads it back as the same theme.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::map::theme::{Theme, ThemeFile};
    ///
    /// let text = Theme::DARK.to_toml();
    /// assert!(text.contains("paper = \"#"));
    /// assert_eq!(ThemeFile::parse(&text)?.theme(), Theme::DARK);
    /// # Ok::<(), controlmap::Error>(())
    /// ```
    pub fn to_toml(&self) -> String {
        let mut theme = *self;
        let mut text = String::from(
            "# A theme of controlmap. A key that is left out is as in the theme `base`: light, dark,\n\
             # print or newsroom.\n\
             base = \"light\"\n\
             # What tells the ground of actors apart: \"color\", or \"pattern\" for a pattern each, too.\n",
        );
        // Writing to a string does not fail.
        let _ = writeln!(text, "cue = \"{}\"", theme.cue);
        text.push_str(
            "\n# Colours are #RRGGBB, or #RRGGBBAA with alpha (00 is clear, FF opaque).\n",
        );
        text.push_str("[colors]\n");
        for (key, meaning, color) in keys::colors(&mut theme.colors) {
            line(&mut text, key, format_args!("\"{color}\""), meaning);
        }
        text.push_str("\n# Shares between 0 and 1.\n[tints]\n");
        let (shares, (key, meaning, color)) = keys::tints(&mut theme.tints);
        for (key, meaning, share) in shares {
            line(&mut text, key, format_args!("{share:?}"), meaning);
        }
        line(&mut text, key, format_args!("\"{color}\""), meaning);
        text.push_str("\n# Pixels on a page of 1600 by 1200.\n[widths]\n");
        for (key, meaning, width) in keys::widths(&mut theme.widths) {
            line(&mut text, key, format_args!("{width:?}"), meaning);
        }
        text.push_str(
            "\n# Colours of actors instead of the dataset's: by id, name or alias.\n\
             [actors]\n\
             # sdf = \"#F4C020\"\n",
        );
        text
    }
}

fn line(text: &mut String, key: &str, value: impl Display, meaning: &str) {
    let _ = writeln!(text, "{:<32}# {meaning}", format!("{key} = {value}"));
}
