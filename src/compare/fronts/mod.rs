//! How long the front line is between whom.

mod lines;

pub use lines::{ControlLines, Outline, control_lines};

use std::collections::BTreeMap;

use geo::{Coord, LineString};

use super::sheet::{GroundId, Layers, Sheet};
use crate::Result;
use crate::geometry::beside::{Beside, pieces};
use crate::geometry::overlay::Side;
use crate::geometry::{EdgeRule, Kilometres, LonLat, chains, geodesic};
use crate::index::{EdgeTable, FrontRule};
use crate::model::{Control, Snapshot};

/// How wide a strip that nobody is given may be between two neighbours and still be no more than a
/// gap between their drawings, in kilometres.
const GAP: f64 = 0.05;
/// Degrees that a piece of a border along such a strip spans at most: what lies across is asked for in
/// the middle of each.
pub(super) const LONGEST: f64 = 0.05;

/// The front line between two sides.
#[derive(Debug, Clone, PartialEq)]
pub struct Front {
    /// Who stands on either side, the first by precedence first. The second is nobody in a dataset that
    /// knows the ground of one actor only.
    pub sides: [Option<Control>; 2],
    /// Its length along the surface of WGS 84.
    pub length: Kilometres,
    /// Its course.
    pub lines: Vec<LineString>,
}

/// The front lines of a snapshot, the longest first.
///
/// A front line is a border with rivals present on either side; see
/// [`ControlIndex::front_distance`](crate::index::ControlIndex::front_distance). Where several are
/// given the same ground, the first by precedence stands on it. Where a strip that nobody is given is
/// less than 50 m wide, the side that comes first by precedence has the front on its own border.
///
/// Edges of the map, the 180th meridian and the poles, are no front lines.
///
/// # Errors
///
/// When edges cross each other into more than eight million pieces.
///
/// # Example
///
/// ```
/// use controlmap::compare::fronts;
/// use controlmap::model::Dataset;
///
/// let dataset = Dataset::open("fixtures/snapshots")?;
/// let fronts = fronts(&dataset.on("2024-07-08".parse().unwrap())?)?;
/// assert_eq!(fronts.len(), 1);
/// assert!((fronts[0].length.0 - 110.9).abs() < 0.1);
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn fronts(snapshot: &Snapshot) -> Result<Vec<Front>> {
    let table = EdgeTable::of_snapshots(&[snapshot])?;
    let sheet = Sheet::of_one(&table, 0, Layers::default(), EdgeRule::Straight)?;
    fronts_of(&sheet, 0, FrontRule::of_dataset(snapshot.dataset))
}

/// The front lines of a sheet's first or second date, 0 or 1.
pub(super) fn fronts_of(sheet: &Sheet, date: usize, rule: FrontRule) -> Result<Vec<Front>> {
    let first: Vec<Option<Control>> =
        (0..sheet.grounds() as u32).map(|id| sheet.ground(GroundId(id)).first().cloned()).collect();
    let stands = |cell: usize| first[sheet.cells[cell].grounds[date].0 as usize].as_ref();
    let mut found: BTreeMap<[Option<&Control>; 2], Vec<[Coord; 2]>> = BTreeMap::new();
    let mut along_gaps = Vec::new();
    for side in sheet.overlay.sides().filter(|side| !is_edge_of_map(&side.ends)) {
        let sides = side.cells.map(stands);
        if rule.is_front(sides) {
            found.entry(in_order(sides)).or_default().push(side.ends);
        } else if rule == FrontRule::BetweenRivals && (sides[0].is_none() != sides[1].is_none()) {
            let [from, to] = side.ends;
            let parts = pieces((from, to), LONGEST);
            along_gaps.extend(parts.map(|(from, to)| Side { ends: [from, to], ..side }));
        }
    }
    along_gaps.retain(|side| across(side, stands).is_some());
    let beyond: Vec<Coord> =
        along_gaps.iter().filter_map(|side| across(side, stands)).map(Coord::from).collect();
    let beyond = sheet.grounds_at(&beyond)?;
    for (side, grounds) in along_gaps.iter().zip(&beyond) {
        let own = side.cells.iter().find_map(|cell| stands(*cell));
        let sides = [own, grounds[date].first()];
        // The one who comes later has a border there, too: the front is told of once.
        if rule.is_front(sides) && in_order(sides) == sides {
            found.entry(sides).or_default().push(side.ends);
        }
    }
    let mut fronts: Vec<Front> = found
        .into_iter()
        .map(|(sides, pieces)| Front {
            sides: sides.map(|side| side.cloned()),
            length: pieces.iter().map(length).fold(Kilometres(0.0), |a, b| Kilometres(a.0 + b.0)),
            lines: chains::join(&pieces),
        })
        .collect();
    fronts.sort_by(|a, b| b.length.0.total_cmp(&a.length.0));
    Ok(fronts)
}

/// Two sides, the first by precedence first; nobody comes last.
pub(super) fn in_order([one, other]: [Option<&Control>; 2]) -> [Option<&Control>; 2] {
    if (one.is_none(), one) <= (other.is_none(), other) { [one, other] } else { [other, one] }
}

/// Whether a border runs along the 180th meridian or a pole, where the map ends and the ground does not.
pub(super) fn is_edge_of_map(ends: &[Coord; 2]) -> bool {
    ends.iter().all(|at| at.x.abs() == 180.0) || ends.iter().all(|at| at.y.abs() == 90.0)
}

/// The place across a gap, seen from the middle of a border.
fn across<'a>(side: &Side, stands: impl Fn(usize) -> Option<&'a Control>) -> Option<LonLat> {
    // Nobody stands on one side: it lies there.
    across_gap(side.ends, stands(side.cells[0]).is_none())
}

/// The place across a gap on the left of a border, or on its right, seen from its middle.
pub(super) fn across_gap([from, to]: [Coord; 2], is_on_left: bool) -> Option<LonLat> {
    Beside::of((from, to)).at(if is_on_left { GAP } else { -GAP })
}

fn length([from, to]: &[Coord; 2]) -> Kilometres {
    let place = |at: &Coord| LonLat::new(at.x, at.y);
    match (place(from), place(to)) {
        (Ok(from), Ok(to)) => geodesic::inverse(from, to).0,
        _ => Kilometres(0.0),
    }
}
