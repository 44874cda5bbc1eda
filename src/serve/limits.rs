//! What a request may cost.

use std::time::Duration;

use crate::source::number_of;
use crate::{Error, Result};

/// What a request may cost, and how much may be done at once. Each limit has a name, by which
/// `--serve-limit NAME=NUMBER` sets it.
///
/// # Example
///
/// ```
/// use controlmap::serve::ServeLimits;
///
/// let mut limits = ServeLimits::default();
/// limits.set("pixels=40M")?;
/// assert_eq!(limits.pixels, 40_000_000);
/// assert!(limits.set("connections=0").is_err());
/// # Ok::<(), controlmap::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ServeLimits {
    /// `body`: bytes of a request's body, other than of a join; 1 MiB.
    pub body: usize,
    /// `join-rows`: events of a join; a million.
    pub join_rows: u64,
    /// `joins`: at once; 8. They go at the pace of their clients, and so are not among the long pieces of
    /// work.
    pub joins: usize,
    /// `join-held`: bytes of the answers of all joins that are held for clients that send all before they
    /// read; 256 MiB. They are taken as they are needed. Where they are used up, or 0, a join goes on at the
    /// pace at which its client takes its answers.
    pub join_held: usize,
    /// `join-time`: how long a join may take, however little of it is sent at a time, in whole seconds;
    /// 3600.
    pub join_time: Duration,
    /// `pixels`: of a picture; 16 million.
    pub pixels: u64,
    /// `features`: of a page of a collection; 10,000.
    pub features: usize,
    /// `answer`: bytes of an answer that is made whole before it is sent; 64 MiB.
    pub answer: usize,
    /// `uri`: bytes of a request's path and query, 65,000 at the most; 8 KiB.
    pub uri: usize,
    /// `head`: bytes of a request's headers, names and values; 16 KiB.
    pub head: usize,
    /// `time`: how long an answer may wait for its turn, and then take to be made, in whole seconds; 30.
    pub time: Duration,
    /// `patience`: how long a client may take to send a request's head, to go on sending its body or
    /// taking the answer, and to ask for something else on the same connection, in whole seconds; 15.
    pub patience: Duration,
    /// `grace`: how long what has been begun may take when the server is asked to end, in whole
    /// seconds; 10.
    pub grace: Duration,
    /// `connections`: at once; 1024.
    pub connections: usize,
    /// `workers`: long pieces of work at once; as many as there are processors.
    pub workers: usize,
    /// `waiting`: long pieces of work that may wait for their turn, none of them if 0; 256.
    pub waiting: usize,
}

impl Default for ServeLimits {
    fn default() -> Self {
        Self {
            body: 1 << 20,
            join_rows: 1_000_000,
            joins: 8,
            join_held: 256 << 20,
            join_time: Duration::from_secs(3600),
            pixels: 16_000_000,
            features: 10_000,
            answer: 64 << 20,
            uri: 8 << 10,
            head: 16 << 10,
            time: Duration::from_secs(30),
            patience: Duration::from_secs(15),
            grace: Duration::from_secs(10),
            connections: 1024,
            workers: std::thread::available_parallelism().map_or(2, usize::from),
            waiting: 256,
        }
    }
}

/// The most of what is counted one by one, each of which takes memory.
const MOST_AT_ONCE: u64 = 1_000_000;
/// A day: no clock ends before so many seconds have passed.
const LONGEST: u64 = 86_400;
/// The longest path and query that can be read at all, in bytes.
const LONGEST_URI: u64 = 65_000;
/// The most bytes of headers, which each connection may take.
const LARGEST_HEAD: u64 = 1 << 20;

impl ServeLimits {
    /// The names, in the order of the fields.
    pub const NAMES: [&str; 16] = [
        "body",
        "join-rows",
        "joins",
        "join-held",
        "join-time",
        "pixels",
        "features",
        "answer",
        "uri",
        "head",
        "time",
        "patience",
        "grace",
        "connections",
        "workers",
        "waiting",
    ];

    /// Sets a limit from `NAME=NUMBER`; the number is written as [`Limits::set`] takes it.
    ///
    /// # Errors
    ///
    /// When there is no such limit, or the number is none or is not one that the limit can be: all but
    /// `waiting` and `join-held` are one at least.
    ///
    /// [`Limits::set`]: crate::source::Limits::set
    pub fn set(&mut self, text: &str) -> Result<()> {
        let wrong = |what: &str| {
            Error::usage(what).found(format!("`{text}`")).hint(format!(
                "a limit is written NAME=NUMBER, such as time=60; there are {}",
                Self::NAMES.join(", ")
            ))
        };
        let (name, number) =
            text.split_once('=').ok_or_else(|| wrong("a limit needs a name and a number"))?;
        let number = number_of(number).ok_or_else(|| wrong("the limit's number is none"))?;
        let name = name.trim();
        let (least, most) = match name {
            "waiting" => (0, MOST_AT_ONCE),
            "join-held" => (0, u64::MAX),
            "joins" | "connections" | "workers" => (1, MOST_AT_ONCE),
            "join-time" | "time" | "patience" | "grace" => (1, LONGEST),
            "uri" => (1, LONGEST_URI),
            "head" => (1, LARGEST_HEAD),
            _ => (1, u64::MAX),
        };
        if !(least..=most).contains(&number) {
            return Err(wrong(&format!("the limit must lie between {least} and {most}")));
        }
        let count = usize::try_from(number).unwrap_or(usize::MAX);
        let seconds = Duration::from_secs(number);
        match name {
            "body" => self.body = count,
            "join-rows" => self.join_rows = number,
            "joins" => self.joins = count,
            "join-held" => self.join_held = count,
            "join-time" => self.join_time = seconds,
            "pixels" => self.pixels = number,
            "features" => self.features = count,
            "answer" => self.answer = count,
            "uri" => self.uri = count,
            "head" => self.head = count,
            "time" => self.time = seconds,
            "patience" => self.patience = seconds,
            "grace" => self.grace = seconds,
            "connections" => self.connections = count,
            "workers" => self.workers = count,
            "waiting" => self.waiting = count,
            _ => return Err(wrong("there is no such limit")),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_sets_its_limit_and_no_number_makes_a_server_that_cannot_answer() {
        for name in ServeLimits::NAMES {
            let mut limits = ServeLimits::default();
            limits.set(&format!("{name}=7")).unwrap();
            assert_ne!(limits, ServeLimits::default(), "{name}");
            assert!(limits.set(&format!("{name}=many")).is_err(), "{name}");
            let may_be_none = ["waiting", "join-held"].contains(&name);
            assert_eq!(limits.set(&format!("{name}=0")).is_ok(), may_be_none, "{name}");
        }
        for text in ["time=100000", "workers=10G", "uri=1M", "pixel=1", "pixels"] {
            assert!(ServeLimits::default().set(text).is_err(), "{text}");
        }
    }
}
