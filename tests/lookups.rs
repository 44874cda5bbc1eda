//! Who held a place: `controlmap at` and `controlmap history`, as somebody at a terminal asks.

use assert_cmd::Command;
use serde_json::{Value, json};

struct Said {
    code: i32,
    out: String,
    err: String,
}

fn ask(arguments: &[&str]) -> Said {
    let mut command = Command::cargo_bin("controlmap").unwrap();
    let output = command.args(arguments).env_remove("CONTROLMAP_DATA").output().unwrap();
    Said {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// What a command that succeeds prints.
fn answer(arguments: &[&str]) -> String {
    let said = ask(arguments);
    assert_eq!(said.code, 0, "{arguments:?}: {}", said.err);
    said.out
}

fn data(arguments: &[&str]) -> Value {
    serde_json::from_str(&answer(&[arguments, &["--json"]].concat())).unwrap()
}

/// What stands in a line of an answer after its label.
fn line<'a>(answer: &'a str, label: &str) -> Option<&'a str> {
    let rows = answer.lines().filter_map(|line| line.split_once(' '));
    rows.filter(|(first, _)| *first == label).map(|(_, value)| value.trim()).next()
}

fn refuses(arguments: &[&str], code: i32, parts: &[&str]) {
    let said = ask(arguments);
    assert_eq!(said.code, code, "{arguments:?}: {}", said.err);
    assert!(said.out.is_empty(), "{arguments:?} wrote to stdout");
    for part in parts {
        assert!(said.err.contains(part), "{arguments:?} should say `{part}`:\n{}", said.err);
    }
}

#[test]
fn a_point_of_the_built_in_dataset_is_answered_line_by_line() {
    let answer = answer(&["at", "41.22", "37.05", "--date", "2026-01-27"]);
    assert_eq!(line(&answer, "place"), Some("41.22 37.05"));
    assert_eq!(line(&answer, "region"), Some("al-Hasakah"));
    assert_eq!(line(&answer, "date"), Some("2026-01-27"));
    assert_eq!(line(&answer, "holder"), Some("Syrian Democratic Forces (SDF)"));
    assert_eq!(line(&answer, "status"), Some("held"));
    assert_eq!(line(&answer, "since"), Some("2025-12-31 or before: the data begins then"));
    assert!(line(&answer, "until").unwrap().starts_with("2026-02-03, then Joint: "));
    assert_eq!(line(&answer, "before"), None);
    assert!(line(&answer, "sources").is_some());
}

#[test]
fn the_nearest_front_is_told_with_its_direction_and_who_stands_beyond() {
    let places = [
        (["41.22", "37.05"], "27.8 km to the south (171°)", [27.809, 170.6]),
        (["40.7477", "36.5024"], "17.3 km to the south (189°)", [17.284, 188.8]),
    ];
    let side =
        |id: &str, name: &str| json!([{"status": "held", "holders": [{"id": id, "name": name}]}]);
    for ([lon, lat], way, [kilometres, degrees]) in places {
        let question = ["at", lon, lat, "--date", "2026-01-27"];
        let told = format!("{way}, Syrian government on the other side");
        assert_eq!(line(&answer(&question), "front"), Some(told.as_str()));
        let front = &data(&question)["front"];
        let is_about = |key: &str, number: f64, within: f64| {
            assert!((front[key].as_f64().unwrap() - number).abs() < within, "{key}: {front}");
        };
        is_about("distance_km", kilometres, 0.006);
        is_about("bearing_degrees", degrees, 0.15);
        assert!(front["lon"].is_number() && front["lat"].is_number(), "{front}");
        assert_eq!(front["near"], side("sdf", "Syrian Democratic Forces (SDF)"));
        assert_eq!(front["far"], side("gov", "Syrian government"));
    }
    let hasakah = answer(&["at", "--place", "al-Hasakah", "--date", "2026-01-27"]);
    assert!(line(&hasakah, "front").unwrap().starts_with("17.3 km to the south (189°)"));
}

