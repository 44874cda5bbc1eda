//! The chart of who held places through time: a band a place, time along it.

mod flags;
mod rows;
mod spans;

use rows::{Drawing, Look, Row};

use super::axis::{Axis, Side};
use super::{ChartOptions, LIKENESS, check_actors, check_width, least_legend};
use crate::map::compose::PAGE_SIDES;
use crate::map::furniture::footer::Footer;
use crate::map::furniture::heading::heading;
use crate::map::furniture::legend::Legend;
use crate::map::page::{Page, fitted, width};
use crate::map::scene::{Layer, Rect, Scene};
use crate::map::style;
use crate::map::wording::{self, Symbol};
use crate::model::{Control, Dataset, Date, Names, Validity};
use crate::{Error, Result};

/// Who held a place through time.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// The place's name.
    pub label: Names,
    /// Stretches of days, each ending before the next begins.
    pub spans: Vec<BandSpan>,
}

/// Days on end on which the same controlled a place.
#[derive(Debug, Clone, PartialEq)]
pub struct BandSpan {
    /// When: where an end is open, it was so before the data begins, or still is at its end.
    pub validity: Validity,
    /// All who claim the place, in order of precedence; empty where nobody has said.
    pub controls: Vec<Control>,
    /// Whether there is data for these days.
    pub has_data: bool,
}

/// Share of the page's width that the names of places may take.
const NAMES: f32 = 0.2;
/// Bands from which on there is a second axis above them.
const MANY: usize = 9;

/// Draws who held places through time: a band a place, in the colours and stripes of the map.
///
/// Time runs in the direction of reading, on Arabic pages from right to left, from the first date
/// of the data to a little beyond the last. Where several claim a place at once, the first by
/// precedence has the band and the others a strip along its lower edge.
///
/// # Errors
///
/// When the data has no dates, when there is no band, when a band names an actor that the dataset
/// does not have, or when the page would be too small or too large.
///
/// # Example
///
/// ```
/// use controlmap::map::{Band, BandSpan, ChartOptions, history_chart};
/// use controlmap::model::{Dataset, Names, Validity};
///
/// let dataset = Dataset::open("fixtures/snapshots")?;
/// let from = |day: &str| Validity::new(day.parse().ok(), None);
/// let span = BandSpan {
///     validity: from("2024-07-08")?,
///     controls: vec![dataset.territories[0].control()],
///     has_data: true,
/// };
/// let band = Band { label: Names::new("Westhaven"), spans: vec![span] };
/// let scene = history_chart(&dataset, &[band], &ChartOptions::default())?;
/// let file = controlmap::map::paint::png(&scene, 1.0, &[])?;
/// assert!(file.starts_with(b"\x89PNG"));
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn history_chart(dataset: &Dataset, bands: &[Band], options: &ChartOptions) -> Result<Scene> {
    let (first, last) = period(dataset)?;
    check(dataset, bands, options)?;
    let width = options.width as f32;
    let page = Page::new(width, width * LIKENESS, options.language, options.theme);
    let language = page.language;
    let margin = page.length(style::MARGIN);
    let column =
        Rect { x: margin, y: margin, width: width - 2.0 * margin, height: page.height - margin };

    let title = options.title.clone().unwrap_or_else(|| {
        let only = if let [only] = bands { Some(only.label.get(language)) } else { None };
        wording::who_held(only, language)
    });
    let days = [first, last].map(|date| wording::date(date, language));
    let period = wording::period(&days[0], &days[1], language);
    let (mut furniture, mut y) = heading(&page, &title, Some(period), &column);

    let look = Look::of(&page, bands.len());
    let names: Vec<Vec<String>> = bands
        .iter()
        .map(|band| {
            let most = page.width * NAMES;
            fitted(band.label.get(language), look.name, most, look.name_lines)
        })
        .collect();
    let place = beside(&names, &look, &page, &column);
    let axis = Axis::new(first, last, begins_open(bands), place);
    let rows: Vec<Row> = bands.iter().map(|band| Row::of(band, &page, &axis, &look)).collect();

    let (controls, symbols) = shown(dataset, &rows);
    let (legend, height) = least_legend(&page, column.width, |name_width| {
        Legend::of_controls(&page, dataset, &controls, &symbols, name_width)
    });
    y += margin * 0.3;
    furniture.extend(legend.columns(&page, &Rect { y, height, ..column }, 0));
    y += height + margin * 0.8;

    if bands.len() >= MANY {
        y += axis.height(&page);
        furniture.extend(axis.draw(&page, y, Side::Above));
    }
    let top = y;
    let mut drawing = Drawing::new(&page, dataset, &axis, &look, &rows);
    for (row, name) in rows.iter().zip(&names) {
        drawing.row(row, y);
        furniture.extend(drawing.place_name(name, &column, y));
        y += drawing.pitch();
    }
    let grid = axis.grid(&page, top, y);
    furniture.extend(axis.draw(&page, y, Side::Below));
    y += axis.height(&page) + margin * 0.6;

    let footer = Footer::new(&page, dataset, None, column.width);
    furniture.extend(footer.draw(&page, &column, y));
    let height = (y + footer.height() + margin).ceil();
    if height > PAGE_SIDES.1 as f32 {
        return Err(Error::limit(format!("a chart may be {} pixels high", PAGE_SIDES.1))
            .found(format!("{height} for {} places", bands.len()))
            .hint("ask for fewer places, or draw several charts"));
    }
    let layer = |name, items| Layer { name, clip: None, items };
    let layers = vec![
        layer("grid", grid),
        layer("bands", drawing.bands),
        layer("changes", drawing.changes),
        layer("labels", drawing.labels),
        layer("furniture", furniture),
    ];
    Ok(Scene { width: page.width, height, background: page.theme.colors.paper, layers })
}

