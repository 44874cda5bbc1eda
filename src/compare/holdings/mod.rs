//! Who stands on which ground through all dates: each piece of ground once, and the fronts between.

mod fronts;
mod known;

use rustc_hash::FxHashMap;

use crate::Result;
use crate::geometry::{Cells, MultiPolygon};
use crate::index::{Calendar, ControlId, ControlIndex};
use crate::model::{Control, Dataset, Date, Validity};

use super::intervals::timeline::{Stretch, Timeline};
use super::intervals::{answered, validity};
pub use fronts::DatedFront;
use known::Known;

/// Who stands on which ground through all dates.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Holdings {
    /// The ground. On every date no two pieces overlap: where several are given the same ground, the
    /// first by precedence stands on it. Neighbours have the same vertices along their common border.
    pub ground: Vec<Holding>,
    /// The front lines; see [`fronts`](super::fronts).
    pub fronts: Vec<DatedFront>,
}

/// Ground that is held in one way for some days.
#[derive(Debug, Clone, PartialEq)]
pub struct Holding {
    /// Who holds it, and how.
    pub control: Control,
    /// Where this is known from; empty where the data does not say.
    pub source: String,
    /// When it is so.
    pub validity: Validity,
    /// Since when this holder has stood there in this way without a break, whatever the source; `None`
    /// where the data has no beginning of it. Never after the first day of `validity`.
    pub held_from: Option<Date>,
    /// The ground: it all has one such day.
    pub polygons: MultiPolygon,
}

/// Who stands on which ground through all dates, and where the fronts run.
///
/// All distinct edges of all dates are laid over each other once, and each cell between them has the
/// days on which somebody stands on it. So whatever is asked of a date needs no more than a comparison
/// of days. Where edges of different days cross, the crossing is rounded to 1e-9 degrees.
///
/// # Errors
///
/// When the dataset has more than some 65,000 dates or ways of control, or edges cross each other into
/// more than eight million pieces.
///
/// # Example
///
/// ```
/// use controlmap::compare::holdings;
/// use controlmap::index::ControlIndex;
/// use controlmap::model::Dataset;
///
/// let dataset = Dataset::open("fixtures/snapshots")?;
/// let holdings = holdings(&dataset, &ControlIndex::of(&dataset)?)?;
/// let date = "2024-07-08".parse().unwrap();
/// let fronts = holdings.fronts.iter().filter(|front| front.validity.contains(date));
/// assert!(fronts.count() > 0);
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn holdings(dataset: &Dataset, index: &ControlIndex) -> Result<Holdings> {
    let known = Known::of(dataset, index)?;
    let cells = Cells::between(&known.edges())?;
    let runs = answered(index.calendar());
    let held = held(&cells, &known, &runs);
    let ground = ground(&cells, &held, &known, index.calendar());
    let fronts = fronts::through_time(&cells, &held, &known, index, &runs);
    Ok(Holdings { ground, fronts })
}

/// Who stands on every cell through time, one after the other; the unbounded cell comes first.
fn held(cells: &Cells, known: &Known, runs: &[(u16, u16)]) -> Vec<Vec<Stretch>> {
    let mut timelines = vec![Timeline::default(); cells.len()];
    for crossing in cells.crossings() {
        let mut timeline = timelines[crossing.from].clone();
        for (edge, factor) in crossing.edges {
            timeline.add(&known.bounds(edge), factor);
        }
        timeline.settle();
        timelines[crossing.to] = timeline;
    }
    timelines.iter().map(|timeline| foremost(&timeline.stretches(runs))).collect()
}

/// Of stretches that may lie over each other those that come first by precedence, in order of time.
fn foremost(stretches: &[Stretch]) -> Vec<Stretch> {
    let mut cuts: Vec<u16> = stretches.iter().flat_map(|it| [it.from, it.end]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut first: Vec<Stretch> = Vec::new();
    for pair in cuts.windows(2) {
        let (from, end) = (pair[0], pair[1]);
        let there = stretches.iter().filter(|it| it.from <= from && end <= it.end);
        let Some(control) = there.map(|it| it.control).min() else { continue };
        match first.last_mut() {
            Some(last) if (last.control, last.end) == (control, from) => last.end = end,
            _ => first.push(Stretch { control, from, end }),
        }
    }
    first
}

/// When each of a cell's stretches began with the holder that it has: ground may become known from another
/// source without changing hands.
fn since(held: &[Stretch], known: &Known) -> Vec<u16> {
    let mut since: Vec<u16> = Vec::with_capacity(held.len());
    for (place, stretch) in held.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|place| held.get(place));
        let goes_on = before.filter(|before| {
            before.end == stretch.from
                && known.control(before.control) == known.control(stretch.control)
        });
        let began = goes_on.and(since.last().copied()).unwrap_or(stretch.from);
        since.push(began);
    }
    since
}

/// The cells that are held in one way for the same days, since the same day, as one piece of ground each.
fn ground(
    cells: &Cells,
    held: &[Vec<Stretch>],
    known: &Known,
    calendar: &Calendar,
) -> Vec<Holding> {
    let dated = |held: &[Stretch]| held.iter().copied().zip(since(held, known)).collect::<Vec<_>>();
    let mut stretches: Vec<(Stretch, u16)> = held.iter().flat_map(|held| dated(held)).collect();
    stretches.sort_unstable_by_key(|(it, since)| (it.from, it.control, it.end, *since));
    stretches.dedup();
    let numbers: FxHashMap<(Stretch, u16), u32> = stretches.iter().copied().zip(0..).collect();
    let groups = held.iter().map(|held| {
        let numbers = dated(held).into_iter().filter_map(|it| numbers.get(&it).copied());
        let mut groups: Vec<u32> = numbers.collect();
        groups.sort_unstable();
        groups
    });
    let outlines = cells.outlines(&groups.collect::<Vec<_>>());
    let pieces = stretches.into_iter().zip(outlines).filter_map(|((stretch, since), polygons)| {
        let (control, source) = known.claim(stretch.control)?;
        Some(Holding {
            control: control.clone(),
            source: source.to_owned(),
            validity: validity(calendar, (stretch.from, stretch.end)),
            held_from: validity(calendar, (since, stretch.end)).from(),
            polygons,
        })
    });
    pieces.filter(|piece| !piece.polygons.0.is_empty()).collect()
}

/// Who stands on a cell in an epoch.
fn during(held: &[Stretch], epoch: u16) -> Option<ControlId> {
    held.iter().find(|it| (it.from..it.end).contains(&epoch)).map(|it| it.control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_by_precedence_stands_on_ground_that_several_are_given() {
        let stretch = |control, from, end| Stretch { control: ControlId(control), from, end };
        let first = foremost(&[stretch(0, 3, 5), stretch(1, 1, 9), stretch(2, 8, 12)]);
        let expected = [stretch(1, 1, 3), stretch(0, 3, 5), stretch(1, 5, 9), stretch(2, 9, 12)];
        assert_eq!(first, expected);
        assert!(foremost(&[]).is_empty());
    }
}
