//! What is read from TopoJSON, KML, shapefiles and tables.

use std::io::Write;

use controlmap::Error;
use controlmap::model::{Dataset, DefectKind};
use controlmap::source::{File, Limits, OpenOptions, Reading, Shape, features_of, open_in_memory};
use serde_json::json;

use crate::{area, fixture, layer, layers, read};

#[test]
fn all_formats_hold_the_same_towns() {
    let plain = layer("towns.geojson");
    let areas: Vec<f64> = plain.features.iter().map(|feature| area(&feature.shape)).collect();
    assert_eq!(areas, [3.75, 4.25, 2.0]);
    for name in ["towns.kml", "towns.kmz", "towns.csv", "towns_semicolon.csv", "towns.shp.zip"] {
        let other = layer(name);
        assert_eq!(other.features.len(), 3, "{name}");
        for (one, other) in plain.features.iter().zip(&other.features) {
            assert_eq!(one.number, other.number, "{name}");
            assert!((area(&one.shape) - area(&other.shape)).abs() < 1e-12, "{name}");
            assert_eq!(one.shape.vertices(), other.shape.vertices(), "{name}");
            for property in ["actor", "name", "km2", "share"] {
                let there = other.properties.get(property).unwrap_or_default();
                assert_eq!(one.properties[property], *there, "{name}: {property}");
            }
        }
    }
}

#[test]
fn topologies_are_joined_from_their_arcs() {
    let layers = layers("neighbours.topojson");
    let names: Vec<_> = layers.iter().map(|layer| layer.layer.as_deref().unwrap()).collect();
    assert_eq!(names, ["west_and_east", "capital"]);
    let [west, east, nowhere] = layers[0].features.as_slice() else { panic!() };
    assert_eq!([area(&west.shape), area(&east.shape)], [1.0, 1.0]);
    assert_eq!(west.shape.vertices(), 5);
    assert_eq!((&west.properties["id"], &east.properties["id"]), (&json!("w"), &json!("own")));
    assert_eq!(nowhere.shape, Shape::Nothing);
    assert_eq!(layers[0].defects.count(DefectKind::NullGeometry), 1);
    assert_eq!(layers[1].features[0].shape, Shape::Points(vec![geo::Coord { x: 10.5, y: 50.5 }]));
}

