//! Charts of what maps show, through time: who held places, and how large the ground of each side
//! was.

mod areas;
mod axis;
mod history;
mod steps;

pub(super) use areas::Strip;
pub use areas::{AreaBand, AreaName, AreaSeries, area_chart};
pub use history::{Band, BandSpan, history_chart};

use super::compose::PAGE_SIDES;
use super::furniture::legend::Legend;
use super::page::Page;
use super::theme::Theme;
use crate::model::{Control, Dataset, Language};
use crate::{Error, Result};

/// How a chart is to look. Its height follows from what it shows.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartOptions {
    /// Width of the page in page pixels.
    pub width: u32,
    /// The language it is lettered in.
    pub language: Language,
    /// Headline instead of the chart's own.
    pub title: Option<String>,
    /// Colours and line widths.
    pub theme: Theme,
}

impl Default for ChartOptions {
    fn default() -> Self {
        Self { width: 1600, language: Language::default(), title: None, theme: Theme::default() }
    }
}

/// Height of a page whose text is as large as that of a chart, by its width.
const LIKENESS: f32 = 0.75;
/// Widths in ems beyond which names in the legend are broken, the best first.
const LEGEND_NAMES: [f32; 4] = [30.0, 24.0, 18.0, 14.0];

fn check_width(options: &ChartOptions) -> Result<()> {
    let (least, most) = PAGE_SIDES;
    if !(least..=most).contains(&options.width) {
        let range = format!("a chart is between {least} and {most} pixels wide");
        return Err(Error::usage(range).found(options.width));
    }
    Ok(())
}

fn check_actors<'a>(
    dataset: &Dataset,
    controls: impl IntoIterator<Item = &'a Control>,
) -> Result<()> {
    let actors = controls.into_iter().flat_map(|control| &control.claimants);
    let stranger = actors.into_iter().find(|actor| usize::from(actor.0) >= dataset.actors.len());
    stranger.map_or(Ok(()), |actor| {
        Err(Error::usage("the actors of a chart are those of its dataset")
            .found(format!("number {}", actor.0)))
    })
}

/// Of the legends made with names of several widths the one that takes the least height on a page
/// of such a width, and that height.
fn least_legend(page: &Page, width: f32, make: impl Fn(f32) -> Legend) -> (Legend, f32) {
    let [first, others @ ..] = LEGEND_NAMES.map(|name_width| {
        let legend = make(name_width);
        let size = legend.band_size(page, width);
        (legend, size)
    });
    let cost = |(_, (wide, high)): &(Legend, (f32, f32))| ((wide - width).max(0.0), *high);
    let cheaper = |best, it| if cost(&it) < cost(&best) { it } else { best };
    let (best, (_, height)) = others.into_iter().fold(first, cheaper);
    (best, height)
}
