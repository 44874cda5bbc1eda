//! `controlmap convert`: other formats, and other ways to write down what changes.

mod target;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::cli::arguments::dataset::ActorArgs;
use crate::cli::output;
use crate::cli::output::progress::Voice;
use crate::compare::intervals;
use crate::model::{Dataset, Snapshot};
use crate::report::period::Period;
use crate::source::{self, Table, parse_date};
use crate::{Error, Result};
use target::Target;

/// Write data in another format, dated by snapshots or by intervals
#[derive(Debug, Args)]
#[command(
    override_usage = "controlmap convert [OPTIONS] <IN>... <OUT>",
    after_help = "\
Formats that are written, by the ending of OUT: GeoJSON (.geojson, .json), GeoJSONSeq (.geojsonl, .ndjson),
TopoJSON (.topojson), KML (.kml, .kmz), GeoPackage (.gpkg), FlatGeobuf (.fgb), GeoParquet (.parquet),
CSV (.csv). Before .gz or .zst they are packed. Rings are closed and follow the right-hand rule.

What is written, --as:
  intervals  each piece of ground once for as long as it is in the same hands: actor, name, status,
             others, from, until (on that day it is no longer so), source, color. Of snapshots all edges
             are laid over each other, which makes of hundreds of days a few per cent of their size (but
             up to twice the size where two snapshots have hardly an edge in common). On every day the
             ground is that of its snapshot; crossings of edges of different days are rounded to 1e-9
             degrees. A snapshot holds until the next, over days without one; the last
             has no end. Under a manifest's gap policy ground ends where its data may no longer answer.
             A day on which nothing changed is not told from one without a snapshot any more
  snapshots  the ground of every date of the data, with the column date for from and until: as long as
             all its snapshots together. --dates and --date write some dates only
  features   the features as they are, with their own properties; those without polygons are left out

Dated data is written as intervals unless told otherwise, other data as features.

Examples:
  controlmap convert snapshots/ --actor Russia control.gpkg      hundreds of files to one of intervals
  controlmap convert control.gpkg --date 2025-06-01 june.geojson one date
  controlmap convert control.fgb --as snapshots days.parquet     a row for each territory and date
  controlmap convert areas.shp --as features --precision 6 areas.geojson
  controlmap convert control.kml - --to geojsonseq | jq .properties.actor"
)]
pub(super) struct Convert {
    /// One or more inputs, as --data of other commands: files, folders of them or a manifest, - is
    /// stdin; and at the end where the result goes, - is stdout
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// What is written [default: intervals where the data is dated, else features]
    #[arg(long = "as", value_name = "WHAT")]
    what: Option<What>,
    /// Snapshots of these dates of the data only, from the first to the last
    #[arg(long, value_name = "FROM..TO", conflicts_with = "date")]
    dates: Option<Period>,
    /// The state at the end of one day, as YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = parse_date, allow_hyphen_values = true)]
    date: Option<Date>,
    /// The format, where the ending of OUT doesn't tell it
    #[arg(long, value_name = "FORMAT")]
    to: Option<String>,
    /// Decimals of a degree that positions are rounded to, 0 to 15; 6 are enough for every map
    /// [default: as they are]
    #[arg(long, value_name = "DECIMALS", value_parser = clap::value_parser!(u8).range(0..=15))]
    precision: Option<u8>,
    /// Put a record separator before every feature of GeoJSONSeq, as RFC 8142 demands it
    #[arg(long)]
    rs: bool,
    #[command(flatten)]
    actors: ActorArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    Intervals,
    Snapshots,
    Features,
}

impl Convert {
    pub fn run(self, voice: Voice) -> Result<()> {
        let what = self.what()?;
        let (output, inputs) = self.output_and_inputs()?;
        let target = Target::find(output, self.to.as_deref(), self.rs)?;
        target.spare(inputs)?;
        output::expect_file(output)?;
        match what {
            Some(What::Features) => self.features(inputs, &target, voice),
            _ => self.territories(inputs, what, &target, voice),
        }
    }

    fn output_and_inputs(&self) -> Result<(&Path, &[PathBuf])> {
        match self.paths.split_last() {
            Some((output, inputs)) if !inputs.is_empty() => Ok((output, inputs)),
            _ => Err(Error::usage("an input and an output are needed")
                .hint("controlmap convert IN OUT, for example snapshots/ control.geojson")),
        }
    }

