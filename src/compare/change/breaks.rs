//! Dates on which a series may have changed its source, not the front.

use crate::geometry::SquareKilometres;
use crate::index::{ControlId, Ledger};
use crate::model::{Dataset, Date, days_between};

use crate::compare::gross_changes;

/// Steps that a series needs before anything of it can be called usual.
const LEAST_STEPS: usize = 20;
/// A step is redrawn if so small a share of the edges outlives it,
const REDRAWN: f64 = 0.3;
/// where usually so large a share does.
const USUALLY_KEPT: f64 = 0.8;
/// A jump is so many times the usual change of a day,
const JUMP: f64 = 25.0;
/// and at least such a share of all ground.
const LEAST_JUMP: f64 = 0.01;

/// A date on which the source of a series changes, or seems to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Break {
    /// The first date of the new source.
    pub date: Date,
    /// What says so.
    pub evidence: Evidence,
}

/// What says that a source has changed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Evidence {
    /// The manifest.
    Declared,
    /// Hardly any edge is where it was the date before.
    Redrawn {
        /// Percent of the edges that stay.
        kept: f64,
        /// Percent that stay from one date to the next in the middle one of all steps.
        usual: f64,
    },
    /// Far more ground changes hands than usual.
    Jump {
        /// How much each side gains or loses, summed.
        area: SquareKilometres,
        /// How many times as much that is as the middle one of all steps, a day.
        times: f64,
    },
}

/// The dates on which the source of a dataset changes or seems to, in order.
///
/// Those that the manifest declares (`source_changes`) are given in any case. In a series of more than
/// twenty snapshots a date is suspected if less than 30 percent of the edges outlive it where in the
/// middle step more than 80 percent do; or if at least 1 percent of the ground changes, and
/// 25 times as much a day as in the middle step. An offensive may do the latter, too: a flag asks for a
/// look, it proves nothing.
pub fn breaks(dataset: &Dataset, ledger: &Ledger) -> Vec<Break> {
    let declared = dataset.source_changes.iter().map(|date| (*date, Evidence::Declared));
    let mut breaks: Vec<Break> =
        declared.map(|(date, evidence)| Break { date, evidence }).collect();
    let suspected = suspected(dataset, ledger);
    breaks.extend(suspected.into_iter().filter(|it| !dataset.source_changes.contains(&it.date)));
    breaks.sort_by_key(|it| it.date);
    breaks
}

/// By how much each control's ground grows or shrinks in an epoch.
type Changes = Vec<(ControlId, SquareKilometres)>;

/// What happens to a series at a date.
struct Step {
    date: Date,
    kept: f64,
    change: SquareKilometres,
    days: f64,
}

fn suspected(dataset: &Dataset, ledger: &Ledger) -> Vec<Break> {
    let changes = gross_changes(ledger);
    let steps = steps(dataset, ledger, &changes);
    if steps.len() < LEAST_STEPS {
        return Vec::new();
    }
    let a_day = |step: &Step| step.change.0 / step.days;
    let usual_kept = middle(steps.iter().map(|step| step.kept).collect());
    let usual_change = middle(steps.iter().map(a_day).filter(|change| *change > 0.0).collect());
    let whole = largest(&changes);
    let evidence = |step: &Step| {
        let times = a_day(step) / usual_change;
        if step.kept < REDRAWN && usual_kept > USUALLY_KEPT {
            Some(Evidence::Redrawn { kept: step.kept * 100.0, usual: usual_kept * 100.0 })
        } else if times > JUMP && step.change.0 > LEAST_JUMP * whole {
            Some(Evidence::Jump { area: step.change, times })
        } else {
            None
        }
    };
    let found = steps.iter().filter_map(|step| Some((step.date, evidence(step)?)));
    found.map(|(date, evidence)| Break { date, evidence }).collect()
}

/// The steps between snapshots; data that is dated by its changes has none.
fn steps(dataset: &Dataset, ledger: &Ledger, changes: &[Changes]) -> Vec<Step> {
    let calendar = ledger.calendar();
    let epochs = changes.len();
    let (mut begun, mut ended) = (vec![0_i64; epochs + 1], vec![0_i64; epochs + 1]);
    for bound in ledger.table().iter().flat_map(|(_, bounds)| bounds) {
        begun[usize::from(bound.from).min(epochs)] += 1;
        ended[usize::from(bound.end).min(epochs)] += 1;
    }
    let mut valid = 0;
    let mut kept = vec![1.0; epochs];
    for epoch in 0..epochs {
        if valid > 0 {
            kept[epoch] = 1.0 - ended[epoch] as f64 / valid as f64;
        }
        valid += begun[epoch] - ended[epoch];
    }
    let pairs = dataset.snapshots.windows(2);
    pairs
        .map(|pair| {
            let epoch = usize::from(calendar.epoch_of(pair[1]).0);
            let moved = changes[epoch].iter().map(|(_, area)| area.0.abs()).sum();
            Step {
                date: pair[1],
                kept: kept[epoch],
                change: SquareKilometres(moved),
                days: days_between(pair[0], pair[1]).max(1) as f64,
            }
        })
        .collect()
}

/// All ground on the date on which that is most.
fn largest(changes: &[Changes]) -> f64 {
    let net = changes.iter().map(|changes| changes.iter().map(|it| it.1.0).sum::<f64>());
    let totals = net.scan(0.0, |total, net| {
        *total += net;
        Some(*total)
    });
    totals.fold(0.0, f64::max)
}

/// The middle one of numbers, nought where there is none.
fn middle(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(0.0)
}
