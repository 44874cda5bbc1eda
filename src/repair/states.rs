//! The states of data: which features hold at the same time.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;

use crate::model::Validity;
use crate::source::{Dating, Meaning};

/// The states of data: each day's snapshot, then the epochs between the dates at which features with
/// validities change. Features without a date hold in all of these epochs.
#[derive(Debug)]
pub(super) struct States {
    /// When each is, in order; nothing for the state of data without dates.
    pub when: Vec<Option<Validity>>,
    snapshots: BTreeMap<Date, usize>,
    /// The dates at which epochs begin, but for the first.
    bounds: Vec<Date>,
}

impl States {
    pub fn of<'a>(meanings: impl Iterator<Item = &'a Meaning> + Clone) -> Self {
        let mut snapshots = BTreeMap::new();
        let (mut bounds, mut is_undated) = (Vec::new(), false);
        for meaning in meanings {
            match meaning.dating {
                Dating::Snapshot(date) => {
                    snapshots.insert(date, 0);
                }
                Dating::Interval(validity) => {
                    bounds.extend(validity.from().into_iter().chain(validity.until()));
                    is_undated = true;
                }
                Dating::Undated => is_undated = true,
            }
        }
        bounds.sort_unstable();
        bounds.dedup();
        let mut when: Vec<Option<Validity>> = Vec::new();
        for (date, place) in &mut snapshots {
            *place = when.len();
            when.push(Some(Validity::on(*date)));
        }
        if is_undated {
            when.extend(epochs(&bounds));
        }
        Self { when, snapshots, bounds }
    }

    /// The states in which a feature holds.
    pub fn range(&self, dating: Dating) -> Range<usize> {
        let first = self.snapshots.len();
        match dating {
            Dating::Snapshot(date) => {
                let place = self.snapshots.get(&date).copied().unwrap_or_default();
                place..place + 1
            }
            Dating::Undated => first..self.when.len(),
            Dating::Interval(validity) => {
                let after = |date: Date| first + self.bounds.partition_point(|it| *it <= date);
                let from = validity.from().map_or(first, after);
                let until = validity.until().map_or(self.when.len(), after);
                from..until
            }
        }
    }

    /// From the first of several states to the last.
    pub fn validity(&self, range: &Range<usize>) -> Option<Validity> {
        let first = self.when.get(range.start).copied().flatten()?;
        let last = self.when.get(range.end.saturating_sub(1)).copied().flatten()?;
        Validity::new(first.from(), last.until()).ok()
    }
}

/// From each date until the next, and what is before the first and after the last.
fn epochs(bounds: &[Date]) -> Vec<Option<Validity>> {
    if bounds.is_empty() {
        return vec![None];
    }
    let starts = std::iter::once(None).chain(bounds.iter().copied().map(Some));
    let ends = bounds.iter().copied().map(Some).chain([None]);
    starts.zip(ends).map(|(from, until)| Validity::new(from, until).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Control, Status};

    fn meaning(dating: Dating) -> Meaning {
        Meaning { actor: None, control: Control::new(Status::Held, []), dating }
    }

    fn day(text: &str) -> Option<Date> {
        text.parse().ok()
    }

    #[test]
    fn snapshots_come_first_and_epochs_meet() {
        let interval = |from, until| Dating::Interval(Validity::new(from, until).unwrap());
        let (january, march) = (day("2024-01-01"), day("2024-03-01"));
        let datings = [
            interval(january, march),
            interval(march, None),
            Dating::Snapshot(day("2023-05-01").unwrap()),
            Dating::Undated,
        ];
        let meanings: Vec<Meaning> = datings.into_iter().map(meaning).collect();
        let states = States::of(meanings.iter());
        assert_eq!(states.when.len(), 4);
        let ranges = datings.map(|dating| states.range(dating));
        assert_eq!(ranges, [2..3, 3..4, 0..1, 1..4]);
        assert_eq!(states.validity(&(2..4)).unwrap().from(), january);
        assert_eq!(states.validity(&(2..4)).unwrap().until(), None);
    }

    #[test]
    fn data_without_dates_has_one_state() {
        let meanings = [meaning(Dating::Undated)];
        let states = States::of(meanings.iter());
        assert_eq!((states.when.as_slice(), states.range(Dating::Undated)), (&[None][..], 0..1));
    }
}
