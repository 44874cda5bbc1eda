//! `/health`: whether the server answers, and from what.

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;

use super::app::App;
use super::asked::{Asked, media};
use super::problem::Problem;

#[derive(Serialize)]
struct Health<'a> {
    status: &'static str,
    program: &'static str,
    data: &'a str,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/health", get(health))
}

async fn health(asked: Asked) -> Result<Response, Problem> {
    let health =
        Health { status: "ok", program: env!("CARGO_PKG_VERSION"), data: &asked.published.version };
    asked.answer("Health", media::JSON, &health)
}
