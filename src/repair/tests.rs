//! Properties of repairs on random ground.

use geo::{Coord, LineString, MultiPolygon, Polygon};
use proptest::prelude::*;

use super::*;
use crate::ErrorKind;
use crate::geometry::coverage::Coverage;
use crate::geometry::overlay::Overlay;
use crate::geometry::{EdgeRule, LabelledEdges, validity};
use crate::model::{Control, Defects, Names, Status};
use crate::source::{Dating, Feature, Format, IntervalProperties, Meaning, Rings, Shape};

/// Degrees between two positions of the lattice on which polygons are drawn: three metres.
const STEP: f64 = 3e-5;

/// A file of features of three actors, all at the same time.
fn told(features: &[(u16, Vec<Rings>)]) -> Told {
    let mut file = File::new("drawn.geojson".as_ref(), Format::GeoJson, Defects::default());
    let mut meanings = Vec::new();
    for (number, (actor, polygons)) in (1..).zip(features) {
        let shape = Shape::Polygons(polygons.clone()).unless_empty();
        let properties = Default::default();
        let feature = Feature { number, byte: None, id: None, shape, properties };
        file.features.push(feature);
        let actor = Some(ActorId(*actor));
        let control = Control::new(Status::Held, actor);
        meanings.push(Some(Meaning { actor, control, dating: Dating::Undated }));
    }
    let actors = ["a", "b", "c"].map(|id| Actor {
        id: id.to_owned(),
        names: Names::new(id),
        color: "#808080".parse().unwrap(),
        aliases: Vec::new(),
    });
    Told {
        files: vec![file],
        meanings: vec![meanings],
        actors: actors.to_vec(),
        precedence: vec![ActorId(2), ActorId(0), ActorId(1)],
        interval: IntervalProperties::default(),
        inferences: Vec::new(),
    }
}

/// The same files, repaired once, as they would be read again.
fn again(repaired: &Repaired, first: &Told) -> Told {
    let mut told = Told { files: repaired.files.clone(), ..first.clone() };
    let before = &first.files[0].features;
    let meanings = repaired.files[0].features.iter().map(|feature| {
        let place = before.iter().position(|it| it.number == feature.number);
        place.and_then(|place| first.meanings[0][place].clone())
    });
    told.meanings = vec![meanings.collect()];
    told
}

fn polygons_of(feature: &Feature) -> MultiPolygon {
    let Shape::Polygons(polygons) = &feature.shape else { return MultiPolygon::new(Vec::new()) };
    let polygon = |rings: &Rings| {
        let mut rings = rings.iter().map(|ring| LineString::new(ring.clone()));
        Polygon::new(rings.next().unwrap(), rings.collect())
    };
    MultiPolygon::new(polygons.iter().map(polygon).collect())
}

/// How much ground any of the features has.
fn union(grounds: &[&MultiPolygon]) -> f64 {
    let mut edges = LabelledEdges::default();
    for polygon in grounds.iter().flat_map(|it| it.iter()) {
        edges.add_polygon(polygon, 0).unwrap();
    }
    let overlay = Overlay::of(&edges, EdgeRule::Straight).unwrap();
    let cells = (0..overlay.len()).filter(|cell| !overlay.labels(*cell).is_empty());
    cells.map(|cell| overlay.area(cell).0).sum()
}

/// How much ground any of the features has that were made sound each by itself.
fn union_before(told: &Told) -> f64 {
    let options = RepairOptions { snap: 0.0, sliver: 0.0, ..options(OverlapRule::Keep) };
    let repaired = repair(told.clone(), &options).unwrap();
    let grounds: Vec<MultiPolygon> = repaired.files[0].features.iter().map(polygons_of).collect();
    union(&grounds.iter().collect::<Vec<_>>())
}

fn ring(positions: Vec<(i32, i32)>) -> Vec<Coord> {
    let degrees = |(x, y)| Coord { x: 37.0 + f64::from(x) * STEP, y: 36.0 + f64::from(y) * STEP };
    positions.into_iter().map(degrees).collect()
}

/// Rings of any shape on a lattice of three metres: they cross, repeat themselves, run back.
fn rings() -> impl Strategy<Value = Rings> {
    let ring = prop::collection::vec((0..12_i32, 0..12_i32), 0..9).prop_map(ring);
    prop::collection::vec(ring, 1..3)
}

