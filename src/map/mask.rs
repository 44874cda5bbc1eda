//! Which cells of a coarse grid over the map some shapes cover.

use super::scene::{Point, Rect};

/// Side of a cell in page pixels.
const CELL: f32 = 8.0;

/// The cells of a frame that shapes cover.
#[derive(Debug, Clone)]
pub(super) struct Mask {
    frame: Rect,
    columns: usize,
    rows: usize,
    cells: Vec<bool>,
}

impl Mask {
    /// A mask that covers nothing yet.
    pub(super) fn empty(frame: Rect) -> Self {
        let count = |length: f32| (length / CELL).ceil().max(1.0) as usize;
        let (columns, rows) = (count(frame.width), count(frame.height));
        Self { frame, columns, rows, cells: vec![false; columns * rows] }
    }

    /// The cells whose middle lies within rings, even-odd.
    pub(super) fn of(frame: Rect, rings: &[Vec<Point>]) -> Self {
        let mut mask = Self::empty(frame);
        mask.add(rings);
        mask
    }

    /// Covers the cells whose middle lies within rings, even-odd.
    pub(super) fn add(&mut self, rings: &[Vec<Point>]) {
        let mut crossings: Vec<Vec<f32>> = vec![Vec::new(); self.rows];
        for ring in rings {
            let Some(&last) = ring.last() else { continue };
            let mut from = last;
            for &to in ring {
                self.cross(from, to, &mut crossings);
                from = to;
            }
        }
        for (row, crossings) in crossings.iter_mut().enumerate() {
            crossings.sort_unstable_by(f32::total_cmp);
            for pair in crossings.chunks_exact(2) {
                let column = |x: f32| {
                    (((x - self.frame.x) / CELL + 0.5).floor().max(0.0) as usize).min(self.columns)
                };
                let cells =
                    row * self.columns + column(pair[0])..row * self.columns + column(pair[1]);
                self.cells[cells].fill(true);
            }
        }
    }

    /// Notes where an edge crosses the middles of rows.
    fn cross(&self, from: Point, to: Point, crossings: &mut [Vec<f32>]) {
        let row = |y: f32| ((y - self.frame.y) / CELL - 0.5).ceil().clamp(0.0, self.rows as f32);
        let (top, bottom) = if from.y < to.y { (from, to) } else { (to, from) };
        let slope = (bottom.x - top.x) / (bottom.y - top.y);
        for (index, crossings) in
            crossings.iter_mut().enumerate().take(row(bottom.y) as usize).skip(row(top.y) as usize)
        {
            let y = self.frame.y + (index as f32 + 0.5) * CELL;
            crossings.push(top.x + (y - top.y) * slope);
        }
    }

    /// Covers what another mask of the same frame covers.
    pub(super) fn unite(&mut self, other: &Self) {
        for (cell, other) in self.cells.iter_mut().zip(&other.cells) {
            *cell |= other;
        }
    }

    /// Uncovers what another mask of the same frame covers.
    pub(super) fn remove(&mut self, other: &Self) {
        for (cell, other) in self.cells.iter_mut().zip(&other.cells) {
            *cell &= !other;
        }
    }

    /// How many cells are covered.
    pub(super) fn count(&self) -> usize {
        self.cells.iter().filter(|cell| **cell).count()
    }

    /// How many cells both masks of one frame cover.
    pub(super) fn common(&self, other: &Self) -> usize {
        self.cells.iter().zip(&other.cells).filter(|(one, two)| **one && **two).count()
    }

    /// Whether a cell at a point, or next to it, is covered.
    pub(super) fn is_near(&self, at: Point) -> bool {
        let around = Rect { x: at.x, y: at.y, width: 0.0, height: 0.0 }.grown(CELL);
        self.count_within(&around) > 0
    }

    /// How many cells of a rectangle are covered.
    pub(super) fn count_within(&self, rect: &Rect) -> usize {
        let (columns, rows) = self.span(rect);
        rows.map(|row| {
            let start = row * self.columns;
            self.cells[start + columns.start..start + columns.end].iter().filter(|it| **it).count()
        })
        .sum()
    }

