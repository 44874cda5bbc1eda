//! What answers are made of.

mod answers;
mod features;
mod service;

use serde_json::{Map, Value, json};

/// All components.
pub(super) fn all() -> Value {
    let rooms = [service::all(), features::all(), answers::all()];
    let mut all = Map::new();
    for (name, schema) in rooms.into_iter().flatten() {
        all.insert(name.to_owned(), schema);
    }
    Value::Object(all)
}

/// Components by their names.
type Schemas = Vec<(&'static str, Value)>;

/// An object: members that it always has, and such that it may have.
fn object<const N: usize, const M: usize>(
    always: [(&str, Value); N],
    sometimes: [(&str, Value); M],
) -> Value {
    let required: Vec<&str> = always.iter().map(|(name, _)| *name).collect();
    let members = always.into_iter().chain(sometimes);
    let properties: Map<String, Value> = members.map(|(name, it)| (name.to_owned(), it)).collect();
    let mut object = json!({ "type": "object", "properties": properties });
    // A list of required members must not be empty.
    if let (false, Some(object)) = (required.is_empty(), object.as_object_mut()) {
        object.insert("required".to_owned(), json!(required));
    }
    object
}

/// A list of what a schema says.
fn list(of: Value) -> Value {
    json!({ "type": "array", "items": of })
}

/// What another component says.
fn like(component: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{component}") })
}

/// What another component says, or nothing.
fn maybe(component: &str) -> Value {
    json!({ "nullable": true, "allOf": [like(component)] })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn maybe_text() -> Value {
    json!({ "type": "string", "nullable": true })
}

fn maybe_date() -> Value {
    json!({ "type": "string", "format": "date", "nullable": true })
}

fn number() -> Value {
    json!({ "type": "number" })
}

fn maybe_number() -> Value {
    json!({ "type": "number", "nullable": true })
}

fn count() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

fn truth() -> Value {
    json!({ "type": "boolean" })
}
