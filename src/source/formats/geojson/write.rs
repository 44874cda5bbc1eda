//! GeoJSON out: feature collections and sequences of features, RFC 7946 and RFC 8142.

use std::io::Write;

use geo::{LineString, MultiPolygon, Polygon};
use rayon::prelude::*;
use serde::Serialize;

use super::super::super::table::{Cell, Row, Table};
use crate::{Error, Result};

/// Positions that are put into words at a time: some tens of megabytes.
const BATCH: usize = 1 << 20;
/// The record separator of RFC 8142.
const RECORD_SEPARATOR: &[u8] = b"\x1e";

/// Writes a feature collection, one feature a line. Numbers are the shortest that read back the same;
/// the order of positions is the table's, whose rings follow the right-hand rule.
pub(in super::super) fn write(table: &Table, out: &mut dyn Write) -> Result<()> {
    let name = json(&table.name)?;
    let start = [b"{\"type\":\"FeatureCollection\",\"name\":", name.as_slice(), b",\"features\":["];
    start.iter().try_for_each(|part| put(out, part))?;
    let mut before: &[u8] = b"\n";
    each_feature(table, &mut |feature| {
        put(out, std::mem::replace(&mut before, b",\n"))?;
        put(out, feature)
    })?;
    put(out, b"\n]}\n")
}

/// Writes one feature a line and nothing else; with separators it is a GeoJSON text sequence.
pub(in super::super) fn write_sequence(
    table: &Table,
    has_separators: bool,
    out: &mut dyn Write,
) -> Result<()> {
    each_feature(table, &mut |feature| {
        if has_separators {
            put(out, RECORD_SEPARATOR)?;
        }
        put(out, feature)?;
        put(out, b"\n")
    })
}

/// Gives the text of every row in order; several are made at a time.
fn each_feature(table: &Table, take: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()> {
    let keys: Result<Vec<Vec<u8>>> = table.columns.iter().map(|it| json(&it.name)).collect();
    let keys = keys?;
    let mut rest = table.rows.as_slice();
    while !rest.is_empty() {
        let mut positions = 0;
        let count = rest.iter().take_while(|row| {
            let is_first = positions == 0;
            positions +=
                1 + row.polygons.iter().flat_map(rings).map(|it| it.0.len()).sum::<usize>();
            is_first || positions <= BATCH
        });
        let (batch, later) = rest.split_at(count.count());
        rest = later;
        let features: Vec<Result<Vec<u8>>> =
            batch.par_iter().map(|row| feature(&keys, row)).collect();
        features.into_iter().try_for_each(|feature| take(&feature?))?;
    }
    Ok(())
}

fn feature(keys: &[Vec<u8>], row: &Row) -> Result<Vec<u8>> {
    let mut text = b"{\"type\":\"Feature\",".to_vec();
    if let Some(id) = &row.id {
        text.extend_from_slice(b"\"id\":");
        text.extend(json(id)?);
        text.push(b',');
    }
    text.extend_from_slice(b"\"properties\":{");
    for (number, (key, cell)) in keys.iter().zip(&row.cells).enumerate() {
        text.extend_from_slice(if number == 0 { b"" } else { b"," });
        text.extend_from_slice(key);
        text.push(b':');
        value(cell, &mut text)?;
    }
    text.extend_from_slice(b"},\"geometry\":");
    geometry(&row.polygons, &mut text);
    text.push(b'}');
    Ok(text)
}

fn value(cell: &Cell, text: &mut Vec<u8>) -> Result<()> {
    match cell {
        Cell::Nothing => text.extend_from_slice(b"null"),
        Cell::Text(it) => text.extend(json(it)?),
        Cell::Date(it) => text.extend(json(&it.to_string())?),
        Cell::Whole(it) => text.extend(it.to_string().into_bytes()),
        Cell::Number(it) => number(*it, text),
        Cell::Flag(it) => text.extend(it.to_string().into_bytes()),
    }
    Ok(())
}

fn geometry(polygons: &MultiPolygon, text: &mut Vec<u8>) {
    match polygons.0.as_slice() {
        [] => text.extend_from_slice(b"null"),
        [only] => {
            text.extend_from_slice(b"{\"type\":\"Polygon\",\"coordinates\":");
            coordinates(only, text);
            text.push(b'}');
        }
        several => {
            text.extend_from_slice(b"{\"type\":\"MultiPolygon\",\"coordinates\":");
            list(several.iter(), text, coordinates);
            text.push(b'}');
        }
    }
}

fn coordinates(polygon: &Polygon, text: &mut Vec<u8>) {
    list(rings(polygon), text, |ring, text| {
        list(ring.coords(), text, |at, text| {
            text.push(b'[');
            number(at.x, text);
            text.push(b',');
            number(at.y, text);
            text.push(b']');
        });
    });
}

fn rings(polygon: &Polygon) -> impl Iterator<Item = &LineString> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors())
}

fn list<T>(items: impl Iterator<Item = T>, text: &mut Vec<u8>, write: impl Fn(T, &mut Vec<u8>)) {
    text.push(b'[');
    for (number, item) in items.enumerate() {
        if number > 0 {
            text.push(b',');
        }
        write(item, text);
    }
    text.push(b']');
}

/// The shortest decimals that read back as this number; JSON has no word for what is not finite.
fn number(number: f64, text: &mut Vec<u8>) {
    if !number.is_finite() {
        return text.extend_from_slice(b"null");
    }
    let mut buffer = zmij::Buffer::new();
    let written = buffer.format_finite(number);
    text.extend_from_slice(written.strip_suffix(".0").unwrap_or(written).as_bytes());
}

fn json(value: &impl Serialize) -> Result<Vec<u8>> {
    serde_json::to_vec(value)
        .map_err(|cause| Error::input(format!("a value can't be written: {cause}")))
}

fn put(out: &mut dyn Write, bytes: &[u8]) -> Result<()> {
    out.write_all(bytes)
        .map_err(|cause| Error::input(format!("the output can't be written: {cause}")))
}