#[test]
fn what_is_wrong_with_a_topology_is_told() {
    let topology = |geometry: &str, arcs: &str| {
        let text =
            format!("{{\"type\":\"Topology\",\"objects\":{{\"a\":{geometry}}},\n\"arcs\":{arcs}}}");
        read("a.topojson", &text).unwrap_err().to_string()
    };
    let polygon = r#"{"type":"Polygon","arcs":[[0,-9]]}"#;
    let error = topology(polygon, "[[[0,0],[1,0]]]");
    assert_eq!(
        error,
        "a.topojson: layer `a`: feature 1: the topology has 1 arcs only, found the arc -9"
    );
    assert!(topology(polygon, "[[[0,0],[1,null]]]").starts_with("a.topojson: line 2: a number"));
    let error = topology(r#"{"type":"Polygon","arcs":[[0]]}"#, "[[[0,0],[1,0],[1,99],[0,0]]]");
    assert!(error.contains("latitude"), "{error}");
    let error = topology(r#"{"type":"Polygon","arcs":7}"#, "[]");
    assert!(error.contains("line 1"), "{error}");
    assert!(read("a.topojson", "{\"type\":\"Topology\"}").is_err());
}

#[test]
fn arcs_that_are_used_again_and_again_reach_the_limit() {
    let rings = vec!["[0]"; 1000].join(",");
    let text = format!(
        r#"{{"type":"Topology","objects":{{"a":{{"type":"Polygon","arcs":[{rings}]}}}},"arcs":[[{}]]}}"#,
        vec!["[0,0]"; 1000].join(",")
    );
    let mut reading = Reading::default();
    reading.limits.vertices = 100_000;
    let error = features_of("a.topojson".as_ref(), text.as_bytes(), &reading).unwrap_err();
    assert_eq!(error.exit_code(), 4);
    assert!(error.to_string().contains("--limit vertices="), "{error}");
}

#[test]
fn kml_has_folders_styles_times_and_data() {
    let layers = layers("folders.kml");
    let names: Vec<_> = layers.iter().map(|layer| layer.layer.as_deref()).collect();
    assert_eq!(names, [Some("Held/North"), Some("Held"), None]);
    let square = &layers[0].features[0];
    assert_eq!(area(&square.shape), 15.0);
    assert_eq!(
        serde_json::Value::Object(square.properties.clone()),
        json!({
            "actor": "North", "km2": 12.5, "sure": true,
            "id": "p1", "name": "Square & lake", "description": "<b>bold</b>", "snippet": "a snippet",
            "visibility": 0, "folder": "Held/North", "styleUrl": "#map", "fill": "#a52714",
            "begin": "2024-05-01", "end": "2024-06-01",
        })
    );
    assert_eq!(layers[0].defects.count(DefectKind::HeightDropped), 5);
    assert_eq!(layers[0].defects.count(DefectKind::NetworkLink), 1);
    let islands = &layers[1].features[0].properties;
    assert_eq!(layers[1].features[0].shape.vertices(), 8);
    assert_eq!((&islands["when"], &islands["fill"]), (&json!("2024-05-09"), &json!("#00ff00")));
    assert!(!islands.contains_key("begin"));
    assert!(!layers[2].features[0].properties.contains_key("fill"));
}

#[test]
fn a_time_span_is_the_validity_of_its_ground() {
    let dataset = Dataset::open(fixture("folders.kml")).unwrap();
    let validity = dataset.territories[0].validity;
    assert_eq!(validity.from().unwrap().to_string(), "2024-05-01");
    assert_eq!(validity.until().unwrap().to_string(), "2024-06-01");
}

#[test]
fn what_is_wrong_with_a_kml_is_told() {
    let error = |text: &str| read("a.kml", text).unwrap_err();
    let text = error(
        "<kml>\n<Placemark>\n<Point><coordinates>1;2</coordinates></Point></Placemark></kml>",
    );
    assert!(text.to_string().starts_with("a.kml: feature 1: line 3: a position"), "{text}");
    assert!(error("<kml>\n</Placemark>").to_string().starts_with("a.kml: line 2: "));
    assert!(error("<kml>\n<Placemark>").to_string().contains("was the file cut off?"));
    assert!(error("<html/>").to_string().contains("not KML, found <html>"));
    let bomb = "<!DOCTYPE kml [<!ENTITY a \"aaaa\">]>\n<kml>&a;</kml>";
    assert!(error(bomb).to_string().contains("entities"));
    let deep = format!("<kml>{}{}</kml>", "<Folder>".repeat(100_000), "</Folder>".repeat(100_000));
    assert_eq!(error(&deep).exit_code(), 4);
    let deep = ["<MultiGeometry>".repeat(99), "</MultiGeometry>".repeat(99)].concat();
    assert_eq!(error(&format!("<kml><Placemark>{deep}</Placemark></kml>")).exit_code(), 4);
    let attributes: String = (0..100_000).map(|place| format!(" a{place}=''")).collect();
    assert_eq!(error(&format!("<kml{attributes}/>")).exit_code(), 4);
}

#[test]
fn other_alphabets_are_read_as_they_are_declared() {
    let text = "<?xml version=\"1.0\" encoding=\"windows-1251\"?><kml><Placemark><name>\u{1}</name></Placemark></kml>";
    let mut bytes = text.as_bytes().to_vec();
    let place = bytes.iter().position(|byte| *byte == 1).unwrap();
    bytes.splice(place..=place, [0xc7, 0xe2]);
    let files = features_of("a.kml".as_ref(), &bytes, &Reading::default()).unwrap();
    assert_eq!(files[0].features[0].properties["name"], "Зв");
    let table = "side,wkt\nЗв,\"POLYGON((0 0,1 0,1 1,0 0))\"\n";
    let utf_16: Vec<u8> =
        "\u{feff}".encode_utf16().chain(table.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let files = features_of("a.csv".as_ref(), &utf_16, &Reading::default()).unwrap();
    assert_eq!(files[0].features[0].properties["side"], "Зв");
}

#[test]
fn a_shapefile_is_read_with_what_lies_beside_it() {
    let dataset = Dataset::open(fixture("towns_mercator.shp")).unwrap();
    assert_eq!(dataset.defects.count(DefectKind::Reprojected), 1);
    assert_eq!(dataset.defects.count(DefectKind::CrsMissing), 0);
    assert_eq!(dataset.actors.len(), 3);
    let north = &dataset.territories[0];
    let corner = north.positions().map(|at| at.x.hypot(at.y)).fold(f64::INFINITY, f64::min);
    assert!((corner - 10_f64.hypot(50.0)).abs() < 1e-9, "{corner}");
    assert_eq!(north.validity.until().unwrap().to_string(), "2024-06-01");
    assert_eq!(dataset.defects.count(DefectKind::RingDirection), 0);
}

#[test]
fn a_shapefile_alone_has_no_properties_and_is_taken_for_degrees() {
    let folder = tempfile::tempdir().unwrap();
    let mut zip =
        zip::ZipArchive::new(std::fs::File::open(fixture("towns.shp.zip")).unwrap()).unwrap();
    let path = folder.path().join("alone.shp");
    std::io::copy(
        &mut zip.by_name("towns.shp").unwrap(),
        &mut std::fs::File::create(&path).unwrap(),
    )
    .unwrap();
    let bytes = std::fs::read(&path).unwrap();
    let file = features_of(&path, &bytes, &Reading::default()).unwrap().remove(0);
    assert_eq!(file.defects.count(DefectKind::CrsMissing), 1);
    assert!(file.features.iter().all(|feature| feature.properties.is_empty()));
    let cut = features_of(&path, &bytes[..bytes.len() - 8], &Reading::default()).unwrap_err();
    assert!(cut.to_string().ends_with("alone.shp: shape 3: the file is cut off"), "{cut}");
}

#[test]
fn table_cells_and_geometries_are_told_by_their_columns() {
    let table = "id\tshape of it\tcode\n7\tPOLYGON Z((0 0 1,1 0 1,1 1 1,0 0 1))\t007\n8\t\t\n";
    let file = read("a.tsv", table).unwrap().remove(0);
    assert_eq!(area(&file.features[0].shape), 0.5);
    assert_eq!(file.defects.count(DefectKind::HeightDropped), 4);
    assert_eq!(file.defects.count(DefectKind::NullGeometry), 1);
    let properties = serde_json::Value::Object(file.features[0].properties.clone());
    assert_eq!(properties, json!({"id": 7, "code": "007"}));
    let metres = "wkt;a\n\"SRID=3857;POINT(4341460.14099 4300621.37204)\";x\n";
    let file = read("a.csv", metres).unwrap().remove(0);
    let Shape::Points(points) = &file.features[0].shape else { panic!() };
    assert!((points[0].x - 39.0).abs() < 1e-7 && (points[0].y - 36.0).abs() < 1e-7);
}

#[test]
fn what_is_wrong_with_a_table_is_told() {
    let error = |text: &str| read("a.csv", text).unwrap_err().to_string();
    assert!(error("a,b\n1,2\n").contains("line 1: no column of the table holds geometries"));
    let text = error("a,wkt\n1,POINT(1 2)\n2,POINT(1)\n");
    assert!(text.starts_with("a.csv: feature 2: line 3: the geometry is not well-known"), "{text}");
    let text = error("a,wkt\n1,POINT(1 2),3\n");
    assert!(text.starts_with("a.csv: line 2: a row has another number of cells"), "{text}");
    assert!(error("wkt\nSRID=3857;POINT(1 2)\nPOINT(1 2)\n").contains("another SRID"));
    assert!(error("wkt\nPOINT(1 1e999)\n").contains("feature 1"));
}

#[test]
fn features_that_cannot_be_read_lose_their_geometry_where_reading_goes_on() {
    let reading = Reading { goes_on: true, room: 9, limits: Limits::default() };
    let count = |name: &str, text: &str| -> Result<(usize, usize), Error> {
        let file: File = features_of(name.as_ref(), text.as_bytes(), &reading)?.remove(0);
        let good = file.features.iter().filter(|feature| feature.shape != Shape::Nothing).count();
        let numbers: Vec<usize> = file.features.iter().map(|feature| feature.number).collect();
        assert_eq!(numbers, [1, 2], "{name}: both are kept");
        assert_eq!(file.defects.count(DefectKind::NullGeometry), 0, "{name}: it has one");
        Ok((good, file.defects.count(DefectKind::BadCoordinates)))
    };
    let kml = "<kml><Placemark><Point><coordinates>1,2</coordinates></Point></Placemark>\
               <Placemark><Point><coordinates>1,200</coordinates></Point></Placemark></kml>";
    assert_eq!(count("a.kml", kml).unwrap(), (1, 1));
    assert_eq!(count("a.csv", "wkt\nPOINT(1 2)\nPOINT(1 x)\n").unwrap(), (1, 1));
    let collection = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}},
        {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,200]}}]}"#;
    assert_eq!(count("a.geojson", collection).unwrap(), (1, 1));
    let topology = r#"{"type":"Topology","objects":{"a":{"type":"GeometryCollection","geometries":[
        {"type":"LineString","arcs":[0]},{"type":"LineString","arcs":[1]}]}},"arcs":[[[1,1],[2,2]]]}"#;
    assert_eq!(count("a.topojson", topology).unwrap(), (1, 1));
}

