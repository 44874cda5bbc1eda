//! A cell that edges cross: what they do to the windings of a position in it.

use geo::Coord;

use super::windings::Windings;
use crate::geometry::winding::{is_on_edge, side};
use crate::index::calendar::FOREVER;
use crate::index::ledger::Ledger;
use crate::index::{ControlId, Found};

/// Controls that are counted in one word, 16 bits each.
const LANES: usize = 4;
/// Windings of one control that a lane counts, in either direction.
const MOST_WINDINGS: i64 = i16::MAX as i64;
/// What makes lanes of signed numbers lanes of unsigned ones.
const BIAS: u64 = 0x8000_8000_8000_8000;
/// Shewchuk's bound of the rounding error of a 2D orientation, relative to the sum of the sizes of
/// its two products: (3 + 16 eps) eps, with eps half a unit in the last place ("Adaptive Precision
/// Floating-Point Arithmetic", 1997, `ccwerrboundA`).
const ERROR_BOUND: f64 = (3.0 + 16.0 * HALF_ULP) * HALF_ULP;
const HALF_ULP: f64 = f64::EPSILON / 2.0;

/// The edges in a cell during some epochs, for up to four controls.
#[derive(Debug, Clone, Copy)]
pub(super) struct State {
    /// The cell's south-western corner, where the windings are known.
    corner: Coord,
    /// The windings there, and what edges that reach west of the corner owe to its own position.
    base: i64,
    /// Whose windings the lanes count.
    controls: [ControlId; LANES],
    /// The edges.
    first: u32,
    count: u32,
    /// Whether one control has the whole word, since its ground lies so often on itself.
    is_wide: bool,
    /// Whether the next state counts further controls of the same epochs.
    goes_on: bool,
}

/// An edge in a cell, and what its left side has more than its right.
#[derive(Debug, Clone, Copy)]
pub(super) struct Crossing {
    lower: Coord,
    upper: Coord,
    change: i64,
}

/// States of cells, and their edges.
#[derive(Debug, Default)]
pub(super) struct Leaves {
    states: Vec<State>,
    crossings: Vec<Crossing>,
}

impl Leaves {
    /// Adds the states of a cell through time: the first epoch of each, and its place.
    pub fn add(
        &mut self,
        corner: Coord,
        windings: &Windings,
        edges: &[u32],
        ledger: &Ledger,
    ) -> Vec<(u16, u32)> {
        let mut events: Vec<(u16, bool, u32, ControlId, i32)> = Vec::new();
        for &edge in edges {
            for bound in ledger.bounds(edge) {
                events.push((bound.from, true, edge, bound.control, bound.weight));
                if bound.end != FOREVER {
                    events.push((bound.end, false, edge, bound.control, bound.weight));
                }
            }
        }
        events.sort_unstable();
        let mut steps = windings.steps().iter().peekable();
        let mut events = events.into_iter().peekable();
        let mut now: Vec<(ControlId, i32)> = Vec::new();
        let mut active: Vec<(u32, ControlId, i32)> = Vec::new();
        let mut states = Vec::new();
        let mut epoch = 0;
        loop {
            while let Some(step) = steps.next_if(|step| step.epoch <= epoch) {
                step.apply(&mut now);
            }
            while let Some((_, begins, edge, control, weight)) =
                events.next_if(|event| event.0 <= epoch)
            {
                let entry = (edge, control, weight);
                if begins {
                    active.push(entry);
                } else if let Some(place) = active.iter().position(|it| *it == entry) {
                    active.swap_remove(place);
                }
            }
            now.retain(|(_, number)| *number != 0);
            active.sort_unstable();
            states.push((epoch, self.state(corner, &now, &active, ledger)));
            let next = [steps.peek().map(|it| it.epoch), events.peek().map(|it| it.0)];
            match next.into_iter().flatten().min() {
                Some(next) => epoch = next,
                None => return states,
            }
        }
    }

    fn state(
        &mut self,
        corner: Coord,
        windings: &[(ControlId, i32)],
        active: &[(u32, ControlId, i32)],
        ledger: &Ledger,
    ) -> u32 {
        let mut controls: Vec<ControlId> = windings.iter().map(|it| it.0).collect();
        controls.extend(active.iter().map(|it| it.1));
        controls.sort_unstable();
        controls.dedup();
        let place = self.states.len() as u32;
        let is_wide = !fits_in_lanes(windings, active);
        let lanes_of_word = if is_wide { 1 } else { LANES };
        let words = controls.len().div_ceil(lanes_of_word).max(1);
        for word in 0..words {
            let lanes = controls.iter().skip(word * lanes_of_word).take(lanes_of_word);
            let lane = |control: ControlId| {
                let place = controls.binary_search(&control).ok()?;
                (place / lanes_of_word == word).then_some(16 * (place % lanes_of_word))
            };
            let mut base = 0_i64;
            for &(control, number) in windings {
                let Some(lane) = lane(control) else { continue };
                base += i64::from(number) << lane;
            }
            let first = self.crossings.len() as u32;
            for same in active.chunk_by(|a, b| a.0 == b.0) {
                let mut change = 0_i64;
                for &(_, control, weight) in same {
                    let Some(lane) = lane(control) else { continue };
                    change += i64::from(weight) << lane;
                }
                if change == 0 {
                    continue;
                }
                let [lower, upper] = ledger.edges()[same[0].0 as usize];
                let crosses = (lower.x <= corner.x) != (upper.x <= corner.x);
                if crosses && side(lower, upper, corner).is_left {
                    base -= change;
                }
                self.crossings.push(Crossing { lower, upper, change });
            }
            let mut slots = [ControlId(0); LANES];
            for (slot, control) in slots.iter_mut().zip(lanes) {
                *slot = *control;
            }
            let count = self.crossings.len() as u32 - first;
            let goes_on = word + 1 < words;
            self.states.push(State {
                corner,
                base,
                controls: slots,
                first,
                count,
                is_wide,
                goes_on,
            });
        }
        place
    }