fn feature() -> impl Strategy<Value = (u16, Vec<Rings>)> {
    (0..3_u16, prop::collection::vec(rings(), 1..3))
}

/// Boxes a few hundred metres wide with corners a metre or so off each other's.
fn neighbour() -> impl Strategy<Value = (u16, Vec<Rings>)> {
    let off = || (-6..7_i32, -6..7_i32);
    (0..3_u16, 0..3_i32, 0..2_i32, [off(), off(), off(), off()]).prop_map(|(actor, x, y, off)| {
        let corners = [(0, 0), (1, 0), (1, 1), (0, 1)];
        let at = corners.iter().zip(off).map(|((dx, dy), (x_off, y_off))| Coord {
            x: 37.0 + f64::from(x + dx) * 3e-3 + f64::from(x_off) * 3.1e-6,
            y: 36.0 + f64::from(y + dy) * 3e-3 + f64::from(y_off) * 3.1e-6,
        });
        (actor, vec![vec![at.collect()]])
    })
}

fn options(overlaps: OverlapRule) -> RepairOptions {
    let most_moved = MostMoved::Area(SquareKilometres(f64::MAX));
    RepairOptions { overlaps, most_moved, ..RepairOptions::default() }
}

/// What must hold of whatever was repaired.
fn check(features: &[(u16, Vec<Rings>)], overlaps: OverlapRule) -> Result<(), TestCaseError> {
    let told = told(features);
    let options = options(overlaps);
    let repaired = match repair(told.clone(), &options) {
        Ok(repaired) => repaired,
        // Ground that does not come to rest is refused; that must stay rare.
        Err(error) if error.kind() == ErrorKind::Limit => {
            return Err(TestCaseError::reject(error.to_string()));
        }
        Err(error) => return Err(TestCaseError::fail(error.to_string())),
    };
    let grounds: Vec<MultiPolygon> = repaired.files[0].features.iter().map(polygons_of).collect();
    for ground in &grounds {
        let rings: Vec<Rings> = rings::as_rings(ground);
        prop_assert!(validity::is_valid(&rings), "{:?}", validity::flaws(&rings));
    }
    let grounds: Vec<&MultiPolygon> = grounds.iter().collect();
    let overlap: f64 =
        Coverage::of(&grounds).unwrap().overlaps().unwrap().iter().map(|it| it.part.area.0).sum();
    if overlaps == OverlapRule::First {
        prop_assert!(overlap < 1e-6, "{overlap} km² are of two");
        let sum: f64 = repaired.totals.iter().map(|it| it.after.0).sum();
        prop_assert!((union(&grounds) - sum).abs() < 1e-6);
        let of = |kind| repaired.repairs.iter().filter(move |it| it.kind == kind);
        let filled: f64 = of(RepairKind::GapFilled).map(|it| it.gained.0).sum();
        let snapped: f64 = of(RepairKind::BorderSnapped).map(|it| it.moved().0).sum();
        let kept = union_before(&told);
        prop_assert!((sum - kept - filled).abs() < snapped + 1e-6, "{sum} {kept} {filled}");
    }
    for total in &repaired.totals {
        let own = repaired.repairs.iter().filter(|it| it.actor == total.actor);
        let moved: f64 = own.map(|it| it.gained.0 - it.lost.0).sum();
        prop_assert!((total.after.0 - total.before.0 - moved).abs() < 1e-6, "{total:?} {moved}");
    }
    let twice = match repair(again(&repaired, &told), &options) {
        Ok(repaired) => repaired,
        Err(error) => return Err(TestCaseError::fail(error.to_string())),
    };
    prop_assert!(twice.repairs.is_empty(), "{:?}", twice.repairs);
    for (one, other) in repaired.files[0].features.iter().zip(&twice.files[0].features) {
        prop_assert_eq!(&one.shape, &other.shape);
    }
    Ok(())
}

