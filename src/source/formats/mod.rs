//! The formats of files: telling one from another, and reading any of them as features.

#[cfg(all(test, feature = "flatgeobuf", feature = "geopackage", feature = "geoparquet"))]
mod binary_tests;
mod csv_wkt;
mod encoding;
#[cfg(any(feature = "flatgeobuf", feature = "geopackage", feature = "geoparquet"))]
mod extent;
#[cfg(feature = "flatgeobuf")]
mod flatgeobuf;
mod format;
#[cfg(any(feature = "geopackage", feature = "geoparquet"))]
mod free_name;
mod geojson;
mod geojson_seq;
#[cfg(feature = "geopackage")]
mod geopackage;
#[cfg(feature = "geoparquet")]
mod geoparquet;
mod json;
mod kml;
mod layer;
mod left_out;
mod shapefile;
mod topojson;
#[cfg(any(feature = "geopackage", feature = "geoparquet"))]
mod wkb;

use std::borrow::Cow;
use std::io::Write;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::archive;
use super::feature::File;
use super::files::Store;
use super::reading::{Beside, Document, Reading};
use super::table::Table;
use crate::{Error, Result};
pub use format::Format;
use format::formats_hint;
#[cfg(not(feature = "flatgeobuf"))]
use left_out::flatgeobuf;
#[cfg(not(feature = "geopackage"))]
use left_out::geopackage;
#[cfg(not(feature = "geoparquet"))]
use left_out::geoparquet;

/// Reads files, several at a time, in the order given.
///
/// # Errors
///
/// Those of [`read`], of the first file that has one.
pub(super) fn read_all(
    store: &dyn Store,
    paths: &[PathBuf],
    reading: &Reading,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Vec<File>> {
    let read: Result<Vec<Vec<File>>> = paths
        .par_iter()
        .map(|path| {
            let bytes = store.read(path, &reading.limits)?;
            let files = read_bytes(store, path, &bytes, reading)?;
            progress(bytes.len() as u64);
            Ok(files)
        })
        .collect();
    Ok(read?.into_iter().flatten().collect())
}

/// Reads a file, layer by layer.
///
/// # Errors
///
/// When the file can't be read, is of no format that is known, or is not what its format demands.
pub(super) fn read(store: &dyn Store, path: &Path, reading: &Reading) -> Result<Vec<File>> {
    read_bytes(store, path, &store.read(path, &reading.limits)?, reading)
}

/// Reads the bytes of a file, layer by layer.
///
/// # Errors
///
/// See [`read`].
pub(super) fn read_bytes(
    store: &dyn Store,
    path: &Path,
    bytes: &[u8],
    reading: &Reading,
) -> Result<Vec<File>> {
    if archive::is_zip(bytes) {
        let mut left = reading.limits.unpacked(bytes.len() as u64);
        return read_members(path, bytes, reading, 0, &mut left);
    }
    let beside = |ending: &str| {
        let files = [ending.to_owned(), ending.to_uppercase()];
        let file = files.iter().map(|ending| path.with_extension(ending)).find(|it| store.has(it));
        file.map(|file| store.read(&file, &reading.limits)).transpose()
    };
    read_document(path, bytes, &beside, reading)
}

/// Reads the files of an archive, those whose names are of no format passed over. So many bytes are
/// `left` that may come out of it and of what is packed in it.
fn read_members(
    path: &Path,
    bytes: &[u8],
    reading: &Reading,
    depth: usize,
    left: &mut u64,
) -> Result<Vec<File>> {
    if depth == reading.limits.nesting {
        return Err(reading.limits.too_deep("archives").at(path.display()));
    }
    let members = archive::members(path, bytes, &reading.limits, left)?;
    let mut files = Vec::new();
    for (path, bytes) in &members {
        let bytes = archive::unpacked(path, Cow::Borrowed(bytes), *left)?;
        if let Cow::Owned(plain) = &bytes {
            *left = left.saturating_sub(plain.len() as u64);
        }
        if archive::is_zip(&bytes) {
            files.extend(read_members(path, &bytes, reading, depth + 1, left)?);
        } else if Format::of_name(path).is_some() {
            let beside = |ending: &str| {
                let names = [ending.to_owned(), ending.to_uppercase()];
                let found = names.iter().find_map(|name| members.get(&path.with_extension(name)));
                Ok(found.map(|bytes| Cow::Owned(bytes.clone())))
            };
            files.extend(read_document(path, &bytes, &beside, reading)?);
        }
    }
    if files.is_empty() {
        return Err(Error::input("the archive holds no file of a format that can be read")
            .at(path.display())
            .hint(formats_hint()));
    }
    Ok(files)
}

fn read_document(
    path: &Path,
    bytes: &[u8],
    beside: &Beside,
    reading: &Reading,
) -> Result<Vec<File>> {
    let located = |error: Error| error.at(path.display());
    let Some(format) = Format::of(path, bytes) else {
        return Err(located(Error::input("the file's format is not known").hint(formats_hint())));
    };
    let document = &Document { path, format, bytes, beside, reading: *reading };
    let read = match format {
        Format::GeoJson => geojson::read,
        Format::GeoJsonSeq => geojson_seq::read,
        Format::TopoJson => topojson::read,
        Format::Kml => kml::read,
        Format::Shapefile => shapefile::read,
        Format::GeoPackage => geopackage::read,
        Format::FlatGeobuf => flatgeobuf::read,
        Format::GeoParquet => geoparquet::read,
        Format::Csv => csv_wkt::read,
    };
    let files = read(document).map_err(located)?;
    for file in &files {
        let hold = reading.limits.hold(file.features.len(), file.vertices());
        hold.map_err(located)?;
    }
    Ok(files)
}

/// Writes a table in a format; GeoJSONSeq is one feature a line.
///
/// # Errors
///
/// When the format can't be written, its feature is not built in, it can't hold what is in the table,
/// or the output can't be written.
///
/// # Example
///
/// ```
/// use controlmap::source::{Format, Table, write};
///
/// let table = Table { name: "control".to_owned(), columns: Vec::new(), rows: Vec::new() };
/// let mut bytes = Vec::new();
/// write(Format::GeoJson, &table, &mut bytes)?;
/// assert!(bytes.starts_with(b"{\"type\":\"FeatureCollection\""));
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn write(format: Format, table: &Table, out: &mut dyn Write) -> Result<()> {
    match format {
        Format::GeoJson => geojson::write(table, out),
        Format::GeoJsonSeq => geojson::write_sequence(table, false, out),
        Format::GeoPackage => geopackage::write(table, out),
        Format::FlatGeobuf => flatgeobuf::write(table, out),
        Format::GeoParquet => geoparquet::write(table, out),
        Format::TopoJson => topojson::write(table, out),
        Format::Kml => kml::write(table, out),
        Format::Csv => csv_wkt::write(table, out),
        Format::Shapefile => Err(Error::usage("shapefiles can't be written")),
    }
}

/// Writes a table as a GeoJSON text sequence (RFC 8142): each feature after a record separator.
///
/// # Errors
///
/// When the output can't be written.
///
/// # Example
///
/// ```
/// use controlmap::model::Dataset;
/// use controlmap::source::{intervals_table, write_text_sequence};
///
/// let dataset = Dataset::open("fixtures/intervals/control.geojson")?;
/// let mut bytes = Vec::new();
/// write_text_sequence(&intervals_table(&dataset, &dataset.territories, "control"), &mut bytes)?;
/// assert!(bytes.starts_with(b"\x1e{"));
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn write_text_sequence(table: &Table, out: &mut dyn Write) -> Result<()> {
    geojson::write_sequence(table, true, out)
}
