//! What collections, their features and tiles are made of.

use serde_json::{Value, json};

use super::{Schemas, count, like, list, number, object, text};

pub(super) fn all() -> Schemas {
    let corner =
        json!({ "type": "array", "items": { "type": "number" }, "minItems": 4, "maxItems": 6 });
    let instants = json!({
        "type": "array",
        "items": { "type": "string", "nullable": true },
        "minItems": 2,
        "maxItems": 2,
    });
    let extent = object(
        [],
        [
            ("spatial", object([("bbox", list(corner))], [("crs", text())])),
            ("temporal", object([("interval", list(instants))], [("trs", text())])),
        ],
    );
    let collection = object(
        [("id", text()), ("links", list(like("link")))],
        [
            ("title", text()),
            ("description", text()),
            ("extent", extent),
            ("itemType", text()),
            ("crs", list(text())),
            ("storageCrs", text()),
        ],
    );
    let collections =
        object([("links", list(like("link"))), ("collections", list(like("collection")))], []);
    let feature = object(
        [("type", just("Feature")), ("geometry", geometry()), ("properties", properties())],
        [
            ("id", json!({ "oneOf": [{ "type": "string" }, { "type": "integer" }] })),
            ("links", list(like("link"))),
        ],
    );
    let features = object(
        [("type", just("FeatureCollection")), ("features", list(like("feature")))],
        [("links", list(like("link"))), ("numberMatched", count()), ("numberReturned", count())],
    );
    let schema = object(
        [("type", just("object")), ("properties", json!({ "type": "object" }))],
        [("$schema", text()), ("$id", text()), ("title", text())],
    );
    let layer = object([("id", text()), ("fields", json!({ "type": "object" }))], []);
    let tile_json = object(
        [
            ("tilejson", text()),
            ("tiles", list(text())),
            ("vector_layers", list(layer)),
            ("minzoom", count()),
            ("maxzoom", count()),
        ],
        [("name", text()), ("attribution", text()), ("bounds", list(number()))],
    );
    let tile_sets =
        object([("tilesets", list(json!({ "type": "object" })))], [("links", list(like("link")))]);
    let style = object(
        [
            ("version", count()),
            ("sources", json!({ "type": "object" })),
            ("layers", list(json!({ "type": "object" }))),
        ],
        [("name", text()), ("center", list(number())), ("zoom", number())],
    );
    vec![
        ("collection", collection),
        ("collections", collections),
        ("feature", feature),
        ("features", features),
        ("schema", schema),
        ("tileJson", tile_json),
        ("tileSets", tile_sets),
        ("style", style),
    ]
}

fn just(word: &str) -> Value {
    json!({ "type": "string", "enum": [word] })
}

fn geometry() -> Value {
    let kinds = [
        "Point",
        "MultiPoint",
        "LineString",
        "MultiLineString",
        "Polygon",
        "MultiPolygon",
        "GeometryCollection",
    ];
    let kind = json!({ "type": "string", "enum": kinds });
    let mut geometry =
        object([("type", kind)], [("coordinates", json!({ "type": "array", "items": {} }))]);
    if let Some(members) = geometry.as_object_mut() {
        members.insert("nullable".to_owned(), true.into());
    }
    geometry
}

fn properties() -> Value {
    json!({ "type": "object", "nullable": true })
}
