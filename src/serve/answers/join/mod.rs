//! `POST /join`: who held the ground where and when each event of a stream happened.
//!
//! Events come in and go out at the same time, in the same form. Neither side is kept as a whole: who
//! sends faster than the answers are taken is made to wait. A failure after the first answers can't
//! change the status any more: the last line is then `{"problem": …}`, and the connection ends without
//! the chunk that ends a whole answer.

mod input;
mod options;
mod output;
mod pace;

use std::panic::{AssertUnwindSafe, catch_unwind};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use tokio::runtime::Handle;
use tokio::sync::mpsc;

use crate::join::{Join, Options};
use crate::serve::app::App;
use crate::serve::asked::Asked;
use crate::serve::problem::Problem;
use crate::source::decompressed;
use crate::{Error, ErrorKind, Result};
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
    let form = options::form(&mut asked.query, request.headers())?;
    let options = options::take(&mut asked.query, form.format, asked.app.limits())?;
    asked.query.end()?;
    let place = asked.app.joining()?;
    let runtime = Handle::current();
    let pace = Pace::of(asked.app.limits(), runtime.clone());
    let (put, mut answers) = mpsc::channel(1);
    let input = Input::of(request.into_body(), pace.clone());
    let output = Output::of(put.clone(), pace);
    tokio::task::spawn_blocking(move || {
        let joined = catch_unwind(AssertUnwindSafe(|| run(&asked, &options, input, output)));
        let problem = match joined {
            Ok(Ok(())) => None,
            Ok(Err(error)) => Some(problem(&error)),
            // An answer that a defect cut short must not look like a whole one.
            Err(_) => Some(Problem::broken()),
        };
        if let Some(problem) = problem {
            // Nobody is told who has gone away.
            let _ = runtime.block_on(put.send(Err(problem)));
        }
        drop(place);
    });
    let body = match answers.recv().await {
        None => Body::empty(),
        Some(Err(problem)) => return Err(problem),
        Some(Ok(first)) => output::body(first, answers),
    };
    let kind = HeaderValue::from_static(form.media);
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, body).into_response())
}

fn run(asked: &Asked, options: &Options, input: Input, output: Output) -> Result<()> {
    let published = &asked.published;
    let joining = Join { index: &published.index, dataset: &published.dataset, options };
    let joined = joining.run(decompressed(input)?, output, |_| ());
    joined.map(drop)
}

/// Events that can't be read are the client's, unlike all else that is read here.
fn problem(error: &Error) -> Problem {
    let status = match error.kind() {
        ErrorKind::Usage | ErrorKind::Input => StatusCode::BAD_REQUEST,
        ErrorKind::Limit => StatusCode::PAYLOAD_TOO_LARGE,
    };
    Problem::new(status, error.to_string())
}
