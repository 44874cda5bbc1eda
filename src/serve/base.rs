//! Where the server is reached, for absolute links.

use std::fmt;

use axum::http::uri::Authority;
use axum::http::{HeaderMap, header};

/// The address before all paths, without a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Base(String);

impl Base {
    /// What the server says of itself, else what the client calls it.
    pub fn of(public_url: Option<&str>, headers: &HeaderMap) -> Self {
        if let Some(url) = public_url {
            return Self(url.trim_end_matches('/').to_owned());
        }
        // What is no authority is not repeated in links.
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let authority = host.and_then(|host| host.parse::<Authority>().ok());
        let authority = authority.filter(|it| !it.as_str().contains('@'));
        Self(authority.map_or(String::new(), |it| format!("http://{it}")))
    }

    /// The address of a path, which begins with `/`.
    pub fn link(&self, path: impl fmt::Display) -> String {
        format!("{}{path}", self.0)
    }
}
