//! In which form the events of a request come.

use axum::http::{HeaderMap, HeaderName, StatusCode, header};

use crate::Error;
use crate::join::Format;
use crate::serve::answers::parameters::beginning;
use crate::serve::problem::Problem;
use crate::serve::query::Query;

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
/// When that is none of those that are read, or the events are packed in a way that is not unpacked.
pub(super) fn of(query: &mut Query, headers: &HeaderMap) -> Result<Form, Problem> {
    let named = query.take("format", |name| match name {
        "ndjson" => Ok(NDJSON),
        "csv" => Ok(CSV),
        "tsv" => Ok(TSV),
        "geojson" => Ok(GEOJSON),
        _ => Err(Error::usage("events come as ndjson, csv, tsv or geojson").found(beginning(name))),
    })?;
    let media = words(headers, header::CONTENT_TYPE, ';').into_iter().next().unwrap_or_default();
    if media == "multipart/form-data" {
        return Err(unread(
            "events are sent as they are, not as a part of a form\nhint: curl does so by \
             --data-binary @FILE instead of -F, with -H 'Content-Type: text/csv' for a table",
        ));
    }
    let mut packing = words(headers, header::CONTENT_ENCODING, ',');
    packing.retain(|it| !it.is_empty() && it != "identity");
    // Which of them it is, their first bytes say.
    if !matches!(
        packing.iter().map(String::as_str).collect::<Vec<_>>()[..],
        [] | ["gzip" | "x-gzip" | "zstd"]
    ) {
        return Err(unread(
            "events come as they are, or packed once by gzip or zstd; the request's Content-Encoding \
             is another\nhint: send them as they are",
        ));
    }
    if let Some(form) = named {
        return Ok(form);
    }
    match media.as_str() {
        "application/x-ndjson"
        | "application/ndjson"
        | "application/jsonl"
        | "application/x-jsonlines" => Ok(NDJSON),
        "text/csv" => Ok(CSV),
        "text/tab-separated-values" => Ok(TSV),
        "application/geo+json" | "application/json" => Ok(GEOJSON),
        _ => Err(unread(
            "events come as application/x-ndjson, text/csv, text/tab-separated-values or \
             application/geo+json\nhint: say so by Content-Type, or by format=ndjson, csv, tsv or \
             geojson; curl sends a file as it is by --data-binary @FILE",
        )),
    }
}

/// Whether the client reads what comes after the end of an answer.
pub(super) fn takes_trailers(headers: &HeaderMap) -> bool {
    words(headers, header::TE, ',').contains(&"trailers".to_owned())
}

/// What a header says, in small letters.
fn words(headers: &HeaderMap, name: HeaderName, between: char) -> Vec<String> {
    let values = headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
    let words = values.flat_map(|value| value.split(between));
    words.map(|it| it.trim().to_ascii_lowercase()).collect()
}

fn unread(detail: &str) -> Problem {
    Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail)
}
