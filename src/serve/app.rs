//! What all requests share: the dataset that is published now, the limits, and room for long work.

use std::sync::{Arc, Weak};
use std::thread;

use arc_swap::ArcSwap;
use jiff::Timestamp;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::problem::Problem;
use super::{Published, ServeLimits, ServeOptions};

/// What all requests share.
#[derive(Debug, Clone)]
pub(super) struct App(Arc<Shared>);

/// What all requests share, for who must not keep it alive.
#[derive(Debug, Clone)]
pub(super) struct AppUntilEnd(Weak<Shared>);

/// When data came last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct News {
    /// When what is published was loaded.
    pub loaded: Timestamp,
    /// Why newer data is not published.
    pub error: Option<String>,
}

#[derive(Debug)]
struct Shared {
    current: ArcSwap<Published>,
    news: ArcSwap<News>,
    options: ServeOptions,
    /// Long pieces of work that may be under way.
    working: Arc<Semaphore>,
    /// Those and the ones that wait.
    admitted: Arc<Semaphore>,
    /// Joins that may be under way.
    joining: Arc<Semaphore>,
    /// Bytes of their answers that may be held until they are taken.
    join_room: Arc<Semaphore>,
    /// Whether the server ends, and nothing is waited for any more.
    parting: watch::Sender<bool>,
}

impl App {
    /// What answers from a dataset.
    pub fn new(published: Published, options: ServeOptions) -> Self {
        let ServeLimits { workers, waiting, joins, join_held, .. } = options.limits;
        Self(Arc::new(Shared {
            current: ArcSwap::from_pointee(published),
            news: ArcSwap::from_pointee(News { loaded: Timestamp::now(), error: None }),
            options,
            working: Arc::new(Semaphore::new(workers)),
            admitted: Arc::new(Semaphore::new(workers + waiting)),
            joining: Arc::new(Semaphore::new(joins)),
            join_room: Arc::new(Semaphore::new(join_held.min(Semaphore::MAX_PERMITS))),
            parting: watch::Sender::new(false),
        }))
    }

    /// The dataset that is published now. A request takes it once, so that its answer is of one dataset.
    pub fn published(&self) -> Arc<Published> {
        self.0.current.load_full()
    }

    /// Publishes another dataset, and returns the one before. Requests that have begun are answered from
    /// that.
    pub fn publish(&self, published: Published) -> Arc<Published> {
        let before = self.0.current.swap(Arc::new(published));
        self.0.news.store(Arc::new(News { loaded: Timestamp::now(), error: None }));
        before
    }

    /// Makes, on a thread of its own, what the first requests need. It ends with what it is at when the
    /// dataset is no longer published or the server has ended.
    pub fn make_ready(&self) {
        if !self.0.options.makes_ready {
            return;
        }
        let (published, app) = (self.published(), self.until_end());
        let is_wanted = {
            let version = published.version.clone();
            move || app.get().is_some_and(|app| app.published().version == version)
        };
        // Without it the first requests wait, no more than that. It is not of the runtime, whose end
        // would wait for it.
        let thread = thread::Builder::new().name("make ready".to_owned());
        let _ = thread.spawn(move || published.make_ready(is_wanted));
    }

    /// Keeps the dataset, and says why newer data is not published, or that there is none any more.
    pub fn keep(&self, error: Option<String>) {
        let loaded = self.news().loaded;
        self.0.news.store(Arc::new(News { loaded, error }));
    }

    /// When data came last.
    pub fn news(&self) -> Arc<News> {
        self.0.news.load_full()
    }

    /// What does not keep it alive.
    pub fn until_end(&self) -> AppUntilEnd {
        AppUntilEnd(Arc::downgrade(&self.0))
    }

    /// What a request may cost.
    pub fn limits(&self) -> &ServeLimits {
        &self.0.options.limits
    }

    /// Where the server says it is reached.
    pub fn public_url(&self) -> Option<&str> {
        self.0.options.public_url.as_deref()
    }

    /// A place among the joins, which is kept until it is dropped.
    ///
    /// # Errors
    ///
    /// When there is none: a join may take as long as its client sends.
    pub fn joining(&self) -> Result<OwnedSemaphorePermit, Problem> {
        let place = Arc::clone(&self.0.joining).try_acquire_owned();
        place.map_err(|_| Problem::joins_taken(self.limits().joins))
    }

    /// Room that all joins share for answers that are not taken yet, a byte each.
    pub fn join_room(&self) -> Arc<Semaphore> {
        Arc::clone(&self.0.join_room)
    }

    /// Tells who waits for a client that the server ends.
    pub fn part(&self) {
        self.0.parting.send_replace(true);
    }

    /// Whether the server ends.
    pub fn parting(&self) -> watch::Receiver<bool> {
        self.0.parting.subscribe()
    }

    /// Does what takes more than a moment on a thread of its own, when it is its turn.
    ///
    /// # Errors
    ///
    /// Those of the work, and where too much is waiting already, its turn does not come or it takes too
    /// long. What takes too long keeps its place until it is done.
    pub async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let admitted =
            Arc::clone(&self.0.admitted).try_acquire_owned().map_err(|_| Problem::busy())?;
        let limit = self.limits().time;
        let turn = timeout(limit, Arc::clone(&self.0.working).acquire_owned()).await;
        // Others are slow then, and not what was asked for.
        let Ok(Ok(place)) = turn else { return Err(Problem::busy()) };
        let work = move || {
            let done = work();
            drop((place, admitted));
            done
        };
        match timeout(limit, spawn_blocking(work)).await {
            Ok(done) => done.unwrap_or_else(|_| Err(Problem::broken())),
            Err(_) => Err(Problem::too_slow(limit)),
        }
    }
}

impl AppUntilEnd {
    /// What all requests share, unless the server has ended.
    pub fn get(&self) -> Option<App> {
        self.0.upgrade().map(App)
    }
}
