//! Drawings that once were compared wrongly, as small as they could be made.

use super::figures::comparison;
use super::{Coord, Drawing, Polygon, dataset, polygon, twin};

/// Ground of an actor inside a ring whose corners are moved by steps of 1e-9 degrees.
fn moved(actor: u16, corners: &[(f64, f64)], steps: &[(i32, i32)]) -> (u16, Polygon) {
    let rounded = |degrees: f64| (degrees * 1e9).round() / 1e9;
    let moved = corners.iter().zip(steps).map(|((x, y), (dx, dy))| Coord {
        x: rounded(x + f64::from(*dx) * 1e-9),
        y: rounded(y + f64::from(*dy) * 1e-9),
    });
    (actor, polygon(moved.collect(), Vec::new()))
}

/// Two long edges of these lay so near each other that rounding drew them together step by step, a
/// step a round, and the comparison was refused after a thousand rounds and a minute.
#[test]
fn edges_that_nearly_coincide_are_not_drawn_together_step_by_step() {
    const CORNERS: [(f64, f64); 5] = [
        (41.169047142, 37.976623086),
        (39.026068919, 38.120526944),
        (37.797952076, 37.104744136),
        (39.287503054, 37.057233844),
        (38.594062836, 38.044403826),
    ];
    let drawings: [Drawing; 2] = [
        vec![
            moved(1, &CORNERS, &[(0, 0); 5]),
            moved(2, &CORNERS, &[(-1, 0), (1, -1), (1, -1), (-1, 0), (0, 0)]),
        ],
        vec![
            moved(0, &CORNERS, &[(-101, 0), (1, 99), (101, -1), (-1, -100), (0, 0)]),
            moved(
                1,
                &CORNERS,
                &[
                    (9_999, 10_000),
                    (10_001, 9_999),
                    (10_001, -1),
                    (-10_001, 10_000),
                    (-10_000, -10_000),
                ],
            ),
        ],
    ];
    twin::check("found", &drawings);
}

/// The middle of this star, thousands of square kilometres, was given to one actor where both had it:
/// beside the middle of its longest side an edge was asked for where it had been drawn, a hair to the
/// left, and not where it lay, a hair to the right.
#[test]
fn ground_amid_nearly_coinciding_edges_is_given_to_all_who_have_it() {
    const STAR: [(f64, f64); 6] = [
        (41.724212499, 35.288636476),
        (36.245377251, 37.493116414),
        (40.924101677, 36.693436421),
        (36.942404757, 35.446720595),
        (40.044747936, 37.578991037),
        (36.200735761, 36.472903519),
    ];
    let before = vec![
        moved(1, &STAR, &[(-3, -3), (-3, 0), (-3, 3), (-3, -3), (0, 3), (3, -3)]),
        moved(2, &STAR, &[(-1, 1), (-1, 0), (0, 0), (-1, 0), (-1, 1), (0, 1)]),
    ];
    let after = vec![
        moved(2, &STAR, &[(0, -1), (1, 1), (1, -1), (-1, -1), (-1, 0), (-1, 1)]),
        moved(2, &STAR, &[(-1, -1), (-1, 0), (-1, 1), (0, 1), (1, 0), (1, 0)]),
        moved(2, &STAR, &[(-1, 1), (-1, 1), (-1, 1), (-1, 0), (1, -1), (1, 1)]),
        moved(1, &STAR, &[(0, 0); 6]),
    ];
    let drawings = [before, after];
    let dataset = dataset(&drawings);
    assert!(comparison(&dataset, false).matrix.changed().0 < 0.01);
    twin::check("found", &drawings);
}
