//! Events in CSV and TSV: each row is kept as it is, and the answer written at its end.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr2};

use super::added::{self, Added, Values};
use super::blocks::Block;
use super::columns::{ColumnNames, Columns};
use super::cut::after_quotes;
use super::event::{Event, Fault, RowText, Trouble};
use super::pipeline::Joined;
use super::rows::Rows;
use crate::Result;

/// What some programs put at the beginning of a file in UTF-8.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A row of a block.
struct Row {
    range: Range<usize>,
    /// How many fields it has.
    fields: usize,
    event: Result<Event, Trouble>,
}

/// A table whose header has been read.
#[derive(Debug)]
pub(super) struct Table<'a> {
    rows: &'a Rows<'a>,
    added: &'a Added,
    columns: Columns,
    /// Fields of the header.
    width: usize,
    delimiter: u8,
    /// Which columns were found by their names, as a sentence.
    pub inference: Option<String>,
}

impl<'a> Table<'a> {
    /// Reads the header off the first block. Gives the table, and the header with the new columns.
    pub fn open(
        rows: &'a Rows<'a>,
        added: &'a Added,
        names: &ColumnNames,
        delimiter: u8,
        first: &mut Block,
    ) -> Result<(Self, Vec<u8>)> {
        let mark = if first.bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        let mut fields = Fields::default();
        let end = mark + fields.split(&first.bytes[mark..], delimiter);
        let header: Vec<String> = (0..fields.count())
            .map(|field| String::from_utf8_lossy(&fields.text(&first.bytes[mark..], field)).into())
            .collect();
        let columns = Columns::find(names, rows, &header).map_err(|error| error.at("header"))?;
        if let Some(taken) = added.names().find(|name| header.iter().any(|known| known == name)) {
            return Err(rows.already_there(taken).at("header"));
        }
        let inference = columns.inference(names, &header);
        let table = Self { rows, added, columns, width: header.len(), delimiter, inference };
        let mut line = first.bytes[..end].to_vec();
        let ending = line.split_off(content(&line).len());
        for name in added.names() {
            FieldsAtEnd { out: &mut line, delimiter }.text(name, name);
        }
        line.extend(ending);
        first.first += memchr_iter(b'\n', &first.bytes[..end]).count() as u64;
        first.bytes.drain(..end);
        Ok((table, line))
    }

    /// Answers the rows of a block.
    pub fn join(&self, block: Block) -> Result<Joined> {
        let bytes = block.bytes.as_slice();
        let is_utf8 = std::str::from_utf8(bytes).is_ok();
        let mut joined = Joined { bytes: Vec::with_capacity(2 * bytes.len()), ..Joined::default() };
        let rows = self.read(bytes);
        let fronts = self.rows.fronts(rows.iter().map(|row| &row.event));
        let mut end = 0;
        for (Row { range, fields, event }, front) in rows.into_iter().zip(fronts) {
            let row = &bytes[range.clone()];
            let content = content(row);
            let place = || block.line_of(range.start);
            let is_utf8 = is_utf8 || std::str::from_utf8(row).is_ok();
            let answer = self.rows.answer(event, front, is_utf8, place, &mut joined.summary)?;
            // Empty lines between rows stay.
            joined.bytes.extend_from_slice(&bytes[end..range.start]);
            joined.bytes.extend_from_slice(content);
            for _ in fields..self.width {
                joined.bytes.push(self.delimiter);
            }
            let mut values = FieldsAtEnd { out: &mut joined.bytes, delimiter: self.delimiter };
            added::write(self.added, &answer, &mut values);
            joined.bytes.extend_from_slice(&row[content.len()..]);
            end = range.end;
        }
        joined.bytes.extend_from_slice(&bytes[end..]);
        Ok(joined)
    }

