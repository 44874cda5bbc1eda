//! `controlmap area`: how much ground each side holds, on a date or through time.

mod chart;
mod rows;
mod text;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::cli::arguments::dataset::DatasetArgs;
use crate::cli::arguments::measuring::{EdgeWord, say_what_is_misdrawn};
use crate::cli::output;
use crate::cli::output::picture::ChartArgs;
use crate::cli::output::progress::Voice;
use crate::compare::{DatedAreas, Measuring, series};
use crate::model::{Dataset, Language};
use crate::report;
use crate::report::dates::{ANY_DATE, date_or_latest};
use crate::report::grounds::GroundNames;
use crate::report::period::{Period, Step};
use crate::source::parse_date;
use crate::{Error, Result};

/// Tell how many km² each side holds, on a date or through time
#[derive(Debug, Args)]
#[command(after_help = "\
Rows, overlaps (ground that the data gives to several at once) and unclaimed ground sum to the total.
The total is the dataset's frame, or where it has none all ground that somebody is given.

Examples:
  controlmap area --date 2026-01-27
  controlmap area --date 2026-01-27 --by region
  controlmap area --all --format csv -o areas.csv
  controlmap area --dates 2026-01-01..2026-02-10 --every 1d --chart areas.png
  controlmap area -d deepstate/ --actor Russia --all --chart areas.svg")]
pub(super) struct Area {
    #[command(flatten)]
    dataset: DatasetArgs,
    /// The date, as YYYY-MM-DD: the state at the end of that day [default: the last of the data]
    #[arg(long, value_name = "DATE", value_parser = parse_date, conflicts_with_all = ["dates", "all"], allow_hyphen_values = true)]
    date: Option<Date>,
    /// The first and the last of several dates
    #[arg(long, value_name = "FROM..TO", conflicts_with = "all")]
    dates: Option<Period>,
    /// The step between dates, in days, weeks or months: 1d, 2w, 1m
    #[arg(
        long,
        value_name = "STEP",
        default_value = "1d",
        requires = "dates",
        conflicts_with = "all"
    )]
    every: Step,
    /// Every date on which the data says something new
    #[arg(long)]
    all: bool,
    /// Tell the dataset's regions apart, too
    #[arg(long, value_name = "WHAT")]
    by: Option<Division>,
    /// How the figures are printed
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Where they go; - is stdout
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    /// What runs between two vertices: straight lines in longitude and latitude, as GeoJSON says, or
    /// geodesics, as pyproj and PostGIS's geography measure
    #[arg(long, value_name = "RULE", default_value = "straight")]
    edges: EdgeWord,
    /// The language of names: en, ar, ku or ckb
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    lang: Language,
    #[command(flatten)]
    chart: ChartArgs,
}

/// By what ground may be divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Division {
    Region,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Csv,
    Json,
    Md,
}

impl Area {
    pub fn run(self, voice: Voice) -> Result<()> {
        output::expect_file(&self.output)?;
        self.chart.expect_room()?;
        let mut dataset = self.dataset.open(voice)?;
        let theme = self.chart.theme.of(&mut dataset, voice)?;
        let by_region = self.by.is_some();
        if by_region && dataset.base_map.regions.is_empty() {
            return Err(no_regions());
        }
        let dates = self.dates(&dataset)?;
        let measuring = Measuring { edges: self.edges.rule(), by_region };
        let series = series(&dataset, &dates, measuring)?;
        say_what_is_doubtful(&series, voice);
        let names = GroundNames { dataset: &dataset, language: self.lang };
        if let Some(last) = dates.iter().rev().find_map(|date| dataset.on(*date).ok()) {
            say_what_is_misdrawn(&last, &names, voice)?;
        }
        if let Some(path) = &self.chart.path {
            if path == &self.output && path != Path::new("-") {
                return Err(Error::usage("the chart and the figures can't go to one file")
                    .at(path.display()));
            }
            if dataset.dates.is_empty() {
                return Err(Error::usage("the data has no dates to draw a chart over"));
            }
            let scene = chart::draw(&dataset, &series, &self.chart.options(self.lang, theme))?;
            self.chart.write(path, &scene, &dataset, self.lang, voice)?;
            if path == Path::new("-") && self.output == Path::new("-") {
                return Ok(());
            }
        }
        let text = match self.format {
            Format::Text => text::report(&names, &series).text(),
            Format::Md => text::report(&names, &series).markdown(),
            Format::Csv => rows::table(&names, &series).csv()?,
            Format::Json => output::json(&report::area::json(&names, &series))?,
        };
        output::write(&self.output, text.as_bytes())
    }

    fn dates(&self, dataset: &Dataset) -> Result<Vec<Date>> {
        if self.all {
            let dates = &dataset.dates;
            return Ok(if dates.is_empty() { vec![ANY_DATE] } else { dates.clone() });
        }
        if let Some(period) = self.dates {
            let dates = period.dates(self.every)?;
            let has_data = |date: &Date| dataset.on(*date).is_ok();
            return match dates.iter().any(has_data) {
                true => Ok(dates),
                false => dates.first().map_or(Ok(Vec::new()), |date| Err(lacking(dataset, *date))),
            };
        }
        let date = date_or_latest(self.date, dataset);
        dataset.on(date).map(|_| vec![date])
    }
}

/// Why there is no data on a date.
fn lacking(dataset: &Dataset, date: Date) -> Error {
    dataset.on(date).err().unwrap_or_else(|| Error::input(format!("there is no data on {date}")))
}

/// That ground can't be told apart by regions.
pub(super) fn no_regions() -> Error {
    Error::usage("the dataset has no regions")
        .hint("name a file of them in the manifest: `regions` under `[layers]`")
}

/// Says what the figures rest on that is not as it should be.
fn say_what_is_doubtful(series: &[DatedAreas], voice: Voice) {
    let without: Vec<&DatedAreas> = series.iter().filter(|it| it.areas.is_none()).collect();
    if let Some(first) = without.first() {
        let (count, date) = (without.len(), first.date);
        voice.say(format_args!("there is no data on {count} of the dates (first: {date})"));
    }
    let overlap = |it: &DatedAreas| Some((it.date, it.areas.as_ref()?.all.overlap()));
    let overlaps = series.iter().filter_map(overlap).filter(|(_, area)| area.0 > 0.0);
    if let Some((date, area)) = overlaps.max_by(|a, b| a.1.0.total_cmp(&b.1.0)) {
        let when = if date == ANY_DATE { String::new() } else { format!(" (on {date})") };
        voice.say(format_args!(
            "the data gives {area} to several at once{when}: they are counted as overlaps"
        ));
    }
    let totals = series.iter().filter_map(|it| Some(it.areas.as_ref()?.all.total));
    if series.len() > without.len() && totals.map(|total| total.0).fold(0.0, f64::max) <= 0.0 {
        voice.say("the data gives no ground to anybody");
    }
}
