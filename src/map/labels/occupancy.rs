//! Which parts of the map are taken, and where a name would cross something.

use crate::map::mask::{Grid, Mask};
use crate::map::scene::{Point, Rect};

/// Side of a cell in page pixels.
const CELL: f32 = 4.0;
/// The cost of a cell that is taken.
const TAKEN: u8 = u8::MAX;

/// What each part of the map costs a name that covers it.
pub(super) struct Occupancy {
    grid: Grid,
    costs: Vec<u8>,
    /// What is taken, coarsely.
    taken: Mask,
    /// Where lines run that names of areas keep clear of, coarsely.
    lines: Mask,
}

impl Occupancy {
    /// A map on which nothing stands yet.
    pub(super) fn new(frame: Rect) -> Self {
        let grid = Grid::over(frame, CELL);
        let (taken, lines) = (Mask::empty(frame), Mask::empty(frame));
        Self { grid, costs: vec![0; grid.len()], taken, lines }
    }

    /// Takes every cell that a rectangle touches.
    pub(super) fn block(&mut self, rect: &Rect) {
        for cells in self.grid.cells(rect) {
            self.costs[cells].fill(TAKEN);
        }
        self.taken.cover(rect);
    }

    /// Takes the cells along a line.
    pub(super) fn block_line(&mut self, line: &[Point]) {
        self.mark(line, TAKEN);
        self.taken.trace(line);
    }

    /// Makes the cells along a line cost something.
    pub(super) fn mark(&mut self, line: &[Point], cost: u8) {
        let costs = &mut self.costs;
        self.grid.along(line, |cell| costs[cell] = costs[cell].max(cost));
        self.lines.trace(line);
    }

    /// Whether the map holds a rectangle.
    pub(super) fn holds(&self, rect: &Rect) -> bool {
        self.grid.encloses(rect)
    }

    /// What a rectangle costs; nothing if it leaves the map or touches what is taken.
    pub(super) fn cost(&self, rect: &Rect) -> Option<u32> {
        if !self.grid.encloses(rect) {
            return None;
        }
        let mut sum = 0;
        for cells in self.grid.cells(rect) {
            for cost in &self.costs[cells] {
                if *cost == TAKEN {
                    return None;
                }
                sum += u32::from(*cost);
            }
        }
        Some(sum)
    }

    /// Whether nothing stands along a line.
    pub(super) fn is_free_along(&self, line: &[Point]) -> bool {
        let mut is_free = true;
        self.grid.along(line, |cell| is_free &= self.costs[cell] != TAKEN);
        is_free
    }

    /// What is left of some ground for the name of what lies in it.
    pub(super) fn left_of(&self, mut ground: Mask, may_cross_lines: bool) -> Mask {
        ground.remove(&self.taken);
        if !may_cross_lines {
            ground.remove(&self.lines);
        }
        ground
    }
}
