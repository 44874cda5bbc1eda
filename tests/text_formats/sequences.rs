//! GeoJSON text sequences.

use controlmap::model::DefectKind;
use controlmap::source::{Reading, features_of};

use crate::{area, layer, read};

const TRIANGLE: &str = r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}"#;

#[test]
fn records_are_read_one_a_line_and_after_separators() {
    let plain = layer("towns.geojson");
    for name in ["towns.geojsonl", "towns.geojsons"] {
        let sequence = layer(name);
        assert_eq!(sequence.features.len(), 3);
        for (one, other) in plain.features.iter().zip(&sequence.features) {
            assert_eq!(one.number, other.number);
            assert_eq!(one.properties, other.properties);
            assert_eq!(one.shape, other.shape);
        }
    }
}

#[test]
fn a_record_is_a_feature_a_geometry_or_a_collection() {
    let feature = format!(r#"{{"type":"Feature","properties":{{"a":1}},"geometry":{TRIANGLE}}}"#);
    let collection = format!(r#"{{"type":"FeatureCollection","features":[{feature},{feature}]}}"#);
    let text = format!("{feature}\r\n\n{TRIANGLE}\n{collection}\n");
    let file = read("a.ndjson", &text).unwrap().remove(0);
    let numbers: Vec<usize> = file.features.iter().map(|feature| feature.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
    assert!(file.features.iter().all(|feature| area(&feature.shape) == 0.5));
    assert_eq!(file.features[1].properties.len(), 0);
    let byte = file.features[1].byte.unwrap();
    assert!(text[byte..].starts_with("[[[0,0]"), "{}", &text[byte..]);
    let records = format!("\u{1e}{}\n\u{1e}{feature}\n", collection.replace(',', ",\n"));
    assert_eq!(read("a.json", &records).unwrap()[0].features.len(), 3);
}

#[test]
fn a_record_that_cannot_be_read_is_told_with_its_line() {
    let text = format!("{TRIANGLE}\n{TRIANGLE}\n{{\"type\":\"Polygon\"\n{TRIANGLE}\n");
    let error = read("a.geojsonl", &text).unwrap_err().to_string();
    assert!(error.starts_with("a.geojsonl: line 3 column "), "{error}");
    let position = TRIANGLE.replace("[1,1]", "[1,true]");
    let error = read("a.geojsonl", &format!("{TRIANGLE}\n\n{position}\n")).unwrap_err().to_string();
    assert!(error.starts_with("a.geojsonl: feature 2: line 3: "), "{error}");
}

#[test]
fn where_reading_goes_on_a_broken_record_is_left_out() {
    let reading = Reading { goes_on: true, room: 9, ..Reading::default() };
    let text = format!("{TRIANGLE}\nnonsense\n{TRIANGLE}\n");
    let files = features_of("a.geojsonl".as_ref(), text.as_bytes(), &reading).unwrap();
    assert_eq!(files[0].features.len(), 2);
    assert_eq!(files[0].features[1].number, 2);
    assert_eq!(files[0].defects.count(DefectKind::UnreadableRecord), 1);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let rows = (0..500).map(|x| TRIANGLE.replace("[1,1]", &format!("[1,1,{x}]")) + "\n");
    let text: String = rows.collect();
    let with_threads = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let file = pool.install(|| read("a.geojsonl", &text)).unwrap().remove(0);
        (file.features.iter().map(|it| (it.number, it.byte)).collect::<Vec<_>>(), file.defects)
    };
    assert_eq!(with_threads(1), with_threads(4));
}
