//! The text of formats that are JSON: objects in it, and where in it something is wrong.

use std::marker::PhantomData;
use std::sync::OnceLock;

use serde::Deserialize;
use serde::de::DeserializeSeed;
use serde_json::value::RawValue;

use super::geojson::Malformed;
use crate::model::DefectKind;
use crate::source::feature::File;
use crate::source::reading::Document;
use crate::{Error, Result};

/// Where the lines of a text end, once somebody has asked: counting them again for each of many errors
/// would take the square of the text's length.
#[derive(Default)]
pub(super) struct Lines(OnceLock<Vec<usize>>);

impl Lines {
    /// The line on which a byte of the text stands, counted from 1.
    fn line(&self, text: &str, byte: usize) -> usize {
        let ends = self.0.get_or_init(|| memchr::memchr_iter(b'\n', text.as_bytes()).collect());
        1 + ends.partition_point(|end| *end < byte)
    }
}

/// What the parser says of what would end the stack.
const TOO_DEEP: &str = "recursion limit exceeded";

/// An object in a text: all of it, or a record of a sequence.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    /// The whole text, from which bytes and lines are counted.
    pub whole: &'a str,
    /// The object; a slice of the whole.
    pub text: &'a str,
    /// The whole text's lines.
    pub lines: &'a Lines,
}

impl<'a> Part<'a> {
    /// All of a document's text, but for the byte order mark that it may begin with, which is noted.
    pub fn of(
        document: &Document<'a>,
        lines: &'a Lines,
        format: &str,
        file: &mut File,
    ) -> Result<Self> {
        let whole = std::str::from_utf8(document.bytes).map_err(|cause| {
            let valid = document.bytes.iter().take(cause.valid_up_to());
            let line = 1 + valid.filter(|byte| **byte == b'\n').count();
            Error::input("the text is not UTF-8")
                .at(format!("line {line}"))
                .hint(format!("{format} is UTF-8 by definition"))
        })?;
        let text = whole.strip_prefix('\u{feff}').unwrap_or(whole);
        let spot = file.spot();
        file.defects
            .note(DefectKind::ByteOrderMark, usize::from(text.len() < whole.len()), || spot);
        Ok(Self { whole, text, lines })
    }

    /// The object as what the format says it is.
    pub fn parse<T: Deserialize<'a>>(self, format: &str) -> Result<T> {
        self.parse_as(PhantomData::<T>, format)
    }

    /// The object as a seed makes one of it.
    ///
    /// # Errors
    ///
    /// When the text is not JSON, or not what the format demands; lists and objects that stand too deep in
    /// each other are a limit.
    pub fn parse_as<S: DeserializeSeed<'a>>(self, seed: S, format: &str) -> Result<S::Value> {
        let mut deserializer = serde_json::Deserializer::from_str(self.text);
        let parsed = seed.deserialize(&mut deserializer);
        let parsed = parsed.and_then(|value| deserializer.end().map(|()| value));
        parsed.map_err(|cause| {
            let what = if cause.is_data() {
                format!("the text is JSON but not {format}")
            } else {
                "the text is not JSON".to_owned()
            };
            let message = cause.to_string();
            let message = message.split(" at line ").next().unwrap_or_default();
            // Both count from 1: a line of the object, and the object's first line.
            let line = (self.line(self.offset(self.text)) + cause.line()).saturating_sub(1);
            let place = format!("line {line} column {}", cause.column());
            if message == TOO_DEEP {
                let what = "lists and objects stand too deep in each other: 128 at most";
                return Error::limit(what).at(place).hint(
                    "geometries and properties that nest like that must be made flat; \
                     --limit nesting=NUMBER is for geometry collections",
                );
            }
            let error = Error::input(format!("{what}: {message}")).at(place);
            if cause.is_eof() { error.hint("was the file cut off?") } else { error }
        })
    }

    /// Bytes of the whole before a slice of it; they are neighbours in memory, so that is a distance.
    pub fn offset(&self, slice: &str) -> usize {
        (slice.as_ptr() as usize).saturating_sub(self.whole.as_ptr() as usize)
    }

    /// The error of a coordinate array that stands in the text.
    pub fn error(&self, array: &RawValue, malformed: Malformed) -> Error {
        let offset = self.offset(array.get()) + malformed.offset;
        Error::input(malformed.what)
            .at(format!("line {}", self.line(offset)))
            .found(malformed.found)
    }

    /// The line on which a byte of the whole stands, counted from 1.
    pub fn line(&self, offset: usize) -> usize {
        self.lines.line(self.whole, offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_ends_with_its_line_feed() {
        let lines = Lines::default();
        let line = |byte: usize| lines.line("ab\n\nc", byte);
        assert_eq!([line(0), line(2), line(3), line(4), line(99)], [1, 1, 2, 3, 3]);
    }
}
