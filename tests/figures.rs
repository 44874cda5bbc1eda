//! Areas, changes, pockets and fronts as the command line tells them.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

/// What a command line prints on stdout, and on stderr.
fn run(arguments: &[&str]) -> (String, String) {
    let output = Command::cargo_bin("controlmap")
        .unwrap()
        .env_remove("CONTROLMAP_DATA")
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let said = text(output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
    (text(output.stdout), said)
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&run(&[arguments, &["--format", "json"]].concat()).0).unwrap()
}

fn csv(arguments: &[&str]) -> Vec<Vec<String>> {
    let (text, _) = run(&[arguments, &["--format", "csv"]].concat());
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
    rows.collect()
}

fn fails(arguments: &[&str], code: i32, parts: &[&str]) {
    let mut command = Command::cargo_bin("controlmap").unwrap();
    let output = command.env_remove("CONTROLMAP_DATA").args(arguments).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
    for part in parts {
        assert!(said.contains(part), "{arguments:?} should say `{part}`:\n{said}");
    }
}

fn number(text: &str) -> f64 {
    text.parse().unwrap()
}

#[test]
fn rows_sum_to_the_total_on_every_date_and_so_do_regions() {
    let dates = json(&["area", "--all", "--by", "region"]);
    let sum = |areas: &Value| -> f64 {
        let grounds = areas["grounds"].as_array().unwrap().iter();
        grounds.map(|ground| ground["km2"].as_f64().unwrap()).sum()
    };
    let dates = dates.as_array().unwrap();
    assert!(dates.len() > 15);
    for date in dates {
        let total = date["all"]["total_km2"].as_f64().unwrap();
        assert!((sum(&date["all"]) - total).abs() < 1e-4, "{}", date["date"]);
        let regions: f64 = date["regions"].as_array().unwrap().iter().map(sum).sum();
        assert!((regions - total).abs() < 1e-3, "{}: {regions} and {total}", date["date"]);
    }
}

#[test]
fn the_matrix_sums_to_the_areas_of_both_dates() {
    let matrix = csv(&["compare", "2026-01-17", "2026-01-27"]);
    for (date, side) in [("2026-01-17", 0), ("2026-01-27", 2)] {
        for row in csv(&["area", "--date", date]) {
            let (ground, area) = (&row[2..4], number(&row[4]));
            let same = matrix.iter().filter(|entry| &entry[side..side + 2] == ground);
            let sum: f64 = same.map(|entry| number(&entry[4])).sum();
            assert!((sum - area).abs() < 1e-4, "{date} {ground:?}: {sum} and {area}");
        }
    }
}

#[test]
fn changed_ground_as_geojson_has_the_figures_of_the_matrix() {
    let arguments = ["compare", "2025-12-31", "2026-01-27"];
    let (text, _) = run(&[&arguments[..], &["--format", "geojson"]].concat());
    let features: Value = serde_json::from_str(&text).unwrap();
    let features = features["features"].as_array().unwrap();
    for entry in csv(&arguments).iter().filter(|entry| entry[..2] != entry[2..4]) {
        let keys = ["from_status", "from_actors", "to_status", "to_actors"];
        let of = |feature: &&Value| {
            keys.iter().zip(entry).all(|(key, ours)| feature["properties"][key] == ours.as_str())
        };
        let sum: f64 = features
            .iter()
            .filter(of)
            .map(|feature| feature["properties"]["km2"].as_f64().unwrap())
            .sum();
        assert!((sum - number(&entry[4])).abs() < 1e-3, "{entry:?}: {sum}");
    }
    assert!(geojson_is_readable(&text));
}

/// Whether the program reads as data what it writes.
fn geojson_is_readable(text: &str) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("changed.geojson");
    fs::write(&file, text).unwrap();
    let (info, _) = run(&["info", "--actor-property", "to_actors", "-d", file.to_str().unwrap()]);
    info.contains("defects       none")
}

