//! The built-in dataset must show what is publicly known: the figures come out of the lines and
//! facts, they are not put in.

use std::collections::BTreeMap;

use assert_cmd::Command;
use controlmap::compare::{Pocket, control_lines, pockets};
use controlmap::geometry::{Coord, area};
use controlmap::model::{Dataset, Snapshot, Status};
use controlmap::source::{OpenOptions, built_in};
use geo::{Contains, Distance, Haversine, Point};
use jiff::civil::{Date, date};

const BEFORE: Date = date(2025, 12, 31);
const AFTER: Date = date(2026, 1, 27);
/// A pocket below this is a besieged building, not a front of its own: km².
const SMALLEST_POCKET: f64 = 50.0;

fn syria() -> Dataset {
    built_in(&OpenOptions::default()).expect("the built-in dataset")
}

fn place(dataset: &Dataset, name: &str) -> Point {
    let place =
        dataset.base_map.places.iter().find(|place| place.names.all().any(|known| known == name));
    Point(place.unwrap_or_else(|| panic!("{name} is a place")).position.into())
}

fn holder<'a>(snapshot: &Snapshot<'a>, name: &str) -> (&'a str, Status) {
    let at = place(snapshot.dataset, name);
    let territory = snapshot.territories.iter().find(|territory| territory.polygons.contains(&at));
    let territory = territory.unwrap_or_else(|| panic!("{name} lies in a territory"));
    (&snapshot.dataset.actor(territory.actor.expect("a holder")).id, territory.status)
}

fn held<'a>(snapshot: &Snapshot<'a>, actor: &str) -> Vec<Pocket<'a>> {
    let actor = snapshot.dataset.find_actor(actor).expect("an actor");
    pockets(snapshot, Some(actor)).expect("pockets")
}

fn held_km2(snapshot: &Snapshot, actor: &str) -> f64 {
    held(snapshot, actor).iter().map(|pocket| pocket.area.0).sum()
}

fn within(figure: f64, published: f64, share: f64) -> bool {
    (figure - published).abs() <= share * published
}

#[test]
fn the_sdf_held_what_was_published_before_the_offensive() {
    let syria = syria();
    // Jusoor Center, January 2026: 51 961 km².
    let held = held_km2(&syria.on(BEFORE).unwrap(), "sdf");
    assert!(within(held, 51_961.0, 0.06), "{held} km²");
}

#[test]
fn the_turkish_held_strip_is_as_large_as_published() {
    let syria = syria();
    let snapshot = syria.on(BEFORE).unwrap();
    let towns = [place(&syria, "Tell Abyad"), place(&syria, "Ras al-Ayn")];
    let pieces = held(&snapshot, "sna");
    let strip = pieces.iter().find(|piece| towns.iter().all(|town| piece.polygons.contains(town)));
    // N. Saban, May 2024: 1 900 km² in Raqqa and 1 840 km² in Hasakah governorate.
    let strip = strip.expect("one strip holds Tell Abyad and Ras al-Ayn").area.0;
    assert!(within(strip, 3_740.0, 0.10), "{strip} km²");
}

#[test]
fn two_pockets_are_left_on_27_january() {
    let syria = syria();
    let snapshot = syria.on(AFTER).unwrap();
    let pockets: Vec<Pocket> = held(&snapshot, "sdf")
        .into_iter()
        .filter(|pocket| pocket.area.0 > SMALLEST_POCKET)
        .collect();
    assert_eq!(
        pockets.len(),
        2,
        "{:?}",
        pockets.iter().map(|pocket| pocket.area).collect::<Vec<_>>()
    );
    let hold = |pocket: &Pocket, name: &str| pocket.polygons.contains(&place(&syria, name));
    assert!(hold(&pockets[0], "Qamishli") && hold(&pockets[0], "al-Hasakah"));
    assert!(hold(&pockets[1], "Kobani"));
}

#[test]
fn al_hasakah_is_a_front_line_city() {
    let syria = syria();
    let center = place(&syria, "al-Hasakah");
    let fronts = control_lines(&syria.on(AFTER).unwrap()).fronts;
    let kilometres = |at: &Coord| Haversine.distance(center, Point(*at)) / 1000.0;
    let nearest =
        fronts.iter().flat_map(|line| line.coords()).map(kilometres).fold(f64::INFINITY, f64::min);
    assert!(nearest <= 25.0, "the nearest front is {nearest} km away");
}

#[test]
fn raqqa_tabqa_and_deir_ez_zor_are_the_governments() {
    let syria = syria();
    let snapshot = syria.on(AFTER).unwrap();
    for name in ["Raqqa", "Tabqa", "Deir ez-Zor"] {
        assert_eq!(holder(&snapshot, name), ("gov", Status::Held), "{name}");
    }
}

#[test]
fn four_fifths_were_lost() {
    let syria = syria();
    let before = held_km2(&syria.on(BEFORE).unwrap(), "sdf");
    let lost = 1.0 - held_km2(&syria.on(AFTER).unwrap(), "sdf") / before;
    assert!((0.75..=0.85).contains(&lost), "{:.1} % lost", lost * 100.0);
}

