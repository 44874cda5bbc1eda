//! `controlmap tiles`: vector tiles of all dates in one file.

use std::fs::File;
use std::io::{Seek, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::cli::arguments::dataset::DatasetArgs;
use crate::cli::output;
use crate::cli::output::progress::Voice;
use crate::index::ControlIndex;
use crate::model::{Dataset, Validity};
use crate::source::{self, parse_date};
use crate::tile::{self, ArchiveOptions, ArchiveSummary, MAX_ZOOM, TileSet, Tiles};
use crate::{Error, Result};

/// Write vector tiles of all dates into one file, PMTiles, that any web host can serve
#[derive(Debug, Args)]
#[command(after_help = "\
Layers: control, fronts and limits (edges of contested, joint and claimed ground where no front runs), with
start_date, end_date, start_decdate and end_decdate as OpenHistoricalMap writes them, and from_day (the first)
and until_day (the first on which it is no longer so) in days since 1970-01-01; control has held_from_day, too:
since when the same holder stands there, whatever the source, and held_before: when that holder stood there
before it lost the ground (from_day/until_day;...).
Besides them countries, lakes, regions, rivers, roads, borders and places. Every piece of ground is in them
once with its days, so a map is filtered by date without fetching anything:
  [\"all\", [\"<=\", [\"coalesce\", [\"get\", \"from_day\"], -1e9], DAY],
          [\">\", [\"coalesce\", [\"get\", \"until_day\"], 1e9], DAY]]

Examples:
  controlmap tiles -o syria.pmtiles
  controlmap tiles -d snapshots/ --actor Russia --set control --max-zoom 12 -o control.pmtiles
  controlmap tiles --date 2026-01-27 -o january.pmtiles")]
pub(super) struct WriteTiles {
    #[command(flatten)]
    dataset: DatasetArgs,
    /// The file to write; - is stdout
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Which layers
    #[arg(long, value_enum, default_value_t = Which::All)]
    set: Which,
    /// The first zoom
    #[arg(long, value_name = "ZOOM", default_value_t = *ArchiveOptions::default().zooms.start(), value_parser = clap::value_parser!(u8).range(..=i64::from(MAX_ZOOM)))]
    min_zoom: u8,
    /// The last zoom, 14 at most; viewers enlarge its tiles for deeper ones
    #[arg(long, value_name = "ZOOM", default_value_t = *ArchiveOptions::default().zooms.end(), value_parser = clap::value_parser!(u8).range(..=i64::from(MAX_ZOOM)))]
    max_zoom: u8,
    /// Only what is so at the end of one day, as YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    date: Option<Date>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Which {
    /// Who holds which ground, and the front lines
    Control,
    /// Countries, waters, roads, regions and places
    Base,
    /// All of it
    All,
}

impl WriteTiles {
    pub fn run(self, voice: Voice) -> Result<()> {
        if self.output.extension().is_some_and(|ending| ending == "mbtiles") {
            return Err(Error::usage("tiles are written as PMTiles, not as MBTiles")
                .at(self.output.display())
                .hint("end the file's name in .pmtiles"));
        }
        output::expect_file(&self.output)?;
        let mut dataset = self.dataset.open(voice)?;
        if let Some(date) = self.date {
            dataset.on(date)?;
        }
        if let Some(bounds) = dataset.about.view.or_else(|| dataset.bounding_box()) {
            source::add_backdrop(&mut dataset, &bounds)?;
        }
        let options = ArchiveOptions {
            sets: match self.set {
                Which::Control => vec![TileSet::Control],
                Which::Base => vec![TileSet::Base],
                Which::All => TileSet::ALL.to_vec(),
            },
            zooms: self.min_zoom..=self.max_zoom,
            days: self.date.map_or(Validity::ALWAYS, Validity::on),
        };
        let (mut file, summary) = archived(&dataset, &options, voice)?;
        let unreadable = |cause| Error::input(format!("the archive can't be read back: {cause}"));
        file.rewind().map_err(unreadable)?;
        let size = output::stream(&self.output, |out: &mut dyn Write| {
            std::io::copy(&mut file, out)
                .map_err(|cause| Error::input(format!("the output can't be written: {cause}")))
        })?;
        voice.say(told(&summary, size.unwrap_or_default()));
        Ok(())
    }
}

/// The archive in a file of its own: its beginning is written last.
fn archived(
    dataset: &Dataset,
    options: &ArchiveOptions,
    voice: Voice,
) -> Result<(File, ArchiveSummary)> {
    let mut file = tempfile::tempfile()
        .map_err(|cause| Error::input(format!("there is no room for the archive: {cause}")))?;
    let index = ControlIndex::of(dataset)?;
    let bar = voice.tiles();
    let progress = |done, all| {
        bar.set_length(all);
        bar.set_position(done);
    };
    let tiles = Tiles::default();
    let summary = tile::archive(&tiles, (dataset, &index), options, &mut file, progress);
    bar.finish_and_clear();
    Ok((file, summary?))
}

fn told(summary: &ArchiveSummary, size: u64) -> String {
    let kilobytes = |bytes: u64| format!("{:.1} kB", bytes as f64 / 1e3);
    let mut told = format!("{} tiles, {:.2} MB", summary.tiles, size as f64 / 1e6);
    if let Some(at) = summary.largest_at {
        let mean = kilobytes(summary.bytes / summary.tiles.max(1));
        let largest = kilobytes(summary.largest);
        told += &format!(
            "; {mean} a tile, the largest is {}/{}/{} with {largest}",
            at.z(),
            at.x(),
            at.y()
        );
    }
    told
}
