//! GeoParquet in: rows to features.

use bytes::Bytes;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use serde_json::Map;

use super::super::super::feature::File;
use super::super::super::limits::Limits;
use super::super::super::reading::Document;
use super::super::layer::{Geometry, Layer};
use super::super::wkb;
use super::geo_metadata::{GeoMetadata, GeometryColumn};
use super::guard::guarded;
use super::{native, pages, values};
use crate::{Error, Result};

/// Reads a file.
///
/// # Errors
///
/// When the file is not GeoParquet, is damaged, is packed by a method that is not known, or is in a
/// coordinate reference system that is not known.
pub(in super::super) fn read(document: &Document) -> Result<Vec<File>> {
    guarded(|| features(document)).map(|file| vec![file])
}

fn features(document: &Document) -> Result<File> {
    let bytes = Bytes::copy_from_slice(document.bytes);
    let reader = SerializedFileReader::new(bytes).map_err(unreadable)?;
    let metadata = reader.metadata();
    let geo = GeoMetadata::of(metadata.file_metadata())?;
    let (primary, geometry) = geo.primary()?;
    pages::check(document.bytes, metadata, &document.reading.limits)?;
    let mut layer = Layer::new(document, None, geometry.crs()?);
    let schema = metadata.file_metadata().schema();
    for row in reader.get_row_iter(None).map_err(unreadable)? {
        let row = row.map_err(unreadable)?;
        let mut shape = Ok(Geometry::nothing());
        let mut properties = Map::new();
        for ((name, field), kind) in row.get_column_iter().zip(schema.get_fields()) {
            if name == primary {
                shape = shape_of(field, geometry, &document.reading.limits);
            } else if !geo.concerns(name) {
                properties.insert(name.clone(), values::json(field, kind));
            }
        }
        layer.add(shape, properties)?;
    }
    Ok(layer.finish())
}

fn shape_of(field: &Field, column: &GeometryColumn, limits: &Limits) -> Result<Geometry> {
    match field {
        Field::Null => Ok(Geometry::nothing()),
        Field::Bytes(bytes) if column.encoding == "WKB" => wkb::read(bytes.data(), limits),
        field => native::read(&column.encoding, field),
    }
}

fn unreadable(cause: ParquetError) -> Error {
    Error::input("the file can't be read as Parquet").found(cause)
}
