//! What `repair` mends is gone when the result is checked, and stays as it is when it is repaired again.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use controlmap::check::{Checking, check};
use controlmap::model::DefectKind;
use controlmap::repair::RepairKind;

use super::{findings, fixture};

/// Cuts, fills and moves whatever it can.
const ALL: [&str; 6] =
    ["--overlaps", "first", "--sliver", "1000", "--max-area-change", "100000000"];

fn repair(from: &Path, to: &Path, options: &[&str]) {
    let mut command = Command::cargo_bin("controlmap").unwrap();
    command.env_remove("CONTROLMAP_DATA").args(["--quiet", "repair"]).arg(from);
    let output = command.arg("-o").arg(to).args(options).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {said}", from.display());
}

/// The contents of a file, or of the files of a folder in the order of their names.
fn bytes(path: &Path) -> Vec<Vec<u8>> {
    if path.is_file() {
        return vec![std::fs::read(path).unwrap()];
    }
    let files = std::fs::read_dir(path).unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<PathBuf> = files.collect();
    files.sort();
    files.into_iter().map(|file| std::fs::read(file).unwrap()).collect()
}

/// The files under `fixtures/` that can be repaired as they are, beside those of single kinds.
const WHOLE: [&str; 8] = [
    "fixtures/defects",
    "fixtures/overlap.geojson",
    "fixtures/repair/intervals.geojson",
    "fixtures/repair/neighbours.geojson",
    "fixtures/repair/overlapping.geojson",
    "fixtures/repair/rings.geojson",
    "fixtures/repair/snapped.geojson",
    "fixtures/snapshots",
];

#[test]
fn what_repair_mends_is_gone_and_repairing_again_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let of_kinds = DefectKind::ALL.iter().filter(|it| RepairKind::mending(**it).is_some());
    // A feature's flaws are told by the kinds of its rings, which all have fixtures.
    let of_kinds = of_kinds.filter(|it| **it != DefectKind::InvalidPolygons);
    let fixtures = of_kinds.map(|kind| fixture(*kind).unwrap());
    for path in fixtures.chain(WHOLE.map(PathBuf::from)) {
        let [once, twice] =
            ["once", "twice"].map(|it| folder.path().join(it).join(path.file_name().unwrap()));
        for parent in [&once, &twice].map(|it| it.parent().unwrap()) {
            std::fs::create_dir_all(parent).unwrap();
        }
        repair(&path, &once, &ALL);
        repair(&once, &twice, &ALL);
        assert_eq!(bytes(&once), bytes(&twice), "{}", path.display());
        let checked = check(&[&once], &Checking::default()).unwrap();
        for &kind in DefectKind::ALL.iter().filter(|it| RepairKind::mending(**it).is_some()) {
            let left = findings(&checked, kind);
            // Who contests ground may stand on that of others: `repair` leaves it to them.
            let is_meant = kind == DefectKind::Overlap
                && left.iter().all(|it| it.defect.found.contains("(contested)"));
            assert!(left.is_empty() || is_meant, "{}: {left:?}", path.display());
        }
    }
}

#[test]
fn a_folder_of_one_file_is_repaired_into_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("repaired");
    repair("fixtures/check/colours-alike".as_ref(), &output, &[]);
    assert!(output.is_dir());
}
