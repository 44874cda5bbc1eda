//! Fronts, and what is near a place: against looking at everything, and against what is known.

use controlmap::geometry::{Kilometres, LonLat, MultiPolygon, geodesic};
use controlmap::index::{ControlId, ControlIndex};
use controlmap::model::{Actor, ActorId, Dataset, Names, Rgb, Status, Territory, Validity};
use controlmap::source::{OpenOptions, built_in};
use geo::{LineString, Polygon};
use jiff::civil::{Date, date};
use proptest::prelude::*;

const DAY: Date = date(2026, 1, 27);

/// A box of ground: west, south, east, north.
type Ground = [f64; 4];

fn ring(positions: &[(f64, f64)]) -> MultiPolygon {
    MultiPolygon::new(vec![Polygon::new(LineString::from(positions.to_vec()), vec![])])
}

fn territory([west, south, east, north]: Ground, actors: &[u16], status: Status) -> Territory {
    Territory {
        polygons: ring(&[
            (west, south),
            (east, south),
            (east, north),
            (west, north),
            (west, south),
        ]),
        actor: actors.first().copied().map(ActorId),
        others: actors.iter().skip(1).copied().map(ActorId).collect(),
        status,
        validity: Validity::ALWAYS,
        source: String::new(),
        origin: None,
    }
}

fn held(ground: Ground, actor: u16) -> Territory {
    territory(ground, &[actor], Status::Held)
}

fn index(territories: Vec<Territory>) -> ControlIndex {
    let actor = |id: &str| Actor {
        id: id.to_owned(),
        names: Names::default(),
        color: Rgb { r: 0, g: 0, b: 0 },
        aliases: vec![],
    };
    let actors = ["a", "b", "c"].map(actor).to_vec();
    ControlIndex::of(&Dataset { actors, territories, ..Dataset::default() }).unwrap()
}

fn at(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat).unwrap()
}

/// The actors of claims.
fn actors(index: &ControlIndex, claims: &[ControlId]) -> Vec<u16> {
    claims.iter().flat_map(|id| &index.control(*id).claimants).map(|actor| actor.0).collect()
}

