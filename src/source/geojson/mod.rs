//! GeoJSON (RFC 7946) in: files to features, several files at a time.

mod coordinates;
mod document;

use std::path::{Path, PathBuf};

use geo::Coord;
use rayon::prelude::*;
use serde_json::{Map, Value};

use super::files::Store;
use crate::Result;
use crate::model::{DefectKind, Defects};
pub use coordinates::Rings;

/// A file's features, as they stand in it.
#[derive(Debug, Clone)]
pub struct File {
    /// Its path.
    pub path: PathBuf,
    /// Its features in order.
    pub features: Vec<Feature>,
    /// What was wrong with them.
    pub defects: Defects,
}

/// A feature, as it stands in a file.
#[derive(Debug, Clone)]
pub struct Feature {
    /// Its place in the file, counted from 1.
    pub number: usize,
    /// Its geometry.
    pub shape: Shape,
    /// Its properties.
    pub properties: Map<String, Value>,
}

/// The geometry of a feature; heights are gone, rings are as they were written.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// No geometry, or an empty one.
    Nothing,
    /// Positions.
    Points(Vec<Coord>),
    /// Lines.
    Lines(Vec<Vec<Coord>>),
    /// Polygons.
    Polygons(Vec<Rings>),
}

/// Reads files, several at a time, in the order given.
///
/// # Errors
///
/// Those of [`read`], of the first file that has one.
pub(super) fn read_all(
    store: &dyn Store,
    paths: &[PathBuf],
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Vec<File>> {
    paths
        .par_iter()
        .map(|path| {
            let bytes = store.read(path)?;
            let file = parse(path, &bytes)?;
            progress(bytes.len() as u64);
            Ok(file)
        })
        .collect()
}

/// Reads a file.
///
/// # Errors
///
/// When the file can't be read, and those of [`parse`].
pub(super) fn read(store: &dyn Store, path: &Path) -> Result<File> {
    parse(path, &store.read(path)?)
}

/// Reads the text of a file; the path is for messages only.
///
/// # Errors
///
/// When the text is not JSON, or is JSON but not GeoJSON, or a position is off the globe: with the
/// line, and the feature.
pub fn parse(path: &Path, bytes: &[u8]) -> Result<File> {
    let mut defects = Defects::default();
    let features =
        document::features(bytes, path, &mut defects).map_err(|error| error.at(path.display()))?;
    Ok(File { path: path.to_owned(), features, defects })
}

impl File {
    /// The file and the feature, for messages.
    pub fn place(&self, feature: &Feature) -> String {
        place(&self.path, feature.number)
    }
}

fn place(path: &Path, number: usize) -> String {
    format!("{}: feature {number}", path.display())
}

fn note_missing_geometry(defects: &mut Defects, path: &Path, feature: &Feature) {
    if feature.shape == Shape::Nothing {
        defects.note(DefectKind::NullGeometry, 1, || place(path, feature.number));
    }
}
