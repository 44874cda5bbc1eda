//! Snapshots that are missing, and those that repeat others.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::likeness;
use crate::check::Finding;
use crate::model::{Dataset, Defect, DefectKind, Spot};

/// Stretches without snapshots, and snapshots that are the same as one before.
pub(super) fn findings(dataset: &Dataset) -> Vec<Finding> {
    let missing = dataset.date_gaps().into_iter().map(|gap| {
        let days = if gap.days == 1 { "day" } else { "days" };
        let found = format!("{} {days}", gap.days);
        let spot = Spot::default().on(gap.first);
        let defect = Defect::new(DefectKind::MissingDays, spot).found(found);
        Finding { dates: Some((gap.first, gap.last)), ..defect.into() }
    });
    missing.chain(repeated(dataset)).collect()
}

fn repeated(dataset: &Dataset) -> Vec<Finding> {
    // Odd, so that no territory counts for nothing.
    let marks: Vec<u64> = dataset.territories.iter().map(|it| likeness(it) | 1).collect();
    let mut known: FxHashMap<u64, Date> = FxHashMap::default();
    let mut before = None;
    let mut found: Vec<Finding> = Vec::new();
    for &date in &dataset.snapshots {
        let held = dataset.territories.iter().zip(&marks);
        let held = held.filter(|(territory, _)| territory.validity.contains(date));
        let state = held.fold(0_u64, |sum, (_, mark)| sum.wrapping_add(*mark));
        if state == 0 {
            before = Some(state);
            continue;
        }
        let first = known.get(&state).copied();
        if before == Some(state) {
            unchanged(date, &mut found);
        } else if let Some(first) = first {
            let said = format!("the same as on {first}, but not as on the dates between");
            let defect =
                Defect::new(DefectKind::StaleSnapshot, Spot::default().on(date)).found(said);
            found.push(Finding { dates: Some((date, date)), ..defect.into() });
        }
        known.insert(state, date);
        before = Some(state);
    }
    found
}

/// Adds a date to the run of snapshots that are the same, or begins one.
fn unchanged(date: Date, found: &mut Vec<Finding>) {
    if let Some(Finding { defect, dates: Some((_, last)), .. }) = found.last_mut()
        && defect.kind == DefectKind::UnchangedSnapshot
        && last.tomorrow().ok() == Some(date)
    {
        *last = date;
        defect.count += 1;
        return;
    }
    let defect = Defect::new(DefectKind::UnchangedSnapshot, Spot::default().on(date));
    found.push(Finding { dates: Some((date, date)), ..defect.into() });
}
