//! How long the front line is between whom.

mod lines;

pub use lines::{ControlLines, Outline, control_lines};

use std::collections::BTreeMap;

use geo::{Coord, LineString};

use super::sheet::{GroundId, Layers, Part, Sheet, part_of, parts};
use crate::Result;
use crate::geometry::{EdgeRule, Kilometres, LonLat, chains, geodesic, metres};
use crate::index::{EdgeTable, FrontRule};
use crate::model::{Control, Snapshot};

/// How wide a strip that nobody is given may be between two neighbours and still be no more than a
/// gap between their drawings, in kilometres.
const GAP: f64 = 0.05;
/// The share of a gap's border that runs along somebody's ground, at least: what lies along a coast is
/// no gap between neighbours.
const ENCLOSED: f64 = 0.75;

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
/// given the same ground, the first by precedence stands on it. A strip less than 50 m wide between
/// neighbours that nobody is given counts as the ground of the one with whom its border is longest.
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
    Ok(fronts_of(&sheet, 0, FrontRule::of_dataset(snapshot.dataset)))
}

/// The front lines of a sheet's first or second date, 0 or 1.
pub(super) fn fronts_of(sheet: &Sheet, date: usize, rule: FrontRule) -> Vec<Front> {
    let grounds = stands_on(sheet, date);
    let first: Vec<Option<Control>> =
        (0..sheet.grounds() as u32).map(|id| sheet.ground(GroundId(id)).first().cloned()).collect();
    let mut found: BTreeMap<[Option<&Control>; 2], Vec<[Coord; 2]>> = BTreeMap::new();
    for side in sheet.overlay.sides() {
        let [left, right] = side.cells.map(|cell| first[grounds[cell].0 as usize].as_ref());
        if rule.is_front([left, right]) {
            // Nobody comes last.
            let is_in_order = (left.is_none(), left) <= (right.is_none(), right);
            let pair = if is_in_order { [left, right] } else { [right, left] };
            found.entry(pair).or_default().push(side.ends);
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
    fronts
}

/// For every cell whose ground it counts as.
fn stands_on(sheet: &Sheet, date: usize) -> Vec<GroundId> {
    let ground = |cell: usize| sheet.cells[cell].grounds[date];
    let mut grounds: Vec<GroundId> = (0..sheet.cells.len()).map(ground).collect();
    let gaps = parts(sheet, |cell| (ground(cell) == GroundId::UNCLAIMED).then_some(()));
    let gaps: Vec<Part> = gaps.into_iter().filter(|part| part.width().0 < GAP).collect();
    if gaps.is_empty() {
        return grounds;
    }
    let gap_of = part_of(&gaps, sheet.cells.len());
    let mut borders: BTreeMap<(usize, GroundId), f64> = BTreeMap::new();
    for side in sheet.overlay.sides() {
        for [inside, outside] in [side.cells, [side.cells[1], side.cells[0]]] {
            if let Some(gap) = gap_of[inside].filter(|gap| gap_of[outside] != Some(*gap)) {
                let length = metres::between(side.ends[0], side.ends[1]);
                *borders.entry((gap, ground(outside))).or_default() += length;
            }
        }
    }
    for (place, gap) in gaps.iter().enumerate() {
        let neighbours = borders.range((place, GroundId(0))..=(place, GroundId(u32::MAX)));
        let (open, claimed): (Vec<_>, Vec<_>) =
            neighbours.partition(|((_, ground), _)| *ground == GroundId::UNCLAIMED);
        let sum =
            |borders: &[(&(usize, GroundId), &f64)]| borders.iter().map(|it| it.1).sum::<f64>();
        let is_enclosed = sum(&claimed) >= ENCLOSED * (sum(&claimed) + sum(&open));
        let longest = claimed.into_iter().max_by(|a, b| a.1.total_cmp(b.1));
        if let Some(((_, longest), _)) = longest.filter(|_| is_enclosed) {
            for &cell in &gap.cells {
                grounds[cell] = *longest;
            }
        }
    }
    grounds
}

fn length([from, to]: &[Coord; 2]) -> Kilometres {
    let place = |at: &Coord| LonLat::new(at.x, at.y);
    match (place(from), place(to)) {
        (Ok(from), Ok(to)) => geodesic::inverse(from, to).0,
        _ => Kilometres(0.0),
    }
}
