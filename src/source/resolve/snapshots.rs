//! Snapshots to validities.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHasher};

use crate::model::{DefectKind, Defects, Spot, Territory, Validity};

/// Each snapshot holds until the next; ground that stays the same in the same hands becomes one territory.
pub(super) fn join_snapshots(
    snapshots: BTreeMap<Date, Vec<(Territory, Spot)>>,
    defects: &mut Defects,
) -> Vec<Territory> {
    let ends: Vec<Option<Date>> =
        snapshots.keys().skip(1).copied().map(Some).chain([None]).collect();
    let mut joined: Vec<Territory> = Vec::new();
    let mut current: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for ((date, snapshot), end) in snapshots.into_iter().zip(ends) {
        let mut next: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        let validity = Validity::new(Some(date), end).unwrap_or(Validity::ALWAYS);
        for (territory, place) in snapshot {
            let key = likeness(&territory);
            let like = |indices: Option<&Vec<usize>>| {
                let same = |index: &&usize| joined[**index].is_same_but_for_validity(&territory);
                indices.and_then(|indices| indices.iter().find(same)).copied()
            };
            if like(next.get(&key)).is_some() {
                defects.note(DefectKind::DuplicateFeature, 1, || place);
                continue;
            }
            let index = match like(current.get(&key)) {
                Some(index) => {
                    defects.note(DefectKind::MergedInTime, 1, || place);
                    joined[index].validity =
                        joined[index].validity.followed_by(validity).unwrap_or(validity);
                    index
                }
                None => {
                    joined.push(Territory { validity, ..territory });
                    joined.len() - 1
                }
            };
            next.entry(key).or_default().push(index);
        }
        current = next;
    }
    joined
}

fn likeness(territory: &Territory) -> u64 {
    let mut hash = FxHasher::default();
    (territory.actor, territory.status).hash(&mut hash);
    for at in territory.positions() {
        (at.x.to_bits(), at.y.to_bits()).hash(&mut hash);
    }
    hash.finish()
}
