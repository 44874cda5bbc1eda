//! `controlmap join`: who held the ground where and when each event of a file happened.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::civil::Date;

use crate::cli::arguments::dataset::DatasetArgs;
use crate::cli::output;
use crate::cli::output::progress::Voice;
use crate::index::ControlIndex;
use crate::join::{ColumnNames, Format, Join as Joining, Options, Scale};
use crate::source::{decompressed, parse_date};
use crate::{Error, Result};

/// Add to each event of a file who held the ground that day
#[derive(Debug, Args)]
#[command(
    override_usage = "controlmap join EVENTS [OPTIONS]",
    after_help = "\
Reads CSV, TSV, NDJSON and GeoJSON points, plain or with gzip, and writes the same format (with gzip where -o ends in .gz): every
row as it was, in the same order, with control_actor, control_status, control_since,
control_data_date, front_km, control_others and control_reason added. Rows that can't be read are
kept, with an empty answer and the reason. Dates are written YYYY-MM-DD, DD Month YYYY, YYYYMMDD,
or as seconds or milliseconds since 1970.

Examples:
  controlmap join events.csv -o joined.csv
  controlmap join acled.csv -d snapshots/ --geo-precision-column geo_precision \\
      --time-precision-column time_precision -o joined.csv
  controlmap join - --format ndjson --date 2026-01-20 < points.ndjson > joined.ndjson"
)]
pub(super) struct Join {
    /// The events: .csv, .tsv, .ndjson, .jsonl, .geojsonl, .geojson or .json, also with .gz; - is stdin
    #[arg(value_name = "EVENTS")]
    events: Option<PathBuf>,
    /// Where the joined events go; - is stdout
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    #[command(flatten)]
    dataset: DatasetArgs,
    /// The format of the events [default: by the file's ending; csv for stdin]
    #[arg(long, value_name = "FORMAT")]
    format: Option<FormatWord>,
    /// The column with the longitude [default: lon, lng, long, longitude or x]
    #[arg(long, value_name = "COLUMN")]
    lon_column: Option<String>,
    /// The column with the latitude [default: lat, latitude or y]
    #[arg(long, value_name = "COLUMN")]
    lat_column: Option<String>,
    /// The column with the date [default: date, event_date, day, datetime, timestamp or time]
    #[arg(long, value_name = "COLUMN", conflicts_with = "date")]
    date_column: Option<String>,
    /// The date of all events
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    date: Option<Date>,
    /// The column that says by a code how well the place is known: an event that may have happened on
    /// ground of several is answered `ambiguous`
    #[arg(long, value_name = "COLUMN")]
    geo_precision_column: Option<String>,
    /// The same for the date
    #[arg(long, value_name = "COLUMN")]
    time_precision_column: Option<String>,
    /// How far from its place an event of each code may have been [default: ACLED's, 1=0,2=25,3=100]
    #[arg(long, value_name = "CODE=KM,...", requires = "geo_precision_column")]
    geo_precision_km: Option<Scale>,
    /// How many days before or after its date an event of each code may have been [default: ACLED's, 1=0,2=3,3=15]
    #[arg(long, value_name = "CODE=DAYS,...", requires = "time_precision_column")]
    time_precision_days: Option<Scale>,
    /// The new columns are called NAME_actor, NAME_status, NAME_front_km and so on
    #[arg(long, value_name = "NAME", default_value = "control")]
    prefix: String,
    /// Do not measure how far the nearest front is: faster, and without the column front_km
    #[arg(long)]
    no_front: bool,
    /// Stop at the first row that has no answer or is not UTF-8
    #[arg(long)]
    strict: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FormatWord {
    Csv,
    Tsv,
    Ndjson,
    Geojson,
}

impl Join {
    pub fn run(self, voice: Voice) -> Result<()> {
        let path = self.events()?;
        let options = self.options(path)?;
        output::expect_file(&self.output)?;
        let place = if is_stdin(path) { "stdin".into() } else { path.to_string_lossy() };
        let (events, size) = open(path)?;
        let dataset = self.dataset.open(voice)?;
        let index = ControlIndex::of(&dataset)?;
        let bar = voice.stream(size);
        let is_gzip = self.output.extension().is_some_and(|it| it.eq_ignore_ascii_case("gz"));
        let joining = Joining { index: &index, dataset: &dataset, options: &options };
        let joined = output::stream(&self.output, |writer| {
            let events = decompressed(bar.wrap_read(events)).map_err(|error| error.at(&place))?;
            let say = |inference: &str| bar.suspend(|| voice.say(inference));
            if !is_gzip {
                return joining.run(events, writer, say).map_err(|error| error.at(&place));
            }
            let mut packed = GzEncoder::new(writer, Compression::default());
            let summary =
                joining.run(events, &mut packed, say).map_err(|error| error.at(&place))?;
            let unfinished = |cause| Error::input(format!("the output can't be written: {cause}"));
            packed.finish().map_err(unfinished)?;
            Ok(summary)
        });
        bar.finish_and_clear();
        if let Some(summary) = joined? {
            summary.to_string().lines().for_each(|line| voice.say(line));
        }
        Ok(())
    }

    /// `-d` takes several paths, and so the events, too, where they are written after it.
    fn events(&self) -> Result<&Path> {
        self.events.as_deref().ok_or_else(|| {
            Error::usage("the events are missing")
                .hint("put EVENTS before -d, which takes all paths after it for data; - is stdin")
        })
    }

    fn options(&self, events: &Path) -> Result<Options> {
        let default = Options::default();
        Ok(Options {
            format: self.format(events)?,
            columns: ColumnNames {
                lon: self.lon_column.clone(),
                lat: self.lat_column.clone(),
                date: self.date_column.clone(),
                geo_precision: self.geo_precision_column.clone(),
                time_precision: self.time_precision_column.clone(),
            },
            date: self.date,
            geo_precision: self.geo_precision_km.clone().unwrap_or(default.geo_precision),
            time_precision: self.time_precision_days.clone().unwrap_or(default.time_precision),
            prefix: self.prefix.clone(),
            measures_fronts: !self.no_front,
            is_strict: self.strict,
            ..default
        })
    }

    fn format(&self, events: &Path) -> Result<Format> {
        match self.format {
            Some(FormatWord::Csv) => Ok(Format::Csv),
            Some(FormatWord::Tsv) => Ok(Format::Tsv),
            Some(FormatWord::Ndjson) => Ok(Format::Ndjson),
            Some(FormatWord::Geojson) => Ok(Format::GeoJson),
            None if is_stdin(events) => Ok(Format::Csv),
            None => Format::of_path(events).ok_or_else(|| {
                Error::usage("the file's name does not end in a known format")
                    .at(events.display())
                    .hint("--format csv, tsv, ndjson or geojson says which it is")
            }),
        }
    }
}

fn is_stdin(events: &Path) -> bool {
    events == Path::new("-")
}

/// The events, and how many bytes there are where that is known.
fn open(events: &Path) -> Result<(Box<dyn Read + Send>, Option<u64>)> {
    if is_stdin(events) {
        return Ok((Box::new(std::io::stdin()), None));
    }
    let unreadable = |cause: std::io::Error| {
        let error = match cause.kind() {
            std::io::ErrorKind::NotFound => Error::input("there is no such file"),
            _ => Error::input(format!("the file can't be read: {cause}")),
        };
        error.at(events.display())
    };
    let file = std::fs::File::open(events).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(
            Error::usage("a folder was given; a file of events was expected").at(events.display())
        );
    }
    Ok((Box::new(file), metadata.is_file().then_some(metadata.len())))
}
