//! What the fuzzers feed, and what `tests/replay.rs` feeds again: every entry takes any bytes, and
//! must come to an answer or an error, without a panic and within bounds.

use std::fmt::Write;
use std::path::Path;

use controlmap::build;
use controlmap::check::{Checking, check};
use controlmap::compare::{self, Comparing, Comparison};
use controlmap::geometry::overlay::Overlay;
use controlmap::geometry::validity;
use controlmap::geometry::{Coord, EdgeRule, LabelledEdges, LineString, LonLat, Polygon};
use controlmap::index::ControlIndex;
use controlmap::join::{self, Join};
use controlmap::map::paint::png;
use controlmap::map::theme::ThemeFile;
use controlmap::map::{MapOptions, compose};
use controlmap::model::{Dataset, Snapshot};
use controlmap::repair::{MostMoved, RepairOptions, repair};
use controlmap::source::{
    Format, Limits, OpenOptions, Profile, Reading, Shape, day_of, features_of, intervals_table,
    open_in_memory, parse_date, told, write,
};

/// An entry: any bytes in.
pub type Entry = fn(&[u8]);

/// The entries by name; the seeds of each lie in `fixtures/fuzz/NAME`.
pub const ALL: [(&str, Entry); 10] = [
    ("reader", reader),
    ("dataset", dataset),
    ("drawing", drawing),
    ("picture", picture),
    ("mending", mending),
    ("writing", writing),
    ("fronts", fronts),
    ("overlay", overlay),
    ("events", events),
    ("texts", texts),
];

/// Limits that keep an answer within a second or so.
fn limits() -> Limits {
    Limits { bytes: 1 << 24, expansion: 100, features: 20_000, vertices: 200_000, nesting: 8 }
}

fn options() -> OpenOptions {
    let reading = Reading { limits: limits(), ..Reading::default() };
    OpenOptions { reading, ..OpenOptions::default() }
}

/// Splits off the first byte.
fn choice(bytes: &[u8]) -> (usize, &[u8]) {
    bytes.split_first().map_or((0, bytes), |(first, rest)| (usize::from(*first), rest))
}

/// Readers of files: the first byte chooses the ending of the name, its highest bit whether reading
/// goes on after features that can't be read.
pub fn reader(bytes: &[u8]) {
    let (which, bytes) = choice(bytes);
    let endings: Vec<&str> =
        Format::ALL.iter().flat_map(|format| format.endings()).copied().chain(["zip"]).collect();
    let name = format!("2026-01-27.{}", endings[which % 128 % endings.len()]);
    let reading = Reading { goes_on: which >= 128, limits: limits(), room: 4 };
    if let Ok(files) = features_of(Path::new(&name), bytes, &reading) {
        for file in &files {
            assert!(file.features.len() <= reading.limits.features);
            assert!(file.vertices() <= reading.limits.vertices);
        }
    }
}

/// Datasets: a file of any format opened and asked everything.
pub fn dataset(bytes: &[u8]) {
    let name = Path::new("2026-01-27.geojson");
    if let Ok(dataset) = open_in_memory(&[(name, bytes)], &options()) {
        ask(&dataset);
    }
}

/// Coordinates that have broken something somewhere.
const NUMBERS: [&str; 24] = [
    "0",
    "1",
    "2",
    "3",
    "-1",
    "0.5",
    "1e-300",
    "5e-324",
    "-0.0",
    "1e308",
    "NaN",
    "180",
    "-180",
    "90",
    "-90",
    "89.9999999999",
    "179.99999999999997",
    "0.1",
    "0.30000000000000004",
    "1e-9",
    "5e-10",
    "1.0000000005",
    "45",
    "null",
];
/// Dates and what stands in their place.
const DATES: [&str; 8] = [
    "\"2026-01-27\"",
    "\"2026-02-03\"",
    "null",
    "\"9999-12-31\"",
    "\"-009999-01-01\"",
    "1769472000000",
    "\"2024-13-45\"",
    "\"bc500\"",
];
const WORDS: [&str; 6] = ["held", "contested", "claimed", "joint", "unknown", "mine"];

/// Datasets of valid JSON, drawn from bytes: hostile coordinates, dates and names in every combination.
pub fn drawing(bytes: &[u8]) {
    let text = drawn(bytes);
    let name = Path::new("control.geojson");
    if let Ok(dataset) = open_in_memory(&[(name, text.as_bytes())], &options()) {
        ask(&dataset);
    }
}

