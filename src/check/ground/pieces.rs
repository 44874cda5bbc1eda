//! The pieces of ground of one date that several features have, or none.

use std::collections::BTreeMap;

use geo::{Coord, InteriorPoint, MultiPolygon};
use jiff::civil::Date;

use crate::Result;
use crate::geometry::overlay::Overlay;
use crate::geometry::{BoundingBox, EdgeRule, Kilometres, LabelledEdges, SquareKilometres, metres};
use crate::model::{Control, Dataset};

/// What is wrong with a piece of ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum PieceKind {
    /// Features of several controls have it.
    Overlap,
    /// Features of one control have it.
    CoveredTwice,
    /// None has it, but several controls lie round it.
    Gap,
}

/// A connected piece of ground with something wrong.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub kind: PieceKind,
    /// Those that have it, or lie round it, as places in the dataset's list: one of each control where
    /// controls differ.
    pub territories: Vec<u32>,
    pub controls: Vec<Control>,
    pub area: SquareKilometres,
    pub width: Kilometres,
    /// A position in it.
    pub at: Coord,
    pub bounds: Option<BoundingBox>,
    pub ground: MultiPolygon,
    /// The date on which it is so large.
    pub date: Option<Date>,
}

/// Pieces of a state that are kept, the largest.
const MOST_PIECES: usize = 2000;
/// What is smaller is left of roundings: a square metre.
const LEAST: SquareKilometres = SquareKilometres(1e-6);
/// A strip that is thinner is not meant.
const SLIVER: Kilometres = Kilometres(0.05);
/// Unless it is as large as this.
const LARGE: SquareKilometres = SquareKilometres(1.0);
/// A gap that is larger and wider is ground that is nobody's on purpose.
const MEANT: (SquareKilometres, Kilometres) = (SquareKilometres(25.0), Kilometres(0.5));

impl Piece {
    /// Whether it is a strip too thin to be meant.
    pub fn is_sliver(&self) -> bool {
        self.width.0 < SLIVER.0 && self.area.0 < LARGE.0
    }
}

/// Ground while it is summed.
#[derive(Default)]
struct Sum {
    area: f64,
    perimeter: f64,
    /// The territories that have it, or lie round it.
    territories: Vec<u32>,
}

/// The pieces of territories that hold at the same time, the largest first.
///
/// # Errors
///
/// When their edges cross each other into more than eight million pieces.
pub(super) fn pieces(dataset: &Dataset, state: &[u32]) -> Result<Vec<Piece>> {
    if state.len() < 2 {
        return Ok(Vec::new());
    }
    let mut edges = LabelledEdges::default();
    for &place in state {
        let Some(territory) = dataset.territories.get(place as usize) else { continue };
        for polygon in &territory.polygons {
            edges.add_polygon(polygon, place)?;
        }
    }
    let overlay = Overlay::of(&edges, EdgeRule::Straight)?;
    let is_odd = |cell: usize| cell > 0 && overlay.labels(cell).len() != 1;
    if !(0..overlay.len()).any(is_odd) {
        return Ok(Vec::new());
    }
    let roots =
        overlay.parts(|one, other| is_odd(one) && overlay.labels(one) == overlay.labels(other));
    let sums = sums(&overlay, &roots, &is_odd);
    let mut pieces: Vec<(usize, Piece)> = sums
        .into_iter()
        .filter_map(|(root, sum)| Some((root, piece(dataset, sum, overlay.labels(root))?)))
        .collect();
    pieces.sort_by(|one, other| other.1.area.0.total_cmp(&one.1.area.0));
    pieces.truncate(MOST_PIECES);
    let mut group_of = vec![None; overlay.len()];
    let places: BTreeMap<usize, usize> =
        pieces.iter().enumerate().map(|(place, (root, _))| (*root, place)).collect();
    for (group, root) in group_of.iter_mut().zip(&roots) {
        *group = places.get(root).copied();
    }
    let mut outlines = overlay.outlines(&group_of);
    let drawn = pieces.into_iter().enumerate().filter_map(|(place, (_, piece))| {
        let ground = outlines.remove(&place)?;
        let at = ground.interior_point()?.into();
        let bounds =
            BoundingBox::around(ground.iter().flat_map(|it| it.exterior().coords().copied()));
        Some(Piece { at, bounds, ground, ..piece })
    });
    Ok(drawn.collect())
}

/// Area and perimeter of each part, and who has it or lies round it.
fn sums(
    overlay: &Overlay,
    roots: &[usize],
    is_odd: &dyn Fn(usize) -> bool,
) -> BTreeMap<usize, Sum> {
    let mut sums: BTreeMap<usize, Sum> = BTreeMap::new();
    for (cell, root) in roots.iter().enumerate().filter(|(cell, _)| is_odd(*cell)) {
        let sum = sums.entry(*root).or_default();
        sum.area += overlay.area(cell).0;
        sum.territories = overlay.labels(cell).to_vec();
    }
    for side in overlay.sides() {
        let [left, right] = side.cells.map(|cell| (cell, roots.get(cell).copied().unwrap_or(0)));
        if left.1 == right.1 {
            continue;
        }
        let length = metres::between(side.ends[0], side.ends[1]) / 1000.0;
        for (own, other) in [(left, right), (right, left)] {
            let Some(sum) = sums.get_mut(&own.1).filter(|_| is_odd(own.0)) else { continue };
            sum.perimeter += length;
            if overlay.labels(own.0).is_empty() {
                sum.territories.extend(overlay.labels(other.0));
            }
        }
    }
    sums
}

/// The piece that a sum is of; nothing where there is nothing wrong with it.
fn piece(dataset: &Dataset, sum: Sum, labels: &[u32]) -> Option<Piece> {
    let width = if sum.perimeter > 0.0 { 2.0 * sum.area / sum.perimeter } else { 0.0 };
    let (area, width) = (SquareKilometres(sum.area), Kilometres(width));
    if area.0 < LEAST.0 {
        return None;
    }
    let mut by_control: BTreeMap<Control, u32> = BTreeMap::new();
    let mut territories = sum.territories;
    territories.sort_unstable();
    territories.dedup();
    for &place in &territories {
        let control = dataset.territories.get(place as usize)?.control();
        by_control.entry(control).or_insert(place);
    }
    let kind = match (labels.is_empty(), by_control.len()) {
        (true, 0 | 1) => return None,
        (true, _) if area.0 > MEANT.0.0 && width.0 > MEANT.1.0 => return None,
        (true, _) => PieceKind::Gap,
        (false, 1) => PieceKind::CoveredTwice,
        // Who claims ground does not stand on it: that another does is no contradiction.
        (false, _) if by_control.keys().filter(|it| it.is_presence()).count() < 2 => return None,
        (false, _) => PieceKind::Overlap,
    };
    let mut controls: Vec<Control> = by_control.keys().cloned().collect();
    controls.sort_by_cached_key(|control| dataset.precedence_of(control));
    let territories = match kind {
        PieceKind::CoveredTwice => territories,
        _ => controls.iter().filter_map(|control| by_control.get(control).copied()).collect(),
    };
    let (at, ground) = (Coord::zero(), MultiPolygon::new(Vec::new()));
    Some(Piece { kind, territories, controls, area, width, at, bounds: None, ground, date: None })
}
