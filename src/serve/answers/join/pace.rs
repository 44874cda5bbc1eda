//! How long a join waits for its client.

use std::io;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::time::error::Elapsed;
use tokio::time::{Instant, timeout_at};

use crate::serve::app::App;

/// What a client is told when the server ends.
const PARTING: &str = "the server ends; send again what has no answer yet";

/// What a client has not done, and what it can do about it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Idle {
    pub what: &'static str,
    pub remedy: &'static str,
}

/// How long a join waits for its client, at a time and altogether: who sends or takes a byte now and then
/// would keep a place among the joins for ever. When the server ends, it waits no longer.
#[derive(Debug, Clone)]
pub(super) struct Pace {
    pub runtime: Handle,
    /// How long nothing may come or be taken.
    patience: Duration,
    /// How long all of it may take, and when that is over.
    most: Duration,
    end: Instant,
    /// Whether the server ends.
    parting: watch::Receiver<bool>,
}

impl Pace {
    /// That of a join that begins now.
    pub fn of(app: &App, runtime: Handle) -> Self {
        let (patience, most) = (app.limits().patience, app.limits().join_time);
        let (end, parting) = (Instant::now() + most, app.parting());
        Self { runtime, patience, most, end, parting }
    }

    /// That of what is left of a join that has its answer: all of it may take no longer than nothing may
    /// otherwise come, or its client would keep the connection for nothing.
    pub fn of_what_is_over(&self) -> Self {
        Self { end: self.end.min(Instant::now() + self.patience), ..self.clone() }
    }

    /// Waits, on a thread that may, for what the client does.
    ///
    /// # Errors
    ///
    /// When it does not do it, or the server ends.
    pub fn wait<T>(&self, step: impl Future<Output = T>, idle: Idle) -> io::Result<T> {
        let mut parting = self.parting.clone();
        let done = self.runtime.block_on(async {
            tokio::select! {
                biased;
                _ = parting.wait_for(|is_parting| *is_parting) => Err(PARTING.to_owned()),
                done = self.in_time(step) => done.map_err(|_| self.lateness(idle)),
            }
        });
        done.map_err(|told| io::Error::new(io::ErrorKind::TimedOut, told))
    }

    /// Waits for what the client does, as long as there is patience and time.
    pub async fn in_time<T>(&self, step: impl Future<Output = T>) -> Result<T, Elapsed> {
        timeout_at((Instant::now() + self.patience).min(self.end), step).await
    }

    fn lateness(&self, Idle { what, remedy }: Idle) -> String {
        if Instant::now() < self.end {
            format!("{what} for {} seconds; {remedy}", self.patience.as_secs())
        } else {
            format!("a join may take {} seconds; send less at once", self.most.as_secs())
        }
    }
}
