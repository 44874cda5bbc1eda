//! A file in blocks that end where a record ends, so that each can be worked on alone.

use std::io::Read;
use std::ops::Range;

use super::cut::Cut;
use crate::{Error, Result};

/// Bytes that one record may have at most: more than that is a quote or a brace that nothing closes.
const LONGEST_RECORD: usize = 64 << 20;

/// Whole records of a file.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub bytes: Vec<u8>,
    /// Where the records stand, for formats in which finding them is the work of the cut.
    pub records: Vec<Range<usize>>,
    /// The number of the first line, or record, counted from one.
    pub first: u64,
}

/// Reads blocks one after the other.
#[derive(Debug)]
pub(super) struct Blocks<R, C> {
    reader: R,
    cut: C,
    size: usize,
    /// The beginning of a record that the last block could not hold.
    rest: Vec<u8>,
    next: u64,
    is_at_end: bool,
}

impl<R: Read, C: Cut> Blocks<R, C> {
    /// Blocks of some size; a longer record has one of its own.
    pub fn new(reader: R, cut: C, size: usize) -> Self {
        Self { reader, cut, size: size.max(1), rest: Vec::new(), next: 1, is_at_end: false }
    }

    fn read(&mut self) -> Result<Option<Block>> {
        let mut bytes = std::mem::take(&mut self.rest);
        while !self.is_at_end {
            let wanted = self.size as u64;
            bytes.reserve(self.size + 1);
            let read = self.reader.by_ref().take(wanted).read_to_end(&mut bytes);
            let read =
                read.map_err(|cause| Error::input(format!("the input can't be read: {cause}")))?;
            self.is_at_end = (read as u64) < wanted;
            let taken = self.cut.cut(&bytes, self.is_at_end)?;
            if taken.end > 0 {
                self.rest = bytes.split_off(taken.end);
                let first = self.next;
                self.next += taken.count;
                return Ok(Some(Block { bytes, records: taken.records, first }));
            }
            if bytes.len() > LONGEST_RECORD {
                return Err(Error::limit("a row may have 64 MiB at most")
                    .at(format!("{} {}", self.cut.unit(), self.next))
                    .hint("is there a quote or a brace that nothing closes?"));
            }
        }
        Ok(None)
    }
}

impl<R: Read, C: Cut> Iterator for Blocks<R, C> {
    type Item = Result<Block>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}
