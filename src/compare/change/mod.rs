//! What changed from one date to another.

mod advance;
mod breaks;
mod matrix;

pub use advance::{Advance, Gain};
pub use breaks::{Break, Evidence, breaks};
pub use matrix::Matrix;

use geo::MultiPolygon;
use rustc_hash::FxHashMap;

use super::fronts::{Front, fronts_of};
use super::pockets::{PocketFates, Pockets, fates, importance};
use super::sheet::{Cell, GroundId, Layers, Sheet, part_of, parts};
use super::{Ground, Measuring};
use crate::Result;
use crate::geometry::{Coord, Kilometres, SquareKilometres};
use crate::index::{EdgeTable, FrontRule};
use crate::model::{Place, Snapshot};

/// How two dates are to be compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparing {
    /// How ground is measured.
    pub measuring: Measuring,
    /// A changed piece of ground is a sliver if it is narrower: if twice its area over its perimeter is
    /// less.
    pub sliver_width: Kilometres,
}

impl Default for Comparing {
    /// Slivers are narrower than 50 m: less than what hand-drawn lines can tell.
    fn default() -> Self {
        Self { measuring: Measuring::default(), sliver_width: Kilometres(0.05) }
    }
}

/// What changed from one snapshot to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison<'a> {
    /// Whose ground became whose.
    pub matrix: Matrix,
    /// What each kind of ground was, gained, lost and is, the most changed first.
    pub sides: Vec<SideChange>,
    /// Every connected piece of ground that changed, the largest first.
    pub patches: Vec<Patch>,
    /// The same for each of the dataset's regions, in their order, and at the end for what lies in none
    /// of them; empty if regions were not told apart.
    pub regions: Vec<Matrix>,
    /// The places that changed hands, the most important first.
    pub places: Vec<PlaceChange<'a>>,
    /// What became of each actor's pockets.
    pub pockets: PocketFates<'a>,
    /// The front lines between whom on either date, the longest on the second first.
    pub fronts: Vec<FrontChange>,
}

/// What a kind of ground was, gained, lost and is.
///
/// # Guarantees
///
/// `before + gained - lost + slivers` is `after`, but for roundings.
#[derive(Debug, Clone, PartialEq)]
pub struct SideChange {
    /// Whose ground it is.
    pub ground: Ground,
    /// How large it was.
    pub before: SquareKilometres,
    /// What it gained, slivers left out.
    pub gained: SquareKilometres,
    /// What it lost, slivers left out.
    pub lost: SquareKilometres,
    /// What it gained in slivers less what it lost in them.
    pub slivers: SquareKilometres,
    /// How large it is.
    pub after: SquareKilometres,
}

impl SideChange {
    /// By how much it grew, or with a minus shrank.
    pub fn net(&self) -> SquareKilometres {
        self.after - self.before
    }

    /// What an area is in percent of what the side had; nothing where it had nothing.
    pub fn percent_of_before(&self, area: SquareKilometres) -> Option<f64> {
        (self.before.0 > 0.0).then(|| area.0 / self.before.0 * 100.0)
    }
}

/// A connected piece of ground that went from the same to the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Patch {
    /// Whose it was.
    pub from: Ground,
    /// Whose it is.
    pub to: Ground,
    /// Its shape.
    pub polygons: MultiPolygon,
    /// How large it is.
    pub area: SquareKilometres,
    /// How wide it is, roughly: twice its area over its perimeter.
    pub width: Kilometres,
    /// Whether it is so narrow that it may come from redrawing a line.
    pub is_sliver: bool,
}

/// A place that was somebody else's.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceChange<'a> {
    /// The place.
    pub place: &'a Place,
    /// Whose it was.
    pub from: Ground,
    /// Whose it is.
    pub to: Ground,
}

/// The front line between two sides on two dates.
#[derive(Debug, Clone, PartialEq)]
pub struct FrontChange {
    /// Who stands on either side; see [`Front::sides`].
    pub sides: [Option<crate::model::Control>; 2],
    /// How long it was.
    pub before: Kilometres,
    /// How long it is.
    pub after: Kilometres,
}

