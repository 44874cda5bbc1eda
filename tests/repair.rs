//! Repairs as the command line makes them: what is mended, what stays, and what is refused.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use controlmap::geometry::validity;
use controlmap::source::{Reading, Shape, features_of};
use serde_json::Value;

fn repair(arguments: &[&str]) -> std::process::Output {
    let mut command = Command::cargo_bin("controlmap").unwrap();
    command.env_remove("CONTROLMAP_DATA").arg("repair").args(arguments).output().unwrap()
}

/// What a repair prints as JSON.
fn told(arguments: &[&str]) -> Value {
    let output = repair(&[arguments, &["--format", "json"]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn fails(arguments: &[&str], code: i32, parts: &[&str]) {
    let output = repair(arguments);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
    for part in parts {
        assert!(said.contains(part), "{arguments:?} should say `{part}`:\n{said}");
    }
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// The kinds of repairs, each with how often it was done.
fn kinds(told: &Value) -> Vec<(String, u64)> {
    let repairs = told["repairs"].as_array().unwrap().iter();
    repairs
        .map(|it| (it["kind"].as_str().unwrap().to_owned(), it["count"].as_u64().unwrap()))
        .collect()
}

fn km2(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

/// Repairs a fixture into a folder, and the result again, which must change nothing.
fn repaired(name: &str, arguments: &[&str]) -> (Value, Value) {
    let folder = tempfile::tempdir().unwrap();
    let [first, second] = ["first.geojson", "second.geojson"].map(|it| folder.path().join(it));
    let input = format!("fixtures/repair/{name}.geojson");
    let [first_path, second_path] = [&first, &second].map(|it| it.to_str().unwrap());
    let told_first = told(&[&[input.as_str(), "-o", first_path], arguments].concat());
    let told_second = told(&[&[first_path, "-o", second_path], arguments].concat());
    assert_eq!(kinds(&told_second), []);
    assert_eq!(fs::read(&first).unwrap(), fs::read(&second).unwrap());
    assert_is_valid(&first);
    assert_sums(&told_first);
    (told_first, json(&first))
}

fn assert_is_valid(path: &Path) {
    let files = features_of(path, &fs::read(path).unwrap(), &Reading::default()).unwrap();
    for feature in files.iter().flat_map(|file| &file.features) {
        if let Shape::Polygons(polygons) = &feature.shape {
            let found = validity::flaws(polygons);
            assert!(found.flaws.is_empty() && found.is_complete, "{}: {found:?}", feature.number);
        }
    }
}

/// What the repairs moved is what the totals differ by, for every actor.
fn assert_sums(told: &Value) {
    for total in told["totals"].as_array().unwrap() {
        let own = told["summary"].as_array().unwrap().iter();
        let own = own.filter(|it| it["actor"] == total["actor"]);
        let moved: f64 = own.map(|it| km2(&it["gained_km2"]) - km2(&it["lost_km2"])).sum();
        let difference = km2(&total["after_km2"]) - km2(&total["before_km2"]);
        assert!((moved - difference).abs() < 1e-5, "{total}: {moved} and {difference}");
    }
}

#[test]
fn rings_are_mended_one_by_one() {
    let (told, file) = repaired("rings", &[]);
    let expected = [
        ("heights-dropped", 1),
        ("ring-closed", 1),
        ("repeats-dropped", 1),
        ("spikes-dropped", 1),
        ("ring-turned", 2),
        ("crossings-resolved", 1),
        ("holes-resolved", 1),
        ("parts-merged", 2),
        ("short-ring-dropped", 1),
        ("duplicate-dropped", 1),
    ];
    assert_eq!(kinds(&told), expected.map(|(kind, count)| (kind.to_owned(), count)));
    let features = file["features"].as_array().unwrap();
    assert_eq!(features.len(), 9, "one of ten was there twice");
    assert_eq!(
        features[1]["geometry"]["coordinates"].to_string(),
        "[[[38.0,36.0],[38.1,36.0],[38.1,36.05],[38.1,36.1],[38.0,36.1],[38.0,36.0]]]"
    );
    assert_eq!(features[3]["geometry"]["coordinates"].as_array().unwrap().len(), 2);
    assert_eq!(features[4]["geometry"]["coordinates"].as_array().unwrap().len(), 1);
}

#[test]
fn what_needs_no_repair_stays_to_the_last_digit() {
    let (_, file) = repaired("rings", &[]);
    let features = file["features"].as_array().unwrap();
    let sound = &json("fixtures/repair/rings.geojson".as_ref())["features"][0];
    assert_eq!(features[0]["properties"], sound["properties"]);
    assert_eq!(
        features[0]["geometry"]["coordinates"].to_string(),
        "[[[37.123456789012344,36.0],[37.2,36.0],[37.2,36.1],[37.123456789012344,36.0]]]"
    );
    assert_eq!(features[7]["geometry"], Value::Null);
    assert_eq!(features[8]["properties"]["nested"]["kept"][1], 2.5);
    assert_eq!(features[8]["geometry"]["type"], "Point");
}

#[test]
fn slivers_along_a_border_are_cut_and_filled() {
    let (told, file) = repaired("neighbours", &[]);
    let names: Vec<String> = kinds(&told).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(names, ["overlap-cut", "gap-filled"]);
    // Half of 4.5 m on 5.5 km.
    for area in [&told["repairs"][0]["lost_km2"], &told["repairs"][1]["gained_km2"]] {
        assert!((0.0124..0.0127).contains(&km2(area)), "{area}");
    }
    assert_eq!(told["repairs"][0]["given_to"]["actor"], "West");
    // West keeps its border, since it comes first.
    let before = json("fixtures/repair/neighbours.geojson".as_ref());
    let [west, was_west] = [&file, &before].map(|it| &it["features"][0]["geometry"]["coordinates"]);
    let numbers = |value: &Value| -> Vec<f64> {
        value[0].as_array().unwrap().iter().flat_map(|at| [km2(&at[0]), km2(&at[1])]).collect()
    };
    assert_eq!(numbers(west), numbers(was_west));
}

#[test]
fn precedence_turns_who_keeps_a_sliver() {
    let (told, _) = repaired("neighbours", &["--precedence", "east,west"]);
    assert_eq!(told["repairs"][0]["actor"], "West");
    fails(
        &["fixtures/repair/neighbours.geojson", "--dry-run", "--precedence", "South"],
        2,
        &["--precedence", "`South`", "there are West, East"],
    );
}

#[test]
fn borders_within_a_metre_are_snapped() {
    let (told, file) = repaired("snapped", &[]);
    assert_eq!(kinds(&told), [("border-snapped".to_owned(), 4)]);
    let east = file["features"][1]["geometry"]["coordinates"].to_string();
    assert!(east.contains("[37.103,36.05]") && east.contains("[37.1,36.1]"), "{east}");
    let (told, _) = repaired("snapped", &["--snap", "0", "--sliver", "0"]);
    assert_eq!(kinds(&told), []);
}

#[test]
fn wide_overlaps_are_cut_only_where_it_is_said_whose_they_are() {
    let (told, _) = repaired("overlapping", &[]);
    assert_eq!(kinds(&told), []);
    assert_eq!(told["kept_overlaps"].as_array().unwrap().len(), 2);
    let cut = ["--max-area-change", "50%"];
    let losers: Vec<Value> = [
        ["--overlaps", "first"],
        ["--overlaps", "last"],
        ["--overlaps", "smaller"],
        ["--overlaps", "larger"],
        ["--precedence", "East"],
    ]
    .into_iter()
    .map(|rule| {
        let (told, _) = repaired("overlapping", &[&rule[..], &cut].concat());
        // The claim lies over what the other holds: that is no contradiction.
        assert_eq!(kinds(&told), [("overlap-cut".to_owned(), 1)]);
        assert_eq!(told["kept_overlaps"].as_array().unwrap().len(), 1);
        told["repairs"][0]["actor"].clone()
    })
    .collect();
    assert_eq!(losers, ["East", "West", "West", "East", "West"]);
}

#[test]
fn too_much_is_refused_and_nothing_written() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("out.geojson");
    let output = output.to_str().unwrap();
    let cut = ["fixtures/repair/overlapping.geojson", "-o", output, "--overlaps", "first"];
    fails(
        &[&cut[..], &["--max-area-change", "0.5"]].concat(),
        4,
        &["nothing was written", "overlap-cut", "feature 2", "--max-area-change 2", "--dry-run"],
    );
    assert!(!Path::new(output).exists());
    assert!(repair(&[&cut[..], &["--max-area-change", "2"]].concat()).status.success());
    fails(&[&cut[..], &["--max-area-change", "much"]].concat(), 2, &["0.5%", "`much`"]);
}

#[test]
fn what_holds_through_changes_is_repaired_for_each_of_them() {
    let (told, file) = repaired("intervals", &[]);
    assert_eq!(told["repairs"].as_array().unwrap().len(), 1);
    let cut = &told["repairs"][0];
    assert_eq!(
        (cut["from"].as_str(), cut["until"].as_str()),
        (Some("2024-01-01"), Some("2024-04-01"))
    );
    assert_eq!(cut["states"], 2);
    let of = |actor: &str| -> Vec<Value> {
        let features = file["features"].as_array().unwrap().iter();
        features.filter(|it| it["properties"]["actor"] == actor).cloned().collect()
    };
    let east = of("East");
    let days: Vec<(Option<&str>, Option<&str>)> = east
        .iter()
        .map(|it| (it["properties"]["from"].as_str(), it["properties"]["until"].as_str()))
        .collect();
    let april = Some("2024-04-01");
    assert_eq!(days, [(Some("2024-01-01"), april), (april, None)]);
    // When West is gone East has what it was drawn with.
    let drawn = &json("fixtures/repair/intervals.geojson".as_ref())["features"][1];
    let first = |feature: &Value| km2(&feature["geometry"]["coordinates"][0][0][0]);
    assert_eq!(first(&east[1]), first(drawn));
    assert_ne!(first(&east[0]), first(drawn));
    assert_eq!(of("West").len() + of("North").len(), 2);
}

#[test]
fn snapshots_are_repaired_each_by_itself_and_sound_files_copied() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("out");
    let told = told(&["fixtures/snapshots", "-o", output.to_str().unwrap()]);
    assert_eq!((told["files"].as_u64(), told["changed_files"].as_u64()), (Some(3), Some(0)));
    for file in fs::read_dir("fixtures/snapshots").unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "geojson") {
            let copy = output.join(path.file_name().unwrap());
            assert_eq!(fs::read(&path).unwrap(), fs::read(copy).unwrap());
        }
    }
}

#[test]
fn moved_ground_is_told_as_geojson() {
    let folder = tempfile::tempdir().unwrap();
    let moved = folder.path().join("moved.geojson");
    let input = "fixtures/repair/neighbours.geojson";
    let told = told(&[input, "--dry-run", "--moved", moved.to_str().unwrap()]);
    assert_eq!(told["is_written"], false);
    let features = json(&moved);
    let features = features["features"].as_array().unwrap();
    assert_eq!(features.len(), 2);
    assert_eq!(features[0]["properties"]["given_to"], "West");
    assert_eq!(features[0]["properties"]["lost_km2"], told["repairs"][0]["lost_km2"]);
}

#[test]
fn the_input_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("map.geojson");
    fs::copy("fixtures/repair/neighbours.geojson", &input).unwrap();
    let before = fs::read(&input).unwrap();
    let path = input.to_str().unwrap();
    fails(&[path, "-o", path], 2, &["written over"]);
    fails(&[path, "-o", folder.path().to_str().unwrap()], 2, &["written over"]);
    fails(&["fixtures/snapshots", "-o", "-"], 2, &["stdout", "folder"]);
    fails(&[path], 2, &["--output"]);
    fails(&[path, "--dry-run", "--snap", "-1"], 2, &["--snap"]);
    assert_eq!(fs::read(&input).unwrap(), before);
}

#[test]
fn other_formats_hold_what_was_repaired() {
    let folder = tempfile::tempdir().unwrap();
    for ending in ["fgb", "gpkg", "parquet", "csv", "geojsonl", "geojson.gz"] {
        let [first, second] = ["first", "second"].map(|it| folder.path().join(it));
        let [first, second] = [first, second].map(|it| format!("{}.{ending}", it.display()));
        let once = told(&["fixtures/repair/neighbours.geojson", "-o", &first]);
        assert_eq!(kinds(&once).len(), 2);
        let twice = told(&[&first, "-o", &second]);
        assert_eq!(kinds(&twice), [], "{ending}");
        assert_eq!(fs::read(&first).unwrap(), fs::read(&second).unwrap(), "{ending}");
    }
    let [point, shapes] = ["points.gpkg", "shapes.shp"].map(|it| folder.path().join(it));
    let input = "fixtures/repair/rings.geojson";
    fails(&[input, "-o", point.to_str().unwrap()], 3, &["without polygons", "GeoJSON"]);
    fails(&[input, "-o", shapes.to_str().unwrap()], 2, &["Shapefile", ".geojson"]);
}
