//! Snapshots to intervals: ground written once for as long as it stays in the same hands.

pub(super) mod timeline;

use std::borrow::Cow;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::Result;
use crate::geometry::Cells;
use crate::index::{Calendar, EdgeTable, Ledger};
use crate::model::{ActorId, Control, Dataset, Date, GapPolicy, Territory, Validity};
use timeline::{Stretch, Timeline};

/// A dataset's ground with the days on which each piece of it is held, from the first up to but
/// without the last.
///
/// Data that is dated by its changes says that itself and is given as it is. Of snapshots all distinct
/// edges are laid over each other once. Every cell between them has a timeline, and cells that are held
/// in the same way for the same days are one territory: what changes from day to day is written as
/// often as it changes, what stays is written once. On every date the territories cover the ground of
/// its snapshot, none of it twice for one control; where edges of different days cross, the crossing is
/// rounded to 1e-9 degrees.
///
/// A snapshot holds until the next, the last one for ever. Under a gap policy ground ends with the last
/// day that its data may answer for.
///
/// # Errors
///
/// When the dataset has more than some 65,000 dates or ways of control, or edges cross each other into
/// more than eight million pieces.
///
/// # Example
///
/// ```
/// use controlmap::compare::intervals;
/// use controlmap::model::Dataset;
///
/// let dataset = Dataset::open("fixtures/snapshots")?;
/// let merged = intervals(&dataset)?;
/// // What one side held all the time begins on the first day and has no end.
/// let first = dataset.dates.first().copied();
/// assert!(merged.iter().any(|it| it.validity.from() == first && it.validity.until().is_none()));
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn intervals(dataset: &Dataset) -> Result<Cow<'_, [Territory]>> {
    if dataset.snapshots.is_empty() && dataset.gap_policy == GapPolicy::Carry {
        return Ok(Cow::Borrowed(&dataset.territories));
    }
    let mut sources: Vec<&str> = dataset.territories.iter().map(|it| it.source.as_str()).collect();
    sources.sort_unstable();
    sources.dedup();
    let merged: Result<Vec<Vec<Territory>>> =
        sources.par_iter().map(|source| of_source(dataset, source)).collect();
    let mut merged: Vec<Territory> = merged?.into_iter().flatten().collect();
    merged.sort_by_cached_key(order);
    Ok(Cow::Owned(merged))
}

/// Older ground comes first, and of that which is equally old the ground of the actor who comes first
/// in the dataset.
fn order(territory: &Territory) -> (Option<Date>, Vec<ActorId>, u8, Option<Date>, String) {
    let Territory { validity, status, source, .. } = territory;
    let claimants = territory.claimants().collect();
    (validity.from(), claimants, *status as u8, validity.until(), source.clone())
}

/// The intervals of all ground that is known from one source.
fn of_source(dataset: &Dataset, source: &str) -> Result<Vec<Territory>> {
    let ledger = Ledger::of_some(dataset, |territory| territory.source == source)?;
    let cells = Cells::between(ledger.table().ends())?;
    let answered = answered(ledger.calendar());
    let mut numbers: FxHashMap<Stretch, u32> = FxHashMap::default();
    let mut groups_of = Vec::with_capacity(cells.len());
    for timeline in timelines(&cells, ledger.table()) {
        let stretches = timeline.stretches(&answered).into_iter().map(|stretch| {
            let next = numbers.len() as u32;
            *numbers.entry(stretch).or_insert(next)
        });
        let mut groups: Vec<u32> = stretches.collect();
        groups.sort_unstable();
        groups_of.push(groups);
    }
    let mut stretches: Vec<(Stretch, u32)> = numbers.into_iter().collect();
    stretches.sort_unstable_by_key(|(_, number)| *number);
    let outlines = cells.outlines(&groups_of);
    let territories = stretches.into_iter().zip(outlines).filter_map(|((stretch, _), polygons)| {
        let Control { status, claimants } =
            ledger.controls().get(usize::from(stretch.control.0))?.clone();
        let mut claimants = claimants.into_iter();
        Some(Territory {
            polygons,
            actor: claimants.next(),
            others: claimants.collect(),
            status,
            validity: validity(ledger.calendar(), (stretch.from, stretch.end)),
            source: source.to_owned(),
            origin: None,
        })
    });
    Ok(territories.collect())
}

/// The timeline of every cell, the unbounded one first.
fn timelines(cells: &Cells, table: &EdgeTable) -> Vec<Timeline> {
    let mut timelines = vec![Timeline::default(); cells.len()];
    for crossing in cells.crossings() {
        let mut timeline = timelines[crossing.from].clone();
        for (edge, factor) in crossing.edges {
            timeline.add(table.bounds(edge), factor);
        }
        timeline.settle();
        timelines[crossing.to] = timeline;
    }
    timelines
}

/// The runs of epochs that have data which may answer for them: the first of each, and the one after
/// its last.
pub(super) fn answered(calendar: &Calendar) -> Vec<(u16, u16)> {
    let mut runs: Vec<(u16, u16)> = Vec::new();
    for (number, _) in (0..).zip(calendar.epochs()).filter(|(_, epoch)| epoch.has_data) {
        match runs.last_mut() {
            Some(run) if run.1 == number => run.1 = number + 1,
            _ => runs.push((number, number + 1)),
        }
    }
    runs
}

/// The days of a stretch of epochs.
pub(super) fn validity(calendar: &Calendar, (from, end): (u16, u16)) -> Validity {
    let day = |epoch: u16| calendar.epochs().get(usize::from(epoch)).and_then(|epoch| epoch.from);
    Validity::new(day(from), day(end)).unwrap_or(Validity::ALWAYS)
}