/// A border that is led through the end of another's, across a third ground, and cut off that again: each
/// time to within a hair of where it had been.
#[test]
fn borders_that_are_moved_and_cut_back_come_to_rest() {
    let corners = [
        [(37.0, 36.0), (37.003, 36.0), (37.0030093, 36.0029938), (37.0, 36.003)],
        [(37.0030093, 36.0030186), (37.0060031, 36.0030031), (37.006, 36.006), (37.003, 36.006)],
        [(37.0030062, 36.0), (37.006, 36.0), (37.0060062, 36.0029907), (37.0030062, 36.0030124)],
        [(37.0030062, 36.003), (37.0059814, 36.0030093), (37.006, 36.006), (37.003, 36.006)],
        [(37.003, 36.0), (37.006, 36.0), (37.006, 36.003), (37.0030062, 36.0029969)],
    ];
    let features = corners.map(|corners| (0, vec![vec![corners.map(Coord::from).to_vec()]]));
    let repaired = repair(told(&features), &options(OverlapRule::First)).unwrap();
    assert!(repaired.repairs.len() < 20, "{}", repaired.repairs.len());
    check(&features, OverlapRule::First).unwrap();
}

/// A border that is moved away from a neighbour's who was to follow it.
#[test]
fn borders_follow_those_that_moved() {
    let corners = [
        [
            (37.0060124, 36.0000186),
            (37.0089907, 35.9999876),
            (37.0090124, 36.0029845),
            (37.0059938, 36.0029876),
        ],
        [(37.003, 36.0), (37.0060093, 36.0000124), (37.0059938, 36.003), (37.003, 36.0029969)],
        [
            (37.0059938, 36.0029969),
            (37.0090186, 36.0030031),
            (37.0090062, 36.0059907),
            (37.0059814, 36.0059876),
        ],
        [
            (36.9999876, 35.9999845),
            (37.0029845, 36.0000186),
            (37.0029969, 36.0030031),
            (37.0000186, 36.003),
        ],
        [
            (37.0030093, 35.9999969),
            (37.0060093, 36.0000186),
            (37.0059814, 36.0030093),
            (37.0029969, 36.0030093),
        ],
        [
            (37.0000155, 36.0029938),
            (37.0030155, 36.0029907),
            (37.0030186, 36.0059845),
            (37.0000031, 36.0059907),
        ],
    ];
    let features = corners.map(|corners| (0, vec![vec![corners.map(Coord::from).to_vec()]]));
    assert!(repair(told(&features), &options(OverlapRule::First)).is_ok());
    check(&features, OverlapRule::First).unwrap();
}

/// What is there twice, position for position, is no ground that could be meant in two ways.
#[test]
fn polygons_and_holes_that_are_there_twice_go_without_moving_ground() {
    let square = |from: i32, to: i32| ring(vec![(from, from), (to, from), (to, to), (from, to)]);
    let polygon = vec![square(0, 9), square(3, 6), square(3, 6)];
    let features = [(0, vec![polygon.clone(), polygon])];
    let options = RepairOptions::default();
    let repaired = repair(told(&features), &options).unwrap();
    let done: Vec<(RepairKind, usize)> =
        repaired.repairs.iter().map(|it| (it.kind, it.count)).collect();
    let expected = [
        (RepairKind::RingClosed, 6),
        (RepairKind::RingTurned, 1),
        (RepairKind::HolesResolved, 2),
        (RepairKind::PartsMerged, 1),
    ];
    assert_eq!(done, expected);
    assert!(repaired.repairs.iter().all(|it| it.moved().0 == 0.0));
    assert_eq!(polygons_of(&repaired.files[0].features[0]).0[0].interiors().len(), 1);
    check(&features, OverlapRule::First).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, max_global_rejects: 3, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_rings_come_out_sound_and_apart(
        features in prop::collection::vec(feature(), 1..5),
    ) {
        check(&features, OverlapRule::First)?;
    }

    #[test]
    fn neighbours_a_metre_off_come_out_apart(
        features in prop::collection::vec(neighbour(), 2..7),
    ) {
        check(&features, OverlapRule::First)?;
    }

    #[test]
    fn what_is_not_decided_is_left_and_comes_to_rest(
        features in prop::collection::vec(prop_oneof![feature(), neighbour()], 1..6),
    ) {
        check(&features, OverlapRule::Precedence)?;
        check(&features, OverlapRule::Smaller)?;
    }
}
