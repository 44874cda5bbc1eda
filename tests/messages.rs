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
        &["src: the folder holds no data", "hint: data files end in .geojson, .json, "],
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
fn a_missing_command_is_a_usage_error() {
    fails(&[], 2, &["a command is missing", "hint: `controlmap --help` lists them"]);
}

#[test]
fn an_unknown_flag_is_a_usage_error() {
    fails(&["info", "--jsn"], 2, &["--jsn", "--json"]);
}

#[test]
fn a_date_before_the_first_says_which_dates_there_are() {
    let parts = [
        "there is no data on 2025-06-01",
        "hint: the first date is 2025-12-31, the last 2026-02-15",
    ];
    fails(&["render", "--date", "2025-06-01", "-o", "-"], 3, &parts);
}

#[test]
fn a_date_further_on_than_data_may_be_carried_is_refused() {
    let parts =
        ["2026-02-15 may be carried forward by 14 days only", "hint: the first date is 2025-12-31"];
    fails(&["render", "--date", "2026-06-01", "-o", "-"], 3, &parts);
}

#[test]
fn a_date_that_does_not_exist_is_a_usage_error() {
    fails(
        &["render", "--date", "2026-02-30", "-o", "-"],
        2,
        &["2026-02-30", "--date", "YYYY-MM-DD"],
    );
}

#[test]
fn an_unknown_actor_is_answered_with_those_there_are() {
    fails(&["render", "--fit", "Rome", "-o", "-"], 2, &["`Rome`", "hint: the actors are gov, sdf"]);
}

#[test]
fn an_output_that_cannot_be_written_is_named_and_leaves_nothing_behind() {
    fails(
        &["render", "-o", "no/such/folder/map.png"],
        3,
        &["no/such/folder/map.png", "there is no such folder, found no/such/folder"],
    );
    fails(&["render", "-o", "src"], 2, &["src: the output is a folder"]);
}

#[test]
fn an_output_without_a_place_is_refused_before_the_work() {
    // What is asked for can't be done either, and would be said first if it were begun.
    let data = ["-d", "nowhere/at/all.geojson"];
    let missing: [&[&str]; 12] = [
        &["render", "-o", "no/x.png"],
        &["render", "--dates", "2026-01-01..2026-01-03", "--layout", "grid", "-o", "no/x.png"],
        &["animate", "--dates", "2026-01-01..2026-01-03", "-o", "no/x.gif"],
        &["area", "-o", "no/x.csv"],
        &["area", "--chart", "no/x.png"],
        &["history", "--place", "Raqqa", "--chart", "no/x.png"],
        &["compare", "2026-01-01", "2026-01-27", "-o", "no/x.md"],
        &["pockets", "-o", "no/x.csv"],
        &["front", "-o", "no/x.csv"],
        &["join", "fixtures/join/events.csv", "-o", "no/x.csv"],
        &["check", "-o", "no/x.txt"],
        &["check", "--map", "no/x.png"],
    ];
    #[cfg(feature = "serve")]
    fails(
        &["tiles", "-o", "no/x.pmtiles", "-d", data[1]],
        3,
        &["there is no such folder, found no"],
    );
    for arguments in missing {
        fails(&[arguments, &data].concat(), 3, &["no/x.", "there is no such folder, found no"]);
    }
    let given: [&[&str]; 3] = [
        &["diff", "nowhere.geojson", "nowhere.geojson", "-o", "no/x.csv"],
        &["convert", "nowhere.geojson", "no/x.geojson"],
        &["repair", "nowhere.geojson", "--dry-run", "--moved", "no/x.geojson"],
    ];
    for arguments in given {
        fails(arguments, 3, &["no/x.", "there is no such folder, found no"]);
    }
    let file_for_folder = ["--dates", "2026-01-01..2026-01-03", "-o", "Cargo.toml/maps"];
    fails(
        &[&["render"], file_for_folder.as_slice(), &data].concat(),
        3,
        &["Cargo.toml/maps", "what should be its folder is a file, found Cargo.toml"],
    );
    fails(&["example", "Cargo.toml"], 2, &["the output is a file; a folder was expected"]);
}