/// The first and the last date of the data.
fn period(dataset: &Dataset) -> Result<(Date, Date)> {
    let dates = &dataset.dates;
    let last = dates.last().copied().max(dataset.latest());
    dates.first().copied().zip(last).ok_or_else(|| {
        Error::usage("the data has no dates")
            .hint("a chart shows changes through time: give data of several dates")
    })
}

fn check(dataset: &Dataset, bands: &[Band], options: &ChartOptions) -> Result<()> {
    check_width(options)?;
    if bands.is_empty() {
        return Err(Error::usage("a chart shows at least one place"));
    }
    let spans = bands.iter().flat_map(|band| &band.spans);
    check_actors(dataset, spans.flat_map(|span| &span.controls))
}

/// Whether something was so already before the data begins.
fn begins_open(bands: &[Band]) -> bool {
    let spans = bands.iter().flat_map(|band| &band.spans);
    spans.into_iter().any(|span| span.has_data && span.validity.from().is_none())
}

/// The columns of the page that the names of places leave to the axis.
fn beside(names: &[Vec<String>], look: &Look, page: &Page, column: &Rect) -> Rect {
    let lines = names.iter().flatten();
    let widest = lines.map(|line| width(line, look.name)).fold(0.0, f32::max);
    let taken = widest + look.name.size;
    let x = if page.is_mirrored() { column.x } else { column.x + taken };
    Rect { x, width: column.width - taken, ..*column }
}

/// The ways of control and the kinds of silence that occur, as the legend lists them.
fn shown(dataset: &Dataset, rows: &[Row]) -> (Vec<Control>, Vec<Symbol>) {
    let mut controls: Vec<Control> = Vec::new();
    let mut symbols: Vec<Symbol> = Vec::new();
    for span in rows.iter().flat_map(Row::spans) {
        match (span.has_data, span.controls.as_slice()) {
            (false, _) => symbols.push(Symbol::DaysWithoutData),
            (true, []) => symbols.push(Symbol::Unmapped),
            (true, found) => controls.extend(found.iter().cloned()),
        }
    }
    // Those who hold ground come first, as in the legend of the map.
    controls.sort_by_cached_key(|control| (control.status, dataset.precedence_of(control)));
    controls.dedup();
    symbols.sort_unstable();
    symbols.dedup();
    (controls, symbols)
}
