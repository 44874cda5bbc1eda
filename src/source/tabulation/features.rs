//! Features to a table.

use std::borrow::Cow;

use geo::MultiPolygon;
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;

use crate::model::{Date, Defects};
use crate::source::feature::{Feature, File, Shape};
use crate::source::formats::Format;
use crate::source::polygons;
use crate::source::table::{Cell, Column, ColumnKind, Row, Table};

/// The column that tells layers apart where there are several.
const LAYER: &str = "layer";
/// Characters of a day as it is usually written: `2026-01-27`.
const DAY_LENGTH: usize = 10;

/// What a table of polygons can't hold of features.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// Features of points or lines; they are left out.
    pub not_areas: usize,
    /// Rings closed, turned round or, being too short, left out, as RFC 7946 demands it.
    pub rings_mended: usize,
}

/// The features of layers, a row each, with all the properties that any of them has; what has no
/// geometry stays a row without one.
///
/// Columns stand in the order in which their names are met. A column holds days if all its values are
/// texts like `2026-01-27`, whole numbers, numbers or yes and no if all of them are, and text otherwise:
/// lists and objects are written as JSON. Where there are several layers the column `layer` says which
/// one a feature is of, unless they have such a property.
///
/// # Example
///
/// ```
/// use controlmap::source::{ColumnKind, Reading, features_of, features_table};
///
/// let text = br#"{"type":"Feature","properties":{"year":1066,"day":"1066-10-14"},"geometry":
///     {"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}"#;
/// let files = features_of("hastings.geojson".as_ref(), text, &Reading::default())?;
/// let (table, left_out) = features_table(files, "hastings");
/// assert_eq!(left_out.not_areas, 0);
/// let kinds: Vec<_> = table.columns.iter().map(|it| (it.name.as_str(), it.kind)).collect();
/// assert_eq!(kinds, [("day", ColumnKind::Date), ("year", ColumnKind::Whole)]);
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn features_table(files: Vec<File>, name: &str) -> (Table<'static>, LeftOut) {
    let mut columns = Columns::default();
    let features = files.iter().flat_map(|file| &file.features);
    for property in features.flat_map(|feature| &feature.properties) {
        columns.meet(property.0, property.1);
    }
    let tells_layers = files.len() > 1 && !columns.places.contains_key(LAYER);
    let mut left_out = LeftOut::default();
    let mut rows = Vec::new();
    for mut file in files {
        for mut feature in std::mem::take(&mut file.features) {
            let shape = std::mem::replace(&mut feature.shape, Shape::Nothing);
            let Some(polygons) = ground(shape, file.format, &mut left_out) else { continue };
            let mut cells = columns.cells(&feature);
            cells.extend(tells_layers.then(|| Cell::Text(layer_name(&file))));
            let id = feature.id.take();
            rows.push(Row { id, cells, polygons: Cow::Owned(polygons) });
        }
    }
    let layer = tells_layers.then(|| Column { name: LAYER.to_owned(), kind: ColumnKind::Text });
    let columns = columns.finish().into_iter().chain(layer).collect();
    (Table { name: name.to_owned(), columns, rows }, left_out)
}

/// The ground of a feature; nothing where it has another geometry.
fn ground(shape: Shape, format: Format, left_out: &mut LeftOut) -> Option<MultiPolygon> {
    match shape {
        Shape::Nothing => Some(MultiPolygon::new(Vec::new())),
        Shape::Points(_) | Shape::Lines(_) => {
            left_out.not_areas += 1;
            None
        }
        Shape::Polygons(rings) => {
            let mut defects = Defects::default();
            let polygons = polygons::clean(rings, format, &mut defects, &Default::default);
            left_out.rings_mended += defects.iter().map(|defect| defect.count).sum::<usize>();
            Some(polygons)
        }
    }
}

fn layer_name(file: &File) -> String {
    let stem = || file.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    file.layer.clone().unwrap_or_else(stem)
}

/// The columns that have been met, and what they hold.
#[derive(Default)]
struct Columns {
    names: Vec<String>,
    kinds: Vec<FxHashSet<ColumnKind>>,
    places: FxHashMap<String, usize>,
}

