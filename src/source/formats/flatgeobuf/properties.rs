//! Properties of FlatGeobuf: a column's number and its value, over and over.

use ::flatgeobuf::{Column, ColumnType};
use flatbuffers::{ForwardsUOffset, Vector};
use serde_json::{Map, Value};

use crate::{Error, Result};

/// The columns that a header, or a feature with its own, declares.
pub(super) struct Columns<'a>(Vec<(&'a str, ColumnType)>);

impl<'a> Columns<'a> {
    pub fn new(columns: Option<Vector<'a, ForwardsUOffset<Column<'a>>>>) -> Self {
        let columns = columns.iter().flatten();
        Self(columns.map(|column| (column.name(), column.type_())).collect())
    }

    /// The values of a feature by their columns' names. Bytes that are no text have no value in JSON.
    ///
    /// # Errors
    ///
    /// When a value is cut off, of a column that is not declared, or of a type that there isn't.
    pub fn values(&self, bytes: &[u8]) -> Result<Map<String, Value>> {
        let mut values: Map<String, Value> =
            self.0.iter().map(|(name, _)| ((*name).to_owned(), Value::Null)).collect();
        let mut bytes = Bytes(bytes);
        while !bytes.0.is_empty() {
            let number = u16::from_le_bytes(bytes.take()?);
            let Some((name, kind)) = self.0.get(usize::from(number)) else {
                return Err(Error::input("a property is of a column that is not declared")
                    .found(format!("column {number} of {}", self.0.len())));
            };
            let value = value(*kind, &mut bytes).map_err(|error| error.at(format!("`{name}`")))?;
            values.insert((*name).to_owned(), value);
        }
        Ok(values)
    }
}

fn value(kind: ColumnType, bytes: &mut Bytes) -> Result<Value> {
    Ok(match kind {
        ColumnType::Bool => Value::from(bytes.take::<1>()? != [0]),
        ColumnType::Byte => Value::from(i8::from_le_bytes(bytes.take()?)),
        ColumnType::UByte => Value::from(u8::from_le_bytes(bytes.take()?)),
        ColumnType::Short => Value::from(i16::from_le_bytes(bytes.take()?)),
        ColumnType::UShort => Value::from(u16::from_le_bytes(bytes.take()?)),
        ColumnType::Int => Value::from(i32::from_le_bytes(bytes.take()?)),
        ColumnType::UInt => Value::from(u32::from_le_bytes(bytes.take()?)),
        ColumnType::Long => Value::from(i64::from_le_bytes(bytes.take()?)),
        ColumnType::ULong => Value::from(u64::from_le_bytes(bytes.take()?)),
        ColumnType::Float => Value::from(f32::from_le_bytes(bytes.take()?)),
        ColumnType::Double => Value::from(f64::from_le_bytes(bytes.take()?)),
        ColumnType::String | ColumnType::DateTime => Value::from(bytes.text()?),
        ColumnType::Json => {
            let text = bytes.text()?;
            serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
        }
        ColumnType::Binary => {
            bytes.sized()?;
            Value::Null
        }
        other => {
            return Err(Error::input("a column is of a type that there isn't").found(other.0));
        }
    })
}

/// The bytes of values that are still to be read.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk().ok_or_else(cut_off)?;
        self.0 = rest;
        Ok(*taken)
    }

    fn sized(&mut self) -> Result<&'a [u8]> {
        let length = u32::from_le_bytes(self.take()?) as usize;
        let (taken, rest) = self.0.split_at_checked(length).ok_or_else(cut_off)?;
        self.0 = rest;
        Ok(taken)
    }

    fn text(&mut self) -> Result<&'a str> {
        std::str::from_utf8(self.sized()?).map_err(|_| Error::input("the text is not UTF-8"))
    }
}

fn cut_off() -> Error {
    Error::input("a property's value ends before it should")
}
