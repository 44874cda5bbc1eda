//! What is written can be read, and says the same.

use std::borrow::Cow;

use controlmap::source::{
    Cell, Column, ColumnKind, File, Format, Reading, Row, Table, features_of, write,
};
use geo::{MultiPolygon, polygon};
use jiff::civil::date;

use crate::{area, layer};

/// Two neighbours, one with an island of the other in it.
fn table() -> Table<'static> {
    let column = |name: &str, kind| Column { name: name.to_owned(), kind };
    let west = polygon!(
        exterior: [(x: 0.1, y: 0.0), (x: 2.0, y: 0.0), (x: 2.3, y: 1.0), (x: 2.0, y: 2.0), (x: 0.1, y: 2.0)],
        interiors: [[(x: 1.0, y: 1.0), (x: 1.0, y: 1.5), (x: 1.5, y: 1.5), (x: 1.5, y: 1.0)]],
    );
    let east = MultiPolygon::new(vec![
        polygon![(x: 2.0, y: 0.0), (x: 3.0, y: 0.0), (x: 3.0, y: 2.0), (x: 2.0, y: 2.0), (x: 2.3, y: 1.0)],
        polygon![(x: 1.0, y: 1.0), (x: 1.5, y: 1.0), (x: 1.5, y: 1.5), (x: 1.0, y: 1.5)],
    ]);
    let text = |text: &str| Cell::Text(text.to_owned());
    Table {
        name: "control & more".to_owned(),
        columns: vec![
            column("actor", ColumnKind::Text),
            column("from", ColumnKind::Date),
            column("until", ColumnKind::Date),
            column("color", ColumnKind::Text),
            column("km2", ColumnKind::Number),
            column("towns", ColumnKind::Whole),
            column("sure", ColumnKind::Flag),
        ],
        rows: vec![
            Row {
                id: None,
                cells: vec![
                    text("\"West\" <& others>, they"),
                    Cell::Date(date(2024, 5, 1)),
                    Cell::Date(date(2024, 6, 1)),
                    text("#A52714"),
                    Cell::Number(1.5),
                    Cell::Whole(-3),
                    Cell::Flag(true),
                ],
                polygons: Cow::Owned(MultiPolygon::new(vec![west])),
            },
            Row {
                id: None,
                cells: vec![
                    text("Ост"),
                    Cell::Date(date(2024, 5, 1)),
                    Cell::Nothing,
                    Cell::Nothing,
                    Cell::Nothing,
                    Cell::Nothing,
                    Cell::Nothing,
                ],
                polygons: Cow::Owned(east),
            },
        ],
    }
}

fn written(format: Format) -> String {
    let mut bytes = Vec::new();
    write(format, &table(), &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn read_again(format: Format) -> File {
    let name = format!("a.{}", format.endings()[0]);
    let text = written(format);
    let mut files = features_of(name.as_ref(), text.as_bytes(), &Reading::default()).unwrap();
    assert_eq!(files.len(), 1);
    files.remove(0)
}

#[test]
fn ground_and_columns_come_back() {
    for format in [Format::TopoJson, Format::Kml, Format::Csv] {
        let file = read_again(format);
        assert_eq!(file.features.len(), 2);
        for (feature, row) in file.features.iter().zip(&table().rows) {
            let expected: f64 = row.polygons.iter().map(geo::Area::unsigned_area).sum();
            assert!((area(&feature.shape) - expected).abs() < 1e-12, "{}", format.name());
        }
        let value = |name: &str| file.features[0].properties[name].clone();
        assert_eq!(value("actor"), "\"West\" <& others>, they");
        assert_eq!((value("from"), value("until")), ("2024-05-01".into(), "2024-06-01".into()));
        assert_eq!((value("km2"), value("towns")), (1.5.into(), (-3).into()));
        let open = file.features[1].properties.get("until").unwrap_or_default();
        assert!(open.is_null());
    }
}

#[test]
fn a_topology_has_the_border_once() {
    let topology: serde_json::Value = serde_json::from_str(&written(Format::TopoJson)).unwrap();
    // West and east of the border, the border itself, the shore of the island.
    assert_eq!(topology["arcs"].as_array().unwrap().len(), 4);
    let file = read_again(Format::TopoJson);
    assert_eq!(file.layer.as_deref(), Some("control & more"));
    assert_eq!(file.features[0].properties["sure"], true);
}

#[test]
fn kml_has_time_spans_from_midnight_to_midnight_and_colours() {
    let text = written(Format::Kml);
    let span = "<TimeSpan><begin>2024-05-01T00:00:00Z</begin><end>2024-06-01T00:00:00Z</end>";
    assert!(text.contains(span), "{text}");
    let file = read_again(Format::Kml);
    assert_eq!(file.layer.as_deref(), Some("control & more"));
    assert_eq!(file.features[0].properties["fill"], "#a52714");
    assert_eq!(file.features[0].properties["sure"], true);
    let folder = tempfile::tempdir().unwrap();
    let without_columns =
        text.replace("name=\"from\"", "name=\"a\"").replace("name=\"until\"", "name=\"b\"");
    std::fs::write(folder.path().join("a.kml"), without_columns).unwrap();
    let dataset = controlmap::model::Dataset::open(folder.path()).unwrap();
    assert_eq!(dataset.territories[0].validity.from(), Some(date(2024, 5, 1)));
    assert_eq!(dataset.territories[0].validity.until(), Some(date(2024, 6, 1)));
    assert_eq!(dataset.territories[1].validity.until(), None);
}

#[test]
fn a_column_that_is_called_like_the_geometry_stays() {
    let mut table = table();
    table.columns[0].name = "wkt".to_owned();
    table.rows.truncate(1);
    let mut bytes = Vec::new();
    write(Format::Csv, &table, &mut bytes).unwrap();
    assert!(bytes.starts_with(b"wkt,from,until,color,km2,towns,sure,WKT_\n"));
}

#[test]
fn what_a_topology_says_stays_when_it_is_read_and_written() {
    let towns = layer("towns.geojson");
    let rows = towns.features.iter().map(|feature| {
        let controlmap::source::Shape::Polygons(polygons) = &feature.shape else { panic!() };
        let polygon = |rings: &Vec<Vec<geo::Coord>>| {
            let mut rings = rings.iter().cloned().map(geo::LineString::new);
            geo::Polygon::new(rings.next().unwrap(), rings.collect())
        };
        let polygons = polygons.iter().map(polygon).collect();
        Row { id: None, cells: Vec::new(), polygons: Cow::Owned(MultiPolygon::new(polygons)) }
    });
    let table = Table { name: "towns".to_owned(), columns: Vec::new(), rows: rows.collect() };
    let mut bytes = Vec::new();
    write(Format::TopoJson, &table, &mut bytes).unwrap();
    let again = features_of("a.topojson".as_ref(), &bytes, &Reading::default()).unwrap().remove(0);
    for (one, other) in towns.features.iter().zip(&again.features) {
        assert_eq!(one.shape.vertices(), other.shape.vertices());
        assert!((area(&one.shape) - area(&other.shape)).abs() < 1e-12);
    }
}
