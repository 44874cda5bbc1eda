//! Problems for people: a page in place of `application/problem+json` where a browser asks.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use super::escaped;
use super::shell::Shell;
use crate::serve::app::App;
use crate::serve::asked::{Asked, media};
use crate::serve::form::Form;
use crate::serve::problem::Problem;

/// Shows the problems of those who ask for pages as pages, with the same status and headers.
pub(in crate::serve) async fn as_page(
    State(app): State<App>,
    request: Request,
    next: Next,
) -> Response {
    let query = request.uri().query().unwrap_or_default();
    let may_be_page = Form::accepted(request.headers()) == Form::Html || query.contains("f=html");
    if !may_be_page {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let Ok(asked) = Asked::from_request_parts(&mut parts, &app).await;
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let Some(problem) = response.extensions().get::<Problem>().cloned() else { return response };
    // Where `f` names no form, which may be the problem, the browser says what it can show.
    if asked.form().unwrap_or(asked.accepted) == Form::Html {
        let page = page(&asked, &problem);
        let headers = response.headers_mut();
        headers.remove(header::CONTENT_LENGTH);
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media::HTML));
        *response.body_mut() = page.into();
    }
    response
}

/// What is wrong, and the ways on from there.
fn page(asked: &Asked, problem: &Problem) -> String {
    let shell = Shell::of_none(asked, problem.title());
    let (status, detail) = (problem.status().as_u16(), escaped(problem.detail()));
    let (home, reference) = (escaped(&shell.way("?f=html")), escaped(&shell.way("api")));
    shell.page(&format!(
        "<p class=\"problem\"><strong>{status}</strong><span dir=\"auto\">{detail}</span></p>\
         <p><a href=\"{home}\">What there is</a> · <a href=\"{reference}\">How to ask for it</a></p>"
    ))
}
