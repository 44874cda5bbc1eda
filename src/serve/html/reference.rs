//! The reference of what can be asked, for people.

use std::fmt::Write;

use serde_json::Value;

use super::escaped;
use super::shell::Shell;
use crate::serve::asked::Asked;
use crate::serve::openapi::{Content, Group, Operation, Parameter};

/// The page that describes some operations.
pub(in crate::serve) fn reference(asked: &Asked, operations: &[Operation]) -> String {
    let shell = Shell::of(asked, "Reference");
    let mut html = String::from(
        "<p class=\"lead\">Everything that the server answers. The same comes as \
         <a href=\"?f=json\">OpenAPI 3.0</a> for programs.</p><nav class=\"contents\" aria-label=\"Contents\">",
    );
    for group in Group::ALL {
        let _ = write!(html, "<section><h2>{}</h2><ul>", group.name());
        for operation in operations.iter().filter(|it| it.group == group) {
            // Long paths may break where a segment begins.
            let path = escaped(operation.path).replace('/', "<wbr>/");
            let _ = write!(html, "<li><a href=\"#{}\"><code>{path}</code></a></li>", operation.id);
        }
        html.push_str("</ul></section>");
    }
    html.push_str("</nav>");
    for group in Group::ALL {
        let (name, description) = (group.name(), escaped(group.description()));
        let _ = write!(
            html,
            "<section class=\"group\"><h2>{name}</h2><p class=\"note\">{description}</p>"
        );
        for operation in operations.iter().filter(|it| it.group == group) {
            html.push_str(&described(&shell, operation));
        }
        html.push_str("</section>");
    }
    shell.page(&html)
}

fn described(shell: &Shell, operation: &Operation) -> String {
    let Operation { id, path, summary, description, .. } = operation;
    let mut html = format!(
        "<article id=\"{id}\"><h3><span class=\"method\">{}</span> <code>{}</code></h3><p><strong>{}.</strong> {}</p>",
        operation.method.to_uppercase(),
        escaped(path),
        escaped(summary),
        marked(description)
    );
    if !operation.parameters.is_empty() {
        html.push_str(
            "<div class=\"wide\"><table><thead><tr><th scope=\"col\">Parameter</th><th scope=\"col\">Values</th>\
             <th scope=\"col\">Meaning</th></tr></thead><tbody>",
        );
        html.extend(operation.parameters.iter().map(row));
        html.push_str("</tbody></table></div>");
    }
    let _ = write!(html, "<p class=\"note\">Answers with {}</p>", media(&operation.answers));
    if !operation.body.is_empty() {
        let _ = write!(html, "<p class=\"note\">Reads {}</p>", media(&operation.body));
    }
    if !operation.example.is_empty() {
        let to = shell.way(operation.example.trim_start_matches('/'));
        let (to, words) = (escaped(&to), escaped(&operation.example));
        let _ = write!(html, "<p class=\"try\">Try <a href=\"{to}\"><code>{words}</code></a></p>");
    }
    html.push_str("</article>");
    html
}

fn row(parameter: &Parameter) -> String {
    let need = if parameter.is_required { " <span class=\"need\">required</span>" } else { "" };
    let mut values = values(&parameter.schema);
    if let Some(example) = &parameter.example {
        let _ =
            write!(values, "<br><span class=\"note\">such as {}</span>", escaped(&short(example)));
    }
    format!(
        "<tr><td><code>{}</code>{need}</td><td>{values}</td><td>{}</td></tr>",
        escaped(parameter.name),
        marked(&parameter.description)
    )
}

/// What values a schema takes, in words.
fn values(schema: &Value) -> String {
    let standard = schema.get("default").map(short);
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        let words = words.iter().map(|word| {
            let word = short(word);
            let mark = if standard.as_ref() == Some(&word) { " (default)" } else { "" };
            format!("<code>{}</code>{mark}", escaped(&word))
        });
        return words.collect::<Vec<_>>().join(", ");
    }
    let kind = schema.get("format").or(schema.get("type")).map(short).unwrap_or_default();
    let limit = |name: &str| schema.get(name).map(short);
    let range = match (limit("minimum"), limit("maximum")) {
        (Some(least), Some(most)) => format!(", {least} to {most}"),
        (Some(least), None) => format!(", {least} or more"),
        _ => String::new(),
    };
    let standard = standard.map(|it| format!(", default {it}")).unwrap_or_default();
    escaped(&format!("{kind}{range}{standard}"))
}

/// A plain value as it is written in an address.
fn short(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(short).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

fn media(contents: &[Content]) -> String {
    let kinds = contents.iter().map(|it| format!("<code>{}</code>", escaped(it.media)));
    kinds.collect::<Vec<_>>().join(", ")
}

/// Text in which what stands between backticks is code.
fn marked(text: &str) -> String {
    let mut html = String::new();
    for (index, part) in text.split('`').enumerate() {
        let part = escaped(part);
        html.push_str(&if index % 2 == 1 { format!("<code>{part}</code>") } else { part });
    }
    html
}
