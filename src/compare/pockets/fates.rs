//! What became of pockets.

use std::collections::BTreeMap;

use super::{Pocket, Pockets};
use crate::compare::sheet::Sheet;
use crate::geometry::SquareKilometres;

/// Less than this share of either pocket is no reason to call one the other's successor.
const LEAST_SHARE: f64 = 1e-3;
/// A pocket has stayed as it was if its area differs by less than this share.
const UNCHANGED: f64 = 1e-6;

/// The pockets of two dates, and what became of the one set in the other.
#[derive(Debug, Clone, PartialEq)]
pub struct PocketFates<'a> {
    /// Those of the first date, with what became of each.
    pub before: Vec<(Pocket<'a>, Fate)>,
    /// Those of the second date, with what each came from.
    pub after: Vec<(Pocket<'a>, Origin)>,
}

/// What became of a pocket. Numbers are places in [`PocketFates::after`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is as it was.
    Kept(usize),
    /// It is larger.
    Grew(usize),
    /// It is smaller.
    Shrank(usize),
    /// It fell into several.
    Split(Vec<usize>),
    /// It became one with others.
    Merged(usize),
    /// Nothing of it is left in its actor's hands.
    Vanished,
}

/// What a pocket came from. Numbers are places in [`PocketFates::before`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// One pocket, of which it is all or a part.
    From(usize),
    /// Several pockets.
    Merged(Vec<usize>),
    /// Ground that its actor did not hold.
    Appeared,
}

/// Finds out what became of pockets: one came from another if they share ground.
pub(in crate::compare) fn fates<'a>(sheet: &Sheet, pockets: [Pockets<'a>; 2]) -> PocketFates<'a> {
    let [before, after] = pockets;
    let mut shared: BTreeMap<(usize, usize), SquareKilometres> = BTreeMap::new();
    for (cell, (one, other)) in before.of_cell.iter().zip(&after.of_cell).enumerate() {
        if let (Some(one), Some(other)) = (one, other)
            && before.pockets[*one].actor == after.pockets[*other].actor
        {
            *shared.entry((*one, *other)).or_default() += sheet.cells[cell].area;
        }
    }
    shared.retain(|(one, other), area| {
        let least = before.pockets[*one].area.0.min(after.pockets[*other].area.0);
        area.0 >= LEAST_SHARE * least
    });
    let successors = |one: usize| shared.keys().filter(move |it| it.0 == one).map(|it| it.1);
    let sources = |other: usize| shared.keys().filter(move |it| it.1 == other).map(|it| it.0);
    let fate = |one: usize, pocket: &Pocket| {
        let into: Vec<usize> = successors(one).collect();
        match into[..] {
            [] => Fate::Vanished,
            [only] if sources(only).count() > 1 => Fate::Merged(only),
            [only] => {
                let change = after.pockets[only].area.0 - pocket.area.0;
                if change.abs() <= UNCHANGED * pocket.area.0 {
                    Fate::Kept(only)
                } else if change > 0.0 {
                    Fate::Grew(only)
                } else {
                    Fate::Shrank(only)
                }
            }
            _ => Fate::Split(into),
        }
    };
    let origin = |other: usize| {
        let from: Vec<usize> = sources(other).collect();
        match from[..] {
            [] => Origin::Appeared,
            [only] => Origin::From(only),
            _ => Origin::Merged(from),
        }
    };
    let fates: Vec<Fate> =
        before.pockets.iter().enumerate().map(|(one, pocket)| fate(one, pocket)).collect();
    let origins: Vec<Origin> = (0..after.pockets.len()).map(origin).collect();
    PocketFates {
        before: before.pockets.into_iter().zip(fates).collect(),
        after: after.pockets.into_iter().zip(origins).collect(),
    }
}
