//! Resources for people to read in a browser.

use serde_json::Value;

use super::asked::Asked;

/// A page that shows a resource.
pub(super) fn page(asked: &Asked, title: &str, resource: &Value) -> String {
    let json = serde_json::to_string_pretty(resource).unwrap_or_default();
    let (title, json) = (escaped(title), escaped(&json));
    let home = escaped(&asked.base.link("/"));
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{title}</title>\
         <a href=\"{home}\">controlmap</a><h1>{title}</h1><pre>{json}</pre></html>"
    )
}

/// Text as it may stand in HTML, in an attribute too.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
