//! GeoPackage in: each table of features is a layer.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row};
use serde_json::{Map, Value};

use super::super::super::crs::Crs;
use super::super::super::feature::File;
use super::super::super::reading::Document;
use super::super::layer::{Geometry, Layer};
use super::blob;
use super::database::{open, unreadable};
use crate::{Error, Result};

/// The tables of features: name, column of the geometry, and the coordinate reference system.
const TABLES: &str = "\
    SELECT contents.table_name, columns.column_name, columns.srs_id \
    FROM gpkg_contents AS contents \
    JOIN gpkg_geometry_columns AS columns USING (table_name) \
    WHERE contents.data_type = 'features' ORDER BY contents.rowid";
const REFERENCE_SYSTEM: &str = "\
    SELECT organization, organization_coordsys_id, definition \
    FROM gpkg_spatial_ref_sys WHERE srs_id = ?1";
/// Identifiers of coordinate reference systems that are not defined.
const UNDEFINED: [i64; 2] = [0, -1];

/// Reads a file.
///
/// # Errors
///
/// When the file is not a GeoPackage with tables of features, or one of them is damaged or in a
/// coordinate reference system that is not known.
pub(in super::super) fn read(document: &Document) -> Result<Vec<File>> {
    let connection = open(document.bytes, &document.reading.limits)?;
    let tables = tables(&connection)?;
    if tables.is_empty() {
        return Err(Error::input("the GeoPackage has no tables of features"));
    }
    let layers = tables.iter().map(|table| {
        table
            .read(&connection, document)
            .map_err(|error| error.at(format!("table `{}`", table.name)))
    });
    layers.collect()
}

/// A table of features.
struct Table {
    name: String,
    geometry: String,
    srs: i64,
}

fn tables(connection: &Connection) -> Result<Vec<Table>> {
    let mut statement = connection.prepare(TABLES).map_err(unreadable)?;
    let tables = statement.query_map([], |row| {
        Ok(Table { name: row.get(0)?, geometry: row.get(1)?, srs: row.get(2)? })
    });
    tables.and_then(Iterator::collect).map_err(unreadable)
}

/// A column of a table, as its values are to be taken.
enum Column {
    Geometry,
    Property { name: String, is_boolean: bool },
}

impl Table {
    fn read(&self, connection: &Connection, document: &Document) -> Result<File> {
        let mut layer = Layer::new(document, Some(self.name.clone()), self.crs(connection)?);
        let columns = self.columns(connection).map_err(unreadable)?;
        let names = columns.iter().map(|column| match column {
            Column::Geometry => quoted(&self.geometry),
            Column::Property { name, .. } => quoted(name),
        });
        let names: Vec<String> = names.collect();
        let query = format!("SELECT {} FROM {}", names.join(", "), quoted(&self.name));
        let mut statement = connection.prepare(&query).map_err(unreadable)?;
        let mut rows = statement.query([]).map_err(unreadable)?;
        while let Some(row) = rows.next().map_err(unreadable)? {
            let (geometry, properties) = feature(row, &columns, document).map_err(unreadable)?;
            layer.add(geometry, properties)?;
        }
        Ok(layer.finish())
    }

    fn crs(&self, connection: &Connection) -> Result<Crs> {
        if UNDEFINED.contains(&self.srs) {
            return Ok(Crs::Degrees);
        }
        let known: Option<(String, i64, String)> = connection
            .query_row(REFERENCE_SYSTEM, [self.srs], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .optional()
            .map_err(unreadable)?;
        match known {
            Some((organization, code, definition)) => {
                Crs::of_text(&format!("{organization}:{code}"))
                    .or_else(|error| Crs::of_text(&definition).map_err(|_| error))
            }
            None => Crs::of_text(&format!("srs_id {}", self.srs)),
        }
    }

    /// The columns but the key: the number of a row says nothing.
    fn columns(&self, connection: &Connection) -> rusqlite::Result<Vec<Column>> {
        let mut statement =
            connection.prepare(&format!("PRAGMA table_info({})", quoted(&self.name)))?;
        let mut rows = statement.query([])?;
        let mut columns = Vec::new();
        while let Some(row) = rows.next()? {
            let (name, kind, key): (String, String, i64) = (row.get(1)?, row.get(2)?, row.get(5)?);
            if name.eq_ignore_ascii_case(&self.geometry) {
                columns.push(Column::Geometry);
            } else if key == 0 {
                let is_boolean = kind.eq_ignore_ascii_case("BOOLEAN");
                columns.push(Column::Property { name, is_boolean });
            }
        }
        Ok(columns)
    }
}

type Read = (Result<Geometry>, Map<String, Value>);

fn feature(row: &Row, columns: &[Column], document: &Document) -> rusqlite::Result<Read> {
    let mut geometry = Ok(Geometry::nothing());
    let mut properties = Map::new();
    for (index, column) in columns.iter().enumerate() {
        let value = row.get_ref(index)?;
        match column {
            Column::Geometry => {
                geometry = match value {
                    ValueRef::Null => Ok(Geometry::nothing()),
                    ValueRef::Blob(bytes) => blob::read(bytes, &document.reading.limits),
                    _ => Err(Error::input("a geometry is not a blob").found(value.data_type())),
                };
            }
            Column::Property { name, is_boolean } => {
                properties.insert(name.clone(), json(value, *is_boolean));
            }
        }
    }
    Ok((geometry, properties))
}

/// A value in JSON: dates are text in SQLite too, bytes that are no text have no value.
fn json(value: ValueRef, is_boolean: bool) -> Value {
    match value {
        ValueRef::Null | ValueRef::Blob(_) => Value::Null,
        ValueRef::Integer(number) if is_boolean => Value::from(number != 0),
        ValueRef::Integer(number) => Value::from(number),
        ValueRef::Real(number) => Value::from(number),
        ValueRef::Text(text) => Value::from(String::from_utf8_lossy(text)),
    }
}

/// A name as SQL has it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