#[test]
fn values_that_are_none_say_how_they_are_written() {
    fails(&["render", "--size", "big", "-o", "-"], 2, &["1600x1200", "`big`"]);
    fails(&["render", "--size", "10x10", "-o", "-"], 2, &["10x10"]);
    fails(&["render", "--bbox", "1,2,3", "-o", "-"], 2, &["west,south,east,north"]);
    fails(&["render", "--bbox", "9,2,3,4", "-o", "-"], 2, &["west <= east"]);
    fails(&["render", "--scale", "0", "-o", "-"], 2, &["--scale is a number above 0, found 0"]);
    fails(&["render", "--scale", "99", "-o", "-"], 4, &["may have 400000000 pixels at most"]);
    fails(&["render", "--lang", "de", "-o", "-"], 2, &["en, ar, ku, ckb", "`de`"]);
    fails(
        &["render", "--dates", "2026-02-01..2026-01-01", "-o", "frames"],
        2,
        &["comes after the last"],
    );
    fails(
        &["render", "--dates", "2026-01-01..2026-01-02", "-o", "-"],
        2,
        &["can't go to stdout", "hint: name a folder"],
    );
    fails(
        &["render", "--dates", "2026-01-01..2026-01-02", "--every", "0d", "-o", "frames"],
        2,
        &["1d, 2w, 1m"],
    );
}

#[test]
fn a_step_that_leaves_the_data_or_the_calendar_is_no_panic() {
    let folder = tempfile::tempdir().unwrap();
    let frames = folder.path().join("frames");
    Command::cargo_bin("controlmap")
        .unwrap()
        .args([
            "-q",
            "render",
            "--dates",
            "2026-01-01..9999-12-31",
            "--every",
            "999m",
            "--size",
            "400x300",
            "-o",
        ])
        .arg(&frames)
        .env_remove("CONTROLMAP_DATA")
        .assert()
        .code(3);
}

#[test]
fn a_property_that_no_feature_has_is_an_error() {
    let arguments = ["info", "-d", "fixtures/snapshots", "--actor-property", "sdie"];
    fails(
        &arguments,
        3,
        &["no feature has the property", "`sdie`", "hint: the features have side"],
    );
}

#[test]
fn web_mercator_is_refused_with_the_reason() {
    fails(&["render", "--projection", "webmerc", "-o", "-"], 2, &["enlarge the north"]);
}

#[test]
fn an_example_is_not_written_over_files() {
    fails(&["example", "src"], 2, &["src: the folder is not empty"]);
}

#[test]
fn build_names_the_file_and_row_at_fault() {
    let build = [
        "build",
        "--frame",
        "fixtures/build/frame.geojson",
        "--fronts",
        "fixtures/build/fronts.geojson",
    ];
    let with = |facts: &'static str| [build.as_slice(), &["--facts", facts, "-o", "-"]].concat();
    fails(&with("fixtures/bad/places.csv"), 3, &["fixtures/bad/places.csv"]);
    fails(&with("fixtures/bad/none.csv"), 3, &["there is no such file"]);
}

#[cfg(feature = "serve")]
#[test]
fn a_site_is_a_folder_that_is_new_or_empty() {
    fails(&["site", "-o", "src"], 2, &["src: the folder is not empty", "hint: name a new one"]);
    fails(&["site", "-o", "-"], 2, &["can't be written to stdout", "hint: name a folder"]);
}

#[cfg(feature = "serve")]
#[test]
fn a_site_that_can_not_be_made_leaves_no_folder() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    let output = site.to_str().unwrap();
    fails(&["site", "-d", "nowhere", "-o", output], 3, &["nowhere: there is no such file"]);
    fails(&["site", "--max-zoom", "15", "-o", output], 2, &["15", "0..=14"]);
    assert!(!site.exists());
}

#[cfg(feature = "serve")]
#[test]
fn zooms_that_tiles_do_not_have_are_named() {
    fails(&["tiles", "--min-zoom", "15", "-o", "-"], 2, &["--min-zoom", "15", "0..=14"]);
    let backwards = ["tiles", "--min-zoom", "5", "--max-zoom", "3", "-o", "-"];
    fails(&backwards, 2, &["the first at most the last", "5 to 3"]);
}
