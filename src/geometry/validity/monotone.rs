//! Rings cut into pieces that run steadily from west to east.
//!
//! Such a piece can't meet itself, and two of them are compared in one walk along both.

use std::ops::ControlFlow;

use geo::Coord;

use super::findings::Findings;
use super::flaw::FlawKind;
use super::meeting::turn;
use super::outlines::{Outlines, Ring};

/// How many edges a piece has at most: the boxes of long ones would touch too many others.
const LONGEST: u32 = 12;

/// A piece of a ring whose positions lie each east of the one before, or each west.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chain {
    /// The place of the first and of the last position in the list of all.
    ends: [u32; 2],
    /// Which ring it is of, by its place in the list of rings.
    pub(super) ring: u32,
    /// Whether the ring runs from west to east here.
    pub(super) runs_east: bool,
    /// The least and the largest y.
    pub(super) reach: [f64; 2],
}

impl Chain {
    /// How many edges there are.
    #[inline]
    pub(super) fn edges(&self) -> u32 {
        self.ends[1] - self.ends[0]
    }

    /// The place in the list of a position, counted from the west.
    #[inline]
    pub(super) fn index(&self, number: u32) -> u32 {
        if self.runs_east { self.ends[0] + number } else { self.ends[1] - number }
    }
}

/// Whether a position lies east of another, or north of it where both are as far east.
#[inline]
pub(super) fn is_east(of: Coord, at: Coord) -> bool {
    of.x < at.x || of.x == at.x && of.y < at.y
}

/// The pieces of all rings; notes spikes, for their two edges stand at the ends of pieces.
pub(super) fn chains(
    outlines: &Outlines,
    is_sound: &mut [bool],
    findings: &mut Findings,
) -> ControlFlow<(), Vec<Chain>> {
    let mut chains = Vec::with_capacity(outlines.positions.len() / 3 + 4);
    for ((number, ring), is_sound) in (0..).zip(&outlines.rings).zip(is_sound) {
        let mut spike = |at: u32| {
            *is_sound = false;
            findings.note(FlawKind::Spike, ring.of, outlines.at(at))
        };
        if let ControlFlow::Break(()) = cut(outlines, ring, number, &mut chains, &mut spike) {
            return ControlFlow::Break(());
        }
    }
    ControlFlow::Continue(chains)
}

fn cut(
    outlines: &Outlines,
    ring: &Ring,
    number: u32,
    chains: &mut Vec<Chain>,
    spike: &mut dyn FnMut(u32) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let Some(positions) = outlines.positions.get(ring.first as usize..=ring.last as usize) else {
        return ControlFlow::Continue(());
    };
    let (Some(&[start, second]), Some(&[before_last, _])) =
        (positions.first_chunk(), positions.last_chunk())
    else {
        return ControlFlow::Continue(());
    };
    let (mut runs_east, mut from) = (is_east(start, second), ring.first);
    if is_east(start, before_last) == runs_east && turn(before_last, start, second) == 0.0 {
        spike(ring.first)?;
    }
    let (mut lower, mut upper) = (start.y, start.y);
    for (index, pair) in (ring.first..).zip(positions.windows(2)) {
        let &[at, next] = pair else { continue };
        lower = lower.min(at.y);
        upper = upper.max(at.y);
        let goes_east = is_east(at, next);
        if goes_east != runs_east || index - from == LONGEST {
            chains.push(Chain {
                ends: [from, index],
                ring: number,
                runs_east,
                reach: [lower, upper],
            });
            if goes_east != runs_east {
                let before = outlines.at(index - 1);
                if turn(before, at, next) == 0.0 {
                    spike(index)?;
                }
            }
            (from, runs_east, lower, upper) = (index, goes_east, at.y, at.y);
        }
    }
    let reach = [lower.min(start.y), upper.max(start.y)];
    chains.push(Chain { ends: [from, ring.last], ring: number, runs_east, reach });
    ControlFlow::Continue(())
}
