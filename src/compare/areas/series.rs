//! Areas date by date.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Areas;
use crate::Result;
use crate::compare::Ground;
use crate::compare::sheet::{Cell, GroundId, Layers, Sheet};
use crate::geometry::{EdgeRule, SquareKilometres};
use crate::index::Ledger;
use crate::model::{Dataset, Date};

/// How ground is to be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Measuring {
    /// What runs between two neighbouring positions.
    pub edges: EdgeRule,
    /// Whether the dataset's regions are told apart.
    pub by_region: bool,
}

/// The areas of a date.
#[derive(Debug, Clone, PartialEq)]
pub struct DatedAreas {
    /// The date.
    pub date: Date,
    /// The date of the data that answers; nothing where it is undated, or there is none.
    pub data_date: Option<Date>,
    /// The areas; nothing where there is no data, or the gap policy does not let it answer.
    pub areas: Option<RegionalAreas>,
}

/// Areas as a whole and by region.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RegionalAreas {
    /// All regions and what lies in none together.
    pub all: Areas,
    /// A row for each of the dataset's regions, in their order, and at the end one for what lies in
    /// none of them; empty if regions were not told apart. The rows sum to the whole, line by line.
    pub regions: Vec<Areas>,
}

/// The areas of a dataset on dates, which must ascend.
///
/// The first date is measured whole; of each later one only the ground that has changed since the date
/// before it.
///
/// # Errors
///
/// When the dataset has more than some 65,000 dates or ways of control, or edges cross each other into
/// more than eight million pieces.
///
/// # Example
///
/// ```
/// use controlmap::compare::{Measuring, series};
/// use controlmap::model::Dataset;
///
/// let dataset = Dataset::open("fixtures/snapshots")?;
/// let days = series(&dataset, &dataset.dates, Measuring::default())?;
/// let held = |day: usize| days[day].areas.as_ref().unwrap().all.rows[0].area;
/// assert!(held(2) > held(0));
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn series(dataset: &Dataset, dates: &[Date], how: Measuring) -> Result<Vec<DatedAreas>> {
    series_of(dataset, &Ledger::of(dataset)?, dates, how)
}

/// The same where the dataset's ledger has been made already.
///
/// # Errors
///
/// See [`series`].
pub fn series_of(
    dataset: &Dataset,
    ledger: &Ledger,
    dates: &[Date],
    how: Measuring,
) -> Result<Vec<DatedAreas>> {
    let calendar = ledger.calendar();
    let layers = Layers::of(dataset, how.by_region);
    let epochs: Vec<u16> = dates.iter().map(|date| calendar.epoch_of(*date).0).collect();
    let Some(&first) = epochs.first() else { return Ok(Vec::new()) };
    let mut account = Account::default();
    account.add(&Sheet::of_one(ledger.table(), first, layers, how.edges)?);
    let changes = epochs.par_windows(2).map(|pair| {
        if pair[0] == pair[1] {
            return Ok(None);
        }
        let epochs = [pair[0], pair[1]];
        Sheet::of_change(ledger.table(), epochs, layers, how.edges).map(Some)
    });
    let changes: Vec<Option<Sheet>> = changes.collect::<Result<_>>()?;
    let changes = std::iter::once(None).chain(changes);
    let dated = dates.iter().zip(epochs.iter().zip(changes)).map(|(&date, (&epoch, change))| {
        if let Some(change) = change {
            account.change(&change);
        }
        let epoch = calendar.epochs()[usize::from(epoch)];
        let areas = epoch.has_data.then(|| account.areas(dataset, how.by_region));
        DatedAreas { date, data_date: epoch.data_date.filter(|_| epoch.has_data), areas }
    });
    Ok(dated.collect())
}

/// What ground is told apart by: the region, whether it lies in the frame, and whom it is given to.
type Key = (Option<u32>, bool, Ground);

/// Running totals.
#[derive(Default)]
struct Account {
    places: FxHashMap<Key, usize>,
    totals: Vec<(Key, SquareKilometres)>,
}

impl Account {
    /// Adds all ground of a sheet.
    fn add(&mut self, sheet: &Sheet) {
        for cell in sheet.cells.iter().skip(1) {
            self.book(sheet, cell, cell.grounds[0], cell.area);
        }
    }

    /// Moves the changed ground of a sheet from whom it was given to whom it is given.
    fn change(&mut self, sheet: &Sheet) {
        for cell in sheet.cells.iter().filter(|cell| cell.is_changed()) {
            self.book(sheet, cell, cell.grounds[0], -cell.area);
            self.book(sheet, cell, cell.grounds[1], cell.area);
        }
    }

    fn book(&mut self, sheet: &Sheet, cell: &Cell, ground: GroundId, area: SquareKilometres) {
        // Where nothing marks it off, ground is in the frame only as long as it is somebody's.
        let is_framed = cell.is_framed
            && (sheet.has_frame() || cell.region.is_some() || ground != GroundId::UNCLAIMED);
        let key = (cell.region, is_framed, sheet.ground(ground));
        let place = *self.places.entry(key).or_insert_with_key(|key| {
            self.totals.push((key.clone(), SquareKilometres(0.0)));
            self.totals.len() - 1
        });
        self.totals[place].1 += area;
    }

    fn areas(&self, dataset: &Dataset, by_region: bool) -> RegionalAreas {
        let has_whole = !dataset.about.whole.is_empty();
        let within = |is_wanted: &dyn Fn(Option<u32>) -> bool| {
            let wanted = self.totals.iter().filter(|((region, ..), _)| is_wanted(*region));
            let pieces =
                wanted.map(|((_, is_framed, ground), area)| (ground.clone(), *is_framed, *area));
            Areas::of(pieces, has_whole)
        };
        let regions = if by_region { dataset.base_map.regions.len() as u32 } else { 0 };
        let rows = (0..regions).map(Some).chain(by_region.then_some(None));
        RegionalAreas {
            all: within(&|_| true),
            regions: rows.map(|row| within(&|region| region == row)).collect(),
        }
    }
}
