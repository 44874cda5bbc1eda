//! `controlmap convert`: what is written says what was read, in every format and for every date.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use controlmap::compare::areas;
use controlmap::model::{Dataset, Date, Language};
use controlmap::source::{Reading, features_of};
use jiff::civil::date;
use serde_json::{Value, json};

/// The endings of all formats that are written, packed ones among them.
const ENDINGS: [&str; 12] = [
    "geojson",
    "geojsonl",
    "topojson",
    "kml",
    "kmz",
    "gpkg",
    "fgb",
    "parquet",
    "csv",
    "geojson.gz",
    "geojson.zst",
    "ndjson.gz",
];
/// Those of formats whose values are all text, or have no kind.
const UNTYPED: [&str; 3] = ["kml", "kmz", "csv"];

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("controlmap").unwrap();
    command.env_remove("CONTROLMAP_DATA").arg("convert").args(arguments);
    command
}

/// What is said on stderr.
fn convert(arguments: &[&str]) -> String {
    let output = command(arguments).output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{arguments:?}: {message}");
    message
}

fn stdout(arguments: &[&str]) -> String {
    let output = command(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn fails(arguments: &[&str], code: i32, parts: &[&str]) {
    let output = command(arguments).output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {message}");
    for part in parts {
        assert!(message.contains(part), "{arguments:?} should say `{part}`:\n{message}");
    }
}

fn folder() -> (tempfile::TempDir, impl Fn(&str) -> String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_owned();
    (folder, move |name: &str| path.join(name).to_string_lossy().into_owned())
}

/// Who holds how many square kilometres on a date, by id.
fn held(dataset: &Dataset, date: Date) -> Vec<(String, String, String)> {
    let rows = areas(&dataset.on(date).unwrap()).unwrap().rows;
    let mut held: Vec<(String, String, String)> = rows
        .iter()
        .map(|row| {
            let ids: Vec<&str> =
                row.control.claimants.iter().map(|it| dataset.actor(*it).id.as_str()).collect();
            (ids.join(";"), row.control.status.to_string(), format!("{:.6}", row.area.0))
        })
        .collect();
    held.sort();
    held
}

fn assert_same_ground(one: &Dataset, other: &Dataset, what: &str) {
    for date in &one.dates {
        assert_eq!(held(one, *date), held(other, *date), "{what} on {date}");
    }
}

#[test]
fn intervals_say_the_same_in_every_format() {
    let (_folder, path) = folder();
    let original = Dataset::open("fixtures/snapshots").unwrap();
    for ending in ENDINGS {
        let out = path(&format!("control.{ending}"));
        convert(&["fixtures/snapshots", &out]);
        let converted = Dataset::open(&out).unwrap();
        assert!(converted.snapshots.is_empty(), "{ending}");
        assert_same_ground(&original, &converted, ending);
    }
}

#[test]
fn statuses_others_and_sources_come_along() {
    let (_folder, path) = folder();
    let original = Dataset::open("fixtures/overlap.geojson").unwrap();
    for ending in ENDINGS {
        let out = path(&format!("overlap.{ending}"));
        convert(&["fixtures/overlap.geojson", &out]);
        let converted = Dataset::open(&out).unwrap();
        let sources = |of: &Dataset| -> Vec<String> {
            of.territories.iter().map(|it| it.source.clone()).collect()
        };
        let (mut one, mut other) = (sources(&original), sources(&converted));
        one.sort();
        other.sort();
        assert_eq!(one, other, "{ending}");
        assert_same_ground(&original, &converted, ending);
    }
}

#[test]
fn actors_keep_their_names_and_colours() {
    let (folder, path) = folder();
    let built_in = controlmap::source::built_in(&Default::default()).unwrap();
    for ending in ENDINGS {
        let out = path(&format!("syria.{ending}"));
        let input = folder.path().join("syria");
        if !input.exists() {
            let mut example = Command::cargo_bin("controlmap").unwrap();
            example.arg("example").arg(&input).assert().success();
        }
        convert(&[input.to_str().unwrap(), &out]);
        let read = Dataset::open(&out).unwrap();
        assert!(read.actors.len() > 2, "{ending}");
        for actor in read.actors {
            let known = built_in.actor(built_in.find_actor(&actor.id).unwrap());
            assert_eq!(
                (actor.names.get(Language::English), actor.color),
                (known.names.get(Language::English), known.color),
                "{ending}"
            );
        }
    }
}

#[test]
fn snapshots_stay_snapshots() {
    let (_folder, path) = folder();
    let original = Dataset::open("fixtures/snapshots").unwrap();
    for ending in ENDINGS {
        let out = path(&format!("days.{ending}"));
        convert(&["fixtures/snapshots", "--as", "snapshots", &out]);
        let converted = Dataset::open(&out).unwrap();
        assert_eq!(converted.snapshots, original.snapshots, "{ending}");
        assert_same_ground(&original, &converted, ending);
    }
}

#[test]
fn some_dates_or_one_day_may_be_chosen() {
    let (_folder, path) = folder();
    let out = path("some.geojson");
    convert(&["fixtures/snapshots", &out, "--dates", "2024-07-09..2024-07-20"]);
    assert_eq!(Dataset::open(&out).unwrap().dates, [date(2024, 7, 9), date(2024, 7, 11)]);
    // A day without a snapshot has the state of the last one.
    convert(&["fixtures/snapshots", &out, "--date", "2024-07-10"]);
    let converted = Dataset::open(&out).unwrap();
    let original = Dataset::open("fixtures/snapshots").unwrap();
    assert_eq!(converted.dates, [date(2024, 7, 10)]);
    assert_eq!(held(&converted, date(2024, 7, 10)), held(&original, date(2024, 7, 9)));
    fails(
        &["fixtures/snapshots", &out, "--dates", "2020-01-01..2020-02-01"],
        2,
        &["no date between", "2024-07-08"],
    );
    fails(
        &["fixtures/snapshots", &out, "--date", "2024-07-10", "--as", "intervals"],
        2,
        &["choose among snapshots"],
    );
}

/// A file of features with properties of every kind, one without geometry, one clockwise and open.
fn mixed(path: &str) {
    let square = json!([[[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]]]);
    let open = json!([[[0, 0], [0, 1], [1, 1], [1, 0]]]);
    let feature = |properties: Value, geometry: Value| json!({"type": "Feature", "properties": properties, "geometry": geometry});
    let polygon = |coordinates: &Value| json!({"type": "Polygon", "coordinates": coordinates});
    let features = json!([
        feature(
            json!({"label": "Ä \"b\"", "count": 3, "share": 0.25, "is_sure": true, "on": "2024-02-29", "list": [1, 2]}),
            polygon(&square)
        ),
        feature(
            json!({"label": null, "count": -1, "share": 2, "extra": "only here"}),
            polygon(&open)
        ),
        feature(json!({"label": "nowhere"}), Value::Null),
        feature(json!({"label": "a place"}), json!({"type": "Point", "coordinates": [1, 2]})),
    ]);
    let all = json!({"type": "FeatureCollection", "features": features});
    fs::write(path, all.to_string()).unwrap();
}

#[test]
fn features_keep_their_own_properties() {
    let (_folder, path) = folder();
    let input = path("mixed.geojson");
    mixed(&input);
    for ending in ENDINGS {
        let out = path(&format!("out.{ending}"));
        // Nothing dates them, so they are taken as features without being asked.
        let said = convert(&[&input, &out]);
        assert!(said.contains("left out 1 feature without polygons"), "{said}");
        assert!(said.contains("2 rings closed, turned round"), "{said}");
        let bytes = fs::read(&out).unwrap();
        let files = features_of(Path::new(&out), &bytes, &Reading::default()).unwrap();
        let features: Vec<_> = files.iter().flat_map(|file| &file.features).collect();
        assert_eq!(features.len(), 3, "{ending}");
        let with = |label: &Value| {
            let found = features.iter().find(|it| it.properties.get("label") == Some(label));
            &found.unwrap_or_else(|| panic!("{ending}: {label}")).properties
        };
        let first = with(&json!("Ä \"b\""));
        for (name, value) in [
            ("count", json!(3)),
            ("share", json!(0.25)),
            ("is_sure", json!(true)),
            ("on", json!("2024-02-29")),
            ("list", json!("[1,2]")),
        ] {
            let found = first.get(name).unwrap_or(&Value::Null);
            let is_same =
                found == &value || UNTYPED.contains(&ending) && words(found) == words(&value);
            assert!(is_same, "{ending}: {name} is {found}");
        }
        let geometries = features.iter().filter(|it| it.shape.vertices() > 0).count();
        assert_eq!(geometries, 2, "{ending}");
    }
}

/// A value without its kind.
/// RFC 7946 (3.2): an identifier stands beside the properties, and is a text or a number.
#[test]
fn identifiers_stay_beside_the_properties() {
    let (_folder, path) = folder();
    let (input, out) = (path("input.geojson"), path("out.geojson"));
    let square = json!({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]});
    let feature =
        |id: Value| json!({"type": "Feature", "id": id, "properties": {}, "geometry": square});
    let ids = [json!("north"), json!(7), json!({"not": "one"})].map(feature);
    let text = json!({"type": "FeatureCollection", "features": ids}).to_string();
    fs::write(&input, text).unwrap();
    convert(&[&input, &out, "--as", "features"]);
    let written: Value = serde_json::from_slice(&fs::read(&out).unwrap()).unwrap();
    let id = |place: usize| &written["features"][place]["id"];
    assert_eq!([id(0), id(1), id(2)], [&json!("north"), &json!(7), &Value::Null]);
}

fn words(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[test]
fn rings_are_written_as_rfc_7946_wants_them() {
    let (_folder, path) = folder();
    let input = path("mixed.geojson");
    mixed(&input);
    let text = stdout(&["--as", "features", &input, "-", "--to", "geojson"]);
    let collection: Value = serde_json::from_str(&text).unwrap();
    assert!(collection.get("crs").is_none());
    let ring = &collection["features"][1]["geometry"]["coordinates"][0];
    assert_eq!(*ring, json!([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]));
    assert_eq!(collection["features"][2]["geometry"], Value::Null);
    assert_eq!(text.lines().count(), 2 + 3, "one feature a line");
}

#[test]
fn sequences_have_a_feature_a_line_and_separators_if_wanted() {
    let input = "fixtures/snapshots";
    let lines = stdout(&[input, "-", "--to", "geojsonseq"]);
    for line in lines.lines() {
        let feature: Value = serde_json::from_str(line).unwrap();
        assert_eq!(feature["type"], "Feature");
    }
    let records = stdout(&[input, "-", "--to", "ndjson", "--rs"]);
    assert_eq!(records.replace('\u{1e}', ""), lines);
    assert!(records.lines().all(|line| line.starts_with('\u{1e}')));
    fails(&[input, "-", "--to", "geojson", "--rs"], 2, &["--rs is for GeoJSONSeq"]);
}

#[test]
fn fewer_decimals_leave_out_what_collapses_and_say_so() {
    let (_folder, path) = folder();
    let input = path("fine.geojson");
    let polygon = |ring: Value| json!({"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}});
    let features = json!([
        polygon(json!([[0, 0], [1.23456, 0], [1.23456, 1.98765], [0, 0]])),
        polygon(json!([[5, 5], [5.001, 5], [5.001, 5.001], [5, 5]])),
    ]);
    let all = json!({"type": "FeatureCollection", "features": features});
    fs::write(&input, all.to_string()).unwrap();
    let output = command(&[&input, "-", "--to", "ndjson", "--precision", "2"]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("1 ring left out that 2 decimals leave nothing of"), "{said}");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("[[0,0],[1.23,0],[1.23,1.99],[0,0]]"), "{text}");
    assert_eq!(text.lines().count(), 1);
    fails(&[&input, "-", "--to", "ndjson", "--precision", "16"], 2, &["16"]);
}

#[test]
fn the_input_is_never_written_over() {
    let (_folder, path) = folder();
    let data = path("front_2024-07-08.geojson");
    fs::copy("fixtures/snapshots/front_2024-07-08.geojson", &data).unwrap();
    let before = fs::read(&data).unwrap();
    let inside = PathBuf::from(&data).parent().unwrap().to_string_lossy().into_owned();
    for input in [data.as_str(), inside.as_str()] {
        fails(&[input, &data], 2, &["written over the input"]);
    }
    assert_eq!(fs::read(&data).unwrap(), before);
}

#[test]
fn what_can_not_be_written_is_said() {
    let input = "fixtures/snapshots";
    fails(&[input], 2, &["an input and an output are needed"]);
    fails(&[input, "out.shp"], 2, &["Shapefile is read, but not written"]);
    fails(&[input, "out.xyz"], 2, &["tells no format", "--to FORMAT", "GeoPackage"]);
    fails(&[input, "out.geojson", "--to", "dxf"], 2, &["no such format", "`dxf`"]);
    fails(&[input, "-", "--to", "gpkg"], 2, &["GeoPackage can't go to stdout"]);
    fails(&[input, "nowhere/at/all.geojson"], 3, &["can't be written", "there is no such folder"]);
    fails(
        &["fixtures/annotations/annotations.geojson", "-", "--as", "features", "--to", "json"],
        3,
        &["no polygons"],
    );
    assert!(!Path::new("out.shp").exists());
}

#[test]
fn the_same_input_gives_the_same_bytes_whatever_the_number_of_threads() {
    let (_folder, path) = folder();
    for ending in ENDINGS {
        let bytes = ["1", "4"].map(|threads| {
            let out = path(&format!("control.{ending}"));
            let mut command = command(&["fixtures/snapshots", &out]);
            command.env("RAYON_NUM_THREADS", threads).assert().success();
            fs::read(&out).unwrap()
        });
        assert!(bytes[0] == bytes[1], "{ending}");
    }
}
