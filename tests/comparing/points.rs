//! The same question asked point by point: whose was it, whose is it?

use controlmap::compare::{Ground, pockets};
use controlmap::geometry::{LonLat, winding};
use controlmap::model::{Control, Names, Place, Status};
use proptest::prelude::*;

use super::figures::comparison;
use super::{Coord, Drawing, MultiPolygon, cases, control, dataset, drawings, snapshot};

/// So near an edge, in degrees, rounding may have moved the edge over a point.
const HAIR: f64 = 3e-9;

/// To whom a drawing gives a point, by going round all its rings; nothing where a hair's breadth
/// decides.
fn scan(drawing: &Drawing, at: Coord) -> Option<Vec<Control>> {
    let ground = |at: Coord| -> Vec<Control> {
        let winds = |actor: &u16| {
            let own = drawing.iter().filter(|(owner, _)| owner == actor);
            let polygons = MultiPolygon::new(own.map(|(_, polygon)| polygon.clone()).collect());
            winding::number(&polygons, at).0 != 0
        };
        // In order of precedence: contested ground first.
        [2, 0, 1].into_iter().filter(winds).map(control).collect()
    };
    let beside = [(-HAIR, -HAIR), (HAIR, -HAIR), (-HAIR, HAIR), (HAIR, HAIR)];
    let found = ground(at);
    let is_sure = beside.iter().all(|&(x, y)| ground(Coord { x: at.x + x, y: at.y + y }) == found);
    is_sure.then_some(found)
}

fn place(at: Coord) -> Place {
    Place {
        names: Names::new("Place"),
        position: LonLat::new(at.x, at.y).unwrap(),
        rank: 1,
        population: None,
        kind: String::new(),
        region: String::new(),
    }
}

fn contains(polygons: &MultiPolygon, at: Coord) -> bool {
    winding::number(polygons, at).0 != 0
}

fn check(drawings: &[Drawing], positions: &[Coord]) {
    let mut dataset = dataset(drawings);
    dataset.base_map.places = positions.iter().map(|at| place(*at)).collect();
    let comparison = comparison(&dataset, false);
    let (snapshot, mut asked) = (snapshot(&dataset, 0), 0);
    let pockets = pockets(&snapshot, None).unwrap();
    for &at in positions {
        let (Some(before), Some(after)) = (scan(&drawings[0], at), scan(&drawings[1], at)) else {
            continue;
        };
        asked += 1;
        let holder = match &before[..] {
            [only] if only.status == Status::Held => Some(only.claimants[0]),
            _ => None,
        };
        let pocket = pockets.iter().filter(|it| contains(&it.polygons, at));
        let pocket: Vec<_> = pocket.map(|it| it.actor).collect();
        assert_eq!(pocket, holder.into_iter().collect::<Vec<_>>(), "the pocket at {at:?}");
        let [before, after] = [before, after].map(Ground::of);
        let patches = comparison.patches.iter().filter(|it| contains(&it.polygons, at));
        let found: Vec<_> = patches.map(|it| (&it.from, &it.to)).collect();
        let expected = if before == after { vec![] } else { vec![(&before, &after)] };
        assert_eq!(found, expected, "at {at:?}");
        let places = comparison.places.iter().filter(|it| Coord::from(it.place.position) == at);
        let places: Vec<_> = places.map(|it| (&it.from, &it.to)).collect();
        assert_eq!(places, expected, "the place at {at:?}");
    }
    assert!(asked > 0, "a hair's breadth decides about every position");
}

fn positions() -> impl Strategy<Value = Vec<Coord>> {
    prop::collection::vec((35.5..42.5, 32.5..39.5).prop_map(Coord::from), 60)
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_point_of_a_tiling_lies_in_the_patch_of_those_who_had_it_and_have_it(
        drawings in drawings::tiling(2..3), positions in positions(),
    ) {
        check(&drawings, &positions);
    }

    #[test]
    fn a_point_of_overlapping_ground_lies_in_the_patch_of_those_who_had_it_and_have_it(
        drawings in drawings::overlapping(2), positions in positions(),
    ) {
        check(&drawings, &positions);
    }

    #[test]
    fn a_point_among_nearly_coinciding_edges_lies_in_the_patch_of_those_who_had_it_and_have_it(
        drawings in drawings::copies(2), positions in positions(),
    ) {
        check(&drawings, &positions);
    }

    #[test]
    fn a_point_beside_hair_cuts_lies_in_the_patch_of_those_who_had_it_and_have_it(
        drawings in drawings::hair_cuts(2),
        positions in prop::collection::vec((36.0..37.0, 32.0..34.0).prop_map(Coord::from), 40),
    ) {
        check(&drawings, &positions);
    }

    #[test]
    fn a_point_in_holes_and_islands_lies_in_the_patch_of_those_who_had_it_and_have_it(
        drawings in drawings::nested(2), positions in positions(),
    ) {
        check(&drawings, &positions);
    }
}
