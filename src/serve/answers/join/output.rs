//! Something that is written as an answer's body.

use std::io::{self, Write};
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use futures_util::stream;
use serde::Serialize;
use tokio::sync::mpsc::{Receiver, Sender};
use tokio::time::sleep;

use super::pace::Pace;
use crate::serve::problem::Problem;

/// Bytes that are sent at a time: the client has to take so many before its patience is measured anew.
const CHUNK: usize = 1 << 16;
/// How long a last line has to get on its way before the connection is broken off.
const PARTING: Duration = Duration::from_millis(200);

/// Chunks of an answer, or what ended it.
type Chunk = Result<Bytes, Problem>;

/// Writes the body of an answer on a thread that may wait.
#[derive(Debug)]
pub(super) struct Output {
    put: Sender<Chunk>,
    pace: Pace,
}

impl Output {
    pub fn of(put: Sender<Chunk>, pace: Pace) -> Self {
        Self { put, pace }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let chunk = bytes.get(..CHUNK).unwrap_or(bytes);
        let send = self.put.send(Ok(Bytes::copy_from_slice(chunk)));
        match self.pace.wait(send, "the client took nothing")? {
            Ok(()) => Ok(chunk.len()),
            Err(_) => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What the body of an answer does next.
enum Next {
    Send(Bytes, Receiver<Chunk>),
    Wait(Receiver<Chunk>),
    BreakOff,
    End,
}

/// The body of an answer: its first chunk, then what else comes. Where that is a problem, it is said in a
/// last line, and the body does not end as a whole one does.
pub(super) fn body(first: Bytes, rest: Receiver<Chunk>) -> Body {
    let chunks = stream::unfold(Next::Send(first, rest), |next| async {
        match next {
            Next::Send(bytes, rest) => Some((Ok(bytes), Next::Wait(rest))),
            Next::Wait(mut rest) => match rest.recv().await? {
                Ok(bytes) => Some((Ok(bytes), Next::Wait(rest))),
                Err(problem) => Some((Ok(last_line(&problem)), Next::BreakOff)),
            },
            Next::BreakOff => {
                sleep(PARTING).await;
                Some((Err(io::Error::from(io::ErrorKind::BrokenPipe)), Next::End))
            }
            Next::End => None,
        }
    });
    Body::from_stream(chunks)
}

#[derive(Serialize)]
struct LastLine<'a> {
    problem: &'a Problem,
}

fn last_line(problem: &Problem) -> Bytes {
    let line = serde_json::to_string(&LastLine { problem }).unwrap_or_default();
    Bytes::from(format!("\n{line}\n"))
}
