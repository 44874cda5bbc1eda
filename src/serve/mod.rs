//! The server: a dataset over HTTP, read only.
//!
//! Every answer to a `GET` depends on the dataset, the address and the form that is asked for, and on
//! nothing else, so one entity tag serves for all of it (`freshness`). What takes long runs on
//! threads of its own, a few at a time (`App::work`).
//!
//! A request goes through `connections`, which gives it time and a place, and `entrance`, which
//! refuses what is refused whatever it asks for; its answer goes back the same way.

mod access_log;
mod admission;
mod answers;
mod app;
mod asked;
mod base;
mod connections;
mod delivery;
mod entrance;
mod features;
mod form;
mod freshness;
mod guards;
mod health;
mod html;
mod landing;
mod limits;
mod occupancy;
mod openapi;
mod page;
mod patient_stream;
mod pictures;
mod problem;
mod published;
mod query;
mod reach;
mod routes;
mod style;
mod tiles;
mod watch;
mod wms;

use std::net::SocketAddr;

use tokio::net::TcpListener;

use crate::model::Dataset;
use crate::{Error, Result};
pub use access_log::AccessLog;
use app::App;
pub use limits::ServeLimits;
pub use page::{SiteFile, site};
pub use published::Published;
use reach::Reach;
pub use watch::{Reload, Watch};

/// How a dataset is served.
#[derive(Debug, Clone, Default)]
pub struct ServeOptions {
    /// Where the server is reached, where that is not where it listens: `https://maps.example.org/syria`.
    pub public_url: Option<String>,
    /// What a request may cost.
    pub limits: ServeLimits,
    /// Where requests are written down, if anywhere.
    pub log: Option<AccessLog>,
    /// Whether what the first requests need is made in the background, at the start and after every
    /// change of the data; else they wait for it.
    pub makes_ready: bool,
}

/// A dataset about to be served.
#[derive(Debug)]
pub struct Server {
    app: App,
    options: ServeOptions,
    listener: TcpListener,
    address: SocketAddr,
}

impl Server {
    /// Makes a dataset ready and listens on an address; port 0 stands for any that is free.
    ///
    /// On a loopback address, and where no public one is given, programs and pages of this machine alone
    /// are answered: a page of another site that is open in a browser here can't read the dataset.
    ///
    /// # Errors
    ///
    /// When the dataset can't be indexed or the address can't be listened on.
    pub async fn bind(
        address: SocketAddr,
        dataset: Dataset,
        options: ServeOptions,
    ) -> Result<Self> {
        let unusable = |cause| {
            Error::usage(format!("the address can't be listened on: {cause}"))
                .at(address)
                .hint("choose another with --port or --host")
        };
        let app = App::new(Published::of(dataset)?, options.clone());
        let listener = TcpListener::bind(address).await.map_err(unusable)?;
        let address = listener.local_addr().map_err(unusable)?;
        Ok(Self { app, options, listener, address })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Publishes what the dataset's files say whenever they change. Those that can't be read change
    /// nothing.
    ///
    /// # Errors
    ///
    /// When there is no thread to be had.
    pub fn watch(&self, watch: Watch) -> Result<()> {
        watch.begin(self.app.until_end())
    }

    /// Answers until `stop` is there, then finishes what has been begun.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let Self { app, options, listener, address } = self;
        app.make_ready();
        let reach = Reach::of(address, app.public_url());
        let service = entrance::before(routes::all(app.clone()), app.clone(), reach);
        connections::serve(listener, service, &options, stop, || app.part()).await;
    }
}
