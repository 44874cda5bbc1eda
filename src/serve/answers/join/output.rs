//! Something that is written as an answer.

use std::io::{self, Write};
use std::sync::Arc;

use bytes::Bytes;

use super::held::{Ending, Held, PIECE};
use super::pace::{Idle, Pace};

/// A client that takes nothing, while there is no room to hold more for it.
const NO_ROOM: Idle = Idle {
    what: "no more could be held for the client (the limit `join-held`), and it took nothing",
    remedy: "read while sending, or send less at once",
};
/// A client that has sent all and takes nothing.
const NOT_TAKEN: Idle = Idle { what: "the client took nothing", remedy: "read faster" };

/// Writes an answer on a thread that may wait.
#[derive(Debug)]
pub(super) struct Output {
    held: Arc<Held>,
    pace: Pace,
}

impl Output {
    pub fn of(held: Arc<Held>, pace: Pace) -> Self {
        Self { held, pace }
    }

    /// Waits until all has been taken, or nobody takes anything any more.
    ///
    /// # Errors
    ///
    /// When the client takes it too slowly: what is left is given up.
    pub fn until_taken(&self) -> io::Result<()> {
        while !self.held.is_empty() {
            let taken = self.pace.wait(self.held.taken(), NOT_TAKEN);
            taken.inspect_err(|_| self.held.give_up())?;
        }
        Ok(())
    }

    /// Says how the answer ends.
    pub fn end(&self, ending: Ending) {
        self.held.end(ending);
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let piece = bytes.get(..PIECE).unwrap_or(bytes);
        let room = self.pace.wait(self.held.room(piece.len()), NO_ROOM);
        // What a client does not take is no longer kept for it, but why: that it may yet read.
        let room = room.inspect_err(|_| self.held.give_up())??;
        self.held.put(Bytes::copy_from_slice(piece), room);
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
