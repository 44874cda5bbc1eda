//! The binary formats as a whole: what others wrote, what is written here, and damage.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use geo::{MultiPolygon, polygon};
use jiff::civil::date;
use serde_json::{Value, json};

use super::super::limits::Limits;
use super::super::table::{Cell, Column, ColumnKind, Row, Table};
use super::*;
use crate::model::DefectKind;
use crate::source::{Feature, Shape};

const FORMATS: [Format; 3] = [Format::GeoPackage, Format::FlatGeobuf, Format::GeoParquet];
/// Files that other programs wrote of the same three features.
const OTHERS: [&str; 4] = ["gdal.fgb", "gdal.gpkg", "geopandas.parquet", "native.parquet"];

fn read_with(path: &Path, bytes: &[u8], reading: Reading) -> Result<Vec<File>> {
    read_document(path, bytes, &|_| Ok(None), &reading)
}

fn of_others(name: &str) -> (PathBuf, Vec<u8>) {
    let path = Path::new("fixtures/formats").join(name);
    let bytes = std::fs::read(&path).unwrap();
    (path, bytes)
}

fn table() -> Table<'static> {
    let square = |west: f64, south: f64| {
        polygon![
            exterior: [
                (x: west, y: south), (x: west + 4.0, y: south), (x: west + 4.0, y: south + 4.0),
                (x: west, y: south + 4.0), (x: west, y: south),
            ],
            interiors: [[
                (x: west + 1.0, y: south + 1.0), (x: west + 1.0, y: south + 2.0),
                (x: west + 2.0, y: south + 2.0), (x: west + 1.0, y: south + 1.0),
            ]],
        ]
    };
    let kinds = [
        // Names that the formats need for themselves, or that need care.
        ("FID", ColumnKind::Whole),
        ("geometry", ColumnKind::Text),
        ("a \"name\" {key}", ColumnKind::Text),
        ("from", ColumnKind::Date),
        ("share", ColumnKind::Number),
        ("sure", ColumnKind::Flag),
    ];
    let columns = kinds.map(|(name, kind)| Column { name: name.to_owned(), kind }).to_vec();
    let full = vec![
        Cell::Whole(-7),
        Cell::Text("Ґанок".to_owned()),
        Cell::Text(String::new()),
        Cell::Date(date(1969, 12, 31)),
        Cell::Number(0.1),
        Cell::Flag(false),
    ];
    let ground = [vec![square(30.0, 46.0)], vec![square(-60.5, -30.25), square(0.0, 0.0)], vec![]];
    let rows = ground.into_iter().enumerate().map(|(place, polygons)| Row {
        id: None,
        cells: if place == 0 { full.clone() } else { vec![Cell::Nothing; columns.len()] },
        polygons: Cow::Owned(MultiPolygon(polygons)),
    });
    Table { name: "held \"ground\"".to_owned(), rows: rows.collect(), columns }
}

fn written(format: Format) -> (PathBuf, Vec<u8>) {
    let mut bytes = Vec::new();
    write(format, &table(), &mut bytes).unwrap();
    (Path::new("written").with_extension(format.endings()[0]), bytes)
}

fn shape_of(polygons: &MultiPolygon) -> Shape {
    let rings = |polygon: &geo::Polygon| {
        let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
        rings.map(|ring| ring.0.clone()).collect()
    };
    Shape::Polygons(polygons.iter().map(rings).collect()).unless_empty()
}

#[test]
fn what_other_programs_wrote_is_read_the_same_from_all_formats() {
    for name in OTHERS {
        let (path, bytes) = of_others(name);
        let files = read_with(&path, &bytes, Reading::default()).unwrap();
        let find = |actor: Value| -> &Feature {
            files[0].features.iter().find(|it| it.properties["actor"] == actor).unwrap()
        };
        assert_eq!(
            Value::Object(find(json!("Ostland")).properties.clone()),
            json!({ "actor": "Ostland", "since": "2022-02-24", "share": 0.5, "count": 1, "sure": true }),
            "{name}"
        );
        assert_eq!(find(json!("Westland")).properties["share"], Value::Null, "{name}");
        assert_eq!(find(Value::Null).properties["since"], Value::Null, "{name}");
        let Shape::Polygons(polygons) = &find(json!("Ostland")).shape else { panic!("{name}") };
        assert_eq!(polygons[0].iter().map(Vec::len).collect::<Vec<_>>(), [5, 5], "{name}");
        assert_eq!(find(json!("Westland")).shape.vertices(), 10, "{name}");
    }
}

