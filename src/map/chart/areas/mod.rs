//! The chart of how large the ground of each side was through time: bands one upon the other.

mod ends;
mod inside;
mod scale;
mod spread;
mod stack;
mod stairs;
mod strip;

pub(in crate::map) use strip::Strip;

use ends::EndLabels;
use inside::{name_inside, silence};
use scale::Scale;
use stack::Stack;
use stairs::Stairs;

use super::axis::{Axis, Side};
use super::{ChartOptions, LIKENESS, check_actors, check_width, least_legend};
use crate::compare::{Areas, largest_first};
use crate::geometry::SquareKilometres;
use crate::map::compose::PAGE_SIDES;
use crate::map::furniture::footer::Footer;
use crate::map::furniture::heading::heading;
use crate::map::furniture::legend::Legend;
use crate::map::page::Page;
use crate::map::scene::{Item, Layer, Rect, Scene};
use crate::map::style;
use crate::map::wording::{self, Symbol};
use crate::model::{Control, Dataset, Date};
use crate::{Error, Result};

/// How much ground there was of each kind, date by date.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaSeries {
    /// The dates, ascending. What is so on a date is so until the next.
    pub dates: Vec<Date>,
    /// The kinds of ground, in the order in which they are stacked, the first at the bottom.
    pub bands: Vec<AreaBand>,
    /// For each date whether there is data from then on.
    pub has_data: Vec<bool>,
}

/// How much ground there was of one kind, date by date.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaBand {
    /// The kind of ground.
    pub name: AreaName,
    /// Its area on each date; what stands at dates without data is not looked at, and less than
    /// nothing counts as nothing.
    pub areas: Vec<SquareKilometres>,
}

/// A kind of ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AreaName {
    /// Ground that is controlled in one way.
    Control(Control),
    /// Ground that several are given at once.
    Overlaps,
    /// Ground that nobody is given.
    Unclaimed,
}

/// Square kilometres that a band has at some time: what would be written as nought has none.
const LEAST_BAND: f64 = 0.05;

impl AreaSeries {
    /// The areas of dates, which must ascend; nothing for a date without data. Bands lie as rows of a
    /// table would, the largest at the bottom, overlaps and unclaimed ground on top.
    pub fn of_dates<'a>(dates: impl IntoIterator<Item = (Date, Option<&'a Areas>)>) -> Self {
        let (dates, areas): (Vec<Date>, Vec<Option<&Areas>>) = dates.into_iter().unzip();
        let controls = largest_first(areas.iter().copied().flatten());
        let band = |name: AreaName, of: &dyn Fn(&Areas) -> SquareKilometres| AreaBand {
            name,
            areas: areas.iter().map(|it| it.map(of).unwrap_or_default()).collect(),
        };
        let mut bands: Vec<AreaBand> = controls
            .iter()
            .map(|control| {
                let name = AreaName::Control((*control).clone());
                band(name, &|areas| areas.of_control(control))
            })
            .collect();
        bands.push(band(AreaName::Overlaps, &|areas| areas.overlap()));
        bands.push(band(AreaName::Unclaimed, &|areas| areas.unclaimed));
        bands.retain(|band| band.areas.iter().any(|area| area.0 >= LEAST_BAND));
        let has_data = areas.iter().map(Option::is_some).collect();
        Self { dates, bands, has_data }
    }
}

/// Height of the bands: a share of the page's width, but so many page pixels of the style at least,
/// so that labels find room beside them.
const HEIGHT: (f32, f32) = (0.44, 400.0);

