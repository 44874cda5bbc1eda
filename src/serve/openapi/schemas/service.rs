//! What the answers about the server itself are made of.

use serde_json::{Value, json};

use super::{Schemas, count, like, list, object, text};

/// A schema with what it stands for, in a sentence.
fn described(mut schema: Value, what: &str) -> Value {
    if let Some(members) = schema.as_object_mut() {
        members.insert("description".to_owned(), what.into());
    }
    schema
}

fn instant() -> Value {
    json!({ "type": "string", "format": "date-time" })
}

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
    let source = object([("title", text()), ("license", text())], [("url", text())]);
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
        [
            ("status", described(text(), "`ok`: a server that answers is well")),
            ("program", described(text(), "The version of the program")),
            ("data", described(text(), "The version of the data, which `v` in addresses names")),
            ("loaded", described(instant(), "When that data was loaded")),
        ],
        [("reload_error", described(text(), "Why newer data on the disk is not published"))],
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
