//! What the answers about the server itself are made of.

use serde_json::json;

use super::{Schemas, count, like, list, maybe_text, object, text};

pub(super) fn all() -> Schemas {
    let problem = object(
        [
            ("type", text()),
            ("title", text()),
            ("status", json!({ "type": "integer", "minimum": 400, "maximum": 599 })),
            ("detail", text()),
        ],
        [],
    );
    let link = object(
        [("href", text()), ("rel", text())],
        [("type", text()), ("title", text()), ("hreflang", text()), ("length", count())],
    );
    let source = object([("title", text()), ("url", text()), ("license", text())], []);
    let landing = object(
        [("links", list(like("link")))],
        [
            ("title", text()),
            ("description", text()),
            ("attribution", text()),
            ("sources", list(like("source"))),
        ],
    );
    let conformance = object([("conformsTo", list(text()))], []);
    let health = object(
        [("status", text()), ("program", text()), ("data", text())],
        [("reload_error", maybe_text())],
    );
    vec![
        ("problem", problem),
        ("link", link),
        ("source", source),
        ("landingPage", landing),
        ("confClasses", conformance),
        ("health", health),
    ]
}
