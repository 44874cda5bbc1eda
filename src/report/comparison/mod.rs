//! What changed from one date to another, as data.

pub(crate) mod data;
mod patches;
mod summary;

use jiff::civil::Date;

use super::grounds::GroundNames;
use crate::Result;
use crate::compare::{Break, Comparing, Comparison};
use crate::model::Snapshot;

pub(crate) use patches::collection;
pub(crate) use summary::{fate, paragraph};

/// Two dates and what changed between them.
pub(crate) struct Told<'a> {
    pub names: GroundNames<'a>,
    pub before: Snapshot<'a>,
    pub after: Snapshot<'a>,
    pub how: Comparing,
    pub comparison: Comparison<'a>,
    /// Changes of source after the first date and up to the second.
    pub breaks: Vec<Break>,
}

impl<'a> Told<'a> {
    /// Compares the states of two dates, in a language; of the dataset's breaks those between them
    /// are told.
    pub fn of(
        names: GroundNames<'a>,
        dates: [Date; 2],
        how: Comparing,
        breaks: &[Break],
    ) -> Result<Self> {
        let dataset = names.dataset;
        let [first, second] = dates;
        let (before, after) = (dataset.on(first)?, dataset.on(second)?);
        let comparison = Comparison::of(&before, &after, how)?;
        let (earlier, later) = (first.min(second), first.max(second));
        let is_between = |it: &&Break| earlier < it.date && it.date <= later;
        let breaks = breaks.iter().filter(is_between).cloned().collect();
        Ok(Self { names, before, after, how, comparison, breaks })
    }

    /// Whether it is known which ground there is besides what is given to anybody.
    pub fn has_frame(&self) -> bool {
        self.names.dataset.frame.is_some() || !self.comparison.regions.is_empty()
    }
}