#[test]
fn json_says_the_same_as_the_text() {
    let question = ["at", "--place", "Raqqa", "--date", "2026-02-20"];
    let (text, data) = (answer(&question), data(&question));
    assert_eq!(line(&text, "place"), Some("Raqqa, 39.0079 35.9528"));
    assert_eq!((&data["place"], &data["lon"]), (&json!("Raqqa"), &json!(39.0079)));
    assert_eq!(data["region"], json!({"id": "SY-RA", "name": "Raqqa"}));
    assert_eq!(line(&text, "data"), Some("of 2026-02-15, 5 days old"));
    assert_eq!((&data["data_date"], &data["age_days"]), (&json!("2026-02-15"), &json!(5)));
    assert_eq!(line(&text, "holder"), data["holders"][0]["name"].as_str());
    assert_eq!(line(&text, "status"), data["status"].as_str());
    assert_eq!(line(&text, "since"), data["since"].as_str());
    assert_eq!(line(&text, "until"), Some("still so on 2026-02-15, the last date of the data"));
    assert_eq!(data["until"], Value::Null);
    assert_eq!(line(&text, "before"), Some("Syrian Democratic Forces (SDF) until 2026-01-18"));
    assert_eq!(data["before"]["until"], data["since"]);
    assert_eq!(data["before"]["holders"][0]["id"], json!("sdf"));
    assert_eq!(line(&text, "sources"), data["sources"][0].as_str());
    assert_eq!(data["is_on_boundary"], json!(false));
}

#[test]
fn the_last_date_of_the_data_is_taken_and_said_where_none_is_given() {
    let answer = answer(&["at", "--place", "Raqqa"]);
    assert_eq!(line(&answer, "date"), Some("2026-02-15, the last of the data"));
}

#[test]
fn places_are_found_in_any_language_and_spelling() {
    let qamishli = data(&["at", "--place", "Qamishli"]);
    for name in ["QAMISHLI", "Qamişlo", "qamislo", "القامشلي", "قامشلى"] {
        let said = ask(&["at", "--json", "--place", name]);
        assert_eq!(serde_json::from_str::<Value>(&said.out).unwrap(), qamishli, "{name}");
        assert_eq!(said.err, "", "{name}");
    }
    let arabic = answer(&["at", "--place", "Raqqa", "--lang", "ar"]);
    assert_eq!(line(&arabic, "region"), Some("الرقة"));
}

#[test]
fn a_guess_at_a_misspelt_name_is_said() {
    let said = ask(&["at", "--place", "Kamishli"]);
    assert_eq!(said.err, "controlmap: `Kamishli` is taken for Qamishli\n");
    assert_eq!(line(&said.out, "place").unwrap().split(',').next(), Some("Qamishli"));
    assert_eq!(ask(&["at", "--place", "Kamishli", "-q"]).err, "");
}

#[test]
fn names_of_several_places_and_of_none_are_refused_with_what_to_do() {
    refuses(
        &["at", "--place", "Sinjar"],
        2,
        &["`Sinjar`", "hint: give the longitude and latitude", "37.0047 35.5901 (Sinjar, Idlib)"],
    );
    refuses(&["at", "--place", "Qamarli"], 2, &["found `Qamarli`", "hint: was `Qamishli`"]);
    refuses(&["history", "--place", "Xyzzyqq"], 2, &["a longitude and a latitude name any place"]);
}

