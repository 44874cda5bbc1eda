//! What features of a collection look like, as JSON Schema.

use serde_json::{Map, Value as Json, json};

use super::collection::{Collection, Geometry};
use super::property::{Kind, Property};
use crate::model::{Dataset, Status};

/// What a schema is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// What may stand in filters.
    Queryables,
    /// What features say.
    Features,
}

/// The schema of a collection at an address.
pub(super) fn schema(
    collection: Collection,
    dataset: &Dataset,
    purpose: Purpose,
    address: &str,
) -> Json {
    let mut properties = Map::new();
    let shape = match collection.geometry() {
        Geometry::Points => "geometry-point",
        Geometry::Lines => "geometry-multilinestring",
        Geometry::Polygons => "geometry-multipolygon",
    };
    properties.insert(
        "geometry".to_owned(),
        json!({ "title": "Geometry", "format": shape, "x-ogc-role": "primary-geometry" }),
    );
    for property in collection.properties() {
        properties.insert(property.name.to_owned(), described(property, dataset));
    }
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "title": collection.title(),
        "description": collection.description(),
        "type": "object",
        "properties": properties,
    });
    if purpose == Purpose::Queryables
        && let Some(schema) = schema.as_object_mut()
    {
        schema.insert("additionalProperties".to_owned(), Json::Bool(false));
    }
    schema
}

fn described(property: &Property, dataset: &Dataset) -> Json {
    let mut described = json!({ "title": property.title, "description": property.description });
    let Some(members) = described.as_object_mut() else { return described };
    let mut put = |name: &str, value: Json| members.insert(name.to_owned(), value);
    match property.kind {
        Kind::Text => put("type", json!("string")),
        Kind::Actor => {
            let ids: Vec<&str> = dataset.actors.iter().map(|actor| actor.id.as_str()).collect();
            // A list of nothing allows nothing.
            if !ids.is_empty() {
                put("enum", json!(ids));
            }
            put("type", json!("string"))
        }
        Kind::Status => {
            put("enum", json!(Status::ALL.map(Status::word)));
            put("type", json!("string"))
        }
        Kind::Number => put("type", json!("number")),
        Kind::Integer => put("type", json!("integer")),
        Kind::Boolean => put("type", json!("boolean")),
        Kind::Date => {
            put("format", json!("date"));
            put("type", json!("string"))
        }
    };
    if let Some(role) = property.role {
        put("x-ogc-role", json!(role));
    }
    described
}
