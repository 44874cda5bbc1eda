//! `controlmap site`: the map in the browser as files for any web host.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::arguments::dataset::DatasetArgs;
use crate::cli::output;
use crate::cli::output::progress::Voice;
use crate::serve::{Published, site};
use crate::tile::{self, ArchiveOptions, MAX_ZOOM};
use crate::{Error, Result};

/// The archive of tiles in the folder.
const ARCHIVE: &str = "map.pmtiles";

/// Write the map with a time slider as a folder of files that any web host can serve
#[derive(Debug, Args)]
#[command(after_help = "\
The folder works at any address, in a folder of another site too; nothing is fetched from elsewhere.
Tiles are read out of one file by HTTP ranges; from a host that can't give a part of a file, such as
Python's `http.server`, the page reads that file once as a whole. Opened as a file without a host,
browsers do not run it.

Examples:
  controlmap site -o public
  controlmap site -d snapshots/ --actor Russia --max-zoom 12 -o public/front")]
pub(super) struct Site {
    #[command(flatten)]
    dataset: DatasetArgs,
    /// The folder; it is made, and must be empty if it is there
    #[arg(short, long, value_name = "FOLDER")]
    output: PathBuf,
    /// The last zoom of the tiles, 14 at most; browsers enlarge them for deeper ones
    #[arg(long, value_name = "ZOOM", default_value_t = *ArchiveOptions::default().zooms.end(), value_parser = clap::value_parser!(u8).range(..=i64::from(MAX_ZOOM)))]
    max_zoom: u8,
}

impl Site {
    pub fn run(self, voice: Voice) -> Result<()> {
        empty(&self.output)?;
        let published = Published::of(self.dataset.open(voice)?)?;
        made(&self.output)?;
        for file in site(&published, ARCHIVE) {
            let path = self.output.join(file.path);
            path.parent().map_or(Ok(()), made)?;
            output::write(&path, &file.bytes)?;
        }
        let size = self.tiles(&published, voice)?;
        voice.say(format_args!(
            "the map is written to {}, {:.1} MB of tiles in it",
            self.output.display(),
            size as f64 / 1e6
        ));
        Ok(())
    }

    /// Writes the archive of tiles; its size in bytes.
    fn tiles(&self, published: &Published, voice: Voice) -> Result<u64> {
        let path = self.output.join(ARCHIVE);
        let unwritable = |cause: std::io::Error| {
            Error::input(format!("the archive can't be written: {cause}")).at(path.display())
        };
        let zooms = *ArchiveOptions::default().zooms.start()..=self.max_zoom;
        let options = ArchiveOptions { zooms, ..ArchiveOptions::default() };
        let mut file = BufWriter::new(File::create(&path).map_err(unwritable)?);
        let bar = voice.tiles();
        let progress = |done, all| {
            bar.set_length(all);
            bar.set_position(done);
        };
        let data = (&published.dataset, &published.index);
        let written = tile::archive(&published.tiles, data, &options, &mut file, progress);
        bar.finish_and_clear();
        written?;
        file.into_inner().map_err(|failed| unwritable(failed.into_error()))?;
        Ok(fs::metadata(&path).map_err(unwritable)?.len())
    }
}

/// Checks that the folder is not there yet, or has nothing in it: it is made when there is what to write.
fn empty(folder: &Path) -> Result<()> {
    if folder == Path::new("-") {
        return Err(Error::usage("a folder of files can't be written to stdout")
            .hint("name a folder, or write the tiles alone by `controlmap tiles -o -`"));
    }
    output::expect_folder(folder)?;
    if !folder.exists() {
        return Ok(());
    }
    let mut inside = fs::read_dir(folder).map_err(|cause| unusable(folder, &cause))?;
    if inside.next().is_some() {
        return Err(Error::usage("the folder is not empty")
            .at(folder.display())
            .hint("name a new one"));
    }
    Ok(())
}

fn made(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).map_err(|cause| unusable(folder, &cause))
}

fn unusable(folder: &Path, cause: &std::io::Error) -> Error {
    Error::input(format!("the folder can't be used: {cause}")).at(folder.display())
}
