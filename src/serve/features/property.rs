//! What a feature says: properties with names and kinds, and their values.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use super::period;
use crate::model::Date;
use crate::{Error, Result};

/// A property that all features of a collection have, in the collection's order.
#[derive(Debug)]
pub(in crate::serve) struct Property {
    /// As features and filters write it.
    pub name: &'static str,
    pub title: &'static str,
    pub description: &'static str,
    pub kind: Kind,
    /// What part it plays, in the words of OGC API Features Part 5.
    pub role: Option<&'static str>,
}

impl Property {
    /// A property that plays no special part.
    pub const fn new(
        name: &'static str,
        kind: Kind,
        title: &'static str,
        description: &'static str,
    ) -> Self {
        Self { name, title, description, kind, role: None }
    }

    /// The same, playing a part.
    pub const fn with_role(self, role: &'static str) -> Self {
        Self { role: Some(role), ..self }
    }
}

/// What kind of values a property has. Any may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::serve) enum Kind {
    Text,
    /// The identifier of one of the dataset's actors.
    Actor,
    /// A word of [`Status`](crate::model::Status).
    Status,
    Number,
    Integer,
    Boolean,
    Date,
}

/// What a feature says for a property.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value<'a> {
    Missing,
    Text(Cow<'a, str>),
    Number(f64),
    Integer(i64),
    Boolean(bool),
    Date(Date),
}

impl Kind {
    /// Whether values of the two can be compared.
    pub fn is_like(self, other: Self) -> bool {
        self.basic() == other.basic()
    }

    fn basic(self) -> Self {
        match self {
            Self::Actor | Self::Status => Self::Text,
            Self::Integer => Self::Number,
            other => other,
        }
    }

    /// Reads a value as it stands in an address: `actor=sdf`.
    ///
    /// # Errors
    ///
    /// When the text is no value of the kind.
    pub(super) fn read(self, text: &str) -> Result<Value<'static>> {
        match self.basic() {
            Self::Number => match text.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => Ok(Value::Number(number)),
                _ => Err(Error::usage("a number is needed")),
            },
            Self::Boolean => match text {
                "true" => Ok(Value::Boolean(true)),
                "false" => Ok(Value::Boolean(false)),
                _ => Err(Error::usage("`true` or `false` is needed")),
            },
            Self::Date => period::day(text).map(Value::Date),
            _ => Ok(Value::Text(Cow::Owned(text.to_owned()))),
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.basic() {
            Self::Number => "a number",
            Self::Boolean => "true or false",
            Self::Date => "a date",
            _ => "text",
        })
    }
}

impl<'a> Value<'a> {
    /// Text, missing where it is empty.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Missing } else { Self::Text(text) }
    }

    /// A number with so many decimals.
    pub fn rounded(number: f64, decimals: i32) -> Self {
        let unit = 10_f64.powi(decimals);
        Self::Number((number * unit).round() / unit)
    }

    /// What kind of value it is; nothing where it is missing.
    pub fn kind(&self) -> Option<Kind> {
        match self {
            Self::Missing => None,
            Self::Text(_) => Some(Kind::Text),
            Self::Number(_) => Some(Kind::Number),
            Self::Integer(_) => Some(Kind::Integer),
            Self::Boolean(_) => Some(Kind::Boolean),
            Self::Date(_) => Some(Kind::Date),
        }
    }

    /// How two values of kinds that are alike compare; nothing where one is missing.
    pub fn order(&self, other: &Value) -> Option<Ordering> {
        match (self, other) {
            (Self::Text(one), Value::Text(other)) => Some(one.cmp(other)),
            (Self::Boolean(one), Value::Boolean(other)) => Some(one.cmp(other)),
            (Self::Date(one), Value::Date(other)) => Some(one.cmp(other)),
            (one, other) => one.as_number()?.partial_cmp(&other.as_number()?),
        }
    }

    fn as_number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Integer(number) => Some(*number as f64),
            _ => None,
        }
    }

    /// The same, borrowed.
    pub fn borrowed(&self) -> Value<'_> {
        match self {
            Self::Text(text) => Value::Text(Cow::Borrowed(text)),
            Self::Missing => Value::Missing,
            Self::Number(number) => Value::Number(*number),
            Self::Integer(number) => Value::Integer(*number),
            Self::Boolean(is_so) => Value::Boolean(*is_so),
            Self::Date(date) => Value::Date(*date),
        }
    }
}

impl From<Option<Date>> for Value<'_> {
    fn from(date: Option<Date>) -> Self {
        date.map_or(Self::Missing, Self::Date)
    }
}