#[test]
fn data_without_places_is_searched_by_the_worlds_cities() {
    let said = ask(&["at", "-d", "fixtures/overlap.geojson", "--place", "Kharkiv"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.err.contains("the world's main cities are searched"));
    assert_eq!(line(&said.out, "holder"), Some("nobody has said who holds it"));
}

#[test]
fn a_swapped_position_is_suspected() {
    let said = ask(&["at", "37.05", "41.22"]);
    assert_eq!(said.code, 0);
    assert_eq!(
        said.err,
        "controlmap: 37.05 41.22 lies outside the data's box, inside it with longitude and latitude \
         exchanged: are they swapped?\n"
    );
    assert_eq!(ask(&["at", "41.22", "37.05"]).err, "");
    assert_eq!(ask(&["at", "2", "3"]).err, "");
}

#[test]
fn negative_numbers_need_no_quoting() {
    assert!(answer(&["at", "-3.7", "-40.4"]).contains("-3.7 -40.4"));
    let south = answer(&["at", "38.5", "-0.5", "-d", "fixtures/overlap.geojson"]);
    assert_eq!(line(&south, "holder"), Some("West"));
    for position in [["38.5", "0.5"], ["38.5", "-0.5"]] {
        let after_data = [["at", "-d", "fixtures/overlap.geojson"].as_slice(), &position].concat();
        assert_eq!(line(&answer(&after_data), "holder"), Some("West"), "{after_data:?}");
    }
}

#[test]
fn what_is_no_position_is_a_usage_error() {
    refuses(&["at", "NaN", "37"], 2, &["longitude", "found NaN"]);
    refuses(&["at", "37", "inf"], 2, &["latitude", "found inf"]);
    refuses(&["at", "237", "37"], 2, &["between -180 and 180 degrees, found 237"]);
    refuses(&["at", "37", "141"], 2, &["found 141", "are they swapped?"]);
    refuses(&["at", "41.22,37.05"], 2, &["41.22,37.05", "two numbers"]);
    refuses(&["at", "41.22"], 2, &["a longitude has no latitude after it, found 41.22"]);
    refuses(&["at"], 2, &["no place is given", "--place NAME"]);
    refuses(&["at", "1", "2", "--place", "Raqqa"], 2, &["one place at a time", "history"]);
}

#[test]
fn a_date_without_data_is_refused_with_those_that_have_some() {
    let range = "hint: the first date is 2025-12-31, the last 2026-02-15";
    for date in ["2025-06-01", "2026-06-01"] {
        let message = format!("there is no data on {date}");
        refuses(&["at", "--place", "Raqqa", "--date", date], 3, &[&message, range]);
    }
}

#[test]
fn all_who_claim_a_place_are_named() {
    let question = ["at", "39.8", "0.5", "-d", "fixtures/overlap.geojson"];
    let (text, data) = (answer(&question), data(&question));
    assert_eq!(line(&text, "status"), Some("contested"));
    let overlap = line(&text, "overlap").unwrap();
    assert!(overlap.contains("West") && overlap.contains("East"), "{overlap}");
    assert_eq!(data["status"], json!("contested"));
    assert_eq!(data["holders"].as_array().unwrap().len(), 2);
    assert_eq!(data["overlaps"].as_array().unwrap().len(), 2);
    assert_eq!(data["overlaps"][0]["status"], json!("held"));
    assert_eq!(data["sources"], json!(["bulletin 1", "bulletin 2", "bulletin 3"]));
}

#[test]
fn a_history_has_a_line_for_every_change_of_hands() {
    let history = answer(&["history", "--place", "Raqqa"]);
    let lines: Vec<&str> = history.lines().filter(|line| !line.starts_with(' ')).collect();
    let expected = [
        "Raqqa, 39.0079 35.9528",
        "2025-12-31 to 2026-01-17    18 days  Syrian Democratic Forces (SDF)",
        "since 2026-01-18            28 days  Syrian government; still so on 2026-02-15",
    ];
    assert_eq!(lines, expected);
    assert!(history.contains("\n                                       "), "sources: {history}");
}

#[test]
fn several_places_have_a_history_each() {
    let question = ["history", "39.01", "35.95", "41.22", "37.05", "--place", "Kobani"];
    assert_eq!(answer(&question).split("\n\n").count(), 3);
    let data = data(&question);
    let places = data["places"].as_array().unwrap();
    assert_eq!(places.len(), 3);
    assert_eq!(places[2]["place"], json!("Kobani"));
    assert_eq!(data["last_date"], json!("2026-02-15"));
    for place in places {
        let spans = place["spans"].as_array().unwrap();
        assert_eq!(spans[0]["from"], json!("2025-12-31"));
        for pair in spans.windows(2) {
            assert_eq!(pair[0]["until"], pair[1]["from"]);
            assert_eq!(pair[0]["is_so_at_end_of_data"], json!(false));
        }
        let last = spans.last().unwrap();
        assert_eq!(last["is_so_at_end_of_data"], json!(true));
        let days: i64 = spans.iter().map(|span| span["days"].as_i64().unwrap()).sum();
        assert_eq!(days, 46, "the days of all spans are those of the data");
    }
}

#[test]
fn open_beginnings_and_open_ground_are_told_as_such() {
    let question =
        ["history", "-d", "fixtures/intervals", "--place", "Westham", "--place", "eastham"];
    let history = answer(&question);
    assert!(history.contains("\nup to 2019-12-31                     not mapped\n"), "{history}");
    assert!(
        history.contains("\nat all times                         Blues; still so"),
        "{history}"
    );
    let eastham = answer(&["at", "-d", "fixtures/intervals", "--place", "Eastham"]);
    assert_eq!(line(&eastham, "since"), Some("always, as far as the data says"));
}

#[test]
fn a_change_between_snapshots_days_apart_is_not_said_to_be_of_a_day() {
    let of = |date| ["at", "39.2", "36.5", "--date", date, "-d", "fixtures/snapshots"];
    let after = answer(&of("2024-07-11"));
    let since = "2024-07-11 or before: the data before it is of 2024-07-09";
    assert_eq!(line(&after, "since"), Some(since));
    assert_eq!(line(&after, "before"), Some("East until 2024-07-09 or after"));
    let until = "2024-07-09 or after: by 2024-07-11, the next data, then West";
    assert_eq!(line(&answer(&of("2024-07-09")), "until"), Some(until));
    let history = answer(&["history", "39.2", "36.5", "-d", "fixtures/snapshots"]);
    assert!(history.contains("  or before: the data before it is of 2024-07-09\n"), "{history}");
}

#[test]
fn data_too_old_for_a_day_does_not_answer_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let manifest = std::fs::read_to_string("fixtures/intervals/controlmap.toml").unwrap();
    let gap = "gap = { policy = \"unknown\", days = 3 }\n[properties]";
    let manifest = manifest.replace("[properties]", gap);
    std::fs::write(folder.path().join("controlmap.toml"), manifest).unwrap();
    for file in ["control.geojson", "places.csv"] {
        std::fs::copy(format!("fixtures/intervals/{file}"), folder.path().join(file)).unwrap();
    }
    let question =
        ["at", "--place", "Westham", "--date", "2020-01-20", "-d", folder.path().to_str().unwrap()];
    let (text, data) = (answer(&question), data(&question));
    assert_eq!(line(&text, "data"), Some("of 2020-01-01, 19 days old: too old to be carried on"));
    assert_eq!(line(&text, "holder"), Some("not known: there is no data for the day"));
    assert_eq!(line(&text, "status"), None);
    assert_eq!(line(&text, "before"), Some("Reds until 2020-01-05"));
    assert_eq!(data["status"], json!("no-data"));
    assert_eq!((&data["holders"], &data["sources"]), (&json!([]), &json!([])));
}

