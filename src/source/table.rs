//! A layer as a table of polygons: what every format writes.

use std::borrow::Cow;

use geo::MultiPolygon;
use jiff::civil::Date;
use serde_json::Value;

/// A layer to be written.
///
/// # Guarantees
///
/// Every row has a cell for every column, of the column's kind or [`Cell::Nothing`].
#[derive(Debug, Clone, PartialEq)]
pub struct Table<'a> {
    /// The layer's name.
    pub name: String,
    /// The columns besides the geometry.
    pub columns: Vec<Column>,
    /// The rows in order.
    pub rows: Vec<Row<'a>>,
}

/// A column besides the geometry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What its cells hold.
    pub kind: ColumnKind,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColumnKind {
    /// Text.
    Text,
    /// Days.
    Date,
    /// Whole numbers.
    Whole,
    /// Numbers.
    Number,
    /// Yes or no.
    Flag,
}

/// A row: ground, and what is said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<'a> {
    /// The identifier of the feature, a text or a number, where it has one beside its properties. Only
    /// GeoJSON, its sequences and TopoJSON can hold it; other formats are written without.
    pub id: Option<Value>,
    /// What is said of it, column by column.
    pub cells: Vec<Cell>,
    /// The ground: exteriors counter-clockwise, interiors clockwise, rings closed.
    pub polygons: Cow<'a, MultiPolygon>,
}

/// A value in a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// None.
    Nothing,
    /// A text.
    Text(String),
    /// A day.
    Date(Date),
    /// A whole number.
    Whole(i64),
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
}
