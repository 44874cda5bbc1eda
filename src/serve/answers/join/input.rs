//! A request's body as something that is read.

use std::io::{self, Read};

use axum::body::{Body, BodyDataStream};
use bytes::Bytes;
use futures_util::{FutureExt, StreamExt};

use super::pace::Pace;

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

    /// Waits until something has come; nothing where that was all.
    fn wait(&mut self) -> io::Result<()> {
        while self.rest.is_empty() {
            let next = self.pace.wait(self.stream.next(), "nothing came")?;
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
