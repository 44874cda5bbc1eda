//! `controlmap render`: the map of a date, or of many.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use rayon::prelude::*;

use crate::cli::arguments::dataset::DatasetArgs;
use crate::cli::arguments::map::MapArgs;
use crate::cli::output;
use crate::cli::output::doubts::{
    say_what_is_empty, say_what_is_unexplained, say_what_is_unshown, say_who_looks_alike,
};
use crate::cli::output::picture;
use crate::cli::output::progress::Voice;
use crate::map::{
    Extent, MapOptions, Scene, Series, compose, compose_grid, provenance, provenance_of,
};
use crate::model::{Dataset, Snapshot};
use crate::report::dates::date_or_latest;
use crate::report::period::{Dates, Step};
use crate::source::{self, parse_date};
use crate::{Error, Result};

/// Draw the map of a date, or of many, as PNG, SVG or PDF
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  controlmap render --date 2026-01-27 -o map.png
  controlmap render --date 2026-01-27 --since 2025-12-31 -o changes.png
  controlmap render --date 2026-01-27 --fit sdf --lang ar --preset square -o pockets.png
  controlmap render --date 2026-01-27 --theme print --preset a4-landscape -o page.pdf
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
    /// Whether the maps of several dates are files in a folder, or one sheet
    #[arg(long, value_enum, default_value_t = SheetLayout::Files, requires = "dates")]
    layout: SheetLayout,
    /// Where the map goes, as PNG or, by the ending .svg or .pdf, as SVG or PDF; - is a PNG on stdout
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    map: MapArgs,
    /// What text becomes in an SVG or PDF: letters, or outlines that look the same everywhere
    #[arg(long, value_name = "FORM", default_value = "letters")]
    text: picture::TextForm,
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
        self.expect_room()?;
        let mut dataset = self.dataset.open(voice)?;
        let options = self.map.options(&mut dataset, voice)?;
        if let Some(dates) = &self.dates {
            let dates = dates.clone().dates(self.every)?;
            return self.several(dataset, options, &dates, voice);
        }
        let date = date_or_latest(self.date, &dataset);
        let extent = options.shown(&[dataset.on(date)?])?;
        source::add_backdrop(&mut dataset, &extent)?;
        let snapshot = dataset.on(date)?;
        let scene = compose(&snapshot, &options)?;
        say_doubts(&snapshot, &options, &scene, voice);
        let metadata = provenance_of(&snapshot, &dataset.fingerprint(), options.language);
        self.write(&self.output, &scene, &metadata)?;
        self.map.tell(&self.output, &[snapshot], &options, &scene)
    }

    /// Fails where what was asked for can't be written.
    fn expect_room(&self) -> Result<()> {
        self.map.expect_beside(&self.output)?;
        if self.dates.is_none() || self.layout == SheetLayout::Grid {
            return picture::expect_picture(&self.output);
        }
        if self.output == Path::new("-") {
            return Err(
                Error::usage("several maps can't go to stdout").hint("name a folder with -o")
            );
        }
        if picture::is_picture(&self.output) {
            return Err(Error::usage("the maps of several dates go into a folder")
                .found(self.output.display())
                .hint("name a folder with -o, or put all on one sheet with --layout grid"));
        }
        output::expect_folder(&self.output)
    }

    /// The maps of several dates, all of the same extent.
    fn several(
        &self,
        mut dataset: Dataset,
        options: MapOptions,
        dates: &[Date],
        voice: Voice,
    ) -> Result<()> {
        let extent = options.shown(&dataset.on_all(dates)?)?;
        source::add_backdrop(&mut dataset, &extent)?;
        let options = MapOptions { extent: Extent::Box(extent), ..options };
        let snapshots = dataset.on_all(dates)?;
        match self.layout {
            SheetLayout::Grid => {
                let scene = compose_grid(&snapshots, &options)?;
                if let Some(last) = snapshots.last() {
                    say_doubts(last, &options, &scene, voice);
                }
                let metadata = provenance(&dataset, &dataset.fingerprint(), options.language);
                self.write(&self.output, &scene, &metadata)?;
                self.map.tell(&self.output, &snapshots, &options, &scene)
            }
            SheetLayout::Files => self.files(&snapshots, &options, voice),
        }
    }

    /// A map for each date, in a folder.
    fn files(&self, snapshots: &[Snapshot], options: &MapOptions, voice: Voice) -> Result<()> {
        let Some(last) = snapshots.last() else { return Ok(()) };
        let series = Series::of(snapshots, options)?;
        std::fs::create_dir_all(&self.output).map_err(|cause| {
            Error::input(format!("the folder can't be made: {cause}")).at(self.output.display())
        })?;
        say_who_looks_alike(last, &options.theme, voice);
        let fingerprint = last.dataset.fingerprint();
        let bar = voice.maps(snapshots.len() as u64);
        let drawn = snapshots.par_iter().enumerate().try_for_each(|(index, snapshot)| {
            let Some(scene) = series.scene(index) else { return Ok(()) };
            let path = self.output.join(format!("{}.png", snapshot.date));
            self.write(&path, &scene, &provenance_of(snapshot, &fingerprint, options.language))?;
            self.map.tell(&path, std::slice::from_ref(snapshot), options, &scene)?;
            bar.inc(1);
            Ok(())
        });
        bar.finish_and_clear();
        drawn?;
        voice.say(format_args!("{} maps written to {}", snapshots.len(), self.output.display()));
        Ok(())
    }

    /// Writes a scene as the kind of file that the path's ending asks for.
    fn write(&self, path: &Path, scene: &Scene, metadata: &[(String, String)]) -> Result<()> {
        let resolution = self.map.page.resolution()?;
        output::write(path, &picture::picture(path, scene, resolution, self.text, metadata)?)
    }
}

/// Says what readers of a map may not see.
fn say_doubts(snapshot: &Snapshot, options: &MapOptions, scene: &Scene, voice: Voice) {
    say_who_looks_alike(snapshot, &options.theme, voice);
    say_what_is_unshown(scene, voice);
    say_what_is_empty(scene, snapshot, voice);
    say_what_is_unexplained(scene, voice);
}
