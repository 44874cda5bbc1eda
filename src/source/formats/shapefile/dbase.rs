//! The table of a shapefile: dBASE III and what others made of it.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use jiff::civil::Date;
use serde_json::{Map, Number, Value};

use super::bytes::Bytes;
use crate::{Error, Result};

/// Bytes of the header before the fields, and of each field.
const HEADER: usize = 32;
/// What stands behind the last field.
const END_OF_FIELDS: u8 = 0x0d;
/// What a deleted row begins with.
const DELETED: u8 = b'*';

/// A table in memory.
pub(super) struct Table<'a> {
    rows: &'a [u8],
    row_length: usize,
    fields: Vec<Field>,
    encoding: &'static Encoding,
}

struct Field {
    name: String,
    kind: u8,
    start: usize,
    length: usize,
}

impl<'a> Table<'a> {
    /// Reads the header of a table; without an encoding told from beside it, it is that of the
    /// header's mark, else UTF-8 where the fields' names and texts are, else windows-1252.
    ///
    /// # Errors
    ///
    /// When the bytes end before the header does, or fields don't fit into a row.
    pub fn read(whole: &'a [u8], told: Option<&'static Encoding>) -> Result<Self> {
        let cut_off = || Error::input("the table's header is cut off or damaged");
        let number = |at: usize| {
            let bytes = whole.get(at..at + 2)?;
            Some(usize::from(bytes[0]) | usize::from(bytes[1]) << 8)
        };
        let start = number(8).ok_or_else(cut_off)?;
        let row_length = number(10).ok_or_else(cut_off)?;
        let mark = *whole.get(29).ok_or_else(cut_off)?;
        let rows = whole.get(start..).ok_or_else(cut_off)?;
        let encoding = told.or_else(|| of_mark(mark)).unwrap_or_else(|| guess(rows));
        let mut fields = Vec::new();
        let mut bytes = Bytes(whole.get(HEADER..start).ok_or_else(cut_off)?);
        let mut field_start = 1;
        while bytes.0.first().is_some_and(|first| *first != END_OF_FIELDS) {
            let Some(field) = bytes.take(HEADER) else { break };
            let name = field[..11].split(|byte| *byte == 0).next().unwrap_or_default();
            let (kind, length) = (field[11], usize::from(field[16]));
            let name = encoding.decode_without_bom_handling(name).0.trim().to_owned();
            fields.push(Field { name, kind, start: field_start, length });
            field_start += length;
        }
        if row_length == 0 || field_start > row_length {
            return Err(Error::input("the table's fields don't fit into its rows")
                .found(format!("{field_start} bytes of fields in rows of {row_length}")));
        }
        Ok(Self { rows, row_length, fields, encoding })
    }

    /// A row, counted from 0: what its fields hold, nothing where it was deleted. Rows that are not there
    /// are empty.
    pub fn row(&self, place: usize) -> Option<Map<String, Value>> {
        let start = place.saturating_mul(self.row_length);
        let row = self.rows.get(start..).unwrap_or_default();
        let row = &row[..row.len().min(self.row_length)];
        if row.first() == Some(&DELETED) {
            return None;
        }
        let value = |field: &Field| {
            let text = row.get(field.start..field.start + field.length)?;
            Some((field.name.clone(), self.value(field.kind, text)))
        };
        Some(self.fields.iter().filter_map(value).collect())
    }

    fn value(&self, kind: u8, bytes: &[u8]) -> Value {
        if let (b'I' | b'+', Some(number)) = (kind, bytes.first_chunk()) {
            return i32::from_le_bytes(*number).into();
        }
        if let (b'O' | b'B', Some(number)) = (kind, bytes.first_chunk()) {
            return f64::from_le_bytes(*number).into();
        }
        let text = self.encoding.decode_without_bom_handling(bytes).0;
        let text = text.trim_matches(|it: char| it.is_whitespace() || it == '\0');
        match (kind, text) {
            (_, "") => Value::Null,
            (b'N' | b'F', text) => number(text),
            (b'L', "T" | "t" | "Y" | "y") => true.into(),
            (b'L', "F" | "f" | "N" | "n") => false.into(),
            (b'L', _) => Value::Null,
            (b'D', text) if text.bytes().all(|digit| digit == b'0') => Value::Null,
            (b'D', text) => day(text).map_or_else(|| text.into(), |day| day.to_string().into()),
            (_, text) => text.into(),
        }
    }
}

