//! `POST /join`: who held the ground where and when each event of a stream happened.
//!
//! Events come in and go out at the same time, in the same form. What a client does not take yet, since it
//! sends all of its events first, is held for it as far as there is room (`held`); beyond that it is made to
//! wait. A failure after the first answers can't change the status any more: the last line is then
//! `{"problem": …}`, and the connection ends without the chunk that ends a whole answer. Either way the rest
//! of the request is read, so that the client comes to read why.

mod body;
mod form;
mod held;
mod input;
mod options;
mod output;
mod pace;

use std::panic::{AssertUnwindSafe, catch_unwind};

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use tokio::runtime::Handle;
use tokio::sync::OwnedSemaphorePermit;

use crate::join::{Join, Options, Summary};
use crate::serve::app::App;
use crate::serve::asked::Asked;
use crate::serve::problem::Problem;
use crate::source::decompressed;
use crate::{Error, ErrorKind, Result};
use form::Form;
use held::{Ending, Held, Next};
use input::Input;
use output::Output;
use pace::Pace;

/// The route, apart from the others: what is streamed is not to wait until it is worth compressing.
pub(in crate::serve) fn routes() -> Router<App> {
    Router::new().route("/join", post(join)).method_not_allowed_fallback(|| async {
        let detail = "events are sent to be joined: the method is POST";
        Problem::new(StatusCode::METHOD_NOT_ALLOWED, detail)
    })
}

async fn join(mut asked: Asked, request: Request) -> Result<Response, Problem> {
    let (head, body) = request.into_parts();
    let pace = Pace::of(&asked.app, Handle::current());
    let mut input = Input::of(body, pace.clone());
    let (form, options, place) = match prepared(&mut asked, &head.headers) {
        Ok(prepared) => prepared,
        Err(problem) => {
            // Who waits to be asked for its events has not sent any.
            if !head.headers.contains_key(header::EXPECT) {
                input.throw_away();
            }
            return Err(problem);
        }
    };
    let (held, mut taker) = Held::nothing(asked.app.join_room());
    let mut output = Output::of(held, pace);
    tokio::task::spawn_blocking(move || {
        let run = || run(&asked, &options, &mut input, &mut output);
        match catch_unwind(AssertUnwindSafe(run)) {
            Ok(Ok(summary)) => output.end(Ending::Whole(summary)),
            failed => {
                let problem = match failed {
                    Ok(Err(error)) => problem(&error),
                    // An answer that a defect cut short must not look like a whole one.
                    _ => Problem::broken(),
                };
                let rest = input.throw_away();
                output.end(Ending::BrokenOff { problem, rest });
                // It is said already why the answer breaks off.
                let _ = output.until_taken();
            }
        }
        drop(place);
    });
    let body = match taker.next().await {
        Next::End(Ending::BrokenOff { problem, .. }) => return Err(problem),
        first => body::of(first, taker),
    };
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(form.media));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if form::takes_trailers(&head.headers) {
        headers.append(header::TRAILER, body::JOINED.into());
        headers.append(header::TRAILER, body::UNANSWERED.into());
    }
    Ok((headers, body).into_response())
}

/// How the events of a request are read, and a place among the joins.
fn prepared(
    asked: &mut Asked,
    headers: &HeaderMap,
) -> Result<(Form, Options, OwnedSemaphorePermit), Problem> {
    let form = form::of(&mut asked.query, headers)?;
    let options = options::take(&mut asked.query, form.format, asked.app.limits())?;
    asked.query.end()?;
    Ok((form, options, asked.app.joining()?))
}

/// Joins all events, and waits until the client has taken them.
fn run(
    asked: &Asked,
    options: &Options,
    input: &mut Input,
    output: &mut Output,
) -> Result<Summary> {
    let published = &asked.published;
    let joining = Join { index: &published.index, dataset: &published.dataset, options };
    let joined = joining.run(decompressed(input)?, &mut *output, |_| ())?;
    output
        .until_taken()
        .map_err(|cause| Error::input(format!("the answers can't be sent: {cause}")))?;
    Ok(joined)
}

/// Events that can't be read are the client's, unlike all else that is read here.
fn problem(error: &Error) -> Problem {
    let status = match error.kind() {
        ErrorKind::Usage | ErrorKind::Input => StatusCode::BAD_REQUEST,
        ErrorKind::Limit => StatusCode::PAYLOAD_TOO_LARGE,
    };
    Problem::new(status, error.to_string())
}
