//! Nothing panics, hangs or is refused.

use super::figures::comparison;
use super::{Coord, Drawing, dataset, polygon};

/// Ground of an actor inside a ring.
fn ground(actor: u16, corners: &[(f64, f64)]) -> (u16, super::Polygon) {
    (actor, polygon(corners.iter().copied().map(Coord::from).collect(), Vec::new()))
}

#[test]
fn edges_that_nearly_coincide_can_be_made_to_meet() {
    let before: Drawing = vec![
        ground(
            1,
            &[
                (41.169047142, 37.976623086),
                (39.026068919, 38.120526944),
                (37.797952076, 37.104744136),
                (39.287503054, 37.057233844),
                (38.594062836, 38.044403826),
            ],
        ),
        ground(
            2,
            &[
                (41.169047141, 37.976623086),
                (39.02606892, 38.120526943),
                (37.797952077, 37.104744135),
                (39.287503053, 37.057233844),
                (38.594062836, 38.044403826),
            ],
        ),
    ];
    let after: Drawing = vec![
        ground(
            0,
            &[
                (41.169047041, 37.976623086),
                (39.02606892, 38.120527043),
                (37.797952177, 37.104744135),
                (39.287503053, 37.057233744),
                (38.594062836, 38.044403826),
            ],
        ),
        ground(
            1,
            &[
                (41.169057141, 37.976633086),
                (39.02607892, 38.120536943),
                (37.797962077, 37.104744135),
                (39.287493053, 37.057243844),
                (38.594052836, 38.044393826),
            ],
        ),
    ];
    let dataset = dataset(&[before, after]);
    comparison(&dataset, false);
}
