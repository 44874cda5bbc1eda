//! `check`: every kind of defect is found where it was drawn, and nothing where nothing is wrong.

mod command;
mod ground;
mod repaired;

use std::path::{Path, PathBuf};

use controlmap::check::{Checked, Checking, Finding, check};
use controlmap::model::{DefectKind, Severity};

fn checked(path: impl AsRef<Path>) -> Checked {
    check(&[path.as_ref()], &Checking::default()).unwrap()
}

fn findings(checked: &Checked, kind: DefectKind) -> Vec<&Finding> {
    let groups = checked.findings.groups().into_iter().filter(|group| group.kind == kind);
    groups.flat_map(|group| group.findings).collect()
}

/// The fixture that was drawn for a kind.
fn fixture(kind: DefectKind) -> Option<PathBuf> {
    let endings = ["", ".geojson", ".json", ".geojsonl", ".kml"];
    let files = endings.map(|ending| PathBuf::from(format!("fixtures/check/{kind}{ending}")));
    files.into_iter().find(|path| path.exists())
}

#[test]
fn every_kind_is_found_where_it_was_drawn() {
    // Those that need more than a file, each with a test of its own, what is told ring by ring, and what
    // is no defect.
    let elsewhere = [
        DefectKind::MergedInTime,
        DefectKind::NoRule,
        DefectKind::InvalidPolygons,
        DefectKind::Tangled,
        DefectKind::ColoursAlike,
        DefectKind::FactContradicted,
    ];
    let mut missed = Vec::new();
    for &kind in DefectKind::ALL.iter().filter(|kind| !elsewhere.contains(kind)) {
        let Some(path) = fixture(kind) else {
            missed.push(format!("`{kind}` has no fixture"));
            continue;
        };
        let checked = checked(&path);
        let found = findings(&checked, kind);
        let groups = checked.findings.groups();
        let kinds: Vec<&str> = groups.iter().map(|group| group.kind.code()).collect();
        if found.is_empty() {
            missed.push(format!("`{kind}` is not found in {}: {kinds:?}", path.display()));
        }
        let worse = groups.iter().filter(|it| it.kind.severity() > kind.severity());
        for group in worse.filter(|group| group.kind != kind) {
            missed.push(format!("{} has a {} too", path.display(), group.kind));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn sound_data_has_no_defect() {
    for path in ["fixtures/check/clean.geojson", "fixtures/snapshots"] {
        let checked = checked(path);
        assert_eq!(checked.findings.worst().filter(|it| *it > Severity::Note), None, "{path}");
    }
    let built_in = check(&[], &Checking::default()).unwrap();
    assert!(built_in.findings.is_empty(), "{:?}", built_in.findings.groups());
}

#[test]
fn defects_of_form_are_told_by_line() {
    let spot = |kind: DefectKind| {
        let checked = checked(fixture(kind).unwrap());
        findings(&checked, kind)[0].defect.spot.clone()
    };
    let missing = spot(DefectKind::MissingGeometry);
    assert_eq!((missing.feature, missing.line), (Some(1), Some(2)));
    let crossing = spot(DefectKind::SelfCrossing);
    assert_eq!((crossing.feature, crossing.line, crossing.ring), (Some(1), Some(2), Some(1)));
    let [lon, lat] = crossing.position.unwrap();
    assert!((lon - 0.6).abs() < 1e-9 && (lat - 10.6).abs() < 1e-9, "{lon} {lat}");
}

#[test]
fn what_cannot_be_read_does_not_hide_the_rest() {
    let checked = checked("fixtures/check/unreadable");
    assert_eq!(checked.files, 1);
    assert_eq!(checked.dataset.territories.len(), 1);
    let found = findings(&checked, DefectKind::Unreadable);
    assert!(found[0].defect.found.contains("line 2"), "{}", found[0].defect.found);
}

#[test]
fn the_worst_comes_first() {
    let paths: Vec<PathBuf> = ["overlap", "crs-member", "self-crossing", "bad-coordinates"]
        .iter()
        .map(|name| format!("fixtures/check/{name}.geojson").into())
        .collect();
    let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
    let checked = check(&paths, &Checking::default()).unwrap();
    let groups = checked.findings.groups();
    let severities: Vec<Severity> = groups.iter().map(|group| group.kind.severity()).collect();
    assert!(severities.is_sorted_by(|one, other| one >= other), "{severities:?}");
    assert_eq!(groups[0].kind, DefectKind::Overlap);
}

#[test]
fn what_a_check_finds_does_not_depend_on_the_threads() {
    let found = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| checked("fixtures/check/jump.geojson").findings)
    };
    assert_eq!(found(1), found(4));
}
