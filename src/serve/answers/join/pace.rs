//! How long a join waits for its client.

use std::io;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::time::{Instant, timeout_at};

use crate::serve::ServeLimits;

/// How long a join waits for its client, at a time and altogether: who sends or takes a byte now and then
/// would keep a place among the joins for ever.
#[derive(Debug, Clone)]
pub(super) struct Pace {
    runtime: Handle,
    /// How long nothing may come or be taken.
    patience: Duration,
    /// How long all of it may take, and when that is over.
    most: Duration,
    end: Instant,
}

impl Pace {
    /// That of a join that begins now.
    pub fn of(limits: &ServeLimits, runtime: Handle) -> Self {
        let ServeLimits { patience, join_time: most, .. } = *limits;
        Self { runtime, patience, most, end: Instant::now() + most }
    }

    /// Waits, on a thread that may, for what the client does.
    ///
    /// # Errors
    ///
    /// When it does not do it: `idle` tells what it did not.
    pub fn wait<T>(&self, step: impl Future<Output = T>, idle: &str) -> io::Result<T> {
        let patient = Instant::now() + self.patience;
        let done = self.runtime.block_on(async { timeout_at(patient.min(self.end), step).await });
        done.map_err(|_| {
            let told = if patient < self.end {
                format!("{idle} for {} seconds", self.patience.as_secs())
            } else {
                format!("a join may take {} seconds; send less at once", self.most.as_secs())
            };
            io::Error::new(io::ErrorKind::TimedOut, told)
        })
    }
}
