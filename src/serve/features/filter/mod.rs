//! Filters in the text form of the OGC's Common Query Language, CQL2: what QGIS and GDAL send.
//!
//! Comparisons, `LIKE`, `BETWEEN`, `IN`, `IS NULL`, `AND`, `OR`, `NOT`, `CASEI`, `S_INTERSECTS` and
//! `T_INTERSECTS`. A comparison with what is missing is neither true nor false, as in SQL.

mod geometry;
mod holds;
mod like;
mod parse;
mod token;

use super::area::Area;
use super::collection::Collection;
use super::crs::Crs;
use super::item::Item;
use super::property::Value;
use crate::{Error, Result};

/// Bytes of a filter.
const LONGEST: usize = 16_384;

/// Which features are wanted, by what they say and where they are.
#[derive(Debug)]
pub(super) struct Filter(Condition);

/// What is true of a feature, or false, or neither.
#[derive(Debug)]
enum Condition {
    Always(bool),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Compare(Operand, Comparison, Operand),
    /// The first lies between the others, or is one of them.
    Between(Operand, Operand, Operand),
    OneOf(Operand, Vec<Operand>),
    Like(Operand, like::Pattern),
    IsMissing(Operand),
    Meets(Ground),
    Overlap(Span, Span),
}

/// How two values compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    More,
    MoreOrEqual,
}

/// What is compared.
#[derive(Debug, Clone)]
enum Operand {
    /// The property of the collection with this place.
    Property(usize),
    Constant(Value<'static>),
    /// Without what case makes different.
    Folded(Box<Operand>),
}

/// What a feature's shape is to meet.
#[derive(Debug)]
enum Ground {
    Box(Area),
    Shape(geo::Geometry),
}

/// Days, from a first to a last; an end without a value is open.
#[derive(Debug)]
enum Span {
    Day(Operand),
    Interval(Option<Operand>, Option<Operand>),
}

impl Filter {
    /// Reads a filter on the features of a collection.
    ///
    /// # Errors
    ///
    /// When it is no filter, names a property that the features have not, compares what can't be
    /// compared, or is longer or deeper than any that people write.
    pub fn read(text: &str, collection: Collection, crs: Crs) -> Result<Self> {
        if text.len() > LONGEST {
            return Err(Error::limit(format!("a filter has {LONGEST} bytes at most")));
        }
        let tokens = token::tokens(text)?;
        parse::Parser::new(&tokens, collection.properties(), crs).filter().map(Self)
    }

    /// Whether it holds for a feature.
    pub fn holds(&self, item: &Item) -> bool {
        self.0.holds(item) == Some(true)
    }
}

#[cfg(test)]
mod tests;