#[test]
fn layers_in_metres_with_heights_become_degrees() {
    let (path, bytes) = of_others("gdal.gpkg");
    let files = read_with(&path, &bytes, Reading::default()).unwrap();
    let marks = &files[1];
    assert_eq!(marks.layer.as_deref(), Some("marks"));
    let Shape::Points(points) = &marks.features[0].shape else { panic!("the first is a point") };
    assert!((points[0].x - 30.0).abs() < 1e-9 && (points[0].y - 50.0).abs() < 1e-9);
    assert!(matches!(marks.features[2].shape, Shape::Polygons(_)), "of a collection the area");
    assert_eq!(marks.defects.count(DefectKind::HeightDropped), 9);
    assert_eq!(marks.defects.count(DefectKind::Reprojected), 1);
    assert_eq!(marks.defects.count(DefectKind::GeometryCollection), 1);
}

#[test]
fn tables_come_back_as_they_were_written_and_always_in_the_same_bytes() {
    let table = table();
    for format in FORMATS {
        let (path, bytes) = written(format);
        assert_eq!(bytes, written(format).1, "{format:?}");
        let files = read_with(&path, &bytes, Reading::default()).unwrap();
        let features = &files[0].features;
        assert_eq!(features.len(), table.rows.len());
        for row in &table.rows {
            let shape = shape_of(&row.polygons);
            let feature = features.iter().find(|feature| feature.shape == shape);
            let feature = feature.unwrap_or_else(|| panic!("{format:?} lacks {shape:?}"));
            let expected = if row.cells[0] == Cell::Nothing {
                json!({ "FID": null, "geometry": null, "a \"name\" {key}": null, "from": null,
                    "share": null, "sure": null })
            } else {
                json!({ "FID": -7, "geometry": "Ґанок", "a \"name\" {key}": "", "from": "1969-12-31",
                    "share": 0.1, "sure": false })
            };
            assert_eq!(Value::Object(feature.properties.clone()), expected, "{format:?}");
        }
    }
}

#[test]
fn tables_without_rows_can_be_written_and_read() {
    for format in FORMATS {
        let mut bytes = Vec::new();
        write(format, &Table { rows: Vec::new(), ..table() }, &mut bytes).unwrap();
        let path = Path::new("empty").with_extension(format.endings()[0]);
        let files = read_with(&path, &bytes, Reading::default()).unwrap();
        assert!(files[0].features.is_empty(), "{format:?}");
    }
}

#[test]
fn limits_hold() {
    let limits = Limits { features: 2, ..Limits::default() };
    for format in FORMATS {
        let (path, bytes) = written(format);
        let error = read_with(&path, &bytes, Reading { limits, ..Reading::default() }).unwrap_err();
        assert_eq!(error.exit_code(), 4, "{error}");
    }
}

/// A fixed sequence of numbers (xorshift, G. Marsaglia 2003).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

#[test]
fn damaged_files_end_in_features_or_one_error() {
    let whole = OTHERS.map(of_others).into_iter().chain(FORMATS.map(written));
    for (path, whole) in whole {
        let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
        // Half of the damage goes where a parquet file has its pages and the others their heads.
        let beginning = whole.len() / 8;
        for round in 0..600 {
            let mut bytes = whole.clone();
            let end = if round % 2 == 0 { whole.len() } else { beginning };
            for _ in 0..=chance.below(4) {
                let at = chance.below(end);
                bytes[at] = [0, 0xff, 0x7f, chance.below(256) as u8][chance.below(4)];
            }
            if round % 10 == 0 {
                bytes.truncate(chance.below(whole.len()));
            }
            let reading = Reading { goes_on: round % 3 == 0, ..Reading::default() };
            let start = std::time::Instant::now();
            if let Err(error) = read_with(&path, &bytes, reading) {
                assert!(matches!(error.exit_code(), 2..=4), "{error}");
            }
            assert!(start.elapsed().as_secs() < 10, "{} round {round}", path.display());
        }
    }
}
