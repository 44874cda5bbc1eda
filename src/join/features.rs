//! Where the features of a GeoJSON feature collection stand, found without reading what is in them.

use std::ops::Range;

use memchr::memchr2;

use super::cut::{Cut, LIST_HINT, Taken};
use crate::{Error, Result};

/// Finds the members of the top-level `features`; all else goes through as it is.
#[derive(Debug, Default)]
pub(super) struct Features {
    state: State,
}

/// What is known at a place between two features.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    /// Objects and lists that are open.
    depth: usize,
    /// The object that holds all has begun.
    has_begun: bool,
    /// At depth one, after a key's colon.
    is_after_colon: bool,
    /// The last key at depth one is `features`.
    is_features_key: bool,
    is_in_features: bool,
    has_features: bool,
    is_in_feature: bool,
}

impl Cut for Features {
    fn cut(&mut self, bytes: &[u8], is_at_end: bool) -> Result<Taken> {
        let mut scan = Scan {
            state: self.state,
            records: Vec::new(),
            feature: (0, self.state),
            is_wrong: false,
        };
        let scanned = scan.over(bytes);
        let has_features = scan.state.has_features;
        if scan.is_wrong && has_features {
            return Err(Error::input("something stands after the end of the feature collection"));
        }
        let (end, state) =
            if scan.state.is_in_feature { scan.feature } else { (scanned, scan.state) };
        if is_at_end && !scan.is_wrong && (end < bytes.len() || state.depth > 0) {
            return Err(Error::input("the JSON ends too early").hint("was the file cut off?"));
        }
        if scan.is_wrong || (is_at_end && !has_features) {
            let is_list = !self.state.has_begun && bytes.trim_ascii_start().starts_with(b"[");
            let hint =
                if is_list { LIST_HINT } else { "the format ndjson is for a JSON object a line" };
            return Err(
                Error::input("not a GeoJSON feature collection: it has no `features`").hint(hint)
            );
        }
        let is_at_first = !self.state.has_features;
        if is_at_first && scan.records.is_empty() && (scan.state.depth > 0 || !has_features) {
            // Nothing goes out before it is known that something can be answered.
            return Ok(Taken::default());
        }
        self.state = state;
        let count = scan.records.len() as u64;
        Ok(Taken { end, records: scan.records, count })
    }

    fn unit(&self) -> &'static str {
        "feature"
    }
}

struct Scan {
    state: State,
    records: Vec<Range<usize>>,
    /// Where the open feature begins, and the state before it.
    feature: (usize, State),
    /// Something stands outside of the object that holds all, or that ended without `features`.
    is_wrong: bool,
}

impl Scan {
    /// Goes over the bytes; gives the place up to which they are understood.
    fn over(&mut self, bytes: &[u8]) -> usize {
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if self.state.depth == 0 && !self.may_stand_outside(byte) {
                self.is_wrong = true;
                return at;
            }
            match byte {
                b'"' => {
                    let Some(end) = after_string(bytes, at + 1) else { return at };
                    if self.state.depth == 1 && !self.state.is_after_colon {
                        self.state.is_features_key = &bytes[at..end] == b"\"features\"";
                    }
                    at = end;
                    continue;
                }
                b'{' | b'[' => self.open(byte, at),
                b'}' | b']' => self.close(at),
                b':' if self.state.depth == 1 => self.state.is_after_colon = true,
                b',' if self.state.depth == 1 => self.state.is_after_colon = false,
                _ => {}
            }
            at += 1;
        }
        at
    }

    /// Whether a byte may stand where nothing is open: white space, and before the object that holds
    /// all its brace and a byte order mark.
    fn may_stand_outside(&self, byte: u8) -> bool {
        let is_beginning = matches!(byte, b'{' | 0xEF | 0xBB | 0xBF);
        byte.is_ascii_whitespace() || (is_beginning && !self.state.has_begun)
    }

    fn open(&mut self, byte: u8, at: usize) {
        let state = &mut self.state;
        if byte == b'[' && state.depth == 1 && state.is_after_colon && state.is_features_key {
            state.is_in_features = true;
            state.has_features = true;
        } else if byte == b'{' && state.depth == 2 && state.is_in_features {
            self.feature = (at, *state);
            state.is_in_feature = true;
        }
        state.has_begun = true;
        state.depth += 1;
    }

    fn close(&mut self, at: usize) {
        let state = &mut self.state;
        state.depth = state.depth.saturating_sub(1);
        if state.is_in_feature && state.depth == 2 {
            state.is_in_feature = false;
            self.records.push(self.feature.0..at + 1);
        }
        if state.depth == 1 {
            state.is_in_features = false;
        }
        self.is_wrong |= state.depth == 0 && !state.has_features;
    }
}

/// The place after the quote that ends a string.
fn after_string(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'"' {
            return Some(at + 1);
        }
        at += 2;
    }
}
