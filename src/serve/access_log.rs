//! Who asked for what is nobody's business; what was asked for, and how that went, is written down.

use std::io::{BufWriter, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime};

use axum::http::{Method, StatusCode, Uri};
use jiff::Timestamp;
use serde::Serialize;

use crate::{Error, Result};

/// Lines that may wait to be written. Those that come when so many wait are lost, and counted.
const MOST_WAITING: usize = 16_384;
/// Characters of a path, a query or a method that are written down.
const LONGEST: usize = 2048;
/// How long the end waits for the last lines.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// A log of requests: a line of JSON each, as it ends.
///
/// `time` is when the request came (RFC 3339, UTC), `method`, `path` and `query` what it asked for,
/// `status` the answer's (`null` where the client left before there was one), `bytes` those of the
/// answer's body as it was sent, `ms` the milliseconds until its last byte was handed over, and
/// `cut` is true where it never was. A line with `lost` counts those that could not be written in time.
/// The client's address is left out: who looks at which place of a war may be in danger for it.
///
/// Lines are written by a thread of their own, so that no request waits for a disk or a pipe.
///
/// # Example
///
/// ```
/// use controlmap::serve::{AccessLog, ServeOptions};
///
/// let log = AccessLog::to(std::io::stderr())?;
/// let options = ServeOptions { log: Some(log), ..ServeOptions::default() };
/// # Ok::<(), controlmap::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct AccessLog(Arc<Desk>);

#[derive(Debug)]
struct Desk {
    /// Taken away when the log ends, which tells the thread that nothing more comes.
    entries: Option<SyncSender<Entry>>,
    lost: Arc<AtomicU64>,
    /// Hears of the thread's end.
    written: Mutex<Receiver<()>>,
}

/// A request that has ended.
#[derive(Debug)]
pub(super) struct Entry {
    pub time: SystemTime,
    pub method: Method,
    pub uri: Uri,
    /// None where the client left before there was an answer.
    pub status: Option<StatusCode>,
    pub bytes: u64,
    /// Whether all of the answer was handed over.
    pub is_whole: bool,
    pub took: Duration,
}

impl AccessLog {
    /// A log that is written to a file, a pipe or the like. What can't be written is lost without a word:
    /// the server goes on.
    ///
    /// # Errors
    ///
    /// When there is no thread to be had.
    pub fn to(writer: impl Write + Send + 'static) -> Result<Self> {
        let (entries, received) = sync_channel(MOST_WAITING);
        let (tell, written) = sync_channel(1);
        let lost = Arc::new(AtomicU64::new(0));
        let missed = Arc::clone(&lost);
        thread::Builder::new()
            .name("access log".to_owned())
            .spawn(move || {
                write(&received, &missed, writer);
                // Nobody may be left to hear it.
                let _ = tell.send(());
            })
            .map_err(|cause| Error::limit(format!("the log has no thread: {cause}")))?;
        Ok(Self(Arc::new(Desk { entries: Some(entries), lost, written: Mutex::new(written) })))
    }

    /// Notes a request, where that can be done without waiting.
    pub(super) fn note(&self, entry: Entry) {
        let noted = self.0.entries.as_ref().is_some_and(|it| it.try_send(entry).is_ok());
        if !noted {
            self.0.lost.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.entries = None;
        // A pipe that nobody reads must not keep the program.
        let written = self.written.get_mut().unwrap_or_else(PoisonError::into_inner);
        let _ = written.recv_timeout(LAST_WORDS);
    }
}

/// Writes entries until no more come. What is written stands in the file once nothing is waiting.
fn write(entries: &Receiver<Entry>, lost: &AtomicU64, writer: impl Write) {
    let mut writer = BufWriter::with_capacity(1 << 16, writer);
    while let Ok(first) = entries.recv() {
        for entry in std::iter::once(first).chain(entries.try_iter()) {
            // What can't be written is lost, as the documentation says.
            let _ = writeln!(writer, "{}", line(&entry));
        }
        let lost = lost.swap(0, Ordering::Relaxed);
        if lost > 0 {
            let _ = writeln!(writer, "{{\"lost\":{lost}}}");
        }
        let _ = writer.flush();
    }
}

#[derive(Serialize)]
struct Line<'a> {
    time: String,
    method: &'a str,
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    query: Option<&'a str>,
    status: Option<u16>,
    bytes: u64,
    ms: f64,
    #[serde(skip_serializing_if = "is_false")]
    cut: bool,
}

fn line(entry: &Entry) -> String {
    let time = Timestamp::try_from(entry.time).unwrap_or_default();
    let line = Line {
        time: format!("{time:.3}"),
        method: beginning(entry.method.as_str()),
        path: beginning(entry.uri.path()),
        query: entry.uri.query().map(beginning),
        status: entry.status.map(|it| it.as_u16()),
        bytes: entry.bytes,
        ms: (entry.took.as_secs_f64() * 1e6).round() / 1e3,
        cut: !entry.is_whole,
    };
    serde_json::to_string(&line).unwrap_or_default()
}

fn beginning(text: &str) -> &str {
    text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text)
}

fn is_false(it: &bool) -> bool {
    !it
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Default)]
    struct Paper(Arc<Mutex<Vec<u8>>>);

    impl Write for Paper {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    fn entry(uri: &str) -> Entry {
        Entry {
            time: SystemTime::UNIX_EPOCH + Duration::from_millis(1_769_472_000_125),
            method: Method::GET,
            uri: uri.parse().unwrap(),
            status: Some(StatusCode::OK),
            bytes: 512,
            is_whole: true,
            took: Duration::from_micros(1250),
        }
    }

    #[test]
    fn a_request_is_a_line_of_json_that_no_request_can_break() {
        let paper = Paper::default();
        let log = AccessLog::to(paper.clone()).unwrap();
        log.note(entry("/at?lon=38.99&lat=\\%0A"));
        log.note(Entry { status: None, is_whole: false, ..entry("/health") });
        drop(log);
        let text = String::from_utf8(paper.0.lock().unwrap().clone()).unwrap();
        assert_eq!(
            text,
            concat!(
                r#"{"time":"2026-01-27T00:00:00.125Z","method":"GET","path":"/at","#,
                r#""query":"lon=38.99&lat=\\%0A","status":200,"bytes":512,"ms":1.25}"#,
                "\n",
                r#"{"time":"2026-01-27T00:00:00.125Z","method":"GET","path":"/health","#,
                r#""status":null,"bytes":512,"ms":1.25,"cut":true}"#,
                "\n"
            )
        );
    }

    /// A pipe that takes nothing until it is told to.
    struct Stuck(Receiver<()>);

    impl Write for Stuck {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            let _ = self.0.recv();
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_pipe_that_nobody_reads_delays_nobody() {
        let (open, opened) = sync_channel(1);
        let log = AccessLog::to(Stuck(opened)).unwrap();
        for _ in 0..3 * MOST_WAITING {
            log.note(entry("/health"));
        }
        assert!(log.0.lost.load(Ordering::Relaxed) > 0);
        drop(open);
    }
}
