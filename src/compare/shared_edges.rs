//! Which edges of polygons are shared: each edge once, with who stands on either side.

use geo::{Coord, LineString, Polygon};
use rustc_hash::FxHashMap;

/// The two ends of an edge, bit for bit, the smaller first.
type EdgeKey = ([u64; 2], [u64; 2]);

/// The index of an owner, or nobody.
type Owner = Option<u32>;

/// The edges of polygons, each with its one or two owners.
///
/// An edge joins two owners only where both have exactly the same two positions and run opposite
/// ways, as the neighbours of a tiling do. Where shapes overlap, further owners are ignored.
pub(super) struct SharedEdges {
    /// The owner to whose left the edge from the smaller end to the larger runs, and the other one.
    owners: FxHashMap<EdgeKey, [Owner; 2]>,
}

impl SharedEdges {
    /// The edges of polygons, each of which has an owner.
    pub(super) fn of(polygons: &[(u32, &Polygon)]) -> Self {
        let count = polygons.iter().flat_map(|(_, polygon)| rings(polygon)).map(|it| it.0.len());
        let mut owners: FxHashMap<EdgeKey, [Owner; 2]> = FxHashMap::default();
        owners.reserve(count.sum());
        for &(owner, polygon) in polygons {
            for edge in rings(polygon).flat_map(LineString::lines) {
                if let Some((key, side)) = key(edge.start, edge.end) {
                    owners.entry(key).or_default()[side].get_or_insert(owner);
                }
            }
        }
        Self { owners }
    }

    /// Who stands on the other side of an owner's edge.
    pub(super) fn across(&self, from: Coord, to: Coord) -> Owner {
        let (key, side) = key(from, to)?;
        self.owners.get(&key)?[1 - side]
    }
}

/// The rings of a polygon.
pub(super) fn rings(polygon: &Polygon) -> impl Iterator<Item = &LineString> + Clone {
    std::iter::once(polygon.exterior()).chain(polygon.interiors())
}

/// The key of an edge and which of the two directions it has; nothing where it has no length.
fn key(from: Coord, to: Coord) -> Option<(EdgeKey, usize)> {
    // Adding zero makes one zero of the two.
    let bits = |at: Coord| [(at.x + 0.0).to_bits(), (at.y + 0.0).to_bits()];
    let (from, to) = (bits(from), bits(to));
    match from.cmp(&to) {
        std::cmp::Ordering::Less => Some(((from, to), 0)),
        std::cmp::Ordering::Greater => Some(((to, from), 1)),
        std::cmp::Ordering::Equal => None,
    }
}
