//! `controlmap compare`: what changed from one date to another.

mod rows;
mod text;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::area::{Division, no_regions};
use crate::cli::arguments::dataset::DatasetArgs;
use crate::cli::arguments::measuring::{EdgeWord, say_what_is_misdrawn};
use crate::cli::output;
use crate::cli::output::progress::Voice;
use crate::compare::{Comparing, Measuring, breaks};
use crate::geometry::Kilometres;
use crate::index::Ledger;
use crate::model::{Dataset, Language};
use crate::report::comparison::{self, Told};
use crate::report::grounds::GroundNames;
use crate::source::{parse_date, world_places};
use crate::{Error, Result};

pub(super) use rows::{changes, matrix as matrix_rows};
pub(super) use text::{matrix, people_in, places, slivers};

/// Tell what changed from one date to another: km² by side, places, pockets, front lines
#[derive(Debug, Args)]
#[command(after_help = "\
Rows of the matrix sum to the first date's areas, columns to the second's. Slivers, changed pieces
narrower than --sliver-width, are in the matrix but not among what was gained and lost.

Examples:
  controlmap compare 2025-12-31 2026-01-27
  controlmap compare 2025-12-31 2026-01-27 --summary
  controlmap compare 2025-12-31 2026-01-27 --by region --format json
  controlmap compare 2026-01-17 2026-01-18 --format geojson -o changed.geojson
  controlmap compare 2025-01-01 2025-06-01 -d deepstate/ --actor Russia")]
pub(super) struct Compare {
    /// The first date, as YYYY-MM-DD: the state at the end of that day
    #[arg(value_name = "FIRST", value_parser = parse_date, allow_hyphen_values = true)]
    first: Date,
    /// The second date
    #[arg(value_name = "SECOND", value_parser = parse_date, allow_hyphen_values = true)]
    second: Date,
    /// Print one paragraph that says the most important
    #[arg(long, conflicts_with_all = ["format", "by"])]
    summary: bool,
    /// Tell the dataset's regions apart, too
    #[arg(long, value_name = "WHAT")]
    by: Option<Division>,
    #[command(flatten)]
    how: HowArgs,
    #[command(flatten)]
    dataset: DatasetArgs,
}

/// How two states are compared, and what becomes of it.
#[derive(Debug, Args)]
pub(super) struct HowArgs {
    /// How the figures are printed; geojson is the changed ground, piece by piece
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: Format,
    /// Where they go; - is stdout
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub output: PathBuf,
    /// Metres below which a changed piece is a sliver: twice its area over its perimeter
    #[arg(long, value_name = "METRES", default_value_t = 50.0, allow_negative_numbers = true)]
    sliver_width: f64,
    /// What runs between two vertices: straight lines in longitude and latitude, as GeoJSON says, or
    /// geodesics, as pyproj and PostGIS's geography measure
    #[arg(long, value_name = "RULE", default_value = "straight")]
    edges: EdgeWord,
    /// The language of names: en, ar, ku or ckb
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    pub lang: Language,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Md,
    Json,
    Csv,
    Geojson,
}

impl HowArgs {
    /// Metres below which a changed piece is a sliver.
    pub fn sliver_width(&self) -> f64 {
        self.sliver_width
    }

    pub fn comparing(&self, by_region: bool) -> Result<Comparing> {
        if self.sliver_width.is_nan() || self.sliver_width < 0.0 {
            return Err(Error::usage("a sliver's width is a number of metres, 0 or more")
                .found(self.sliver_width));
        }
        Ok(Comparing {
            measuring: Measuring { edges: self.edges.rule(), by_region },
            sliver_width: Kilometres(self.sliver_width / 1000.0),
        })
    }
}

impl Compare {
    pub fn run(self, voice: Voice) -> Result<()> {
        output::expect_file(&self.how.output)?;
        let mut dataset = self.dataset.open(voice)?;
        name_places(&mut dataset, voice)?;
        let by_region = self.by.is_some();
        if by_region && dataset.base_map.regions.is_empty() {
            return Err(no_regions());
        }
        if by_region && self.how.format == Format::Geojson {
            return Err(Error::usage("changed ground as GeoJSON is not divided by region")
                .hint("leave out --by, or take another --format"));
        }
        if self.first > self.second {
            voice.say("the first date comes after the second: what is told is the way back");
        }
        let names = GroundNames { dataset: &dataset, language: self.how.lang };
        let how = self.how.comparing(by_region)?;
        let breaks = breaks(&dataset, &Ledger::of(&dataset)?);
        let told = Told::of(names, [self.first, self.second], how, &breaks)?;
        say_what_is_doubtful(&told, voice);
        for snapshot in [&told.before, &told.after] {
            say_what_is_misdrawn(snapshot, &told.names, voice)?;
        }
        let text = match self.how.format {
            _ if self.summary => comparison::paragraph(&told) + "\n",
            Format::Text => text::report(&told).text(),
            Format::Md => text::report(&told).markdown(),
            Format::Json => output::json(&comparison::data::of(&told))?,
            Format::Csv => rows::matrix(&told.names, &told.comparison).csv()?,
            Format::Geojson => comparison::collection(&told.names, &told.comparison.patches)?,
        };
        output::write(&self.how.output, text.as_bytes())
    }
}

/// Gives a dataset without places the world's main cities, so that pockets have names.
pub(super) fn name_places(dataset: &mut Dataset, voice: Voice) -> Result<()> {
    if dataset.base_map.places.is_empty() {
        voice.say("the dataset names no places: the world's main cities are taken");
        dataset.base_map.places = world_places()?;
    }
    Ok(())
}

fn say_what_is_doubtful(told: &Told, voice: Voice) {
    for (snapshot, date) in [(&told.before, 0), (&told.after, 1)] {
        let overlap = told.comparison.overlap(date);
        if overlap.0 > 0.0 {
            let date = snapshot.date;
            voice.say(format_args!(
                "on {date} the data gives {overlap} to several at once: they are counted as overlaps"
            ));
        }
    }
}
