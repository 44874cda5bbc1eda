//! The bands that are drawn, one upon the other, and the stretches of days on which they stay alike.

use super::{AreaName, AreaSeries};
use crate::map::naming::names_by_length;
use crate::map::page::Page;
use crate::map::scene::Paint;
use crate::map::wording::{self, Symbol};
use crate::model::{Dataset, Date};

/// With more bands than this, the smallest become one.
const MOST_BANDS: usize = 12;

/// Bands one upon the other, the first at the bottom.
#[derive(Debug)]
pub(super) struct Stack<'a> {
    /// The bands that have ground on some date.
    pub(super) bands: Vec<Band<'a>>,
    /// The days on which something changes, each until the next.
    pub(super) beginnings: Vec<Date>,
    /// Whether there is data from then on.
    pub(super) has_data: Vec<bool>,
}

/// A band of a stack.
#[derive(Debug)]
pub(super) struct Band<'a> {
    what: What<'a>,
    /// Square kilometres from each beginning on; nought where there is no data.
    pub(super) areas: Vec<f64>,
}

/// What a band shows.
#[derive(Debug, Clone, Copy)]
enum What<'a> {
    One(&'a AreaName),
    /// So many of the smallest together.
    Others(usize),
}

impl<'a> Stack<'a> {
    /// The stack of a series: without bands that never have ground, with the smallest of too many
    /// summed, and without dates on which nothing changes.
    pub(super) fn of(series: &'a AreaSeries) -> Self {
        let bands = series.bands.iter().map(|band| Band {
            what: What::One(&band.name),
            areas: band.areas.iter().zip(&series.has_data).map(measured).collect(),
        });
        let bands = few(bands.filter(|band| band.peak() > 0.0).collect());
        let mut stack = Self { bands, beginnings: Vec::new(), has_data: Vec::new() };
        let changes: Vec<usize> =
            (0..series.dates.len()).filter(|&at| stack.changes(series, at)).collect();
        stack.beginnings = changes.iter().map(|&at| series.dates[at]).collect();
        stack.has_data = changes.iter().map(|&at| series.has_data[at]).collect();
        for band in &mut stack.bands {
            band.areas = changes.iter().map(|&at| band.areas[at]).collect();
        }
        stack
    }

    fn changes(&self, series: &AreaSeries, at: usize) -> bool {
        at == 0
            || series.has_data[at] != series.has_data[at - 1]
            || self.bands.iter().any(|band| band.areas[at] != band.areas[at - 1])
    }

    /// The largest area of all bands together.
    pub(super) fn peak(&self) -> f64 {
        let totals = (0..self.beginnings.len())
            .map(|at| self.bands.iter().map(|band| band.areas[at]).sum::<f64>());
        totals.fold(0.0, f64::max)
    }
}

/// An area that can be drawn: differences that should be nought may be a little less.
fn measured((area, has_data): (&crate::geometry::SquareKilometres, &bool)) -> f64 {
    if *has_data { area.0.max(0.0) } else { 0.0 }
}

/// The bands with the smallest of too many summed above the others.
fn few(bands: Vec<Band>) -> Vec<Band> {
    if bands.len() <= MOST_BANDS {
        return bands;
    }
    let mut ranked: Vec<usize> = (0..bands.len()).collect();
    // The sort is stable: of equals the first stay.
    ranked.sort_by(|a, b| bands[*b].peak().total_cmp(&bands[*a].peak()));
    let largest = &ranked[..MOST_BANDS - 1];
    let (large, small): (Vec<_>, Vec<_>) =
        bands.into_iter().enumerate().partition(|(index, _)| largest.contains(index));
    let [large, small] = [large, small].map(|bands: Vec<(usize, Band)>| {
        bands.into_iter().map(|(_, band)| band).collect::<Vec<Band>>()
    });
    let sum = |at: usize| small.iter().map(|band| band.areas[at]).sum();
    let dates = small.first().map_or(0, |band| band.areas.len());
    let others = Band { what: What::Others(small.len()), areas: (0..dates).map(sum).collect() };
    large.into_iter().chain([others]).collect()
}

