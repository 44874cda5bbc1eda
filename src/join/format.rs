//! Which format a file of events has.

use std::path::Path;

/// A format of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Values below a header (RFC 4180), with commas between them, or semicolons, tabs or bars where the
    /// header has more of those.
    #[default]
    Csv,
    /// Values with tabs between them, below a header.
    Tsv,
    /// A JSON object a line: flat, or a GeoJSON feature.
    Ndjson,
    /// A GeoJSON feature collection.
    GeoJson,
}

impl Format {
    /// The format that a file's name ends in, before an optional `.gz`; nothing for other endings.
    pub fn of_path(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        let (_, ending) = name.strip_suffix(".gz").unwrap_or(&name).rsplit_once('.')?;
        match ending {
            "csv" => Some(Self::Csv),
            "tsv" | "tab" => Some(Self::Tsv),
            "ndjson" | "jsonl" | "geojsonl" => Some(Self::Ndjson),
            "geojson" | "json" => Some(Self::GeoJson),
            _ => None,
        }
    }
}
