//! Which parts of the map are taken, and where a name would cross something.

use crate::map::scene::{Point, Rect};

/// Side of a cell in page pixels.
const CELL: f32 = 4.0;
/// The cost of a cell that is taken.
const TAKEN: u8 = u8::MAX;

/// A grid over the map: what each cell costs a name that covers it.
pub(super) struct Occupancy {
    frame: Rect,
    columns: usize,
    rows: usize,
    costs: Vec<u8>,
}

impl Occupancy {
    /// A map on which nothing stands yet.
    pub(super) fn new(frame: Rect) -> Self {
        let count = |length: f32| (length / CELL).ceil().max(1.0) as usize;
        let (columns, rows) = (count(frame.width), count(frame.height));
        Self { frame, columns, rows, costs: vec![0; columns * rows] }
    }

    /// Takes every cell that a rectangle touches.
    pub(super) fn block(&mut self, rect: &Rect) {
        let (columns, rows) = self.span(rect);
        for row in rows {
            self.costs[row * self.columns + columns.start..row * self.columns + columns.end]
                .fill(TAKEN);
        }
    }

    /// Makes the cells along a line cost something.
    pub(super) fn mark(&mut self, line: &[Point], cost: u8) {
        for edge in line.windows(2) {
            let (dx, dy) = (edge[1].x - edge[0].x, edge[1].y - edge[0].y);
            let steps = (dx.abs().max(dy.abs()) / CELL).ceil().min(4096.0) as usize;
            for step in 0..=steps {
                let share = step as f32 / steps.max(1) as f32;
                let at = Point { x: edge[0].x + share * dx, y: edge[0].y + share * dy };
                if let Some(index) = self.index(at) {
                    self.costs[index] = self.costs[index].max(cost);
                }
            }
        }
    }

    /// What a rectangle costs; nothing if it leaves the map or touches what is taken.
    pub(super) fn cost(&self, rect: &Rect) -> Option<u32> {
        let inside = rect.x >= self.frame.x
            && rect.y >= self.frame.y
            && rect.right() <= self.frame.right()
            && rect.bottom() <= self.frame.bottom();
        if !inside {
            return None;
        }
        let (columns, rows) = self.span(rect);
        let mut cost = 0;
        for row in rows {
            for cell in
                &self.costs[row * self.columns + columns.start..row * self.columns + columns.end]
            {
                if *cell == TAKEN {
                    return None;
                }
                cost += u32::from(*cell);
            }
        }
        Some(cost)
    }

    /// Whether nothing stands in a rectangle of the map.
    pub(super) fn is_free(&self, rect: &Rect) -> bool {
        self.cost(rect).is_some()
    }

    /// Whether nothing stands in a rectangle of the map, and no line crosses it.
    pub(super) fn is_clear(&self, rect: &Rect) -> bool {
        self.cost(rect) == Some(0)
    }

    fn index(&self, at: Point) -> Option<usize> {
        let (column, row) = ((at.x - self.frame.x) / CELL, (at.y - self.frame.y) / CELL);
        let inside =
            column >= 0.0 && row >= 0.0 && column < self.columns as f32 && row < self.rows as f32;
        inside.then(|| row as usize * self.columns + column as usize)
    }

    fn span(&self, rect: &Rect) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
        let index = |at: f32, last: usize| (at.max(0.0) as usize).min(last);
        let left = index(((rect.x - self.frame.x) / CELL).floor(), self.columns);
        let right = index(((rect.right() - self.frame.x) / CELL).ceil(), self.columns);
        let top = index(((rect.y - self.frame.y) / CELL).floor(), self.rows);
        let bottom = index(((rect.bottom() - self.frame.y) / CELL).ceil(), self.rows);
        (left..right.max(left), top..bottom.max(top))
    }
}
