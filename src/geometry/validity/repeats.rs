//! Rings and polygons that are there twice, left out before they meet themselves along every edge.

use std::ops::ControlFlow;

use rustc_hash::{FxHashMap, FxHashSet};

use super::findings::Findings;
use super::flaw::{FlawKind, RingOf};
use super::outlines::{Outlines, Ring};

/// A position as bits: equal positions are equal, for there is one nought only.
type Bits = [u64; 2];

/// Notes and leaves out holes that repeat a ring of their polygon, and polygons that repeat another.
pub(super) fn leave_out(outlines: &mut Outlines, findings: &mut Findings) -> ControlFlow<()> {
    if outlines.rings.len() < 2 {
        return ControlFlow::Continue(());
    }
    let mut known: FxHashMap<Vec<Vec<Bits>>, RingOf> = FxHashMap::default();
    let mut repeated: FxHashSet<RingOf> = FxHashSet::default();
    for places in outlines.polygons() {
        let rings = outlines.rings.get(places).unwrap_or_default();
        let Some(first) = rings.first() else { continue };
        let mut own: FxHashMap<Vec<Bits>, RingOf> = FxHashMap::default();
        for ring in rings {
            let earlier = *own.entry(canonical(outlines, ring)).or_insert(ring.of);
            if earlier != ring.of {
                repeated.insert(ring.of);
                let (at, size) = (outlines.at(ring.first), outlines.area(ring));
                findings.note_whole(FlawKind::RepeatedRing, ring.of, Some(earlier), at, size)?;
            }
        }
        let mut own: Vec<Vec<Bits>> = own.into_keys().collect();
        own.sort_unstable();
        let earlier = *known.entry(own).or_insert(first.of);
        if earlier != first.of {
            repeated.extend(rings.iter().map(|ring| ring.of));
            let (at, size) = (outlines.at(first.first), outlines.area(first));
            findings.note_whole(FlawKind::RepeatedPolygon, first.of, Some(earlier), at, size)?;
        }
    }
    outlines.rings.retain(|ring| !repeated.contains(&ring.of));
    ControlFlow::Continue(())
}

/// The positions of a ring from its westernmost, the way on which the smaller one follows.
fn canonical(outlines: &Outlines, ring: &Ring) -> Vec<Bits> {
    let start = outlines.westernmost(ring);
    let positions = outlines.positions.get(ring.distinct()).unwrap_or_default();
    let bits = |index: usize| positions.get(index % positions.len().max(1));
    let bits = |index: usize| bits(index).map_or([0; 2], |at| [at.x.to_bits(), at.y.to_bits()]);
    let (count, start) = (positions.len(), (start - ring.first) as usize);
    if bits(start + 1) <= bits(start + count - 1) {
        (0..count).map(|step| bits(start + step)).collect()
    } else {
        (0..count).map(|step| bits(start + count - step)).collect()
    }
}
