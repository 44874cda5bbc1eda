//! Who held what, how much, and what changed: the same as the commands say.

use std::process::Command;

use serde_json::Value;

use crate::client::Client;
use crate::running::{Running, built_in, get};
use controlmap::model::Dataset;

/// What a command prints as JSON.
fn command(arguments: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_controlmap"))
        .args(arguments)
        .env_remove("CONTROLMAP_DATA")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// An answer that is no problem.
fn answer(path: &str) -> Value {
    let answer = get(path);
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer.json()
}

#[test]
fn answers_are_what_the_commands_print() {
    let same: [(&str, &[&str]); 14] = [
        (
            "/at?lon=41.22&lat=37.05&date=2026-01-27",
            &["at", "41.22", "37.05", "--date", "2026-01-27"],
        ),
        ("/at?lon=41.22&lat=37.05", &["at", "41.22", "37.05"]),
        ("/at?place=Raqqa&date=2026-01-20", &["at", "--place", "Raqqa", "--date", "2026-01-20"]),
        (
            "/at?place=%D8%A7%D9%84%D8%B1%D9%82%D8%A9&lang=ar",
            &["at", "--place", "الرقة", "--lang", "ar"],
        ),
        ("/at?lon=0&lat=0", &["at", "0", "0"]),
        ("/at?lon=37.05&lat=41.22", &["at", "37.05", "41.22"]),
        ("/history?place=Kobani", &["history", "--place", "Kobani"]),
        ("/history?lon=39.01&lat=35.95&lang=ku", &["history", "39.01", "35.95", "--lang", "ku"]),
        (
            "/area?date=2026-01-27&by=region",
            &["area", "--date", "2026-01-27", "--by", "region", "--format", "json"],
        ),
        ("/area?all", &["area", "--all", "--format", "json"]),
        (
            "/area?dates=2025-12-01..2026-02-01&every=2w&edges=geodesic",
            &[
                "area",
                "--dates",
                "2025-12-01..2026-02-01",
                "--every",
                "2w",
                "--edges",
                "geodesic",
                "--format",
                "json",
            ],
        ),
        (
            "/compare?from=2025-12-31&to=2026-01-27&by=region&sliver_width=20",
            &[
                "compare",
                "2025-12-31",
                "2026-01-27",
                "--by",
                "region",
                "--sliver-width",
                "20",
                "--format",
                "json",
            ],
        ),
        ("/front?date=2026-01-20", &["front", "--date", "2026-01-20", "--format", "json"]),
        (
            "/pockets?date=2026-01-27&of=sdf",
            &["pockets", "--date", "2026-01-27", "--of", "sdf", "--format", "json"],
        ),
    ];
    for (path, arguments) in same {
        let is_at = matches!(arguments[0], "at" | "history");
        let json: &[&str] = if is_at { &["--json"] } else { &[] };
        assert_eq!(answer(path), command(&[arguments, json].concat()), "{path}");
    }
}

#[test]
fn ground_comes_as_geojson_where_it_is_asked_for() {
    let same: [(&str, &[&str]); 4] = [
        ("/front?f=geojson&date=2026-01-27", &["front", "--geojson", "--date", "2026-01-27"]),
        ("/pockets?f=geojson", &["pockets", "--format", "geojson"]),
        (
            "/compare?from=2026-01-17&to=2026-01-18&f=geojson",
            &["compare", "2026-01-17", "2026-01-18", "--format", "geojson"],
        ),
        (
            "/compare?from=2026-01-17&to=2026-01-18&patches=true",
            &["compare", "2026-01-17", "2026-01-18", "--format", "geojson"],
        ),
    ];
    for (path, arguments) in same {
        let found = get(path);
        assert_eq!((found.status, found.media()), (200, "application/geo+json"), "{path}");
        assert_eq!(found.json(), command(arguments), "{path}");
    }
}

#[test]
fn places_with_their_numbers_swapped_have_a_hint() {
    for path in ["/at?lon=37.05&lat=41.22", "/history?lon=37.05&lat=41.22"] {
        let found = answer(path);
        let place = found["places"].get(0).unwrap_or(&found);
        let hint = place["hint"].as_str().unwrap();
        assert!(hint.ends_with("are they swapped?"), "{hint}");
    }
    assert_eq!(answer("/at?lon=41.22&lat=37.05").get("hint"), None);
    assert_eq!(answer("/at?lon=2&lat=3").get("hint"), None);
}

#[test]
fn asked_again_and_elsewhere_a_place_has_the_same_answer() {
    let mut client = Client::to(built_in());
    for step in 0..60 {
        let (lon, lat) = (35.5 + f64::from(step) * 0.11, 32.5 + f64::from(step % 13) * 0.37);
        let path = format!("/at?lon={lon}&lat={lat}&date=2026-01-19");
        let first = client.get(&path).json();
        assert_eq!(client.get(&path).json(), first);
        if step % 12 == 0 {
            let (lon, lat) = (lon.to_string(), lat.to_string());
            assert_eq!(first, command(&["at", &lon, &lat, "--date", "2026-01-19", "--json"]));
        }
    }
}

#[test]
fn data_with_defects_says_so_in_every_answer() {
    let dataset = Dataset::open("fixtures/defects").unwrap();
    let running = Running::of(dataset, Default::default());
    let found = Client::to(running.address).get("/at?lon=38.5&lat=36.5").json();
    let printed = command(&["at", "38.5", "36.5", "-d", "fixtures/defects", "--json"]);
    assert!(!found["doubts"].as_array().unwrap().is_empty());
    assert_eq!(found, printed);
}

#[test]
fn what_cannot_be_answered_is_a_problem_that_says_what_to_do() {
    let wrong = [
        ("/at", 400, "no place is given"),
        ("/at?lon=41", 400, "a lon without a lat"),
        ("/at?lat=41", 400, "a lat without a lon"),
        ("/at?lng=41&lat=37", 400, "no such parameter, found `lng`"),
        ("/history?place=Raqqa&date=2026-01-01", 400, "no such parameter, found `date`"),
        ("/area?dates=0001-01-01..9999-01-01", 400, "a period has 100000 dates at most"),
        ("/at?lon=41&lat=37&place=Raqqa", 400, "a place is given twice"),
        ("/at?lon=east&lat=37", 400, "lon: a longitude is a number of degrees, found `east`"),
        ("/at?lon=NaN&lat=37", 400, "longitude"),
        ("/at?lon=41&lat=97", 400, "97"),
        ("/at?lon=41&lat=37&date=2026-02-30", 400, "date: a date is written YYYY-MM-DD"),
        ("/at?lon=41&lat=37&date=2001-01-01", 404, "2025-12-31"),
        ("/at?lon=41&lat=37&lang=fr", 400, "lang: a language is one of en, ar, ku, ckb"),
        ("/at?lon=41&lat=37&dat=2026-01-01", 400, "is `date` meant?"),
        ("/at?place=Atlantis", 400, "no place is called so"),
        ("/history?place=", 400, "no place is called so"),
        ("/area?date=2001-01-01", 404, "2025-12-31"),
        ("/area?dates=2000-01-01..2000-02-01", 404, "2025-12-31"),
        ("/area?dates=2026-01-01..2026-02-01&all", 400, "several ways"),
        ("/area?every=1d", 400, "a step without dates"),
        ("/area?dates=1000-01-01..2026-02-01", 400, "at most"),
        ("/area?by=country", 400, "by region"),
        ("/compare?from=2026-01-01", 400, "a date is missing"),
        ("/compare?from=2026-01-01&to=2001-01-01", 404, "2025-12-31"),
        ("/compare?from=2026-01-01&to=2026-01-02&by=region&patches", 400, "not divided by region"),
        ("/compare?from=2026-01-01&to=2026-01-02&sliver_width=-1", 400, "metres"),
        ("/front?date=2001-01-01", 404, "2025-12-31"),
        ("/pockets?of=nobody", 400, "nobody"),
        ("/pockets?f=kml", 400, "json, geojson or html"),
    ];
    let mut client = Client::to(built_in());
    for (path, status, detail) in wrong {
        let found = client.get(path);
        assert_eq!(found.status, status, "{path}: {}", found.text());
        let told = found.problem();
        assert!(told.contains(detail), "{path}: {told}");
    }
    let long = format!("/at?place={}", "x".repeat(4000));
    assert!(client.get(&long).problem().contains("120 letters"));
}
