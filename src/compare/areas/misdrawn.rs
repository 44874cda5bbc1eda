//! Ground whose polygons don't say plainly what they enclose.

use crate::Result;
use crate::compare::sheet::{Layers, Sheet};
use crate::geometry::{EdgeRule, SquareKilometres, area};
use crate::index::EdgeTable;
use crate::model::{Control, Snapshot};

/// What is measured and what is drawn may differ by so many square kilometres, and by such a share.
const ROUNDING: (f64, f64) = (1e-3, 1e-6);

/// A control whose polygons cross or overlap themselves or each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Misdrawn {
    /// Whose polygons they are.
    pub control: Control,
    /// The areas of the polygons as drawn: exteriors less interiors, lobes of a ring that crosses
    /// itself taken from each other, ground under two polygons counted twice.
    pub drawn: SquareKilometres,
    /// The ground that the polygons go round a number of times that is not zero, which every other
    /// figure is of.
    pub measured: SquareKilometres,
}

/// The controls of a snapshot whose polygons cross or overlap themselves or each other, so that it
/// matters how they are measured, in order of precedence.
///
/// # Errors
///
/// When edges cross each other into more than eight million pieces.
///
/// # Example
///
/// ```
/// use controlmap::compare::misdrawn;
/// use controlmap::model::Dataset;
///
/// let dataset = Dataset::open("fixtures/snapshots")?;
/// assert!(misdrawn(&dataset.on("2024-07-08".parse().unwrap())?)?.is_empty());
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn misdrawn(snapshot: &Snapshot) -> Result<Vec<Misdrawn>> {
    let table = EdgeTable::of_snapshots(&[snapshot])?;
    let sheet = Sheet::of_one(&table, 0, Layers::default(), EdgeRule::Straight)?;
    let mut found: Vec<Misdrawn> = table
        .controls()
        .iter()
        .map(|control| {
            let (drawn, measured) = Default::default();
            Misdrawn { control: control.clone(), drawn, measured }
        })
        .collect();
    for territory in &snapshot.territories {
        let control = territory.control();
        if let Some(own) = found.iter_mut().find(|it| it.control == control) {
            own.drawn += area::of(&territory.polygons);
        }
    }
    for cell in &sheet.cells {
        for control in sheet.controls_of(cell.grounds[0]) {
            found[*control as usize].measured += cell.area;
        }
    }
    found.retain(|it| {
        let difference = (it.drawn - it.measured).0.abs();
        difference > ROUNDING.0 && difference > ROUNDING.1 * it.measured.0
    });
    Ok(found)
}
