//! `controlmap repair`: documented, conservative repairs.

mod destination;
mod geojson;
mod report;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::cli::arguments::dataset::ActorArgs;
use crate::cli::output;
use crate::cli::output::progress::Voice;
use crate::repair::{MostMoved, OverlapRule, RepairOptions, repair};
use crate::source;
use crate::{Error, Result};
use destination::Destination;

/// Repair what can be repaired without guessing, and tell the ground that each repair moved
#[derive(Debug, Args)]
#[command(after_help = "\
What is repaired, feature by feature:
  rings are closed and turned, repeated positions and spikes dropped, rings without ground left out;
  rings that cross, interiors out of place and polygons of one feature that overlap are resolved: of each
  polygon the ground that its exterior goes round, less what an interior goes round; all of them joined
And between features that hold at the same time:
  duplicates are dropped; vertices within --snap of another feature's border are moved onto it; overlaps
  narrower than --sliver are cut, and gaps between features as narrow are given to the one that shares
  most of their border; wider overlaps are cut only where it is said whose they are (--overlaps)
Who comes first keeps the ground and its border: as --precedence or the manifest's `precedence` says, else
the feature that comes first in the data.

Files in which nothing is repaired are copied byte for byte, features to which nothing is done stay as
they are to the last digit, and so does a position that nothing moves; positions that are computed, as
where edges cross, are of a grid of 1e-9 degrees. A feature that holds through several changes of its
neighbours may become several, with dates of their own. To repair the result changes nothing.

A feature whose rings cross has before its repair what an odd number of its rings goes round, so that
ground that could be read in two ways counts as moved.

Examples:
  controlmap repair map.geojson -o repaired.geojson --dry-run
  controlmap repair snapshots/ -o repaired/ --moved moved.geojson
  controlmap repair map.geojson -o repaired.geojson --overlaps precedence --precedence sdf,gov")]
pub(super) struct Repair {
    /// What is repaired: a file, a folder of dated ones, a manifest, or several of these
    #[arg(value_name = "IN", required = true)]
    paths: Vec<PathBuf>,
    /// Where the result goes: a file, for several files a folder, - is stdout
    #[arg(short, long, value_name = "OUT", required_unless_present = "dry_run")]
    output: Option<PathBuf>,
    /// Metres within which borders that almost coincide are made to; 0 leaves them
    #[arg(long, value_name = "METRES", default_value_t = 1.0, allow_negative_numbers = true)]
    snap: f64,
    /// Metres below which an overlap or a gap is a sliver: twice its area over its perimeter; 0 leaves
    /// all
    #[arg(long, value_name = "METRES", default_value_t = 10.0, allow_negative_numbers = true)]
    sliver: f64,
    /// Who keeps overlaps wider than a sliver of features of one status: precedence keeps both where
    /// nothing is declared, keep always does
    #[arg(long, value_name = "RULE", default_value = "precedence")]
    overlaps: OverlapWord,
    /// Actors by id or name, who comes first first, with commas between them [default: the manifest's]
    #[arg(long, value_name = "ACTORS", value_delimiter = ',')]
    precedence: Vec<String>,
    /// How much ground may move on any date: 12 (km²) or 0.5%; above it nothing is written
    /// [default: 0.1% of the features' ground, or 1 km² if that is more]
    #[arg(long, value_name = "KM2|PERCENT")]
    max_area_change: Option<MostMoved>,
    /// Tell what would be done, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Write the ground that moved as GeoJSON, too
    #[arg(long, value_name = "FILE")]
    moved: Option<PathBuf>,
    /// How the repairs are told on stdout
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// List all repairs, not only the largest
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    actors: ActorArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum OverlapWord {
    Precedence,
    Keep,
    First,
    Last,
    Smaller,
    Larger,
}

impl Repair {
    pub fn run(self, voice: Voice) -> Result<()> {
        let options = self.options()?;
        self.moved.as_deref().map_or(Ok(()), output::expect_file)?;
        let paths: Vec<&Path> = self.paths.iter().map(PathBuf::as_path).collect();
        let bar = voice.bytes(source::size_of(&paths));
        let told = source::told(&paths, &self.actors.options()?, &|bytes| bar.inc(bytes));
        bar.finish_and_clear();
        let told = told?;
        for inference in &told.inferences {
            voice.say(inference);
        }
        let inputs: Vec<PathBuf> = told.files.iter().map(|file| file.path.clone()).collect();
        let output = self.output.as_deref().filter(|_| !self.dry_run);
        let is_of_folder = paths.iter().any(|path| path.is_dir());
        let destination = output.map(|output| Destination::of(output, &inputs, is_of_folder));
        let destination = destination.transpose()?;
        let repaired = repair(told, &options)?;
        if let Some(destination) = &destination {
            destination.write(&repaired)?;
        }
        if let Some(path) = &self.moved {
            output::write(path, geojson::moved(&repaired)?.as_bytes())?;
        }
        let text = match self.format {
            Format::Text => report::text(&repaired, self.all).text(),
            Format::Json => output::json(&report::data(&repaired, destination.is_some()))?,
        };
        if output == Some(Path::new("-")) {
            voice.say(report::sentence(&repaired));
            return Ok(());
        }
        output::to_stdout(text.as_bytes())
    }

    fn options(&self) -> Result<RepairOptions> {
        for (flag, metres) in [("--snap", self.snap), ("--sliver", self.sliver)] {
            if !(metres.is_finite() && metres >= 0.0) {
                return Err(Error::usage("a number of metres is 0 or more").at(flag).found(metres));
            }
        }
        if self.snap > MOST_METRES || self.sliver > MOST_METRES {
            return Err(Error::usage("what is a kilometre wide is no sliver")
                .found(format!("--snap {} --sliver {}", self.snap, self.sliver)));
        }
        Ok(RepairOptions {
            snap: self.snap,
            sliver: self.sliver,
            overlaps: self.overlaps.rule(),
            precedence: self.precedence.iter().map(|it| it.trim().to_owned()).collect(),
            most_moved: self.max_area_change.unwrap_or_default(),
        })
    }
}

/// Metres that a tolerance may be.
const MOST_METRES: f64 = 1000.0;

impl OverlapWord {
    fn rule(self) -> OverlapRule {
        match self {
            Self::Precedence => OverlapRule::Precedence,
            Self::Keep => OverlapRule::Keep,
            Self::First => OverlapRule::First,
            Self::Last => OverlapRule::Last,
            Self::Smaller => OverlapRule::Smaller,
            Self::Larger => OverlapRule::Larger,
        }
    }
}
