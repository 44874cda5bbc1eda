//! The ledger: every distinct edge of a dataset once, with whom it bounds and when.

use geo::Coord;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use super::answer::ControlId;
use super::calendar::Calendar;
use crate::geometry::shared_edges::rings;
use crate::geometry::winding::upward;
use crate::model::{Control, Dataset, Territory, Validity};
use crate::{Error, Result};

/// Every distinct edge of a dataset once, with the controls that it bounds and when it does.
///
/// Dated maps repeat themselves: from one day to the next almost every edge stays. What is computed
/// from the ledger costs what changes, not what is drawn.
///
/// # Example
///
/// ```
/// use controlmap::{index::Ledger, model::Dataset};
///
/// // Three days of a village that grows once: its later edges are mostly its earlier ones.
/// let ledger = Ledger::of(&Dataset::open("fixtures/snapshots")?)?;
/// assert!(ledger.count().distinct < ledger.count().edges);
/// # Ok::<(), controlmap::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Ledger {
    calendar: Calendar,
    controls: Vec<Control>,
    edges: Vec<[Coord; 2]>,
    /// Where the bounds of each edge begin, and at the end their number.
    starts: Vec<u32>,
    bounds: Vec<Bound>,
    count: EdgeCount,
}

/// That an edge bounds ground under a control for some epochs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bound {
    /// Under whose control.
    pub control: ControlId,
    /// How many times more often the ground lies to the left of the edge than to its right, as it
    /// runs from its lower to its upper end; never 0.
    pub weight: i32,
    /// The first epoch in which this is so.
    pub from: u16,
    /// The first epoch in which it is no longer so.
    pub end: u16,
}

/// How many edges a dataset has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct EdgeCount {
    /// Edges of all territories, those of each validity counted again.
    pub edges: usize,
    /// Distinct edges: those of the same two ends, whichever way they run, are one. Those that bound
    /// nothing, because the same control lies on either side, are left out.
    pub distinct: usize,
}

/// An edge, and ground that it bounds for a time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LedgerEdge {
    /// Its lower end; the western one where it runs due east.
    pub lower: Coord,
    /// Its upper end.
    pub upper: Coord,
    /// Who controls the ground.
    pub control: ControlId,
    /// How many times more often the ground lies to the left of the edge, as it runs upwards, than
    /// to its right: 1 or -1 for valid polygons.
    pub weight: i32,
    /// When it is so.
    pub validity: Validity,
}

impl Ledger {
    /// The ledger of a dataset.
    ///
    /// # Errors
    ///
    /// When the dataset has more than some 65,000 dates or ways of control.
    pub fn of(dataset: &Dataset) -> Result<Self> {
        let calendar = Calendar::of(dataset).ok_or_else(|| {
            Error::limit("the dates of a dataset may change 65,534 times at most")
        })?;
        let distinct: FxHashSet<Control> =
            dataset.territories.iter().map(Territory::control).collect();
        let mut controls: Vec<Control> = distinct.into_iter().collect();
        controls.sort_by_cached_key(|control| dataset.precedence_of(control));
        if controls.len() >= usize::from(u16::MAX) {
            return Err(Error::limit("ground may be controlled in 65,534 ways at most"));
        }
        let ids: FxHashMap<&Control, ControlId> =
            controls.iter().zip((0..).map(ControlId)).collect();
        let mut collector = Collector::default();
        for territory in &dataset.territories {
            let Some(&control) = ids.get(&territory.control()) else { continue };
            let (from, end) = calendar.span_of(territory.validity);
            for ring in territory.polygons.iter().flat_map(rings) {
                for edge in ring.0.windows(2) {
                    collector.add(edge[0], edge[1], Bound { control, weight: 1, from, end });
                }
            }
        }
        Ok(collector.finish(calendar, controls))
    }

    /// The stretches of days in which nothing changes anywhere.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// Every way in which ground is controlled on some date, in order of precedence.
    pub fn controls(&self) -> &[Control] {
        &self.controls
    }

    /// How many edges there are, and how many distinct ones.
    pub fn count(&self) -> EdgeCount {
        self.count
    }

    /// The distinct edges, the lower end of each first.
    pub(super) fn edges(&self) -> &[[Coord; 2]] {
        &self.edges
    }

    /// What an edge bounds, in order of control and time.
    pub(super) fn bounds(&self, edge: u32) -> &[Bound] {
        let edge = edge as usize;
        &self.bounds[self.starts[edge] as usize..self.starts[edge + 1] as usize]
    }

