//! GeoParquet 1.1 out: geometries as well-known binary, beside each its box, so that a reader need
//! not read what lies elsewhere.

use std::io::Write;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as PhysicalType, ZstdLevel};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type,
};
use parquet::errors::{ParquetError, Result as Written};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{ColumnPath, Type, TypePtr};
use rayon::prelude::*;
use serde_json::json;

use super::super::super::table::{Cell, Column, ColumnKind, Row, Table};
use super::super::extent::Extent;
use super::super::free_name::free_name;
use super::super::wkb;
use super::geo_metadata::KEY;
use crate::{Error, Result};

/// Positions and rows after which a group of rows ends: about 64 MB of geometries, which is also what
/// is held in memory.
const GROUP_POSITIONS: usize = 4_000_000;
const GROUP_ROWS: usize = 65_536;
/// Bytes of geometries after which a page ends.
const PAGE: usize = 1 << 20;
/// The beginning of Parquet's count of days.
const EPOCH: jiff::civil::Date = jiff::civil::date(1970, 1, 1);
/// The members of a box, in the order of [`Extent::corners`].
const CORNERS: [&str; 4] = ["xmin", "ymin", "xmax", "ymax"];

/// Writes a table.
///
/// # Errors
///
/// When a geometry is larger than the format allows, which is 2 GB, or the output can't be written.
pub(in super::super) fn write(table: &Table, out: &mut dyn Write) -> Result<()> {
    let bytes = packed(table)
        .map_err(|cause| Error::input("the GeoParquet file can't be made").found(cause))?;
    out.write_all(&bytes).map_err(|cause| Error::input("the file can't be written").found(cause))
}

fn packed(table: &Table) -> Written<Vec<u8>> {
    let (geometry, extent) = (free_name("geometry", table), free_name("bbox", table));
    let schema = schema(table, &geometry, &extent)?;
    let column = ColumnPath::from(geometry.clone());
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(1)?))
        .set_key_value_metadata(Some(vec![KeyValue::new(
            KEY.to_owned(),
            geo_metadata(table, &geometry, &extent),
        )]))
        .set_data_page_size_limit(PAGE)
        // Geometries are hardly ever the same, and their bytes have no order.
        .set_column_dictionary_enabled(column.clone(), false)
        .set_column_statistics_enabled(column, EnabledStatistics::None)
        .build();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties))?;
    for rows in groups(&table.rows) {
        let mut group = writer.next_row_group()?;
        for (place, column) in table.columns.iter().enumerate() {
            write_column(&mut group, column, rows.iter().map(|row| row.cells.get(place)))?;
        }
        write_geometries(&mut group, rows)?;
        write_boxes(&mut group, rows)?;
        group.close()?;
    }
    writer.into_inner()
}

/// The rows in groups.
fn groups<'a, 'b>(rows: &'a [Row<'b>]) -> impl Iterator<Item = &'a [Row<'b>]> {
    let mut rest = rows;
    std::iter::from_fn(move || {
        let mut positions = 0;
        let fits = rest.iter().take(GROUP_ROWS).take_while(|row| {
            let is_open = positions < GROUP_POSITIONS;
            positions += geo::CoordsIter::coords_count(&*row.polygons);
            is_open
        });
        let (group, after) = rest.split_at_checked(fits.count())?;
        rest = after;
        (!group.is_empty()).then_some(group)
    })
}

fn schema(table: &Table, geometry: &str, extent: &str) -> Written<TypePtr> {
    let optional = |name: &str, kind: PhysicalType, logical: Option<LogicalType>| {
        let field = Type::primitive_type_builder(name, kind)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical);
        field.build().map(Arc::new)
    };
    let mut fields = Vec::with_capacity(table.columns.len() + 2);
    for column in &table.columns {
        let (kind, logical) = match column.kind {
            ColumnKind::Text => (PhysicalType::BYTE_ARRAY, Some(LogicalType::String)),
            ColumnKind::Date => (PhysicalType::INT32, Some(LogicalType::Date)),
            ColumnKind::Whole => (PhysicalType::INT64, None),
            ColumnKind::Number => (PhysicalType::DOUBLE, None),
            ColumnKind::Flag => (PhysicalType::BOOLEAN, None),
        };
        fields.push(optional(&column.name, kind, logical)?);
    }
    fields.push(optional(geometry, PhysicalType::BYTE_ARRAY, None)?);
    let corners = CORNERS.map(|name| {
        let corner = Type::primitive_type_builder(name, PhysicalType::DOUBLE);
        corner.with_repetition(Repetition::REQUIRED).build().map(Arc::new)
    });
    let corners = corners.into_iter().collect::<Written<Vec<_>>>()?;
    let extent =
        Type::group_type_builder(extent).with_repetition(Repetition::OPTIONAL).with_fields(corners);
    fields.push(Arc::new(extent.build()?));
    Type::group_type_builder("schema").with_fields(fields).build().map(Arc::new)
}

