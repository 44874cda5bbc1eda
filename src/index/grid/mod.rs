//! The grid: exact bulk lookups that mostly touch one number.
//!
//! Each cell of a 64 by 64 grid holds who controls it, if nobody's edge ever crosses it and nothing
//! changes; else a timeline of that; else, where edges cross, its own 16 by 16 cells, until few edges
//! are left. There the windings of a position are those of the cell's corner and what the edges add
//! on the way.

mod build;
mod frame;
mod leaf;
mod raster;
mod windings;

use geo::Coord;

use super::Found;
use super::calendar::EpochId;
use frame::{Frame, ROOT_SIDE, SIDE};
use leaf::Leaves;
pub(super) use windings::Windings;

/// Cells along each side of the root block, with a ring of cells for what lies outside.
const RING_SIDE: usize = ROOT_SIDE as usize + 2;
/// Timelines up to this length are read from the front; longer ones are searched.
const SHORT_TIMELINE: usize = 12;

/// Who controls every position on every date.
#[derive(Debug)]
pub(super) struct Grid {
    frame: Option<Frame>,
    root: Vec<Entry>,
    /// The cells of divided cells, block after block.
    blocks: Vec<Entry>,
    /// Where each timeline begins, and its length.
    timelines: Vec<(u32, u32)>,
    /// First epochs of the stretches of timelines, and what is so in them.
    starts: Vec<u16>,
    entries: Vec<Entry>,
    leaves: Leaves,
}

/// What a cell holds, in four bytes: two bits of kind, and a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Entry(u32);

/// What a cell holds.
enum Content {
    /// The same control everywhere.
    Constant(Found),
    /// Contents by time.
    Timeline(u32),
    /// Cells of its own: the number of the block.
    Block(u32),
    /// Edges: the number of the state.
    Leaf(u32),
}

impl Entry {
    const KIND: u32 = 30;
    const NUMBER: u32 = (1 << Self::KIND) - 1;

    fn constant(found: Found) -> Self {
        Self(found.bits())
    }

    fn timeline(number: u32) -> Self {
        Self(1 << Self::KIND | number)
    }

    fn block(number: u32) -> Self {
        Self(2 << Self::KIND | number)
    }

    fn leaf(number: u32) -> Self {
        Self(3 << Self::KIND | number)
    }

    #[inline]
    fn is_constant(self) -> bool {
        self.0 <= Self::NUMBER
    }

    #[inline]
    fn content(self) -> Content {
        let number = self.0 & Self::NUMBER;
        match self.0 >> Self::KIND {
            0 => Content::Constant(Found::from_bits(number)),
            1 => Content::Timeline(number),
            2 => Content::Block(number),
            _ => Content::Leaf(number),
        }
    }
}

impl Grid {
    /// Who controls positions in epochs.
    ///
    /// Most positions lie in cells that hold one number. These are done first, without a branch
    /// that depends on the position, so that the processor never guesses wrong; the others are
    /// gathered and done after.
    pub fn find_all(
        &self,
        at: impl Fn(usize) -> Coord,
        epoch: impl Fn(usize) -> EpochId,
        found: &mut [Found],
    ) {
        /// Positions that are done together: what is gathered of them stays in the first cache.
        const GROUP: usize = 512;
        let mut left = [0_u16; GROUP];
        for (group, found) in found.chunks_mut(GROUP).enumerate() {
            let first = group * GROUP;
            let mut count = 0;
            for (index, found) in found.iter_mut().enumerate() {
                let entry = self.root_entry(at(first + index));
                *found = Found::from_bits(entry.0);
                left[count] = index as u16;
                count += usize::from(!entry.is_constant());
            }
            for &index in &left[..count] {
                let index = usize::from(index);
                let entry = Entry(found[index].bits());
                found[index] = self.descend(entry, at(first + index), epoch(first + index));
            }
        }
    }

    /// What the cell of the root that a position lies in holds.
    #[inline]
    fn root_entry(&self, at: Coord) -> Entry {
        let Some(frame) = &self.frame else { return Entry::constant(Found::UNMAPPED) };
        let Coord { x, y } = frame.position(at);
        let last = f64::from(ROOT_SIDE);
        // The ring of cells outside begins at -1; what is not a number comes out there, too.
        let column = (x.clamp(-1.0, last) + 1.0) as usize;
        let row = (y.clamp(-1.0, last) + 1.0) as usize;
        self.root[row * RING_SIDE + column]
    }

    fn descend(&self, mut entry: Entry, at: Coord, epoch: EpochId) -> Found {
        let mut zoom = Zoom::new(self.frame.as_ref(), at);
        loop {
            entry = match entry.content() {
                Content::Constant(found) => return found,
                Content::Leaf(state) => return self.leaves.find(state, at),
                Content::Timeline(number) => self.entries[self.moment(number, epoch)],
                Content::Block(number) => self.blocks[zoom.part_of(number)],
            };
        }
    }

    /// The stretch of a timeline that an epoch lies in.
    #[inline]
    fn moment(&self, timeline: u32, EpochId(epoch): EpochId) -> usize {
        let (first, count) = self.timelines[timeline as usize];
        let starts = &self.starts[first as usize..(first + count) as usize];
        let later = if starts.len() <= SHORT_TIMELINE {
            starts.iter().map(|start| usize::from(*start <= epoch)).sum()
        } else {
            starts.partition_point(|start| *start <= epoch)
        };
        first as usize + later - 1
    }

    /// Who controls a position through time: first epochs, and who does from then on.
    pub fn history(&self, at: Coord) -> impl DoubleEndedIterator<Item = (EpochId, Found)> + '_ {
        let mut entry = self.root_entry(at);
        let mut zoom = Zoom::new(self.frame.as_ref(), at);
        while let Content::Block(number) = entry.content() {
            entry = self.blocks[zoom.part_of(number)];
        }
        let (starts, entries): (&[u16], _) = match entry.content() {
            Content::Timeline(number) => {
                let (first, count) = self.timelines[number as usize];
                let range = first as usize..(first + count) as usize;
                (&self.starts[range.clone()], self.entries[range].to_vec())
            }
            _ => (&[0], vec![entry]),
        };
        starts.iter().zip(entries).map(move |(start, entry)| {
            let found = match entry.content() {
                Content::Leaf(state) => self.leaves.find(state, at),
                _ => Found::from_bits(entry.0),
            };
            (EpochId(*start), found)
        })
    }

    /// Bytes that the grid takes.
    pub fn size(&self) -> usize {
        size_of_val(self.root.as_slice())
            + size_of_val(self.blocks.as_slice())
            + size_of_val(self.timelines.as_slice())
            + size_of_val(self.starts.as_slice())
            + size_of_val(self.entries.as_slice())
            + self.leaves.size()
    }
}

/// A position, seen in smaller and smaller cells.
struct Zoom {
    /// In cells of the present level.
    position: Coord,
}

impl Zoom {
    #[inline]
    fn new(frame: Option<&Frame>, at: Coord) -> Self {
        Self { position: frame.map_or(at, |frame| frame.position(at)) }
    }

    /// The place among all blocks of the cell of a block that the position lies in.
    #[inline]
    fn part_of(&mut self, block: u32) -> usize {
        // Multiplying by a power of two does not round.
        self.position =
            Coord { x: self.position.x * f64::from(SIDE), y: self.position.y * f64::from(SIDE) };
        let (x, y) = (self.position.x as u32 % SIDE, self.position.y as u32 % SIDE);
        (block * SIDE * SIDE + y * SIDE + x) as usize
    }
}
