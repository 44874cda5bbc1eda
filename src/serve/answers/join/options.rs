//! What a request says of its events.

use crate::Error;
use crate::join::{Caller, ColumnNames, Format, Options, Scale};
use crate::serve::ServeLimits;
use crate::serve::answers::parameters::switch;
use crate::serve::problem::Problem;
use crate::serve::query::Query;
use crate::source::parse_date;

/// Bytes that are answered at a time, where they come fast enough.
const BLOCK: usize = 1 << 18;
/// Letters that a column's name, or what new ones begin with, has at most.
const LONGEST_NAME: usize = 120;

/// How events are read and answered; named as the flags of `controlmap join` are.
///
/// # Errors
///
/// When a parameter can't be read, or is given without the one that it belongs to.
pub(super) fn take(
    query: &mut Query,
    format: Format,
    limits: &ServeLimits,
) -> Result<Options, Problem> {
    let default = Options::default();
    let columns = ColumnNames {
        lon: name(query, "lon_column")?,
        lat: name(query, "lat_column")?,
        date: name(query, "date_column")?,
        geo_precision: name(query, "geo_precision_column")?,
        time_precision: name(query, "time_precision_column")?,
    };
    let date = query.take("date", parse_date)?;
    if date.is_some() && columns.date.is_some() {
        return Err(Error::usage("the date is given twice")
            .hint("leave out date or date_column")
            .into());
    }
    let kilometres: Option<Scale> = query.take("geo_precision_km", str::parse)?;
    let days: Option<Scale> = query.take("time_precision_days", str::parse)?;
    for (is_given, has_column, which) in [
        (kilometres.is_some(), columns.geo_precision.is_some(), "geo_precision_column"),
        (days.is_some(), columns.time_precision.is_some(), "time_precision_column"),
    ] {
        if is_given && !has_column {
            return Err(Error::usage("a scale has no column")
                .hint(format!("name it by {which}"))
                .into());
        }
    }
    Ok(Options {
        format,
        columns,
        date,
        geo_precision: kilometres.unwrap_or(default.geo_precision),
        time_precision: days.unwrap_or(default.time_precision),
        prefix: name(query, "prefix")?.unwrap_or(default.prefix),
        measures_fronts: switch(query, "front_km")?.unwrap_or(true),
        is_strict: switch(query, "strict")?.unwrap_or(false),
        block_size: BLOCK,
        is_live: true,
        most_rows: limits.join_rows,
        caller: Caller::Request,
    })
}

fn name(query: &mut Query, which: &'static str) -> Result<Option<String>, Problem> {
    query.take(which, |text| match text.chars().nth(LONGEST_NAME) {
        Some(_) => Err(Error::limit(format!("a name has {LONGEST_NAME} letters at most"))),
        None => Ok(text.to_owned()),
    })
}
