//! TopoJSON out.

use std::io::Write;

use geo::{LineString, Polygon};
use serde_json::Value;

use super::super::super::table::{Cell, Table};
use super::topology::Topology;
use crate::{Error, Result};

/// Writes a table as a topology of one object that has the table's name. Positions are not made whole
/// numbers, so none moves; an arc between neighbours is there once.
pub(in super::super) fn write(table: &Table, out: &mut dyn Write) -> Result<()> {
    write_topology(table, out)
        .map_err(|cause| Error::input("the file can't be written").found(cause))
}

fn write_topology(table: &Table, out: &mut dyn Write) -> std::io::Result<()> {
    let polygons = table.rows.iter().flat_map(|row| row.polygons.iter());
    let Topology { arcs, rings: numbers } =
        Topology::of(polygons.flat_map(rings).map(|ring| ring.0.as_slice()));
    let mut numbers = numbers.iter();
    write!(out, "{{\"type\":\"Topology\",\"objects\":{{")?;
    serde_json::to_writer(&mut *out, &table.name)?;
    write!(out, ":{{\"type\":\"GeometryCollection\",\"geometries\":[")?;
    for (place, row) in table.rows.iter().enumerate() {
        out.write_all(if place == 0 { b"\n" } else { b",\n" })?;
        let polygons: Vec<Vec<&Vec<i64>>> = row
            .polygons
            .iter()
            .map(|polygon| numbers.by_ref().take(rings(polygon).count()).collect())
            .collect();
        match polygons.as_slice() {
            [] => write!(out, "{{\"type\":null")?,
            [only] => {
                write!(out, "{{\"type\":\"Polygon\",\"arcs\":")?;
                serde_json::to_writer(&mut *out, only)?;
            }
            several => {
                write!(out, "{{\"type\":\"MultiPolygon\",\"arcs\":")?;
                serde_json::to_writer(&mut *out, several)?;
            }
        }
        if let Some(id) = &row.id {
            write!(out, ",\"id\":{id}")?;
        }
        write!(out, ",\"properties\":{{")?;
        for (place, (column, cell)) in table.columns.iter().zip(&row.cells).enumerate() {
            out.write_all(if place == 0 { b"" } else { b"," })?;
            serde_json::to_writer(&mut *out, &column.name)?;
            out.write_all(b":")?;
            serde_json::to_writer(&mut *out, &value(cell))?;
        }
        write!(out, "}}}}")?;
    }
    write!(out, "\n]}}}},\"arcs\":[")?;
    for (place, arc) in arcs.iter().enumerate() {
        out.write_all(if place == 0 { b"\n[" } else { b",\n[" })?;
        for (place, at) in arc.iter().enumerate() {
            out.write_all(if place == 0 { b"" } else { b"," })?;
            write!(out, "[{},{}]", at.x, at.y)?;
        }
        out.write_all(b"]")?;
    }
    out.write_all(b"\n]}\n")
}

fn rings(polygon: &Polygon) -> impl Iterator<Item = &LineString> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors())
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Nothing => Value::Null,
        Cell::Text(text) => text.as_str().into(),
        Cell::Date(date) => date.to_string().into(),
        Cell::Whole(number) => (*number).into(),
        Cell::Number(number) => (*number).into(),
        Cell::Flag(flag) => (*flag).into(),
    }
}
