//! From edges to borders.

use geo::Coord;
use rayon::prelude::*;
use rstar::RTree;
use rstar::primitives::{GeomWithData, Rectangle};
use rustc_hash::FxHashMap;

use super::super::ControlIndex;
use super::super::answer::ControlId;
use super::sides::{self, Sides};
use super::timed::TimedSegments;
use super::{Border, Borders, FrontRule};
use crate::geometry::winding::upward;

/// Degrees that a border spans at most. Edges are straight in longitude and latitude, borders in
/// space: at 60° they are then 0.5 m apart at most.
const LONGEST: f64 = 0.05;

/// An edge with the epochs in which some territory has it: from a first up to but without a last.
pub(in crate::index) type TimedEdge = (Coord, Coord, (u16, u16));

impl Borders {
    /// The borders along the edges of an index.
    pub fn of(index: &ControlIndex, edges: impl IntoIterator<Item = TimedEdge>) -> Self {
        let pieces: Vec<((Coord, Coord), Vec<Sides>)> = distinct(edges)
            .par_iter()
            .flat_map_iter(|(ends, valid)| {
                pieces(*ends).map(|piece| (piece, sides::of(index, piece, valid)))
            })
            .collect();
        let mut grounds = Grounds::default();
        let mut borders = Vec::new();
        for ((from, to), stretches) in pieces {
            for Sides { epochs, claims } in stretches {
                borders.push(Border { from, to, epochs, sides: claims.map(|it| grounds.id(it)) });
            }
        }
        let grounds = grounds.claims;
        let rule = FrontRule::of(index.controls());
        let first = |side: u32| grounds[side as usize].first().map(|id| index.control(*id));
        let fronts = (0..)
            .zip(&borders)
            .filter(|(_, border)| rule.is_front(border.sides.map(first)))
            .map(|(id, border)| (border.segment(), border.epochs, id));
        let fronts = TimedSegments::of(fronts.collect(), index.calendar().epochs().len());
        let boxes = (0..).zip(&borders).map(|(id, border)| {
            let segment = border.segment();
            GeomWithData::new(Rectangle::from_corners(segment.start(), segment.end()), id)
        });
        let boxes = RTree::bulk_load(boxes.collect());
        Self { borders, grounds, fronts, boxes }
    }
}

/// Every edge once, whichever way it runs, with all epochs in which it is valid: stretches in order
/// that do not touch.
fn distinct(edges: impl IntoIterator<Item = TimedEdge>) -> Vec<((Coord, Coord), Vec<(u16, u16)>)> {
    let mut places: FxHashMap<[u64; 4], usize> = FxHashMap::default();
    let mut distinct: Vec<((Coord, Coord), Vec<(u16, u16)>)> = Vec::new();
    for (from, to, epochs) in edges {
        if from == to || epochs.0 >= epochs.1 {
            continue;
        }
        let (lower, upper, _) = upward(from, to);
        // Adding zero makes one zero of the two.
        let key = [lower.x, lower.y, upper.x, upper.y].map(|degrees| (degrees + 0.0).to_bits());
        let place = *places.entry(key).or_insert_with(|| {
            distinct.push(((lower, upper), Vec::new()));
            distinct.len() - 1
        });
        let valid = &mut distinct[place].1;
        match valid.last_mut() {
            // Most series come day by day: what touches the last stretch needs no sorting.
            Some(last) if last.0 <= epochs.0 && epochs.0 <= last.1 => last.1 = last.1.max(epochs.1),
            _ => valid.push(epochs),
        }
    }
    for (_, valid) in &mut distinct {
        merge(valid);
    }
    distinct
}

/// Puts stretches in order and makes one of those that touch.
fn merge(stretches: &mut Vec<(u16, u16)>) {
    stretches.sort_unstable();
    stretches.dedup_by(|next, last| {
        let touches = next.0 <= last.1;
        if touches {
            last.1 = last.1.max(next.1);
        }
        touches
    });
}

/// An edge divided into pieces of equal length that are short enough to be borders.
fn pieces((from, to): (Coord, Coord)) -> impl Iterator<Item = (Coord, Coord)> {
    let span = (to.x - from.x).abs().max((to.y - from.y).abs());
    let count = (span / LONGEST).ceil().max(1.0) as u32;
    let at = move |step: u32| match step {
        0 => from,
        step if step == count => to,
        step => from + (to - from) * (f64::from(step) / f64::from(count)),
    };
    (0..count).map(move |step| (at(step), at(step + 1)))
}

/// Claims, each said once.
#[derive(Default)]
struct Grounds {
    claims: Vec<Vec<ControlId>>,
    places: FxHashMap<Vec<ControlId>, u32>,
}

impl Grounds {
    fn id(&mut self, claims: Vec<ControlId>) -> u32 {
        *self.places.entry(claims).or_insert_with_key(|claims| {
            self.claims.push(claims.clone());
            self.claims.len() as u32 - 1
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_is_kept_once_with_all_its_epochs() {
        let (a, b) = (Coord { x: 1.0, y: 2.0 }, Coord { x: 0.0, y: 3.0 });
        let edges =
            [(a, b, (4, 6)), (b, a, (0, 2)), (a, b, (2, 3)), (a, a, (0, 9)), (a, b, (5, 9))];
        assert_eq!(distinct(edges), [((a, b), vec![(0, 3), (4, 9)])]);
    }

    #[test]
    fn long_edges_are_divided_without_moving_their_ends() {
        let (a, b) = (Coord { x: 0.1, y: 0.0 }, Coord { x: 0.3, y: 0.12 });
        let parts: Vec<_> = pieces((a, b)).collect();
        assert_eq!(parts.len(), 4);
        assert_eq!((parts[0].0, parts[3].1), (a, b));
        assert!(parts.windows(2).all(|pair| pair[0].1 == pair[1].0));
    }
}
