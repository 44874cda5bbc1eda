//! What a request may cost.

use std::time::Duration;

/// What a request may cost, and how much may be done at once.
#[derive(Debug, Clone, PartialEq)]
pub struct ServeLimits {
    /// Bytes of a request's body, other than of a join.
    pub body: usize,
    /// Events of a join.
    pub join_rows: u64,
    /// Joins at once. They go at the pace of their clients, and so are not among the long pieces of work.
    pub joins: usize,
    /// Pixels of a picture.
    pub pixels: u64,
    /// Features of a page of a collection.
    pub features: usize,
    /// Bytes of an answer.
    pub answer: usize,
    /// How long an answer may take to be made.
    pub time: Duration,
    /// How long a client may take to send a request's head, or to take what is sent to it.
    pub patience: Duration,
    /// Connections at once.
    pub connections: usize,
    /// Long pieces of work at once.
    pub workers: usize,
    /// Long pieces of work that may wait for their turn.
    pub waiting: usize,
}

impl Default for ServeLimits {
    fn default() -> Self {
        Self {
            body: 1 << 20,
            join_rows: 1_000_000,
            joins: 8,
            pixels: 16_000_000,
            features: 10_000,
            answer: 64 << 20,
            time: Duration::from_secs(30),
            patience: Duration::from_secs(15),
            connections: 1024,
            workers: std::thread::available_parallelism().map_or(2, usize::from),
            waiting: 256,
        }
    }
}
