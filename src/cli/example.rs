//! `controlmap example`: the built-in dataset as files to start from.

use std::path::PathBuf;

use clap::Args;

use crate::cli::output;
use crate::cli::output::progress::Voice;
use crate::source;
use crate::{Error, Result};

/// Write the built-in dataset, and what it was built from, into a folder
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  controlmap example syria
  controlmap render -d syria --date 2026-01-27 -o map.png
  controlmap build --frame syria/frame.geojson --fronts syria/fronts.geojson \\
      --facts syria/facts.csv --no-fact error -o syria/control.geojson")]
pub(super) struct Example {
    /// The folder; it is made, and must be empty if it is there
    folder: PathBuf,
}

impl Example {
    pub fn run(self, voice: Voice) -> Result<()> {
        let failed = |cause: std::io::Error| {
            Error::input(format!("the folder can't be used: {cause}")).at(self.folder.display())
        };
        output::expect_folder(&self.folder)?;
        std::fs::create_dir_all(&self.folder).map_err(failed)?;
        if std::fs::read_dir(&self.folder).map_err(failed)?.next().is_some() {
            return Err(Error::usage("the folder is not empty")
                .at(self.folder.display())
                .hint("name a new one"));
        }
        let mut count = 0;
        for (name, bytes) in source::built_in_files() {
            output::write(&self.folder.join(name), bytes)?;
            count += 1;
        }
        voice.say(format_args!("{count} files written to {}", self.folder.display()));
        Ok(())
    }
}