/// A number; nothing where there are only the asterisks of one that did not fit.
fn number(text: &str) -> Value {
    if let Ok(whole) = text.parse::<i64>() {
        return whole.into();
    }
    let number = text.replace(',', ".").parse().ok().and_then(Number::from_f64);
    number.map_or(Value::Null, Value::Number)
}

/// A day that is written `YYYYMMDD`.
fn day(text: &str) -> Option<Date> {
    let (year, rest) = text.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The encoding that a mark in the header stands for, those that are still met.
fn of_mark(mark: u8) -> Option<&'static Encoding> {
    match mark {
        0x03 | 0x57 => Some(WINDOWS_1252),
        0xc8 => Some(encoding_rs::WINDOWS_1250),
        0xc9 => Some(encoding_rs::WINDOWS_1251),
        0xca => Some(encoding_rs::WINDOWS_1254),
        0xcb => Some(encoding_rs::WINDOWS_1253),
        0x7d => Some(encoding_rs::WINDOWS_1255),
        0x7e => Some(encoding_rs::WINDOWS_1256),
        0x26 | 0x65 => Some(encoding_rs::IBM866),
        _ => None,
    }
}

fn guess(rows: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(rows).is_ok() { UTF_8 } else { WINDOWS_1252 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table with the fields, each of a name, a kind and a length.
    fn table(fields: &[(&str, u8, u8)], rows: &[&[u8]]) -> Vec<u8> {
        let row: usize = 1 + fields.iter().map(|field| usize::from(field.2)).sum::<usize>();
        let mut bytes = vec![0; HEADER];
        let start = HEADER * (1 + fields.len()) + 1;
        bytes[0] = 3;
        bytes[4] = rows.len() as u8;
        bytes[8..10].copy_from_slice(&(start as u16).to_le_bytes());
        bytes[10..12].copy_from_slice(&(row as u16).to_le_bytes());
        for (name, kind, length) in fields {
            let mut field = [0; HEADER];
            field[..name.len()].copy_from_slice(name.as_bytes());
            (field[11], field[16]) = (*kind, *length);
            bytes.extend(field);
        }
        bytes.push(END_OF_FIELDS);
        bytes.extend(rows.concat());
        bytes
    }

    #[test]
    fn rows_are_read_by_the_kinds_of_their_fields() {
        let fields = [
            ("SIDE", b'C', 4),
            ("KM2", b'N', 6),
            ("SHARE", b'F', 8),
            ("DAY", b'D', 8),
            ("OK", b'L', 1),
        ];
        let bytes =
            table(&fields, &[b" \xd0\xa0\xd0\xa4   7.0.123456720240508T", b"*gone....", b" "]);
        let table = Table::read(&bytes, None).unwrap();
        let row = table.row(0).unwrap();
        assert_eq!(row["SIDE"], "РФ");
        assert_eq!(row["KM2"], Value::from(7.0));
        assert_eq!(row["SHARE"], Value::from(0.1234567));
        assert_eq!(row["DAY"], "2024-05-08");
        assert_eq!(row["OK"], true);
        assert_eq!(table.row(99), Some(Map::new()));
    }

    #[test]
    fn a_deleted_row_is_none() {
        let bytes = table(&[("A", b'C', 2)], &[b" ab", b"*cd", b" ef"]);
        let table = Table::read(&bytes, None).unwrap();
        assert_eq!(table.row(1), None);
        assert_eq!(table.row(2).unwrap()["A"], "ef");
    }

    #[test]
    fn a_header_that_makes_no_sense_is_an_error() {
        let bytes = table(&[("A", b'C', 2)], &[b" ab"]);
        for end in 0..HEADER * 2 {
            assert!(Table::read(&bytes[..end], None).is_err(), "{end}");
        }
        let mut narrow = bytes;
        narrow[10] = 2;
        assert!(Table::read(&narrow, None).is_err());
    }
}
