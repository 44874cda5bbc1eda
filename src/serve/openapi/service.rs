//! What the server is: the first page, the reference, what standards are kept, whether it is well.

use serde_json::json;

use super::OPENAPI;
use super::facts::Facts;
use super::operation::{Content, Group, Operation};
use super::parameters::{form, version};

const PROBLEMS: &[u16] = &[400, 404, 500];

/// The operations.
pub(super) fn all(_: &Facts) -> Vec<Operation> {
    let operation = |path, id, summary, description: &str, answers, example: &str| Operation {
        problems: PROBLEMS,
        ..Operation::get(
            Group::Service,
            [path, id, summary],
            description,
            vec![form()],
            answers,
            example,
        )
    };
    vec![
        operation(
            "/",
            "getLandingPage",
            "What there is",
            "Where everything else is found. A browser that asks without `f` gets the map.",
            Content::page_of("application/json", "landingPage"),
            "/?f=html",
        ),
        operation(
            "/api",
            "getApi",
            "This reference",
            "What can be asked, as OpenAPI 3.0.",
            vec![
                Content { media: OPENAPI, schema: json!({ "type": "object" }) },
                Content::text("text/html"),
            ],
            "/api",
        ),
        operation(
            "/conformance",
            "getConformance",
            "Which standards are kept",
            "The conformance classes of OGC's standards that the server keeps.",
            Content::page_of("application/json", "confClasses"),
            "/conformance",
        ),
        operation(
            "/health",
            "getHealth",
            "Whether the server is well",
            "Whether the server answers, and from what.",
            Content::page_of("application/json", "health"),
            "/health",
        ),
        Operation {
            parameters: vec![version()],
            ..operation(
                "/page/data.json",
                "getPageData",
                "What the map in the browser shows",
                "Title, dates, actors, areas through time and places: all that the page asks for but tiles.",
                vec![Content { media: "application/json", schema: json!({ "type": "object" }) }],
                "/page/data.json",
            )
        },
    ]
}
