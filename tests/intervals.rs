//! Intervals made of snapshots say on every date what its snapshot says.
//!
//! `CONTROLMAP_TEST_SNAPSHOTS` names a folder of real snapshots to prove it on, all of one actor; without
//! it the small fixtures and random drawings serve.

use std::path::PathBuf;

use controlmap::compare::{Measuring, areas, changes, intervals};
use controlmap::geometry::{Coord, LineString, LonLat, MultiPolygon, Polygon, winding};
use controlmap::index::{ControlIndex, EdgeTable};
use controlmap::model::{
    Actor, ActorId, Control, Dataset, Date, GapPolicy, Names, Rgb, Snapshot, Status, Territory,
    Validity,
};
use controlmap::source::{self, OpenOptions};
use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;
use rayon::prelude::*;

/// Square kilometres of a square degree where one is largest, at the equator.
const KM2_OF_A_SQUARE_DEGREE: f64 = 12_400.0;
/// Degrees by which a crossing of edges may be rounded; each has a vertex at most at either end.
const GRAIN: f64 = 1e-9;
/// So near an edge, in degrees, rounding may have moved the edge over a position.
const HAIR: f64 = 1e-8;

/// The dataset with its ground as intervals.
fn merged(dataset: &Dataset) -> Dataset {
    let territories = intervals(dataset).unwrap().into_owned();
    let bounds = |it: &Territory| [it.validity.from(), it.validity.until()];
    let mut dates: Vec<Date> = territories.iter().flat_map(bounds).flatten().collect();
    dates.sort_unstable();
    dates.dedup();
    let gap_policy = GapPolicy::Carry;
    Dataset { territories, dates, snapshots: Vec::new(), gap_policy, ..dataset.clone() }
}

/// Checks every date: areas, what lies in one and not in the other, and positions. Gives the largest
/// relative error of an area and the largest difference in square kilometres.
fn check(dataset: &Dataset, positions: &[Coord]) -> (f64, f64) {
    let merged = merged(dataset);
    let checked = dataset.dates.par_iter().map(|&date| {
        let (snapshot, intervals) = (dataset.on(date).unwrap(), on(&merged, date));
        for (number, territory) in intervals.territories.iter().enumerate() {
            assert!(!territory.polygons.0.is_empty(), "territory {number} is empty");
        }
        check_areas(&snapshot, &intervals)
    });
    let largest = checked.reduce(|| (0.0, 0.0), |a, b| (a.0.max(b.0), a.1.max(b.1)));
    check_positions(dataset, &merged, positions);
    largest
}

/// The state of a day; before all intervals there is nothing.
fn on(merged: &Dataset, date: Date) -> Snapshot<'_> {
    merged.on(date).unwrap_or(Snapshot {
        dataset: merged,
        date,
        data_date: None,
        territories: Vec::new(),
    })
}

fn check_areas(snapshot: &Snapshot, intervals: &Snapshot) -> (f64, f64) {
    let date = snapshot.date;
    let perimeter: f64 = snapshot.territories.iter().map(|it| perimeter(&it.polygons)).sum();
    let bound = GRAIN * perimeter * KM2_OF_A_SQUARE_DEGREE + 1e-9;
    let table = EdgeTable::of_snapshots(&[snapshot, intervals]).unwrap();
    let changed = changes(&table, [0, 1], Measuring::default()).unwrap().changed().0;
    assert!(changed <= bound, "{date}: {changed} km² differ, {bound} are allowed");
    let [whole, parts] = [snapshot, intervals].map(|it| areas(it).unwrap());
    let mut largest = 0.0;
    for row in &whole.rows {
        let found = parts.rows.iter().find(|other| other.control == row.control);
        let found = found.map_or(0.0, |row| row.area.0);
        let error = (found - row.area.0).abs();
        assert!(error <= 1e-9 * row.area.0 + bound, "{date}: {found} instead of {}", row.area.0);
        largest = f64::max(largest, error / row.area.0);
    }
    (largest, changed)
}

fn perimeter(polygons: &MultiPolygon) -> f64 {
    let rings = polygons.iter().flat_map(|it| std::iter::once(it.exterior()).chain(it.interiors()));
    let length = |edge: geo::Line| (edge.end.x - edge.start.x).hypot(edge.end.y - edge.start.y);
    rings.flat_map(LineString::lines).map(length).sum()
}

