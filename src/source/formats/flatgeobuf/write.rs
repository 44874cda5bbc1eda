//! FlatGeobuf out: features in the order of the table.
//!
//! The format's index wants features along a Hilbert curve, but their order tells who is named first where
//! ground overlaps, so there is none.

use std::io::Write;

use ::flatgeobuf::{
    Column, ColumnArgs, ColumnType, Crs, CrsArgs, Feature, FeatureArgs, Geometry, GeometryArgs,
    GeometryType, Header, HeaderArgs,
};
use flatbuffers::{FlatBufferBuilder, WIPOffset};
use geo::{MultiPolygon, Polygon};
use rayon::prelude::*;

use super::super::super::table::{Cell, ColumnKind, Row, Table};
use super::super::extent::Extent;
use crate::{Error, Result};

/// What a file begins with.
const MAGIC: [u8; 8] = *b"fgb\x03fgb\x00";
/// Bytes of a feature up to which a FlatBuffer surely holds it; it can't hold 2^31.
const LARGEST: usize = 2_000_000_000;

/// Writes a table.
///
/// # Errors
///
/// When a row is larger than the format allows, which is 2 GB, or the output can't be written.
pub(in super::super) fn write(table: &Table, out: &mut dyn Write) -> Result<()> {
    let features: Vec<Vec<u8>> = table.rows.par_iter().map(feature).collect::<Result<_>>()?;
    let written = |result: std::io::Result<()>| {
        result.map_err(|cause| Error::input("the file can't be written").found(cause))
    };
    written(out.write_all(&MAGIC))?;
    written(out.write_all(&header(table)))?;
    features.iter().try_for_each(|feature| written(out.write_all(feature)))
}

fn header(table: &Table) -> Vec<u8> {
    let mut builder = FlatBufferBuilder::new();
    let columns: Vec<_> = table
        .columns
        .iter()
        .map(|column| {
            let type_ = match column.kind {
                ColumnKind::Text => ColumnType::String,
                ColumnKind::Date => ColumnType::DateTime,
                ColumnKind::Whole => ColumnType::Long,
                ColumnKind::Number => ColumnType::Double,
                ColumnKind::Flag => ColumnType::Bool,
            };
            let name = Some(builder.create_string(&column.name));
            Column::create(&mut builder, &ColumnArgs { name, type_, ..ColumnArgs::default() })
        })
        .collect();
    let org = Some(builder.create_string("EPSG"));
    let crs = Crs::create(&mut builder, &CrsArgs { org, code: 4326, ..CrsArgs::default() });
    let extent = Extent::round(table.rows.iter().filter_map(|row| Extent::of(&row.polygons)));
    let arguments = HeaderArgs {
        name: Some(builder.create_string(&table.name)),
        envelope: extent.map(|extent| builder.create_vector(&extent.corners())),
        geometry_type: GeometryType::MultiPolygon,
        columns: Some(builder.create_vector(&columns)),
        features_count: table.rows.len() as u64,
        index_node_size: 0,
        crs: Some(crs),
        ..HeaderArgs::default()
    };
    let header = Header::create(&mut builder, &arguments);
    builder.finish_size_prefixed(header, None);
    builder.finished_data().to_vec()
}

fn feature(row: &Row) -> Result<Vec<u8>> {
    let properties = properties(&row.cells);
    let rings = row.polygons.iter().flat_map(rings);
    let numbers: usize = rings.map(|ring| ring.0.len() * 2).sum();
    let length = numbers * size_of::<f64>() + properties.len();
    if length > LARGEST {
        return Err(Error::limit("a feature is larger than FlatGeobuf allows")
            .found(format!("{length} bytes")));
    }
    let mut builder = FlatBufferBuilder::with_capacity(length + length / 8 + 1024);
    let properties = Some(builder.create_vector(&properties));
    let geometry = (numbers > 0).then(|| geometry(&mut builder, &row.polygons));
    let arguments = FeatureArgs { geometry, properties, columns: None };
    let feature = Feature::create(&mut builder, &arguments);
    builder.finish_size_prefixed(feature, None);
    Ok(builder.finished_data().to_vec())
}

fn rings(polygon: &Polygon) -> impl Iterator<Item = &geo::LineString> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors())
}

fn geometry<'a>(
    builder: &mut FlatBufferBuilder<'a>,
    polygons: &MultiPolygon,
) -> WIPOffset<Geometry<'a>> {
    let parts: Vec<_> = polygons.iter().map(|polygon| part(builder, polygon)).collect();
    let parts = Some(builder.create_vector(&parts));
    let type_ = GeometryType::MultiPolygon;
    Geometry::create(builder, &GeometryArgs { type_, parts, ..GeometryArgs::default() })
}

fn part<'a>(builder: &mut FlatBufferBuilder<'a>, polygon: &Polygon) -> WIPOffset<Geometry<'a>> {
    let mut numbers = Vec::new();
    let mut ends = Vec::with_capacity(1 + polygon.interiors().len());
    for ring in rings(polygon) {
        numbers.extend(ring.0.iter().flat_map(|position| [position.x, position.y]));
        ends.push((numbers.len() / 2) as u32);
    }
    let xy = Some(builder.create_vector(&numbers));
    // The end of the only ring goes without saying.
    let ends = (ends.len() > 1).then(|| builder.create_vector(&ends));
    let type_ = GeometryType::Polygon;
    Geometry::create(builder, &GeometryArgs { type_, ends, xy, ..GeometryArgs::default() })
}

fn properties(cells: &[Cell]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (cell, column) in cells.iter().zip(0_u16..) {
        if *cell != Cell::Nothing {
            bytes.extend(column.to_le_bytes());
        }
        match cell {
            Cell::Nothing => {}
            Cell::Text(text) => add_text(text, &mut bytes),
            Cell::Date(date) => add_text(&date.to_string(), &mut bytes),
            Cell::Whole(number) => bytes.extend(number.to_le_bytes()),
            Cell::Number(number) => bytes.extend(number.to_le_bytes()),
            Cell::Flag(is_so) => bytes.push(u8::from(*is_so)),
        }
    }
    bytes
}

fn add_text(text: &str, bytes: &mut Vec<u8>) {
    bytes.extend((text.len() as u32).to_le_bytes());
    bytes.extend(text.as_bytes());
}
