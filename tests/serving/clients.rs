//! Real clients read what is served: GDAL's driver for OGC API Features.
//!
//! Where it is not installed the tests say so and pass, unless `CONTROLMAP_REQUIRE_GDAL` is set.

use std::process::Command;

use controlmap::model::Date;
use controlmap::source;
use serde_json::Value;

use crate::running::{built_in, get};

/// What a program says; nothing where it is not installed.
fn run(program: &str, arguments: &[&str]) -> Option<String> {
    let Ok(output) = Command::new(program).args(arguments).output() else {
        let is_required = std::env::var_os("CONTROLMAP_REQUIRE_GDAL").is_some();
        assert!(!is_required, "CONTROLMAP_REQUIRE_GDAL is set, but there is no {program}");
        eprintln!("skipped: {program} is not installed (Debian: gdal-bin)");
        return None;
    };
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{program} {arguments:?}: {said}");
    assert!(!said.contains("ERROR"), "{program} {arguments:?}: {said}");
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn served() -> String {
    format!("OAPIF:http://{}", built_in())
}

/// How many features `ogrinfo` finds in a layer.
fn found(layer: &str, options: &[&str]) -> Option<u64> {
    let served = served();
    let mut arguments = vec!["-ro", "-so", served.as_str(), layer];
    arguments.extend(options);
    let said = run("ogrinfo", &arguments)?;
    let count = said.lines().find_map(|line| line.strip_prefix("Feature Count: "));
    Some(count.unwrap_or_else(|| panic!("no count: {said}")).parse().unwrap())
}

/// How many features an answer says that there are on all pages.
fn matched(path: &str) -> u64 {
    get(path).json()["numberMatched"].as_u64().unwrap()
}

#[test]
fn gdal_finds_every_layer_and_counts_as_we_do() {
    for layer in ["territories", "fronts", "pockets", "changes", "places", "regions"] {
        let Some(count) = found(layer, &[]) else { return };
        let all = matched(&format!("/collections/{layer}/items?limit=10000"));
        assert_eq!(count, all, "{layer}");
        let Some(paged) = found(layer, &["-oo", "PAGE_SIZE=3"]) else { return };
        assert_eq!(paged, all, "{layer}");
    }
}

#[test]
fn gdal_asks_for_a_day_and_for_a_box() {
    let dataset = source::built_in(&Default::default()).unwrap();
    let Some(driver) = run("ogrinfo", &["--format", "OAPIF"]) else { return };
    for day in ["2026-01-10", "2026-01-27"] {
        let day: Date = day.parse().unwrap();
        // The option came with GDAL 3.8.
        if driver.contains("DATETIME") {
            let option = format!("DATETIME={day}");
            let Some(count) = found("territories", &["-oo", &option]) else { return };
            let on_the_day = dataset.on(day).unwrap().territories.len() as u64;
            assert_eq!(count, on_the_day, "{day}");
        }
        // Of a comparison with a date GDAL makes a `datetime`, with the beginning of a time after it.
        let begun = format!("\"from\" <= '{}'", day.to_string().replace('-', "/"));
        let Some(count) = found("territories", &["-where", &begun]) else { return };
        let from = dataset.territories.iter().map(|it| it.validity.from());
        assert_eq!(count, from.filter(|from| *from <= Some(day)).count() as u64, "{day}");
    }
    let Some(count) = found("places", &["-spat", "38", "35", "40", "37"]) else { return };
    assert_eq!(count, matched("/collections/places/items?limit=10000&bbox=38,35,40,37"));
    let Some(held) = found("places", &["-where", "holder = 'sdf'"]) else { return };
    assert_eq!(held, matched("/collections/places/items?limit=10000&holder=sdf"));
}

#[test]
fn gdal_copies_a_collection_page_by_page() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.geojson");
    let served = served();
    let path = copy.to_str().unwrap();
    for layer in ["territories", "fronts", "changes"] {
        let arguments = ["-f", "GeoJSON", path, served.as_str(), layer, "-oo", "PAGE_SIZE=4"];
        if run("ogr2ogr", &arguments).is_none() {
            return;
        }
        let copied: Value = serde_json::from_slice(&std::fs::read(&copy).unwrap()).unwrap();
        let ours = get(&format!("/collections/{layer}/items?limit=10000")).json();
        let said = |page: &Value| -> Vec<Value> {
            let features = page["features"].as_array().unwrap().iter();
            features.map(|it| it["properties"].clone()).collect()
        };
        let shapes = |page: &Value| -> Vec<usize> {
            let features = page["features"].as_array().unwrap().iter();
            features.map(|it| it["geometry"]["coordinates"].as_array().unwrap().len()).collect()
        };
        assert_eq!(shapes(&copied), shapes(&ours), "{layer}");
        assert_eq!(said(&copied).len(), said(&ours).len());
        let dates = |page: &Value| -> Vec<Value> {
            said(page).iter().map(|it| it["from"].clone()).collect()
        };
        let same = |date: &Value| date.as_str().map(|it| it.replace('/', "-"));
        let all = |page: &Value| dates(page).iter().map(same).collect::<Vec<_>>();
        assert_eq!(all(&copied), all(&ours), "{layer}");
        std::fs::remove_file(&copy).unwrap();
    }
}
