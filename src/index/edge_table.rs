//! Distinct edges, each with what it bounds and when.

use geo::Coord;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use super::answer::ControlId;
use crate::geometry::shared_edges::rings;
use crate::geometry::winding::upward;
use crate::model::{Control, Dataset, Snapshot, Territory};
use crate::{Error, Result};

/// Distinct edges with what they bound and in which epochs.
///
/// # Example
///
/// ```
/// use controlmap::index::EdgeTable;
/// use controlmap::model::Dataset;
///
/// let dataset = Dataset::open("fixtures/snapshots")?;
/// let [first, last] = ["2024-07-08", "2024-07-11"].map(|date| date.parse().unwrap());
/// let table = EdgeTable::of_snapshots(&[&dataset.on(first)?, &dataset.on(last)?])?;
/// // Between the two sides runs one edge, which bounds both.
/// assert!(table.iter().any(|(_, bounds)| bounds.len() == 2));
/// # Ok::<(), controlmap::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct EdgeTable {
    controls: Vec<Control>,
    ends: Vec<[Coord; 2]>,
    /// Where the bounds of each edge begin, and at the end their number.
    starts: Vec<u32>,
    bounds: Vec<Bound>,
    /// The first epoch in which each edge bounds anything, and the one after the last.
    spans: Vec<(u16, u16)>,
    edges_of_all: usize,
}

/// That an edge bounds ground under a control for some epochs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
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

impl EdgeTable {
    /// The edges of territories, each with its epochs: the first, and the one after its last.
    ///
    /// # Errors
    ///
    /// When there are more than some 65,000 ways of control.
    pub(super) fn of<'a>(
        dataset: &Dataset,
        territories: impl Iterator<Item = (&'a Territory, (u16, u16))> + Clone,
    ) -> Result<Self> {
        let distinct: FxHashSet<Control> =
            territories.clone().map(|(it, _)| it.control()).collect();
        let mut controls: Vec<Control> = distinct.into_iter().collect();
        controls.sort_by_cached_key(|control| dataset.precedence_of(control));
        if controls.len() >= usize::from(u16::MAX) {
            return Err(Error::limit("ground may be controlled in 65,534 ways at most"));
        }
        let ids: FxHashMap<&Control, ControlId> =
            controls.iter().zip((0..).map(ControlId)).collect();
        let mut collector = Collector::default();
        for (territory, (from, end)) in territories {
            let Some(&control) = ids.get(&territory.control()) else { continue };
            for ring in territory.polygons.iter().flat_map(rings) {
                for edge in ring.0.windows(2) {
                    collector.add(edge[0], edge[1], Bound { control, weight: 1, from, end });
                }
            }
        }
        Ok(collector.finish(controls))
    }

    /// The edges of snapshots of one dataset, each of them an epoch: the first is epoch 0.
    ///
    /// # Errors
    ///
    /// When there are more than some 65,000 ways of control.
    pub fn of_snapshots(snapshots: &[&Snapshot]) -> Result<Self> {
        let Some(first) = snapshots.first() else { return Ok(Self::default()) };
        let epochs = (0..u16::MAX).map(|epoch| (epoch, epoch + 1));
        let territories = snapshots.iter().zip(epochs).flat_map(|(snapshot, epoch)| {
            snapshot.territories.iter().map(move |territory| (*territory, epoch))
        });
        Self::of(first.dataset, territories)
    }

    /// Every way in which ground is controlled, in order of precedence.
    pub fn controls(&self) -> &[Control] {
        &self.controls
    }

    /// How many edges there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// How many edges there were, and how many distinct ones.
    pub fn count(&self) -> EdgeCount {
        EdgeCount { edges: self.edges_of_all, distinct: self.ends.len() }
    }

    /// The two ends of every edge, the lower first; the western first where it runs due east.
    pub fn ends(&self) -> &[[Coord; 2]] {
        &self.ends
    }

    /// What an edge bounds, in order of control and time.
    ///
    /// # Panics
    ///
    /// When there is no such edge.
    pub fn bounds(&self, edge: u32) -> &[Bound] {
        let edge = edge as usize;
        &self.bounds[self.starts[edge] as usize..self.starts[edge + 1] as usize]
    }

    /// The edges that bound something in either of two epochs, and perhaps a few that do so only before
    /// and after.
    pub fn within(&self, epochs: [u16; 2]) -> Vec<u32> {
        let mut edges = vec![0; self.spans.len()];
        let mut count = 0;
        // Of the edges of years few are valid on a day, and there is no guessing which: each is written
        // down and the next one over it, unless it is one of them.
        for (edge, &(from, end)) in (0..).zip(&self.spans) {
            let holds = |epoch: u16| (from <= epoch) & (epoch < end);
            edges[count] = edge;
            count += usize::from(holds(epochs[0]) | holds(epochs[1]));
        }
        edges.truncate(count);
        edges
    }

    /// Every edge with all that it bounds.
    pub fn iter(&self) -> impl Iterator<Item = ([Coord; 2], &[Bound])> {
        let ranges = self.starts.windows(2).map(|pair| pair[0] as usize..pair[1] as usize);
        self.ends.iter().copied().zip(ranges.map(|range| &self.bounds[range]))
    }
}

/// No edge, no bound.
const NONE: u32 = u32::MAX;

/// Gathers edges as they come.
#[derive(Default)]
pub(super) struct Collector {
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
    /// Adds an edge of a ring, and the ground to its left.
    pub(super) fn add(&mut self, from: Coord, to: Coord, bound: Bound) {
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

    /// The edges that bound anything.
    pub(super) fn finish(self, controls: Vec<Control>) -> EdgeTable {
        let mut table = EdgeTable { controls, edges_of_all: self.count, ..EdgeTable::default() };
        let mut own = Vec::new();
        for edge in &self.edges {
            own.clear();
            let mut next = edge.newest;
            while let Some((bound, before)) = self.bounds.get(next as usize) {
                own.push(*bound);
                next = *before;
            }
            let start = table.bounds.len() as u32;
            settle(&mut own, &mut table.bounds);
            if table.bounds.len() as u32 > start {
                let bounds = &table.bounds[start as usize..];
                let first = bounds.iter().map(|bound| bound.from).min();
                let end = bounds.iter().map(|bound| bound.end).max();
                table.spans.extend(first.zip(end));
                table.ends.push(edge.ends);
                table.starts.push(start);
            }
        }
        table.starts.push(table.bounds.len() as u32);
        table
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
