//! `/api`: what can be asked of the server, as OpenAPI 3.0 and as a reference to read.
//!
//! Each group of resources has a file with its [`Operation`]s and one, in `schemas`, with what its
//! answers are made of. A test asks the server for every path that stands here.

mod answers;
mod collections;
mod facts;
mod join;
mod operation;
mod parameters;
mod pictures;
mod schemas;
mod service;
mod tiles;

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use serde_json::{Value, json};

use super::app::App;
use super::asked::{Asked, media, of_kind};
use super::form::Form;
use super::html;
use super::problem::Problem;
use facts::Facts;
pub(super) use operation::{Content, Group, Operation, Parameter};

/// The kind of media that clients look for.
pub(super) const OPENAPI: &str = "application/vnd.oai.openapi+json;version=3.0";

pub(super) fn routes() -> Router<App> {
    Router::new().route("/api", get(api))
}

async fn api(asked: Asked) -> Result<Response, Problem> {
    if asked.form()? == Form::Html {
        asked.query.end()?;
        let operations = operations(&Facts::of(&asked.published, asked.app.limits()));
        return Ok(of_kind(media::HTML, html::reference(&asked, &operations)));
    }
    asked.answer("Reference", OPENAPI, &document(&asked))
}

fn operations(facts: &Facts) -> Vec<Operation> {
    let groups =
        [service::all, answers::all, join::all, collections::all, pictures::all, tiles::all];
    groups.iter().flat_map(|group| group(facts)).collect()
}

/// The document for the dataset that is published, and the limits of the server.
fn document(asked: &Asked) -> Value {
    let facts = Facts::of(&asked.published, asked.app.limits());
    let operations = operations(&facts);
    let description = format!(
        "{}\n\nThe data has the dates from {} to {}; a date stands for the end of its day. All \
         answers are open to any origin, and may be kept: they have an entity tag.",
        facts.description,
        facts.first(),
        facts.last()
    );
    json!({
        "openapi": "3.0.3",
        "info": {
            "title": if facts.title.is_empty() { "controlmap" } else { facts.title.as_str() },
            "description": description.trim(),
            "version": env!("CARGO_PKG_VERSION"),
        },
        "servers": [{ "url": asked.base.link("/").trim_end_matches('/') }],
        "tags": operation::tags(),
        "paths": operation::paths(&operations),
        "components": {
            "schemas": schemas::all(),
            "parameters": operation::parameters(&operations),
            "responses": operation::responses(),
        },
    })
}
