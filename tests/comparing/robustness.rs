//! Nothing panics, hangs or is refused.

use std::time::{Duration, Instant};

use controlmap::compare::{
    Comparing, Comparison, Matrix, Measuring, areas, breaks, changes, control_lines, fronts,
    gross_changes, pockets, series,
};
use controlmap::geometry::EdgeRule;
use controlmap::index::{EdgeTable, Ledger};
use controlmap::model::{Dataset, Status};
use proptest::prelude::*;

use super::figures::{between, entries};
use super::{
    Coord, Drawing, LineString, MultiPolygon, Polygon, boxed, cases, dataset, polygon, snapshot,
};

/// Asks for everything about all dates and pairs of dates, and for numbers that are numbers.
fn ask_everything(dataset: &Dataset) {
    let ledger = Ledger::of(dataset).unwrap();
    gross_changes(&ledger);
    breaks(dataset, &ledger);
    for edges in [EdgeRule::Straight, EdgeRule::Geodesic] {
        for by_region in [false, true] {
            let measuring = Measuring { edges, by_region };
            for dated in series(dataset, &dataset.dates, measuring).unwrap() {
                let total = dated.areas.map_or(0.0, |areas| areas.all.total.0);
                let most = if edges == EdgeRule::Straight { 5.2e8 } else { f64::MAX };
                assert!((0.0..=most).contains(&total), "{total} km²");
            }
            let days = 0..dataset.dates.len();
            for (before, after) in days.clone().flat_map(|it| days.clone().map(move |to| (it, to)))
            {
                let how = Comparing { measuring, ..Comparing::default() };
                let [one, other] = [before, after].map(|it| snapshot(dataset, it));
                let comparison = Comparison::of(&one, &other, how).unwrap();
                assert_numbers(&comparison.matrix, edges);
                let table = EdgeTable::of_snapshots(&[&one, &other]).unwrap();
                assert_numbers(&changes(&table, [0, 1], measuring).unwrap(), edges);
                if before == after {
                    assert!(comparison.patches.is_empty() && comparison.matrix.changed().0 == 0.0);
                    assert!(comparison.places.is_empty());
                }
            }
        }
    }
    for day in 0..dataset.dates.len() {
        let snapshot = snapshot(dataset, day);
        areas(&snapshot).unwrap();
        fronts(&snapshot).unwrap();
        pockets(&snapshot, None).unwrap();
        control_lines(&snapshot);
    }
}

fn assert_numbers(matrix: &Matrix, edges: EdgeRule) {
    let is_area = |km2: f64| match edges {
        // A cell a few steps of the grid in size may be measured as a hair less than nothing.
        EdgeRule::Straight => (-1e-6..=5.2e8).contains(&km2),
        // Of two edges side by side half way round the Earth one geodesic may go over one pole, and
        // the other over the other: what lies between is no area, but a number.
        EdgeRule::Geodesic => km2.is_finite(),
    };
    assert!(entries(matrix).all(|(_, _, km2)| is_area(km2)), "{matrix:?}");
}

fn world() -> Vec<Coord> {
    boxed(-180.0, -90.0, 180.0, 90.0)
}

fn alone(corners: Vec<Coord>) -> (u16, Polygon) {
    (0, polygon(corners, Vec::new()))
}

#[test]
fn nothing_and_what_comes_and_goes_is_compared() {
    ask_everything(&Dataset::default());
    ask_everything(&dataset(&[vec![], vec![]]));
    let square = |actor: u16| (actor, polygon(boxed(36.0, 33.0, 37.0, 34.0), Vec::new()));
    ask_everything(&dataset(&[vec![], vec![square(0)], vec![square(1)], vec![], vec![square(0)]]));
    let dataset = dataset(&[vec![square(0)], vec![square(1)]]);
    let comparison = between(&dataset, 0, 1, true);
    // Without regions all lies in none of them.
    assert!(comparison.regions.len() == 1 && comparison.regions[0] == comparison.matrix);
    assert_eq!(comparison.patches.len(), 1);
}

#[test]
fn rings_without_ground_are_nothing() {
    let at = |x: f64, y: f64| Coord { x, y };
    let flat: Drawing = vec![
        alone(vec![at(36.0, 33.0); 4]),
        alone(vec![at(36.0, 33.0), at(37.0, 34.0), at(36.0, 33.0)]),
        alone(vec![at(36.0, 33.0), at(37.0, 34.0), at(38.0, 35.0)]),
        (1, Polygon::new(LineString::new(Vec::new()), vec![LineString::new(vec![at(1.0, 1.0)])])),
    ];
    let dataset = dataset(&[flat, vec![alone(boxed(36.0, 33.0, 37.0, 34.0))]]);
    ask_everything(&dataset);
    assert_eq!(areas(&snapshot(&dataset, 0)).unwrap().total.0, 0.0);
}

