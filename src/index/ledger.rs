//! The ledger: every distinct edge of a dataset once, with whom it bounds and when.

use geo::Coord;

use super::answer::ControlId;
use super::calendar::Calendar;
use super::edge_table::{Bound, EdgeCount, EdgeTable};
use crate::model::{Control, Dataset, Territory, Validity};
use crate::{Error, Result};

/// Every distinct edge of a dataset once, with the controls that it bounds and when it does.
///
/// Dated maps repeat themselves: from one day to the next almost every edge stays. What is computed
/// from the ledger costs what changes, not what is drawn.
///
/// # Example
///
/// ```
/// use controlmap::{index::Ledger, model::Dataset};
///
/// // Three days of a village that grows once: its later edges are mostly its earlier ones.
/// let ledger = Ledger::of(&Dataset::open("fixtures/snapshots")?)?;
/// assert!(ledger.count().distinct < ledger.count().edges);
/// # Ok::<(), controlmap::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Ledger {
    calendar: Calendar,
    table: EdgeTable,
}

/// An edge, and ground that it bounds for a time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LedgerEdge {
    /// Its lower end; the western one where it runs due east.
    pub lower: Coord,
    /// Its upper end.
    pub upper: Coord,
    /// Who controls the ground.
    pub control: ControlId,
    /// How many times more often the ground lies to the left of the edge, as it runs upwards, than
    /// to its right: 1 or -1 for valid polygons.
    pub weight: i32,
    /// When it is so.
    pub validity: Validity,
}

impl Ledger {
    /// The ledger of a dataset.
    ///
    /// # Errors
    ///
    /// When the dataset has more than some 65,000 dates or ways of control.
    pub fn of(dataset: &Dataset) -> Result<Self> {
        Self::of_some(dataset, |_| true)
    }

    /// The ledger of some of a dataset's territories, with the calendar of them all.
    ///
    /// # Errors
    ///
    /// See [`of`](Self::of).
    pub fn of_some(dataset: &Dataset, is_wanted: impl Fn(&Territory) -> bool) -> Result<Self> {
        let calendar = Calendar::of(dataset).ok_or_else(|| {
            Error::limit("the dates of a dataset may change 65,534 times at most")
        })?;
        let wanted: Vec<&Territory> =
            dataset.territories.iter().filter(|territory| is_wanted(territory)).collect();
        let territories = wanted.iter().map(|it| (*it, calendar.span_of(it.validity)));
        let table = EdgeTable::of(dataset, territories)?;
        Ok(Self { calendar, table })
    }

    /// The stretches of days in which nothing changes anywhere.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// Every way in which ground is controlled on some date, in order of precedence.
    pub fn controls(&self) -> &[Control] {
        self.table.controls()
    }

    /// How many edges there are, and how many distinct ones.
    pub fn count(&self) -> EdgeCount {
        self.table.count()
    }

    /// The distinct edges with what they bound in which epochs of the calendar.
    pub fn table(&self) -> &EdgeTable {
        &self.table
    }

    /// The distinct edges, the lower end of each first.
    pub(super) fn edges(&self) -> &[[Coord; 2]] {
        self.table.ends()
    }

    /// What an edge bounds, in order of control and time.
    pub(super) fn bounds(&self, edge: u32) -> &[Bound] {
        self.table.bounds(edge)
    }

    /// Every edge with every ground that it bounds.
    pub fn entries(&self) -> impl Iterator<Item = LedgerEdge> + '_ {
        self.table.iter().flat_map(move |([lower, upper], bounds)| {
            bounds.iter().map(move |bound| LedgerEdge {
                lower,
                upper,
                control: bound.control,
                weight: bound.weight,
                validity: self.calendar.validity(bound.from, bound.end),
            })
        })
    }
}
