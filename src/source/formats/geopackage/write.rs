//! GeoPackage out: a table with an index of its geometries, the same bytes for the same data.

use std::io::Write;

use rusqlite::types::Value;
use rusqlite::{Connection, MAIN_DB, params, params_from_iter};

use super::super::super::table::{Cell, ColumnKind, Table};
use super::super::extent::Extent;
use super::super::free_name::free_name;
use super::super::wkb;
use super::{blob, schema};
use crate::{Error, Result};

/// Writes a table.
///
/// # Errors
///
/// When the database does not fit into memory, or the output can't be written.
pub(in super::super) fn write(table: &Table, out: &mut dyn Write) -> Result<()> {
    let mut connection = filled(table).map_err(not_made)?;
    let bytes = connection.serialize(MAIN_DB).map_err(not_made)?;
    out.write_all(&bytes).map_err(|cause| Error::input("the file can't be written").found(cause))
}

fn not_made(cause: rusqlite::Error) -> Error {
    Error::input("the GeoPackage can't be made").found(cause)
}

fn filled(table: &Table) -> rusqlite::Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    connection.execute_batch(schema::PACKAGE)?;
    let transaction = connection.transaction()?;
    let names = Names::of(table);
    transaction.execute(&names.table_definition(table), [])?;
    transaction.execute(&names.put_into(schema::INDEX), [])?;
    let extents = insert_rows(&transaction, table, &names)?;
    let corners = Extent::round(extents).map(Extent::corners);
    let [west, south, east, north] = corners.map_or([None; 4], |corners| corners.map(Some));
    transaction.execute(schema::CONTENTS, params![table.name, west, south, east, north])?;
    transaction.execute(schema::GEOMETRY_COLUMN, [&table.name, &names.geometry])?;
    transaction.execute(schema::INDEX_EXTENSION, [&table.name, &names.geometry])?;
    transaction.execute_batch(&names.put_into(schema::INDEX_TRIGGERS))?;
    transaction.commit()?;
    Ok(connection)
}

/// Inserts the rows and what the index has of them; their boxes.
fn insert_rows(
    connection: &Connection,
    table: &Table,
    names: &Names,
) -> rusqlite::Result<Vec<Extent>> {
    let places = vec!["?"; table.columns.len() + 2].join(", ");
    let mut insert = connection
        .prepare(&format!("INSERT INTO {} VALUES ({places})", Names::quoted(&table.name)))?;
    let mut index = connection
        .prepare(&format!("INSERT INTO {} VALUES (?, ?, ?, ?, ?)", Names::quoted(&names.index)))?;
    let mut extents = Vec::with_capacity(table.rows.len());
    for (row, key) in table.rows.iter().zip(1_i64..) {
        let extent = Extent::of(&row.polygons);
        let geometry = extent.map_or(Value::Null, |extent| {
            let mut bytes = blob::header(extent);
            wkb::write(&row.polygons, &mut bytes);
            Value::Blob(bytes)
        });
        let cells = row.cells.iter().map(value);
        insert
            .execute(params_from_iter([Value::Integer(key), geometry].into_iter().chain(cells)))?;
        if let Some(Extent { west, south, east, north }) = extent {
            index.execute(params![key, west, east, south, north])?;
        }
        extents.extend(extent);
    }
    Ok(extents)
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Nothing => Value::Null,
        Cell::Text(text) => Value::Text(text.clone()),
        Cell::Date(date) => Value::Text(date.to_string()),
        Cell::Whole(number) => Value::Integer(*number),
        Cell::Number(number) => Value::Real(*number),
        Cell::Flag(is_so) => Value::Integer(i64::from(*is_so)),
    }
}

/// The names of what belongs to a table.
struct Names {
    table: String,
    key: String,
    geometry: String,
    index: String,
}

impl Names {
    fn of(table: &Table) -> Self {
        let geometry = free_name("geom", table);
        let index = format!("rtree_{}_{geometry}", table.name);
        Self { table: table.name.clone(), key: free_name("fid", table), geometry, index }
    }

    fn quoted(name: &str) -> String {
        format!("\"{}\"", name.replace('"', "\"\""))
    }

    fn table_definition(&self, table: &Table) -> String {
        let mut definition = format!(
            "CREATE TABLE {} ({} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {} MULTIPOLYGON",
            Self::quoted(&self.table),
            Self::quoted(&self.key),
            Self::quoted(&self.geometry)
        );
        let mut taken: Vec<String> = Vec::new();
        for column in &table.columns {
            // The database does not tell upper from lower case.
            let mut name = column.name.clone();
            while taken.iter().any(|other| other.eq_ignore_ascii_case(&name)) {
                name.push('_');
            }
            let kind = match column.kind {
                ColumnKind::Text => "TEXT",
                ColumnKind::Date => "DATE",
                ColumnKind::Whole => "INTEGER",
                ColumnKind::Number => "DOUBLE",
                ColumnKind::Flag => "BOOLEAN",
            };
            definition += &format!(", {} {kind}", Self::quoted(&name));
            taken.push(name);
        }
        definition + ")"
    }

    /// SQL with the names in the places that are kept for them between quotation marks.
    fn put_into(&self, sql: &str) -> String {
        let places = [
            ("{table}", &self.table),
            ("{key}", &self.key),
            ("{geometry}", &self.geometry),
            ("{index}", &self.index),
        ];
        let mut rest = sql;
        let mut whole = String::with_capacity(sql.len());
        while let Some((before, after)) = rest.split_once('{') {
            whole.push_str(before);
            rest = after;
            for (place, name) in places {
                if let Some(after) = rest.strip_prefix(&place[1..]) {
                    whole.push_str(&name.replace('"', "\"\""));
                    rest = after;
                }
            }
        }
        whole + rest
    }
}
