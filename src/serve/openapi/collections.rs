//! OGC API Features.

use serde_json::{Value, json};

use super::facts::Facts;
use super::operation::{Content, Group, Operation, Parameter};
use super::parameters::{datetime, feature_form, form, text, truth};
use crate::serve::features::{Collection, Crs, Kind, Property, USUAL_LIMIT};

/// The operations.
pub(super) fn all(facts: &Facts) -> Vec<Operation> {
    let operation = |path, id, summary, description: &str, parameters, answers, example: &str| {
        Operation::get(
            Group::Features,
            [path, id, summary],
            description,
            parameters,
            answers,
            example,
        )
    };
    let features = |component| Content::page_of("application/geo+json", component);
    let schema = || Content::page_of("application/schema+json", "schema");
    vec![
        operation(
            "/collections",
            "getCollections",
            "The collections",
            "What features there are.",
            vec![form()],
            Content::page_of("application/json", "collections"),
            "/collections",
        ),
        operation(
            "/collections/{collectionId}",
            "describeCollection",
            "A collection",
            "What a collection is, where and when its features lie.",
            vec![collection(), form()],
            Content::page_of("application/json", "collection"),
            "/collections/territories",
        ),
        operation(
            "/collections/{collectionId}/items",
            "getFeatures",
            "The features of a collection, page by page",
            "The features in a box, at a time, of which a filter is true. The link `next` leads to the next page.",
            items(facts),
            features("features"),
            &format!("/collections/territories/items?datetime={}", facts.last()),
        ),
        operation(
            "/collections/{collectionId}/items/{featureId}",
            "getFeature",
            "A feature",
            "One feature by its id.",
            vec![
                collection(),
                Parameter::path("featureId", text(), "The id of a feature").such_as("0"),
                datetime(facts),
                system("crs", "The reference system of the answer"),
                properties(),
                feature_form(),
            ],
            features("feature"),
            "/collections/territories/items/0",
        ),
        operation(
            "/collections/{collectionId}/queryables",
            "getQueryables",
            "What a filter may ask for",
            "The properties that `filter` takes, as JSON Schema.",
            vec![collection(), form()],
            schema(),
            "/collections/territories/queryables",
        ),
        operation(
            "/collections/{collectionId}/schema",
            "getSchema",
            "What features are made of",
            "The properties of the features, as JSON Schema.",
            vec![collection(), form()],
            schema(),
            "/collections/territories/schema",
        ),
    ]
}

fn collection() -> Parameter {
    let schema = json!({ "type": "string", "enum": Collection::ALL.map(Collection::id) });
    Parameter::path("collectionId", schema, "The id of a collection").such_as("territories")
}

fn properties() -> Parameter {
    let names = json!({ "type": "array", "items": { "type": "string" } });
    Parameter::query(
        "properties",
        names,
        "The properties that features are to have, with commas; else all",
    )
}

fn system(name: &'static str, description: &str) -> Parameter {
    let schema = json!({ "type": "string", "format": "uri", "enum": Crs::ALL.map(Crs::uri), "default": Crs::default().uri() });
    Parameter::query(name, schema, description)
}

fn items(facts: &Facts) -> Vec<Parameter> {
    let bbox = json!({
        "type": "array",
        "items": { "type": "number" },
        "oneOf": [{ "minItems": 4, "maxItems": 4 }, { "minItems": 6, "maxItems": 6 }],
    });
    // QGIS takes as many features at once as this says that it may.
    let most = facts.features;
    let usual = USUAL_LIMIT.min(most);
    let limit = json!({ "type": "integer", "minimum": 1, "maximum": most, "default": usual });
    let offset = json!({ "type": "integer", "minimum": 0, "default": 0 });
    let language = json!({ "type": "string", "enum": ["cql2-text"], "default": "cql2-text" });
    let mut parameters = vec![
        collection(),
        Parameter::query("bbox", bbox, "A box that ground lies in: west, south, east, north"),
        system("bbox-crs", "The reference system of bbox"),
        datetime(facts),
        Parameter::query(
            "limit",
            limit,
            "How many features there may be on a page; more than the most stands for that",
        )
        .among_components(),
        Parameter::query("offset", offset, "How many features are left out before the page"),
        system("crs", "The reference system of the answer"),
        Parameter::query(
            "start_after",
            text(),
            "The id of the feature before the page, as `next` has it",
        ),
        properties(),
        Parameter::query(
            "filter",
            text(),
            "What must be true of the features, in CQL2 text: actor = 'sdf' AND km2 > 100",
        ),
        Parameter::query("filter-lang", language, "The language of filter"),
        system("filter-crs", "The reference system of the ground in filter"),
        feature_form(),
    ];
    parameters.extend(queryables());
    parameters
}

/// The properties of all collections, by each of which features can be chosen where they have it.
fn queryables() -> Vec<Parameter> {
    let mut queryables: Vec<(&Property, Vec<&str>)> = Vec::new();
    for collection in Collection::ALL {
        for property in collection.properties() {
            match queryables.iter_mut().find(|(it, _)| it.name == property.name) {
                Some((_, collections)) => collections.push(collection.id()),
                None => queryables.push((property, vec![collection.id()])),
            }
        }
    }
    let parameter = |(property, collections): (&Property, Vec<&str>)| {
        let description =
            format!("Only features of which this is so; of {}", collections.join(", "));
        Parameter::query(property.name, written(property.kind), description)
    };
    queryables.into_iter().map(parameter).collect()
}

/// How a value of a property is written in an address.
fn written(kind: Kind) -> Value {
    match kind {
        Kind::Text | Kind::Actor | Kind::Status => text(),
        Kind::Number | Kind::Integer => json!({ "type": "number" }),
        Kind::Boolean => truth(),
        // An instant stands for its day.
        Kind::Date => text(),
    }
}
