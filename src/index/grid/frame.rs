//! The frame that is divided into cells.

use geo::Coord;

/// Cells along each side of the whole frame.
pub(super) const ROOT_SIDE: u32 = 64;
/// Cells along each side of a divided cell.
pub(super) const SIDE: u32 = 16;
/// Share of its size by which the frame is larger than what it holds, so that nothing touches it.
const MARGIN: f64 = 1e-6;
/// Degrees by which it is larger at least.
const LEAST_MARGIN: f64 = 1e-6;

/// Degrees that a divided cell's parts measure at least: a million times what rounding moves positions
/// by, which is 2^-45 of a degree near the 180th meridian.
const LEAST_CELL: f64 = 2.9e-8;

/// A box divided into 64 by 64 cells, each of which may be divided into 16 by 16, and so on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    /// The south-western corner.
    origin: Coord,
    /// Width and height of a cell.
    cell: Coord,
    /// Cells a degree.
    density: Coord,
}

/// Bits of a fixed position for parts of a cell of the frame.
const FRACTION_BITS: u32 = 40;
/// The number whose sum with another, below 2048 in size, has just those bits for its fraction: its
/// unit in the last place is 2^-40.
const ALIGNER: f64 = 6144.0;

/// A position in cells of the frame, in fixed point: the cells of all levels can be read off its
/// bits. Rounding moves it by 2^-41 cells of the frame at most.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fixed {
    x: u64,
    y: u64,
}

impl Fixed {
    /// Column and row of the cell of the frame, counted from the ring outside it.
    #[inline]
    pub fn root(self) -> (usize, usize) {
        let ringed = |it: u64| (it >> FRACTION_BITS) as usize;
        (ringed(self.x), ringed(self.y))
    }

    /// The place of the cell in a block of a level, row by row.
    #[inline]
    pub fn part(self, level: u32) -> usize {
        let shift = FRACTION_BITS - level * SIDE.ilog2();
        let part = |it: u64| (it >> shift) as usize % SIDE as usize;
        part(self.y) * SIDE as usize + part(self.x)
    }
}

/// The place of a cell among all those of its level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    /// How often the frame's cells are divided.
    pub level: u32,
    /// Cells to the west.
    pub x: u32,
    /// Cells to the south.
    pub y: u32,
}

impl Frame {
    /// A frame round positions; nothing where there are none.
    pub fn around(positions: impl Iterator<Item = Coord>) -> Option<Self> {
        let bounds = positions.fold(None, |bounds: Option<(Coord, Coord)>, at| {
            let (least, most) = bounds.unwrap_or((at, at));
            Some((
                Coord { x: least.x.min(at.x), y: least.y.min(at.y) },
                Coord { x: most.x.max(at.x), y: most.y.max(at.y) },
            ))
        });
        let (least, most) = bounds?;
        let side = |least: f64, most: f64| {
            let margin = ((most - least) * MARGIN).max(LEAST_MARGIN);
            (least - margin, (most - least + 2.0 * margin) / f64::from(ROOT_SIDE))
        };
        let ((west, width), (south, height)) = (side(least.x, most.x), side(least.y, most.y));
        Some(Self {
            origin: Coord { x: west, y: south },
            cell: Coord { x: width, y: height },
            density: Coord { x: 1.0 / width, y: 1.0 / height },
        })
    }

    /// Whether a cell is so large that its parts are much larger than the rounding of positions.
    pub fn can_divide(&self, cell: Cell) -> bool {
        let parts = f64::from(SIDE.pow(cell.level + 1));
        self.cell.x.min(self.cell.y) / parts > LEAST_CELL
    }

    /// A position in cells of the frame, from its south-western corner.
    #[inline]
    pub fn position(&self, at: Coord) -> Coord {
        Coord {
            x: (at.x - self.origin.x) * self.density.x,
            y: (at.y - self.origin.y) * self.density.y,
        }
    }

    /// A position in fixed point. What lies outside the frame, or is not a number, lies in the ring
    /// of cells round it.
    #[inline]
    pub fn fixed(&self, at: Coord) -> Fixed {
        let Coord { x, y } = self.position(at);
        // Comparisons with what is not a number are false.
        let ringed = |it: f64| {
            let above = if it > -1.0 { it } else { -1.0 };
            let within = if above < f64::from(ROOT_SIDE) { above } else { f64::from(ROOT_SIDE) };
            (within + (ALIGNER + 1.0)).to_bits() - ALIGNER.to_bits()
        };
        Fixed { x: ringed(x), y: ringed(y) }
    }

    /// The south-western corner of a cell. That of a cell and of the first one in it are the same,
    /// bit for bit, since powers of two divide without rounding.
    pub fn corner(&self, cell: Cell) -> Coord {
        let parts = f64::from(SIDE.pow(cell.level));
        Coord {
            x: self.origin.x + f64::from(cell.x) * (self.cell.x / parts),
            y: self.origin.y + f64::from(cell.y) * (self.cell.y / parts),
        }
    }
}

impl Cell {
    /// The cell in a corner of this one, when it is divided.
    pub fn first_part(self) -> Self {
        Self { level: self.level + 1, x: self.x * SIDE, y: self.y * SIDE }
    }

    /// The cell so many cells further east and north.
    pub fn moved(self, x: u32, y: u32) -> Self {
        Self { x: self.x + x, y: self.y + y, ..self }
    }
}