#[test]
fn the_summary_tells_the_story() {
    let (text, _) = run(&["compare", "2025-12-31", "2026-01-27", "--summary"]);
    for part in [
        "Between 31 December 2025 and 27 January 2026 Syrian Democratic Forces (SDF) lost",
        "(79.6 %)",
        "kept two pockets: al-Hasakah and Qamishli (9,159 km²) and Kobani (1,318 km²)",
        "changed hands, among them Raqqa",
    ] {
        assert!(text.contains(part), "the summary should say `{part}`:\n{text}");
    }
    assert_eq!(text.lines().count(), 1);
    let data = json(&["compare", "2025-12-31", "2026-01-27"]);
    assert_eq!(data["summary"], text.trim_end());
}

#[test]
fn one_date_is_no_change_and_the_way_back_is_told_as_such() {
    let (text, _) = run(&["compare", "2026-01-27", "2026-01-27", "--summary"]);
    assert_eq!(text, "27 January 2026 is one date: nothing changed.\n");
    let (text, said) = run(&["compare", "2026-01-27", "2025-12-31", "--summary"]);
    assert!(text.starts_with("From 27 January 2026 back to 31 December 2025"), "{text}");
    assert!(said.contains("the first date comes after the second"), "{said}");
    let entries = |arguments: &[&str]| {
        let mut entries = csv(arguments);
        entries.sort();
        entries
    };
    let there = entries(&["compare", "2026-01-17", "2026-01-27"]);
    let mut back: Vec<Vec<String>> = entries(&["compare", "2026-01-27", "2026-01-17"]);
    back.iter_mut().for_each(|entry| entry[..4].rotate_left(2));
    back.sort();
    assert_eq!(there, back, "the one is the other, transposed");
}

#[test]
fn pockets_and_fronts_are_those_of_the_comparison() {
    let dates = |it: &Value| ["date", "data_date", "age_days"].map(|name| it[name].clone());
    let change = json(&["compare", "2025-12-31", "2026-01-27"]);
    let pockets = json(&["pockets", "--date", "2026-01-27"]);
    let sizes = |pockets: &Value| -> Vec<f64> {
        pockets.as_array().unwrap().iter().map(|it| it["km2"].as_f64().unwrap()).collect()
    };
    assert_eq!(dates(&pockets), dates(&change["to"]));
    let (ours, theirs) = (sizes(&pockets["pockets"]), sizes(&change["pockets_after"]));
    assert_eq!(ours.len(), theirs.len());
    assert!(ours.iter().zip(&theirs).all(|(one, other)| (one - other).abs() < 1e-3));
    let split = change["pockets_before"].as_array().unwrap();
    let split = split.iter().find(|pocket| pocket["fate"] == "split").expect("one that split");
    assert_eq!(split["linked_to"].as_array().unwrap().len(), 2);

    let fronts = json(&["front", "--date", "2026-01-27"]);
    assert_eq!(dates(&fronts), dates(&change["to"]));
    for front in fronts["fronts"].as_array().unwrap() {
        let same = change["fronts"].as_array().unwrap().iter();
        let same = same.filter(|it| it["between"] == front["between"]);
        let lengths: Vec<f64> = same.map(|it| it["after_km"].as_f64().unwrap()).collect();
        assert!((lengths[0] - front["km"].as_f64().unwrap()).abs() < 1e-3, "{front}");
    }
    let (lines, _) = run(&["front", "--date", "2026-01-27", "--geojson"]);
    let lines: Value = serde_json::from_str(&lines).unwrap();
    assert_eq!(lines["features"][0]["geometry"]["type"], "MultiLineString");
}

#[test]
fn ground_given_to_several_is_an_overlap_and_is_said_to_be() {
    let (text, said) = run(&["area", "-d", "fixtures/overlap.geojson"]);
    assert!(text.contains("given to several: "), "{text}");
    assert!(said.contains("to several at once"), "{said}");
    let areas = json(&["-q", "area", "-d", "fixtures/overlap.geojson"]);
    assert!(areas[0]["all"]["overlap_km2"].as_f64().unwrap() > 1.0);
}

