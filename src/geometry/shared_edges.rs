//! Which edges of polygons are shared: each edge once, with who stands on either side.

use geo::{Coord, LineString, Polygon};
use rustc_hash::FxHashMap;

/// The two ends of an edge, bit for bit, the smaller first.
type EdgeKey = ([u64; 2], [u64; 2]);

/// The index of an owner, or nobody.
pub type Owner = Option<u32>;

/// The edges of polygons, each with its one or two owners.
///
/// An edge joins two owners only where both have exactly the same two positions and run opposite
/// ways, as the neighbours of a tiling do. Where shapes overlap, further owners are ignored.
pub struct SharedEdges {
    /// The owner to whose left the edge from the smaller end to the larger runs, and the other one.
    owners: FxHashMap<EdgeKey, [Owner; 2]>,
}

impl SharedEdges {
    /// The edges of polygons, each of which has an owner.
    pub fn of(polygons: &[(u32, &Polygon)]) -> Self {
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

    /// A ring cut where the kind of its edges changes, as long as there is one; edges without a kind
    /// are left out. The kind of an edge depends on who stands on its other side.
    pub fn pieces<K: PartialEq + Copy>(
        &self,
        ring: &LineString,
        kind: impl Fn(Owner) -> Option<K>,
    ) -> Vec<(K, LineString)> {
        let mut pieces: Vec<(K, Vec<Coord>)> = Vec::new();
        let mut before = None;
        for edge in ring.lines() {
            let now = kind(self.across(edge.start, edge.end));
            if let Some(now) = now {
                match pieces.last_mut().filter(|_| before == Some(now)) {
                    Some((_, piece)) => piece.push(edge.end),
                    None => pieces.push((now, vec![edge.start, edge.end])),
                }
            }
            before = now;
        }
        join_over_start(&mut pieces);
        pieces.into_iter().map(|(kind, piece)| (kind, LineString::new(piece))).collect()
    }

    /// Who stands on the other side of an owner's edge.
    pub fn across(&self, from: Coord, to: Coord) -> Owner {
        let (key, side) = key(from, to)?;
        self.owners.get(&key)?[1 - side]
    }
}

/// The rings of a polygon.
pub fn rings(polygon: &Polygon) -> impl Iterator<Item = &LineString> + Clone {
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

/// Joins the last piece to the first where the ring's first position lies in the middle of a line.
fn join_over_start<K: PartialEq>(pieces: &mut Vec<(K, Vec<Coord>)>) {
    let [(first_kind, first), .., (last_kind, last)] = pieces.as_slice() else { return };
    if first_kind == last_kind
        && first.first() == last.last()
        && let Some((kind, mut joined)) = pieces.pop()
    {
        joined.extend(pieces[0].1.iter().skip(1));
        pieces[0] = (kind, joined);
    }
}
