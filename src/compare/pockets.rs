//! The connected pieces of an actor's ground.

use geo::{Contains, MultiPolygon, Polygon};

use crate::geometry::shared_edges::{SharedEdges, rings};
use crate::geometry::{BoundingBox, SquareKilometres, area};
use crate::model::{ActorId, Names, Snapshot, Status};

/// One connected piece of the ground that an actor holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Pocket {
    /// The ground.
    pub polygons: MultiPolygon,
    /// How large it is.
    pub area: SquareKilometres,
    /// The largest place inside it: lowest rank, then most people; nothing where there is none.
    pub name: Option<Names>,
}

/// The connected pieces of the ground that an actor holds, the largest first.
///
/// Pieces are connected through edges that both have, vertex for vertex; touching at a point does
/// not connect.
pub fn pockets(snapshot: &Snapshot, actor: ActorId) -> Vec<Pocket> {
    let held = snapshot
        .territories
        .iter()
        .filter(|territory| territory.status == Status::Held && territory.actor == Some(actor));
    let polygons: Vec<(u32, &Polygon)> =
        (0..).zip(held.flat_map(|territory| &territory.polygons)).collect();
    let edges = SharedEdges::of(&polygons);
    let mut groups = Groups::new(polygons.len());
    for &(index, polygon) in &polygons {
        for edge in rings(polygon).flat_map(|ring| ring.lines()) {
            if let Some(other) = edges.across(edge.start, edge.end) {
                groups.join(index as usize, other as usize);
            }
        }
    }
    let mut pieces: Vec<Vec<Polygon>> = vec![Vec::new(); polygons.len()];
    for (index, polygon) in polygons {
        pieces[groups.root(index as usize)].push(polygon.clone());
    }
    let mut pockets: Vec<Pocket> = pieces
        .into_iter()
        .filter(|piece| !piece.is_empty())
        .map(|piece| {
            let polygons = MultiPolygon::new(piece);
            Pocket { area: area::of(&polygons), name: largest_place(snapshot, &polygons), polygons }
        })
        .collect();
    pockets.sort_by(|a, b| b.area.0.total_cmp(&a.area.0));
    pockets
}

fn largest_place(snapshot: &Snapshot, polygons: &MultiPolygon) -> Option<Names> {
    let bounds =
        BoundingBox::around(polygons.iter().flat_map(|polygon| polygon.exterior().0.clone()))?;
    let mut best: Option<&crate::model::Place> = None;
    for place in &snapshot.dataset.base_map.places {
        let larger = best.is_none_or(|best| {
            (place.rank, std::cmp::Reverse(place.population))
                < (best.rank, std::cmp::Reverse(best.population))
        });
        if larger
            && bounds.contains(place.position.into())
            && polygons.contains(&geo::Point(place.position.into()))
        {
            best = Some(place);
        }
    }
    best.map(|place| place.names.clone())
}

/// Disjoint sets of indices.
struct Groups {
    parents: Vec<usize>,
}

impl Groups {
    fn new(count: usize) -> Self {
        Self { parents: (0..count).collect() }
    }

    fn root(&mut self, mut index: usize) -> usize {
        while self.parents[index] != index {
            self.parents[index] = self.parents[self.parents[index]];
            index = self.parents[index];
        }
        index
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        // The smaller index leads, so that the result does not depend on the order of joining.
        self.parents[one.max(other)] = one.min(other);
    }
}
