//! How the pages look: a sheet that comes with the program.

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::serve::app::App;
use crate::serve::asked::{Asked, of_kind};
use crate::serve::problem::Problem;

const SHEET: &str = include_str!("api.css");

pub(in crate::serve) fn routes() -> Router<App> {
    Router::new().route("/api.css", get(sheet))
}

/// The path of the sheet, as a page of a version links to it.
pub(super) fn path(version: &str) -> String {
    format!("api.css?v={version}")
}

async fn sheet(mut asked: Asked) -> Result<Response, Problem> {
    let version = asked.query.text("v")?;
    asked.query.end()?;
    let mut response = of_kind("text/css; charset=utf-8", SHEET).into_response();
    if version.as_ref() == Some(&asked.published.version) {
        let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
        response.headers_mut().insert(header::CACHE_CONTROL, forever);
    }
    Ok(response)
}
