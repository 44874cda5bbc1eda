//! Tables in.

use csv::{Reader, ReaderBuilder, StringRecord};
use serde_json::{Map, Number, Value};

use super::super::encoding;
use super::super::layer::{Geometry, Layer};
use super::well_known_text;
use crate::model::{Defect, DefectKind};
use crate::source::delimiter::delimiter_of;
use crate::source::feature::File;
use crate::source::reading::Document;
use crate::{Error, Result};

/// What the column with the geometries may be called, the surest first.
const GEOMETRY_NAMES: [&str; 8] =
    ["wkt", "_wkt", "geometry", "geom", "the_geom", "wkt_geom", "geom_wkt", "shape"];
/// Rows that are looked at where no name tells the column of geometries.
const LOOKED_AT: usize = 100;
/// Digits up to which a whole number is one for sure.
const LONGEST_NUMBER: usize = 15;

/// Reads a table whose first row names its columns. One of them holds well-known text: the one whose
/// name says so, else the first in which geometries are found.
pub(in crate::source::formats) fn read(document: &Document) -> Result<Vec<File>> {
    let text = encoding::text_of(document.bytes, None)?;
    let mut rows = reader(&text);
    let header = rows.headers().map_err(|cause| wrong(&cause))?.clone();
    let column = geometry_column(&text, &header)?;
    let names: Vec<&str> = header.iter().map(str::trim).collect();
    let mut table: Option<(Option<String>, Layer)> = None;
    let mut unreadable = Vec::new();
    let mut row = StringRecord::new();
    loop {
        match rows.read_record(&mut row) {
            Ok(true) => {}
            Ok(false) => break,
            Err(cause) => {
                let error = wrong(&cause);
                if !document.reading.passes_over(&error) {
                    return Err(error);
                }
                unreadable.push(error);
                continue;
            }
        }
        let line = row.position().map_or(0, csv::Position::line);
        let located = |error: Error| error.at(format!("line {line}"));
        let cell = row.get(column).unwrap_or_default().trim();
        let number = well_known_text::system_number(cell);
        let (first, layer) = match &mut table {
            Some(table) => table,
            None => {
                let system = well_known_text::system(number).map_err(located)?;
                let layer = Layer::new(document, None, system);
                table.insert((number.map(str::to_owned), layer))
            }
        };
        let geometry = match cell {
            "" => Ok(Geometry::nothing()),
            _ if first.as_deref() != number => {
                Err(Error::input("the geometry has another SRID than the first"))
            }
            cell => well_known_text::read(cell, &document.reading.limits),
        };
        layer.add(geometry.map_err(located), properties(&names, &row, column))?;
    }
    let mut file = match table {
        Some((_, layer)) => layer.finish(),
        None => document.layer(None),
    };
    for error in unreadable {
        let spot = file.spot();
        file.defects.push(Defect::new(DefectKind::UnreadableRecord, spot).found(error));
    }
    Ok(vec![file])
}

fn reader(text: &str) -> Reader<&[u8]> {
    ReaderBuilder::new().delimiter(delimiter_of(text.as_bytes())).from_reader(text.as_bytes())
}

fn geometry_column(text: &str, header: &StringRecord) -> Result<usize> {
    let named = GEOMETRY_NAMES
        .iter()
        .find_map(|name| header.iter().position(|column| column.trim().eq_ignore_ascii_case(name)));
    let found = || {
        let mut rows = reader(text);
        let rows = rows.records().flatten().take(LOOKED_AT);
        rows.filter_map(|row| row.iter().position(well_known_text::is_geometry)).next()
    };
    named.or_else(found).ok_or_else(|| {
        let names: Vec<&str> = header.iter().collect();
        Error::input("no column of the table holds geometries")
            .at("line 1")
            .found(format!("the columns {}", names.join(", ")))
            .hint("a column called `wkt` or `geometry` should hold well-known text, such as POLYGON((…))")
    })
}

/// The cells but for the geometry, by the names of their columns.
fn properties(names: &[&str], row: &StringRecord, geometry: usize) -> Map<String, Value> {
    let cells = names.iter().zip(row).enumerate().filter(|(place, _)| *place != geometry);
    cells.map(|(_, (name, cell))| ((*name).to_owned(), value(cell.trim()))).collect()
}

/// A number where the cell is plainly one and nothing is lost by it (`007` is none, nor is a number
/// longer than a double holds), nothing where it is empty, else its text.
fn value(cell: &str) -> Value {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let has_digits_only =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = has_digits_only(whole)
        && has_digits_only(decimals)
        && whole.len() + decimals.len() <= LONGEST_NUMBER + 1
        && (whole == "0" || !whole.starts_with('0'));
    match cell {
        "" => Value::Null,
        cell if is_number && digits.contains('.') => {
            cell.parse().ok().and_then(Number::from_f64).map_or_else(|| cell.into(), Value::Number)
        }
        cell if is_number => cell.parse::<i64>().map_or_else(|_| cell.into(), Value::from),
        cell => cell.into(),
    }
}

fn wrong(cause: &csv::Error) -> Error {
    let line = cause.position().map(csv::Position::line);
    let error = match cause.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            Error::input("a row has another number of cells than the first")
                .found(format!("{len} instead of {expected_len}"))
        }
        _ => Error::input(format!("the table can't be read: {cause}")),
    };
    match line {
        Some(line) => error.at(format!("line {line}")),
        None => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_text_unless_they_are_plainly_numbers() {
        assert_eq!(value("12"), Value::from(12));
        assert_eq!(value("-0.5"), Value::from(-0.5));
        for text in ["007", "1e5", "2024-05-01", "12345678901234567890", "1.", ".5", "-", "+1"] {
            assert_eq!(value(text), Value::from(text));
        }
        assert_eq!(value(""), Value::Null);
    }
}
