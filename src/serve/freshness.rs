//! Whether what a client has is still so.

use std::hash::{Hash, Hasher};

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rustc_hash::FxHasher;

use super::Published;
use super::app::App;
use super::form::Form;

/// Without saying otherwise, an answer may be kept, and is asked for again whether it is still so.
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");
/// What an answer depends on beside its address.
const VARY: HeaderValue = HeaderValue::from_static("accept, host");

/// The entity tag of what a request asks for.
///
/// An answer depends on the dataset, the address, its form and where the server is reached alone, so
/// whether it is still so is known before it is made.
#[derive(Debug)]
pub(super) struct Tag(HeaderValue);

impl Tag {
    /// The tag of the answer to a request; none for what does not only read, and for what tells of
    /// the server and not of the dataset.
    pub fn of<B>(request: &Request<B>, published: &Published, app: &App) -> Option<Self> {
        let uri = request.uri();
        if !matches!(*request.method(), Method::GET | Method::HEAD) || uri.path() == "/health" {
            return None;
        }
        let mut hash = FxHasher::default();
        (&published.version, uri.path(), uri.query()).hash(&mut hash);
        let host = request.headers().get(header::HOST);
        (Form::accepted(request.headers()), host, app.public_url()).hash(&mut hash);
        HeaderValue::from_str(&format!("W/\"{:016x}\"", hash.finish())).ok().map(Self)
    }

    /// Whether the client has what is so tagged.
    pub fn is_known(&self, headers: &HeaderMap) -> bool {
        let tags = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|it| it.to_str().ok());
        let Ok(own) = self.0.to_str().map(without_strength) else { return false };
        tags.flat_map(|it| it.split(',')).any(|it| without_strength(it) == own)
    }

    /// Says that what the client has is still so.
    pub fn unchanged(self) -> Response {
        let mut response = StatusCode::NOT_MODIFIED.into_response();
        self.mark(&mut response);
        response
    }

    /// Puts the tag on an answer that is one.
    pub fn put_on(self, response: &mut Response<Body>) {
        if response.status() == StatusCode::OK {
            self.mark(response);
        }
    }

    fn mark(self, response: &mut Response<Body>) {
        let headers = response.headers_mut();
        headers.entry(header::CACHE_CONTROL).or_insert(ASK_AGAIN);
        headers.entry(header::VARY).or_insert(VARY);
        headers.entry(header::ETAG).or_insert(self.0);
    }
}

fn without_strength(tag: &str) -> &str {
    tag.trim().trim_start_matches("W/")
}
