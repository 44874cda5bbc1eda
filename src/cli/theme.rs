//! `controlmap theme`: a built-in theme as a file to start from.

use std::path::PathBuf;

use clap::Args;

use crate::Result;
use crate::cli::arguments::theme::no_such_theme;
use crate::cli::output;
use crate::map::Theme as Look;

/// Write a built-in theme as a theme file to start from
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  controlmap theme dark -o mine.toml
  controlmap render --theme mine.toml -o map.png")]
pub(super) struct Theme {
    /// light, dark, print or newsroom
    name: String,
    /// Where it goes; - is stdout
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
}

impl Theme {
    pub fn run(self) -> Result<()> {
        let theme = Look::named(&self.name).ok_or_else(|| no_such_theme(&self.name))?;
        output::write(&self.output, theme.to_toml().as_bytes())
    }
}