impl<'a> Comparison<'a> {
    /// Compares two snapshots of a dataset, in whichever order.
    ///
    /// # Errors
    ///
    /// When edges cross each other into more than eight million pieces.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::compare::Comparison;
    /// use controlmap::model::Dataset;
    ///
    /// let dataset = Dataset::open("fixtures/snapshots")?;
    /// let [before, after] = ["2024-07-08", "2024-07-11"].map(|date| date.parse().unwrap());
    /// let change = Comparison::of(&dataset.on(before)?, &dataset.on(after)?, Default::default())?;
    /// let (east, west) = (&change.sides[0], &change.sides[1]);
    /// assert!((east.net() + west.net()).0.abs() < 1e-9);
    /// # Ok::<(), controlmap::Error>(())
    /// ```
    pub fn of(before: &Snapshot<'a>, after: &Snapshot<'a>, how: Comparing) -> Result<Self> {
        let dataset = before.dataset;
        let table = EdgeTable::of_snapshots(&[before, after])?;
        let layers = Layers::of(dataset, how.measuring.by_region);
        let sheet = Sheet::of_both(&table, [0, 1], layers, how.measuring.edges)?;
        let order = order(&sheet);
        let patches = patches_of(&sheet, how.sliver_width);
        let whole = matrix(&sheet, &order, |cell| cell.is_framed);
        let of_region =
            |row: Option<u32>| matrix(&sheet, &order, |cell| cell.is_framed && cell.region == row);
        let regions = if how.measuring.by_region { layers.regions.len() as u32 } else { 0 };
        let rows = (0..regions).map(Some).chain(how.measuring.by_region.then_some(None));
        let places = &dataset.base_map.places;
        let pockets = [0, 1].map(|date| Pockets::of(&sheet, date, places));
        let rule = FrontRule::of_dataset(dataset);
        Ok(Self {
            sides: sides(&whole, &patches),
            regions: rows.map(of_region).collect(),
            places: places_changed(&sheet, places)?,
            pockets: fates(&sheet, pockets),
            fronts: fronts(fronts_of(&sheet, 0, rule)?, fronts_of(&sheet, 1, rule)?),
            matrix: whole,
            patches,
        })
    }

    /// Ground that several are given at once on the first date or the second, 0 or 1.
    pub fn overlap(&self, date: usize) -> SquareKilometres {
        let grounds = self.matrix.grounds().iter().enumerate();
        let overlaps = grounds.filter(|(_, ground)| matches!(ground, Ground::Overlap(_)));
        let area =
            |(row, _)| if date == 0 { self.matrix.before(row) } else { self.matrix.after(row) };
        overlaps.map(area).sum()
    }

    /// The changed pieces that are slivers: how many, and how large together.
    pub fn slivers(&self) -> (usize, SquareKilometres) {
        let slivers = || self.patches.iter().filter(|patch| patch.is_sliver);
        (slivers().count(), slivers().map(|patch| patch.area).sum())
    }
}

/// Whose ground became whose between two epochs of a table, and nothing of what stayed as it was: the
/// edges that both have are left alone, so the cost is that of the change.
///
/// # Errors
///
/// When edges cross each other into more than eight million pieces.
///
/// # Example
///
/// ```
/// use controlmap::compare::{Measuring, changes};
/// use controlmap::index::Ledger;
/// use controlmap::model::Dataset;
///
/// let ledger = Ledger::of(&Dataset::open("fixtures/snapshots")?)?;
/// let [before, after] = ["2024-07-08", "2024-07-11"].map(|date| date.parse().unwrap());
/// let epochs = [before, after].map(|date| ledger.calendar().epoch_of(date));
/// let matrix = changes(ledger.table(), epochs.map(|epoch| epoch.0), Measuring::default())?;
/// assert!(matrix.changed().0 > 0.0);
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn changes(table: &EdgeTable, epochs: [u16; 2], how: Measuring) -> Result<Matrix> {
    let sheet = Sheet::of_change(table, epochs, Layers::default(), how.edges)?;
    Ok(matrix(&sheet, &order(&sheet), Cell::is_changed))
}

/// Every connected piece of ground that changed between two epochs of a table, the largest first; in a
/// frame, if there is one. The cost is that of the change, as with [`changes`].
///
/// # Errors
///
/// When edges cross each other into more than eight million pieces.
///
/// # Example
///
/// ```
/// use controlmap::compare::{Comparing, patches};
/// use controlmap::index::Ledger;
/// use controlmap::model::Dataset;
///
/// let ledger = Ledger::of(&Dataset::open("fixtures/snapshots")?)?;
/// let [before, after] = ["2024-07-08", "2024-07-11"].map(|date| date.parse().unwrap());
/// let epochs = [before, after].map(|date| ledger.calendar().epoch_of(date).0);
/// let patches = patches(ledger.table(), epochs, None, Comparing::default())?;
/// assert!(patches.iter().all(|patch| patch.from != patch.to && patch.area.0 > 0.0));
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn patches(
    table: &EdgeTable,
    epochs: [u16; 2],
    frame: Option<&MultiPolygon>,
    how: Comparing,
) -> Result<Vec<Patch>> {
    let layers = Layers { regions: &[], frame };
    let sheet = Sheet::of_change(table, epochs, layers, how.measuring.edges)?;
    Ok(patches_of(&sheet, how.sliver_width))
}

