//! Which path is answered by what.

use axum::Router;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;

use super::app::App;
use super::problem::Problem;
use super::{answers, features, health, html, landing, openapi, page, pictures, style, tiles, wms};

/// All of it.
pub(super) fn all(app: App) -> Router {
    let rooms = [
        answers::routes(),
        features::routes(),
        health::routes(),
        html::routes(),
        landing::routes(),
        openapi::routes(),
        page::routes(),
        pictures::routes(),
        style::routes(),
        tiles::routes(),
        wms::routes(),
    ];
    rooms
        .into_iter()
        .fold(Router::new(), Router::merge)
        .fallback(|| async {
            Problem::unknown("there is no such resource; `/` lists what there is")
        })
        .method_not_allowed_fallback(|| async {
            Problem::new(StatusCode::METHOD_NOT_ALLOWED, "the resource can only be read")
        })
        .layer(from_fn_with_state(app.clone(), html::as_page))
        .merge(answers::streamed_routes())
        .with_state(app)
}
