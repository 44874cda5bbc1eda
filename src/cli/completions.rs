//! `controlmap completions`: scripts that let a shell complete the command line.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Cli, output};
use crate::Result;

/// Print a completion script for a shell
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  controlmap completions zsh > ~/.zfunc/_controlmap")]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub fn run(self) -> Result<()> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "controlmap", &mut script);
        output::to_stdout(&script)
    }
}