fn geo_metadata(table: &Table, geometry: &str, extent: &str) -> String {
    let whole = Extent::round(table.rows.iter().filter_map(|row| Extent::of(&row.polygons)));
    let covering: serde_json::Map<_, _> =
        CORNERS.iter().map(|name| ((*name).to_owned(), json!([extent, name]))).collect();
    let mut column = json!({
        "encoding": "WKB",
        "geometry_types": ["MultiPolygon"],
        "orientation": "counterclockwise",
        "edges": "planar",
        "covering": { "bbox": covering },
    });
    if let (Some(whole), Some(column)) = (whole, column.as_object_mut()) {
        column.insert("bbox".to_owned(), json!(whole.corners()));
    }
    let mut columns = serde_json::Map::new();
    columns.insert(geometry.to_owned(), column);
    json!({ "version": "1.1.0", "primary_column": geometry, "columns": columns }).to_string()
}

type Group<'a> = SerializedRowGroupWriter<'a, Vec<u8>>;

/// Writes the next column: of each row a value, or none.
fn write_next<T: DataType>(
    group: &mut Group,
    values: impl Iterator<Item = Option<T::T>>,
) -> Written<()> {
    let mut present = Vec::new();
    let levels: Vec<i16> = values
        .map(|value| {
            let level = i16::from(value.is_some());
            present.extend(value);
            level
        })
        .collect();
    let mut column = next(group)?;
    column.typed::<T>().write_batch(&present, Some(&levels), None)?;
    column.close()
}

fn next<'a>(group: &'a mut Group) -> Written<parquet::file::writer::SerializedColumnWriter<'a>> {
    let missing = || ParquetError::General("the schema has fewer columns".to_owned());
    group.next_column()?.ok_or_else(missing)
}

fn write_column<'a>(
    group: &mut Group,
    column: &Column,
    cells: impl Iterator<Item = Option<&'a Cell>>,
) -> Written<()> {
    let cells = cells.map(|cell| cell.unwrap_or(&Cell::Nothing));
    match column.kind {
        ColumnKind::Text => write_next::<ByteArrayType>(
            group,
            cells.map(|cell| match cell {
                Cell::Text(text) => Some(ByteArray::from(text.as_str())),
                _ => None,
            }),
        ),
        ColumnKind::Date => write_next::<Int32Type>(
            group,
            cells.map(|cell| match cell {
                Cell::Date(date) => Some(date.duration_since(EPOCH).as_hours() as i32 / 24),
                _ => None,
            }),
        ),
        ColumnKind::Whole => write_next::<Int64Type>(
            group,
            cells.map(|cell| match cell {
                Cell::Whole(number) => Some(*number),
                _ => None,
            }),
        ),
        ColumnKind::Number => write_next::<DoubleType>(
            group,
            cells.map(|cell| match cell {
                Cell::Number(number) => Some(*number),
                _ => None,
            }),
        ),
        ColumnKind::Flag => write_next::<BoolType>(
            group,
            cells.map(|cell| match cell {
                Cell::Flag(is_so) => Some(*is_so),
                _ => None,
            }),
        ),
    }
}

/// Writes the column of geometries, page by page: what is handed over at once may become one page.
fn write_geometries(group: &mut Group, rows: &[Row]) -> Written<()> {
    let geometries: Vec<Option<ByteArray>> = rows.par_iter().map(geometry).collect();
    let mut column = next(group)?;
    let writer = column.typed::<ByteArrayType>();
    let (mut present, mut levels, mut length) = (Vec::new(), Vec::new(), 0);
    for geometry in geometries {
        levels.push(i16::from(geometry.is_some()));
        length += geometry.as_ref().map_or(0, ByteArray::len);
        present.extend(geometry);
        if length >= PAGE {
            writer.write_batch(&present, Some(&levels), None)?;
            present.clear();
            levels.clear();
            length = 0;
        }
    }
    writer.write_batch(&present, Some(&levels), None)?;
    column.close()
}

fn geometry(row: &Row) -> Option<ByteArray> {
    Extent::of(&row.polygons)?;
    let mut bytes = Vec::new();
    wkb::write(&row.polygons, &mut bytes);
    Some(ByteArray::from(bytes))
}

fn write_boxes(group: &mut Group, rows: &[Row]) -> Written<()> {
    let extents: Vec<Option<[f64; 4]>> =
        rows.iter().map(|row| Extent::of(&row.polygons).map(Extent::corners)).collect();
    for corner in 0..CORNERS.len() {
        let numbers = extents.iter().map(|extent| extent.and_then(|it| it.get(corner).copied()));
        write_next::<DoubleType>(group, numbers)?;
    }
    Ok(())
}
