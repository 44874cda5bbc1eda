//! The `controlmap` program: see `controlmap --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    match controlmap::cli::run(std::env::args_os()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("controlmap: {error}");
            ExitCode::from(error.exit_code())
        }
    }
}
