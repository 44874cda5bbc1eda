//! What has been made of an answer and is not taken yet.
//!
//! Most clients send all of their events before they read a byte. Were they made to wait as soon as a
//! few answers lie about, both sides would wait for ever; so what is made is held, in room that all
//! joins share. Where that is used up an answer has a little room of its own, and so goes on at the pace
//! at which its client takes it.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, oneshot};

use crate::join::Summary;
use crate::serve::problem::Problem;

/// Bytes of a piece: a client has to take so many before its patience is measured anew.
pub(super) const PIECE: usize = 1 << 16;
/// What holding a piece takes beside its bytes, so that many small ones don't go for nothing.
const COST: usize = 128;

/// How an answer ends.
#[derive(Debug)]
pub(super) enum Ending {
    /// All of it is there.
    Whole(Summary),
    /// It breaks off for a reason; `rest` is there when the client has sent all or pauses.
    BrokenOff { problem: Problem, rest: oneshot::Receiver<()> },
}

/// What comes next of an answer.
#[derive(Debug)]
pub(super) enum Next {
    Piece(Bytes),
    End(Ending),
}

/// What is held of one answer.
#[derive(Debug)]
pub(super) struct Held {
    state: Mutex<State>,
    /// Something was put, or the end is known.
    put: Notify,
    /// Something was taken, or nobody takes anything any more.
    taken: Notify,
    /// The room of this answer alone; closed when nobody takes anything any more.
    own: Arc<Semaphore>,
    /// The room that all answers share.
    shared: Arc<Semaphore>,
}

#[derive(Debug, Default)]
struct State {
    pieces: VecDeque<(Bytes, OwnedSemaphorePermit)>,
    ending: Option<Ending>,
}

impl Held {
    /// Nothing yet, with room that all answers share; and who takes what is put.
    pub fn nothing(shared: Arc<Semaphore>) -> (Arc<Self>, Taker) {
        let held = Arc::new(Self {
            state: Mutex::default(),
            put: Notify::new(),
            taken: Notify::new(),
            own: Arc::new(Semaphore::new(PIECE + COST)),
            shared,
        });
        (Arc::clone(&held), Taker(held))
    }

    /// Room for so many bytes, [`PIECE`] at most, as soon as there is some.
    ///
    /// # Errors
    ///
    /// When nobody takes anything any more.
    pub async fn room(&self, length: usize) -> io::Result<OwnedSemaphorePermit> {
        let cost = u32::try_from(length.min(PIECE) + COST).unwrap_or(u32::MAX);
        let [own, shared] =
            [&self.own, &self.shared].map(|it| Arc::clone(it).acquire_many_owned(cost));
        let room = tokio::select! {
            biased;
            room = own => room,
            room = shared => room,
        };
        room.map_err(|_| io::ErrorKind::BrokenPipe.into())
    }

    /// Puts a piece behind the others.
    pub fn put(&self, piece: Bytes, room: OwnedSemaphorePermit) {
        let mut state = self.state();
        // That is closed before what is held is given up.
        if !self.own.is_closed() {
            state.pieces.push_back((piece, room));
            self.put.notify_one();
        }
    }

    /// Says how it ends, after what is held.
    pub fn end(&self, ending: Ending) {
        self.state().ending = Some(ending);
        self.put.notify_one();
    }

    /// Whether nothing is held.
    pub fn is_empty(&self) -> bool {
        self.state().pieces.is_empty()
    }

    /// Waits until something more has been taken.
    pub async fn taken(&self) {
        self.taken.notified().await;
    }

    /// Gives up what is held, and its room with it.
    pub fn give_up(&self) {
        self.state().pieces.clear();
    }

    /// What is held can't be left half changed, whoever panicked meanwhile.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Who takes what is held. When it is dropped, nothing is held any more.
#[derive(Debug)]
pub(super) struct Taker(Arc<Held>);

impl Taker {
    /// Takes what comes next, as soon as it is there.
    pub async fn next(&mut self) -> Next {
        loop {
            if let Some(next) = self.take() {
                return next;
            }
            self.0.put.notified().await;
        }
    }

    fn take(&self) -> Option<Next> {
        let mut state = self.0.state();
        if let Some((piece, _)) = state.pieces.pop_front() {
            self.0.taken.notify_one();
            return Some(Next::Piece(piece));
        }
        state.ending.take().map(Next::End)
    }
}

impl Drop for Taker {
    fn drop(&mut self) {
        self.0.own.close();
        self.0.give_up();
        self.0.taken.notify_one();
    }
}
