//! Rings made ready to be judged: closed, without repeated positions, all in one list.

use std::ops::{ControlFlow, Range};

use geo::{Coord, LineString, Polygon};

use super::findings::Findings;
use super::flaw::{FlawKind, RingOf};
use super::meeting::turn;
use super::monotone::is_east;
use crate::geometry::{SquareKilometres, area};

/// All rings that can be judged.
pub(super) struct Outlines {
    /// The positions of all rings, one ring after the other, each closed.
    pub(super) positions: Vec<Coord>,
    /// In the order of polygons; of each the exterior first, if it is there.
    pub(super) rings: Vec<Ring>,
    /// Whether a ring had to be left out of a polygon, by polygons.
    pub(super) is_partial: Vec<bool>,
}

/// Where a ring stands in the list of positions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ring {
    /// Which ring it is as they came.
    pub(super) of: RingOf,
    /// The first position.
    pub(super) first: u32,
    /// The last position, which equals the first.
    pub(super) last: u32,
}

impl Ring {
    /// The positions, without the last one that repeats the first.
    pub(super) fn distinct(&self) -> Range<usize> {
        self.first as usize..self.last as usize
    }

    /// How many edges there are.
    pub(super) fn edges(&self) -> u32 {
        self.last - self.first
    }

    /// The position before one of this ring.
    pub(super) fn before(&self, index: u32) -> u32 {
        if index == self.first { self.last - 1 } else { index - 1 }
    }

    /// The position after one of this ring.
    pub(super) fn after(&self, index: u32) -> u32 {
        if index == self.last { self.first + 1 } else { index + 1 }
    }
}

impl Outlines {
    /// Takes in all rings that have positions enough, and notes those that have not.
    pub(super) fn of(
        polygons: &[Vec<Vec<Coord>>],
        findings: &mut Findings,
    ) -> ControlFlow<(), Self> {
        let count = polygons.iter().flatten().map(|ring| ring.len() + 1).sum();
        let mut outlines = Self {
            positions: Vec::with_capacity(count),
            rings: Vec::new(),
            is_partial: vec![false; polygons.len()],
        };
        for (polygon, rings) in polygons.iter().enumerate() {
            for (ring, positions) in rings.iter().enumerate() {
                let of = RingOf { polygon, ring };
                if let ControlFlow::Break(()) = outlines.take(positions, of, findings) {
                    return ControlFlow::Break(());
                }
            }
        }
        ControlFlow::Continue(outlines)
    }

    fn take(&mut self, ring: &[Coord], of: RingOf, findings: &mut Findings) -> ControlFlow<()> {
        let (Some(&start), Some(&end)) = (ring.first(), ring.last()) else {
            return ControlFlow::Continue(());
        };
        let first = self.positions.len();
        let mut last: Option<Coord> = None;
        for &at in ring {
            if last != Some(at) {
                // Adding nought makes one of the two noughts, for comparing bits.
                self.positions.push(Coord { x: at.x + 0.0, y: at.y + 0.0 });
                last = Some(at);
            }
        }
        let read = self.positions.get(first..).unwrap_or_default();
        if let Some(&at) = read.iter().find(|at| !(at.x.is_finite() && at.y.is_finite())) {
            self.leave_out(first, of);
            return findings.note(FlawKind::NotFinite, of, at);
        }
        let is_short = ring.len() < 3 + usize::from(start == end);
        if start != end {
            findings.note(FlawKind::RingNotClosed, of, start)?;
            self.positions.push(Coord { x: start.x + 0.0, y: start.y + 0.0 });
        }
        if is_short || self.positions.len() - first < 4 {
            self.leave_out(first, of);
            return findings.note(FlawKind::RingTooShort, of, start);
        }
        let ring = Ring { of, first: first as u32, last: self.positions.len() as u32 - 1 };
        self.rings.push(ring);
        ControlFlow::Continue(())
    }

    fn leave_out(&mut self, first: usize, of: RingOf) {
        self.positions.truncate(first);
        if let Some(is_partial) = self.is_partial.get_mut(of.polygon) {
            *is_partial = true;
        }
    }

    /// A position by its place in the list.
    #[inline]
    pub(super) fn at(&self, index: u32) -> Coord {
        self.positions[index as usize]
    }

    /// The rings of each polygon, by their places in the list of rings.
    pub(super) fn polygons(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut first = 0;
        self.rings.chunk_by(|one, other| one.of.polygon == other.of.polygon).map(move |rings| {
            let range = first..first + rings.len();
            first = range.end;
            range
        })
    }

    /// The westernmost position of a ring, the southernmost of these.
    pub(super) fn westernmost(&self, ring: &Ring) -> u32 {
        let further =
            |best, index| if is_east(self.at(index), self.at(best)) { index } else { best };
        (ring.first..ring.last).fold(ring.first, further)
    }

    /// Whether a ring that does not meet itself runs counter-clockwise, told at its westernmost
    /// position.
    pub(super) fn is_counter_clockwise(&self, ring: &Ring, westernmost: u32) -> bool {
        let [before, after] = [ring.before(westernmost), ring.after(westernmost)];
        turn(self.at(before), self.at(westernmost), self.at(after)) > 0.0
    }

    /// How large the ground within a ring is.
    pub(super) fn area(&self, ring: &Ring) -> SquareKilometres {
        let positions = self.positions.get(ring.first as usize..=ring.last as usize);
        let line = LineString::new(positions.unwrap_or_default().to_vec());
        area::of_polygon(&Polygon::new(line, Vec::new()))
    }
}
