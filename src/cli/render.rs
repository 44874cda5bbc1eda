//! `controlmap render`: the map of a date, or of many.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;
use rayon::prelude::*;

use crate::cli::arguments::dataset::{DatasetArgs, date_or_latest};
use crate::cli::arguments::page::{PageArgs, Resolution};
use crate::cli::arguments::theme::{THEME_HELP, ThemeChoice};
use crate::cli::arguments::values::{Period, Step, parse_box};
use crate::cli::output;
use crate::cli::output::doubts::{say_what_is_empty, say_what_is_unshown, say_who_looks_alike};
use crate::cli::output::picture;
use crate::cli::output::progress::Voice;
use crate::geometry::{BoundingBox, Projection};
use crate::map::{Extent, MapOptions, Theme, compose};
use crate::model::{Dataset, Language, Snapshot};
use crate::source::{self, parse_date};
use crate::{Error, Result};

/// Draw the map of a date, or of many, as PNG or SVG
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  controlmap render --date 2026-01-27 -o map.png
  controlmap render --date 2026-01-27 --fit sdf --lang ar --size 1200x1200 -o pockets.png
  controlmap render --date 2026-01-18 --bbox 38.3,35.5,39.5,36.3 --scale 2 -o raqqa.png
  controlmap render --dates 2026-01-01..2026-02-10 --every 1d -o frames/
  controlmap render -d deepstate/ --actor Russia --date 2025-06-01 -o ukraine.png")]
pub(super) struct Render {
    #[command(flatten)]
    dataset: DatasetArgs,
    /// The date, as YYYY-MM-DD: the map shows the end of that day [default: the last of the data]
    #[arg(long, value_name = "DATE", value_parser = parse_date, conflicts_with = "dates", allow_hyphen_values = true)]
    date: Option<Date>,
    /// The first and the last of several dates: a map each, into the folder that -o names
    #[arg(long, value_name = "FROM..TO")]
    dates: Option<Period>,
    /// The step between dates, in days, weeks or months: 1d, 2w, 1m
    #[arg(long, value_name = "STEP", default_value = "1d", requires = "dates")]
    every: Step,
    /// Where the map goes, as PNG or, by the ending .svg, as SVG; - is a PNG on stdout
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    page: PageArgs,
    #[arg(long, value_name = "THEME", default_value = "light", help = THEME_HELP)]
    theme: ThemeChoice,
    /// The part of the world to show: west, south, east, north in degrees
    #[arg(long, value_name = "W,S,E,N", value_parser = parse_box, allow_hyphen_values = true)]
    bbox: Option<BoundingBox>,
    /// Show the ground of this actor
    #[arg(long, value_name = "ACTOR", conflicts_with = "bbox")]
    fit: Option<String>,
    /// A headline instead of the dataset's
    #[arg(long)]
    title: Option<String>,
    /// The language of names and furniture: en, ar or ku
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    lang: Language,
    /// The projection: auto, laea, aea, lcc, eqearth, tmerc, robin, moll or sinu
    #[arg(long, value_name = "NAME", default_value = "auto")]
    projection: Projection,
}

impl Render {
    pub fn run(self, voice: Voice) -> Result<()> {
        let mut dataset = self.dataset.open(voice)?;
        let theme = self.theme.of(&mut dataset, voice)?;
        let options = self.options(&dataset, theme)?;
        let resolution = self.page.resolution()?;
        if let Some(period) = self.dates {
            let dates = period.dates(self.every)?;
            return self.frames(dataset, options, resolution, &dates, voice);
        }
        let date = date_or_latest(self.date, &dataset);
        let extent = options.extent.of(&dataset.on(date)?)?;
        source::add_backdrop(&mut dataset, &extent)?;
        let fingerprint = dataset.fingerprint();
        let snapshot = dataset.on(date)?;
        let scene = compose(&snapshot, &options)?;
        say_who_looks_alike(&snapshot, &theme, voice);
        say_what_is_unshown(&scene, voice);
        say_what_is_empty(&scene, &snapshot, voice);
        let metadata = metadata(&snapshot, &fingerprint);
        output::write(&self.output, &picture::picture(&self.output, &scene, resolution, &metadata)?)
    }

    fn options(&self, dataset: &Dataset, theme: Theme) -> Result<MapOptions> {
        let extent = match (&self.bbox, &self.fit) {
            (Some(bounds), _) => Extent::Box(*bounds),
            (None, Some(actor)) => Extent::Actor(dataset.find_actor(actor)?),
            (None, None) => Extent::Dataset,
        };
        let size = self.page.size();
        Ok(MapOptions {
            width: size.width,
            height: size.height,
            language: self.lang,
            extent,
            projection: self.projection,
            title: self.title.clone(),
            theme,
        })
    }

    /// A map for each date, all of the same extent, in a folder.
    fn frames(
        &self,
        mut dataset: Dataset,
        mut options: MapOptions,
        resolution: Resolution,
        dates: &[Date],
        voice: Voice,
    ) -> Result<()> {
        if self.output == Path::new("-") {
            return Err(
                Error::usage("several maps can't go to stdout").hint("name a folder with -o")
            );
        }
        let snapshots = dates.iter().map(|date| dataset.on(*date)).collect::<Result<Vec<_>>>()?;
        // An actor may hold nothing on some of the dates, but not on all.
        let extents = snapshots.iter().map(|snapshot| options.extent.of(snapshot));
        let extent = extents.reduce(|one, other| match (one, other) {
            (Ok(one), Ok(other)) => Ok(one.union(other)),
            (one, other) => one.or(other),
        });
        let Some(extent) = extent.transpose()? else { return Ok(()) };
        options.extent = Extent::Box(extent);
        source::add_backdrop(&mut dataset, &extent)?;
        std::fs::create_dir_all(&self.output).map_err(|cause| {
            Error::input(format!("the folder can't be made: {cause}")).at(self.output.display())
        })?;
        let fingerprint = dataset.fingerprint();
        if let Some(last) = dates.last() {
            say_who_looks_alike(&dataset.on(*last)?, &options.theme, voice);
        }
        let bar = voice.maps(dates.len() as u64);
        let drawn = dates.par_iter().try_for_each(|date| {
            let path = self.output.join(format!("{date}.png"));
            let snapshot = dataset.on(*date)?;
            let scene = compose(&snapshot, &options)?;
            let metadata = metadata(&snapshot, &fingerprint);
            let png = picture::picture(&path, &scene, resolution, &metadata)?;
            bar.inc(1);
            output::write(&path, &png)
        });
        bar.finish_and_clear();
        drawn?;
        voice.say(format_args!("{} maps written to {}", dates.len(), self.output.display()));
        Ok(())
    }
}

/// What the map of a snapshot says of itself.
fn metadata(snapshot: &Snapshot, fingerprint: &str) -> Vec<(String, String)> {
    let mut entries = picture::metadata(snapshot.dataset, fingerprint);
    if let Some(data_date) = snapshot.data_date {
        entries.push(("Date".to_owned(), snapshot.date.to_string()));
        entries.push(("Data date".to_owned(), data_date.to_string()));
    }
    entries
}