impl Band<'_> {
    /// The area on the last date.
    pub(super) fn last(&self) -> f64 {
        self.areas.last().copied().unwrap_or_default()
    }

    /// The area on the last date with its unit; nothing where there is none.
    pub(super) fn last_figure(&self, page: &Page) -> Option<String> {
        let figure = wording::area(self.last(), page.language);
        (self.last() > 0.0).then(|| wording::square_kilometres_of(&figure, page.language))
    }

    fn peak(&self) -> f64 {
        self.areas.iter().copied().fold(0.0, f64::max)
    }

    /// What the band may be called, the fullest name first.
    pub(super) fn names(&self, page: &Page, dataset: &Dataset) -> Vec<String> {
        let language = page.language;
        match self.what {
            What::One(AreaName::Control(control)) => {
                names_by_length(dataset, control, language).into()
            }
            What::One(AreaName::Overlaps) => vec![wording::overlaps(language).to_owned()],
            What::One(AreaName::Unclaimed) => {
                vec![wording::symbol(Symbol::Unmapped, language).to_owned()]
            }
            What::Others(count) => vec![wording::others(count, language)],
        }
    }

    /// The paints of the band, one upon the other: those of its ground on the map.
    pub(super) fn paints(&self, page: &Page, dataset: &Dataset) -> Vec<Paint> {
        match self.what {
            What::One(AreaName::Control(control)) => page.ground(dataset, control),
            What::One(AreaName::Overlaps) => {
                page.theme.overlaps().into_iter().map(|paint| page.paint(paint)).collect()
            }
            What::One(AreaName::Unclaimed) => vec![Paint::Solid(page.theme.colors.land)],
            What::Others(_) => vec![Paint::Solid(page.theme.colors.others)],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::SquareKilometres;
    use crate::map::chart::areas::AreaBand;
    use crate::model::{ActorId, Control, Status};

    fn series(rows: &[&[f64]]) -> AreaSeries {
        let band = |(actor, areas): (usize, &&[f64])| AreaBand {
            name: AreaName::Control(Control::new(Status::Held, [ActorId(actor as u16)])),
            areas: areas.iter().copied().map(SquareKilometres).collect(),
        };
        let count = rows[0].len();
        let day = |index: usize| Date::new(2026, 1, index as i8 + 1).expect("a date");
        AreaSeries {
            dates: (0..count).map(day).collect(),
            bands: rows.iter().enumerate().map(band).collect(),
            has_data: vec![true; count],
        }
    }

    #[test]
    fn dates_without_change_are_merged_and_bands_without_ground_left_out() {
        let series = series(&[&[5.0, 5.0, 4.0, 4.0, 4.0], &[1.0, 1.0, 1.0, 1.0, 2.0], &[-1e-9; 5]]);
        let stack = Stack::of(&series);
        let days: Vec<i8> = stack.beginnings.iter().map(|date| date.day()).collect();
        assert_eq!(days, [1, 3, 5]);
        assert_eq!(stack.bands.len(), 2);
        assert_eq!(stack.bands[1].areas, [1.0, 1.0, 2.0]);
        assert_eq!(stack.peak(), 6.0);
    }

    #[test]
    fn the_smallest_of_many_bands_are_summed() {
        let rows: Vec<[f64; 1]> = (0..15).map(|index| [f64::from(index % 5 + 1)]).collect();
        let rows: Vec<&[f64]> = rows.iter().map(|row| &row[..]).collect();
        let series = series(&rows);
        let stack = Stack::of(&series);
        assert_eq!(stack.bands.len(), MOST_BANDS);
        let last = stack.bands.last().expect("bands");
        assert!(matches!(last.what, What::Others(4)), "{last:?}");
        assert_eq!(last.areas, [1.0 + 1.0 + 1.0 + 2.0]);
        assert_eq!(stack.bands[10].areas, [5.0], "the last of the large ones stays");
        assert_eq!(stack.peak(), 45.0);
    }
}
