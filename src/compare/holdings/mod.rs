//! Who stands on which ground through all dates: each piece of ground once, and the fronts between.

mod fronts;
mod known;
mod tenure;

use rustc_hash::FxHashMap;

use crate::Result;
use crate::geometry::{Cells, MultiPolygon};
use crate::index::{Calendar, ControlId, ControlIndex};
use crate::model::{Control, Dataset, Date, Validity};

use super::intervals::timeline::{Stretch, Timeline};
use super::intervals::{answered, validity};
pub use fronts::DatedFront;
use known::Known;
use tenure::{Tenure, tenures};

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
    /// When this holder stood there in this way before, with others or nobody in between: in order of
    /// time, all before `held_from`. Empty on ground that was never lost and retaken.
    pub held_before: Vec<Validity>,
    /// The ground: all of it has been held so.
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

/// The cells whose tenures are the same, as one piece of ground each.
fn ground(
    cells: &Cells,
    held: &[Vec<Stretch>],
    known: &Known,
    calendar: &Calendar,
) -> Vec<Holding> {
    let mut pieces: Vec<Tenure> = held.iter().flat_map(|held| tenures(held, known)).collect();
    let order = |it: &Tenure| (it.stretch.from, it.stretch.control, it.stretch.end, it.since);
    pieces.sort_unstable_by(|one, other| {
        order(one).cmp(&order(other)).then_with(|| one.before.cmp(&other.before))
    });
    pieces.dedup();
    let numbers: FxHashMap<&Tenure, u32> = pieces.iter().zip(0..).collect();
    let groups = held.iter().map(|held| {
        let tenures = tenures(held, known);
        let mut groups: Vec<u32> =
            tenures.iter().filter_map(|it| numbers.get(it).copied()).collect();
        groups.sort_unstable();
        groups
    });
    let outlines = cells.outlines(&groups.collect::<Vec<_>>());
    let pieces = pieces.iter().zip(outlines).filter_map(|(piece, polygons)| {
        let (control, source) = known.claim(piece.stretch.control)?;
        Some(Holding {
            control: control.clone(),
            source: source.to_owned(),
            validity: validity(calendar, (piece.stretch.from, piece.stretch.end)),
            held_from: validity(calendar, (piece.since, piece.stretch.end)).from(),
            held_before: piece.before.iter().map(|it| validity(calendar, *it)).collect(),
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
