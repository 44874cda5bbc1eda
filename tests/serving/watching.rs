//! A dataset that changes on disk is published as it is then, unless it is broken.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::client::Client;
use crate::running::Program;

/// A square that one side holds, as large as is asked for.
fn square(size: f64) -> String {
    format!(
        r#"{{"type":"FeatureCollection","features":[{{"type":"Feature",
        "properties":{{"actor":"North","date":"2026-01-01"}},
        "geometry":{{"type":"Polygon","coordinates":
        [[[40,35],[{0},35],[{0},{1}],[40,{1}],[40,35]]]}}}}]}}"#,
        40.0 + size,
        35.0 + size
    )
}

/// The file is replaced as editors and scripts do it, or written where it stands.
fn replace(path: &Path, text: &str) {
    let beside = path.with_extension("new");
    fs::write(&beside, text).unwrap();
    fs::rename(beside, path).unwrap();
}

fn health_once(program: &Program, is_so: impl Fn(&Value) -> bool) -> Value {
    let start = Instant::now();
    loop {
        let health = program.get("/health").json();
        if is_so(&health) {
            return health;
        }
        assert!(start.elapsed() < Duration::from_secs(60), "{health}");
        thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_change_is_published_a_break_is_not_and_no_request_is_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("control.geojson");
    fs::write(&path, square(1.0)).unwrap();
    let mut program = Program::start(&["--watch", "-d", path.to_str().unwrap()]);
    let first = program.get("/health").json();
    let version = first["data"].clone();
    let (address, done) = (program.address, Arc::new(AtomicBool::new(false)));
    let answered = Arc::new(AtomicU64::new(0));
    let hammers: Vec<_> = (0..4)
        .map(|_| {
            let (done, answered) = (Arc::clone(&done), Arc::clone(&answered));
            thread::spawn(move || {
                let mut client = Client::to(address);
                while !done.load(Ordering::Relaxed) {
                    assert_eq!(client.get("/health").status, 200);
                    answered.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();

    replace(&path, &square(2.0));
    let changed = health_once(&program, |health| health["data"] != version);
    assert!(changed["loaded"].as_str() > first["loaded"].as_str());

    let whole = square(3.0);
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    let broken = health_once(&program, |health| health["reload_error"].is_string());
    assert_eq!(broken["data"], changed["data"], "the old one is kept");
    let told = broken["reload_error"].as_str().unwrap();
    assert!(told.starts_with("control.geojson"), "no folder of this machine is told: {told}");

    fs::remove_file(&path).unwrap();
    health_once(&program, |health| health["reload_error"] != broken["reload_error"]);
    fs::write(&path, whole).unwrap();
    let mended = health_once(&program, |health| health["reload_error"].is_null());
    assert_ne!(mended["data"], changed["data"]);

    done.store(true, Ordering::Relaxed);
    for hammer in hammers {
        hammer.join().unwrap();
    }
    assert!(answered.load(Ordering::Relaxed) > 100);
    program.signal("TERM");
    assert!(program.ended_within(Duration::from_secs(20)).unwrap().success());
    let mut told = String::new();
    program.stderr().read_to_string(&mut told).unwrap();
    assert!(told.contains("is published"), "{told}");
    assert!(told.contains("the old one is kept"), "{told}");
}

#[test]
fn who_asks_for_quiet_is_told_of_a_break_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("control.geojson");
    fs::write(&path, square(1.0)).unwrap();
    let mut program = Program::start(&["--quiet", "--watch", "-d", path.to_str().unwrap()]);
    let version = program.get("/health").json()["data"].clone();
    replace(&path, &square(2.0));
    health_once(&program, |health| health["data"] != version);
    replace(&path, "{");
    health_once(&program, |health| health["reload_error"].is_string());
    // The sentence follows what `/health` tells, and the others would have come before it.
    let mut stderr = BufReader::new(program.stderr());
    let mut told = String::new();
    while !told.contains("the old one is kept") {
        assert_ne!(stderr.read_line(&mut told).unwrap(), 0, "{told}");
    }
    program.signal("TERM");
    assert!(program.ended_within(Duration::from_secs(20)).unwrap().success());
    stderr.read_to_string(&mut told).unwrap();
    assert_eq!(told.lines().filter(|line| line.starts_with("controlmap: ")).count(), 1, "{told}");
    assert!(told.contains("the old one is kept"), "{told}");
}

#[test]
fn a_file_of_a_folder_that_comes_or_goes_is_a_change() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("2026-01-01.geojson"), square(1.0)).unwrap();
    let program = Program::start(&["--watch", "-d", folder.path().to_str().unwrap()]);
    let one = program.get("/health").json()["data"].clone();
    let second = folder.path().join("2026-01-02.geojson");
    fs::write(&second, square(2.0)).unwrap();
    health_once(&program, |health| health["data"] != one);
    fs::remove_file(second).unwrap();
    health_once(&program, |health| health["data"] == one);
}

#[test]
fn what_never_changes_is_not_watched() {
    let told = Program::refused(&["--watch"]);
    assert_eq!(told.0, Some(2));
    assert!(told.1.contains("the built-in dataset never changes"), "{}", told.1);
    let told = Program::refused(&["--watch", "-d", "-"]);
    assert_eq!(told.0, Some(2), "{}", told.1);
}
