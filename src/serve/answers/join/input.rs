//! A request's body as something that is read.

use std::io::{self, Read};
use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use bytes::Bytes;
use futures_util::{FutureExt, StreamExt};
use tokio::sync::oneshot;
use tokio::time::timeout;

use super::pace::{Idle, Pace};

/// Bytes that are thrown away of a request that has its answer already.
const MOST_THROWN_AWAY: usize = 256 << 20;
/// A client that sends nothing, and has not said that this was all.
const NOTHING_CAME: Idle = Idle { what: "nothing came", remedy: "send faster, or less at once" };
/// When nothing comes for so long, the client may be reading.
const PAUSE: Duration = Duration::from_millis(500);

/// A request's body, read on a thread that may wait.
#[derive(Debug)]
pub(super) struct Input {
    stream: BodyDataStream,
    pace: Pace,
    /// What has come and is not read yet.
    rest: Bytes,
}

impl Input {
    pub fn of(body: Body, pace: Pace) -> Self {
        Self { stream: body.into_data_stream(), pace, rest: Bytes::new() }
    }

    /// Throws away, in the background, what the client still sends: who sends all before reading would
    /// only see that its connection has ended, and never read why. What is returned is there when the
    /// client has sent all or pauses, or patience with it has ended.
    pub fn throw_away(mut self) -> oneshot::Receiver<()> {
        let (tell, pauses) = oneshot::channel();
        let mut tell = Some(tell);
        let pace = self.pace.of_what_is_over();
        pace.runtime.clone().spawn(async move {
            let mut left = MOST_THROWN_AWAY;
            loop {
                let mut next = self.stream.next();
                let come = match timeout(PAUSE, pace.in_time(&mut next)).await {
                    Ok(come) => come.ok().flatten(),
                    Err(_) => {
                        tell.take();
                        pace.in_time(next).await.ok().flatten()
                    }
                };
                match come {
                    Some(Ok(bytes)) if bytes.len() <= left => left -= bytes.len(),
                    _ => break,
                }
            }
            drop(tell);
        });
        pauses
    }

    /// Waits until something has come; nothing where that was all.
    fn wait(&mut self) -> io::Result<()> {
        while self.rest.is_empty() {
            let next = self.pace.wait(self.stream.next(), NOTHING_CAME)?;
            match next.transpose().map_err(io::Error::other)? {
                Some(bytes) => self.rest = bytes,
                None => break,
            }
        }
        Ok(())
    }
}

impl Read for Input {
    /// Waits for something, and takes with it what else has come by then.
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        if room.is_empty() {
            return Ok(0);
        }
        self.wait()?;
        let mut filled = 0;
        while let Some(free) = room.get_mut(filled..).filter(|free| !free.is_empty()) {
            if self.rest.is_empty() {
                // What goes wrong here goes wrong again when it is waited for.
                match self.stream.next().now_or_never() {
                    Some(Some(Ok(bytes))) => self.rest = bytes,
                    _ => break,
                }
            }
            let taken = self.rest.split_to(free.len().min(self.rest.len()));
            if let Some(free) = free.get_mut(..taken.len()) {
                free.copy_from_slice(&taken);
            }
            filled += taken.len();
        }
        Ok(filled)
    }
}
