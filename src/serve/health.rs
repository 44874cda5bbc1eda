//! `/health`: whether the server answers, and from what.

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use axum::routing::get;
use jiff::Timestamp;
use serde::Serialize;

use super::app::App;
use super::asked::{Asked, media};
use super::problem::Problem;

#[derive(Serialize)]
struct Health<'a> {
    status: &'static str,
    program: &'static str,
    data: &'a str,
    loaded: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    reload_error: Option<&'a str>,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/health", get(health))
}

async fn health(asked: Asked) -> Result<Response, Problem> {
    let news = asked.app.news();
    let health = Health {
        status: "ok",
        program: env!("CARGO_PKG_VERSION"),
        data: &asked.published.version,
        loaded: news.loaded,
        reload_error: news.error.as_deref(),
    };
    let mut answer = asked.answer("Health", media::JSON, &health)?;
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(answer)
}