/// The distance to the nearest of many positions along lines: slow and plain.
fn looked(place: LonLat, lines: &[[(f64, f64); 2]]) -> f64 {
    let mut nearest = f64::INFINITY;
    for [from, to] in lines {
        for step in 0..=2000 {
            let share = f64::from(step) / 2000.0;
            let on = at(from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
            nearest = nearest.min(geodesic::inverse(place, on).0.0);
        }
    }
    nearest
}

#[test]
fn rivals_meet_at_a_front_and_the_outer_edges_are_none() {
    let index = index(vec![held([36.0, 34.0, 37.0, 36.0], 0), held([37.0, 34.0, 38.0, 36.0], 1)]);
    let front = index.nearest_front(at(36.1, 35.0), DAY).unwrap();
    assert!((front.position.lon() - 37.0).abs() < 1e-12);
    assert!((front.bearing - 90.0).abs() < 1.0, "{}", front.bearing);
    assert_eq!(actors(&index, &front.near), [0]);
    assert_eq!(actors(&index, &front.far), [1]);
    let east = index.nearest_front(at(37.5, 35.0), DAY).unwrap();
    assert_eq!(actors(&index, &east.near), [1]);
    let quick = index.front_distance(36.1, 35.0, DAY).unwrap();
    assert!((quick.0 - front.distance.0).abs() < 0.001, "{quick} {}", front.distance);
}

#[test]
fn neighbours_ten_metres_apart_meet_all_the_same() {
    let gap = 1e-4;
    let index =
        index(vec![held([36.0, 34.0, 37.0, 36.0], 0), held([37.0 + gap, 33.7, 38.0, 36.3], 1)]);
    let front = index.nearest_front(at(36.5, 35.0), DAY).unwrap();
    assert_eq!([actors(&index, &front.near), actors(&index, &front.far)], [[0], [1]]);
    assert!((front.distance.0 - 45.6).abs() < 0.1, "{}", front.distance);
}

#[test]
fn overlapping_neighbours_meet_where_the_first_named_ends() {
    let index = index(vec![held([36.0, 34.0, 37.1, 36.0], 0), held([37.0, 34.0, 38.0, 36.0], 1)]);
    let front = index.nearest_front(at(36.5, 35.0), DAY).unwrap();
    assert!((front.position.lon() - 37.1).abs() < 1e-12);
}

#[test]
fn where_one_actor_is_known_the_edge_of_its_ground_is_the_front() {
    let index = index(vec![
        held([36.0, 34.0, 37.0, 36.0], 0),
        // A seam, and ground that it only claims.
        held([37.0, 34.0, 38.0, 36.0], 0),
        territory([38.0, 34.0, 39.0, 36.0], &[0], Status::Claimed),
    ]);
    let front = index.nearest_front(at(37.01, 35.0), DAY).unwrap();
    assert!((front.position.lon() - 38.0).abs() < 1e-12);
    let outside = index.nearest_front(at(35.5, 35.0), DAY).unwrap();
    assert_eq!((outside.near.len(), actors(&index, &outside.far)), (0, vec![0]));
}

#[test]
fn contested_ground_is_no_front_towards_one_who_contests_it() {
    let index = index(vec![
        held([36.0, 34.0, 37.0, 36.0], 0),
        territory([37.0, 34.0, 38.0, 36.0], &[0, 1], Status::Contested),
        held([39.0, 34.0, 40.0, 36.0], 1),
    ]);
    assert_eq!(index.nearest_front(at(36.5, 35.0), DAY), None);
    assert_eq!(index.front_distance(36.5, 35.0, DAY), None);
    assert_eq!(index.front_distance(f64::NAN, 35.0, DAY), None);
}

#[test]
fn the_180th_meridian_is_no_border_and_distances_cross_it() {
    let index = index(vec![
        held([179.0, 65.0, 180.0, 66.0], 0),
        held([-180.0, 65.0, -179.0, 66.0], 0),
        held([-179.0, 65.0, -178.0, 66.0], 1),
    ]);
    let front = index.nearest_front(at(179.5, 65.5), DAY).unwrap();
    assert!((front.position.lon() + 179.0).abs() < 1e-12);
    assert_eq!([actors(&index, &front.near), actors(&index, &front.far)], [[0], [1]]);
    assert!((75.0..110.0).contains(&front.bearing), "{}", front.bearing);
    let apart = looked(at(179.5, 65.5), &[[(-179.0, 65.0), (-179.0, 66.0)]]);
    assert!((front.distance.0 - apart).abs() < 0.001);
    let near = index.within(at(179.9, 65.5), Kilometres(60.0), DAY, DAY);
    assert_eq!((actors(&index, &near.claims), near.has_unmapped), (vec![0, 1], true));
}

#[test]
fn far_away_the_quick_distance_is_the_geodesic() {
    let index = index(vec![held([36.0, 34.0, 37.0, 36.0], 0), held([37.0, 34.0, 38.0, 36.0], 1)]);
    for (lon, lat) in [(32.0, 35.0), (31.0, 35.0), (-100.0, 60.0), (-143.0, -35.0)] {
        let front = index.nearest_front(at(lon, lat), DAY).unwrap();
        let quick = index.front_distance(lon, lat, DAY).unwrap();
        let apart = (quick.0 - front.distance.0).abs();
        assert!(apart < if front.distance.0 > 501.0 { 1e-9 } else { 0.002 }, "{quick} {front:?}");
    }
}

#[test]
fn the_way_to_a_front_may_lead_over_the_pole() {
    let index = index(vec![held([10.0, 88.0, 40.0, 90.0], 0), held([10.0, 86.0, 40.0, 88.0], 1)]);
    let front = index.nearest_front(at(-155.0, 89.0), DAY).unwrap();
    let apart = looked(at(-155.0, 89.0), &[[(10.0, 88.0), (40.0, 88.0)]]);
    assert!((front.distance.0 - apart).abs() < 0.005, "{} {apart}", front.distance);
    assert!(front.bearing < 90.0 || front.bearing > 270.0);
}

#[test]
fn ground_is_near_only_while_it_is_there() {
    let mut late = held([37.0, 34.0, 38.0, 36.0], 1);
    late.validity = Validity::new(Some(DAY), None).unwrap();
    let mut dataset_index = vec![held([36.0, 34.0, 37.0, 36.0], 0), late];
    dataset_index[0].validity = Validity::new(Some(date(2026, 1, 1)), None).unwrap();
    let index = {
        let actor = |id: &str| Actor {
            id: id.to_owned(),
            names: Names::default(),
            color: Rgb { r: 0, g: 0, b: 0 },
            aliases: vec![],
        };
        let dataset = Dataset {
            actors: ["a", "b"].map(actor).to_vec(),
            territories: dataset_index,
            dates: vec![date(2026, 1, 1), DAY],
            ..Dataset::default()
        };
        ControlIndex::of(&dataset).unwrap()
    };
    let place = at(36.9, 35.0);
    let near = |radius, first, last| {
        let near = index.within(place, Kilometres(radius), first, last);
        (actors(&index, &near.claims), near.has_unmapped)
    };
    let (before, early) = (date(2026, 1, 20), date(2025, 12, 1));
    assert_eq!(near(20.0, before, before), (vec![0], true));
    assert_eq!(near(20.0, DAY, DAY), (vec![0, 1], false));
    assert_eq!(near(20.0, before, DAY), (vec![0, 1], true));
    assert_eq!(near(5.0, before, DAY), (vec![0], false));
    assert_eq!(near(0.0, before, DAY), (vec![0], false));
    assert_eq!(near(f64::NAN, before, DAY), (vec![0], false));
    assert_eq!(near(20.0, early, early), (vec![], false));
    assert_eq!(near(20.0, DAY, before), (vec![], false));
    assert_eq!(near(50_000.0, DAY, DAY), (vec![0, 1], true));
    assert_eq!(index.front_distance(36.9, 35.0, before), None);
    assert!(index.front_distance(36.9, 35.0, DAY).is_some());
}

#[test]
fn al_hasakah_is_17_km_from_the_front_on_27_january() {
    let syria = built_in(&OpenOptions::default()).unwrap();
    let index = ControlIndex::of(&syria).unwrap();
    let named = |name: &str| {
        let called = |place: &&controlmap::model::Place| place.names.all().any(|it| it == name);
        syria.base_map.places.iter().find(called).unwrap().position
    };
    let front = index.nearest_front(named("al-Hasakah"), DAY).unwrap();
    assert!((front.distance.0 - 17.0).abs() < 0.5, "{}", front.distance);
    let ids = |claims: &[ControlId]| -> Vec<&str> {
        let actors = claims.iter().flat_map(|id| &index.control(*id).claimants);
        actors.map(|actor| syria.actor(*actor).id.as_str()).collect()
    };
    assert_eq!([ids(&front.near), ids(&front.far)], [["sdf"], ["gov"]]);
    let qamishli = named("Qamishli");
    let far = index.nearest_front(qamishli, DAY).unwrap();
    assert_eq!(ids(&far.near), ["sdf"]);
    for place in [named("al-Hasakah"), qamishli] {
        let exact = index.nearest_front(place, DAY).unwrap().distance;
        let quick = index.front_distance(place.lon(), place.lat(), DAY).unwrap();
        assert!((exact.0 - quick.0).abs() < 0.001, "{exact} {quick}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// One actor's ring of random corners: its front is its own edge.
    #[test]
    fn the_nearest_front_is_what_looking_along_every_edge_finds(
        radii in prop::collection::vec(0.2..1.5_f64, 3..12),
        center in (-178.0..178.0, -60.0..70.0),
        place in (-3.0..3.0, -3.0..3.0),
    ) {
        let corner = |(step, radius): (usize, &f64)| {
            let turn = step as f64 / radii.len() as f64 * std::f64::consts::TAU;
            (center.0 + radius * turn.cos(), center.1 + radius * turn.sin())
        };
        let mut corners: Vec<(f64, f64)> = radii.iter().enumerate().map(corner).collect();
        corners.push(corners[0]);
        let lines: Vec<_> = corners.windows(2).map(|pair| [pair[0], pair[1]]).collect();
        let mut ground = held([0.0, 0.0, 1.0, 1.0], 0);
        ground.polygons = ring(&corners);
        let index = index(vec![ground]);
        let place = at(f64::clamp(center.0 + place.0, -180.0, 180.0), center.1 + place.1);
        let front = index.nearest_front(place, DAY).unwrap();
        let looked = looked(place, &lines);
        prop_assert!((front.distance.0 - looked).abs() < 0.005, "{} {}", front.distance, looked);
        let quick = index.front_distance(place.lon(), place.lat(), DAY).unwrap();
        prop_assert!((quick.0 - front.distance.0).abs() < 0.005, "{} {}", quick, front.distance);
        prop_assert_eq!(&front.near, &index.claims(place, DAY));
        prop_assert_ne!(&front.near, &front.far);
        let reach = |radius: f64| index.within(place, Kilometres(radius), DAY, DAY);
        let outer = reach(looked + 0.01);
        prop_assert!(outer.has_unmapped && outer.claims.len() == 1);
        let inner = reach(looked - 0.01);
        prop_assert!(inner.has_unmapped == inner.claims.is_empty());
    }
}