    /// What the flags ask for; nothing where the data decides.
    fn what(&self) -> Result<Option<What>> {
        let chooses_dates = self.date.is_some() || self.dates.is_some();
        if chooses_dates && self.what.is_some_and(|what| what != What::Snapshots) {
            return Err(Error::usage("--date and --dates choose among snapshots")
                .hint("leave out --as, or say --as snapshots"));
        }
        if self.what == Some(What::Features) && self.actors.tell_actors() {
            return Err(Error::usage("features are written with their own properties")
                .hint("leave out --actor, --actor-property and --profile, or say --as intervals"));
        }
        Ok(if chooses_dates { Some(What::Snapshots) } else { self.what })
    }

    fn features(&self, inputs: &[PathBuf], target: &Target, voice: Voice) -> Result<()> {
        let paths: Vec<&Path> = inputs.iter().map(PathBuf::as_path).collect();
        let bar = voice.bytes(source::size_of(&paths));
        let files = source::read_features(&paths, &self.actors.reading()?, &|bytes| bar.inc(bytes));
        bar.finish_and_clear();
        let files = files?;
        target.spare_layers(files.iter().map(|file| file.path.as_path()))?;
        let (table, left_out) = source::features_table(files, &target.name());
        if left_out.not_areas > 0 {
            voice.say(format_args!("left out {} without polygons", features(left_out.not_areas)));
        }
        if left_out.rings_mended > 0 {
            voice.say(format_args!(
                "{} closed, turned round or, being too short, left out (RFC 7946, 3.1.6)",
                rings(left_out.rings_mended)
            ));
        }
        self.write(table, target, voice)
    }

    fn territories(
        &self,
        inputs: &[PathBuf],
        what: Option<What>,
        target: &Target,
        voice: Voice,
    ) -> Result<()> {
        let dataset = self.actors.open(inputs, voice)?;
        target.spare_layers(dataset.read_from.iter().map(Path::new))?;
        match what {
            None if dataset.dates.is_empty() && !self.actors.tell_actors() => {
                if inputs.iter().any(|path| path == Path::new("-")) {
                    return Err(Error::usage("nothing dates what stands on stdin")
                        .hint("say --as features, or --as intervals"));
                }
                self.features(inputs, target, voice)
            }
            Some(What::Snapshots) => {
                let snapshots = self.snapshots(&dataset)?;
                self.write(source::snapshots_table(&snapshots, &target.name()), target, voice)
            }
            _ => {
                let merged = intervals(&dataset)?;
                let table = source::intervals_table(&dataset, &merged, &target.name());
                self.write(table, target, voice)
            }
        }
    }

    fn snapshots<'a>(&self, dataset: &'a Dataset) -> Result<Vec<Snapshot<'a>>> {
        if let Some(date) = self.date {
            return Ok(vec![dataset.on(date)?]);
        }
        let is_wanted = |date: &Date| self.dates.is_none_or(|dates| dates.contains(*date));
        let dates: Vec<Date> = dataset.dates.iter().copied().filter(is_wanted).collect();
        match (dates.is_empty(), dataset.dates.first().zip(dataset.dates.last())) {
            (false, _) => dataset.on_all(&dates),
            (true, Some((first, last))) => {
                Err(Error::usage("the data has no date between these two")
                    .hint(format!("the first date is {first}, the last {last}")))
            }
            (true, None) => Err(Error::input("nothing dates the data, so it has no snapshots")
                .hint("say --date with the date that the data is of")),
        }
    }

    fn write(&self, mut table: Table, target: &Target, voice: Voice) -> Result<()> {
        if let Some(decimals) = self.precision {
            let collapsed = table.round(decimals);
            if collapsed.rings > 0 {
                voice.say(format_args!(
                    "{} left out that {decimals} decimals leave nothing of, {} with them",
                    rings(collapsed.rings),
                    features(collapsed.rows)
                ));
            }
            if collapsed.invalid > 0 {
                voice.say(format_args!(
                    "{} with rings that cross or touch themselves after rounding to {decimals} decimals: \
                     take more, or repair the result",
                    features(collapsed.invalid)
                ));
            }
        }
        if table.rows.is_empty() {
            return Err(Error::input("there are no polygons to write"));
        }
        let written = target.write(&table)?;
        if let Some(bytes) = written {
            voice.say(format_args!(
                "{} written to {}, {bytes} bytes of {}",
                features(table.rows.len()),
                target.path.display(),
                target.format.name()
            ));
        }
        Ok(())
    }
}

fn features(count: usize) -> String {
    format!("{count} {}", if count == 1 { "feature" } else { "features" })
}

fn rings(count: usize) -> String {
    format!("{count} {}", if count == 1 { "ring" } else { "rings" })
}
