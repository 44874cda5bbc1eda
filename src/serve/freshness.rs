//! Whether what a client has is still so.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use rustc_hash::FxHasher;

use super::app::App;
use super::form::Form;

/// Without saying otherwise, an answer may be kept, and is asked for again whether it is still so.
const ASK_AGAIN: &str = "no-cache";

/// Gives the answers to `GET` and `HEAD` an entity tag, and those who have one already no second copy.
///
/// An answer depends on the dataset, the address and its form alone, so whether it is still so is
/// known before it is made.
pub(super) async fn tag(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let published = app.published();
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let mut hash = FxHasher::default();
    (&published.version, request.uri().path(), request.uri().query()).hash(&mut hash);
    (Form::accepted(request.headers()), request.headers().get(header::HOST)).hash(&mut hash);
    let tag = format!("W/\"{:016x}\"", hash.finish());
    if is_read && has(request.headers(), &tag) {
        return (StatusCode::NOT_MODIFIED, known(&tag)).into_response();
    }
    request.extensions_mut().insert(Arc::clone(&published));
    let mut response = next.run(request).await;
    if is_read && response.status() == StatusCode::OK {
        for (name, value) in known(&tag) {
            if let Some(name) = name {
                response.headers_mut().entry(name).or_insert(value);
            }
        }
    }
    response
}

fn known(tag: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(ASK_AGAIN));
    headers.insert(header::VARY, HeaderValue::from_static("accept, host"));
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
    headers
}

/// Whether the client has what is so tagged.
fn has(headers: &HeaderMap, tag: &str) -> bool {
    let tags = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|it| it.to_str().ok());
    let strength = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    tags.flat_map(|it| it.split(',')).any(|it| strength(it) == strength(tag))
}
