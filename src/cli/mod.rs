//! The command line: arguments in, library called, text or JSON out; one file a command.

mod animate;
mod area;
mod arguments;
mod at;
mod build;
mod check;
mod compare;
mod completions;
mod convert;
mod diff;
mod example;
mod front;
mod history;
mod info;
mod join;
mod naming;
mod output;
mod pockets;
mod profile;
mod render;
mod repair;
#[cfg(feature = "serve")]
mod serve;
#[cfg(feature = "serve")]
mod site;
mod theme;
#[cfg(feature = "serve")]
mod tiles;

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};

use crate::{Error, Result};
use output::progress::Voice;

/// Dated territorial-control maps: a map image for any date, and who held which place.
#[derive(Debug, Parser)]
#[command(name = "controlmap", version, after_help = EXAMPLES)]
struct Cli {
    /// Say nothing on stderr but errors
    #[arg(short, long, global = true)]
    quiet: bool,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  controlmap render --date 2026-01-27 -o map.png           the built-in dataset on one date
  controlmap render -d snapshots/ --actor Russia -o m.png  a folder of dated GeoJSON files
  controlmap animate --dates 2026-01-01..2026-02-10 -o w.gif  an animation of many dates
  controlmap at 41.22 37.05 --date 2026-01-27              who held that place on that date
  controlmap history --place Raqqa                         everyone who ever held it
  controlmap area --date 2026-01-27 --by region            km² of each side, in each governorate
  controlmap compare 2025-12-31 2026-01-27                 what changed: km², places, pockets, fronts
  controlmap pockets --date 2026-01-27 --of sdf            the pieces of one side's ground
  controlmap front --date 2026-01-27 --geojson             the front lines
  controlmap diff ours/ theirs/ --date 2025-06-01          where two sources disagree
  controlmap info -d snapshots/                            what is in it, and what is wrong with it
  controlmap check snapshots/                              every defect, the worst first, and what to do
  controlmap repair snapshots/ -o repaired/                mended, with the km² that each repair moved
  controlmap join events.csv -o joined.csv                 who held the ground of each event that day
  controlmap convert snapshots/ control.gpkg               other formats; snapshots as intervals
  controlmap serve                                         a map with a time slider, and an API
  controlmap tiles -o syria.pmtiles                        vector tiles of all dates in one file
  controlmap site -o public/                               that map as files for any web host
  controlmap example syria/                                the built-in dataset as files to start from
  controlmap theme dark -o mine.toml                       a theme as a file to start from
  controlmap render -d maps/ --profile deepstate -o m.png  a source whose properties it knows

Exit codes:
  0 fine, 1 `check` found defects, 2 wrong usage, 3 input or output at fault, 4 a limit was reached";

#[derive(Debug, Subcommand)]
enum Command {
    Render(render::Render),
    Animate(animate::Animate),
    At(at::At),
    History(history::History),
    Area(area::Area),
    Compare(compare::Compare),
    Pockets(pockets::Pockets),
    Front(front::Front),
    Diff(diff::Diff),
    Info(info::Info),
    Repair(repair::Repair),
    Join(join::Join),
    #[cfg(feature = "serve")]
    Serve(serve::Serve),
    #[cfg(feature = "serve")]
    Site(site::Site),
    #[cfg(feature = "serve")]
    Tiles(tiles::WriteTiles),
    Convert(convert::Convert),
    Build(build::Build),
    Check(check::Check),
    Example(example::Example),
    Theme(theme::Theme),
    Profile(profile::Profile),
    Completions(completions::Completions),
}

/// What a command that could do its work has to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// All is fine.
    Yes,
    /// What was asked for is not so: the data that was checked has defects.
    No,
}

impl Verdict {
    /// The process exit code that stands for it.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Yes => 0,
            Self::No => 1,
        }
    }
}

/// Runs the program on a command line, its name first.
///
/// # Errors
///
/// Whatever the command meets; the error's [`Error::exit_code`] is the process's.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Result<Verdict> {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(message) => return explain(&message).map(|()| Verdict::Yes),
    };
    let voice = Voice::new(cli.quiet);
    let done = match cli.command {
        Command::Check(command) => return command.run(voice),
        Command::Render(command) => command.run(voice),
        Command::Animate(command) => command.run(voice),
        Command::At(command) => command.run(voice),
        Command::History(command) => command.run(voice),
        Command::Area(command) => command.run(voice),
        Command::Compare(command) => command.run(voice),
        Command::Pockets(command) => command.run(voice),
        Command::Front(command) => command.run(voice),
        Command::Diff(command) => command.run(voice),
        Command::Info(command) => command.run(voice),
        Command::Repair(command) => command.run(voice),
        Command::Join(command) => command.run(voice),
        #[cfg(feature = "serve")]
        Command::Serve(command) => command.run(voice),
        #[cfg(feature = "serve")]
        Command::Site(command) => command.run(voice),
        #[cfg(feature = "serve")]
        Command::Tiles(command) => command.run(voice),
        Command::Convert(command) => command.run(voice),
        Command::Build(command) => command.run(voice),
        Command::Example(command) => command.run(voice),
        Command::Theme(command) => command.run(),
        Command::Profile(command) => command.run(),
        Command::Completions(command) => command.run(),
    };
    done.map(|()| Verdict::Yes)
}

/// Help and version go to stdout and are fine; everything else is a usage error.
fn explain(message: &clap::Error) -> Result<()> {
    match message.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // Nobody is left to tell when the terminal is gone.
            let _ = message.print();
            Ok(())
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Err(Error::usage("a command is missing").hint("`controlmap --help` lists them"))
        }
        _ => {
            let text = message.to_string();
            Err(Error::usage(text.trim_start_matches("error: ").trim_end()))
        }
    }
}
