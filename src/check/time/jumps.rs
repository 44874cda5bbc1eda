//! Changes far above the usual.

use jiff::civil::Date;

use crate::check::Finding;
use crate::compare::gross_changes;
use crate::geometry::SquareKilometres;
use crate::index::{ControlId, Ledger};
use crate::model::{Dataset, Defect, DefectKind, Spot, days_between};

/// Changes that a series needs before anything of it can be called usual.
const LEAST_STEPS: usize = 20;
/// A jump lies so many standard deviations above the middle, both of logarithms and robust: from the
/// median, and the median distance to it.
const JUMP: f64 = 4.0;
/// And is at least such a share of all that the side holds.
const LEAST_SHARE: f64 = 0.005;
/// A median distance times this is the standard deviation of what is spread normally.
const DEVIATIONS: f64 = 1.4826;

/// The ground that one side gains or loses at a date.
struct Change {
    date: Date,
    km2: f64,
    /// Logarithm of the square kilometres a day.
    speed: f64,
    share: f64,
}

/// Whether there are snapshots enough to tell what is usual.
pub(super) fn may_be_told(dataset: &Dataset) -> bool {
    dataset.snapshots.len() > LEAST_STEPS
}

/// Dates on which a side gains or loses far more a day than it usually does, those left out on which the
/// dataset says that its source changes.
pub(super) fn findings(dataset: &Dataset, ledger: &Ledger) -> Vec<Finding> {
    let changes = gross_changes(ledger);
    let mut found: Vec<Finding> = Vec::new();
    for (place, control) in ledger.controls().iter().enumerate() {
        let ids: Vec<&str> =
            control.claimants.iter().map(|it| dataset.actor(*it).id.as_str()).collect();
        let of_control = of_control(dataset, ledger, &changes, ControlId(place as u16));
        for (change, times) in jumps(&of_control) {
            if dataset.source_changes.contains(&change.date) {
                continue;
            }
            let said = format!(
                "{} {} {:.0} km², {times:.0} times as much a day as usual",
                ids.join("/"),
                if change.km2 > 0.0 { "gains" } else { "loses" },
                change.km2.abs(),
            );
            let defect = Defect::new(DefectKind::Jump, Spot::default().on(change.date));
            let defect = defect.concerning(SquareKilometres(change.km2.abs())).found(said);
            found.push(Finding { dates: Some((change.date, change.date)), ..defect.into() });
        }
    }
    found
}

/// What a control gains and loses from snapshot to snapshot, where it does.
fn of_control(
    dataset: &Dataset,
    ledger: &Ledger,
    changes: &[Vec<(ControlId, SquareKilometres)>],
    control: ControlId,
) -> Vec<Change> {
    let mut held = 0.0;
    let mut by_epoch = changes.iter().map(|changes| {
        let own = changes.iter().find(|(it, _)| *it == control);
        let change = own.map_or(0.0, |(_, area)| area.0);
        let before = held;
        held += change;
        (change, before)
    });
    let by_epoch: Vec<(f64, f64)> = by_epoch.by_ref().collect();
    let pairs = dataset.snapshots.windows(2).filter_map(|pair| {
        let [before, date] = pair else { return None };
        let epoch = ledger.calendar().epoch_of(*date).0;
        let (km2, held) = by_epoch.get(usize::from(epoch)).copied()?;
        let days = days_between(*before, *date).max(1) as f64;
        // What was nothing before begins, it does not jump.
        let is_change = km2.abs() > 1e-6 && held > 0.0;
        is_change.then(|| Change {
            date: *date,
            km2,
            speed: (km2.abs() / days).ln(),
            share: km2.abs() / held,
        })
    });
    pairs.collect()
}

/// The changes that are jumps, each with how many times the middle one it is.
fn jumps(changes: &[Change]) -> Vec<(&Change, f64)> {
    if changes.len() < LEAST_STEPS {
        return Vec::new();
    }
    let usual = middle(changes.iter().map(|change| change.speed).collect());
    let spread = middle(changes.iter().map(|change| (change.speed - usual).abs()).collect());
    let is_jump = |change: &&Change| {
        change.speed - usual > JUMP * DEVIATIONS * spread && change.share > LEAST_SHARE
    };
    changes.iter().filter(is_jump).map(|it| (it, (it.speed - usual).exp())).collect()
}

fn middle(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or_default()
}
