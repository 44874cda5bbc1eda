//! Who held the ground of many events.

use super::facts::Facts;
use super::operation::{Content, Group, Operation, Parameter};
use super::parameters::{day, text};

/// The operations.
pub(super) fn all(_: &Facts) -> Vec<Operation> {
    let kinds = || ["application/x-ndjson", "text/csv"].map(Content::text).into_iter().collect();
    let column = |name, what: &str| {
        Parameter::query(
            name,
            text(),
            format!("The column with the {what}, where its name does not say so"),
        )
    };
    vec![Operation {
        path: "/join",
        method: "post",
        id: "join",
        group: Group::Answers,
        summary: "Who held the ground of each of many events",
        description: "Takes events, one a line, and sends each back as it was with who held its \
                      ground that day, as they come: neither side needs to hold them all. A row \
                      that can't be answered has the reason beside it. Where the answer is broken \
                      off, its last line says why under `problem`."
            .to_owned(),
        parameters: vec![
            column("lon_column", "longitude"),
            column("lat_column", "latitude"),
            column("date_column", "date"),
            Parameter::query("date", day(), "The date of all events"),
        ],
        body: kinds(),
        answers: kinds(),
        problems: &[400, 404, 413, 415, 500, 503, 504],
        example: String::new(),
    }]
}
