use geo::polygon;

use super::*;
use crate::model::Date;
use crate::serve::features::item::{Id, Shape};

/// A pocket as the collection writes it, with nobody counted in it and no end.
fn pocket() -> Vec<Value<'static>> {
    let date: Date = "2026-01-18".parse().unwrap();
    vec![
        Value::text("sdf"),
        Value::text("Syrian Democratic Forces"),
        Value::text("Ain al-Arab"),
        Value::Number(12.5),
        Value::text("Ain al-Arab;Şêxler"),
        Value::Missing,
        Value::Date(date),
        Value::Missing,
    ]
}

fn holds(text: &str) -> bool {
    let square = polygon![(x: 0.0, y: 0.0), (x: 9.0, y: 0.0), (x: 9.0, y: 9.0), (x: 0.0, y: 9.0)];
    let ground = geo::MultiPolygon::new(vec![square]);
    let item = Item { id: Id::Number(0), shape: Shape::Polygons(&ground), values: pocket() };
    Filter::read(text, Collection::Pockets, Crs::Crs84).unwrap().holds(&item)
}

fn fault(text: &str) -> String {
    Filter::read(text, Collection::Pockets, Crs::Crs84).map(|_| ()).unwrap_err().to_string()
}

#[test]
fn comparisons_hold_as_they_read() {
    for text in [
        "actor = 'sdf'",
        "\"actor\" <> 'gov'",
        "km2 > 12 AND km2 <= 12.5",
        "km2 BETWEEN 12 AND 13 and actor = 'sdf'",
        "actor IN ('gov', 'sdf')",
        "name LIKE 'Ain%'",
        "CASEI(name) LIKE casei('AIN%')",
        "casei(name) = casei('AIN AL-ARAB')",
        "until IS NULL and from IS NOT NULL",
        "from = DATE('2026-01-18')",
        "from >= '2026-01-01' AND from < TIMESTAMP('2026-02-01T00:00:00Z')",
        "NOT (actor = 'gov' OR km2 < 1)",
        "actor NOT IN ('gov') AND name NOT LIKE '%Raqqa%' AND km2 NOT BETWEEN 1 AND 2",
        "actor = 'gov' OR actor = 'sdf' AND km2 = 12.5",
        "TRUE",
        "1 < 2",
    ] {
        assert!(holds(text), "{text}");
    }
    for text in ["actor = 'SDF'", "FALSE", "km2 < 12.5", "actor = 'sdf' AND name = 'Raqqa'"] {
        assert!(!holds(text), "{text}");
    }
}

#[test]
fn what_is_missing_is_neither_so_nor_not_so() {
    for text in [
        "population > 0",
        "NOT (population > 0)",
        "population <= 0 OR population > 0",
        "population IN (1)",
        "population NOT IN (1)",
    ] {
        assert!(!holds(text), "{text}");
    }
    assert!(holds("population > 0 OR actor = 'sdf'"));
}

#[test]
fn shapes_meet() {
    for text in [
        "S_INTERSECTS(geometry, POINT(4 4))",
        "s_intersects(\"geom\", POLYGON((8 8, 20 8, 20 20, 8 20, 8 8)))",
        "S_INTERSECTS(LINESTRING(-5 5, 20 5), geometry)",
        "S_INTERSECTS(geometry, ENVELOPE(-10, -10, 1, 1))",
        "S_INTERSECTS(geometry, BBOX(-10, -10, 0, 20, 20, 0))",
        "S_INTERSECTS(geometry, MULTIPOINT((40 40), (1 1)))",
        "S_INTERSECTS(geometry, MULTIPOLYGON(((20 20, 21 20, 21 21, 20 20)), ((1 1, 2 1, 2 2, 1 1))))",
    ] {
        assert!(holds(text), "{text}");
    }
    assert!(!holds("S_INTERSECTS(geometry, POINT(40 4))"));
    assert!(!holds("S_INTERSECTS(geometry, ENVELOPE(10, 10, 11, 11))"));
    let latitude_first =
        Filter::read("S_INTERSECTS(geometry, POINT(4 40))", Collection::Pockets, Crs::Epsg4326);
    assert!(latitude_first.is_ok());
}

#[test]
fn times_overlap_with_their_ends() {
    for text in [
        "T_INTERSECTS(INTERVAL(from, until), INTERVAL('2026-01-01', '2026-01-18'))",
        "T_INTERSECTS(from, INTERVAL('..', DATE('2026-01-18')))",
        "T_INTERSECTS(INTERVAL(from, '..'), DATE('2030-01-01'))",
    ] {
        assert!(holds(text), "{text}");
    }
    assert!(!holds("T_INTERSECTS(INTERVAL(from, until), INTERVAL('..', '2026-01-17'))"));
    assert!(!holds("T_INTERSECTS(until, DATE('2026-01-17'))"), "nobody knows the day");
}

#[test]
fn faults_are_told() {
    for (text, told) in [
        ("holder = 'sdf'", "no such property"),
        ("km2 = 'large'", "a number is compared with text"),
        ("actor = 3", "text is compared with a number"),
        ("actor", "lacks a comparison"),
        ("actor =", "lacks a property or a value"),
        ("actor = 'sdf' 'gov'", "goes on"),
        ("(actor = 'sdf'", "lacks `)`"),
        ("from = 'yesterday'", "a date or an instant"),
        ("km2 LIKE '1%'", "for text"),
        ("km2 IN ()", "lacks a property"),
        ("S_INTERSECTS(geometry, CIRCLE(1 2))", "a shape is needed"),
        ("S_INTERSECTS(geometry, POLYGON((1 1, 2 2)))", "too few positions"),
        ("", "lacks a property"),
    ] {
        let fault = fault(text);
        assert!(fault.contains(told), "{text}: {fault}");
    }
}

#[test]
fn hostile_filters_are_refused_and_not_followed_down() {
    for text in [
        "(".repeat(10_000),
        "NOT ".repeat(4_000),
        format!("{}actor = 'a'{}", "(".repeat(100), ")".repeat(100)),
        format!("casei({}actor) = 'a'", "casei(".repeat(1000)),
        "actor = 'a' OR ".repeat(2_000),
        format!("S_INTERSECTS(geometry, LINESTRING({}))", vec!["1 1"; 1_500].join(",")),
        "'".repeat(9_999),
        "\u{0}\u{fffd}🙂".to_owned(),
        "-".repeat(5_000),
        "S_INTERSECTS(geometry, POINT(1e400 0))".to_owned(),
    ] {
        assert!(Filter::read(&text, Collection::Pockets, Crs::Crs84).is_err());
    }
    let wide = vec!["actor = 'a'"; 1000].join(" OR ");
    assert!(Filter::read(&wide, Collection::Pockets, Crs::Crs84).is_ok());
}