#[test]
fn a_place_on_a_border_is_flagged() {
    let question = ["at", "11", "45.5", "-d", "fixtures/intervals"];
    let (text, data) = (answer(&question), data(&question));
    assert_eq!(
        line(&text, "border"),
        Some("exactly on the border; counted to the side east of it")
    );
    assert_eq!(line(&text, "holder"), Some("Blues"));
    assert_eq!(line(&text, "status"), Some("held"));
    assert_eq!(data["is_on_boundary"], json!(true));
}

#[test]
fn data_without_dates_is_valid_at_all_times() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("undated.geojson");
    let square = json!({
        "type": "Feature",
        "properties": {"actor": "West"},
        "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]},
    });
    std::fs::write(&file, square.to_string()).unwrap();
    let file = file.to_str().unwrap();
    let undated = answer(&["at", "-d", file, "1", "1"]);
    assert_eq!(line(&undated, "date"), None);
    assert_eq!(line(&undated, "data"), Some("undated: valid at all times"));
    assert_eq!(line(&undated, "holder"), Some("West"));
    assert_eq!(line(&undated, "until"), Some("always, as far as the data says"));
    assert_eq!(data(&["at", "-d", file, "1", "1"])["date"], Value::Null);
    let history = answer(&["history", "-d", file, "1", "1"]);
    assert_eq!(history, "1 1\nat all times                         West\n");
}