    /// Every edge with every ground that it bounds.
    pub fn entries(&self) -> impl Iterator<Item = LedgerEdge> + '_ {
        (0..).zip(&self.edges).flat_map(move |(index, &[lower, upper])| {
            self.bounds(index).iter().map(move |bound| LedgerEdge {
                lower,
                upper,
                control: bound.control,
                weight: bound.weight,
                validity: self.calendar.validity(bound.from, bound.end),
            })
        })
    }
}

/// No edge, no bound.
const NONE: u32 = u32::MAX;

/// Gathers edges as they come.
#[derive(Default)]
struct Collector {
    ids: FxHashMap<[u64; 4], u32>,
    edges: Vec<Gathered>,
    /// Bounds, each with the one before it of the same edge.
    bounds: Vec<(Bound, u32)>,
    last: u32,
    count: usize,
}

struct Gathered {
    ends: [Coord; 2],
    newest: u32,
    /// The edge that came after this one the last time: on most days it does so again.
    next: u32,
}

impl Collector {
    fn add(&mut self, from: Coord, to: Coord, bound: Bound) {
        let (lower, upper, runs_up) = upward(from, to);
        if lower == upper {
            return;
        }
        self.count += 1;
        let weight = if runs_up { bound.weight } else { -bound.weight };
        let bound = Bound { weight, ..bound };
        let id = self.id([lower, upper]);
        let newest = &mut self.edges[id as usize].newest;
        if let Some((before, _)) = self.bounds.get_mut(*newest as usize)
            && (before.control, before.weight, before.end) == (bound.control, weight, bound.from)
        {
            before.end = bound.end;
            return;
        }
        self.bounds.push((bound, *newest));
        *newest = self.bounds.len() as u32 - 1;
    }

    fn id(&mut self, ends: [Coord; 2]) -> u32 {
        let last = std::mem::replace(&mut self.last, NONE);
        let guess = self.edges.get(last as usize).map_or(NONE, |edge| edge.next);
        let id = match self.edges.get(guess as usize) {
            Some(edge) if edge.ends == ends => guess,
            _ => {
                // Adding zero makes one zero of the two.
                let [lower, upper] = ends.map(|at| [at.x + 0.0, at.y + 0.0].map(f64::to_bits));
                let new = self.edges.len() as u32;
                let id = *self.ids.entry([lower[0], lower[1], upper[0], upper[1]]).or_insert(new);
                if id == new {
                    self.edges.push(Gathered { ends, newest: NONE, next: NONE });
                }
                id
            }
        };
        if let Some(edge) = self.edges.get_mut(last as usize) {
            edge.next = id;
        }
        self.last = id;
        id
    }

    fn finish(self, calendar: Calendar, controls: Vec<Control>) -> Ledger {
        let count = EdgeCount { edges: self.count, distinct: 0 };
        let (edges, starts, bounds) = (Vec::new(), Vec::new(), Vec::new());
        let mut ledger = Ledger { calendar, controls, edges, starts, bounds, count };
        let mut own = Vec::new();
        for edge in &self.edges {
            own.clear();
            let mut next = edge.newest;
            while let Some((bound, before)) = self.bounds.get(next as usize) {
                own.push(*bound);
                next = *before;
            }
            let start = ledger.bounds.len() as u32;
            settle(&mut own, &mut ledger.bounds);
            if ledger.bounds.len() as u32 > start {
                ledger.edges.push(edge.ends);
                ledger.starts.push(start);
            }
        }
        ledger.starts.push(ledger.bounds.len() as u32);
        ledger.count.distinct = ledger.edges.len();
        ledger
    }
}

/// Sums what an edge bounds into stretches of constant weight; where a control lies on either side
/// nothing is left.
fn settle(bounds: &mut [Bound], settled: &mut Vec<Bound>) {
    if let [only] = bounds {
        settled.push(*only);
        return;
    }
    let mut steps: Vec<(ControlId, u16, i32)> = bounds
        .iter()
        .flat_map(|it| [(it.control, it.from, it.weight), (it.control, it.end, -it.weight)])
        .collect();
    steps.sort_unstable();
    for steps in steps.chunk_by(|a, b| a.0 == b.0) {
        let mut weight = 0;
        let mut times = steps.chunk_by(|a, b| a.1 == b.1).peekable();
        while let Some(now) = times.next() {
            let before = weight;
            weight += now.iter().map(|step| step.2).sum::<i32>();
            let Some(end) = times.peek().map(|next| next[0].1).filter(|_| weight != 0) else {
                continue;
            };
            let (control, from) = (now[0].0, now[0].1);
            match settled.last_mut() {
                Some(last) if before == weight && last.control == control && last.end == from => {
                    last.end = end;
                }
                _ => settled.push(Bound { control, weight, from, end }),
            }
        }
    }
}
