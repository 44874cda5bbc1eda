//! `controlmap render`: the map of a date, or of many.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use rayon::prelude::*;

use crate::cli::arguments::dataset::{DatasetArgs, date_or_latest};
use crate::cli::arguments::values::{Dates, Size, Step, parse_box};
use crate::cli::output;
use crate::cli::output::picture;
use crate::cli::output::progress::Voice;
use crate::geometry::{BoundingBox, Projection};
use crate::map::{Extent, MapOptions, Scene, Series, Theme, compose, compose_grid};
use crate::model::{Dataset, Language, Snapshot};
use crate::source::{self, parse_date};
use crate::{Error, Result};

/// Draw the map of a date, or of many, as PNG, SVG or PDF
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  controlmap render --date 2026-01-27 -o map.png
  controlmap render --date 2026-01-27 --since 2025-12-31 -o changes.png
  controlmap render --date 2026-01-27 --fit sdf --lang ar --size 1200x1200 -o pockets.png
  controlmap render --date 2026-01-18 --bbox 38.3,35.5,39.5,36.3 --scale 2 -o raqqa.png
  controlmap render --dates 2025-12-31,2026-01-18,2026-01-27 --layout grid -o sheet.png
  controlmap render --dates 2026-01-01..2026-02-10 --every 1d -o frames/
  controlmap render -d deepstate/ --actor Russia --date 2025-06-01 -o ukraine.png")]
pub(super) struct Render {
    #[command(flatten)]
    dataset: DatasetArgs,
    /// The date, as YYYY-MM-DD: the map shows the end of that day [default: the last of the data]
    #[arg(long, value_name = "DATE", value_parser = parse_date, conflicts_with = "dates", allow_hyphen_values = true)]
    date: Option<Date>,
    /// Several dates, from the first to the last or one by one: a map each, into the folder that -o
    /// names, all of the same extent and layout
    #[arg(long, value_name = "FROM..TO|A,B,C")]
    dates: Option<Dates>,
    /// The step between dates, in days, weeks or months: 1d, 2w, 1m
    #[arg(long, value_name = "STEP", default_value = "1d", requires = "dates")]
    every: Step,
    /// Show what changed hands since this earlier date, too
    #[arg(long, value_name = "DATE", value_parser = parse_date, allow_hyphen_values = true)]
    since: Option<Date>,
    /// Whether the maps of several dates are files in a folder, or one sheet
    #[arg(long, value_enum, default_value_t = SheetLayout::Files, requires = "dates")]
    layout: SheetLayout,
    /// Where the map goes, as PNG or, by the ending .svg or .pdf, as SVG or PDF; - is a PNG on stdout
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Width and height of the page in pixels
    #[arg(long, value_name = "WxH", default_value = "1600x1200", allow_hyphen_values = true)]
    size: Size,
    /// Device pixels for each pixel of the page: 2 or 3 for print
    #[arg(long, value_name = "FACTOR", default_value_t = 1.0)]
    scale: f32,
    /// What text becomes in an SVG or PDF: letters, or outlines that look the same everywhere
    #[arg(long, value_name = "FORM", default_value = "letters")]
    text: picture::TextForm,
    /// The part of the world to show: west, south, east, north in degrees
    #[arg(long, value_name = "W,S,E,N", value_parser = parse_box, allow_hyphen_values = true)]
    bbox: Option<BoundingBox>,
    /// Show the ground of this actor
    #[arg(long, value_name = "ACTOR", conflicts_with = "bbox")]
    fit: Option<String>,
    /// A headline instead of the dataset's
    #[arg(long)]
    title: Option<String>,
    /// The language of names and furniture: en, ar, ku or ckb
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    lang: Language,
    /// The projection: auto, laea, aea, lcc, eqearth, tmerc, robin, moll or sinu
    #[arg(long, value_name = "NAME", default_value = "auto")]
    projection: Projection,
}

/// Where the maps of several dates go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SheetLayout {
    /// Each into a file of its own
    Files,
    /// All on one sheet
    Grid,
}

