//! `/compare`: what changed from one date to another.

use axum::response::Response;

use super::{ground, parameters, wants_ground};
use crate::compare::{Comparing, Measuring};
use crate::geometry::Kilometres;
use crate::report::comparison::{Told, collection, data};
use crate::report::grounds::GroundNames;
use crate::serve::asked::Asked;
use crate::serve::problem::Problem;
use crate::source::parse_date;
use crate::{Error, Result};

/// Metres below which a changed piece is a sliver, unless said otherwise; as the command has it.
const SLIVER_WIDTH: f64 = 50.0;

/// What changed.
pub(super) async fn compare(mut asked: Asked) -> Result<Response, Problem> {
    let language = parameters::language(&mut asked.query)?;
    let edges = parameters::edges(&mut asked.query)?;
    let by_region = parameters::by_region(&mut asked.query, &asked.published.dataset)?;
    let width = asked.query.take("sliver_width", metres)?.unwrap_or(SLIVER_WIDTH);
    let dates = [asked.query.take("from", parse_date)?, asked.query.take("to", parse_date)?];
    let patches = parameters::switch(&mut asked.query, "patches")?;
    let is_ground = patches.unwrap_or_else(|| wants_ground(&asked));
    asked.query.end()?;
    let [Some(from), Some(to)] = dates else {
        return Err(Error::usage("a date is missing")
            .hint("two dates are compared, as in from=2025-12-31&to=2026-01-27")
            .into());
    };
    if by_region && is_ground {
        return Err(Error::usage("changed ground as GeoJSON is not divided by region")
            .hint("leave out `by`, or `patches` and `f=geojson`")
            .into());
    }
    let how = Comparing {
        measuring: Measuring { edges, by_region },
        sliver_width: Kilometres(width / 1000.0),
    };
    let app = asked.app.clone();
    app.work(move || {
        let published = &asked.published;
        let names = GroundNames { dataset: &published.dataset, language };
        let told = Told::of(names, [from, to], how, published.breaks())?;
        if is_ground {
            return ground(&asked, collection(&told.names, &told.comparison.patches)?);
        }
        asked.tell("What changed", &data::of(&told))
    })
    .await
}

fn metres(text: &str) -> Result<f64> {
    let number: Option<f64> = text.parse().ok();
    number.filter(|number| *number >= 0.0 && number.is_finite()).ok_or_else(|| {
        Error::usage("a sliver's width is a number of metres, 0 or more")
            .found(parameters::beginning(text))
    })
}
