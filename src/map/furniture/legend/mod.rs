//! The legend: every class of ground and every kind of line that the map shows, and nothing else.

mod rows;

pub(in crate::map) use rows::{Contents, Figures};

use crate::map::naming::control_name;
use crate::map::page::{Page, filled, outlined, text, width};
use crate::map::scene::{Anchor, Color, Item, Paint, Point, Rect, TextStyle};
use crate::map::style;
use crate::map::wording::Symbol;
use crate::model::{Control, Dataset};
use rows::{Headings, Row, RowMaker, Swatch};

/// Classes of ground that any legend tells apart.
pub(in crate::map) const MOST_CLASSES: usize = 16;
/// Width and height of a swatch, in ems of the row's letters.
const SWATCH: (f32, f32) = (1.75, 1.0);
/// Space between swatch and name, and between columns, in ems.
const GAP: f32 = 0.65;
/// Space round the contents of a panel, in ems.
const PADDING: f32 = 0.85;
/// Space before a column of figures, in ems.
const FIGURE_GAP: f32 = 1.2;
/// Space between two columns of rows, in ems.
const COLUMN_GAP: f32 = 2.4;

/// A legend, measured.
///
/// One for several dates has the same rows and the same size on each.
#[derive(Debug, Clone)]
pub(in crate::map) struct Legend {
    rows: Vec<Row>,
    headings: Headings,
    letters: TextStyle,
    heading_letters: TextStyle,
    name_width: f32,
    /// Widths of the columns of figures.
    figure_widths: Vec<f32>,
}

impl Legend {
    /// The legend of what a map shows, with names broken beyond a width in ems.
    pub(in crate::map) fn new(page: &Page, contents: &Contents, name_width: f32) -> Self {
        let letters = page.letters(style::LEGEND);
        let maker = RowMaker { page: contents.map_page, letters, name_width };
        let (rows, headings) = maker.rows(contents);
        Self::of_rows(page, rows, headings)
    }

    /// The legend of ways of control and of symbols, without figures.
    pub(in crate::map) fn of_controls(
        page: &Page,
        dataset: &Dataset,
        controls: &[Control],
        symbols: &[Symbol],
        name_width: f32,
    ) -> Self {
        let ground = |control: &Control| {
            (control_name(dataset, control, page.language), page.ground(dataset, control))
        };
        let grounds: Vec<(String, Vec<Paint>)> = controls.iter().map(ground).collect();
        Self::of_grounds(page, &grounds, symbols, name_width)
    }

    /// The legend of kinds of ground, each with its name and its paints one upon the other, and of
    /// symbols, without figures. One that has no paints has no swatch.
    pub(in crate::map) fn of_grounds(
        page: &Page,
        grounds: &[(String, Vec<Paint>)],
        symbols: &[Symbol],
        name_width: f32,
    ) -> Self {
        let letters = page.letters(style::LEGEND);
        let maker = RowMaker { page, letters, name_width };
        let mut rows: Vec<Row> =
            grounds.iter().map(|(name, paints)| maker.ground(name, paints.clone())).collect();
        rows.extend(symbols.iter().map(|symbol| maker.symbol(*symbol)));
        Self::of_rows(page, rows, Headings::default())
    }

    fn of_rows(page: &Page, rows: Vec<Row>, headings: Headings) -> Self {
        let letters = page.letters(style::LEGEND);
        let heading_letters = page.letters(style::LEGEND_HEADING);
        let names = rows.iter().flat_map(|row| {
            let letters = if row.is_heading() { heading_letters } else { letters };
            row.name.iter().map(move |line| width(line, letters))
        });
        let name_width = names.fold(0.0, f32::max);
        let figure_width = |(column, heading): (usize, &String)| {
            let figures = rows.iter().flat_map(|row| &row.figures);
            let widths = figures.filter_map(|it| it.get(column)).map(|it| width(it, letters));
            widths.fold(width(heading, heading_letters), f32::max)
        };
        let figure_widths = headings.figures.iter().enumerate().map(figure_width).collect();
        Self { rows, headings, letters, heading_letters, name_width, figure_widths }
    }

