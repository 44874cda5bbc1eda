//! The formats, their names, and how one is told from another.

use std::path::Path;

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

/// Which formats can be read.
pub(super) fn formats_hint() -> String {
    let names: Vec<&str> = Format::ALL.into_iter().map(Format::name).collect();
    format!("formats are {}, plain or packed with gzip, zstd or zip", names.join(", "))
}
