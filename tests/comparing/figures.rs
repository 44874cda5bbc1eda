//! What the engine says, put so that it can be set against what others say.

use controlmap::compare::{Areas, Comparing, Comparison, Ground, Matrix, Measuring, changes};
use controlmap::index::Ledger;
use controlmap::model::{Control, Dataset};

use super::{day, snapshot};

/// The comparison of the first two dates.
pub fn comparison(dataset: &Dataset, by_region: bool) -> Comparison<'_> {
    between(dataset, 0, 1, by_region)
}

pub fn between(dataset: &Dataset, before: usize, after: usize, by_region: bool) -> Comparison<'_> {
    let measuring = Measuring { by_region, ..Measuring::default() };
    let how = Comparing { measuring, ..Comparing::default() };
    Comparison::of(&snapshot(dataset, before), &snapshot(dataset, after), how).unwrap()
}

/// What changed between the first two dates, by way of the ledger.
pub fn ledger_changes(dataset: &Dataset) -> Matrix {
    let ledger = Ledger::of(dataset).unwrap();
    let epochs = [0, 1].map(|number| ledger.calendar().epoch_of(day(number)).0);
    changes(ledger.table(), epochs, Measuring::default()).unwrap()
}

/// Whether ground is given to a control, alone or with others.
pub fn includes(ground: &Ground, control: &Control) -> bool {
    match ground {
        Ground::Of(only) => only == control,
        Ground::Overlap(several) => several.contains(control),
        Ground::Unclaimed => false,
    }
}

/// The entries of a matrix: from, to, square kilometres.
pub fn entries(matrix: &Matrix) -> impl Iterator<Item = (&Ground, &Ground, f64)> {
    let grounds = matrix.grounds();
    (0..grounds.len()).flat_map(move |from| {
        (0..grounds.len()).map(move |to| (&grounds[from], &grounds[to], matrix.area(from, to).0))
    })
}

/// The entries of some ground summed.
pub fn sum(matrix: &Matrix, is_wanted: impl Fn(&Ground, &Ground) -> bool) -> f64 {
    entries(matrix).filter(|(from, to, _)| is_wanted(from, to)).map(|entry| entry.2).sum()
}

/// An entry by its grounds; nothing where a matrix has no such row or column.
pub fn entry(matrix: &Matrix, from: &Ground, to: &Ground) -> f64 {
    sum(matrix, |one, other| one == from && other == to)
}

/// What areas give to exactly this ground.
pub fn area_of(areas: &Areas, ground: &Ground) -> f64 {
    match ground {
        Ground::Of(control) => areas.of_control(control).0,
        Ground::Overlap(controls) => areas
            .overlaps
            .iter()
            .filter(|row| row.controls == *controls)
            .map(|row| row.area.0)
            .sum(),
        Ground::Unclaimed => areas.unclaimed.0,
    }
}

/// All kinds of ground that areas have.
pub fn grounds(areas: &Areas) -> Vec<Ground> {
    let alone = areas.rows.iter().map(|row| Ground::Of(row.control.clone()));
    let shared = areas.overlaps.iter().map(|row| Ground::Overlap(row.controls.clone()));
    alone.chain(shared).chain([Ground::Unclaimed]).collect()
}
