//! Building the grid from a ledger.

use rustc_hash::FxHashMap;

use super::frame::{Cell, Frame, ROOT_SIDE, SIDE};
use super::raster::Raster;
use super::{BLOCK, Entry, Grid, Leaves, RING_SIDE, Windings};
use crate::index::Found;
use crate::index::ledger::Ledger;

/// How often a cell of the root is divided at most.
const DEEPEST: u32 = 3;
/// Edges of one epoch in a cell of the root, and in a smaller one, above which it is divided.
const ROOT_CROWD: usize = 2;
const CROWD: usize = 10;
/// Cells in which edges are noted before no cell is divided any more, and how many more for each edge:
/// a control map's edges are short and touch a handful each, yet a few thousand long ones could fill
/// any memory.
const MOST_NOTED: usize = 1 << 20;
const NOTED_AN_EDGE: usize = 32;

impl Grid {
    /// The grid over a ledger.
    pub fn of(ledger: &Ledger) -> Self {
        let outside = Entry::constant(Found::UNMAPPED);
        let grid = Self {
            frame: Frame::around(ledger.edges().iter().flatten().copied()),
            root: vec![outside; RING_SIDE * RING_SIDE],
            blocks: Vec::new(),
            timelines: Vec::new(),
            starts: Vec::new(),
            entries: Vec::new(),
            leaves: Leaves::default(),
        };
        let Some(frame) = grid.frame else { return grid };
        let mut builder = Builder { ledger, frame, grid, noted: 0, known: FxHashMap::default() };
        let all: Vec<u32> = (0..ledger.edges().len() as u32).collect();
        let first = Cell { level: 0, x: 0, y: 0 };
        let mut root = Vec::new();
        builder.fill(first, ROOT_SIDE, &all, Windings::default(), &mut root);
        let Builder { mut grid, .. } = builder;
        for (row, cells) in root.chunks(ROOT_SIDE as usize).enumerate() {
            let start = (row + 1) * RING_SIDE + 1;
            grid.root[start..start + cells.len()].copy_from_slice(cells);
        }
        grid
    }
}

struct Builder<'a> {
    ledger: &'a Ledger,
    frame: Frame,
    grid: Grid,
    /// In how many cells edges have been noted, each counted.
    noted: usize,
    /// What cells without edges hold, by their windings.
    known: FxHashMap<Windings, Entry>,
}

impl Builder<'_> {
    /// What the cells of a square block hold, from its first cell on, of whose corner the windings
    /// are known. Row by row one walks along the corners, past the edges of each cell.
    fn fill(
        &mut self,
        first: Cell,
        side: u32,
        edges: &[u32],
        windings: Windings,
        entries: &mut Vec<Entry>,
    ) {
        let raster = Raster::of(&self.frame, first, side, edges, self.ledger.edges());
        self.noted += raster.noted();
        let mut row_start = windings;
        for y in 0..side {
            let mut windings = row_start.clone();
            for x in 0..side {
                let cell = first.moved(x, y);
                let edges = raster.edges(x, y);
                entries.push(self.entry(cell, edges, &windings));
                if !edges.is_empty() {
                    let [here, next] = [cell, cell.moved(1, 0)].map(|it| self.frame.corner(it));
                    windings.walk(here, next, edges, self.ledger);
                }
            }
            let cell = first.moved(0, y);
            let [here, next] = [cell, cell.moved(0, 1)].map(|it| self.frame.corner(it));
            row_start.walk(here, next, raster.edges(0, y), self.ledger);
        }
    }

    fn entry(&mut self, cell: Cell, edges: &[u32], windings: &Windings) -> Entry {
        if edges.is_empty() {
            return self.uncrossed(windings);
        }
        let crowd = if cell.level == 0 { ROOT_CROWD } else { CROWD };
        if self.may_divide(cell) && self.is_crowded(edges, crowd) {
            let mut entries = Vec::with_capacity(BLOCK);
            self.fill(cell.first_part(), SIDE, edges, windings.clone(), &mut entries);
            let block = self.grid.blocks.len() / BLOCK;
            self.grid.blocks.extend(entries);
            return Entry::block(block as u32);
        }
        let corner = self.frame.corner(cell);
        let states = self.grid.leaves.add(corner, windings, edges, self.ledger);
        let states = states.into_iter().map(|(epoch, state)| (epoch, Entry::leaf(state)));
        self.through_time(states.collect())
    }

    /// Whether a cell is large enough to be divided, and long edges have not yet been noted in so
    /// many cells that dividing costs more than it saves.
    fn may_divide(&self, cell: Cell) -> bool {
        cell.level < DEEPEST
            && self.noted <= MOST_NOTED + NOTED_AN_EDGE * self.ledger.edges().len()
            && self.frame.can_divide(cell)
    }

    /// Whether more edges than a number are valid at some time.
    fn is_crowded(&self, edges: &[u32], crowd: usize) -> bool {
        if edges.len() <= crowd {
            return false;
        }
        let mut steps: Vec<(u16, i32)> = Vec::new();
        for edge in edges {
            let bounds = self.ledger.bounds(*edge);
            // Two controls that meet along an edge mostly begin and end together.
            let mut spans: Vec<(u16, u16)> = bounds.iter().map(|it| (it.from, it.end)).collect();
            spans.dedup();
            steps.extend(spans.into_iter().flat_map(|(from, end)| [(from, 1), (end, -1)]));
        }
        steps.sort_unstable();
        let mut count = 0;
        steps.into_iter().any(|(_, change)| {
            count += change;
            count > crowd as i32
        })
    }

    fn uncrossed(&mut self, windings: &Windings) -> Entry {
        if let Some(known) = self.known.get(windings) {
            return *known;
        }
        let stretches = windings.stretches().into_iter().map(|(epoch, windings)| {
            let found = match windings.as_slice() {
                [] => Found::UNMAPPED,
                [(first, _), rest @ ..] => Found::held(*first, !rest.is_empty()),
            };
            (epoch, Entry::constant(found))
        });
        let entry = self.through_time(stretches.collect());
        self.known.insert(windings.clone(), entry);
        entry
    }

    /// An entry for what is so in epochs, the first of each given.
    fn through_time(&mut self, mut stretches: Vec<(u16, Entry)>) -> Entry {
        stretches.dedup_by_key(|(_, entry)| *entry);
        if let [(_, only)] = stretches.as_slice() {
            return *only;
        }
        let grid = &mut self.grid;
        grid.timelines.push((grid.starts.len() as u32, stretches.len() as u32));
        for (epoch, entry) in stretches {
            grid.starts.push(epoch);
            grid.entries.push(entry);
        }
        Entry::timeline(grid.timelines.len() as u32 - 1)
    }
}
