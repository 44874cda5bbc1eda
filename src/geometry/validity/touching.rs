//! Rings of a polygon that touch each other, and whether they cut its interior in two.
//!
//! Rings and the points where they touch are the two kinds of nodes of a graph. The interior hangs
//! together exactly when that graph has no cycle: two rings that touch twice enclose ground between
//! them, and so does a circle of rings.

use std::ops::ControlFlow;

use geo::Coord;

use super::findings::Findings;
use super::flaw::FlawKind;
use super::outlines::Outlines;
use crate::geometry::arrangement::union::Union;

/// At how many touches they are first gone through for those that are known already.
const FEW: usize = 4096;

/// Where rings touch others of their polygon; not sorted.
#[derive(Debug, Default)]
pub(super) struct Touches {
    /// The ring, by its place in the list, and the position.
    all: Vec<(u32, Coord)>,
    /// How many there may be before they are sorted.
    limit: usize,
}

impl Touches {
    /// Adds that two rings of one polygon touch.
    pub(super) fn add(&mut self, at: Coord, rings: [u32; 2]) {
        self.all.extend(rings.map(|ring| (ring, at)));
        if self.all.len() > self.limit.max(FEW) {
            self.sort();
            self.limit = 2 * self.all.len();
        }
    }

    fn sort(&mut self) {
        self.all.sort_unstable_by(|one, other| {
            (one.0.cmp(&other.0))
                .then(one.1.x.total_cmp(&other.1.x))
                .then(one.1.y.total_cmp(&other.1.y))
        });
        self.all.dedup();
    }

    /// Notes the polygons of sound rings whose interior is cut in two, each at one place.
    pub(super) fn judge(
        mut self,
        outlines: &Outlines,
        is_sound: &[bool],
        findings: &mut Findings,
    ) -> ControlFlow<()> {
        self.sort();
        let polygon = |ring: u32| outlines.rings[ring as usize].of.polygon;
        for touches in self.all.chunk_by_mut(|one, other| polygon(one.0) == polygon(other.0)) {
            let rings: Vec<u32> = touches.iter().map(|touch| touch.0).collect();
            if rings.iter().all(|ring| is_sound[*ring as usize])
                && let Some((ring, at)) = cycle(touches)
            {
                let of = outlines.rings[ring as usize].of;
                findings.note(FlawKind::InteriorDisconnected, of, at)?;
            }
        }
        ControlFlow::Continue(())
    }
}

/// A touch that closes a circle of rings, if there is one; touches come by rings.
fn cycle(touches: &mut [(u32, Coord)]) -> Option<(u32, Coord)> {
    let first = touches.first()?.0;
    let rings = touches.last()?.0 - first + 1;
    touches.sort_unstable_by(|one, other| {
        one.1.x.total_cmp(&other.1.x).then(one.1.y.total_cmp(&other.1.y)).then(one.0.cmp(&other.0))
    });
    let mut joined = Union::new(rings as usize + touches.len());
    let points = touches.chunk_by(|one, other| one.1 == other.1);
    for (point, touching) in (rings..).zip(points) {
        for &(ring, at) in touching {
            if joined.root(ring - first) == joined.root(point) {
                return Some((ring, at));
            }
            joined.join(ring - first, point);
        }
    }
    None
}