impl Columns {
    fn meet(&mut self, name: &str, value: &Value) {
        let place = match self.places.get(name) {
            Some(place) => *place,
            None => {
                self.names.push(name.to_owned());
                self.kinds.push(FxHashSet::default());
                self.places.insert(name.to_owned(), self.names.len() - 1);
                self.names.len() - 1
            }
        };
        self.kinds[place].extend(kind_of(value));
    }

    fn kind(&self, place: usize) -> ColumnKind {
        let kinds = &self.kinds[place];
        let mut kinds_met = kinds.iter();
        match (kinds_met.next(), kinds_met.next(), kinds_met.next()) {
            (Some(only), None, _) => *only,
            (Some(one), Some(other), None) if is_number(*one) && is_number(*other) => {
                ColumnKind::Number
            }
            _ => ColumnKind::Text,
        }
    }

    fn cells(&self, feature: &Feature) -> Vec<Cell> {
        let value = |name: &String| feature.properties.get(name).unwrap_or(&Value::Null);
        (0..).zip(&self.names).map(|(place, name)| cell(value(name), self.kind(place))).collect()
    }

    fn finish(self) -> Vec<Column> {
        let kinds: Vec<ColumnKind> = (0..self.names.len()).map(|place| self.kind(place)).collect();
        self.names.into_iter().zip(kinds).map(|(name, kind)| Column { name, kind }).collect()
    }
}

fn is_number(kind: ColumnKind) -> bool {
    matches!(kind, ColumnKind::Whole | ColumnKind::Number)
}

/// What a value is by itself; nothing for none.
fn kind_of(value: &Value) -> Option<ColumnKind> {
    match value {
        Value::Null => None,
        Value::Bool(_) => Some(ColumnKind::Flag),
        Value::Number(number) if number.is_i64() => Some(ColumnKind::Whole),
        Value::Number(_) => Some(ColumnKind::Number),
        Value::String(text) if day(text).is_some() => Some(ColumnKind::Date),
        Value::String(_) | Value::Array(_) | Value::Object(_) => Some(ColumnKind::Text),
    }
}

fn day(text: &str) -> Option<Date> {
    (text.len() == DAY_LENGTH).then(|| text.parse().ok()).flatten()
}

/// A value as a column of a kind holds it.
fn cell(value: &Value, kind: ColumnKind) -> Cell {
    let typed = match kind {
        ColumnKind::Text => None,
        ColumnKind::Date => value.as_str().and_then(day).map(Cell::Date),
        ColumnKind::Whole => value.as_i64().map(Cell::Whole),
        ColumnKind::Number => value.as_f64().map(Cell::Number),
        ColumnKind::Flag => value.as_bool().map(Cell::Flag),
    };
    typed.unwrap_or_else(|| match value {
        Value::Null => Cell::Nothing,
        Value::String(text) => Cell::Text(text.clone()),
        other => Cell::Text(other.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn kind(values: &[Value]) -> ColumnKind {
        let mut columns = Columns::default();
        values.iter().for_each(|value| columns.meet("it", value));
        columns.kind(0)
    }

    #[test]
    fn a_column_is_of_the_kind_that_all_its_values_have() {
        assert_eq!(kind(&[json!(1), json!(null), json!(2)]), ColumnKind::Whole);
        assert_eq!(kind(&[json!(1), json!(2.5)]), ColumnKind::Number);
        assert_eq!(kind(&[json!(true)]), ColumnKind::Flag);
        assert_eq!(kind(&[json!("2026-01-27"), json!(null)]), ColumnKind::Date);
        assert_eq!(kind(&[json!("2026-01-27"), json!("2026-02-31")]), ColumnKind::Text);
        assert_eq!(kind(&[json!(1), json!("one")]), ColumnKind::Text);
        assert_eq!(kind(&[json!(null)]), ColumnKind::Text);
    }

    #[test]
    fn values_of_mixed_columns_are_written_as_text() {
        assert_eq!(cell(&json!([1, 2]), ColumnKind::Text), Cell::Text("[1,2]".to_owned()));
        assert_eq!(cell(&json!(1), ColumnKind::Text), Cell::Text("1".to_owned()));
        assert_eq!(cell(&json!(1), ColumnKind::Number), Cell::Number(1.0));
        assert_eq!(cell(&json!(null), ColumnKind::Whole), Cell::Nothing);
    }
}
