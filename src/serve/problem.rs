//! What went wrong with a request, as RFC 9457 has it.

use std::time::Duration;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::{Error, ErrorKind};

/// What went wrong with a request: `application/problem+json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Problem {
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    #[serde(serialize_with = "number")]
    status: StatusCode,
    /// What is wrong, what was found and what to do.
    detail: String,
}

impl Problem {
    /// A problem with a status; the detail says what is wrong, what was found and what to do.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        let title = status.canonical_reason().unwrap_or("Error");
        Self { kind: "about:blank", title, status, detail: detail.into() }
    }

    /// There is no such resource.
    pub fn unknown(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail)
    }

    /// More is being done already than may wait.
    pub fn busy() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "more requests are waiting than may; ask again in a moment",
        )
    }

    /// As many joins are under way as may be.
    pub fn joins_taken(most: usize) -> Self {
        let detail = format!(
            "no more than {most} joins may be under way at once (the limit `joins`); ask again in a \
             moment"
        );
        Self::new(StatusCode::SERVICE_UNAVAILABLE, detail)
    }

    /// An answer took longer than it may.
    pub fn too_slow(limit: Duration) -> Self {
        let detail = format!(
            "the answer took longer than {} seconds; ask for less at once",
            limit.as_secs()
        );
        Self::new(StatusCode::GATEWAY_TIMEOUT, detail)
    }

    /// A defect of the program.
    pub fn broken() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "the answer could not be made")
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// What the status means.
    pub fn title(&self) -> &'static str {
        self.title
    }

    /// What is wrong, what was found and what to do.
    pub fn detail(&self) -> &str {
        &self.detail
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let status = match error.kind() {
            ErrorKind::Usage | ErrorKind::Limit => StatusCode::BAD_REQUEST,
            // The dataset is sound, so it has nothing on what was asked for.
            ErrorKind::Input => StatusCode::NOT_FOUND,
        };
        Self::new(status, error.to_string())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let media = HeaderValue::from_static("application/problem+json");
        let mut response = (self.status, [(header::CONTENT_TYPE, media)], body).into_response();
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        // For those who show it in another form.
        response.extensions_mut().insert(self);
        response
    }
}

fn number<S: serde::Serializer>(status: &StatusCode, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_u16(status.as_u16())
}