/// A feature collection out of bytes: each feature takes five, each position two.
fn drawn(bytes: &[u8]) -> String {
    let mut left = bytes.iter().copied().map(usize::from);
    let mut text = String::from("{\"type\":\"FeatureCollection\",\"features\":[");
    let mut features = 0;
    while let Some(head) = left.next().filter(|_| features < 24) {
        let mut next = || left.next().unwrap_or_default();
        let (actor, status) = (head % 5, WORDS[next() % WORDS.len()]);
        let (from, until) = (DATES[next() % DATES.len()], DATES[next() % DATES.len()]);
        let rings = 1 + next() % 3;
        let separator = if features > 0 { "," } else { "" };
        // Writing to a string does not fail.
        let _ = write!(
            text,
            "{separator}{{\"type\":\"Feature\",\"properties\":{{\"actor\":\"{actor}\",\"status\":\"{status}\",\
             \"from\":{from},\"until\":{until}}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":["
        );
        for ring in 0..rings {
            let _ = write!(text, "{}[", if ring > 0 { "," } else { "" });
            for position in 0..3 + next() % 9 {
                let (x, y) = (number(next()), number(next()));
                let _ = write!(text, "{}[{x},{y}]", if position > 0 { "," } else { "" });
            }
            text.push(']');
        }
        text.push_str("]}}");
        features += 1;
    }
    text.push_str("]}");
    text
}

/// A coordinate: mostly of a small lattice, so that much coincides, else one of the hostile ones.
fn number(byte: usize) -> String {
    if byte < 200 {
        format!("{}", (byte % 20) as f64 / 4.0)
    } else {
        NUMBERS[byte % NUMBERS.len()].to_owned()
    }
}

/// Asks a dataset everything that the program can tell of it.
fn ask(dataset: &Dataset) {
    let Ok(index) = ControlIndex::of(dataset) else { return };
    let dates =
        [dataset.dates.first(), dataset.dates.get(dataset.dates.len() / 2), dataset.dates.last()];
    let snapshots: Vec<Snapshot> =
        dates.into_iter().flatten().filter_map(|date| dataset.on(*date).ok()).collect();
    for place in [(0.0, 0.0), (0.6, 0.6), (39.0, 36.0), (180.0, 90.0)] {
        if let Ok(place) = LonLat::new(place.0, place.1) {
            index.history(place);
            for snapshot in &snapshots {
                let _ = index.at(place, snapshot.date);
                index.front_distance(place.lon(), place.lat(), snapshot.date);
            }
        }
    }
    for snapshot in &snapshots {
        if let Ok(areas) = compare::areas(snapshot) {
            assert!(areas.overlap().0 > -1e-6, "an overlap is no less than nothing");
        }
        let _ = compare::pockets(snapshot, None);
        let _ = compare::fronts(snapshot);
    }
    if let [first, .., last] = &*snapshots {
        let _ = Comparison::of(first, last, Comparing::default());
    }
}

/// Maps of drawn datasets.
pub fn picture(bytes: &[u8]) {
    let text = drawn(bytes);
    let name = Path::new("control.geojson");
    let Ok(dataset) = open_in_memory(&[(name, text.as_bytes())], &options()) else { return };
    let last = dataset.latest().and_then(|date| dataset.on(date).ok());
    let options = MapOptions { width: 300, height: 300, ..MapOptions::default() };
    if let Some(scene) = last.and_then(|last| compose(&last, &options).ok()) {
        let _ = png(&scene, 1.0, &[]);
    }
}

/// Drawn datasets checked and repaired: what was repaired is valid, and to repair it again changes
/// nothing.
pub fn mending(bytes: &[u8]) {
    let Ok(folder) = tempfile::tempdir() else { return };
    let path = folder.path().join("control.geojson");
    if std::fs::write(&path, drawn(bytes)).is_err() {
        return;
    }
    let paths = [path.as_path()];
    let _ = check(&paths, &Checking { open: options(), ..Checking::default() });
    let how = RepairOptions { most_moved: MostMoved::Percent(100.0), ..RepairOptions::default() };
    let Ok(told) = told(&paths, &options(), &|_| ()) else { return };
    let Ok(repaired) = repair(told, &how) else { return };
    for feature in repaired.files.iter().flat_map(|file| &file.features) {
        if let Shape::Polygons(polygons) = &feature.shape {
            assert!(validity::is_valid(polygons), "feature {} is not valid", feature.number);
        }
    }
}

/// Drawn datasets as intervals in every format, read back: the first byte chooses the format.
pub fn writing(bytes: &[u8]) {
    let (which, bytes) = choice(bytes);
    let formats: Vec<Format> = Format::ALL.into_iter().filter(|it| it.is_written()).collect();
    let format = formats[which % formats.len()];
    let text = drawn(bytes);
    let name = Path::new("control.geojson");
    let Ok(dataset) = open_in_memory(&[(name, text.as_bytes())], &options()) else { return };
    let Ok(territories) = compare::intervals(&dataset) else { return };
    let table = intervals_table(&dataset, &territories, "control");
    let mut written = Vec::new();
    if write(format, &table, &mut written).is_err() {
        return;
    }
    let name = format!("control.{}", format.endings()[0]);
    let read = features_of(Path::new(&name), &written, &Reading::default());
    let read = read.unwrap_or_else(|error| panic!("{} is not read: {error}", format.name()));
    let rows: usize = read.iter().map(|file| file.features.len()).sum();
    assert_eq!(rows, table.rows.len(), "{}", format.name());
}

/// The three texts that `controlmap build` reads, one after the other with a NUL between them.
pub fn fronts(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut parts = text.split('\0');
    let mut next = || parts.next().unwrap_or_default();
    let frame = build::input::frame(next(), "frame.geojson");
    let lines = build::input::front_lines(next(), "fronts.geojson");
    let facts = build::input::place_facts(next(), "facts.csv");
    if let (Ok(frame), Ok(lines), Ok(facts)) = (frame, lines, facts) {
        let _ = build::build(&frame, &lines, &facts, &build::Options::default());
    }
}

/// Rings on a lattice laid over each other: the parts sum to the whole.
pub fn overlay(bytes: &[u8]) {
    let mut edges = LabelledEdges::default();
    for (label, ring) in (0..).zip(bytes.chunks(16).take(64)) {
        let at = |pair: &[u8]| Coord {
            x: f64::from(pair[0]) / 16.0,
            y: f64::from(pair.get(1).copied().unwrap_or_default()) / 16.0,
        };
        let ring: Vec<Coord> = ring.chunks(2).map(at).collect();
        let polygon = Polygon::new(LineString::new(ring), Vec::new());
        if edges.add_polygon(&polygon, label % 4).is_err() {
            return;
        }
    }
    if let Ok(overlay) = Overlay::of(&edges, EdgeRule::Straight) {
        for cell in 0..overlay.len() {
            assert!(overlay.area(cell).0 > -1e-6, "cell {cell} has {}", overlay.area(cell).0);
        }
        let group: Vec<Option<usize>> = (0..overlay.len())
            .map(|cell| (!overlay.labels(cell).is_empty()).then_some(0))
            .collect();
        overlay.outlines(&group);
    }
}

/// Events of every format, joined to a small dataset.
pub fn events(bytes: &[u8]) {
    let (which, bytes) = choice(bytes);
    let control: &[u8] = br#"{"type":"Feature","properties":{"actor":"A"},"geometry":{"type":"Polygon","coordinates":[[[38,35],[40,35],[40,37],[38,37],[38,35]]]}}"#;
    let name = Path::new("2026-01-01.geojson");
    let Ok(dataset) = open_in_memory(&[(name, control)], &OpenOptions::default()) else { return };
    let Ok(index) = ControlIndex::of(&dataset) else { return };
    let formats =
        [join::Format::Csv, join::Format::Tsv, join::Format::Ndjson, join::Format::GeoJson];
    let options = join::Options {
        format: formats[which % formats.len()],
        block_size: 1 << (6 + which % 8),
        ..join::Options::default()
    };
    let join = Join { index: &index, dataset: &dataset, options: &options };
    let _ = join.run(bytes, std::io::sink(), |_| ());
}

/// Manifests, themes, profiles, dates, limits.
pub fn texts(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let control: &[u8] = br#"{"type":"Feature","properties":{"actor":"A"},"geometry":null}"#;
    let files = [("controlmap.toml".as_ref(), bytes), ("a.geojson".as_ref(), control)];
    let _ = open_in_memory(&files, &options());
    let _ = ThemeFile::parse(&text);
    let _ = Profile::parse("mine.toml", &text);
    let _ = parse_date(&text);
    let _ = day_of(bytes);
    let _ = Limits::default().set(&text);
}
