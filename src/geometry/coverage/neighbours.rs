//! Which cells lie beside which.

use geo::Coord;
use rustc_hash::FxHashSet;

use crate::geometry::metres;
use crate::geometry::overlay::{Overlay, Side};

/// The sides of every cell.
#[derive(Debug)]
pub(super) struct Neighbours {
    sides: Vec<Side>,
    /// In km.
    lengths: Vec<f64>,
    /// Where the sides of each cell begin in `of`, and at the end their number.
    starts: Vec<u32>,
    of: Vec<u32>,
}

impl Neighbours {
    pub fn of(overlay: &Overlay) -> Self {
        let sides: Vec<Side> = overlay.sides().collect();
        let lengths = sides.iter().map(|it| metres::between(it.ends[0], it.ends[1]) / 1000.0);
        let lengths = lengths.collect();
        let mut pairs: Vec<(usize, u32)> =
            (0..).zip(&sides).flat_map(|(side, it)| it.cells.map(|cell| (cell, side))).collect();
        pairs.sort_unstable();
        let start = |cell| pairs.partition_point(|pair| pair.0 < cell) as u32;
        let starts = (0..=overlay.len()).map(start).collect();
        Self { sides, lengths, starts, of: pairs.into_iter().map(|(_, side)| side).collect() }
    }

    /// The sides of a cell, each with the cell beyond it.
    fn round(&self, cell: usize) -> impl Iterator<Item = (u32, usize)> {
        let bound = |place: usize| self.starts.get(place).map_or(0, |start| *start as usize);
        let sides = self.of.get(bound(cell)..bound(cell + 1)).unwrap_or_default();
        sides.iter().filter_map(move |side| {
            let [left, right] = self.sides.get(*side as usize)?.cells;
            Some((*side, if left == cell { right } else { left }))
        })
    }

    /// Cells, given in ascending order, in parts that hang together by their sides; each part ascends.
    pub fn parts(&self, cells: &[usize]) -> Vec<Vec<usize>> {
        let mut rest: FxHashSet<usize> = cells.iter().copied().collect();
        let mut parts = Vec::new();
        for &cell in cells {
            if !rest.remove(&cell) {
                continue;
            }
            let (mut part, mut next) = (Vec::new(), vec![cell]);
            while let Some(cell) = next.pop() {
                part.push(cell);
                next.extend(
                    self.round(cell).map(|(_, beyond)| beyond).filter(|it| rest.remove(it)),
                );
            }
            part.sort_unstable();
            parts.push(part);
        }
        parts
    }

    /// The border of cells: each side with the cell outside it, and its length in km.
    pub fn border(&self, cells: &[usize]) -> Vec<(u32, usize, f64)> {
        let inside: FxHashSet<usize> = cells.iter().copied().collect();
        let sides = cells.iter().flat_map(|cell| self.round(*cell));
        let outer = sides.filter(|(_, beyond)| !inside.contains(beyond));
        outer
            .map(|(side, beyond)| {
                let length = self.lengths.get(side as usize).copied().unwrap_or_default();
                (side, beyond, length)
            })
            .collect()
    }

    /// The middle of a side.
    pub fn middle(&self, side: u32) -> Coord {
        let ends = self.sides.get(side as usize).map(|it| it.ends);
        ends.map_or(Coord { x: 0.0, y: 0.0 }, |[from, to]| (from + to) / 2.0)
    }
}
