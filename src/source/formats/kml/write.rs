//! KML out.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{self, Write};

use geo::{LineString, Polygon};

use super::super::super::table::{Cell, Column, ColumnKind, Row, Table};
use crate::{Error, Result};

/// How opaque ground is, in hexadecimal: 60 of a hundred.
const OPACITY: &str = "99";
/// What the file's schema is called.
const SCHEMA: &str = "columns";

/// Writes a table as a document with one folder of its name. Each row has all its columns as data;
/// what stands in `name`, else in `actor`, is its name, and `color` or `fill` its colour.
///
/// `from` and `until` become its time span. The ends of a span are instants, so both are written as the
/// midnight with which the day begins: on the day of `until` it is no longer so. A `date` becomes its
/// time stamp.
pub(in super::super) fn write(table: &Table, out: &mut dyn Write) -> Result<()> {
    document(table, out).map_err(|cause| Error::input("the file can't be written").found(cause))
}

/// The columns that mean something in KML.
struct Meaning {
    name: Option<usize>,
    colour: Option<usize>,
    from: Option<usize>,
    until: Option<usize>,
    date: Option<usize>,
}

impl Meaning {
    fn of(columns: &[Column]) -> Self {
        let of = |name: &str| columns.iter().position(|column| column.name == name);
        Self {
            name: of("name").or_else(|| of("actor")),
            colour: of("color").or_else(|| of("fill")),
            from: of("from"),
            until: of("until"),
            date: of("date"),
        }
    }
}

fn document(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let meaning = Meaning::of(&table.columns);
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n<Document>")?;
    writeln!(out, "<name>{}</name>", escaped(&table.name))?;
    let colours: BTreeSet<String> =
        table.rows.iter().filter_map(|row| colour(row, &meaning)).collect();
    for colour in &colours {
        writeln!(
            out,
            "<Style id=\"fill-{colour}\"><LineStyle><color>ff{colour}</color></LineStyle>\
             <PolyStyle><color>{OPACITY}{colour}</color></PolyStyle></Style>"
        )?;
    }
    writeln!(out, "<Schema id=\"{SCHEMA}\" name=\"{SCHEMA}\">")?;
    for column in &table.columns {
        let kind = match column.kind {
            ColumnKind::Text | ColumnKind::Date => "string",
            ColumnKind::Whole => "int",
            ColumnKind::Number => "double",
            ColumnKind::Flag => "bool",
        };
        let name = escaped(&column.name);
        writeln!(out, "<SimpleField name=\"{name}\" type=\"{kind}\"></SimpleField>")?;
    }
    writeln!(out, "</Schema>\n<Folder>\n<name>{}</name>", escaped(&table.name))?;
    table.rows.iter().try_for_each(|row| placemark(row, &table.columns, &meaning, out))?;
    writeln!(out, "</Folder>\n</Document>\n</kml>")
}

fn placemark(
    row: &Row,
    columns: &[Column],
    meaning: &Meaning,
    out: &mut dyn Write,
) -> io::Result<()> {
    let cell = |place: Option<usize>| row.cells.get(place?).and_then(text);
    write!(out, "<Placemark>")?;
    if let Some(name) = cell(meaning.name) {
        write!(out, "<name>{}</name>", escaped(&name))?;
    }
    let instant = |place: Option<usize>| match row.cells.get(place?) {
        Some(Cell::Date(day)) => Some(format!("{day}T00:00:00Z")),
        _ => None,
    };
    match (instant(meaning.from), instant(meaning.until), cell(meaning.date)) {
        (None, None, None) => {}
        (None, None, Some(date)) => {
            write!(out, "<TimeStamp><when>{}</when></TimeStamp>", escaped(&date))?;
        }
        (from, until, _) => {
            let begin = from.map(|from| format!("<begin>{from}</begin>")).unwrap_or_default();
            let end = until.map(|until| format!("<end>{until}</end>")).unwrap_or_default();
            write!(out, "<TimeSpan>{begin}{end}</TimeSpan>")?;
        }
    }
    if let Some(colour) = colour(row, meaning) {
        write!(out, "<styleUrl>#fill-{colour}</styleUrl>")?;
    }
    write!(out, "<ExtendedData><SchemaData schemaUrl=\"#{SCHEMA}\">")?;
    for (column, cell) in columns.iter().zip(&row.cells) {
        if let Some(text) = text(cell) {
            let (name, text) = (escaped(&column.name), escaped(&text));
            write!(out, "<SimpleData name=\"{name}\">{text}</SimpleData>")?;
        }
    }
    write!(out, "</SchemaData></ExtendedData>")?;
    match row.polygons.0.as_slice() {
        [] => {}
        [only] => polygon(only, out)?,
        several => {
            write!(out, "<MultiGeometry>")?;
            several.iter().try_for_each(|it| polygon(it, out))?;
            write!(out, "</MultiGeometry>")?;
        }
    }
    writeln!(out, "</Placemark>")
}

fn polygon(polygon: &Polygon, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "<Polygon>")?;
    boundary("outerBoundaryIs", polygon.exterior(), out)?;
    polygon.interiors().iter().try_for_each(|ring| boundary("innerBoundaryIs", ring, out))?;
    write!(out, "</Polygon>")
}

fn boundary(side: &str, ring: &LineString, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "<{side}><LinearRing><coordinates>")?;
    for (place, at) in ring.coords().enumerate() {
        out.write_all(if place == 0 { b"" } else { b" " })?;
        write!(out, "{},{}", at.x, at.y)?;
    }
    write!(out, "</coordinates></LinearRing></{side}>")
}

/// The colour of a row as KML's `bbggrr`, from `#rrggbb`.
fn colour(row: &Row, meaning: &Meaning) -> Option<String> {
    let Some(Cell::Text(colour)) = row.cells.get(meaning.colour?) else { return None };
    let digits = colour.strip_prefix('#')?.to_ascii_lowercase();
    let is_hexadecimal = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    if digits.len() != 6 || !is_hexadecimal {
        return None;
    }
    Some([digits.get(4..6)?, digits.get(2..4)?, digits.get(0..2)?].concat())
}

fn text(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Nothing => None,
        Cell::Text(text) => Some(text.clone()),
        Cell::Date(date) => Some(date.to_string()),
        Cell::Whole(number) => Some(number.to_string()),
        Cell::Number(number) => Some(number.to_string()),
        Cell::Flag(flag) => Some(flag.to_string()),
    }
}

/// The text as XML has it; control characters, for which XML has no words, become spaces.
fn escaped(text: &str) -> Cow<'_, str> {
    let is_plain = |it: char| !matches!(it, '&' | '<' | '>' | '"') && !is_unspeakable(it);
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for it in text.chars() {
        match it {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            it if is_unspeakable(it) => escaped.push(' '),
            it => escaped.push(it),
        }
    }
    Cow::Owned(escaped)
}

fn is_unspeakable(it: char) -> bool {
    it.is_control() && !matches!(it, '\n' | '\t') || matches!(it, '\u{fffe}' | '\u{ffff}')
}
