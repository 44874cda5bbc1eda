//! The formats of files: telling one from another, and reading any of them as features.

#[cfg(all(test, feature = "flatgeobuf", feature = "geopackage", feature = "geoparquet"))]
mod binary_tests;
mod csv_wkt;
mod encoding;
#[cfg(any(feature = "flatgeobuf", feature = "geopackage", feature = "geoparquet"))]
mod extent;
#[cfg(feature = "flatgeobuf")]
mod flatgeobuf;
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
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::archive;
use super::feature::File;
use super::files::Store;
use super::reading::{Beside, Document, Reading};
use super::table::Table;
use crate::{Error, Result};
#[cfg(not(feature = "flatgeobuf"))]
use left_out::flatgeobuf;
#[cfg(not(feature = "geopackage"))]
use left_out::geopackage;
#[cfg(not(feature = "geoparquet"))]
use left_out::geoparquet;

/// A format of files of features.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// GeoJSON, RFC 7946.
    GeoJson,
    /// GeoJSON text sequences (RFC 8142), or one feature a line.
    GeoJsonSeq,
    /// TopoJSON.
    TopoJson,
    /// Keyhole Markup Language, OGC 12-007r2; zipped it is KMZ.
    Kml,
    /// ESRI Shapefile.
    Shapefile,
    /// OGC GeoPackage.
    GeoPackage,
    /// FlatGeobuf.
    FlatGeobuf,
    /// GeoParquet.
    GeoParquet,
    /// Comma-separated values with well-known text.
    Csv,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 9] = [
        Self::GeoJson,
        Self::GeoJsonSeq,
        Self::TopoJson,
        Self::Kml,
        Self::Shapefile,
        Self::GeoPackage,
        Self::FlatGeobuf,
        Self::GeoParquet,
        Self::Csv,
    ];

    /// What the format is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::GeoJson => "GeoJSON",
            Self::GeoJsonSeq => "GeoJSONSeq",
            Self::TopoJson => "TopoJSON",
            Self::Kml => "KML",
            Self::Shapefile => "Shapefile",
            Self::GeoPackage => "GeoPackage",
            Self::FlatGeobuf => "FlatGeobuf",
            Self::GeoParquet => "GeoParquet",
            Self::Csv => "CSV",
        }
    }

    /// The endings of its files' names, the usual one first.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::GeoJson => &["geojson", "json"],
            Self::GeoJsonSeq => &["geojsonl", "geojsons", "ndjson", "ndgeojson", "jsonl"],
            Self::TopoJson => &["topojson"],
            Self::Kml => &["kml", "kmz"],
            Self::Shapefile => &["shp"],
            Self::GeoPackage => &["gpkg"],
            Self::FlatGeobuf => &["fgb"],
            Self::GeoParquet => &["parquet", "geoparquet"],
            Self::Csv => &["csv", "tsv"],
        }
    }

    /// Whether files of it can be written.
    pub fn is_written(self) -> bool {
        self != Self::Shapefile
    }

    /// Whether it says in which direction rings run: exteriors counter-clockwise, by RFC 7946 (3.1.6).
    pub fn has_direction(self) -> bool {
        matches!(self, Self::GeoJson | Self::GeoJsonSeq)
    }

    /// Whether its files are text.
    pub fn is_text(self) -> bool {
        match self {
            Self::GeoJson | Self::GeoJsonSeq | Self::TopoJson | Self::Kml | Self::Csv => true,
            Self::Shapefile | Self::GeoPackage | Self::FlatGeobuf | Self::GeoParquet => false,
        }
    }

    /// The feature that the program must be built with to know the format; nothing where it always does.
    pub fn feature(self) -> Option<&'static str> {
        match self {
            Self::GeoPackage => Some("geopackage"),
            Self::FlatGeobuf => Some("flatgeobuf"),
            Self::GeoParquet => Some("geoparquet"),
            _ => None,
        }
    }

    /// The format that a file's name says it has; what comes after it for packing (`.gz`) is passed over.
    pub fn of_name(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        let name = PACKED.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(&name);
        let (_, ending) = name.rsplit_once('.')?;
        Self::ALL.into_iter().find(|format| format.endings().contains(&ending))
    }

    /// The format of plain bytes: what they begin with says it, else the file's name.
    pub fn of(path: &Path, bytes: &[u8]) -> Option<Self> {
        let starts: [(&[u8], Self); 5] = [
            (b"SQLite format 3\0", Self::GeoPackage),
            (b"fgb\x03fgb", Self::FlatGeobuf),
            (b"PAR1", Self::GeoParquet),
            (&[0, 0, 0x27, 0x0a], Self::Shapefile),
            (b"\x1e", Self::GeoJsonSeq),
        ];
        if let Some((_, format)) = starts.iter().find(|(start, _)| bytes.starts_with(start)) {
            return Some(*format);
        }
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
        let named = Self::of_name(path);
        match text.first() {
            Some(b'<') => Some(Self::Kml),
            Some(b'{' | b'[') if named == Some(Self::Csv) => named,
            Some(b'{' | b'[') => Some(json_format(text, named)),
            _ => named,
        }
    }
}

/// Endings of packed files.
const PACKED: [&str; 3] = [".gz", ".zst", ".zip"];
/// Bytes at the beginning of a TopoJSON file in which its type stands, if it is written as is usual.
const HEAD: usize = 256;

/// Which of the formats that are JSON a text is; the file's name tells where the text does not.
fn json_format(text: &[u8], named: Option<Format>) -> Format {
    let is_topology =
        memchr::memmem::find(&text[..text.len().min(HEAD)], b"\"Topology\"").is_some();
    if is_topology || named == Some(Format::TopoJson) {
        return Format::TopoJson;
    }
    // A line that is an object by itself, with more after it, is the first of a sequence.
    let is_sequence = memchr::memchr(b'\n', text).is_some_and(|end| {
        let (line, rest) = text.split_at(end);
        let is_object = || serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok();
        !rest.trim_ascii_start().is_empty()
            && line.trim_ascii_end().ends_with(b"}")
            && (named == Some(Format::GeoJsonSeq) || is_object())
    });
    if is_sequence { Format::GeoJsonSeq } else { Format::GeoJson }
}

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
    let members: BTreeMap<PathBuf, Vec<u8>> =
        archive::members(path, bytes, &reading.limits, left)?.into_iter().collect();
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

/// Which formats can be read.
fn formats_hint() -> String {
    let names: Vec<&str> = Format::ALL.into_iter().map(Format::name).collect();
    format!("formats are {}, plain or packed with gzip, zstd or zip", names.join(", "))
}
