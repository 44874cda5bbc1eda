//! `/area`: how much ground each side holds, on a date or through time.

use axum::response::Response;
use jiff::civil::Date;

use super::parameters;
use crate::compare::{Measuring, series_of};
use crate::model::Dataset;
use crate::report::area;
use crate::report::dates::{ANY_DATE, date_or_latest};
use crate::report::grounds::GroundNames;
use crate::report::period::{Period, Step};
use crate::serve::asked::Asked;
use crate::serve::problem::Problem;
use crate::serve::query::Query;
use crate::source::parse_date;
use crate::{Error, Result};

/// Dates that one request asks for at most: ten years of days.
const MOST_DATES: usize = 3_660;

/// How much ground each side holds.
pub(super) async fn area(mut asked: Asked) -> Result<Response, Problem> {
    let dataset = &asked.published.dataset;
    let language = parameters::language(&mut asked.query)?;
    let edges = parameters::edges(&mut asked.query)?;
    let by_region = parameters::by_region(&mut asked.query, dataset)?;
    let dates = dates(&mut asked.query, dataset)?;
    asked.query.end()?;
    let app = asked.app.clone();
    app.work(move || {
        let published = &asked.published;
        let dataset = &published.dataset;
        let measuring = Measuring { edges, by_region };
        let series = series_of(dataset, published.index.ledger(), &dates, measuring)?;
        let names = GroundNames { dataset, language };
        asked.tell("Areas", &area::json(&names, &series))
    })
    .await
}

/// The dates that a request is about: `date`, or `dates` and perhaps `every`, or `all`; else the last of
/// the data.
fn dates(query: &mut Query, dataset: &Dataset) -> Result<Vec<Date>, Problem> {
    let date = query.take("date", parse_date)?;
    let period: Option<Period> = query.take("dates", str::parse)?;
    let every: Option<Step> = query.take("every", str::parse)?;
    let all = parameters::switch(query, "all")?.unwrap_or(false);
    let dates =
        match (date, period, all) {
            (None, None, true) if dataset.dates.is_empty() => vec![ANY_DATE],
            (None, None, true) => dataset.dates.clone(),
            (None, Some(period), false) => {
                within(dataset, period.dates(every.unwrap_or(Step::Days(1)))?)?
            }
            (date, None, false) => {
                let date = date_or_latest(date, dataset);
                dataset.on(date).map(|_| vec![date])?
            }
            _ => Err(Error::usage("dates are given in several ways")
                .hint("give one of date, dates and all"))?,
        };
    if every.is_some() && period.is_none() {
        let error = Error::usage("there is a step without dates");
        return Err(error
            .hint("every belongs to dates, as in dates=2026-01-01..2026-02-01")
            .into());
    }
    if dates.len() > MOST_DATES {
        return Err(Error::limit(format!("one request is about {MOST_DATES} dates at most"))
            .found(dates.len())
            .hint("take a longer step, such as every=1m")
            .into());
    }
    Ok(dates)
}

/// Dates, if there is data on any of them.
fn within(dataset: &Dataset, dates: Vec<Date>) -> Result<Vec<Date>> {
    let Some(first) = dates.first() else { return Ok(dates) };
    let error = dataset.on(*first).err();
    match error.filter(|_| !dates.iter().any(|date| dataset.on(*date).is_ok())) {
        Some(error) => Err(error),
        None => Ok(dates),
    }
}