/// Draws how large the ground of each side was through time: bands one upon the other, in the
/// colours and stripes of the map.
///
/// Dates stand at their true distances, in the direction of reading. The state of a date holds until
/// the next, so that bands are level and change by steps; that of the last date is a day wide.
/// Stretches without data are left blank. A band is named where it ends, with its area
/// there, or inside it, or else in a legend; where there are more than twelve, the smallest are
/// summed into one.
///
/// # Errors
///
/// When the series has no dates, when its dates do not ascend, when a band has not one finite area a
/// date or names an actor that the dataset does not have, or when the page would be too small or too
/// large.
///
/// # Example
///
/// ```
/// use controlmap::geometry::SquareKilometres;
/// use controlmap::map::{AreaBand, AreaName, AreaSeries, ChartOptions, area_chart};
/// use controlmap::model::Dataset;
///
/// let dataset = Dataset::open("fixtures/snapshots")?;
/// let series = AreaSeries {
///     dates: vec!["2024-07-08".parse().unwrap(), "2024-07-10".parse().unwrap()],
///     bands: vec![AreaBand {
///         name: AreaName::Control(dataset.territories[0].control()),
///         areas: vec![SquareKilometres(310.0), SquareKilometres(290.0)],
///     }],
///     has_data: vec![true, true],
/// };
/// let scene = area_chart(&dataset, &series, &ChartOptions::default())?;
/// let file = controlmap::map::paint::svg(&scene, &[], Default::default());
/// assert!(file.contains("290 km²"));
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn area_chart(dataset: &Dataset, series: &AreaSeries, options: &ChartOptions) -> Result<Scene> {
    check_width(options)?;
    let (first, last) = check(dataset, series)?;
    let stack = Stack::of(series);
    let width = options.width as f32;
    let page = Page::new(width, width * LIKENESS, options.language, options.theme);
    let margin = page.length(style::MARGIN);
    let column =
        Rect { x: margin, y: margin, width: width - 2.0 * margin, height: page.height - margin };

    let title = options.title.clone().unwrap_or_else(|| title(&page, dataset));
    let (mut furniture, top) = heading(&page, &title, Some(period(&page, first, last)), &column);

    let height = (HEIGHT.0 * width).max(page.length(HEIGHT.1));
    let scale = Scale::new(&page, stack.peak(), height);
    let top = top + margin * 0.5 + scale.rise(&page);
    let place = Rect { y: top, height, ..column };
    let ends = EndLabels::new(&page, dataset, &stack, &scale, &place);
    let place = between(&page, &place, scale.width(&page), ends.width());
    let axis = Axis::of_days(first, last, place);
    let stairs = Stairs::new(&page, &stack, &axis, &scale, place);

    let mut labels = ends.draw(&page, dataset, &stack, &place);
    let mut bands = stairs.fills(&stack, dataset);
    let mut symbols = Vec::new();
    for (outline, reach) in stairs.gaps() {
        bands.push(outline);
        match silence(&page, &axis, &place, reach) {
            Some(label) => labels.push(label),
            None => symbols = vec![Symbol::DaysWithoutData],
        }
    }
    let mut unlabelled = Vec::new();
    let labelled = ends.bands();
    for (index, band) in stack.bands.iter().enumerate().filter(|(it, _)| !labelled.contains(it)) {
        match name_inside(&page, dataset, &axis, (&stack, &stairs), index) {
            Some(label) => labels.push(label),
            None => {
                let name = band.names(&page, dataset).into_iter().next();
                let parts: Vec<String> = name.into_iter().chain(band.last_figure(&page)).collect();
                unlabelled.push((parts.join(" · "), band.paints(&page, dataset)));
            }
        }
    }

    furniture.extend(scale.figures(&page, &place));
    furniture.extend(axis.draw(&page, place.bottom(), Side::Below));
    let mut y = place.bottom() + axis.height(&page) + margin * 0.6;
    let (legend, height) = least_legend(&page, column.width, |name_width| {
        Legend::of_grounds(&page, &unlabelled, &symbols, name_width)
    });
    if !legend.is_empty() {
        furniture.extend(legend.columns(&page, &Rect { y, height, ..column }, 0));
        y += height + margin * 0.6;
    }
    let footer = Footer::new(&page, dataset, None, column.width);
    furniture.extend(footer.draw(&page, &column, y));
    let height = (y + footer.height() + margin).ceil();
    if height > PAGE_SIDES.1 as f32 {
        return Err(Error::limit(format!("a chart may be {} pixels high", PAGE_SIDES.1))
            .found(height)
            .hint("make it narrower"));
    }
    let layer = |name, items: Vec<Item>| Layer { name, clip: None, items };
    let layers = vec![
        layer("bands", bands),
        layer("grid", vec![scale.grid(&page, &place)]),
        layer("changes", vec![stairs.seams()]),
        layer("labels", labels),
        layer("furniture", furniture),
    ];
    Ok(Scene { width: page.width, height, background: page.theme.colors.paper, layers })
}

/// The first and the last date of a series that makes sense.
fn check(dataset: &Dataset, series: &AreaSeries) -> Result<(Date, Date)> {
    let AreaSeries { dates, bands, has_data } = series;
    let (Some(&first), Some(&last)) = (dates.first(), dates.last()) else {
        return Err(Error::usage("a chart of areas has at least one date"));
    };
    if let Some(pair) = dates.windows(2).find(|pair| pair[0] >= pair[1]) {
        let found = format!("{} after {}", pair[1], pair[0]);
        return Err(Error::usage("the dates of a series ascend").found(found));
    }
    let counts = bands.iter().map(|band| band.areas.len()).chain([has_data.len()]);
    if let Some(wrong) = counts.into_iter().find(|count| *count != dates.len()) {
        return Err(Error::usage("a series says of each of its dates how large every area is")
            .found(format!("{wrong} for {} dates", dates.len())));
    }
    let mut areas = bands.iter().flat_map(|band| &band.areas);
    if let Some(wrong) = areas.find(|area| !area.0.is_finite()) {
        return Err(Error::usage("an area is a finite number").found(wrong));
    }
    let controls = bands.iter().filter_map(|band| match &band.name {
        AreaName::Control(control) => Some(control),
        AreaName::Overlaps | AreaName::Unclaimed => None,
    });
    check_actors(dataset, controls)?;
    Ok((first, last))
}

/// The headline of a dataset's chart.
fn title(page: &Page, dataset: &Dataset) -> String {
    let whole = &dataset.about.whole;
    if whole.is_empty() {
        wording::who_held_ground(page.language).to_owned()
    } else {
        wording::who_held(Some(whole.get(page.language)), page.language)
    }
}

/// The line under the headline.
fn period(page: &Page, first: Date, last: Date) -> String {
    let [first_day, last_day] = [first, last].map(|date| wording::date(date, page.language));
    if first == last {
        return first_day;
    }
    wording::period(&first_day, &last_day, page.language)
}

/// What is left of a column between what stands where lines begin and where they end.
fn between(page: &Page, column: &Rect, start: f32, end: f32) -> Rect {
    let before = if page.is_mirrored() { end } else { start };
    Rect { x: column.x + before, width: column.width - start - end, ..*column }
}
