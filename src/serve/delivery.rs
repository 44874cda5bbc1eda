//! An answer on its way to the client, until its last byte is handed over or the client is gone.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::{Instant, SystemTime};

use axum::http::{Method, Request, StatusCode};
use bytes::Buf;
use hyper::body::{Body, Frame, SizeHint};
use pin_project_lite::pin_project;

use super::access_log::{AccessLog, Entry};
use super::occupancy::Seat;

/// A request that is being answered. When it is dropped, its connection waits again, and what became of
/// it is logged.
#[derive(Debug)]
pub(super) struct UnderWay {
    seat: Arc<Seat>,
    noted: Option<(AccessLog, Entry)>,
    since: Instant,
}

impl UnderWay {
    /// Begins to answer a request.
    pub fn begin<B>(request: &Request<B>, seat: Arc<Seat>, log: Option<AccessLog>) -> Self {
        seat.is_busy();
        let entry = |log| {
            let entry = Entry {
                time: SystemTime::now(),
                method: request.method().clone(),
                uri: request.uri().clone(),
                status: None,
                bytes: 0,
                is_whole: false,
                took: Default::default(),
            };
            (log, entry)
        };
        Self { seat, noted: log.map(entry), since: Instant::now() }
    }

    /// The answer is there, and is handed over.
    pub fn deliver<B: Body>(mut self, status: StatusCode, body: B) -> Delivery<B> {
        if let Some((_, entry)) = &mut self.noted {
            entry.status = Some(status);
            entry.is_whole = body.is_end_stream() || entry.method == Method::HEAD;
        }
        Delivery { body, under_way: self }
    }

    fn handed_over(&mut self, bytes: usize, is_last: bool) {
        if let Some((_, entry)) = &mut self.noted {
            entry.bytes += bytes as u64;
            entry.is_whole |= is_last;
        }
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.seat.waits();
        if let Some((log, mut entry)) = self.noted.take() {
            entry.took = self.since.elapsed();
            log.note(entry);
        }
    }
}

pin_project! {
    /// The body of an answer that is under way.
    #[derive(Debug)]
    pub(super) struct Delivery<B> {
        #[pin]
        body: B,
        under_way: UnderWay,
    }
}

impl<B: Body> Body for Delivery<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        let mut this = self.project();
        let frame = ready!(this.body.as_mut().poll_frame(context));
        match &frame {
            Some(Ok(frame)) => {
                let bytes = frame.data_ref().map_or(0, Buf::remaining);
                this.under_way.handed_over(bytes, this.body.is_end_stream());
            }
            Some(Err(_)) => {}
            None => this.under_way.handed_over(0, true),
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
