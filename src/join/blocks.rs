//! A file in blocks that end where a record ends, so that each can be worked on alone.

use std::io::{self, Read};
use std::ops::Range;

use super::Options;
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
    is_live: bool,
    most_rows: u64,
    /// The beginning of a record that the last block could not hold.
    rest: Vec<u8>,
    next: u64,
    is_at_end: bool,
}

impl<R: Read, C: Cut> Blocks<R, C> {
    /// Blocks of the size that the options say; a longer record has one of its own.
    pub fn new(reader: R, cut: C, options: &Options) -> Self {
        let Options { block_size, is_live, most_rows, .. } = *options;
        let (size, rest) = (block_size.max(1), Vec::new());
        Self { reader, cut, size, is_live, most_rows, rest, next: 1, is_at_end: false }
    }

    /// The rule where records end, as far as it has seen the file.
    pub fn rule(&self) -> &C {
        &self.cut
    }

    /// Reads at least so many bytes, and tells whether that is the end.
    fn fill(&mut self, bytes: &mut Vec<u8>, least: usize) -> io::Result<bool> {
        let known = bytes.len();
        if !self.is_live {
            bytes.reserve(self.size + 1);
            let wanted = self.size as u64;
            let read = self.reader.by_ref().take(wanted).read_to_end(bytes)?;
            return Ok((read as u64) < wanted);
        }
        loop {
            let start = bytes.len();
            bytes.resize(start + self.size, 0);
            let read = self.reader.read(&mut bytes[start..]);
            bytes.truncate(start + read.as_ref().copied().unwrap_or(0));
            match read {
                Ok(0) => return Ok(true),
                Ok(_) if bytes.len() - known >= least => return Ok(false),
                Ok(_) => (),
                Err(cause) if cause.kind() == io::ErrorKind::Interrupted => (),
                Err(cause) => return Err(cause),
            }
        }
    }

    fn read(&mut self) -> Result<Option<Block>> {
        let mut bytes = std::mem::take(&mut self.rest);
        let mut least = 1;
        while !self.is_at_end {
            self.is_at_end = self
                .fill(&mut bytes, least)
                .map_err(|cause| Error::input(format!("the input can't be read: {cause}")))?;
            let taken = self.cut.cut(&bytes, self.is_at_end)?;
            if taken.end > 0 {
                self.rest = bytes.split_off(taken.end);
                let first = self.next;
                self.next += taken.count;
                if first - 1 + taken.count > self.most_rows {
                    let most = self.most_rows;
                    return Err(Error::limit(format!("a join may have {most} rows at most"))
                        .hint("send the events in several parts"));
                }
                return Ok(Some(Block { bytes, records: taken.records, first }));
            }
            // A long record that comes in crumbs is not looked through again for each of them.
            least = bytes.len();
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