impl Render {
    pub fn run(self, voice: Voice) -> Result<()> {
        let mut dataset = self.dataset.open(voice)?;
        let options = self.options(&dataset)?;
        if let Some(dates) = &self.dates {
            let dates = dates.clone().dates(self.every)?;
            return self.several(dataset, options, &dates, voice);
        }
        let date = date_or_latest(self.date, &dataset);
        let extent = options.extent.of(&dataset.on(date)?)?;
        source::add_backdrop(&mut dataset, &extent)?;
        let fingerprint = dataset.fingerprint();
        let snapshot = dataset.on(date)?;
        let scene = compose(&snapshot, &options)?;
        let picture =
            self.picture(&self.output, &scene, &metadata(&snapshot, &fingerprint, self.lang))?;
        output::write(&self.output, &picture)
    }

    fn options(&self, dataset: &Dataset) -> Result<MapOptions> {
        let extent = match (&self.bbox, &self.fit) {
            (Some(bounds), _) => Extent::Box(*bounds),
            (None, Some(actor)) => Extent::Actor(dataset.find_actor(actor)?),
            (None, None) => Extent::Dataset,
        };
        Ok(MapOptions {
            width: self.size.width,
            height: self.size.height,
            language: self.lang,
            extent,
            projection: self.projection,
            title: self.title.clone(),
            theme: Theme::default(),
            since: self.since,
        })
    }

    /// The maps of several dates, all of the same extent.
    fn several(
        &self,
        mut dataset: Dataset,
        options: MapOptions,
        dates: &[Date],
        voice: Voice,
    ) -> Result<()> {
        let snapshots = dates.iter().map(|date| dataset.on(*date)).collect::<Result<Vec<_>>>()?;
        let extent = options.extent.of_all(&snapshots)?;
        source::add_backdrop(&mut dataset, &extent)?;
        let options = MapOptions { extent: Extent::Box(extent), ..options };
        let snapshots = dates.iter().map(|date| dataset.on(*date)).collect::<Result<Vec<_>>>()?;
        match self.layout {
            SheetLayout::Grid => {
                let scene = compose_grid(&snapshots, &options)?;
                let metadata = picture::metadata(&dataset, &dataset.fingerprint(), self.lang);
                output::write(&self.output, &self.picture(&self.output, &scene, &metadata)?)
            }
            SheetLayout::Files => self.files(&snapshots, &options, voice),
        }
    }

    /// A map for each date, in a folder.
    fn files(&self, snapshots: &[Snapshot], options: &MapOptions, voice: Voice) -> Result<()> {
        if self.output == Path::new("-") {
            return Err(
                Error::usage("several maps can't go to stdout").hint("name a folder with -o")
            );
        }
        let Some(dataset) = snapshots.first().map(|snapshot| snapshot.dataset) else {
            return Ok(());
        };
        let series = Series::of(snapshots, options)?;
        std::fs::create_dir_all(&self.output).map_err(|cause| {
            Error::input(format!("the folder can't be made: {cause}")).at(self.output.display())
        })?;
        let fingerprint = dataset.fingerprint();
        let bar = voice.maps(snapshots.len() as u64);
        let drawn = snapshots.par_iter().enumerate().try_for_each(|(index, snapshot)| {
            let Some(scene) = series.scene(index) else { return Ok(()) };
            let path = self.output.join(format!("{}.png", snapshot.date));
            let picture =
                self.picture(&path, &scene, &metadata(snapshot, &fingerprint, self.lang))?;
            bar.inc(1);
            output::write(&path, &picture)
        });
        bar.finish_and_clear();
        drawn?;
        voice.say(format_args!("{} maps written to {}", snapshots.len(), self.output.display()));
        Ok(())
    }

    /// A scene as the file that a path's ending asks for.
    fn picture(
        &self,
        path: &Path,
        scene: &Scene,
        metadata: &[(String, String)],
    ) -> Result<Vec<u8>> {
        picture::picture(path, scene, self.scale, self.text, metadata)
    }
}

/// What the map of a snapshot says of itself.
fn metadata(snapshot: &Snapshot, fingerprint: &str, language: Language) -> Vec<(String, String)> {
    let mut entries = picture::metadata(snapshot.dataset, fingerprint, language);
    if let Some(data_date) = snapshot.data_date {
        entries.push(("Date".to_owned(), snapshot.date.to_string()));
        entries.push(("Data date".to_owned(), data_date.to_string()));
    }
    entries
}