    /// The rows of a block that are not empty.
    fn read(&self, bytes: &[u8]) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut fields = Fields::default();
        let mut start = 0;
        while start < bytes.len() {
            let end = start + fields.split(&bytes[start..], self.delimiter);
            let row = &bytes[start..end];
            if !content(row).is_empty() {
                let event = self.text(row, &fields).and_then(|text| self.rows.read(&text));
                rows.push(Row { range: start..end, fields: fields.count(), event });
            }
            start = end;
        }
        rows
    }

    fn text<'r>(&self, row: &'r [u8], fields: &Fields) -> Result<RowText<'r>, Trouble> {
        if fields.is_open {
            let reason = "a quote is opened and never closed: all that follows is one row";
            return Err(Trouble::new(Fault::Unreadable, reason));
        }
        if fields.count() != self.width {
            let reason =
                format!("the row has {} fields, the header {}", fields.count(), self.width);
            return Err(Trouble::new(Fault::FieldCount, reason));
        }
        let text = |field| Some(fields.text(row, field));
        Ok(RowText {
            lon: text(self.columns.lon),
            lat: text(self.columns.lat),
            date: self.columns.date.and_then(text),
            geo_precision: self.columns.geo_precision.and_then(text),
            time_precision: self.columns.time_precision.and_then(text),
        })
    }
}

/// A row without its line break.
fn content(row: &[u8]) -> &[u8] {
    let row = row.strip_suffix(b"\n").unwrap_or(row);
    row.strip_suffix(b"\r").unwrap_or(row)
}

/// Where the fields of a row end.
#[derive(Debug, Default)]
struct Fields {
    ends: Vec<usize>,
    /// Whether a quote is never closed.
    is_open: bool,
}

impl Fields {
    /// Splits the first row of some bytes; gives where the next begins.
    fn split(&mut self, bytes: &[u8], delimiter: u8) -> usize {
        self.ends.clear();
        self.is_open = false;
        let mut at = 0;
        loop {
            if bytes.get(at) == Some(&b'"') {
                let after = after_quotes(bytes, at + 1);
                self.is_open = after.is_none();
                at = after.unwrap_or(bytes.len());
            }
            match memchr2(delimiter, b'\n', &bytes[at..]).map(|offset| at + offset) {
                Some(end) if bytes[end] == delimiter => {
                    self.ends.push(end);
                    at = end + 1;
                }
                Some(end) => {
                    self.ends.push(content(&bytes[..=end]).len());
                    return end + 1;
                }
                None => {
                    self.ends.push(content(bytes).len());
                    return bytes.len();
                }
            }
        }
    }

    fn count(&self) -> usize {
        self.ends.len()
    }

    /// The text of a field, without its quotes.
    fn text<'r>(&self, row: &'r [u8], field: usize) -> Cow<'r, [u8]> {
        let start = field.checked_sub(1).map_or(0, |before| self.ends[before] + 1);
        let raw = &row[start..self.ends[field]];
        let Some(quoted) = raw.strip_prefix(b"\"") else { return Cow::Borrowed(raw) };
        let inside = quoted.strip_suffix(b"\"").unwrap_or(quoted);
        if memchr(b'"', inside).is_none() {
            return Cow::Borrowed(inside);
        }
        let mut text = inside.to_vec();
        let mut after_quote = false;
        text.retain(|byte| {
            after_quote = *byte == b'"' && !after_quote;
            !after_quote
        });
        Cow::Owned(text)
    }
}

/// Values as further fields of a row.
struct FieldsAtEnd<'o> {
    out: &'o mut Vec<u8>,
    delimiter: u8,
}

impl Values for FieldsAtEnd<'_> {
    fn word(&mut self, _: &str, value: &str) {
        self.out.push(self.delimiter);
        self.out.extend_from_slice(value.as_bytes());
    }

    fn number(&mut self, name: &str, digits: &str) {
        self.word(name, digits);
    }

    fn text(&mut self, name: &str, value: &str) {
        let needs_quotes = |byte| byte == self.delimiter || b"\"\r\n".contains(&byte);
        if !value.bytes().any(needs_quotes) {
            return self.word(name, value);
        }
        self.out.push(self.delimiter);
        self.out.push(b'"');
        for byte in value.bytes() {
            if byte == b'"' {
                self.out.push(b'"');
            }
            self.out.push(byte);
        }
        self.out.push(b'"');
    }
}
