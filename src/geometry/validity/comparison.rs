//! Two pieces of rings, edge by edge: where they cross, run along each other, or touch.

use std::ops::ControlFlow;

use geo::Coord;

use super::findings::Findings;
use super::flaw::FlawKind;
use super::meeting::{self, Meeting};
use super::monotone::{Chain, is_east};
use super::outlines::Outlines;
use super::touching::Touches;

/// Compares pieces of rings, and remembers which rings and polygons are sound.
pub(super) struct Comparison<'a> {
    outlines: &'a Outlines,
    /// By rings: whether they meet neither themselves nor their polygon's others but at points.
    pub is_sound: Vec<bool>,
    /// By polygons: whether they neither overlap others nor run along them.
    pub is_apart: Vec<bool>,
}

impl<'a> Comparison<'a> {
    /// Of rings and polygons that are sound as far as is known.
    pub fn new(outlines: &'a Outlines, is_sound: Vec<bool>) -> Self {
        let is_apart = vec![true; outlines.is_partial.len()];
        Self { outlines, is_sound, is_apart }
    }

    /// Walks along two pieces from west to east.
    pub fn compare(
        &mut self,
        one: &Chain,
        other: &Chain,
        touches: &mut Touches,
        findings: &mut Findings,
    ) -> ControlFlow<()> {
        let outlines = self.outlines;
        let end = |chain: &Chain, number: u32| outlines.at(chain.index(number));
        let (mut i, mut j) = (0, 0);
        let (mut a, mut c) = (end(one, 0), end(other, 0));
        while i < one.edges() && j < other.edges() {
            let (b, d) = (end(one, i + 1), end(other, j + 1));
            let is_level = a.y.min(b.y) <= c.y.max(d.y) && c.y.min(d.y) <= a.y.max(b.y);
            if is_level && !is_east(b, c) && !is_east(d, a) {
                let ends = ([a, b], [c, d]);
                self.edges((one, i), (other, j), ends, touches, findings)?;
            }
            let (is_done, is_other_done) = (!is_east(d, b), !is_east(b, d));
            if is_done {
                (i, a) = (i + 1, b);
            }
            if is_other_done {
                (j, c) = (j + 1, d);
            }
        }
        ControlFlow::Continue(())
    }

    /// Judges how two edges meet.
    fn edges(
        &mut self,
        (one, i): (&Chain, u32),
        (other, j): (&Chain, u32),
        ([a, b], [c, d]): ([Coord; 2], [Coord; 2]),
        touches: &mut Touches,
        findings: &mut Findings,
    ) -> ControlFlow<()> {
        let rings = &self.outlines.rings;
        let (ring, other_ring) = (&rings[one.ring as usize], &rings[other.ring as usize]);
        if one.ring == other.ring {
            // An edge is known by its earlier end.
            let number = |chain: &Chain, edge| chain.index(edge).min(chain.index(edge + 1));
            let apart = number(one, i).abs_diff(number(other, j));
            if apart == 1 || apart == ring.edges() - 1 {
                return ControlFlow::Continue(());
            }
        }
        findings.spend(8)?;
        let meeting = meeting::of_edges((a, b), (c, d));
        if meeting == Meeting::Apart {
            return ControlFlow::Continue(());
        }
        if one.ring == other.ring {
            self.is_sound[one.ring as usize] = false;
            let (kind, at) = match meeting {
                Meeting::Touch(at) => (FlawKind::SelfTouch, at),
                Meeting::Along(at) => (FlawKind::SelfOverlap, at),
                _ => (FlawKind::SelfCrossing, meeting::crossing((a, b), (c, d))),
            };
            return findings.note(kind, ring.of, at);
        }
        let is_one_polygon = ring.of.polygon == other_ring.of.polygon;
        let (crossing, along) = if is_one_polygon {
            (FlawKind::RingsCross, FlawKind::RingsShareLine)
        } else {
            (FlawKind::PolygonsOverlap, FlawKind::PolygonsShareLine)
        };
        let (kind, at) = match meeting {
            Meeting::Touch(at) => {
                let lines = [self.line_at(one, i, at), self.line_at(other, j, at)];
                if !meeting::is_crossing(at, lines[0], lines[1]) {
                    if is_one_polygon {
                        touches.add(at, [one.ring, other.ring]);
                    }
                    return ControlFlow::Continue(());
                }
                (crossing, at)
            }
            Meeting::Along(at) => (along, at),
            _ => (crossing, meeting::crossing((a, b), (c, d))),
        };
        if is_one_polygon {
            self.is_sound[one.ring as usize] = false;
            self.is_sound[other.ring as usize] = false;
        } else {
            self.is_apart[ring.of.polygon] = false;
            self.is_apart[other_ring.of.polygon] = false;
        }
        findings.note_pair(kind, ring.of, other_ring.of, at)
    }

    /// Where a ring comes from and where it goes at a position on one of its edges.
    fn line_at(&self, chain: &Chain, edge: u32, at: Coord) -> [Coord; 2] {
        let ring = &self.outlines.rings[chain.ring as usize];
        let ends = [chain.index(edge), chain.index(edge + 1)];
        match ends.into_iter().find(|end| self.outlines.at(*end) == at) {
            Some(vertex) => [ring.before(vertex), ring.after(vertex)],
            None => ends,
        }
        .map(|index| self.outlines.at(index))
    }
}