#[test]
fn zstd_files_may_have_several_frames() {
    let mut bytes = Vec::new();
    for half in ["{\"type\":\"Point\",", "\"coordinates\":[1,2]}"] {
        // RFC 8878 (3.1.1): a frame with one raw block.
        bytes.write_all(&[0x28, 0xb5, 0x2f, 0xfd, 0x20, half.len() as u8]).unwrap();
        bytes.write_all(&((half.len() as u32) << 3 | 1).to_le_bytes()[..3]).unwrap();
        bytes.write_all(half.as_bytes()).unwrap();
    }
    let files = features_of("a.json.zst".as_ref(), &bytes, &Reading::default()).unwrap();
    assert_eq!(files[0].features[0].shape.vertices(), 1);
}

/// Which way rings run is a rule of GeoJSON (RFC 7946, 3.1.6), not of the others.
#[test]
fn rings_that_run_the_wrong_way_are_noted_of_geojson_alone() {
    let polygon = r#"{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,0]]]}"#;
    let table = "wkt\n\"POLYGON((0 0,1 1,1 0,0 0))\"\n";
    for (name, text, count) in
        [("a.geojson", polygon, 1), ("a.geojsonl", polygon, 1), ("a.csv", table, 0)]
    {
        let files = [(name.as_ref(), text.as_bytes())];
        let dataset = open_in_memory(&files, &OpenOptions::default()).unwrap();
        assert_eq!(dataset.defects.count(DefectKind::RingDirection), count, "{name}");
    }
}
