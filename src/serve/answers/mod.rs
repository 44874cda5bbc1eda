//! Who held what, how much, and what changed: the questions that the commands of the same names answer,
//! with the same JSON.

mod areas;
mod changes;
mod fronts;
mod join;
mod parameters;
mod places;
mod pockets;

use axum::Router;
use axum::response::Response;
use axum::routing::get;

use super::app::App;
use super::asked::{Asked, media, of_kind};
use super::problem::Problem;
pub(super) use join::routes as streamed_routes;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/at", get(places::at))
        .route("/history", get(places::history))
        .route("/area", get(areas::area))
        .route("/compare", get(changes::compare))
        .route("/front", get(fronts::front))
        .route("/pockets", get(pockets::pockets))
}

/// Whether the answer is to be GeoJSON, where figures are what is given otherwise.
fn wants_ground(asked: &Asked) -> bool {
    asked.f.as_deref() == Some("geojson")
}

/// Ground, as GeoJSON text.
fn ground(asked: &Asked, text: String) -> Result<Response, Problem> {
    asked.query.end()?;
    Ok(of_kind(media::GEOJSON, text))
}
