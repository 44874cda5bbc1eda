//! The ground that changed hands, without a look at what stayed.

use super::{Matrix, Patch, PlaceChange, matrix, order, patches_of, places_changed};
use crate::Result;
use crate::compare::Ground;
use crate::compare::sheet::{Layers, Sheet};
use crate::geometry::{EdgeRule, Kilometres, SquareKilometres};
use crate::index::EdgeTable;
use crate::model::Snapshot;

/// The ground that changed hands from one snapshot to another: what a map of changes shows.
///
/// The same pieces, areas and places as those of a [`Comparison`](super::Comparison), which tells of all
/// ground, for a part of its cost.
#[derive(Debug, Clone, PartialEq)]
pub struct Advance<'a> {
    /// Whose ground became whose; what stayed is not in it.
    pub matrix: Matrix,
    /// Every connected piece of ground that changed, the largest first.
    pub patches: Vec<Patch>,
    /// The places that changed hands, the most important first.
    pub places: Vec<PlaceChange<'a>>,
}

/// Ground that went from the same to the same, all pieces together.
#[derive(Debug, Clone, PartialEq)]
pub struct Gain {
    /// Whose it was.
    pub from: Ground,
    /// Whose it is.
    pub to: Ground,
    /// How large it is, slivers left out.
    pub area: SquareKilometres,
}

impl<'a> Advance<'a> {
    /// What changed hands from one snapshot of a dataset to another, in whichever order. Pieces narrower
    /// than the width are slivers: twice their area over their perimeter is less.
    ///
    /// # Errors
    ///
    /// When edges cross each other into more than eight million pieces.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::compare::Advance;
    /// use controlmap::geometry::Kilometres;
    /// use controlmap::model::Dataset;
    ///
    /// let dataset = Dataset::open("fixtures/snapshots")?;
    /// let [before, after] = ["2024-07-08", "2024-07-11"].map(|date| date.parse().unwrap());
    /// let advance = Advance::of(&dataset.on(before)?, &dataset.on(after)?, Kilometres(0.05))?;
    /// assert_eq!(advance.gains().len(), 1);
    /// # Ok::<(), controlmap::Error>(())
    /// ```
    pub fn of(
        before: &Snapshot<'a>,
        after: &Snapshot<'a>,
        sliver_width: Kilometres,
    ) -> Result<Self> {
        let dataset = before.dataset;
        let table = EdgeTable::of_snapshots(&[before, after])?;
        let layers = Layers::of(dataset, false);
        let sheet = Sheet::of_change(&table, [0, 1], layers, EdgeRule::Straight)?;
        Ok(Self {
            matrix: matrix(&sheet, &order(&sheet), |cell| cell.is_framed && cell.is_changed()),
            patches: patches_of(&sheet, sliver_width),
            places: places_changed(&sheet, &dataset.base_map.places)?,
        })
    }

    /// Whose ground became whose, the most first, slivers left out.
    pub fn gains(&self) -> Vec<Gain> {
        let mut gains: Vec<Gain> = Vec::new();
        for patch in self.patches.iter().filter(|patch| !patch.is_sliver) {
            match gains.iter_mut().find(|gain| gain.from == patch.from && gain.to == patch.to) {
                Some(gain) => gain.area += patch.area,
                None => gains.push(Gain {
                    from: patch.from.clone(),
                    to: patch.to.clone(),
                    area: patch.area,
                }),
            }
        }
        gains.sort_by(|a, b| b.area.0.total_cmp(&a.area.0));
        gains
    }
}
