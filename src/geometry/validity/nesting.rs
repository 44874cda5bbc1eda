//! Which ring lies round which, and whether it may.
//!
//! Rings that do not cross lie within or beside each other. They lie as they should exactly when the
//! innermost ring round every hole is its own polygon's exterior, and the innermost ring round every
//! exterior, if any, is a hole.

use std::ops::ControlFlow;

use super::findings::Findings;
use super::flaw::{FlawKind, RingOf};
use super::outlines::{Outlines, Ring};

/// How a ring that takes part begins in the west.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Beginning {
    /// Whether it runs counter-clockwise.
    pub(super) turns_left: bool,
    /// The nearest edge of another ring below: the ring, by its place in the list, and whether it
    /// runs from west to east there.
    pub(super) below: Option<(u32, bool)>,
}

/// Notes the holes and the polygons that lie where they should not.
pub(super) fn judge(
    outlines: &Outlines,
    beginnings: &[Option<Beginning>],
    findings: &mut Findings,
) -> ControlFlow<()> {
    let around = around(beginnings);
    for (number, ring) in outlines.rings.iter().enumerate() {
        if beginnings[number].is_none() {
            continue;
        }
        let inner = around[number].map(|outer| &outlines.rings[outer as usize]);
        let is_hole = ring.of.ring > 0;
        let is_right = match inner {
            Some(outer) if is_hole => is_exterior_of(outer, ring),
            Some(outer) => outer.of.ring > 0,
            None => !is_hole,
        };
        if !is_right {
            let outer = Ancestors { around: &around, next: around[number], left: beginnings.len() };
            note(outlines, ring, outer, findings)?;
        }
    }
    ControlFlow::Continue(())
}

/// Says what is wrong with a ring that is in the wrong place, from the rings round it.
fn note(
    outlines: &Outlines,
    ring: &Ring,
    outer: Ancestors,
    findings: &mut Findings,
) -> ControlFlow<()> {
    let at = outlines.at(ring.first);
    let whole = |kind, with: Option<RingOf>, findings: &mut Findings| {
        findings.note_whole(kind, ring.of, with, at, outlines.area(ring))
    };
    if ring.of.ring == 0 {
        let with = outer.map(|outer| outlines.rings[outer as usize].of).next();
        return whole(FlawKind::PolygonNested, with, findings);
    }
    // Without its exterior nobody knows whether a hole lies in it.
    let is_partial = outlines.is_partial.get(ring.of.polygon) == Some(&true);
    for outer in outer {
        findings.spend(1)?;
        let outer = &outlines.rings[outer as usize];
        if is_exterior_of(outer, ring) {
            return ControlFlow::Continue(());
        }
        if outer.of.polygon == ring.of.polygon {
            return whole(FlawKind::HoleNested, Some(outer.of), findings);
        }
    }
    if is_partial {
        ControlFlow::Continue(())
    } else {
        whole(FlawKind::HoleOutside, None, findings)
    }
}

fn is_exterior_of(outer: &Ring, ring: &Ring) -> bool {
    outer.of.ring == 0 && outer.of.polygon == ring.of.polygon
}

/// The rings round a ring, from the innermost.
struct Ancestors<'a> {
    around: &'a [Option<u32>],
    next: Option<u32>,
    /// How many there can be at most.
    left: usize,
}

impl Iterator for Ancestors<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let outer = self.next.filter(|_| self.left > 0)?;
        self.left -= 1;
        self.next = self.around[outer as usize];
        Some(outer)
    }
}

/// The innermost ring round each ring.
fn around(beginnings: &[Option<Beginning>]) -> Vec<Option<u32>> {
    let beginning = |ring: u32| beginnings.get(ring as usize).copied().flatten();
    let mut around: Vec<Option<Option<u32>>> = vec![None; beginnings.len()];
    let mut passed = Vec::new();
    for start in 0..beginnings.len() as u32 {
        // Down to an edge whose ring lies round this one, or to a ring of which that is known.
        let mut ring = start;
        let outer = loop {
            if let Some(known) = around[ring as usize] {
                break known;
            }
            passed.push(ring);
            let below = beginning(ring).and_then(|beginning| beginning.below);
            let Some((lower, runs_east)) = below else { break None };
            if beginning(lower).is_some_and(|lower| lower.turns_left == runs_east) {
                break Some(lower);
            }
            ring = lower;
            // Among rings that cross after all the way down could go round.
            if passed.len() > beginnings.len() {
                break None;
            }
        };
        passed.drain(..).for_each(|ring| around[ring as usize] = Some(outer));
    }
    around.into_iter().map(Option::flatten).collect()
}
