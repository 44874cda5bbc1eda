//! Keeps the floors of `ARCHITECTURE.md`: a module may import only what stands below it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each floor and the floors it may import, as `ARCHITECTURE.md` draws them.
const MAY_IMPORT: [(&str, &[&str]); 15] = [
    ("error", &[]),
    ("geometry", &["error"]),
    ("model", &["error", "geometry"]),
    ("source", &["error", "geometry", "model"]),
    ("build", &["error", "geometry", "model"]),
    ("index", &["error", "geometry", "model"]),
    ("compare", &["error", "geometry", "model", "index"]),
    ("join", &["error", "geometry", "model", "index", "source"]),
    ("check", &["error", "geometry", "model", "source", "index", "compare"]),
    ("repair", &["error", "geometry", "model", "source"]),
    ("map", &["error", "geometry", "model", "compare"]),
    ("report", &["error", "geometry", "model", "source", "index", "compare", "map"]),
    ("tile", &["error", "geometry", "model", "index", "compare"]),
    (
        "serve",
        &[
            "error", "geometry", "model", "source", "index", "compare", "join", "map", "report",
            "tile",
        ],
    ),
    (
        "cli",
        &[
            "error", "geometry", "model", "source", "build", "index", "compare", "join", "repair",
            "map", "check", "report", "serve", "tile",
        ],
    ),
];
/// What `lib.rs` re-exports from `error`.
const ROOT_NAMES: [&str; 3] = ["Error", "ErrorKind", "Result"];
/// Lines above which a file should be divided.
const LONGEST_FILE: usize = 420;
/// Names that say nothing of what is in a room.
const VAGUE_NAMES: [&str; 6] = ["util", "utils", "common", "helpers", "manager", "handler"];

#[test]
fn imports_point_downwards_only() {
    let mut wrong = Vec::new();
    for file in source_files() {
        let floor = floor_of(&file);
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == floor) else {
            continue;
        };
        for imported in imported_floors(&file) {
            if imported != floor && !allowed.contains(&imported.as_str()) {
                wrong.push(format!("{}: {floor} imports {imported}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "arrows that are not in the table:\n{}", wrong.join("\n"));
}

#[test]
fn every_floor_is_in_the_table() {
    let floors: BTreeSet<String> = source_files().iter().map(|file| floor_of(file)).collect();
    let known: BTreeSet<String> = MAY_IMPORT.iter().map(|(name, _)| (*name).to_owned()).collect();
    let roots = ["lib", "main"].map(str::to_owned).into();
    let unknown: Vec<&String> =
        floors.difference(&known).filter(|floor| !BTreeSet::contains(&roots, *floor)).collect();
    assert!(unknown.is_empty(), "floors without a row: {unknown:?}");
}

#[test]
fn files_stay_small_and_are_named_for_what_they_hold() {
    for file in source_files() {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= LONGEST_FILE, "{} has {lines} lines", file.display());
        let vague = file.components().any(|part| {
            VAGUE_NAMES.contains(
                &Path::new(&part).file_stem().unwrap_or_default().to_string_lossy().as_ref(),
            )
        });
        assert!(!vague, "{} has a name that says nothing", file.display());
    }
    let main = fs::read_to_string("src/main.rs").unwrap();
    assert!(main.lines().count() < 60, "main.rs stays under sixty lines");
}

fn source_files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::from("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// `src/map/legend.rs` and `src/map.rs` stand on `map`.
fn floor_of(file: &Path) -> String {
    let below = file.strip_prefix("src").unwrap();
    let first = below.components().next().unwrap();
    Path::new(&first).file_stem().unwrap().to_string_lossy().into_owned()
}

/// The floors in every `crate::` path of a file's code, doc comments left out.
fn imported_floors(file: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(file).unwrap();
    let code = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let mut floors = BTreeSet::new();
    for after in code.split("crate::").skip(1) {
        let names: Vec<&str> = match after.strip_prefix('{') {
            Some(group) => group.split('}').next().unwrap().split(',').collect(),
            None => vec![after],
        };
        for name in names {
            let name: String = name
                .trim()
                .chars()
                .take_while(|char| char.is_alphanumeric() || *char == '_')
                .collect();
            if !name.is_empty() && !ROOT_NAMES.contains(&name.as_str()) {
                floors.insert(name);
            }
        }
    }
    floors
}
