//! In time: validities that don't fit together, days that are missing, changes that can't be.

mod jumps;
mod snapshots;
mod validities;

use super::Finding;
use crate::index::Ledger;
use crate::model::Dataset;

/// What is wrong with the times of a dataset.
pub(super) fn findings(dataset: &Dataset, ledger: &Ledger) -> Vec<Finding> {
    let mut found = validities::findings(dataset);
    found.extend(snapshots::findings(dataset));
    found.extend(jumps::findings(dataset, ledger));
    found
}