    /// Whether there is anything to explain.
    pub(in crate::map) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn has_heading(&self) -> bool {
        !self.headings.figures.is_empty()
    }

    fn leading(&self, page: &Page) -> f32 {
        self.letters.size * if page.is_mirrored() { 1.55 } else { 1.45 }
    }

    fn column_width(&self) -> f32 {
        let em = self.letters.size;
        let figures: f32 = self.figure_widths.iter().map(|it| it + FIGURE_GAP * em).sum();
        SWATCH.0 * em + GAP * em + self.name_width + figures
    }

    fn height_of(&self, page: &Page, rows: &[Row]) -> f32 {
        let lines: usize = rows.iter().map(|row| row.name.len().max(1)).sum();
        let heading = if self.has_heading() { self.heading_letters.size * 1.5 } else { 0.0 };
        lines as f32 * self.leading(page) + heading
    }

    /// Width and height as a panel of one column.
    pub(in crate::map) fn panel_size(&self, page: &Page) -> (f32, f32) {
        let padding = 2.0 * PADDING * self.letters.size;
        (self.column_width() + padding, self.height_of(page, &self.rows) + padding)
    }

    /// The legend as a panel on the map, with the figures of one of its dates.
    pub(in crate::map) fn panel(&self, page: &Page, place: &Rect, date: usize) -> Vec<Item> {
        let mut items = vec![
            filled(*place, Paint::Solid(page.theme.colors.panel)),
            outlined(*place, page.stroke(page.theme.rule())),
        ];
        let inside = place.grown(-PADDING * self.letters.size);
        self.draw(page, &self.rows, &inside, date, &mut items);
        items
    }

    /// Width and height of one column without a panel.
    pub(in crate::map) fn column_size(&self, page: &Page) -> (f32, f32) {
        (self.column_width(), self.height_of(page, &self.rows))
    }

    /// The rows in as many columns as a width has room for; no column ends with a heading.
    fn chunks(&self, width: f32) -> Vec<&[Row]> {
        let apart = COLUMN_GAP * self.letters.size;
        let columns = ((width + apart) / (self.column_width() + apart)).floor().max(1.0);
        let most = self.rows.len().div_ceil(columns as usize).max(1);
        let (mut chunks, mut rest) = (Vec::new(), self.rows.as_slice());
        while !rest.is_empty() {
            let mut end = most.min(rest.len());
            if end > 1 && end < rest.len() && rest[end - 1].is_heading() {
                end -= 1;
            }
            let (chunk, after) = rest.split_at(end);
            chunks.push(chunk);
            rest = after;
        }
        chunks
    }

    /// Width and height in as many columns as a width has room for.
    pub(in crate::map) fn band_size(&self, page: &Page, width: f32) -> (f32, f32) {
        let chunks = self.chunks(width);
        let heights = chunks.iter().map(|rows| self.height_of(page, rows));
        (self.column_width(), heights.fold(0.0, f32::max))
    }

    /// The legend in columns beside or below the map, with the figures of one of its dates.
    pub(in crate::map) fn columns(&self, page: &Page, place: &Rect, date: usize) -> Vec<Item> {
        let mut items = Vec::new();
        let width = self.column_width();
        for (index, rows) in self.chunks(place.width).into_iter().enumerate() {
            let before = index as f32 * (width + COLUMN_GAP * self.letters.size);
            let x =
                if page.is_mirrored() { place.right() - before - width } else { place.x + before };
            let column = Rect { x, y: place.y, width, height: place.height };
            self.draw(page, rows, &column, date, &mut items);
        }
        items
    }

