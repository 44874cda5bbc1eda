//! How much ground each side holds.

use crate::geometry::{SquareKilometres, area};
use crate::model::{Control, Snapshot};

/// The areas of a snapshot, one row for each way in which ground is controlled.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Areas {
    /// The rows: ground that is held first, the largest first within a status.
    pub rows: Vec<AreaRow>,
    /// The sum of the rows.
    pub total: SquareKilometres,
    /// What percentages are of; nothing where the dataset names no whole.
    pub whole: Option<SquareKilometres>,
}

/// The area that the same actors control in the same way.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaRow {
    /// Who controls it, and how.
    pub control: Control,
    /// How large it is.
    pub area: SquareKilometres,
}

/// With more classes of ground than this no legend tells them apart.
const MANY: usize = 16;

impl Areas {
    /// Whether there are more classes of ground than a legend can tell apart, as on a map of states.
    pub fn are_many(&self) -> bool {
        self.rows.len() > MANY
    }

    /// The percentage of the whole that an area is; nothing where the dataset names no whole.
    pub fn percent(&self, area: SquareKilometres) -> Option<f64> {
        let whole = self.whole.filter(|whole| whole.0 > 0.0)?;
        Some(area.0 / whole.0 * 100.0)
    }
}

/// The areas of a snapshot.
///
/// The whole is the ground of all territories together. It has percentages where
/// [`About::whole`](crate::model::About::whole) gives it a name; the backdrop, which changes with the view, plays no part.
pub fn areas(snapshot: &Snapshot) -> Areas {
    let mut rows: Vec<AreaRow> = Vec::new();
    for territory in &snapshot.territories {
        let control = territory.control();
        let size = area::of(&territory.polygons);
        match rows.iter_mut().find(|row| row.control == control) {
            Some(row) => row.area += size,
            None => rows.push(AreaRow { control, area: size }),
        }
    }
    rows.sort_by(|a, b| {
        a.control.status.cmp(&b.control.status).then(b.area.0.total_cmp(&a.area.0))
    });
    let total: SquareKilometres = rows.iter().map(|row| row.area).sum();
    Areas { rows, total, whole: (!snapshot.dataset.about.whole.is_empty()).then_some(total) }
}
