//! The fuzzers' entries without a fuzzer: all seeds and everything that ever broke something, and each
//! of them changed at random in ways that are the same in every run.

#[path = "fuzz/entries.rs"]
mod entries;

use std::fs;
use std::path::{Path, PathBuf};

/// Changed copies of each seed.
const CHANGES: usize = 24;
/// Seeds larger than this are not changed: what breaks on them breaks on smaller ones.
const LARGEST: usize = 1 << 14;

fn seeds(name: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new("fixtures/fuzz").join(name);
    let mut seeds: Vec<(PathBuf, Vec<u8>)> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect();
    seeds.sort();
    assert!(!seeds.is_empty(), "{} holds no seeds", folder.display());
    seeds
}

/// Numbers that look random and are the same in every run (G. Marsaglia, *Xorshift RNGs*, 2003).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }
}

/// A copy with bytes flipped, put in, taken out, repeated, or taken from another seed.
fn changed(bytes: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let mut copy = bytes.to_vec();
    for _ in 0..1 + random.below(4) {
        let at = random.below(copy.len());
        let end = (at + 1 + random.below(32)).min(copy.len());
        match random.below(6) {
            0 if !copy.is_empty() => copy[at] ^= 1 << random.below(8),
            1 => copy.insert(at, random.below(256) as u8),
            2 => drop(copy.drain(at..end)),
            3 => copy.extend_from_within(at..end),
            4 => copy.truncate(at),
            _ => {
                let from = random.below(other.len());
                let part = &other[from..(from + 1 + random.below(64)).min(other.len())];
                copy.splice(at..at, part.iter().copied());
            }
        }
    }
    copy
}

/// Feeds an entry all its seeds, as they are and changed.
fn replay(name: &str, entry: entries::Entry) {
    let seeds = seeds(name);
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for (path, bytes) in &seeds {
        eprintln!("{}", path.display());
        entry(bytes);
        for _ in 0..if bytes.len() > LARGEST { 0 } else { CHANGES } {
            let other = &seeds[random.below(seeds.len())].1;
            entry(&changed(bytes, other, &mut random));
        }
    }
}

/// What is too large to be stored as a seed: depth, numbers of rings and of features.
#[test]
fn what_is_deep_or_many_ends_too() {
    let ring = "[[38,35],[40,35],[40,37],[38,37],[38,35]]";
    let polygon = |rings: &str| format!(r#"{{"type":"Polygon","coordinates":[{rings}]}}"#);
    let feature = format!(r#"{{"type":"Feature","properties":{{}},"geometry":{}}}"#, polygon(ring));
    let million = 1_000_000;
    let nested = |open: &str, close: &str| open.repeat(million) + &close.repeat(million);
    let inputs = [
        nested("[", "]"),
        nested(r#"{"a":"#, "}"),
        format!(r#"{{"type":"Polygon","coordinates":{}}}"#, nested("[", "]")),
        nested(r#"{"type":"GeometryCollection","geometries":["#, "]}"),
        format!(r#"{{"type":"Feature","geometry":null,"properties":{}}}"#, nested(r#"{"a":"#, "}")),
        polygon(&vec!["[]"; million].join(",")),
        polygon(&vec![ring; 100].join(",")),
        polygon(&format!("[{}]", vec!["[38,35]"; million].join(","))),
        format!(
            r#"{{"type":"FeatureCollection","features":[{}]}}"#,
            vec![feature; 20_001].join(",")
        ),
        nested("<Folder>", "</Folder>"),
        format!("wkt\n\"{}\"\n", nested("GEOMETRYCOLLECTION(", ")")),
    ];
    for input in inputs {
        entries::dataset(input.as_bytes());
        // By what it begins with, going on after faults, and as a table.
        for ending in [0_u8, 128, 15] {
            entries::reader(&[&[ending], input.as_bytes()].concat());
        }
    }
}

macro_rules! replays {
    ($($name:ident)+) => {
        $(
            #[test]
            fn $name() {
                replay(stringify!($name), entries::$name);
            }
        )+

        #[test]
        fn every_entry_is_replayed() {
            let replayed = [$(stringify!($name)),+];
            assert_eq!(entries::ALL.map(|(name, _)| name), replayed);
        }
    };
}

replays! { reader dataset drawing picture mending writing fronts overlay events texts }
