//! The same ground overlaid by another library, on whole numbers of the same grid.

use controlmap::geometry::area;
use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::Overlay;
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::i_float::int::point::IntPoint;
use proptest::prelude::*;

use super::figures::{comparison, includes, ledger_changes, sum};
use super::{
    ACTORS, Coord, Drawing, LineString, MultiPolygon, Polygon, cases, control, dataset, drawings,
    grain, note, rings,
};

const STEPS_IN_A_DEGREE: f64 = 1e9;

type Contour = Vec<IntPoint<i64>>;

/// The rings of an actor's ground.
fn contours(drawing: &Drawing, actor: u16) -> Vec<Contour> {
    let steps = |degrees: f64| (degrees * STEPS_IN_A_DEGREE).round() as i64;
    let contour = |ring: &LineString| {
        let open = &ring.0[..ring.0.len().saturating_sub(1)];
        open.iter().map(|at| IntPoint::new(steps(at.x), steps(at.y))).collect()
    };
    let own = drawing.iter().filter(|(owner, _)| *owner == actor);
    own.flat_map(|(_, polygon)| rings(polygon).map(contour).collect::<Vec<_>>()).collect()
}

fn overlaid(subject: &[Contour], clip: &[Contour], rule: OverlayRule) -> MultiPolygon {
    let degrees = |steps: i64| steps as f64 / STEPS_IN_A_DEGREE;
    let ring = |contour: &Contour| {
        let corners = contour.iter().map(|at| Coord { x: degrees(at.x), y: degrees(at.y) });
        let mut ring = LineString::new(corners.collect());
        ring.close();
        ring
    };
    let shapes = Overlay::from_subj_and_clip(subject, clip).overlay(rule, FillRule::NonZero);
    let polygons = shapes.iter().filter_map(|shape| {
        let (exterior, interiors) = shape.split_first()?;
        Some(Polygon::new(ring(exterior), interiors.iter().map(ring).collect()))
    });
    MultiPolygon::new(polygons.collect())
}

pub fn twin_area(subject: &[Contour], clip: &[Contour], rule: OverlayRule) -> f64 {
    area::of(&overlaid(subject, clip, rule)).0
}

/// Every control's ground of the first date by every control's of the second, and what each lost and
/// gained: by the whole comparison, by the ledger's changes, and by the twin.
pub fn check(kind: &'static str, drawings: &[Drawing]) {
    let dataset = dataset(drawings);
    let (comparison, changes) = (comparison(&dataset, false), ledger_changes(&dataset));
    let slack = grain(drawings);
    let whole = comparison.matrix.total().0;
    let agree = |what: &str, ours: f64, theirs: f64| {
        // Of less ground than this the steps of the grid are a larger part than 1e-9.
        if whole > 10_000.0 {
            note(kind, (ours - theirs).abs() / whole);
        }
        assert!((ours - theirs).abs() <= slack, "{what}: {ours} and {theirs}, {slack} allowed");
    };
    for one in 0..ACTORS {
        let [first, second] = [0, 1].map(|date| contours(&drawings[date], one));
        let own = control(one);
        let lost = twin_area(&first, &second, OverlayRule::Difference);
        let gained = twin_area(&first, &second, OverlayRule::InverseDifference);
        for matrix in [&comparison.matrix, &changes] {
            let is_lost = |from: &_, to: &_| includes(from, &own) && !includes(to, &own);
            agree(&format!("lost by {one}"), sum(matrix, is_lost), lost);
            let is_gained = |from: &_, to: &_| !includes(from, &own) && includes(to, &own);
            agree(&format!("gained by {one}"), sum(matrix, is_gained), gained);
        }
        for other in 0..ACTORS {
            let taker = control(other);
            let clip = contours(&drawings[1], other);
            let both = |from: &_, to: &_| includes(from, &own) && includes(to, &taker);
            let theirs = twin_area(&first, &clip, OverlayRule::Intersect);
            agree(&format!("{one} and then {other}"), sum(&comparison.matrix, both), theirs);
            let first_only = |from: &_, to: &_| includes(from, &own) && !includes(to, &taker);
            let theirs = twin_area(&first, &clip, OverlayRule::Difference);
            agree(&format!("{one}, not {other}"), sum(&comparison.matrix, first_only), theirs);
        }
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn tilings_are_compared_as_the_twin_does(drawings in drawings::tiling(2..3)) {
        check("twin, tilings", &drawings);
    }

    #[test]
    fn overlapping_and_self_crossing_ground_is_compared_as_the_twin_does(
        drawings in drawings::overlapping(2)
    ) {
        check("twin, overlapping", &drawings);
    }

    #[test]
    fn ground_at_the_edges_of_the_world_is_compared_as_the_twin_does(
        drawings in drawings::of_the_world(2)
    ) {
        check("twin, world", &drawings);
    }

    #[test]
    fn nearly_coinciding_edges_are_compared_as_the_twin_does(drawings in drawings::copies(2)) {
        check("twin, copies", &drawings);
    }

    #[test]
    fn hair_cuts_are_compared_as_the_twin_does(drawings in drawings::hair_cuts(2)) {
        check("twin, hair cuts", &drawings);
    }

    #[test]
    fn holes_islands_and_doubles_are_compared_as_the_twin_does(drawings in drawings::nested(2)) {
        check("twin, nested", &drawings);
    }
}