/// The kinds of ground of a sheet in the order of rows and columns, and the row of each id.
fn order(sheet: &Sheet) -> (Vec<Ground>, Vec<usize>) {
    let mut ids: Vec<u32> = (0..sheet.grounds() as u32).collect();
    ids.sort_by_cached_key(|id| sheet.ground(GroundId(*id)));
    let mut place = vec![0; ids.len()];
    for (row, id) in ids.iter().enumerate() {
        place[*id as usize] = row;
    }
    (ids.iter().map(|id| sheet.ground(GroundId(*id))).collect(), place)
}

/// The matrix of some of the cells.
fn matrix(
    sheet: &Sheet,
    (grounds, place): &(Vec<Ground>, Vec<usize>),
    is_wanted: impl Fn(&Cell) -> bool,
) -> Matrix {
    let mut matrix = Matrix::new(grounds.clone());
    for cell in sheet.cells.iter().skip(1).filter(|cell| is_wanted(cell)) {
        let [from, to] = cell.grounds.map(|id| place[id.0 as usize]);
        matrix.add(from, to, cell.area);
    }
    matrix
}

fn patches_of(sheet: &Sheet, sliver_width: Kilometres) -> Vec<Patch> {
    let changed = |cell: usize| {
        let cell = &sheet.cells[cell];
        (cell.is_changed() && cell.is_framed).then_some(cell.grounds)
    };
    let parts = parts(sheet, changed);
    let mut outlines = sheet.overlay.outlines(&part_of(&parts, sheet.cells.len()));
    let patches = parts.iter().enumerate().filter_map(|(place, part)| {
        let [from, to] = changed(*part.cells.first()?)?.map(|id| sheet.ground(id));
        let polygons = outlines.remove(&place)?;
        let (area, width) = (part.area, part.width());
        Some(Patch { from, to, polygons, area, width, is_sliver: width.0 < sliver_width.0 })
    });
    let mut patches: Vec<Patch> = patches.collect();
    patches.sort_by(|a, b| b.area.0.total_cmp(&a.area.0));
    patches
}

fn sides(matrix: &Matrix, patches: &[Patch]) -> Vec<SideChange> {
    let side = |(row, ground): (usize, &Ground)| SideChange {
        ground: ground.clone(),
        before: matrix.before(row),
        gained: SquareKilometres(0.0),
        lost: SquareKilometres(0.0),
        slivers: SquareKilometres(0.0),
        after: matrix.after(row),
    };
    let mut sides: Vec<SideChange> = matrix.grounds().iter().enumerate().map(side).collect();
    let rows: FxHashMap<&Ground, usize> = matrix.grounds().iter().zip(0..).collect();
    for patch in patches {
        let (from, to) = (rows[&patch.from], rows[&patch.to]);
        if patch.is_sliver {
            sides[from].slivers += -patch.area;
            sides[to].slivers += patch.area;
        } else {
            sides[from].lost += patch.area;
            sides[to].gained += patch.area;
        }
    }
    sides.retain(|side| side.before.0 > 0.0 || side.after.0 > 0.0);
    sides.sort_by(|a, b| b.net().0.abs().total_cmp(&a.net().0.abs()));
    sides
}

fn places_changed<'a>(sheet: &Sheet, places: &'a [Place]) -> Result<Vec<PlaceChange<'a>>> {
    let positions: Vec<Coord> = places.iter().map(|place| place.position.into()).collect();
    let changed = places.iter().zip(sheet.grounds_at(&positions)?);
    let changed = changed.filter(|(_, [from, to])| from != to);
    let mut changed: Vec<PlaceChange> =
        changed.map(|(place, [from, to])| PlaceChange { place, from, to }).collect();
    changed.sort_by_key(|change| importance(change.place));
    Ok(changed)
}

fn fronts(before: Vec<Front>, after: Vec<Front>) -> Vec<FrontChange> {
    let none = Kilometres(0.0);
    let mut fronts: Vec<FrontChange> = after
        .into_iter()
        .map(|front| FrontChange { sides: front.sides, before: none, after: front.length })
        .collect();
    for Front { sides, length, .. } in before {
        match fronts.iter_mut().find(|front| front.sides == sides) {
            Some(front) => front.before = length,
            None => fronts.push(FrontChange { sides, before: length, after: none }),
        }
    }
    fronts
}
