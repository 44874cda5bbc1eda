//! Who held the ground of many events.

use serde_json::{Value, json};

use super::facts::Facts;
use super::operation::{Content, Group, Operation, Parameter};
use super::parameters::{day, text};

/// The kinds of media that events come in, and go out in.
const KINDS: [&str; 4] =
    ["application/x-ndjson", "text/csv", "text/tab-separated-values", "application/geo+json"];

/// The operations.
pub(super) fn all(_: &Facts) -> Vec<Operation> {
    let kinds = || KINDS.map(Content::text).into_iter().collect();
    let column = |name, what: &str| {
        let description = format!("The column with the {what}, where its name does not say so");
        Parameter::query(name, name_of_column(), description)
    };
    let format = json!({ "type": "string", "enum": ["ndjson", "csv", "tsv", "geojson"] });
    let prefix = json!({ "type": "string", "maxLength": 120, "default": "control" });
    let switch = |is_on: bool| json!({ "type": "boolean", "default": is_on });
    vec![Operation {
        path: "/join",
        method: "post",
        id: "join",
        group: Group::Answers,
        summary: "Who held the ground of each of many events",
        description: "Takes events and sends each back as it was with who held its ground that \
                      day, as they come: neither side needs to hold them all, but who sends all \
                      before reading may. A row that can't be answered has the reason beside it. \
                      Values of a table have commas between them, or semicolons, tabs or bars where \
                      the header has more of those. The body may be packed by gzip or zstd. To who \
                      says `TE: trailers`, the trailers `Controlmap-Joined` and \
                      `Controlmap-Unanswered` count the rows. What is wrong before the first answer has \
                      a status of its own. After it, as where a feature collection is cut off or a \
                      limit is reached, the status is 200 already: the last line is then \
                      `{\"problem\": {…}}`, whatever the format, and the connection is broken off \
                      without the chunk that ends a whole body, which clients report as an error \
                      (curl: exit code 18)."
            .to_owned(),
        parameters: vec![
            Parameter::query(
                "format",
                format,
                "The format of the events; else their kind of media",
            ),
            column("lon_column", "longitude"),
            column("lat_column", "latitude"),
            column("date_column", "date"),
            Parameter::query("date", day(), "The date of all events"),
            column("geo_precision_column", "code of how well the place is known"),
            column("time_precision_column", "code of how well the date is known"),
            Parameter::query(
                "geo_precision_km",
                text(),
                "How far from its place an event of each code may have been: 1=0,2=25",
            ),
            Parameter::query(
                "time_precision_days",
                text(),
                "How many days from its date an event of each code may have been: 1=0,2=3",
            ),
            Parameter::query("prefix", prefix, "What the names of the new columns begin with"),
            Parameter::query("front_km", switch(true), "Measures how far the nearest front is"),
            Parameter::query("strict", switch(false), "Stops at the first row that has no answer"),
        ],
        body: kinds(),
        answers: kinds(),
        problems: &[400, 404, 413, 415, 500, 503, 504],
        example: String::new(),
    }]
}

fn name_of_column() -> Value {
    json!({ "type": "string", "maxLength": 120 })
}
