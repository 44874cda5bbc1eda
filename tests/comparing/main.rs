//! Areas and changes, proved from outside: against another library's overlay, against other formulas
//! for areas, against published figures, and against what must hold whatever is drawn.

mod drawings;
mod figures;
mod found;
mod identities;
mod measured;
mod points;
mod published;
mod robustness;
mod twin;

use std::collections::BTreeMap;
use std::sync::Mutex;

use controlmap::geometry::{Coord, LineString, MultiPolygon, Polygon};
use controlmap::model::{
    Actor, ActorId, Control, Dataset, Date, Names, Rgb, Snapshot, Status, Territory, Validity,
};
use jiff::ToSpan;
use proptest::prelude::ProptestConfig;

/// How many actors drawings have.
const ACTORS: u16 = 3;
/// Square kilometres of a square degree where one is largest, at the equator.
const KM2_OF_A_SQUARE_DEGREE: f64 = 12_400.0;

/// The ground of actors on a date, in any order and with anything wrong with it.
type Drawing = Vec<(u16, Polygon)>;

fn day(number: usize) -> Date {
    jiff::civil::date(2026, 1, 1).checked_add((number as i64).days()).unwrap()
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// The last actor's ground is contested, so that not all has the same status.
fn status(actor: u16) -> Status {
    if actor == 2 { Status::Contested } else { Status::Held }
}

fn control(actor: u16) -> Control {
    Control::new(status(actor), [ActorId(actor)])
}

/// A dataset with a snapshot for each drawing, a day each.
fn dataset(drawings: &[Drawing]) -> Dataset {
    let actor = |index: u16| Actor {
        id: format!("actor {index}"),
        names: Names::new(format!("Actor {index}")),
        color: Rgb { r: 0, g: 0, b: 0 },
        aliases: Vec::new(),
    };
    let validity = |number: usize| {
        let until = (number + 1 < drawings.len()).then(|| day(number + 1));
        Validity::new(Some(day(number)), until).unwrap()
    };
    let territory = |number: usize, (actor, polygon): &(u16, Polygon)| Territory {
        polygons: MultiPolygon::new(vec![polygon.clone()]),
        actor: Some(ActorId(*actor)),
        others: Vec::new(),
        status: status(*actor),
        validity: validity(number),
        source: String::new(),
        origin: None,
    };
    let territories = drawings
        .iter()
        .enumerate()
        .flat_map(|(number, drawing)| drawing.iter().map(move |it| (number, it)))
        .map(|(number, it)| territory(number, it));
    let dates: Vec<Date> = (0..drawings.len()).map(day).collect();
    Dataset {
        actors: (0..ACTORS).map(actor).collect(),
        territories: territories.collect(),
        snapshots: dates.clone(),
        dates,
        ..Dataset::default()
    }
}

fn snapshot(dataset: &Dataset, number: usize) -> Snapshot<'_> {
    dataset.on(day(number)).unwrap()
}

/// A closed ring that runs the given way round.
fn ring(mut corners: Vec<Coord>, counter_clockwise: bool) -> LineString {
    if (doubled_area(&corners) > 0.0) != counter_clockwise {
        corners.reverse();
    }
    let mut ring = LineString::new(corners);
    ring.close();
    ring
}

/// A polygon with rings that run as territories guarantee it.
fn polygon(exterior: Vec<Coord>, interiors: Vec<Vec<Coord>>) -> Polygon {
    let interiors = interiors.into_iter().map(|it| ring(it, false)).collect();
    Polygon::new(ring(exterior, true), interiors)
}

fn boxed(west: f64, south: f64, east: f64, north: f64) -> Vec<Coord> {
    [(west, south), (east, south), (east, north), (west, north)].map(Coord::from).to_vec()
}

fn doubled_area(corners: &[Coord]) -> f64 {
    let next = corners.iter().cycle().skip(1);
    corners.iter().zip(next).map(|(a, b)| a.x * b.y - a.y * b.x).sum()
}

fn rings(polygon: &Polygon) -> impl Iterator<Item = &LineString> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors())
}

/// What moving every vertex by a step of the grid, 1e-9 degrees, may make of areas: no two ways of
/// rounding crossings to it can be asked to agree better.
fn grain(drawings: &[Drawing]) -> f64 {
    let edges = drawings.iter().flatten().flat_map(|(_, polygon)| rings(polygon));
    let length = |edge: geo::Line| (edge.end.x - edge.start.x).hypot(edge.end.y - edge.start.y);
    let perimeter: f64 = edges.flat_map(LineString::lines).map(length).sum();
    1e-9 * perimeter * KM2_OF_A_SQUARE_DEGREE + 1e-9
}

/// The largest difference that each check has seen, told as it grows: run with `--nocapture` to see.
fn note(check: &'static str, difference: f64) {
    static LARGEST: Mutex<BTreeMap<&str, f64>> = Mutex::new(BTreeMap::new());
    let mut largest = LARGEST.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let known = largest.entry(check).or_insert(0.0);
    if difference > *known {
        *known = difference;
        eprintln!("largest difference: {check}: {difference:.3e}");
    }
}
