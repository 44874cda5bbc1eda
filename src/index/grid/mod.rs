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
#[cfg(test)]
mod tests;
mod windings;

use geo::Coord;

use super::Found;
use super::calendar::EpochId;
use frame::{Fixed, Frame, ROOT_SIDE, SIDE};
use leaf::Leaves;
pub(super) use windings::Windings;

/// Cells along each side of the root block, with a ring of cells for what lies outside.
const RING_SIDE: usize = ROOT_SIDE as usize + 2;
/// Positions that are done together: what is gathered of them stays in the first cache.
pub(super) const GROUP: usize = 512;
/// Cells of a block.
const BLOCK: usize = (SIDE * SIDE) as usize;
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
    /// Who controls positions in epochs, [`GROUP`] of them at most.
    ///
    /// Most positions lie in cells that hold one number. These are done first, without a branch
    /// that depends on the position, so that the processor never guesses wrong; the others are
    /// gathered, looked up one level deeper in the same way, and what is left is done one by one.
    pub fn find_all(
        &self,
        at: impl Fn(usize) -> Coord,
        epoch: impl Fn(usize) -> EpochId,
        found: &mut [Found],
    ) {
        let Some(frame) = &self.frame else { return found.fill(Found::UNMAPPED) };
        let mut left = [0_u16; GROUP];
        let mut count = 0;
        for (index, found) in found.iter_mut().enumerate().take(GROUP) {
            let entry = self.root_entry(frame.fixed(at(index)));
            *found = Found::from_bits(entry.0);
            left[count % GROUP] = index as u16;
            count += usize::from(!entry.is_constant());
        }
        let crossed = count;
        count = 0;
        for place in 0..crossed {
            let index = usize::from(left[place]);
            let mut entry = Entry(found[index].bits());
            if let Content::Block(number) = entry.content() {
                entry = self.part(number, frame.fixed(at(index)), 1);
            }
            found[index] = Found::from_bits(entry.0);
            left[count % GROUP] = index as u16;
            count += usize::from(!entry.is_constant());
        }
        for &index in &left[..count] {
            let index = usize::from(index);
            let entry = Entry(found[index].bits());
            found[index] = self.descend(entry, 1, frame.fixed(at(index)), at(index), epoch(index));
        }
    }

    /// What the cell of the root that a position lies in holds.
    #[inline]
    fn root_entry(&self, fixed: Fixed) -> Entry {
        let (column, row) = fixed.root();
        self.root[row * RING_SIDE + column]
    }

    /// What the cell of a block that a position lies in holds.
    #[inline]
    fn part(&self, block: u32, fixed: Fixed, level: u32) -> Entry {
        self.blocks[block as usize * BLOCK + fixed.part(level)]
    }

    /// Follows what a cell of a level holds to who controls a position.
    fn descend(
        &self,
        mut entry: Entry,
        mut level: u32,
        fixed: Fixed,
        at: Coord,
        epoch: EpochId,
    ) -> Found {
        loop {
            entry = match entry.content() {
                Content::Constant(found) => return found,
                Content::Leaf(state) => return self.leaves.find(state, at),
                Content::Timeline(number) => self.entries[self.moment(number, epoch)],
                Content::Block(number) => {
                    level += 1;
                    self.part(number, fixed, level)
                }
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

    /// Who controls a position through time up to an epoch: first epochs, and who does from then on.
    /// Nothing is looked up before it is asked for.
    pub fn history(
        &self,
        at: Coord,
        last: EpochId,
    ) -> impl DoubleEndedIterator<Item = (EpochId, Found)> + '_ {
        let mut entry = Entry::constant(Found::UNMAPPED);
        if let Some(frame) = &self.frame {
            let fixed = frame.fixed(at);
            entry = self.root_entry(fixed);
            let mut level = 0;
            while let Content::Block(number) = entry.content() {
                level += 1;
                entry = self.part(number, fixed, level);
            }
        }
        let (only, stretches) = match entry.content() {
            Content::Timeline(number) => {
                let first = self.timelines[number as usize].0 as usize;
                (None, first..self.moment(number, last) + 1)
            }
            _ => (Some((EpochId(0), entry)), 0..0),
        };
        let stretches = stretches.map(|it| (EpochId(self.starts[it]), self.entries[it]));
        only.into_iter().chain(stretches).map(move |(epoch, entry)| match entry.content() {
            Content::Leaf(state) => (epoch, self.leaves.find(state, at)),
            _ => (epoch, Found::from_bits(entry.0)),
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
