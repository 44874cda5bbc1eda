//! Grids of cells over the map, and which cells of a coarse one some shapes cover.

use std::cmp::Reverse;
use std::ops::Range;

use super::scene::{Point, Rect};

/// Square cells over a frame of the page, counted along rows from the top left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Grid {
    frame: Rect,
    side: f32,
    columns: usize,
    rows: usize,
}

impl Grid {
    /// Cells of a side over a frame; the last ones may reach beyond it.
    pub(super) fn over(frame: Rect, side: f32) -> Self {
        let count = |length: f32| (length / side).ceil().max(1.0) as usize;
        Self { frame, side, columns: count(frame.width), rows: count(frame.height) }
    }

    /// How many cells there are.
    pub(super) fn len(&self) -> usize {
        self.columns * self.rows
    }

    /// The cell at a point; nothing beyond the grid.
    pub(super) fn cell(&self, at: Point) -> Option<usize> {
        let column = (at.x - self.frame.x) / self.side;
        let row = (at.y - self.frame.y) / self.side;
        let inside =
            column >= 0.0 && row >= 0.0 && column < self.columns as f32 && row < self.rows as f32;
        inside.then(|| row as usize * self.columns + column as usize)
    }

    /// The cells that a rectangle touches, row by row.
    pub(super) fn cells(&self, rect: &Rect) -> impl Iterator<Item = Range<usize>> + use<> {
        let (columns, rows) = self.span(rect);
        let width = self.columns;
        rows.map(move |row| row * width + columns.start..row * width + columns.end)
    }

    /// Calls on every cell along a line, on some more than once.
    pub(super) fn along(&self, line: &[Point], mut visit: impl FnMut(usize)) {
        for edge in line.windows(2) {
            let (dx, dy) = (edge[1].x - edge[0].x, edge[1].y - edge[0].y);
            let steps = (dx.abs().max(dy.abs()) / self.side).ceil().min(4096.0) as usize;
            for step in 0..=steps {
                let share = step as f32 / steps.max(1) as f32;
                let at = Point { x: edge[0].x + share * dx, y: edge[0].y + share * dy };
                if let Some(cell) = self.cell(at) {
                    visit(cell);
                }
            }
        }
    }

    /// Whether the frame holds a rectangle.
    pub(super) fn encloses(&self, rect: &Rect) -> bool {
        rect.x >= self.frame.x
            && rect.y >= self.frame.y
            && rect.right() <= self.frame.right()
            && rect.bottom() <= self.frame.bottom()
    }

    /// The middle of the cell in a column and a row.
    fn middle(&self, column: usize, row: usize) -> Point {
        Point {
            x: self.frame.x + (column as f32 + 0.5) * self.side,
            y: self.frame.y + (row as f32 + 0.5) * self.side,
        }
    }

    /// The cells that have a side in common with one.
    fn beside(&self, cell: usize) -> impl Iterator<Item = usize> + use<> {
        let (columns, len) = (self.columns, self.len());
        let column = cell % columns;
        [
            (column > 0).then(|| cell - 1),
            (column + 1 < columns).then(|| cell + 1),
            cell.checked_sub(columns),
            Some(cell + columns).filter(|cell| *cell < len),
        ]
        .into_iter()
        .flatten()
    }

    /// The columns and rows of the cells that a rectangle touches.
    fn span(&self, rect: &Rect) -> (Range<usize>, Range<usize>) {
        // The casts round down; rounding by the library's functions takes most of the time otherwise.
        let below = |at: f32, last: usize| (at.max(0.0) as usize).min(last);
        let above = |at: f32, last: usize| {
            let whole = at.max(0.0) as usize;
            whole.saturating_add(usize::from((whole as f32) < at)).min(last)
        };
        let left = below((rect.x - self.frame.x) / self.side, self.columns);
        let right = above((rect.right() - self.frame.x) / self.side, self.columns);
        let top = below((rect.y - self.frame.y) / self.side, self.rows);
        let bottom = above((rect.bottom() - self.frame.y) / self.side, self.rows);
        (left..right.max(left), top..bottom.max(top))
    }
}

