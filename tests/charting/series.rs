//! Fifteen years of made-up ground: every kind of it, a side that vanishes, and two years without
//! data.

use controlmap::geometry::SquareKilometres;
use controlmap::map::{AreaBand, AreaName, AreaSeries};
use controlmap::model::{Date, Status};

use crate::bands::{control, day};

/// The ground of the actors of `bands::dataset`, in the order in which it is stacked.
pub fn series() -> AreaSeries {
    use Status::{Claimed, Contested, Held, Joint};
    let held = |actor| AreaName::Control(control(Held, &[actor]));
    let dates = [
        "2011-03-15",
        "2012-07-19",
        "2013-03-04",
        "2014-01-13",
        "2016-01-01",
        "2018-01-01",
        "2019-10-13",
        "2024-11-29",
        "2026-01-18",
        "2026-02-15",
    ];
    let mut series = of(
        &dates.map(day),
        vec![
            (held(0), vec![98., 84., 70., 52., 0., 61., 66., 71., 92., 92.]),
            (
                AreaName::Control(control(Contested, &[0, 2])),
                vec![0., 6., 9., 12., 0., 8., 5., 4., 0.4, 0.4],
            ),
            (held(2), vec![12., 20., 25., 24., 0., 12., 9., 0., 0., 0.]),
            (
                AreaName::Control(control(Joint, &[0, 1])),
                vec![0., 0., 0., 6., 0., 7., 9., 9., 3., 3.],
            ),
            (held(1), vec![0., 0., 6., 16., 0., 22., 21., 26., 15., 13.]),
            (
                AreaName::Control(control(Claimed, &[1])),
                vec![0., 0., 0., 0., 0., 0., 0., 4., 4., 6.],
            ),
            (AreaName::Overlaps, vec![0., 0., 2., 2., 0., 2., 3., 1.5, 1.5, 1.5]),
            (AreaName::Unclaimed, vec![10., 10., 8., 8., 0., 8., 7., 4.5, 4.1, 4.1]),
        ],
    );
    series.has_data[4] = false;
    series
}

/// A series of areas in thousands of square kilometres.
pub fn of(dates: &[Date], bands: Vec<(AreaName, Vec<f64>)>) -> AreaSeries {
    let band = |(name, thousands): (AreaName, Vec<f64>)| AreaBand {
        name,
        areas: thousands.iter().map(|it| SquareKilometres(it * 1000.0)).collect(),
    };
    AreaSeries {
        dates: dates.to_vec(),
        bands: bands.into_iter().map(band).collect(),
        has_data: vec![true; dates.len()],
    }
}
