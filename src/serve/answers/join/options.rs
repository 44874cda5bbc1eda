//! What a request says of its events.

use axum::http::{HeaderMap, StatusCode, header};

use crate::Error;
use crate::join::{Caller, ColumnNames, Format, Options, Scale};
use crate::serve::ServeLimits;
use crate::serve::answers::parameters::{beginning, switch};
use crate::serve::problem::Problem;
use crate::serve::query::Query;
use crate::source::parse_date;

/// Bytes that are answered at a time, where they come fast enough.
const BLOCK: usize = 1 << 18;
/// Letters that a column's name, or what new ones begin with, has at most.
const LONGEST_NAME: usize = 120;

/// A form of events, and its kind of media.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    pub format: Format,
    pub media: &'static str,
}

const NDJSON: Form = Form { format: Format::Ndjson, media: "application/x-ndjson" };
const CSV: Form = Form { format: Format::Csv, media: "text/csv; charset=utf-8" };
const TSV: Form = Form { format: Format::Tsv, media: "text/tab-separated-values; charset=utf-8" };
const GEOJSON: Form = Form { format: Format::GeoJson, media: "application/geo+json" };

/// The form of a request's events: what `format` says, else its kind of media.
///
/// # Errors
///
/// When that is none of those that are read.
pub(super) fn form(query: &mut Query, headers: &HeaderMap) -> Result<Form, Problem> {
    let named = query.take("format", |name| match name {
        "ndjson" => Ok(NDJSON),
        "csv" => Ok(CSV),
        "tsv" => Ok(TSV),
        "geojson" => Ok(GEOJSON),
        _ => Err(Error::usage("events come as ndjson, csv, tsv or geojson").found(beginning(name))),
    })?;
    if let Some(form) = named {
        return Ok(form);
    }
    let media = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media = media.and_then(|media| media.split(';').next()).unwrap_or_default().trim();
    match media.to_ascii_lowercase().as_str() {
        "application/x-ndjson"
        | "application/ndjson"
        | "application/jsonl"
        | "application/x-jsonlines" => Ok(NDJSON),
        "text/csv" => Ok(CSV),
        "text/tab-separated-values" => Ok(TSV),
        "application/geo+json" | "application/json" => Ok(GEOJSON),
        _ => Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "events come as application/x-ndjson, text/csv, text/tab-separated-values or \
             application/geo+json\nhint: say so by Content-Type, or by format=ndjson, csv, tsv or \
             geojson",
        )),
    }
}

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
