//! How much ground each side holds.

mod gross;
mod misdrawn;
mod series;

pub use gross::gross_changes;
pub use misdrawn::{Misdrawn, misdrawn};
pub use series::{DatedAreas, Measuring, RegionalAreas, series, series_of};

use super::Ground;
use super::sheet::{Layers, Sheet};
use crate::Result;
use crate::geometry::{EdgeRule, SquareKilometres};
use crate::index::EdgeTable;
use crate::model::{Control, Snapshot};

/// Less than a square metre, or than such a share of all ground, is what roundings leave of nothing.
const LEAST: (f64, f64) = (1e-6, 1e-12);
/// With more classes of ground than this no legend tells them apart.
pub const MANY_CONTROLS: usize = 16;

/// The areas of ground, by whom it is given to.
///
/// # Guarantees
///
/// Rows, overlaps and unclaimed ground sum to the total: no piece of ground is counted twice. What is
/// smaller than a square metre, or than a million millionth of all, is left out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Areas {
    /// Ground that is given to one control alone, a row each: ground that is held first, the largest
    /// first within a status.
    pub rows: Vec<AreaRow>,
    /// Ground that several controls are given at once, the largest first.
    pub overlaps: Vec<OverlapRow>,
    /// Ground of the frame, or of a region, that nobody is given.
    pub unclaimed: SquareKilometres,
    /// The sum of these.
    pub total: SquareKilometres,
    /// Ground beyond the frame that somebody is given; it is not part of the total.
    pub outside: SquareKilometres,
    /// What a map's percentages are of: the total, where the dataset names it.
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

/// The area that the data gives to several controls.
#[derive(Debug, Clone, PartialEq)]
pub struct OverlapRow {
    /// All of them, in order of precedence.
    pub controls: Vec<Control>,
    /// How large it is.
    pub area: SquareKilometres,
}

impl Areas {
    /// Sorts pieces of ground, each with its area and whether it lies in the frame. Ground with the
    /// same control may come in several pieces.
    pub(super) fn of(
        pieces: impl IntoIterator<Item = (Ground, bool, SquareKilometres)>,
        has_whole: bool,
    ) -> Self {
        let mut areas = Self::default();
        for (ground, is_framed, area) in pieces {
            match ground {
                Ground::Unclaimed if !is_framed => {}
                _ if !is_framed => areas.outside += area,
                Ground::Unclaimed => areas.unclaimed += area,
                Ground::Of(control) => areas.add(control, area),
                Ground::Overlap(controls) => {
                    match areas.overlaps.iter_mut().find(|row| row.controls == controls) {
                        Some(row) => row.area += area,
                        None => areas.overlaps.push(OverlapRow { controls, area }),
                    }
                }
            }
        }
        areas.tidy();
        areas.whole = has_whole.then_some(areas.total);
        areas
    }

    fn add(&mut self, control: Control, area: SquareKilometres) {
        match self.rows.iter_mut().find(|row| row.control == control) {
            Some(row) => row.area += area,
            None => self.rows.push(AreaRow { control, area }),
        }
    }

    /// Sorts the rows, drops what is left of nothing, and sums.
    fn tidy(&mut self) {
        let rows = self.rows.iter().map(|row| row.area);
        let all: SquareKilometres =
            rows.sum::<SquareKilometres>() + self.overlap() + self.unclaimed;
        let least = LEAST.0.max(LEAST.1 * all.0);
        let is_some = |area: SquareKilometres| area.0 >= least;
        self.rows.retain(|row| is_some(row.area));
        self.overlaps.retain(|row| is_some(row.area));
        for rest in [&mut self.unclaimed, &mut self.outside] {
            *rest = if is_some(*rest) { *rest } else { SquareKilometres(0.0) };
        }
        self.rows.sort_by(|a, b| {
            let by_size = b.area.0.total_cmp(&a.area.0);
            a.control.status.cmp(&b.control.status).then(by_size)
        });
        self.overlaps.sort_by(|a, b| b.area.0.total_cmp(&a.area.0));
        let claimed: SquareKilometres = self.rows.iter().map(|row| row.area).sum();
        self.total = claimed + self.overlap() + self.unclaimed;
    }

