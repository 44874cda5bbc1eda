//! Tables out.

use std::fmt::Write as _;
use std::io::Write;

use geo::{MultiPolygon, Polygon};

use super::super::super::table::{Cell, Table};
use crate::{Error, Result};

/// What the column with the geometries is called, by which other programs know it.
const GEOMETRY: &str = "WKT";

/// Writes a table as comma-separated values, the geometry in the last column.
pub(in super::super) fn write(table: &Table, out: &mut dyn Write) -> Result<()> {
    let failed = |cause: csv::Error| Error::input("the file can't be written").found(cause);
    let mut rows = csv::Writer::from_writer(out);
    let mut geometry = GEOMETRY.to_owned();
    while table.columns.iter().any(|column| column.name.eq_ignore_ascii_case(&geometry)) {
        geometry.push('_');
    }
    let names = table.columns.iter().map(|column| column.name.as_str());
    rows.write_record(names.chain([geometry.as_str()])).map_err(failed)?;
    for row in &table.rows {
        let cells = row.cells.iter().map(text).chain([well_known_text(&row.polygons)]);
        rows.write_record(cells.map(String::into_bytes)).map_err(failed)?;
    }
    rows.flush().map_err(|cause| failed(cause.into()))
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Nothing => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Date(date) => date.to_string(),
        Cell::Whole(number) => number.to_string(),
        Cell::Number(number) => number.to_string(),
        Cell::Flag(flag) => flag.to_string(),
    }
}

/// Nothing for no ground at all.
fn well_known_text(polygons: &MultiPolygon) -> String {
    match polygons.0.as_slice() {
        [] => String::new(),
        [only] => format!("POLYGON {}", brackets(only)),
        several => {
            let polygons: Vec<String> = several.iter().map(brackets).collect();
            format!("MULTIPOLYGON ({})", polygons.join(","))
        }
    }
}

fn brackets(polygon: &Polygon) -> String {
    let mut text = String::from("(");
    for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
        text.push_str(if text.len() == 1 { "(" } else { ",(" });
        for (place, at) in ring.coords().enumerate() {
            let comma = if place == 0 { "" } else { "," };
            // Writing to a string can't fail.
            let _ = write!(text, "{comma}{} {}", at.x, at.y);
        }
        text.push(')');
    }
    text.push(')');
    text
}