fn check_positions(dataset: &Dataset, merged: &Dataset, positions: &[Coord]) {
    let (whole, parts) = (ControlIndex::of(dataset).unwrap(), ControlIndex::of(merged).unwrap());
    let controls = |index: &ControlIndex, place: LonLat, date: Date| -> Vec<Control> {
        let mut found: Vec<Control> =
            index.claims(place, date).iter().map(|id| index.control(*id).clone()).collect();
        found.sort();
        found
    };
    for &at in positions {
        let place = LonLat::new(at.x, at.y).unwrap();
        for &date in &dataset.dates {
            let expected = controls(&whole, place, date);
            let found = controls(&parts, place, date);
            assert!(
                found == expected || is_beside_an_edge(&dataset.on(date).unwrap(), at),
                "{date} at {at:?}: {found:?} instead of {expected:?}"
            );
        }
    }
}

fn is_beside_an_edge(snapshot: &Snapshot, at: Coord) -> bool {
    let windings = |x: f64, y: f64| -> Vec<bool> {
        let at = Coord { x: at.x + x, y: at.y + y };
        snapshot.territories.iter().map(|it| winding::number(&it.polygons, at).0 != 0).collect()
    };
    let here = windings(0.0, 0.0);
    [(-HAIR, -HAIR), (HAIR, -HAIR), (-HAIR, HAIR), (HAIR, HAIR)]
        .iter()
        .any(|&(x, y)| windings(x, y) != here)
}

/// Positions that look random but are always the same.
fn scattered(dataset: &Dataset, count: u64) -> Vec<Coord> {
    let within = dataset.bounding_box().unwrap();
    let fraction = |number: u64, factor: f64| (number as f64 * factor).fract();
    let position = |number: u64| Coord {
        x: within.west()
            + (within.east() - within.west()) * fraction(number, 0.754_877_666_246_693),
        y: within.south()
            + (within.north() - within.south()) * fraction(number, 0.569_840_290_998_053),
    };
    (1..=count).map(position).collect()
}

#[test]
fn fixtures_say_the_same() {
    for path in ["fixtures/snapshots", "fixtures/defects", "fixtures/overlap.geojson"] {
        let dataset = Dataset::open(path).unwrap();
        check(&dataset, &scattered(&dataset, 200));
    }
}

#[test]
fn ground_that_stays_is_written_once() {
    let dataset = Dataset::open("fixtures/snapshots").unwrap();
    let merged = merged(&dataset);
    let east = dataset.find_actor("East").unwrap();
    let held: Vec<Validity> = merged
        .territories
        .iter()
        .filter(|it| it.actor == Some(east))
        .map(|it| it.validity)
        .collect();
    let first = Some(date(2024, 7, 8));
    assert!(held.contains(&Validity::new(first, None).unwrap()), "{held:?}");
    assert!(held.iter().all(|it| it.from() == first), "East only loses ground: {held:?}");
}

#[test]
fn ground_ends_where_data_may_no_longer_answer() {
    let mut dataset = Dataset::open("fixtures/snapshots").unwrap();
    dataset.gap_policy = GapPolicy::UnknownAfter(3);
    let merged = merged(&dataset);
    let count = |day: Date| on(&merged, day).territories.len();
    assert!(count(date(2024, 7, 14)) > 0);
    assert_eq!(count(date(2024, 7, 15)), 0);
}

#[test]
fn changes_with_dates_of_their_own_stay_as_they_are() {
    let dataset = Dataset::open("fixtures/overlap.geojson").unwrap();
    assert_eq!(*intervals(&dataset).unwrap(), dataset.territories);
}

#[test]
fn what_sources_say_is_kept_apart() {
    let square = drawing(&[(0, boxed(0.0, 0.0, 2.0))]);
    let mut dataset = dataset_of(&[square.clone(), square]);
    dataset.territories[1].source = "another".to_owned();
    let merged = merged(&dataset);
    let told: Vec<&str> = merged.territories.iter().map(|it| it.source.as_str()).collect();
    assert_eq!(told, ["", "another"]);
    check(&dataset, &scattered(&dataset, 20));
}

#[test]
fn the_number_of_threads_makes_no_difference() {
    let dataset = Dataset::open("fixtures/snapshots").unwrap();
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| intervals(&dataset).unwrap().into_owned())
    };
    assert_eq!(with(1), with(4));
}

