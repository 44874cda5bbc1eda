//! Where a run of bytes can be cut without cutting a record.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memrchr};

use super::caller::Caller;
use super::event::shown;
use super::objects::is_object;
use super::table::BYTE_ORDER_MARK;
use crate::source::delimiter_of;
use crate::{Error, Result};

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

/// Records are lines, of which the first that says anything is a JSON object: else it is another format,
/// and not a line of it would be answered.
#[derive(Debug)]
pub(super) struct ObjectLines {
    pub caller: Caller,
    has_begun: bool,
    /// Empty lines before the first that says anything.
    empty: u64,
}

impl ObjectLines {
    /// Lines of which none has been seen.
    pub fn of(caller: Caller) -> Self {
        Self { caller, has_begun: false, empty: 0 }
    }

    fn begin(&mut self, bytes: &[u8]) -> Result<()> {
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            let line = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line).trim_ascii();
            if line.is_empty() {
                self.empty += 1;
                continue;
            }
            if !is_object(line) {
                return Err(self.no_objects(line));
            }
            self.has_begun = true;
            break;
        }
        Ok(())
    }

    fn no_objects(&self, line: &[u8]) -> Error {
        let hint = match line.first() {
            Some(b'[') => LIST_HINT.to_owned(),
            Some(b'{') => "NDJSON has each object whole on a line: jq -c . FILE".to_owned(),
            _ => format!("{} is for a table", self.caller.option_with("format", "csv")),
        };
        Error::input("the first line is not a JSON object")
            .at(format!("line {}", self.empty + 1))
            .found(format!("`{}`", shown(line)))
            .hint(hint)
    }
}

/// What makes lines of a list of objects.
pub(super) const LIST_HINT: &str =
    "a list of objects goes as NDJSON, an object a line: jq -c '.[]' FILE";

impl Cut for ObjectLines {
    fn cut(&mut self, bytes: &[u8], is_at_end: bool) -> Result<Taken> {
        let end = if is_at_end {
            bytes.len()
        } else {
            memrchr(b'\n', bytes).map_or(0, |newline| newline + 1)
        };
        if !self.has_begun {
            self.begin(bytes.get(..end).unwrap_or_default())?;
        }
        Ok(lines(bytes, end))
    }
}

/// Records are lines, but for line breaks in quotes.
#[derive(Debug)]
pub(super) struct QuotedLines {
    /// What stands between two fields; nothing until the first line tells.
    pub delimiter: Option<u8>,
}

impl Cut for QuotedLines {
    fn cut(&mut self, bytes: &[u8], is_at_end: bool) -> Result<Taken> {
        let is_told = is_at_end || memchr(b'\n', bytes).is_some();
        let told = self.delimiter.or_else(|| is_told.then(|| delimiter_of(bytes)));
        self.delimiter = told;
        let Some(delimiter) = told else { return Ok(Taken::default()) };
        let end = if is_at_end { bytes.len() } else { Self::last_end(bytes, delimiter) };
        Ok(lines(bytes, end))
    }
}

impl QuotedLines {
    fn last_end(bytes: &[u8], delimiter: u8) -> usize {
        let mut at = 0;
        let mut last = 0;
        let newline_before = |from: usize, to: usize| {
            memrchr(b'\n', &bytes[from..to]).map(|newline| from + newline + 1)
        };
        while let Some(quote) = memchr(b'"', &bytes[at..]).map(|offset| at + offset) {
            last = newline_before(at, quote).unwrap_or(last);
            // Only a quote at a field's beginning opens it; any other is a character like others.
            let opens = quote == 0 || [delimiter, b'\n'].contains(&bytes[quote - 1]);
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