#[test]
fn a_spiral_of_thousands_of_vertices_is_compared_in_a_moment() {
    let start = Instant::now();
    let spiral = |turned: f64| {
        let arm = |step: usize, inset: f64| {
            let angle = step as f64 * 0.02 + turned;
            let radius = 0.5 + step as f64 * 4e-4 - inset;
            Coord { x: 38.0 + radius * angle.cos(), y: 35.0 + radius * angle.sin() }
        };
        let outwards = (0..10_000).map(|step| arm(step, 0.0));
        outwards.chain((0..10_000).rev().map(|step| arm(step, 0.05))).collect()
    };
    let dataset = dataset(&[vec![alone(spiral(0.0))], vec![alone(spiral(0.3))]]);
    let comparison = between(&dataset, 0, 1, false);
    assert!(comparison.matrix.changed().0 > 0.0);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn a_hundred_identical_rings_are_one() {
    let ring: Vec<Coord> = (0..50)
        .map(|step| f64::from(step) / 50.0 * std::f64::consts::TAU)
        .map(|angle| Coord { x: 38.0 + angle.cos(), y: 35.0 + angle.sin() })
        .collect();
    let dataset =
        dataset(&[vec![alone(ring.clone()); 100], vec![alone(ring)], vec![alone(world()); 100]]);
    ask_everything(&dataset);
    let comparison = between(&dataset, 0, 1, false);
    assert!(comparison.matrix.changed().0 == 0.0 && comparison.patches.is_empty());
}

#[test]
fn the_whole_world_laid_over_itself_is_the_world() {
    let half = boxed(-180.0, 0.0, 180.0, 90.0);
    let dataset = dataset(&[
        vec![alone(world()), (1, polygon(world(), vec![half.clone()]))],
        vec![(1, polygon(world(), Vec::new())), (2, polygon(half, Vec::new()))],
    ]);
    ask_everything(&dataset);
    let comparison = between(&dataset, 0, 1, false);
    assert!((comparison.matrix.total().0 - 510_065_621.724).abs() < 0.01);
}

/// Coordinates that break what was not thought through.
fn hostile() -> impl Strategy<Value = Coord> {
    let of = |limit: f64| {
        let near = f64::from_bits(limit.to_bits() - 1);
        let exact = prop::sample::select(vec![
            0.0,
            -0.0,
            1e-300,
            -1e-300,
            5e-324,
            -5e-324,
            1e-9,
            0.5e-9,
            1.5e-9,
            -0.5e-9,
            limit,
            -limit,
            near,
            -near,
            limit / 2.0,
        ]);
        prop_oneof![3 => exact, 1 => -limit..limit]
    };
    (of(180.0), of(90.0)).prop_map(Coord::from)
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn hostile_coordinates_are_compared(
        drawings in prop::collection::vec(
            prop::collection::vec((0..3_u16, prop::collection::vec(hostile(), 0..8)), 0..4), 1..3),
    ) {
        let ground = |(actor, corners): &(u16, Vec<Coord>)| {
            // Open, closed, or the wrong way round, as it comes.
            let ring = LineString::new(corners.clone());
            (*actor, Polygon::new(ring, Vec::new()))
        };
        let drawings: Vec<Drawing> =
            drawings.iter().map(|drawing| drawing.iter().map(ground).collect()).collect();
        ask_everything(&dataset(&drawings));
    }
}

#[test]
fn coordinates_off_the_globe_are_an_error() {
    for wrong in [f64::NAN, f64::INFINITY, 1e300, 180.000_000_1] {
        let corners = [(36.0, 33.0), (wrong, 33.0), (37.0, 34.0)].map(Coord::from).to_vec();
        let mut dataset = dataset(&[vec![], vec![]]);
        let mut square = self::dataset(&[vec![alone(boxed(36.0, 33.0, 37.0, 34.0))]]).territories;
        square[0].polygons = MultiPolygon::new(vec![Polygon::new(corners.into(), Vec::new())]);
        square[0].status = Status::Held;
        dataset.territories = square;
        assert!(areas(&snapshot(&dataset, 0)).is_err(), "{wrong}");
        assert!(series(&dataset, &dataset.dates, Measuring::default()).is_err(), "{wrong}");
    }
}
