//! The `controlmap` program: see `controlmap --help`.

use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    match controlmap::cli::run(std::env::args_os()) {
        Ok(verdict) => ExitCode::from(verdict.exit_code()),
        Err(error) => {
            // Nobody is left to tell when stderr is closed.
            let _ = writeln!(std::io::stderr(), "controlmap: {error}");
            ExitCode::from(error.exit_code())
        }
    }
}
