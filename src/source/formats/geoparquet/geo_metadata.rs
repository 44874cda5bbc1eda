//! What a file says of its geometries, in JSON under the key `geo`.

use std::collections::BTreeMap;

use parquet::file::metadata::FileMetaData;
use serde::Deserialize;
use serde_json::Value;

use super::super::super::crs::Crs;
use crate::{Error, Result};

/// The key of the file's metadata.
pub(super) const KEY: &str = "geo";

/// The columns of geometries.
#[derive(Debug, Deserialize)]
pub(super) struct GeoMetadata {
    primary_column: String,
    columns: BTreeMap<String, GeometryColumn>,
}

/// How a column has its geometries.
#[derive(Debug, Deserialize)]
pub(super) struct GeometryColumn {
    /// `WKB`, or a type such as `multipolygon` in nested lists of coordinates.
    pub encoding: String,
    /// PROJJSON; absent it is degrees on WGS 84, null it is not known.
    crs: Option<Value>,
    covering: Option<Covering>,
}

/// The column in which the boxes of the geometries are.
#[derive(Debug, Deserialize)]
struct Covering {
    bbox: BTreeMap<String, Vec<String>>,
}

impl GeoMetadata {
    /// Reads what a file says.
    ///
    /// # Errors
    ///
    /// When it says nothing, or what is not understood.
    pub fn of(file: &FileMetaData) -> Result<Self> {
        let pairs = file.key_value_metadata().into_iter().flatten();
        let text = pairs.filter(|pair| pair.key == KEY).find_map(|pair| pair.value.as_deref());
        let text = text.ok_or_else(|| {
            Error::input("the Parquet file does not say which of its columns is the geometry")
                .hint("GeoParquet does, under the key `geo`; ogr2ogr and geopandas write it so")
        })?;
        serde_json::from_str(text)
            .map_err(|cause| Error::input("the key `geo` is not as GeoParquet has it").found(cause))
    }

    /// The column of the geometries that are meant where nothing else is said, and its name.
    ///
    /// # Errors
    ///
    /// When the file says nothing of it.
    pub fn primary(&self) -> Result<(&str, &GeometryColumn)> {
        let column = self.columns.get(&self.primary_column).ok_or_else(|| {
            Error::input("the key `geo` does not describe its primary column")
                .found(format!("`{}`", self.primary_column))
        })?;
        Ok((&self.primary_column, column))
    }

    /// Whether a column is of geometries or of their boxes, and so no property.
    pub fn concerns(&self, name: &str) -> bool {
        let is_covering = |column: &GeometryColumn| {
            let boxes = column.covering.iter().flat_map(|covering| covering.bbox.values());
            boxes.filter_map(|path| path.first()).any(|first| first == name)
        };
        self.columns.contains_key(name) || self.columns.values().any(is_covering)
    }
}

impl GeometryColumn {
    /// The coordinate reference system.
    ///
    /// # Errors
    ///
    /// When it is none that is known.
    pub fn crs(&self) -> Result<Crs> {
        let Some(crs) = self.crs.as_ref().filter(|crs| !crs.is_null()) else {
            return Ok(Crs::Degrees);
        };
        let authority = crs.pointer("/id/authority").and_then(Value::as_str);
        let code = crs.pointer("/id/code");
        let name = crs.get("name").and_then(Value::as_str);
        match (authority, code) {
            (Some(authority), Some(Value::String(code))) => {
                Crs::of_text(&format!("{authority}:{code}"))
            }
            (Some(authority), Some(code)) => Crs::of_text(&format!("{authority}:{code}")),
            _ => Crs::of_text(name.or(crs.as_str()).unwrap_or("no name")),
        }
    }
}