#[test]
fn every_turn_of_the_story_is_a_map_of_its_own() {
    let syria = syria();
    let days = [
        BEFORE,
        date(2026, 1, 8),
        date(2026, 1, 11),
        date(2026, 1, 17),
        date(2026, 1, 18),
        date(2026, 1, 19),
        date(2026, 1, 20),
        date(2026, 1, 22),
        date(2026, 1, 26),
        AFTER,
        date(2026, 1, 31),
        date(2026, 2, 3),
    ];
    for pair in days.windows(2) {
        let [one, other] = [pair[0], pair[1]].map(|day| syria.on(day).unwrap().territories);
        assert_ne!(one, other, "{} and {}", pair[0], pair[1]);
    }
    let joint = syria.on(date(2026, 2, 10)).unwrap();
    assert!(joint.territories.iter().any(|territory| territory.status == Status::Joint));
}

#[test]
fn on_every_date_the_parts_make_the_whole_and_neighbours_share_their_edges() {
    let syria = syria();
    let total = |day: &Date| -> f64 {
        syria
            .on(*day)
            .unwrap()
            .territories
            .iter()
            .map(|territory| area::of(&territory.polygons).0)
            .sum()
    };
    let whole = total(&BEFORE);
    // The World Factbook (CIA): 187 437 km², the occupied Golan included.
    assert!(within(whole, 187_437.0, 0.005), "{whole} km²");
    for day in syria.dates.iter().filter(|day| **day >= BEFORE) {
        assert!(within(total(day), whole, 1e-10), "{day}: {} km²", total(day));
        let snapshot = syria.on(*day).unwrap();
        let mut edges: BTreeMap<[i64; 4], i32> = BTreeMap::new();
        for polygon in snapshot.territories.iter().flat_map(|territory| &territory.polygons) {
            for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
                for edge in ring.lines() {
                    *edges.entry(key(edge.start, edge.end)).or_default() += 1;
                }
            }
        }
        assert!(
            edges.values().all(|count| *count == 1),
            "{day}: an edge stands twice in one direction"
        );
    }
}

fn key(from: Coord, to: Coord) -> [i64; 4] {
    [from.x, from.y, to.x, to.y].map(|degrees| (degrees * 1e7).round() as i64)
}

#[test]
fn the_figures_in_the_readme_are_the_measured_ones() {
    let syria = syria();
    let readme = std::fs::read_to_string("README.md").unwrap();
    let held_on = |day: Date| held_km2(&syria.on(day).unwrap(), "sdf");
    let lost = |day: Date| format!("| {:.1} % |", (1.0 - held_on(day) / held_on(BEFORE)) * 100.0);
    let strip = held(&syria.on(BEFORE).unwrap(), "sna")
        .into_iter()
        .find(|piece| piece.polygons.contains(&place(&syria, "Tell Abyad")))
        .map(|piece| piece.area.0);
    let pockets = held(&syria.on(AFTER).unwrap(), "sdf");
    let figures = [
        format!("| {} km² |", grouped(held_on(BEFORE))),
        format!("| {} km² |", grouped(strip.expect("a strip"))),
        format!("| {} km² |", grouped(held_on(AFTER))),
        format!("| {} km²; {} km² |", grouped(pockets[0].area.0), grouped(pockets[1].area.0)),
        lost(date(2026, 1, 19)),
        lost(date(2026, 1, 22)),
        lost(AFTER),
    ];
    for figure in figures {
        assert!(readme.contains(&figure), "the README should say {figure}");
    }
}

/// Whole square kilometres with a comma between thousands.
fn grouped(area: f64) -> String {
    let whole = area.round() as u64;
    if whole < 1000 { whole.to_string() } else { format!("{},{:03}", whole / 1000, whole % 1000) }
}

#[test]
fn build_makes_the_very_bytes_that_are_built_in() {
    let folder = tempfile::tempdir().unwrap();
    let example = folder.path().join("syria");
    let run = |arguments: &[&str]| {
        Command::cargo_bin("controlmap")
            .unwrap()
            .current_dir(&folder)
            .args(arguments)
            .assert()
            .success();
    };
    run(&["-q", "example", "syria"]);
    let committed = std::fs::read(example.join("control.geojson")).unwrap();
    run(&[
        "-q",
        "build",
        "--frame",
        "syria/frame.geojson",
        "--fronts",
        "syria/fronts.geojson",
        "--facts",
        "syria/facts.csv",
        "--since",
        "2025-12-31",
        "--no-fact",
        "error",
        "--contradiction",
        "error",
        "-o",
        "built.geojson",
    ]);
    let built = std::fs::read(folder.path().join("built.geojson")).unwrap();
    assert!(
        built == committed,
        "control.geojson differs from what `controlmap build` makes of its sources"
    );
}