#[test]
fn polygons_that_cross_themselves_are_named_and_measured_by_what_they_go_round() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bow_tie.geojson");
    let bow_tie = "{\"type\":\"Feature\",\"properties\":{\"actor\":\"Blue\"},\"geometry\":{\"type\":\
                   \"Polygon\",\"coordinates\":[[[30,0],[32,1],[32,0],[30,1],[30,0]]]}}";
    write_collection(&file, &[bow_tie.to_owned()]);
    let data = file.to_str().unwrap();
    let (text, said) = run(&["area", "-d", data]);
    assert!(said.contains("1 features whose rings cross or overlap, taken for"), "{said}");
    // Two triangles of a degree by a degree, halved.
    assert!(text.contains("12,308."), "{text}");

    let square = |west: f64| {
        format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"actor\":\"Blue\"}},\"geometry\":{{\"type\":\
             \"Polygon\",\"coordinates\":[[[{west},0],[{0},0],[{0},1],[{west},1],[{west},0]]]}}}}",
            west + 1.0
        )
    };
    write_collection(&file, &[square(30.0), square(30.5)]);
    let (_, said) = run(&["area", "-d", data]);
    assert!(said.contains("the polygons of Blue cross or overlap themselves"), "{said}");
}

#[test]
fn geodesic_edges_make_a_little_difference() {
    let area = |edges: &str| {
        let rows = csv(&["-q", "area", "-d", "fixtures/snapshots", "--edges", edges]);
        number(&rows[0][4])
    };
    let (straight, geodesic) = (area("straight"), area("geodesic"));
    let difference = (geodesic - straight).abs() / straight;
    assert!((1e-9..1e-3).contains(&difference), "{difference}");
}

#[test]
fn what_can_not_be_told_is_a_clear_error() {
    fails(
        &["compare", "2025-06-01", "2026-01-27"],
        3,
        &["there is no data on 2025-06-01", "the first date is 2025-12-31"],
    );
    fails(&["area", "--dates", "2020-01-01..2020-02-01"], 3, &["there is no data on 2020-01-01"]);
    let snapshots = ["-d", "fixtures/snapshots"];
    fails(
        &[&["area", "--by", "region"], &snapshots[..]].concat(),
        2,
        &["the dataset has no regions", "`regions` under `[layers]`"],
    );
    let [first, second] = ["2024-07-08", "2024-07-11"];
    fails(
        &[&["compare", first, second, "--by", "region"], &snapshots[..]].concat(),
        2,
        &["the dataset has no regions"],
    );
    fails(
        &["compare", "2026-01-18", "2026-01-27", "--sliver-width=-1"],
        2,
        &["a sliver's width is a number of metres"],
    );
    fails(&["pockets", "--of", "Rome"], 2, &["no actor of the dataset is called so"]);
    fails(&["compare", "2026-01-18"], 2, &["<SECOND>"]);
    fails(&["area", "--date", "2026-02-30"], 2, &["2026-02-30"]);
    fails(&["diff", "fixtures/snapshots", "nowhere"], 3, &["nowhere"]);
}

/// A square as a feature of one actor.
fn square(actor: &str, west: f64, east: f64, jitter: f64) -> String {
    let south = 36.0 + jitter;
    format!(
        "{{\"type\":\"Feature\",\"properties\":{{\"actor\":\"{actor}\"}},\"geometry\":{{\"type\":\"Polygon\",\
         \"coordinates\":[[[{west},{south}],[{east},{south}],[{east},37],[{west},37],[{west},{south}]]]}}}}"
    )
}

fn write_collection(path: &Path, features: &[String]) {
    let text = format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(","));
    fs::write(path, text).unwrap();
}

