//! The legend: every class of ground and every kind of line that the map shows, and nothing else.

use crate::compare::{AreaRow, Areas};
use crate::geometry::SquareKilometres;
use crate::map::page::{Page, filled, outlined, text, width};
use crate::map::scene::{Anchor, Item, Paint, Point, Rect, Stroke, TextStyle};
use crate::map::style;
use crate::map::text::wrap;
use crate::map::wording::{self, Symbol};
use crate::model::{Control, Dataset, Language};

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
#[derive(Debug, Clone)]
pub(in crate::map) struct Legend {
    rows: Vec<Row>,
    headings: [String; 2],
    letters: TextStyle,
    heading_letters: TextStyle,
    name_width: f32,
    /// Widths of the columns of areas and of percentages; nought without one.
    figure_widths: [f32; 2],
}

#[derive(Debug, Clone)]
struct Row {
    swatch: Swatch,
    name: Vec<String>,
    figures: [String; 2],
}

#[derive(Debug, Clone)]
enum Swatch {
    Ground(Vec<Paint>),
    Outline(Stroke),
    Line(Stroke),
    Nothing,
}

impl Legend {
    /// The legend of the classes of ground and of the symbols that a map shows; what lies outside it
    /// is summed in one row, so that the rows make the whole.
    pub(in crate::map) fn new(
        page: &Page,
        dataset: &Dataset,
        areas: &Areas,
        visible: &[Control],
        symbols: &[Symbol],
        most_classes: usize,
        name_width: f32,
    ) -> Self {
        let language = page.language;
        let letters = page.letters(style::LEGEND);
        let heading_letters = page.letters(style::LEGEND_HEADING);
        let percentage = |percent: Option<f64>| {
            percent.map_or(String::new(), |percent| wording::percentage(percent, language))
        };
        let maker = RowMaker { page, letters, name_width };
        // Names stand on the ground itself where there are very many.
        let is_visible = |row: &&AreaRow| visible.contains(&row.control);
        let (seen, elsewhere): (Vec<&AreaRow>, Vec<&AreaRow>) =
            areas.rows.iter().partition(is_visible);
        let classes = if areas.are_many() { 0 } else { seen.len() };
        let shown = if classes > most_classes { most_classes.saturating_sub(1) } else { classes };
        let mut rows: Vec<Row> = Vec::new();
        for row in seen.iter().take(shown) {
            rows.push(Row {
                figures: [wording::area(row.area.0, language), percentage(areas.percent(row.area))],
                ..maker.ground(
                    &control_name(dataset, &row.control, language),
                    page.ground(dataset, &row.control),
                )
            });
        }
        let rest: Vec<&AreaRow> = seen[shown..classes].iter().chain(&elsewhere).copied().collect();
        if classes > 0 && !rest.is_empty() {
            let area: SquareKilometres = rest.iter().map(|row| row.area).sum();
            rows.push(Row {
                swatch: Swatch::Nothing,
                name: maker.broken(&wording::others(rest.len(), language)),
                figures: [wording::area(area.0, language), percentage(areas.percent(area))],
            });
        }
        rows.extend(symbols.iter().map(|symbol| maker.symbol(*symbol)));
        let whole = dataset.about.whole.get(language);
        let headings = [
            wording::square_kilometres(language).to_owned(),
            if areas.whole.is_some() {
                wording::percent_of(whole, language)
            } else {
                String::new()
            },
        ];
        let widest = |contents: &mut dyn Iterator<Item = &String>, letters: TextStyle| {
            contents.map(|content| width(content, letters)).fold(0.0, f32::max)
        };
        let has_figures = classes > 0;
        let figure_width = |column: usize| {
            let figures = widest(&mut rows.iter().map(|row| &row.figures[column]), letters);
            if !has_figures || (column == 1 && areas.whole.is_none()) {
                return 0.0;
            }
            figures.max(width(&headings[column], heading_letters))
        };
        let figure_widths = [figure_width(0), figure_width(1)];
        let name_width = widest(&mut rows.iter().flat_map(|row| &row.name), letters);
        Self { rows, headings, letters, heading_letters, name_width, figure_widths }
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
    /// symbols, without figures.
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
        let names = rows.iter().flat_map(|row| &row.name);
        let name_width = names.map(|name| width(name, letters)).fold(0.0, f32::max);
        Self {
            rows,
            headings: Default::default(),
            letters,
            heading_letters: page.letters(style::LEGEND_HEADING),
            name_width,
            figure_widths: [0.0; 2],
        }
    }

    /// Whether there is anything to explain.
    pub(in crate::map) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn has_heading(&self) -> bool {
        self.figure_widths[0] > 0.0
    }

    fn leading(&self, page: &Page) -> f32 {
        self.letters.size * if page.is_mirrored() { 1.55 } else { 1.45 }
    }

    fn column_width(&self) -> f32 {
        let em = self.letters.size;
        let figures: f32 =
            self.figure_widths.iter().filter(|it| **it > 0.0).map(|it| it + FIGURE_GAP * em).sum();
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

    /// The legend as a panel on the map.
    pub(in crate::map) fn panel(&self, page: &Page, place: &Rect) -> Vec<Item> {
        let mut items = vec![
            filled(*place, Paint::Solid(page.theme.colors.panel)),
            outlined(*place, page.stroke(page.theme.rule())),
        ];
        let inside = place.grown(-PADDING * self.letters.size);
        self.draw(page, &self.rows, &inside, &mut items);
        items
    }

    /// Width and height of one column without a panel.
    pub(in crate::map) fn column_size(&self, page: &Page) -> (f32, f32) {
        (self.column_width(), self.height_of(page, &self.rows))
    }

    /// The rows in as many columns as a width has room for.
    fn chunks(&self, width: f32) -> std::slice::Chunks<'_, Row> {
        let apart = COLUMN_GAP * self.letters.size;
        let columns = ((width + apart) / (self.column_width() + apart)).floor().max(1.0);
        self.rows.chunks(self.rows.len().div_ceil(columns as usize).max(1))
    }

