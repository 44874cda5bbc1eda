//! The theme of a picture, as the command line names it.

use std::path::Path;
use std::str::FromStr;

use crate::cli::output::progress::Voice;
use crate::error::likeness::closest;
use crate::map::Theme;
use crate::map::theme::ThemeFile;
use crate::model::Dataset;
use crate::{Error, Result};

/// What the option says of itself wherever it stands.
pub(in crate::cli) const THEME_HELP: &str =
    "Colours and line widths: light, dark, print, newsroom, or a theme file, FILE.toml";

/// A built-in theme, or a file that holds one.
#[derive(Debug, Clone)]
pub(in crate::cli) enum ThemeChoice {
    BuiltIn(Theme),
    File(String),
}

impl FromStr for ThemeChoice {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        if let Some(theme) = Theme::named(text) {
            return Ok(Self::BuiltIn(theme));
        }
        let path = Path::new(text);
        if path.extension().is_some() || path.components().count() > 1 || path.is_file() {
            return Ok(Self::File(text.to_owned()));
        }
        Err(no_such_theme(text))
    }
}

impl ThemeChoice {
    /// The theme, read from its file where it has one; actors get the colours that the file says.
    pub fn of(&self, dataset: &mut Dataset, voice: Voice) -> Result<Theme> {
        let path = match self {
            Self::BuiltIn(theme) => return Ok(*theme),
            Self::File(path) => path,
        };
        let failed = |cause: std::io::Error| match cause.kind() {
            std::io::ErrorKind::NotFound => Error::input("there is no such file")
                .at(path)
                .hint(format!("the built-in themes are {}", names())),
            _ => Error::input(format!("the theme can't be read: {cause}")).at(path),
        };
        let text = std::fs::read_to_string(path).map_err(failed)?;
        let file = ThemeFile::parse(&text).map_err(|error| error.at(path))?;
        for sentence in file.recolor(dataset).map_err(|error| error.at(path))? {
            voice.say(format_args!("{path}: {sentence}"));
        }
        Ok(file.theme())
    }
}

/// That no theme is called so, and which there are.
pub(in crate::cli) fn no_such_theme(name: &str) -> Error {
    let error = Error::usage("no theme is called so").found(format!("`{name}`"));
    let known = Theme::BUILT_IN.map(|(known, _)| known);
    error.hint(match closest(&name.to_lowercase(), known) {
        Some(meant) => format!("was `{meant}` meant? There are {}", names()),
        None => format!("there are {}, or a file, FILE.toml", names()),
    })
}

/// `light, dark, print, newsroom`.
fn names() -> String {
    Theme::BUILT_IN.map(|(name, _)| name).join(", ")
}