    fn span(&self, rect: &Rect) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
        let index = |at: f32, last: usize| (at.max(0.0) as usize).min(last);
        let left = index(((rect.x - self.frame.x) / CELL).floor(), self.columns);
        let right = index(((rect.right() - self.frame.x) / CELL).ceil(), self.columns);
        let top = index(((rect.y - self.frame.y) / CELL).floor(), self.rows);
        let bottom = index(((rect.bottom() - self.frame.y) / CELL).ceil(), self.rows);
        (left..right.max(left), top..bottom.max(top))
    }

    /// The room that names have within the covered cells.
    pub(super) fn room(&self) -> Room<'_> {
        let is_covered =
            |row: &usize| self.cells[row * self.columns..(row + 1) * self.columns].contains(&true);
        let top = (0..self.rows).find(is_covered).unwrap_or(0);
        let bottom = (top..self.rows).rfind(is_covered).map_or(top, |row| row + 1);
        let stride = self.columns + 1;
        let mut sums = vec![0; stride * (bottom - top + 1)];
        for row in top..bottom {
            let (above, below) = sums.split_at_mut(stride * (row - top + 1));
            let above = &above[stride * (row - top)..];
            let cells = &self.cells[row * self.columns..(row + 1) * self.columns];
            let mut along = 0;
            for (column, cell) in cells.iter().enumerate() {
                along += u32::from(*cell);
                below[column + 1] = above[column + 1] + along;
            }
        }
        Room { mask: self, rows: top..bottom, sums }
    }
}

/// The room within a mask.
pub(super) struct Room<'a> {
    mask: &'a Mask,
    /// The rows that have covered cells.
    rows: std::ops::Range<usize>,
    /// How many cells are covered above and to the left of each corner of cells in these rows.
    sums: Vec<u32>,
}

impl Room<'_> {
    /// The middle of a rectangle of a size inside the covered cells, as far from their edge as can
    /// be, among those that are allowed.
    pub(super) fn roomiest(
        &self,
        width: f32,
        height: f32,
        allowed: impl Fn(&Rect) -> bool,
    ) -> Option<Point> {
        let Mask { frame, columns, cells, .. } = self.mask;
        let step = ((height / CELL / 3.0) as usize).max(1);
        let mut best: Option<(f32, Point)> = None;
        for row in self.rows.clone().step_by(step) {
            for column in (0..*columns).step_by(step) {
                if !cells[row * columns + column] {
                    continue;
                }
                let middle = Point {
                    x: frame.x + (column as f32 + 0.5) * CELL,
                    y: frame.y + (row as f32 + 0.5) * CELL,
                };
                let around = |room: f32| Rect {
                    x: middle.x - width / 2.0 - room,
                    y: middle.y - height / 2.0 - room,
                    width: width + 2.0 * room,
                    height: height + 2.0 * room,
                };
                let mut room = best.map_or(0.0, |(room, _)| room + CELL);
                let mut found = None;
                while self.holds(&around(room)) {
                    found = Some(room);
                    room += CELL;
                }
                if let Some(room) = found
                    && allowed(&around(0.0))
                {
                    best = Some((room, middle));
                }
            }
        }
        best.map(|(_, middle)| middle)
    }

    /// Whether a rectangle lies in the frame and all its cells are covered.
    fn holds(&self, rect: &Rect) -> bool {
        let frame = &self.mask.frame;
        let inside = rect.x >= frame.x
            && rect.y >= frame.y
            && rect.right() <= frame.right()
            && rect.bottom() <= frame.bottom();
        let (columns, rows) = self.mask.span(rect);
        if !inside || rows.start < self.rows.start || rows.end > self.rows.end {
            return false;
        }
        let stride = self.mask.columns + 1;
        let at = |row: usize, column: usize| self.sums[(row - self.rows.start) * stride + column];
        let covered = at(rows.end, columns.end) + at(rows.start, columns.start)
            - at(rows.start, columns.end)
            - at(rows.end, columns.start);
        covered as usize == columns.len() * rows.len()
    }
}
