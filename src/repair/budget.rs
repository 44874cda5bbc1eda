//! How much ground repairs may move.

use super::states::States;
use super::subjects::Subject;
use super::{MostMoved, Repair};
use crate::geometry::SquareKilometres;
use crate::{Error, Result};

/// Fails where the repairs of a state move more ground than they may.
pub(super) fn keep(
    repairs: &[Repair],
    subjects: &[Subject],
    states: &States,
    most: MostMoved,
) -> Result<()> {
    let mut ground = vec![0.0; states.when.len() + 1];
    let mut moved = ground.clone();
    // What holds in no state is told of last.
    let places = |range: &std::ops::Range<usize>| {
        if range.is_empty() { states.when.len()..states.when.len() + 1 } else { range.clone() }
    };
    for subject in subjects {
        for sum in ground.get_mut(places(&subject.states)).into_iter().flatten() {
            *sum += subject.mended.before.0;
        }
    }
    for repair in repairs {
        for sum in moved.get_mut(places(&repair.states)).into_iter().flatten() {
            *sum += repair.moved().0;
        }
    }
    let states_of_ground = ground.into_iter().zip(moved).enumerate();
    let too_much_in = states_of_ground
        .filter(|(_, (ground, moved))| *moved > most.of(SquareKilometres(*ground)).0);
    // Who allows the worst allows all of them; of equals the first is told.
    let worst = too_much_in.rev().max_by(|(_, one), (_, other)| one.1.total_cmp(&other.1));
    let Some((state, (ground, moved))) = worst else { return Ok(()) };
    let of_state = repairs.iter().filter(|it| places(&it.states).contains(&state));
    let largest = of_state.max_by(|one, other| one.moved().0.total_cmp(&other.moved().0));
    let when = states.when.get(state).copied().flatten();
    let when = when.map_or(String::new(), |when| format!(" in the state {when}"));
    Err(too_much(moved, most.of(SquareKilometres(ground)), ground, &when, largest))
}

fn too_much(
    moved: f64,
    most: SquareKilometres,
    ground: f64,
    when: &str,
    largest: Option<&Repair>,
) -> Error {
    let error = Error::limit(format!(
        "the repairs would move more ground than they may{when}: nothing was written"
    ));
    let found = format!("{moved:.3} km² of {ground:.1}, and {:.3} km² may be moved", most.0);
    let most_of_it = largest.map_or(String::new(), |it| {
        format!("; the largest is {} of {:.3} km² at {}", it.kind, it.moved().0, it.spot)
    });
    error.found(format!("{found}{most_of_it}")).hint(format!(
        "look at what would be done with --dry-run, and allow it with --max-area-change {}",
        (moved * 1.01).ceil()
    ))
}
