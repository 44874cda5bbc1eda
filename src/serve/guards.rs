//! What browsers are told to beware of, whatever the answer.

use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};

/// Headers that every answer has, unless it says otherwise itself.
const HEADERS: [(HeaderName, HeaderValue); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; \
             base-uri 'none'; form-action 'self'",
        ),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("cross-origin"),
    ),
];

/// Adds the headers.
pub(super) fn add<B>(mut response: Response<B>) -> Response<B> {
    // What a client has already keeps the headers it came with: these would replace them.
    if response.status() == StatusCode::NOT_MODIFIED {
        return response;
    }
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(value);
    }
    response
}
