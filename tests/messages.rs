//! Wrong input: one clear error that says where, what, and what to do, and the documented exit code.

use assert_cmd::Command;

fn fails(arguments: &[&str], code: i32, parts: &[&str]) {
    let output = Command::cargo_bin("controlmap")
        .unwrap()
        .args(arguments)
        .env_remove("CONTROLMAP_DATA")
        .output()
        .unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {message}");
    assert!(output.stdout.is_empty(), "{arguments:?} wrote to stdout");
    for part in parts {
        assert!(message.contains(part), "{arguments:?} should say `{part}`:\n{message}");
    }
}

fn info_fails(path: &str, parts: &[&str]) {
    fails(&["info", "-d", path], 3, parts);
}

#[test]
fn a_missing_file_is_named() {
    info_fails(
        "nowhere/at/all.geojson",
        &["nowhere/at/all.geojson: there is no such file or folder"],
    );
}

#[test]
fn a_folder_without_data_says_what_data_is() {
    info_fails(
        "src",
        &["src: the folder holds no data", "hint: data files end in .geojson or .json"],
    );
}

#[test]
fn json_that_is_cut_off_is_told_by_line() {
    info_fails(
        "fixtures/bad/truncated.geojson",
        &["truncated.geojson: line 2", "not JSON", "hint: was the file cut off?"],
    );
}

#[test]
fn json_that_is_not_geojson_says_what_it_has() {
    info_fails("fixtures/bad/not_geojson.json", &["JSON but not GeoJSON", "towns"]);
}

#[test]
fn a_position_off_the_globe_is_told_by_file_feature_and_line() {
    let parts = [
        "off_the_globe.geojson: feature 2: line 3",
        "latitude of -90 to 90",
        "found [36.8, 138.9]",
    ];
    info_fails("fixtures/bad/off_the_globe.geojson", &parts);
}

#[test]
fn coordinates_nested_too_shallowly_are_told() {
    info_fails(
        "fixtures/bad/shallow.geojson",
        &["shallow.geojson: feature 1: line 1", "too shallowly"],
    );
}

#[test]
fn a_misspelt_key_of_a_manifest_gets_a_suggestion() {
    info_fails(
        "fixtures/bad/misspelt.toml",
        &["misspelt.toml: line 5", "`actr`", "hint: was `actor` meant?"],
    );
}

#[test]
fn a_colour_that_is_none_is_told_with_its_actor() {
    info_fails(
        "fixtures/bad/colour.toml",
        &["colour.toml: actor `west`: a colour is written #RRGGBB, found `yellow`"],
    );
}

#[test]
fn a_row_of_places_that_does_not_fit_is_told_by_line() {
    info_fails("fixtures/bad/places.toml", &["places.csv: line 3"]);
}

#[test]
fn two_manifests_are_one_too_many() {
    let manifest = "fixtures/intervals/controlmap.toml";
    fails(&["info", "-d", manifest, "fixtures/bad/colour.toml"], 2, &["one manifest at most"]);
}

#[test]
fn an_unknown_flag_is_a_usage_error() {
    fails(&["info", "--jsn"], 2, &["--jsn", "--json"]);
}
