//! What is refused before anything is done for it.

use axum::http::{HeaderValue, Request, StatusCode, Version, header};

use super::ServeLimits;
use super::problem::Problem;
use super::reach::Reach;

/// Lets a request in, with one `Host` that says what it is for.
///
/// # Errors
///
/// When its address or its headers are longer than they may be, it says not or ambiguously what host
/// it is for, or that host is not this one.
pub(super) fn admit<B>(
    request: &mut Request<B>,
    limits: &ServeLimits,
    reach: Reach,
) -> Result<(), Problem> {
    let uri = request.uri();
    let length = uri.path_and_query().map_or(0, |it| it.as_str().len());
    if length > limits.uri {
        return Err(too_large(StatusCode::URI_TOO_LONG, "address", length, limits.uri));
    }
    let fields = request.headers().iter();
    let size = fields.map(|(name, value)| name.as_str().len() + value.len()).sum();
    if size > limits.head {
        let status = StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE;
        return Err(too_large(status, "request's headers", size, limits.head));
    }
    // Where a request names its host in its first line, that counts and not the header.
    let named = uri.authority().map(|it| HeaderValue::from_str(it.as_str()));
    if let Some(Ok(host)) = named {
        request.headers_mut().insert(header::HOST, host);
    }
    let mut hosts = request.headers().get_all(header::HOST).iter();
    match (hosts.next(), hosts.next()) {
        (Some(_), Some(_)) => Err(bad("a request names one host, and this one several")),
        (None, _) if request.version() >= Version::HTTP_11 => {
            Err(bad("a request names its host, and this one none"))
        }
        (Some(host), None) if !host.to_str().is_ok_and(|host| reach.answers_to(host)) => {
            Err(Problem::new(
                StatusCode::MISDIRECTED_REQUEST,
                "the server answers programs and pages of its own machine, under its names localhost \
                 and 127.0.0.1; if others are to read it, it is started with --public-url or --host",
            ))
        }
        _ => Ok(()),
    }
}

fn too_large(status: StatusCode, what: &str, found: usize, most: usize) -> Problem {
    Problem::new(status, format!("the {what} may have {most} bytes, found {found}"))
}

fn bad(detail: &str) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, detail)
}
