//! Over a limit there is one clean error that names the flag which raises it, in every format.

use std::io::{Cursor, Write};

use controlmap::model::Dataset;
use controlmap::source::{Limits, OpenOptions, Reading, features_of, open_in_memory};
use controlmap::{Error, ErrorKind};

const COLLECTION: &str = r#"{"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}},
    {"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]}}]}"#;
const SEQUENCE: &str = "{\"type\":\"Point\",\"coordinates\":[1,2]}\n\
    {\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]]}\n";
const TOPOLOGY: &str = r#"{"type":"Topology","objects":{"a":{"type":"GeometryCollection","geometries":[
    {"type":"Point","coordinates":[1,2]},{"type":"LineString","arcs":[0]}]}},"arcs":[[[1,2],[3,4]]]}"#;
const TABLE: &str = "wkt\nPOINT(1 2)\n\"LINESTRING(1 2,3 4)\"\n";

fn kml() -> String {
    let placemark = |geometry: &str, positions: &str| {
        format!(
            "<Placemark><{geometry}><coordinates>{positions}</coordinates></{geometry}></Placemark>"
        )
    };
    format!("<kml>{}{}</kml>", placemark("Point", "1,2"), placemark("LineString", "1,2 3,4"))
}

/// The same two features with three positions in every format that is text.
fn texts() -> [(&'static str, String); 5] {
    [
        ("a.geojson", COLLECTION.to_owned()),
        ("a.geojsonl", SEQUENCE.to_owned()),
        ("a.topojson", TOPOLOGY.to_owned()),
        ("a.kml", kml()),
        ("a.csv", TABLE.to_owned()),
    ]
}

/// The error of reading under a limit, whether or not reading goes on over what is at fault.
#[track_caller]
fn refused(name: &str, bytes: &[u8], limit: &str) -> Error {
    let mut limits = Limits::default();
    limits.set(limit).unwrap();
    let error = |goes_on: bool| {
        let reading = Reading { goes_on, limits, ..Reading::default() };
        features_of(name.as_ref(), bytes, &reading).unwrap_err()
    };
    let [error, going_on] = [false, true].map(error);
    assert_eq!(error, going_on, "{name}");
    assert_eq!(error.kind(), ErrorKind::Limit, "{error}");
    assert_eq!(error.to_string().matches(name).count(), 1, "{error}");
    let flag = limit.split('=').next().unwrap();
    assert!(error.to_string().contains(&format!("--limit {flag}=")), "{error}");
    error
}

fn zipped(members: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn features_positions_and_bytes_are_limited_in_every_format() {
    for (name, text) in texts() {
        let files = features_of(name.as_ref(), text.as_bytes(), &Reading::default()).unwrap();
        assert_eq!((files[0].features.len(), files[0].vertices()), (2, 3), "{name}");
        refused(name, text.as_bytes(), "features=1");
        refused(name, text.as_bytes(), "vertices=2");
        refused(name, text.as_bytes(), "bytes=20");
    }
}

#[test]
fn collections_folders_and_archives_nest_so_deep_only() {
    let nested = |start: &str, inner: &str, end: &str| {
        [start.repeat(20), inner.to_owned(), end.repeat(20)].concat()
    };
    let collection = nested(
        r#"{"type":"GeometryCollection","geometries":["#,
        r#"{"type":"Point","coordinates":[1,2]}"#,
        "]}",
    );
    let topology = format!(r#"{{"type":"Topology","objects":{{"a":{collection}}},"arcs":[]}}"#);
    let point = "<Point><coordinates>1,2</coordinates></Point>";
    let geometries = nested("<MultiGeometry>", point, "</MultiGeometry>");
    let folders = nested("<Folder>", "<Placemark/>", "</Folder>");
    for (name, text) in [
        ("a.geojson", collection.clone()),
        ("a.geojsonl", format!("{collection}\n{collection}\n")),
        ("a.topojson", topology),
        ("a.kml", format!("<kml><Placemark>{geometries}</Placemark></kml>")),
        ("a.kml", format!("<kml>{folders}</kml>")),
        ("a.csv", format!("wkt\n{}\n", nested("GEOMETRYCOLLECTION(", "POINT(1 2)", ")"))),
    ] {
        refused(name, text.as_bytes(), "nesting=8");
        let mut limits = Limits::default();
        limits.set("nesting=20").unwrap();
        let reading = Reading { limits, ..Reading::default() };
        assert!(features_of(name.as_ref(), text.as_bytes(), &reading).is_ok(), "{name}");
    }
    let archive = (0..20).fold(COLLECTION.as_bytes().to_vec(), |bytes, depth| {
        zipped(&[(if depth == 0 { "a.geojson" } else { "in.zip" }.to_owned(), bytes)])
    });
    refused("a.zip", &archive, "nesting=8");
}

#[test]
fn lists_that_would_end_the_stack_are_refused() {
    let deep = [vec![b'['; 1_000_000], vec![b']'; 1_000_000]].concat();
    let deep = String::from_utf8(deep).unwrap();
    let text = format!(r#"{{"type":"Feature","properties":{{"a":{deep}}},"geometry":null}}"#);
    let error = features_of("a.json".as_ref(), text.as_bytes(), &Reading::default()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Limit);
    assert!(error.to_string().starts_with("a.json: line 1 column "), "{error}");
}

/// Archives in archives share what may come out of them: this one is a few kilobytes, and a million files.
#[test]
fn an_archive_of_archives_holds_no_more_than_one() {
    let text = [COLLECTION.as_bytes(), &vec![b' '; 1 << 20]].concat();
    let bytes = (0..6).fold(text, |bytes, depth| {
        let ending = if depth == 0 { "geojson" } else { "zip" };
        let copies: Vec<_> =
            (0..10).map(|copy| (format!("{copy}.{ending}"), bytes.clone())).collect();
        zipped(&copies)
    });
    assert!(bytes.len() < 100_000, "{}", bytes.len());
    let error = features_of("fan.zip".as_ref(), &bytes, &Reading::default()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Limit, "{error}");
    assert!(error.to_string().contains("--limit bytes="), "{error}");
}

/// Features of three bytes each are counted as they are read, not when all of them fill the memory.
#[test]
fn features_over_the_limit_are_not_kept() {
    let list = format!(r#"{{"features":[{}]}}"#, vec!["{}"; 100_000].join(","));
    refused("a.geojson", list.as_bytes(), "features=99k");
    let lines = "{\"type\":\"Feature\"}\n".repeat(100_000);
    refused("a.geojsonl", lines.as_bytes(), "features=99k");
}

#[test]
fn what_the_program_holds_is_under_no_limit() {
    let mut limits = Limits::default();
    limits.set("bytes=100").unwrap();
    let reading = Reading { limits, ..Reading::default() };
    let options = OpenOptions { reading, ..OpenOptions::default() };
    let dataset: Dataset = controlmap::source::built_in(&options).unwrap();
    assert!(!dataset.territories.is_empty());
    let files = [("a.geojson".as_ref(), COLLECTION.as_bytes())];
    assert_eq!(open_in_memory(&files, &options).unwrap_err().kind(), ErrorKind::Limit);
}
