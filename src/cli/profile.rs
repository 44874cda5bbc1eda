//! `controlmap profile`: a built-in profile as a file to start from.

use std::path::PathBuf;

use clap::Args;

use crate::Result;
use crate::cli::output;
use crate::source::Profile as Source;

/// Write a built-in profile, which tells how a source's maps are read, as a file to start from
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  controlmap profile --list
  controlmap profile deepstate -o mine.toml
  controlmap render -d maps/ --profile mine.toml -o map.png")]
pub(super) struct Profile {
    /// cshapes, deepstate, isw, liveuamap, nzz or ohm
    #[arg(required_unless_present = "list")]
    name: Option<String>,
    /// List the built-in profiles instead
    #[arg(long, conflicts_with = "name")]
    list: bool,
    /// Where it goes; - is stdout
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
}

impl Profile {
    pub fn run(self) -> Result<()> {
        let text = match &self.name {
            Some(name) => Source::text_of(name)?.to_owned(),
            None => list(),
        };
        output::write(&self.output, text.as_bytes())
    }
}

/// A line for each: its name, and what its first line says it is for.
fn list() -> String {
    let line = |(name, text): (&str, &str)| {
        let about = text.lines().next().unwrap_or_default().trim_start_matches("# ");
        format!("{name:<10} {about}\n")
    };
    Source::BUILT_IN.into_iter().map(line).collect()
}