    /// Width and height in as many columns as a width has room for.
    pub(in crate::map) fn band_size(&self, page: &Page, width: f32) -> (f32, f32) {
        let heights = self.chunks(width).map(|rows| self.height_of(page, rows));
        (self.column_width(), heights.fold(0.0, f32::max))
    }

    /// The legend in columns beside or below the map.
    pub(in crate::map) fn columns(&self, page: &Page, place: &Rect) -> Vec<Item> {
        let mut items = Vec::new();
        let width = self.column_width();
        for (index, rows) in self.chunks(place.width).enumerate() {
            let before = index as f32 * (width + COLUMN_GAP * self.letters.size);
            let x =
                if page.is_mirrored() { place.right() - before - width } else { place.x + before };
            let column = Rect { x, y: place.y, width, height: place.height };
            self.draw(page, rows, &column, &mut items);
        }
        items
    }

    fn draw(&self, page: &Page, rows: &[Row], column: &Rect, items: &mut Vec<Item>) {
        let em = self.letters.size;
        let leading = self.leading(page);
        let mut y = column.y;
        let ends = self.figure_ends(page, column);
        if self.has_heading() {
            if rows.iter().any(|row| !row.figures[0].is_empty()) {
                for (heading, x) in self.headings.iter().zip(ends) {
                    let origin = Point { x, y: y + self.heading_letters.size };
                    let letters = self.heading_letters;
                    items.push(text(
                        heading,
                        origin,
                        Anchor::Right,
                        letters,
                        page.theme.colors.faint_ink,
                    ));
                }
            }
            y += self.heading_letters.size * 1.5;
        }
        for row in rows {
            let middle = y + leading / 2.0;
            self.draw_swatch(page, &row.swatch, column, middle, items);
            let baseline = middle + em * 0.36;
            for (figure, x) in row.figures.iter().zip(ends).filter(|(it, _)| !it.is_empty()) {
                let origin = Point { x, y: baseline };
                items.push(text(
                    figure,
                    origin,
                    Anchor::Right,
                    self.letters,
                    page.theme.colors.ink,
                ));
            }
            let x = page.along(column, (SWATCH.0 + GAP) * em);
            for (index, line) in row.name.iter().enumerate() {
                let origin = Point { x, y: baseline + index as f32 * leading };
                items.push(text(line, origin, page.start(), self.letters, page.theme.colors.ink));
            }
            y += leading * row.name.len().max(1) as f32;
        }
    }

    /// The right ends of the columns of figures: units stand under units in every script.
    fn figure_ends(&self, page: &Page, column: &Rect) -> [f32; 2] {
        let [areas, percentages] = self.figure_widths;
        let last =
            percentages + if percentages > 0.0 { FIGURE_GAP * self.letters.size } else { 0.0 };
        if page.is_mirrored() {
            [column.x + last + areas, column.x + percentages]
        } else {
            [column.right() - last, column.right()]
        }
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
            Swatch::Nothing => {}
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

/// Makes the rows of a legend.
struct RowMaker<'a> {
    page: &'a Page,
    letters: TextStyle,
    /// Width in ems beyond which names are broken.
    name_width: f32,
}

impl RowMaker<'_> {
    fn ground(&self, name: &str, paints: Vec<Paint>) -> Row {
        Row { swatch: Swatch::Ground(paints), name: self.broken(name), figures: Default::default() }
    }

    fn symbol(&self, symbol: Symbol) -> Row {
        Row {
            swatch: swatch(self.page, symbol),
            name: self.broken(wording::symbol(symbol, self.page.language)),
            figures: Default::default(),
        }
    }

    fn broken(&self, name: &str) -> Vec<String> {
        wrap(name, self.letters, self.letters.size * self.name_width)
    }
}

/// What ground under some control is called.
pub(in crate::map) fn control_name(
    dataset: &Dataset,
    control: &Control,
    language: Language,
) -> String {
    let actors = control.claimants.iter();
    let names: Vec<&str> = actors.map(|actor| actor_name(dataset, *actor, language)).collect();
    wording::control(control.status, &names, language)
}

/// The name of an actor, or its id where it has none.
pub(in crate::map) fn actor_name(
    dataset: &Dataset,
    actor: crate::model::ActorId,
    language: Language,
) -> &str {
    let actor = dataset.actor(actor);
    let name = actor.names.get(language);
    if name.is_empty() { &actor.id } else { name }
}

fn swatch(page: &Page, symbol: Symbol) -> Swatch {
    let stroke = match symbol {
        Symbol::NoData | Symbol::Unmapped => {
            return Swatch::Ground(vec![Paint::Solid(page.theme.colors.land)]);
        }
        Symbol::DaysWithoutData => return Swatch::Outline(page.stroke(page.theme.without_data())),
        Symbol::Front => page.theme.front(),
        Symbol::Border => page.theme.border(),
        Symbol::DisputedBorder => page.theme.disputed_border(),
        Symbol::RegionBorder => page.theme.region_border(),
    };
    Swatch::Line(page.stroke(stroke))
}
