//! Where a run of bytes can be cut without cutting a record.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memrchr};

use crate::Result;

/// The whole records at the beginning of some bytes.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// Where they end; zero where there is no whole one.
    pub end: usize,
    pub records: Vec<Range<usize>>,
    /// By how much the numbering goes on.
    pub count: u64,
}

/// A rule where records end. It is shown the bytes after its last cut.
pub(super) trait Cut: Send {
    /// Finds the whole records; at the end of the file every record is whole.
    fn cut(&mut self, bytes: &[u8], is_at_end: bool) -> Result<Taken>;
    /// What is counted.
    fn unit(&self) -> &'static str {
        "line"
    }
}

/// Records are lines.
#[derive(Debug)]
pub(super) struct Lines;

impl Cut for Lines {
    fn cut(&mut self, bytes: &[u8], is_at_end: bool) -> Result<Taken> {
        let end = if is_at_end {
            bytes.len()
        } else {
            memrchr(b'\n', bytes).map_or(0, |newline| newline + 1)
        };
        Ok(lines(bytes, end))
    }
}

/// Records are lines, but for line breaks in quotes.
#[derive(Debug)]
pub(super) struct QuotedLines {
    pub delimiter: u8,
}

impl Cut for QuotedLines {
    fn cut(&mut self, bytes: &[u8], is_at_end: bool) -> Result<Taken> {
        let end = if is_at_end { bytes.len() } else { self.last_end(bytes) };
        Ok(lines(bytes, end))
    }
}

impl QuotedLines {
    fn last_end(&self, bytes: &[u8]) -> usize {
        let mut at = 0;
        let mut last = 0;
        let newline_before = |from: usize, to: usize| {
            memrchr(b'\n', &bytes[from..to]).map(|newline| from + newline + 1)
        };
        while let Some(quote) = memchr(b'"', &bytes[at..]).map(|offset| at + offset) {
            last = newline_before(at, quote).unwrap_or(last);
            // Only a quote at a field's beginning opens it; any other is a character like others.
            let opens = quote == 0 || [self.delimiter, b'\n'].contains(&bytes[quote - 1]);
            at = match opens.then(|| after_quotes(bytes, quote + 1)) {
                None => quote + 1,
                Some(Some(after)) => after,
                Some(None) => return last,
            };
        }
        newline_before(at, bytes.len()).unwrap_or(last)
    }
}

/// The place after the quote that closes a field, given the place after the one that opens it.
pub(super) fn after_quotes(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr(b'"', &bytes[at..])? + 1;
        if bytes.get(at) != Some(&b'"') {
            return Some(at);
        }
        at += 1;
    }
}

fn lines(bytes: &[u8], end: usize) -> Taken {
    let count = memchr_iter(b'\n', &bytes[..end]).count() as u64;
    Taken { end, records: Vec::new(), count }
}
