//! Looks whether the files of the dataset changed, and publishes what they say then.
//!
//! They are looked at every second, rather than waiting to be told by the system: that works on network
//! drives, in containers and through links as well, and a look at some hundred files takes milliseconds.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use super::Published;
use super::app::{App, AppUntilEnd};
use crate::model::Dataset;
use crate::{Error, Result};

/// How often the files are looked at. What has not changed between two looks is taken to be whole.
const PERIOD: Duration = Duration::from_secs(1);
/// How deep folders may stand in each other: links may go round in circles.
const DEEPEST: usize = 16;

/// The files of a dataset that may change, and how they are read again.
pub struct Watch {
    paths: Vec<PathBuf>,
    open: Box<dyn Fn() -> Result<Dataset> + Send>,
    say: Box<dyn Fn(&Reload) + Send>,
    /// The files as they were before what is published was read.
    seen: Vec<Seen>,
}

/// What became of files that changed.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Reload {
    /// What they say now is published.
    Published {
        /// The version of the data.
        version: String,
        /// How long it took to read.
        took: Duration,
    },
    /// They can't be read: what was published is kept.
    Kept(Error),
}

impl fmt::Display for Reload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Published { version, took } => {
                let took = took.as_secs_f64();
                write!(f, "the data changed; {version} is published ({took:.1} s)")
            }
            Self::Kept(error) => {
                write!(f, "the data changed and can't be read; the old one is kept: {error}")
            }
        }
    }
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watch").field("paths", &self.paths).finish_non_exhaustive()
    }
}

impl Watch {
    /// Watches files and all that is in folders; of a manifest (`.toml`), the folder it is in.
    /// `open` reads the dataset; `say` is told what was published or why it was not.
    ///
    /// What changes from now on is a change, so this stands before the dataset is read for the first
    /// time: what is written meanwhile is not missed.
    ///
    /// # Example
    ///
    /// ```no_run
    /// use controlmap::serve::Watch;
    /// use controlmap::source;
    ///
    /// let options = source::OpenOptions::default();
    /// let open = move || source::open(&["snapshots".as_ref()], &options, &|_| {});
    /// let watch = Watch::new(vec!["snapshots".into()], open, |reload| eprintln!("{reload}"));
    /// ```
    pub fn new(
        paths: Vec<PathBuf>,
        open: impl Fn() -> Result<Dataset> + Send + 'static,
        say: impl Fn(&Reload) + Send + 'static,
    ) -> Self {
        let seen = look(&paths);
        Self { paths, open: Box::new(open), say: Box::new(say), seen }
    }

    /// Watches on a thread of its own until the server ends.
    pub(super) fn begin(self, app: AppUntilEnd) -> Result<()> {
        thread::Builder::new()
            .name("watch".to_owned())
            .spawn(move || self.run(&app))
            .map(drop)
            .map_err(|cause| Error::limit(format!("there is no thread to watch files: {cause}")))
    }

    fn run(mut self, app: &AppUntilEnd) {
        let mut before = self.seen.clone();
        loop {
            thread::sleep(PERIOD);
            let now = look(&self.paths);
            let is_stable = now == before;
            before.clone_from(&now);
            let Some(app) = app.get() else { return };
            if is_stable && now != self.seen {
                self.reload(&app);
                self.seen = now;
            }
        }
    }

    /// Publishes what the files say now, or keeps what is published.
    fn reload(&self, app: &App) {
        let start = Instant::now();
        match (self.open)().and_then(Published::of) {
            Err(error) => {
                app.keep(Some(self.without_folders(&error)));
                (self.say)(&Reload::Kept(error));
            }
            Ok(new) if new.version == app.published().version => app.keep(None),
            Ok(new) => {
                let version = new.version.clone();
                let old = app.publish(new);
                app.make_ready();
                (self.say)(&Reload::Published { version, took: start.elapsed() });
                discard(old, app.limits().time);
            }
        }
    }

    /// What is wrong, without where the files lie on this machine.
    fn without_folders(&self, error: &Error) -> String {
        let folders = self.paths.iter().filter_map(|path| path.parent());
        let named = folders.map(|it| it.display().to_string()).filter(|it| !it.is_empty());
        named.fold(error.to_string(), |text, folder| {
            text.replace(&format!("{}/", folder.trim_end_matches('/')), "")
        })
    }
}

fn look(paths: &[PathBuf]) -> Vec<Seen> {
    let mut seen = Vec::new();
    for path in paths {
        let is_manifest = path.extension().is_some_and(|it| it == "toml");
        let folder = path.parent().filter(|_| is_manifest);
        match folder {
            Some(folder) if folder.as_os_str().is_empty() => see(Path::new("."), 0, &mut seen),
            Some(folder) => see(folder, 0, &mut seen),
            None => see(path, 0, &mut seen),
        }
    }
    seen.sort();
    seen
}

/// What tells that a file changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Seen {
    path: PathBuf,
    size: u64,
    modified: Option<SystemTime>,
}

/// Notes a file, or the files of a folder and of those in it. What is not there is not noted.
fn see(path: &Path, depth: usize, seen: &mut Vec<Seen>) {
    let Ok(metadata) = fs::metadata(path) else { return };
    if !metadata.is_dir() {
        let modified = metadata.modified().ok();
        seen.push(Seen { path: path.to_owned(), size: metadata.len(), modified });
    } else if depth < DEEPEST {
        let entries = fs::read_dir(path).into_iter().flatten().flatten();
        entries.for_each(|entry| see(&entry.path(), depth + 1, seen));
    }
}

/// Gives a dataset back once the requests that it answers are done, so that none of them pays for that.
fn discard(old: Arc<Published>, most: Duration) {
    let start = Instant::now();
    while Arc::strong_count(&old) > 1 && start.elapsed() < most {
        thread::sleep(Duration::from_millis(50));
    }
    drop(old);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::ServeOptions;
    use crate::source::{self, OpenOptions};

    #[test]
    fn what_changes_while_the_dataset_is_read_for_the_first_time_is_published() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("control.geojson");
        fs::copy("fixtures/snapshots/front_2024-07-08.geojson", &path).unwrap();
        let file = path.clone();
        let open = move || source::open(&[file.as_ref()], &OpenOptions::default(), &|_| {});
        let watch = Watch::new(vec![path.clone()], open.clone(), |_| {});
        let first = Published::of(open().unwrap()).unwrap();
        let version = first.version.clone();
        fs::copy("fixtures/snapshots/front_2024-07-11.geojson", &path).unwrap();
        let app = App::new(first, ServeOptions::default());
        watch.begin(app.until_end()).unwrap();
        let start = Instant::now();
        while app.published().version == version {
            assert!(start.elapsed() < Duration::from_secs(60), "nothing is published");
            thread::sleep(Duration::from_millis(20));
        }
    }
}
