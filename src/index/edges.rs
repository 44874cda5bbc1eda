//! How much of a dataset is new from date to date.

use geo::{Coord, Polygon};
use rustc_hash::FxHashSet;
use serde::Serialize;

use crate::model::{Dataset, Status};

/// How many edges a dataset has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct EdgeCount {
    /// Edges of all territories, those of each validity counted again.
    pub edges: usize,
    /// Edges that differ in position, direction, actor or status.
    pub distinct: usize,
}

/// Counts the edges of all territories of all dates.
///
/// # Example
///
/// ```
/// use controlmap::{index::count_edges, model::Dataset};
///
/// // Three days of a village that grows once: its later edges are mostly its earlier ones.
/// let count = count_edges(&Dataset::open("fixtures/snapshots")?);
/// assert!(count.distinct < count.edges);
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn count_edges(dataset: &Dataset) -> EdgeCount {
    let mut edges = 0;
    let mut distinct: FxHashSet<([u64; 4], Option<u16>, Status)> = FxHashSet::default();
    for territory in &dataset.territories {
        let actor = territory.actor.map(|actor| actor.0);
        for ring in territory.polygons.iter().flat_map(rings) {
            edges += ring.len().saturating_sub(1);
            distinct.extend(
                ring.windows(2).map(|edge| (bits(edge[0], edge[1]), actor, territory.status)),
            );
        }
    }
    EdgeCount { edges, distinct: distinct.len() }
}

fn rings(polygon: &Polygon) -> impl Iterator<Item = &[Coord]> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(|ring| ring.0.as_slice())
}

fn bits(from: Coord, to: Coord) -> [u64; 4] {
    [from.x, from.y, to.x, to.y].map(f64::to_bits)
}