    /// Who controls a position in a cell.
    pub fn find(&self, state: u32, at: Coord) -> Found {
        let mut first = None;
        let mut overlaps = false;
        let mut is_on_boundary = false;
        for state in &self.states[state as usize..] {
            let crossings =
                &self.crossings[state.first as usize..(state.first + state.count) as usize];
            let lanes = state.lanes(crossings, at).unwrap_or_else(|| {
                let (lanes, is_on_edge) = state.exact_lanes(crossings, at);
                is_on_boundary |= is_on_edge;
                lanes
            });
            if lanes != 0 {
                let lowest = lanes.trailing_zeros() / 16;
                overlaps |= first.is_some() || lanes & !(0xFFFF << (16 * lowest)) != 0;
                first.get_or_insert(state.controls[lowest as usize]);
            }
            if !state.goes_on {
                break;
            }
        }
        let found = first.map_or(Found::UNMAPPED, |control| Found::held(control, overlaps));
        if is_on_boundary { found.on_boundary() } else { found }
    }

    /// Bytes that the leaves take.
    pub fn size(&self) -> usize {
        size_of_val(self.states.as_slice()) + size_of_val(self.crossings.as_slice())
    }
}

impl State {
    /// The windings at a position, a lane not 0 where ground runs round it; nothing where floating
    /// point does not tell on which side of an edge it lies.
    ///
    /// From the corner one walks north to the height of the position, then east. An edge that
    /// crosses the second leg changes the windings by what its side at the end has more than its
    /// side at the bend; one that crosses the first, by what its side at the bend has more than that
    /// at the corner, which `base` knows already.
    #[inline]
    fn lanes(&self, crossings: &[Crossing], at: Coord) -> Option<u64> {
        let bend = Coord { x: self.corner.x, y: at.y };
        let mut total = self.base;
        let mut is_uncertain = false;
        for crossing in crossings {
            let Crossing { lower, upper, change } = *crossing;
            let east = (lower.y <= at.y) != (upper.y <= at.y);
            let north = (lower.x <= bend.x) != (upper.x <= bend.x);
            let (at_turn, at_error) = turn(lower, upper, at);
            let (bend_turn, bend_error) = turn(lower, upper, bend);
            is_uncertain |=
                (at_turn.abs() <= at_error) | ((east != north) & (bend_turn.abs() <= bend_error));
            let left = i64::from(at_turn > 0.0) & i64::from(east);
            let bend_left = i64::from(bend_turn > 0.0) * (i64::from(north) - i64::from(east));
            total += change.wrapping_mul(left + bend_left);
        }
        (!is_uncertain).then(|| self.lanes_of(total))
    }

    /// The same by exact predicates, and whether the position lies on an edge.
    #[cold]
    fn exact_lanes(&self, crossings: &[Crossing], at: Coord) -> (u64, bool) {
        let bend = Coord { x: self.corner.x, y: at.y };
        let mut total = self.base;
        let mut is_on = false;
        for &Crossing { lower, upper, change } in crossings {
            let east = (lower.y <= at.y) != (upper.y <= at.y);
            let north = (lower.x <= bend.x) != (upper.x <= bend.x);
            let left = |at: Coord| i64::from(side(lower, upper, at).is_left);
            let times = i64::from(east) * (left(at) - left(bend)) + i64::from(north) * left(bend);
            total += change * times;
            is_on |= is_on_edge(lower, upper, at);
        }
        (self.lanes_of(total), is_on)
    }

    /// Lanes that are 0 where their number is.
    #[inline]
    fn lanes_of(&self, total: i64) -> u64 {
        if self.is_wide { u64::from(total != 0) } else { (total as u64).wrapping_add(BIAS) ^ BIAS }
    }
}

/// Whether no control's windings can leave their lane, whatever edges lie between corner and position.
fn fits_in_lanes(windings: &[(ControlId, i32)], active: &[(u32, ControlId, i32)]) -> bool {
    let corner = windings.iter().map(|(_, number)| i64::from(number.abs()));
    let edges = active.iter().map(|(.., weight)| 2 * i64::from(weight.abs()));
    corner.sum::<i64>() + edges.sum::<i64>() <= MOST_WINDINGS
}

/// Twice the signed area of the triangle of two ends and a position, positive where that lies to
/// the left, and how far rounding may have moved it.
#[inline]
fn turn(lower: Coord, upper: Coord, at: Coord) -> (f64, f64) {
    let one = (lower.x - at.x) * (upper.y - at.y);
    let other = (lower.y - at.y) * (upper.x - at.x);
    (one - other, (one.abs() + other.abs()) * ERROR_BOUND)
}
