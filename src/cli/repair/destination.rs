//! Where repaired files go.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::geojson;
use crate::cli::output;
use crate::repair::Repaired;
use crate::source::{self, File, Format, Packing, features_table};
use crate::{Error, Result};

/// The path that stands for stdin and stdout.
const STANDARD: &str = "-";

/// Where each file goes, in the order of the files.
pub(super) struct Destination {
    paths: Vec<PathBuf>,
    /// A folder that may have to be made.
    folder: Option<PathBuf>,
}

impl Destination {
    /// Finds a place for every file: the output itself for a single one, else a file of the same name in
    /// the output as a folder; so too where the single one is all there is in a folder, and the output has
    /// no ending that tells a format. Fails where a file would be written over one that is read, or two to
    /// one place.
    pub fn of(output: &Path, inputs: &[PathBuf], is_of_folder: bool) -> Result<Self> {
        let is_folder = output.is_dir() || is_of_folder && format_of(output).is_err();
        let is_single = inputs.len() == 1 && !is_folder;
        let destination = if is_single {
            Self { paths: vec![output.to_owned()], folder: None }
        } else {
            if !output.is_dir() && Format::of_name(output).is_some() {
                return Err(Error::usage("several files can't be written to one")
                    .at(output.display())
                    .hint("name a folder: -o repaired/"));
            }
            if output == Path::new(STANDARD) {
                return Err(Error::usage("several files can't be written to stdout")
                    .hint("name a folder: -o repaired/"));
            }
            let name =
                |input: &PathBuf| output.join(input.file_name().unwrap_or(OsStr::new(STANDARD)));
            let paths = inputs.iter().map(name).collect();
            Self { paths, folder: Some(output.to_owned()) }
        };
        destination.expect_writable(inputs)?;
        match (&destination.folder, destination.paths.as_slice()) {
            (Some(folder), _) => output::expect_folder(folder)?,
            (None, paths) => paths.iter().try_for_each(|path| output::expect_file(path))?,
        }
        Ok(destination)
    }

    fn expect_writable(&self, inputs: &[PathBuf]) -> Result<()> {
        let mut seen: BTreeMap<&Path, &Path> = BTreeMap::new();
        for (path, input) in self.paths.iter().zip(inputs) {
            if let Some(first) = seen.insert(path, input) {
                let found = format!("{} and {}", first.display(), input.display());
                return Err(Error::usage(
                    "two files, or layers of one, would be written to one place",
                )
                .at(path.display())
                .found(found)
                .hint(
                    "make one layer of several first: controlmap convert IN one.geojson --as features",
                ));
            }
            let format = format_of(path)?;
            if !format.is_written() || path == Path::new(STANDARD) && !format.is_text() {
                return Err(Error::usage(format!("{} can't be written there", format.name()))
                    .at(path.display())
                    .hint("name a file that ends in .geojson"));
            }
            // A file that is not there yet is none that is read.
            let same = |input: &PathBuf| input.canonicalize().ok() == path.canonicalize().ok();
            if path.exists() && inputs.iter().any(same) {
                return Err(Error::usage("what is repaired would be written over")
                    .at(path.display())
                    .hint("name another file or folder"));
            }
        }
        Ok(())
    }

    /// Writes the files; one in which nothing was repaired is copied.
    pub fn write(&self, repaired: &Repaired) -> Result<()> {
        if let Some(folder) = &self.folder {
            std::fs::create_dir_all(folder).map_err(|cause| {
                Error::input(format!("the folder can't be made: {cause}")).at(folder.display())
            })?;
        }
        let files = repaired.files.iter().zip(&repaired.is_changed);
        for ((file, is_changed), path) in files.zip(&self.paths) {
            let copied = if *is_changed { None } else { plain_copy(&file.path, path) };
            match copied {
                Some(bytes) => output::write(path, &bytes)?,
                None => written(file, path).map_err(|error| error.at(path.display()))?,
            }
        }
        Ok(())
    }
}

/// The format that a path's ending tells; what goes to stdout is GeoJSON.
fn format_of(path: &Path) -> Result<Format> {
    if path == Path::new(STANDARD) {
        return Ok(Format::GeoJson);
    }
    Format::of_name(path).ok_or_else(|| {
        Error::usage("the ending of the output tells no format")
            .at(path.display())
            .hint("name a file that ends in .geojson")
    })
}

/// Writes the features of a file, in GeoJSON with all that they say.
fn written(file: &File, path: &Path) -> Result<()> {
    let format = format_of(path)?;
    let produce = |out: &mut dyn Write| match format {
        Format::GeoJson => {
            let text = geojson::features(&file.features)?;
            out.write_all(text.as_bytes())
                .map_err(|cause| Error::input(format!("the output can't be written: {cause}")))
        }
        _ => {
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            let (table, left_out) = features_table(vec![file.clone()], &name);
            if left_out.not_areas > 0 {
                return Err(Error::input("the file has features without polygons")
                    .found(left_out.not_areas)
                    .hint("of the formats only GeoJSON takes them here"));
            }
            source::write(format, &table, out)
        }
    };
    output::stream(path, |out| Packing::of_name(path).pack(out, produce)).map(drop)
}

/// The bytes of a file, where they can be written as they are under the other name.
fn plain_copy(from: &Path, to: &Path) -> Option<Vec<u8>> {
    let is_alike = from.extension() == to.extension() || to == Path::new(STANDARD);
    (is_alike && from.is_file()).then(|| std::fs::read(from).ok())?
}