    /// Ground that several controls are given at once, whichever they are.
    pub fn overlap(&self) -> SquareKilometres {
        self.overlaps.iter().map(|row| row.area).sum()
    }

    /// What a control is given alone.
    pub fn of_control(&self, control: &Control) -> SquareKilometres {
        let row = self.rows.iter().find(|row| row.control == *control);
        row.map(|row| row.area).unwrap_or_default()
    }

    /// The same areas as a map shows them: where several are given the same ground, the first by
    /// precedence lies on top.
    #[must_use]
    pub fn as_drawn(mut self) -> Self {
        for OverlapRow { controls, area } in std::mem::take(&mut self.overlaps) {
            if let Some(first) = controls.into_iter().next() {
                self.add(first, area);
            }
        }
        self.tidy();
        self
    }

    /// Whether there are more classes of ground than a legend can tell apart, as on a map of states.
    pub fn are_many(&self) -> bool {
        self.rows.len() > MANY_CONTROLS
    }

    /// The percentage of the whole that an area is; nothing where the dataset names no whole.
    pub fn percent(&self, area: SquareKilometres) -> Option<f64> {
        self.whole.and_then(|_| self.share(area))
    }

    /// The percentage of the total that an area is; nothing where there is no ground.
    pub fn share(&self, area: SquareKilometres) -> Option<f64> {
        (self.total.0 > 0.0).then(|| area.0 / self.total.0 * 100.0)
    }
}

/// The ways of control of several dates as rows stand in tables: by status, and of each the one first
/// that was largest on any date.
///
/// # Example
///
/// ```
/// use controlmap::compare::{areas, largest_first};
/// use controlmap::model::Dataset;
///
/// let dataset = Dataset::open("fixtures/snapshots")?;
/// let [before, after] = ["2024-07-08", "2024-07-11"].map(|date| date.parse().unwrap());
/// let dates = [areas(&dataset.on(before)?)?, areas(&dataset.on(after)?)?];
/// assert_eq!(largest_first(&dates), [&dates[1].rows[0].control, &dates[1].rows[1].control]);
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn largest_first<'a>(dates: impl IntoIterator<Item = &'a Areas>) -> Vec<&'a Control> {
    let mut most: Vec<(&Control, f64)> = Vec::new();
    for row in dates.into_iter().flat_map(|areas| &areas.rows) {
        match most.iter_mut().find(|known| known.0 == &row.control) {
            Some(known) => known.1 = known.1.max(row.area.0),
            None => most.push((&row.control, row.area.0)),
        }
    }
    most.sort_by(|a, b| a.0.status.cmp(&b.0.status).then(b.1.total_cmp(&a.1)));
    most.into_iter().map(|(control, _)| control).collect()
}

/// The areas of a snapshot on WGS 84, under edges that are straight in longitude and latitude.
///
/// The total is the dataset's [frame](crate::model::Dataset::frame), or where it has none all ground
/// that somebody is given. Percentages are of it where [`About::whole`](crate::model::About::whole)
/// gives it a name; the backdrop, which changes with the view, plays no part.
///
/// Polygons whose rings cross themselves enclose what their rings go round a number of times that is
/// not zero.
///
/// # Errors
///
/// When the edges cross each other into more than eight million pieces.
///
/// # Example
///
/// ```
/// use controlmap::compare::areas;
/// use controlmap::model::Dataset;
///
/// let dataset = Dataset::open("fixtures/snapshots")?;
/// let areas = areas(&dataset.on("2024-07-08".parse().unwrap())?)?;
/// let rows: f64 = areas.rows.iter().map(|row| row.area.0).sum();
/// assert!((rows - areas.total.0).abs() < 1e-9);
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn areas(snapshot: &Snapshot) -> Result<Areas> {
    let dataset = snapshot.dataset;
    let table = EdgeTable::of_snapshots(&[snapshot])?;
    let sheet = Sheet::of_one(&table, 0, Layers::of(dataset, false), EdgeRule::Straight)?;
    let pieces =
        sheet.cells.iter().map(|cell| (sheet.ground(cell.grounds[0]), cell.is_framed, cell.area));
    Ok(Areas::of(pieces, !dataset.about.whole.is_empty()))
}
