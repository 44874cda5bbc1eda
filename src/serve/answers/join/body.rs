//! The body of an answer: what is made of it, as it is made.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use bytes::Bytes;
use futures_util::stream::{self, Stream};
use hyper::body::Frame;
use pin_project_lite::pin_project;
use serde::Serialize;
use tokio::sync::oneshot;
use tokio::time::sleep;

use super::held::{Ending, Next, Taker};
use crate::join::Summary;
use crate::serve::problem::Problem;

/// How long a last line has to get on its way before the connection is broken off.
const PARTING: Duration = Duration::from_millis(200);

/// Rows that have an answer, in the trailer of an answer that is whole.
pub(super) const JOINED: HeaderName = HeaderName::from_static("controlmap-joined");
/// Those that have none.
pub(super) const UNANSWERED: HeaderName = HeaderName::from_static("controlmap-unanswered");

/// Where the body stands.
enum Stand {
    /// This comes before what is taken next.
    First(Next, Taker),
    Under(Taker),
    BreakOff(oneshot::Receiver<()>),
    Over,
}

/// The body of an answer: what came first, then what else comes, and at the end how many rows there were.
/// Where there is a problem, it is said in a last line, and the body does not end as a whole one does.
pub(super) fn of(first: Next, rest: Taker) -> Body {
    let frames = stream::unfold(Stand::First(first, rest), |stand| async {
        let (next, taker) = match stand {
            Stand::First(next, taker) => (next, taker),
            Stand::Under(mut taker) => (taker.next().await, taker),
            Stand::BreakOff(rest) => {
                // A client that is still sending reads nothing of a connection that has ended.
                let _ = tokio::join!(rest, sleep(PARTING));
                return Some((Err(io::ErrorKind::BrokenPipe.into()), Stand::Over));
            }
            Stand::Over => return None,
        };
        let (frame, stand) = match next {
            Next::Piece(bytes) => (Frame::data(bytes), Stand::Under(taker)),
            Next::End(Ending::Whole(summary)) => (Frame::trailers(counts(&summary)), Stand::Over),
            Next::End(Ending::BrokenOff { problem, rest }) => {
                (Frame::data(last_line(&problem)), Stand::BreakOff(rest))
            }
        };
        Some((Ok(frame), stand))
    });
    Body::new(Frames { frames })
}

fn counts(summary: &Summary) -> HeaderMap {
    let counts = [(JOINED, summary.joined), (UNANSWERED, summary.without_answer())];
    counts.into_iter().map(|(name, count)| (name, HeaderValue::from(count))).collect()
}

#[derive(Serialize)]
struct LastLine<'a> {
    problem: &'a Problem,
}

fn last_line(problem: &Problem) -> Bytes {
    let line = serde_json::to_string(&LastLine { problem }).unwrap_or_default();
    Bytes::from(format!("\n{line}\n"))
}

pin_project! {
    /// A body of what a stream gives.
    struct Frames<S> {
        #[pin]
        frames: S,
    }
}

impl<S: Stream<Item = io::Result<Frame<Bytes>>>> hyper::body::Body for Frames<S> {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        self.project().frames.poll_next(context)
    }
}
