//! The rows of a chart: a place's name, its band, and the dates of its changes.

use super::flags::{Flag, flags};
use super::spans::{Pen, Stretch, changes, stretches};
use super::{Band, BandSpan};
use crate::map::chart::axis::{Axis, Side};
use crate::map::page::{Page, text};
use crate::map::scene::{Anchor, Item, Point, Rect, TextStyle};
use crate::map::style;
use crate::map::text::cap_height;
use crate::model::Dataset;

/// Height of the room for dates above or below a band, in ems.
const FLAG_ROOM: f32 = 1.35;
/// How far a date's baseline stands off the band, in ems.
const FLAG_RISE: f32 = 0.35;

/// How large the parts of a row are; rows grow smaller as they grow many.
#[derive(Debug, Clone)]
pub(super) struct Look {
    /// Letters of the places' names.
    pub(super) name: TextStyle,
    /// Lines that a place's name may take.
    pub(super) name_lines: usize,
    /// Letters of what is written in the bands.
    label: TextStyle,
    /// Letters of the dates.
    date: TextStyle,
    /// Height of a band.
    bar: f32,
    /// Space between rows.
    gap: f32,
    /// Where dates may stand.
    sides: &'static [Side],
}

impl Look {
    /// The look of so many rows.
    pub(super) fn of(page: &Page, rows: usize) -> Self {
        let both: &[Side] = &[Side::Above, Side::Below];
        let (rank, label, bar, gap, name_lines, sides) = match rows {
            0..=4 => (1, 17.0, 58.0, 16.0, 3, both),
            5..=12 => (2, 15.0, 38.0, 9.0, 2, both),
            _ => (3, 13.0, 24.0, 5.0, 1, &both[..1]),
        };
        Self {
            name: page.letters(style::place(rank)),
            name_lines,
            label: page.letters(TextStyle { size: label, ..style::LEGEND }),
            date: page.letters(style::DATE),
            bar: page.length(bar),
            gap: page.length(gap),
            sides,
        }
    }
}

/// A place's row, with what is written at its changes.
pub(super) struct Row<'a> {
    stretches: Vec<Stretch<'a>>,
    flags: Vec<Flag>,
}

impl<'a> Row<'a> {
    /// The row of a band.
    pub(super) fn of(band: &'a Band, page: &Page, axis: &Axis, look: &Look) -> Self {
        let stretches = stretches(band, axis);
        let flags = flags(page, axis, &changes(&stretches), look.date, look.sides);
        Self { stretches, flags }
    }

    /// The spans of which something can be seen.
    pub(super) fn spans(&self) -> impl Iterator<Item = &BandSpan> {
        self.stretches.iter().map(Stretch::span)
    }
}

/// Draws row after row.
pub(super) struct Drawing<'a> {
    pen: Pen<'a>,
    look: &'a Look,
    /// Room above and below each band.
    rooms: [f32; 2],
    /// The spans.
    pub(super) bands: Vec<Item>,
    /// The lines at changes.
    pub(super) changes: Vec<Item>,
    /// What is written in the bands and at the changes.
    pub(super) labels: Vec<Item>,
}

impl<'a> Drawing<'a> {
    /// Draws on a page; all rows take the room that one of them needs.
    pub(super) fn new(
        page: &'a Page,
        dataset: &'a Dataset,
        axis: &'a Axis,
        look: &'a Look,
        rows: &[Row],
    ) -> Self {
        let rooms = [Side::Above, Side::Below].map(|side| {
            let is_used = rows.iter().flat_map(|row| &row.flags).any(|flag| flag.side == side);
            if is_used { look.date.size * FLAG_ROOM } else { 0.0 }
        });
        let pen = Pen { page, dataset, axis, letters: look.label };
        Self { pen, look, rooms, bands: Vec::new(), changes: Vec::new(), labels: Vec::new() }
    }

    /// Height of a row.
    pub(super) fn pitch(&self) -> f32 {
        self.rooms[0] + self.look.bar + self.rooms[1] + self.look.gap
    }

    /// A row from a height on.
    pub(super) fn row(&mut self, row: &Row, top: f32) {
        let (y, height) = (top + self.rooms[0], self.look.bar);
        self.bands.extend(self.pen.fills(&row.stretches, y, height));
        self.changes.extend(self.pen.seams(&row.stretches, y, height));
        self.labels.extend(self.pen.names(&row.stretches, y, height));
        for flag in &row.flags {
            self.flag(flag, y);
        }
    }

    fn flag(&mut self, flag: &Flag, bar: f32) {
        let (page, letters) = (self.pen.page, self.look.date);
        let cap = cap_height(letters);
        let rise = FLAG_RISE * letters.size;
        let (edge, tip, baseline) = match flag.side {
            Side::Above => (bar, bar - rise - cap, bar - rise),
            Side::Below => {
                let edge = bar + self.look.bar;
                (edge, edge + rise + cap, edge + rise + cap)
            }
        };
        let x = self.pen.axis.x(page, flag.pole);
        let pole = vec![Point { x, y: edge }, Point { x, y: tip }];
        let stroke = page.stroke(page.theme.limit());
        self.changes.push(Item::Stroke { lines: vec![pole], stroke });
        let anchor = match (flag.is_after, page.is_mirrored()) {
            (true, false) | (false, true) => Anchor::Left,
            (true, true) | (false, false) => Anchor::Right,
        };
        let origin = Point { x: self.pen.axis.x(page, flag.origin(letters)), y: baseline };
        self.labels.push(text(
            flag.content.as_str(),
            origin,
            anchor,
            letters,
            page.theme.colors.faint_ink,
        ));
    }

    /// The name of a row's place, beside the middle of its band.
    pub(super) fn place_name(&self, lines: &[String], column: &Rect, top: f32) -> Vec<Item> {
        let (page, letters) = (self.pen.page, self.look.name);
        let leading = letters.size * if page.is_mirrored() { 1.4 } else { 1.2 };
        let x = page.along(column, 0.0);
        let height = leading * lines.len().saturating_sub(1) as f32 + cap_height(letters);
        let first = top + self.rooms[0] + (self.look.bar - height) / 2.0 + cap_height(letters);
        let line = |(index, line): (usize, &String)| {
            let origin = Point { x, y: first + index as f32 * leading };
            text(line.as_str(), origin, page.start(), letters, page.theme.colors.ink)
        };
        lines.iter().enumerate().map(line).collect()
    }
}