#[test]
fn real_snapshots_say_the_same() {
    let Some(folder) = std::env::var_os("CONTROLMAP_TEST_SNAPSHOTS").map(PathBuf::from) else {
        eprintln!("skipped: CONTROLMAP_TEST_SNAPSHOTS does not name a folder of real snapshots");
        return;
    };
    let options = OpenOptions { actor: Some("Holder".to_owned()), ..OpenOptions::default() };
    let dataset = source::open(&[&folder], &options, &|_| ()).unwrap();
    let (relative, km2) = check(&dataset, &scattered(&dataset, 500));
    eprintln!(
        "{} snapshots: areas differ by {relative:.1e} of themselves at most, ground by {km2:.1e} km²",
        dataset.dates.len()
    );
    assert!(relative < 1e-9, "{relative}");
    let vertices = |of: &[Territory]| of.iter().map(Territory::vertices).sum::<usize>();
    let drawn: usize = dataset
        .dates
        .iter()
        .flat_map(|date| dataset.on(*date).unwrap().territories)
        .map(Territory::vertices)
        .sum();
    let written = vertices(&intervals(&dataset).unwrap());
    eprintln!("{drawn} vertices in snapshots, {written} in intervals");
    assert!(written * 5 < drawn, "{written} vertices of {drawn} are no fraction");
}

/// What actors are drawn on a date.
type Drawing = Vec<(u16, Polygon)>;

fn drawing(shapes: &[(u16, Vec<Coord>)]) -> Drawing {
    let polygon = |corners: &Vec<Coord>| {
        let mut ring = LineString::new(corners.clone());
        ring.close();
        let doubled: f64 =
            ring.lines().map(|it| it.start.x * it.end.y - it.end.x * it.start.y).sum();
        if doubled < 0.0 {
            ring.0.reverse();
        }
        Polygon::new(ring, Vec::new())
    };
    shapes.iter().map(|(actor, corners)| (*actor, polygon(corners))).collect()
}

fn boxed(west: f64, south: f64, side: f64) -> Vec<Coord> {
    let corners = [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side)];
    corners.map(|(x, y)| Coord { x: west + x, y: south + y }).to_vec()
}

fn dataset_of(drawings: &[Drawing]) -> Dataset {
    let day = |number: usize| date(2026, 1, 1).checked_add((number as i64).days()).unwrap();
    let validity = |number: usize| {
        let until = (number + 1 < drawings.len()).then(|| day(number + 1));
        Validity::new(Some(day(number)), until).unwrap()
    };
    let territory = |number: usize, (actor, polygon): &(u16, Polygon)| Territory {
        polygons: MultiPolygon::new(vec![polygon.clone()]),
        actor: Some(ActorId(*actor)),
        others: Vec::new(),
        status: if *actor == 2 { Status::Contested } else { Status::Held },
        validity: validity(number),
        source: String::new(),
        origin: None,
    };
    let actor = |index: u16| Actor {
        id: format!("actor {index}"),
        names: Names::new(format!("Actor {index}")),
        color: Rgb { r: 0, g: 0, b: 0 },
        aliases: Vec::new(),
    };
    let territories = drawings.iter().enumerate().flat_map(|(number, drawing)| {
        drawing.iter().map(move |it| territory(number, it)).collect::<Vec<_>>()
    });
    let dates: Vec<Date> = (0..drawings.len()).map(day).collect();
    Dataset {
        actors: (0..3).map(actor).collect(),
        territories: territories.collect(),
        snapshots: dates.clone(),
        dates,
        ..Dataset::default()
    }
}

/// Corners on a coarse lattice, so that shapes share vertices and run along each other, or anywhere.
fn corner() -> impl Strategy<Value = Coord> {
    let lattice = (0..6i32, 0..6i32).prop_map(|(x, y)| (f64::from(x), f64::from(y)));
    prop_oneof![3 => lattice, 1 => (0.0..5.0, 0.0..5.0)].prop_map(Coord::from)
}

fn drawings() -> impl Strategy<Value = Vec<Drawing>> {
    let shape = (0..3u16, prop::collection::vec(corner(), 3..7));
    let drawing = prop::collection::vec(shape, 0..4).prop_map(|shapes| drawing(&shapes));
    // Some days repeat the one before, as maps do.
    prop::collection::vec((drawing, any::<bool>()), 1..6).prop_map(|days| {
        let mut drawings: Vec<Drawing> = Vec::new();
        for (drawing, repeats) in days {
            let last = drawings.last().cloned().filter(|_| repeats);
            drawings.push(last.unwrap_or(drawing));
        }
        drawings
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn drawings_say_the_same(
        drawings in drawings(),
        positions in prop::collection::vec((0.0..5.0, 0.0..5.0).prop_map(Coord::from), 20),
    ) {
        check(&dataset_of(&drawings), &positions);
    }
}
