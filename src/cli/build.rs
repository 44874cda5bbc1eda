//! `controlmap build`: front lines and place facts to control polygons.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::build::{self, Contradiction, LooseEndRule, NoFact, Options, input};
use crate::cli::output;
use crate::cli::output::progress::Voice;
use crate::source::{Disk, Limits, Store, parse_date};
use crate::{Error, Result};

/// Cut a frame along dated front lines and give each part to whom the facts in it say
#[derive(Debug, Args)]
#[command(after_help = "\
The frame is GeoJSON polygons. Front lines are GeoJSON LineStrings with the properties name, from and
until (on that day the line is gone; null: it still stands). Facts are a CSV with the columns place,
lon, lat, date, actor, status, source; a fact stands until the place's next one.

Example:
  controlmap example syria
  controlmap build --frame syria/frame.geojson --fronts syria/fronts.geojson \\
      --facts syria/facts.csv -o control.geojson")]
pub(super) struct Build {
    /// GeoJSON with the outline of the whole ground, for example a country's border
    #[arg(long, value_name = "FILE")]
    frame: PathBuf,
    /// GeoJSON with the dated lines that divide it
    #[arg(long, value_name = "FILE")]
    fronts: PathBuf,
    /// CSV that says who held which place from when
    #[arg(long, value_name = "FILE")]
    facts: PathBuf,
    /// Where the control polygons go, as GeoJSON; - is stdout
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// The first date to write [default: the first on which a line begins]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    since: Option<Date>,
    /// The date from which nothing is known any more [default: the last state stays]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    until: Option<Date>,
    /// The ids of the actors there are, separated by commas: another one in the facts is an error
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    actors: Vec<String>,
    /// What becomes of ground without a fact
    #[arg(long, value_name = "WHAT", default_value = "unknown")]
    no_fact: NoFactWord,
    /// What becomes of ground whose facts contradict each other
    #[arg(long, value_name = "WHAT", default_value = "contested")]
    contradiction: ContradictionWord,
    /// What becomes of a line that ends in open ground
    #[arg(long, value_name = "WHAT", default_value = "error")]
    loose_end: LooseEndWord,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum NoFactWord {
    Unknown,
    Error,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ContradictionWord {
    Contested,
    Unknown,
    Error,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LooseEndWord {
    Error,
    Report,
}

impl Build {
    pub fn run(self, voice: Voice) -> Result<()> {
        output::expect_file(&self.output)?;
        let frame = input::frame(&text(&self.frame)?, &self.frame.to_string_lossy())?;
        let fronts = input::front_lines(&text(&self.fronts)?, &self.fronts.to_string_lossy())?;
        let facts = input::place_facts(&text(&self.facts)?, &self.facts.to_string_lossy())?;
        let built = build::build(&frame, &fronts, &facts, &self.options())?;
        for report in &built.reports {
            voice.say(report);
        }
        output::write(&self.output, build::output::geojson(&built).as_bytes())?;
        voice.say(format_args!(
            "{} territories written to {}",
            built.territories.len(),
            self.output.display()
        ));
        Ok(())
    }

    fn options(&self) -> Options {
        Options {
            no_fact: match self.no_fact {
                NoFactWord::Unknown => NoFact::Unknown,
                NoFactWord::Error => NoFact::Error,
            },
            contradiction: match self.contradiction {
                ContradictionWord::Contested => Contradiction::Contested,
                ContradictionWord::Unknown => Contradiction::Unknown,
                ContradictionWord::Error => Contradiction::Error,
            },
            loose_end: match self.loose_end {
                LooseEndWord::Error => LooseEndRule::Error,
                LooseEndWord::Report => LooseEndRule::Report,
            },
            since: self.since,
            until: self.until,
            actors: self.actors.clone(),
            ..Options::default()
        }
    }
}

fn text(path: &Path) -> Result<String> {
    let bytes = Disk.read(path, &Limits::default())?;
    String::from_utf8(bytes.into_owned())
        .map_err(|_| Error::input("the text is not UTF-8").at(path.display()))
}
