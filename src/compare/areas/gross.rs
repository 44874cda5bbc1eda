//! Areas of polygons as they are drawn, each counted in full, through all dates at once.

use rustc_hash::FxHashMap;

use crate::geometry::SquareKilometres;
use crate::geometry::area::{EdgeRule, beneath};
use crate::index::{ControlId, Ledger};

/// By how much the polygons of each control grew, or with a minus shrank, in each epoch of a ledger's
/// calendar, by the id of the control; where nothing did, nothing is listed.
///
/// What lies beneath an edge is added when it begins and taken off when it ends, so years of days cost
/// what their changes cost. For polygons that neither overlap nor cross themselves the changes up to an
/// epoch sum to the [areas](super::series()) of it; where two overlap, each is counted in full here.
///
/// # Example
///
/// ```
/// use controlmap::compare::gross_changes;
/// use controlmap::index::Ledger;
/// use controlmap::model::Dataset;
///
/// let ledger = Ledger::of(&Dataset::open("fixtures/snapshots")?)?;
/// let changes = gross_changes(&ledger);
/// assert_eq!(changes.len(), ledger.calendar().epochs().len());
/// // What one side lost the other gained.
/// let last = &changes[changes.len() - 1];
/// assert!((last[0].1 + last[1].1).0.abs() < 1e-9);
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn gross_changes(ledger: &Ledger) -> Vec<Vec<(ControlId, SquareKilometres)>> {
    let epochs = ledger.calendar().epochs().len();
    let mut changes: FxHashMap<(u16, ControlId), f64> = FxHashMap::default();
    for ([lower, upper], bounds) in ledger.table().iter() {
        let area = -beneath(lower, upper, EdgeRule::Straight).0;
        for bound in bounds {
            let area = area * f64::from(bound.weight);
            *changes.entry((bound.from, bound.control)).or_default() += area;
            if usize::from(bound.end) < epochs {
                *changes.entry((bound.end, bound.control)).or_default() -= area;
            }
        }
    }
    let mut by_epoch = vec![Vec::new(); epochs];
    let mut changes: Vec<((u16, ControlId), f64)> = changes.into_iter().collect();
    changes.sort_unstable_by_key(|change| change.0);
    for ((epoch, control), area) in changes {
        by_epoch[usize::from(epoch)].push((control, SquareKilometres(area)));
    }
    by_epoch
}
