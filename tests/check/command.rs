//! The command: its exit codes, and what it writes.

use assert_cmd::Command;
use serde_json::Value;

fn run(arguments: &[&str], code: i32) -> String {
    let output = Command::cargo_bin("controlmap")
        .unwrap()
        .arg("check")
        .args(arguments)
        .env_remove("CONTROLMAP_DATA")
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {stderr}");
    String::from_utf8(output.stdout).unwrap()
}

fn json(arguments: &[&str], code: i32) -> Value {
    serde_json::from_str(&run(arguments, code)).unwrap()
}

#[test]
fn the_built_in_dataset_is_clean() {
    assert_eq!(run(&[], 0), "No defects in 1 file.\n");
}

#[test]
fn the_exit_code_says_whether_anything_is_as_bad_as_asked() {
    run(&["fixtures/check/crs-member.geojson"], 0);
    run(&["fixtures/check/crs-member.geojson", "--fail-on", "note"], 1);
    run(&["fixtures/check/self-crossing.geojson"], 1);
    run(&["fixtures/check/self-crossing.geojson", "--fail-on", "error"], 0);
    run(&["fixtures/check/overlap.geojson", "--fail-on", "error"], 1);
    run(&["fixtures/check/overlap.geojson", "--ignore", "overlap"], 0);
    run(&["-d", "fixtures/check/overlap.geojson", "--only", "overlap"], 1);
    run(&["fixtures/check/overlap.geojson", "--only", "overlapp"], 2);
    run(&["nowhere.geojson"], 3);
}

#[test]
fn the_text_is_grouped_by_kind_with_what_to_do() {
    let text = run(&["fixtures/check/self-crossing.geojson"], 1);
    let expected = "warning self-crossing: 1\n  places where a ring crosses itself: \
        move the vertices so that the ring goes round its ground once; or `controlmap repair` [OGC 06-103r4, 6.1.11]\n    \
        self-crossing.geojson: line 2: feature 1: ring 1: 0.6 10.6\n";
    assert!(text.starts_with(expected), "{text}");
    assert!(text.ends_with("1 warning in 1 file of fixtures/check/.\n"), "{text}");
}

#[test]
fn json_has_everything() {
    let report = json(&["fixtures/check/overlap.geojson", "--format", "json"], 1);
    assert_eq!(report["errors"], 1);
    assert_eq!(report["kinds"][0]["kind"], "overlap");
    assert_eq!(report["kinds"][0]["mended_by"], "controlmap repair --overlaps RULE");
    let defect = &report["defects"][0];
    assert_eq!(defect["severity"], "error");
    assert!(defect["km2"].as_f64().unwrap() > 12_000.0);
    assert_eq!(defect["file"], "fixtures/check/overlap.geojson");
}

#[test]
fn geojson_has_the_ground_concerned() {
    let report = json(&["fixtures/check/overlap.geojson", "--format", "geojson"], 1);
    let feature = &report["features"][0];
    assert_eq!(feature["geometry"]["type"], "MultiPolygon");
    assert_eq!(feature["properties"]["kind"], "overlap");
    assert!(feature["properties"]["suggestion"].is_string());
}

#[test]
fn sarif_has_a_rule_for_every_result_and_the_line() {
    let log = json(&["fixtures/check/self-crossing.geojson", "--format", "sarif"], 1);
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in run["results"].as_array().unwrap() {
        let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(["note", "warning", "error"].contains(&result["level"].as_str().unwrap()));
        assert!(!rule["help"]["text"].as_str().unwrap().is_empty());
    }
    let place = &run["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "fixtures/check/self-crossing.geojson");
    assert_eq!(place["region"]["startLine"], 2);
}

#[test]
fn facts_and_colours_are_checked_too() {
    let facts = [
        "fixtures/check/fact-contradicted/ground.geojson",
        "--facts",
        "fixtures/check/fact-contradicted/facts.csv",
    ];
    assert!(run(&facts, 1).starts_with("warning fact-contradicted: 2\n"));
    assert!(run(&["fixtures/check/colours-alike"], 1).starts_with("warning colours-alike: 1\n"));
}

#[test]
fn the_map_is_a_picture_of_the_size_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("defects.png");
    let text = run(&["fixtures/check/overlap.geojson", "--map", map.to_str().unwrap()], 1);
    assert!(text.contains("#1"), "{text}");
    assert!(std::fs::read(map).unwrap().starts_with(b"\x89PNG"));
}

#[test]
fn answers_that_rest_on_doubtful_data_say_so() {
    let output = Command::cargo_bin("controlmap")
        .unwrap()
        .args(["area", "-d", "fixtures/defects", "--format", "json"])
        .output()
        .unwrap();
    let dates: Value = serde_json::from_slice(&output.stdout).unwrap();
    let kinds: Vec<&str> = dates[0]["doubts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["kind"].as_str().unwrap())
        .collect();
    assert!(kinds.contains(&"ring-too-short"), "{kinds:?}");
}