#[test]
fn a_change_of_source_is_flagged_rather_than_reported_as_news() {
    let folder = tempfile::tempdir().unwrap();
    for day in 1..=28 {
        // Many squares stay, one grows a little; on the 20th another hand draws all of them.
        let jitter = if day < 20 { 0.0 } else { 0.001 };
        let mut features: Vec<String> =
            (0..20).map(|it| square("Blue", f64::from(it), f64::from(it) + 0.5, jitter)).collect();
        features.push(square("Blue", 30.0, 30.5 + f64::from(day) * 0.01, 0.0));
        write_collection(&folder.path().join(format!("map_202501{day:02}.geojson")), &features);
    }
    let data = folder.path().to_str().unwrap();
    let summary = |first: &str, second: &str| {
        run(&["-q", "compare", first, second, "--summary", "-d", data]).0
    };
    let across = summary("2025-01-19", "2025-01-20");
    assert!(across.contains("on 20 January 2025 only"), "{across}");
    assert!(across.contains("the source may have changed"), "{across}");
    assert!(!summary("2025-01-10", "2025-01-12").contains("source"));

    let manifest = "data = [\".\"]\nsource_changes = [\"2025-01-12\"]\n";
    fs::write(folder.path().join("controlmap.toml"), manifest).unwrap();
    let declared = summary("2025-01-10", "2025-01-12");
    assert!(declared.contains("the source of the data changes on 12 January 2025"), "{declared}");
    let data = json(&["-q", "compare", "2025-01-10", "2025-01-12", "-d", data]);
    assert_eq!(data["breaks"][0]["evidence"], "declared");
}

#[test]
fn ground_that_is_unknown_because_the_data_is_old_has_changed() {
    let folder = tempfile::tempdir().unwrap();
    let square = square("Blue", 30.0, 31.0, 0.0);
    write_collection(&folder.path().join("map_20250101.geojson"), &[square]);
    let manifest = "data = [\".\"]\ngap = { policy = \"unknown\", days = 3 }\n";
    fs::write(folder.path().join("controlmap.toml"), manifest).unwrap();
    let data = folder.path().to_str().unwrap();
    let summary =
        |second: &str| run(&["-q", "compare", "2025-01-01", second, "--summary", "-d", data]).0;
    assert!(summary("2025-01-03").contains("rest on the same data"));
    let lapsed = summary("2025-01-09");
    assert!(lapsed.contains("Blue lost") && lapsed.contains("all that it had"), "{lapsed}");
}

#[test]
fn two_datasets_are_compared_by_the_names_of_their_actors() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (folder.path().join("one"), folder.path().join("other"));
    for path in [&one, &other] {
        fs::create_dir(path).unwrap();
    }
    write_collection(&one.join("ground.geojson"), &[square("Blue Army", 30.0, 31.0, 0.0)]);
    write_collection(
        &other.join("ground.geojson"),
        &[square("blue", 30.0, 30.5, 0.0), square("Red", 30.5, 31.0, 0.0)],
    );
    fs::write(
        other.join("controlmap.toml"),
        "data = [\"ground.geojson\"]\n[[actors]]\nid = \"blue\"\nname = \"Blue\"\n\
         color = \"#3366AA\"\naliases = [\"blue army\"]\n\
         [[actors]]\nid = \"red\"\nname = \"Red\"\ncolor = \"#AA3333\"\n[properties]\nactor = \"actor\"\n",
    )
    .unwrap();
    let [one, other] = [one, other].map(|path| path.to_str().unwrap().to_owned());
    let data = json(&["-q", "diff", &one, &other]);
    let (agree, disagree) =
        (data["agree_km2"].as_f64().unwrap(), data["disagree_km2"].as_f64().unwrap());
    assert!((agree - disagree).abs() < 1e-3 && agree > 1000.0, "{agree} and {disagree}");
    let (text, _) = run(&["-q", "diff", &one, &other]);
    assert!(text.contains("Blue Army  Red"), "{text}");
    let (features, _) = run(&["-q", "diff", &one, &other, "--format", "geojson"]);
    assert_eq!(features.matches("\"type\":\"Feature\"").count(), 1);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for arguments in [
        &["compare", "2025-12-31", "2026-01-27", "--format", "json"][..],
        &["compare", "2025-12-31", "2026-01-27", "--format", "geojson"],
        &["area", "--all", "--format", "csv"],
        &["front", "--geojson", "--date", "2026-01-20"],
        &["area", "--all", "--chart=-"],
    ] {
        let bytes = |threads: &str| {
            let mut command = Command::cargo_bin("controlmap").unwrap();
            let command = command.env_remove("CONTROLMAP_DATA").env("RAYON_NUM_THREADS", threads);
            command.args(arguments).output().unwrap().stdout
        };
        assert!(bytes("1") == bytes("3"), "{arguments:?}");
    }
}
