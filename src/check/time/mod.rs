//! In time: validities that don't fit together, days that are missing, changes that can't be.

mod jumps;
mod snapshots;
mod validities;

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::Finding;
use crate::Result;
use crate::index::Ledger;
use crate::model::{Dataset, Territory};

/// What is wrong with the times of a dataset.
///
/// # Errors
///
/// When the dataset has more than some 65,000 dates or ways of control.
pub(super) fn findings(dataset: &Dataset) -> Result<Vec<Finding>> {
    let mut found = validities::findings(dataset);
    found.extend(snapshots::findings(dataset));
    if jumps::may_be_told(dataset) {
        found.extend(jumps::findings(dataset, &Ledger::of(dataset)?));
    }
    Ok(found)
}

/// The same for territories of the same ground in the same hands, whenever they hold; of others hardly
/// ever.
fn likeness(territory: &Territory) -> u64 {
    let mut hash = FxHasher::default();
    (territory.actor, territory.status, &territory.others).hash(&mut hash);
    for at in territory.positions() {
        (at.x.to_bits(), at.y.to_bits()).hash(&mut hash);
    }
    hash.finish()
}
