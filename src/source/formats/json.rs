//! The text of formats that are JSON: objects in it, and where in it something is wrong.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::geojson::Malformed;
use crate::model::DefectKind;
use crate::source::feature::File;
use crate::source::reading::Document;
use crate::{Error, Result};

/// An object in a text: all of it, or a record of a sequence.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    /// The whole text, from which bytes and lines are counted.
    pub whole: &'a str,
    /// The object; a slice of the whole.
    pub text: &'a str,
}

impl<'a> Part<'a> {
    /// All of a document's text, but for the byte order mark that it may begin with, which is noted.
    pub fn of(document: &Document<'a>, format: &str, file: &mut File) -> Result<Self> {
        let whole = std::str::from_utf8(document.bytes).map_err(|cause| {
            let line = line_of(document.bytes, cause.valid_up_to());
            Error::input("the text is not UTF-8")
                .at(format!("line {line}"))
                .hint(format!("{format} is UTF-8 by definition"))
        })?;
        let text = whole.strip_prefix('\u{feff}').unwrap_or(whole);
        let spot = file.spot();
        file.defects
            .note(DefectKind::ByteOrderMark, usize::from(text.len() < whole.len()), || spot);
        Ok(Self { whole, text })
    }

    /// The object as what the format says it is.
    pub fn parse<T: Deserialize<'a>>(self, format: &str) -> Result<T> {
        serde_json::from_str(self.text).map_err(|cause| {
            let what = if cause.is_data() {
                format!("the text is JSON but not {format}")
            } else {
                "the text is not JSON".to_owned()
            };
            let message = cause.to_string();
            let message = message.split(" at line ").next().unwrap_or_default();
            // Both count from 1: a line of the object, and the object's first line.
            let line = (self.line(self.offset(self.text)) + cause.line()).saturating_sub(1);
            let error = Error::input(format!("{what}: {message}"))
                .at(format!("line {line} column {}", cause.column()));
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
        line_of(self.whole.as_bytes(), offset)
    }
}

fn line_of(text: &[u8], offset: usize) -> usize {
    1 + text.iter().take(offset).filter(|byte| **byte == b'\n').count()
}
