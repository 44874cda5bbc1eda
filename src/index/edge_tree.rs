//! An R-tree over the ledger's edges, for questions that the grid can't answer.

use geo::Coord;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::grid::Windings;
use super::ledger::Ledger;
use crate::geometry::winding::side;

/// The boxes of a ledger's edges.
#[derive(Debug)]
pub(super) struct EdgeTree(RTree<GeomWithData<Rectangle<[f64; 2]>, u32>>);

impl EdgeTree {
    pub fn of(ledger: &Ledger) -> Self {
        let boxes = (0..).zip(ledger.edges()).map(|(edge, [lower, upper])| {
            let rectangle = Rectangle::from_corners([lower.x, lower.y], [upper.x, upper.y]);
            GeomWithData::new(rectangle, edge)
        });
        Self(RTree::bulk_load(boxes.collect()))
    }

    /// The edges whose boxes share a point with a box.
    pub fn edges_in(&self, south_west: Coord, north_east: Coord) -> impl Iterator<Item = u32> {
        let envelope = AABB::from_corners(south_west.into(), north_east.into());
        self.0.locate_in_envelope_intersecting(envelope).map(|found| found.data)
    }

    /// How often the ground of every control runs round a position, through time: what the edges
    /// east of it add up to.
    pub fn windings(&self, at: Coord, ledger: &Ledger) -> Windings {
        let mut windings = Windings::default();
        for edge in self.edges_in(at, Coord { x: 180.0, y: at.y }) {
            let [lower, upper] = ledger.edges()[edge as usize];
            if (lower.y <= at.y) != (upper.y <= at.y) && side(lower, upper, at).is_left {
                windings.add(ledger.bounds(edge), 1);
            }
        }
        windings
    }
}
