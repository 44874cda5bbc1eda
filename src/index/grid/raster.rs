//! Which edges touch which cells.

use geo::Coord;

use super::frame::{Cell, Frame, SIDE};

/// Cells, as a share of one, by which edges are taken to reach further than they do: much more than
/// rounding amounts to, so that no cell misses an edge.
const REACH: f64 = 1e-6;

/// The edges that touch each cell of a square block.
pub(super) struct Raster {
    starts: Vec<u32>,
    edges: Vec<u32>,
    side: u32,
}

impl Raster {
    /// Finds the cells of the block of `side` by `side` cells from `first` on that edges touch.
    pub fn of(frame: &Frame, first: Cell, side: u32, edges: &[u32], ends: &[[Coord; 2]]) -> Self {
        let parts = f64::from(SIDE.pow(first.level));
        let local = |at: Coord| {
            let at = frame.position(at);
            Coord { x: at.x * parts - f64::from(first.x), y: at.y * parts - f64::from(first.y) }
        };
        let mut touched: Vec<(u32, u32)> = Vec::with_capacity(edges.len() * 2);
        for &edge in edges {
            let [from, to] = ends[edge as usize].map(local);
            cells(from, to, side, |cell| touched.push((cell, edge)));
        }
        // A counting sort keeps the edges of each cell in order.
        let mut starts = vec![0_u32; (side * side) as usize + 1];
        for (cell, _) in &touched {
            starts[*cell as usize + 1] += 1;
        }
        for cell in 1..starts.len() {
            starts[cell] += starts[cell - 1];
        }
        let mut next = starts.clone();
        let mut sorted = vec![0; touched.len()];
        for (cell, edge) in touched {
            let place = &mut next[cell as usize];
            sorted[*place as usize] = edge;
            *place += 1;
        }
        Self { starts, edges: sorted, side }
    }

    /// How many edges the cells have, each counted.
    pub fn noted(&self) -> usize {
        self.edges.len()
    }

    /// The edges that touch a cell.
    pub fn edges(&self, x: u32, y: u32) -> &[u32] {
        let cell = (y * self.side + x) as usize;
        &self.edges[self.starts[cell] as usize..self.starts[cell + 1] as usize]
    }
}

/// Tells the cells of a block that an edge touches, row by row.
fn cells(from: Coord, to: Coord, side: u32, mut tell: impl FnMut(u32)) {
    let (lower, upper) = if from.y <= to.y { (from, to) } else { (to, from) };
    let range = |least: f64, most: f64| {
        let last = f64::from(side) - 1.0;
        let (first, end) = ((least - REACH).floor(), (most + REACH).floor());
        (first <= last && end >= 0.0).then(|| (first.max(0.0) as u32, end.min(last) as u32))
    };
    let Some((first_row, last_row)) = range(lower.y, upper.y) else { return };
    let height = upper.y - lower.y;
    let x_at = |y: f64| {
        // A flat edge is all of its width in its one or two rows.
        let share = ((y - lower.y) / height).clamp(0.0, 1.0);
        lower.x + share * (upper.x - lower.x)
    };
    for row in first_row..=last_row {
        let (bottom, top) = (f64::from(row) - REACH, f64::from(row + 1) + REACH);
        let (a, b) = if height > REACH { (x_at(bottom), x_at(top)) } else { (lower.x, upper.x) };
        if let Some((first, last)) = range(a.min(b), a.max(b)) {
            for column in first..=last {
                tell(row * side + column);
            }
        }
    }
}
