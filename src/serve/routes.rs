//! Which path is answered by what.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{Method, StatusCode};
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::compression::CompressionLayer;
use tower_http::cors::{Any, CorsLayer};

use super::app::App;
use super::problem::Problem;
use super::{
    answers, features, freshness, guards, health, html, landing, openapi, page, pictures, tiles,
    wms,
};

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
        tiles::routes(),
        wms::routes(),
    ];
    let read = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD, Method::POST])
        .allow_headers(Any)
        .expose_headers(Any);
    rooms
        .into_iter()
        .fold(Router::new(), Router::merge)
        .fallback(|| async {
            Problem::unknown("there is no such resource; `/` lists what there is")
        })
        .method_not_allowed_fallback(|| async {
            Problem::new(StatusCode::METHOD_NOT_ALLOWED, "the resource can only be read")
        })
        .layer(DefaultBodyLimit::max(app.limits().body))
        .layer(from_fn_with_state(app.clone(), html::as_page))
        .layer(from_fn_with_state(app.clone(), freshness::tag))
        .layer(CompressionLayer::new())
        .merge(answers::streamed_routes())
        .layer(read)
        .layer(from_fn(guards::add))
        .with_state(app)
}