/// The cells of a frame that shapes cover.
#[derive(Debug, Clone)]
pub(super) struct Mask {
    grid: Grid,
    cells: Vec<bool>,
}

impl Mask {
    /// Side of a cell in page pixels.
    pub(super) const CELL: f32 = 8.0;

    /// A mask that covers nothing yet.
    pub(super) fn empty(frame: Rect) -> Self {
        let grid = Grid::over(frame, Mask::CELL);
        Self { grid, cells: vec![false; grid.len()] }
    }

    /// The cells whose middle lies within rings, even-odd.
    pub(super) fn of(frame: Rect, rings: &[Vec<Point>]) -> Self {
        let mut mask = Self::empty(frame);
        mask.add(rings);
        mask
    }

    /// Covers the cells whose middle lies within rings, even-odd.
    pub(super) fn add(&mut self, rings: &[Vec<Point>]) {
        let Grid { frame, columns, rows, .. } = self.grid;
        let mut crossings: Vec<Vec<f32>> = vec![Vec::new(); rows];
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
                    (((x - frame.x) / Mask::CELL + 0.5).floor().max(0.0) as usize).min(columns)
                };
                let cells = row * columns + column(pair[0])..row * columns + column(pair[1]);
                self.cells[cells].fill(true);
            }
        }
    }

    /// Notes where an edge crosses the middles of rows.
    fn cross(&self, from: Point, to: Point, crossings: &mut [Vec<f32>]) {
        let Grid { frame, rows, .. } = self.grid;
        let row = |y: f32| ((y - frame.y) / Mask::CELL - 0.5).ceil().clamp(0.0, rows as f32);
        let (top, bottom) = if from.y < to.y { (from, to) } else { (to, from) };
        let slope = (bottom.x - top.x) / (bottom.y - top.y);
        for (index, crossings) in
            crossings.iter_mut().enumerate().take(row(bottom.y) as usize).skip(row(top.y) as usize)
        {
            let y = frame.y + (index as f32 + 0.5) * Mask::CELL;
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
        let around = Rect::around(at, Mask::CELL);
        self.count_within(&around) > 0
    }

    /// How many cells of a rectangle are covered.
    pub(super) fn count_within(&self, rect: &Rect) -> usize {
        let rows = self.grid.cells(rect);
        rows.map(|cells| self.cells[cells].iter().filter(|it| **it).count()).sum()
    }

    /// Covers the cells that a rectangle touches.
    pub(super) fn cover(&mut self, rect: &Rect) {
        for cells in self.grid.cells(rect) {
            self.cells[cells].fill(true);
        }
    }

    /// Covers the cells along a line.
    pub(super) fn trace(&mut self, line: &[Point]) {
        let cells = &mut self.cells;
        self.grid.along(line, |cell| cells[cell] = true);
    }

    /// The parts of at least so many cells that hang together by sides of cells, the largest first.
    pub(super) fn pieces(&self, least: usize) -> Vec<Self> {
        let mut rest = self.cells.clone();
        let mut pieces = Vec::new();
        for start in 0..rest.len() {
            if !std::mem::take(&mut rest[start]) {
                continue;
            }
            let mut piece = vec![start];
            let mut next = 0;
            while let Some(&cell) = piece.get(next) {
                next += 1;
                piece.extend(
                    self.grid.beside(cell).filter(|beside| std::mem::take(&mut rest[*beside])),
                );
            }
            if piece.len() >= least {
                pieces.push(piece);
            }
        }
        pieces.sort_by_key(|piece| Reverse(piece.len()));
        let covering = |piece: Vec<usize>| {
            let mut cells = vec![false; self.cells.len()];
            piece.into_iter().for_each(|cell| cells[cell] = true);
            Self { grid: self.grid, cells }
        };
        pieces.into_iter().map(covering).collect()
    }

    /// The room that names have within the covered cells.
    pub(super) fn room(&self) -> Room<'_> {
        let Grid { columns, rows, .. } = self.grid;
        let is_covered =
            |row: &usize| self.cells[row * columns..(row + 1) * columns].contains(&true);
        let top = (0..rows).find(is_covered).unwrap_or(0);
        let bottom = (top..rows).rfind(is_covered).map_or(top, |row| row + 1);
        let stride = columns + 1;
        let mut sums = vec![0; stride * (bottom - top + 1)];
        for row in top..bottom {
            let (above, below) = sums.split_at_mut(stride * (row - top + 1));
            let above = &above[stride * (row - top)..];
            let cells = &self.cells[row * columns..(row + 1) * columns];
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
    rows: Range<usize>,
    /// How many cells are covered above and to the left of each corner of cells in these rows.
    sums: Vec<u32>,
}

impl Room<'_> {
    /// The middle of a rectangle of a size inside the covered cells, as far from their edge as can
    /// be on all sides, and among several on the left and on the right.
    pub(super) fn roomiest(&self, width: f32, height: f32) -> Option<Point> {
        let Mask { grid, cells } = self.mask;
        let step = ((height / Mask::CELL / 3.0) as usize).max(1);
        let mut best: Option<(f32, f32, Point)> = None;
        for row in self.rows.clone().step_by(step) {
            for column in (0..grid.columns).step_by(step) {
                if !cells[row * grid.columns + column] {
                    continue;
                }
                let middle = grid.middle(column, row);
                let around = |room: f32, aside: f32| Rect {
                    x: middle.x - width / 2.0 - room - aside,
                    y: middle.y - height / 2.0 - room,
                    width: width + 2.0 * (room + aside),
                    height: height + 2.0 * room,
                };
                // Only what is better than the best so far is looked at closely.
                let (mut room, mut aside) =
                    best.map_or((0.0, 0.0), |(room, aside, _)| (room, aside + Mask::CELL));
                if self.holds(&around(room + Mask::CELL, 0.0)) {
                    aside = 0.0;
                    while self.holds(&around(room + Mask::CELL, 0.0)) {
                        room += Mask::CELL;
                    }
                }
                while self.holds(&around(room, aside)) {
                    best = Some((room, aside, middle));
                    aside += Mask::CELL;
                }
            }
        }
        best.map(|(_, _, middle)| middle)
    }

    /// Whether a rectangle lies in the frame and all its cells are covered.
    fn holds(&self, rect: &Rect) -> bool {
        let grid = &self.mask.grid;
        let (columns, rows) = grid.span(rect);
        if !grid.encloses(rect) || rows.start < self.rows.start || rows.end > self.rows.end {
            return false;
        }
        let stride = grid.columns + 1;
        let at = |row: usize, column: usize| self.sums[(row - self.rows.start) * stride + column];
        let covered = at(rows.end, columns.end) + at(rows.start, columns.start)
            - at(rows.start, columns.end)
            - at(rows.end, columns.start);
        covered as usize == columns.len() * rows.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Rect = Rect { x: 10.0, y: 20.0, width: 160.0, height: 80.0 };

    fn covering(rects: &[(f32, f32, f32, f32)]) -> Mask {
        let mut mask = Mask::empty(FRAME);
        for (x, y, width, height) in rects {
            mask.cover(&Rect { x: FRAME.x + x, y: FRAME.y + y, width: *width, height: *height });
        }
        mask
    }

    #[test]
    fn pieces_hang_together_by_sides_not_by_corners() {
        let mask = covering(&[(0.0, 0.0, 16.0, 16.0), (16.0, 16.0, 40.0, 8.0)]);
        let counts: Vec<usize> = mask.pieces(1).iter().map(Mask::count).collect();
        assert_eq!(counts, [5, 4]);
        assert_eq!(mask.pieces(5).len(), 1);
        let row_ends = covering(&[(152.0, 0.0, 8.0, 8.0), (0.0, 8.0, 8.0, 8.0)]);
        assert_eq!(row_ends.pieces(1).len(), 2, "rows don't run on");
    }

    #[test]
    fn the_roomiest_place_is_in_the_middle_of_what_is_covered() {
        let mask = covering(&[(40.0, 8.0, 88.0, 56.0)]);
        let middle = mask.room().roomiest(20.0, 8.0).expect("room");
        assert_eq!((middle.x, middle.y), (FRAME.x + 84.0, FRAME.y + 36.0));
        assert!(mask.room().roomiest(90.0, 8.0).is_none());
    }
}
