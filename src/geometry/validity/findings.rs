//! What was found so far, and when to stop.

use std::ops::ControlFlow;

use geo::Coord;
use rustc_hash::FxHashSet;

use super::flaw::{Flaw, FlawKind, Flaws, RingOf};
use crate::geometry::SquareKilometres;

/// Steps after which the search is given up: about a second's.
const MOST_WORK: u64 = 300_000_000;

/// Either the list of flaws, or, of a verdict, nothing.
pub(super) struct Findings {
    flaws: Vec<Flaw>,
    known: FxHashSet<(FlawKind, RingOf, Option<RingOf>, [u64; 2])>,
    is_list: bool,
    is_complete: bool,
    work: u64,
}

impl Findings {
    /// Flaws are kept.
    pub(super) fn list() -> Self {
        Self {
            flaws: Vec::new(),
            known: FxHashSet::default(),
            is_list: true,
            is_complete: true,
            work: 0,
        }
    }

    /// The first flaw that is not formal ends the search.
    pub(super) fn verdict() -> Self {
        Self { is_list: false, ..Self::list() }
    }

    /// A flaw of one ring at a place.
    pub(super) fn note(&mut self, kind: FlawKind, of: RingOf, at: Coord) -> ControlFlow<()> {
        self.add(Flaw { kind, of, with: None, at, area: None })
    }

    /// A flaw of two rings at a place; of two that run along each other the first place counts.
    pub(super) fn note_pair(
        &mut self,
        kind: FlawKind,
        one: RingOf,
        other: RingOf,
        at: Coord,
    ) -> ControlFlow<()> {
        let (of, with) = (one.max(other), Some(one.min(other)));
        self.add(Flaw { kind, of, with, at, area: None })
    }

    /// A flaw of a ring as a whole.
    pub(super) fn note_whole(
        &mut self,
        kind: FlawKind,
        of: RingOf,
        with: Option<RingOf>,
        at: Coord,
        area: SquareKilometres,
    ) -> ControlFlow<()> {
        self.add(Flaw { kind, of, with, at, area: Some(area) })
    }

    fn add(&mut self, flaw: Flaw) -> ControlFlow<()> {
        if !self.is_list {
            return if flaw.kind.is_formal() {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            };
        }
        let is_along = matches!(
            flaw.kind,
            FlawKind::SelfOverlap | FlawKind::RingsShareLine | FlawKind::PolygonsShareLine
        );
        let place = if is_along { [0; 2] } else { [flaw.at.x.to_bits(), flaw.at.y.to_bits()] };
        if !self.known.insert((flaw.kind, flaw.of, flaw.with, place)) {
            return ControlFlow::Continue(());
        }
        if self.flaws.len() == Flaws::MOST {
            self.is_complete = false;
            return ControlFlow::Break(());
        }
        self.flaws.push(flaw);
        ControlFlow::Continue(())
    }

    /// Counts steps of the search.
    #[inline]
    pub(super) fn spend(&mut self, steps: u64) -> ControlFlow<()> {
        self.work += steps;
        if self.work > MOST_WORK {
            self.is_complete = false;
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    /// The flaws in their order.
    pub(super) fn into_flaws(self) -> Flaws {
        let mut flaws = self.flaws;
        flaws.sort_by(|one, other| {
            (one.of, one.kind, one.with)
                .cmp(&(other.of, other.kind, other.with))
                .then(one.at.x.total_cmp(&other.at.x))
                .then(one.at.y.total_cmp(&other.at.y))
        });
        Flaws { flaws, is_complete: self.is_complete }
    }
}