    fn draw(&self, page: &Page, rows: &[Row], column: &Rect, date: usize, items: &mut Vec<Item>) {
        let em = self.letters.size;
        let leading = self.leading(page);
        let mut y = column.y;
        let ends = self.figure_ends(page, column);
        let (ink, faint) = (page.theme.colors.ink, page.theme.colors.faint_ink);
        if self.has_heading() {
            if rows.iter().any(|row| !row.figures.is_empty()) {
                let x = page.along(column, (SWATCH.0 + GAP) * em);
                let origin = Point { x, y: y + self.heading_letters.size };
                let names = self.headings.names.as_str();
                if !names.is_empty() {
                    items.push(text(names, origin, page.start(), self.heading_letters, faint));
                }
                for (heading, x) in self.headings.figures.iter().zip(&ends) {
                    let origin = Point { x: *x, y: y + self.heading_letters.size };
                    items.push(text(heading, origin, Anchor::Right, self.heading_letters, faint));
                }
            }
            y += self.heading_letters.size * 1.5;
        }
        for row in rows {
            let middle = y + leading / 2.0;
            self.draw_swatch(page, &row.swatch, column, middle, items);
            let baseline = middle + em * 0.36;
            for (figure, x) in row.figures.get(date).into_iter().flatten().zip(&ends) {
                let origin = Point { x: *x, y: baseline };
                items.push(text(figure, origin, Anchor::Right, self.letters, ink));
            }
            let (indent, letters, color) = if row.is_heading() {
                (0.0, self.heading_letters, faint)
            } else {
                ((SWATCH.0 + GAP) * em, self.letters, ink)
            };
            let x = page.along(column, indent);
            for (index, line) in row.name.iter().enumerate() {
                let origin = Point { x, y: baseline + index as f32 * leading };
                items.push(text(line, origin, page.start(), letters, color));
            }
            y += leading * row.name.len().max(1) as f32;
        }
    }

    /// The right ends of the columns of figures: units stand under units in every script.
    fn figure_ends(&self, page: &Page, column: &Rect) -> Vec<f32> {
        let gap = FIGURE_GAP * self.letters.size;
        let mut ends = Vec::with_capacity(self.figure_widths.len());
        let mut before =
            column.width - self.figure_widths.iter().map(|width| width + gap).sum::<f32>();
        for width in &self.figure_widths {
            // On a mirrored page the first column stands to the right of the others.
            let end = if page.is_mirrored() {
                column.right() - before - gap
            } else {
                column.x + before + gap + width
            };
            ends.push(end);
            before += gap + width;
        }
        ends
    }

    fn draw_swatch(
        &self,
        page: &Page,
        swatch: &Swatch,
        column: &Rect,
        middle: f32,
        items: &mut Vec<Item>,
    ) {
        let (width, height) = (SWATCH.0 * self.letters.size, SWATCH.1 * self.letters.size);
        let (near, far) = (page.along(column, 0.0), page.along(column, width));
        let rect = Rect { x: near.min(far), y: middle - height / 2.0, width, height };
        match swatch {
            Swatch::Nothing | Swatch::Heading => {}
            Swatch::Ring => {
                let center = Point { x: rect.x + width / 2.0, y: middle };
                items.extend(changed_town(page, center, style::dot_radius(3)));
            }
            Swatch::Town => {
                let center = Point { x: rect.x + width / 2.0, y: middle };
                let radius = page.length(style::dot_radius(3));
                items.push(page.town(center, radius, page.theme.colors.ink));
            }
            Swatch::Line(stroke) => {
                let line = vec![Point { x: near, y: middle }, Point { x: far, y: middle }];
                items.push(Item::Stroke { lines: vec![line], stroke: *stroke });
            }
            Swatch::Outline(stroke) => items.push(outlined(rect, *stroke)),
            Swatch::Ground(paints) => {
                items.extend(paints.iter().map(|paint| filled(rect, *paint)));
                items
                    .push(outlined(rect, page.stroke(style::solid(page.theme.colors.border, 0.7))));
            }
        }
    }
}

/// The sign of a town that changed hands, round a dot of a radius of the style.
fn changed_town(page: &Page, center: Point, radius: f32) -> [Item; 2] {
    let colors = &page.theme.colors;
    let dot = |radius: f32, fill: Color, outline: Option<(f32, Color)>| Item::Dot {
        center,
        radius: page.length(radius),
        fill,
        outline: outline.map(|(width, color)| (page.length(width), color)),
    };
    let clear = Color { a: 0, ..colors.paper };
    [
        dot(radius + 3.2, clear, Some((4.0, colors.halo))),
        dot(radius + 3.2, clear, Some((2.0, colors.accent))),
    ]
}
