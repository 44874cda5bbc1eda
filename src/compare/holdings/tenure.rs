//! How long who holds ground has stood there, and when before.

use super::known::Known;
use crate::compare::intervals::timeline::Stretch;

/// One of a cell's stretches, and when its holder stood there besides.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Tenure {
    /// Who holds the ground in which epochs, as one source says.
    pub stretch: Stretch,
    /// The epoch in which the holder came, whatever the source.
    pub since: u16,
    /// The epochs in which the same holder stood there before others or nobody did, each the first and
    /// the first that is no longer part of it.
    pub before: Vec<(u16, u16)>,
}

/// The tenures of a cell that is held so, in order of time: ground may become known from another source
/// without changing hands.
pub(super) fn tenures(held: &[Stretch], known: &Known) -> Vec<Tenure> {
    let mut tenures: Vec<Tenure> = Vec::with_capacity(held.len());
    for stretch in held {
        let is_same =
            |it: &&Tenure| known.control(it.stretch.control) == known.control(stretch.control);
        let last_own = tenures.iter().rev().find(is_same);
        let (since, before) = match last_own {
            Some(last) if last.stretch.end == stretch.from => (last.since, last.before.clone()),
            Some(last) => {
                let mut before = last.before.clone();
                before.push((last.since, last.stretch.end));
                (stretch.from, before)
            }
            None => (stretch.from, Vec::new()),
        };
        tenures.push(Tenure { stretch: *stretch, since, before });
    }
    tenures
}
