//! What is not as it should be, and valid none the less.

use std::ops::ControlFlow;

use geo::{Coord, LineString, Polygon};

use super::findings::Findings;
use super::flaw::{FlawKind, RingOf};
use super::meeting::turn;
use crate::geometry::area;

/// The sine of the angle below which a ring is said to turn back.
const SHARP: f64 = 1e-3;

/// Notes empty rings, repeated points and what is almost a spike.
pub(super) fn note(polygons: &[Vec<Vec<Coord>>], findings: &mut Findings) -> ControlFlow<()> {
    for (polygon, rings) in polygons.iter().enumerate() {
        for (ring, positions) in rings.iter().enumerate() {
            let of = RingOf { polygon, ring };
            if positions.is_empty() {
                let nowhere = Coord { x: f64::NAN, y: f64::NAN };
                findings.note(FlawKind::RingEmpty, of, nowhere)?;
            }
            in_ring(positions, of, findings)?;
        }
    }
    ControlFlow::Continue(())
}

fn in_ring(ring: &[Coord], of: RingOf, findings: &mut Findings) -> ControlFlow<()> {
    let mut distinct = Vec::with_capacity(ring.len() + 1);
    for &at in ring {
        if distinct.last() == Some(&at) {
            findings.note(FlawKind::RepeatedPoint, of, at)?;
        } else {
            distinct.push(at);
        }
    }
    if distinct.first() == distinct.last() {
        distinct.pop();
    }
    // Round to the second position again, so that each has one before and one after.
    let start: Vec<Coord> = distinct.iter().copied().take(2).collect();
    distinct.extend(start);
    for corner in distinct.windows(3) {
        if let &[before, at, after] = corner
            && is_almost_spike(before, at, after)
        {
            let triangle = Polygon::new(LineString::new(vec![before, at, after]), Vec::new());
            let size = area::of_polygon(&triangle);
            findings.note_whole(FlawKind::NearSpike, of, None, at, size)?;
        }
    }
    ControlFlow::Continue(())
}

/// Whether the way from one position by another to a third turns back sharply, but not exactly.
fn is_almost_spike(before: Coord, at: Coord, after: Coord) -> bool {
    let (back, on) = (before - at, after - at);
    let along = back.x * on.x + back.y * on.y;
    let across = back.x * on.y - back.y * on.x;
    // The tangent is as good as the sine here.
    along > 0.0 && across.abs() < SHARP * along && turn(before, at, after) != 0.0
}
