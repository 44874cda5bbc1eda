//! From edges to borders.

use geo::Coord;
use rayon::prelude::*;
use rstar::RTree;
use rstar::primitives::{GeomWithData, Rectangle};
use rustc_hash::FxHashMap;

use super::super::ControlIndex;
use super::super::answer::ControlId;
use super::super::front_rule::FrontRule;
use super::sides::{self, Sides};
use super::timed::TimedSegments;
use super::{Border, Borders};
use crate::geometry::beside::{pieces, span};

/// Degrees that a border spans at most. Edges are straight in longitude and latitude, borders in
/// space: at 60° they are then 0.5 m apart at most.
const LONGEST: f64 = 0.05;
/// Borders that all edges are divided into at most, but for one each: where edges add up to more than
/// 50,000 degrees, as hand-drawn ones never do, borders are longer.
const MOST: f64 = 1e6;

impl Borders {
    /// The borders along the edges of an index.
    pub fn of(index: &ControlIndex) -> Self {
        let ledger = index.ledger();
        let spans: f64 = ledger.edges().iter().map(|[lower, upper]| span(*lower, *upper)).sum();
        let longest = LONGEST.max(spans / MOST);
        let pieces: Vec<((Coord, Coord), Vec<Sides>)> = (0..ledger.edges().len())
            .into_par_iter()
            .map(|edge| {
                let [lower, upper] = ledger.edges()[edge];
                let bounds = ledger.bounds(edge as u32).iter();
                ((lower, upper), merged(bounds.map(|bound| (bound.from, bound.end)).collect()))
            })
            .flat_map_iter(|(ends, valid)| {
                pieces(ends, longest).map(move |piece| (piece, sides::of(index, piece, &valid)))
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

/// Stretches of epochs in order, those that touch made one.
fn merged(mut stretches: Vec<(u16, u16)>) -> Vec<(u16, u16)> {
    stretches.sort_unstable();
    stretches.dedup_by(|next, last| {
        let touches = next.0 <= last.1;
        if touches {
            last.1 = last.1.max(next.1);
        }
        touches
    });
    stretches
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
    fn stretches_that_touch_are_one() {
        assert_eq!(merged(vec![(4, 6), (0, 2), (2, 3), (5, 9)]), [(0, 3), (4, 9)]);
    }
}
