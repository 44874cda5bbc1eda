//! OGC API Features: collections, and their features as GeoJSON.
//!
//! `territories`, `places` and `regions` stand in the dataset; `fronts`, `pockets` and `changes` are
//! computed, a state of the dataset at a time, when they are asked for ([`states`]). A page may have
//! fewer features than were asked for, where they are large or take long: its link `next` goes on after
//! the last of them, at no cost for those before.

mod area;
mod changes;
mod collection;
mod crs;
mod description;
mod filter;
mod fronts;
mod geojson;
mod item;
mod items;
mod links;
mod list;
mod page;
pub(super) mod period;
mod places;
mod pockets;
mod property;
mod regions;
mod schema;
mod selection;
mod states;
mod territories;
mod wording;

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;

use super::app::App;
use super::asked::{Asked, media};
use super::problem::Problem;
pub(super) use collection::Collection;
pub(super) use crs::Crs;
use description::{Description, Descriptions};
pub(super) use items::USUAL_LIMIT;
pub(super) use property::{Kind, Property};
use schema::Purpose;

/// What features are made from, once it is asked for.
#[derive(Debug, Default)]
pub(super) struct Derived {
    territory_bounds: territories::TerritoryBounds,
    states: states::States,
    fronts: states::Kept,
    pockets: states::Kept,
    changes: states::Kept,
}

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/collections", get(collections))
        .route("/collections/{id}", get(collection))
        .route("/collections/{id}/schema", get(schema))
        .route("/collections/{id}/queryables", get(queryables))
        .route("/collections/{id}/items", get(items::items))
        .route("/collections/{id}/items/{feature}", get(items::item))
}

async fn collections(asked: Asked) -> Result<Response, Problem> {
    asked.answer("Collections", media::JSON, &Descriptions::of(&asked))
}

async fn collection(Path(id): Path<String>, asked: Asked) -> Result<Response, Problem> {
    let collection = Collection::called(&id)?;
    asked.answer(collection.title(), media::JSON, &Description::of(collection, &asked))
}

async fn schema(Path(id): Path<String>, asked: Asked) -> Result<Response, Problem> {
    schema_for(Collection::called(&id)?, Purpose::Features, &asked)
}

async fn queryables(Path(id): Path<String>, asked: Asked) -> Result<Response, Problem> {
    schema_for(Collection::called(&id)?, Purpose::Queryables, &asked)
}

fn schema_for(
    collection: Collection,
    purpose: Purpose,
    asked: &Asked,
) -> Result<Response, Problem> {
    let address = asked.base.link(&asked.path);
    let schema = schema::schema(collection, &asked.published.dataset, purpose, &address);
    asked.answer(collection.title(), media::SCHEMA, &schema)
}
