//! The server: a dataset over HTTP, read only.
//!
//! Every answer to a `GET` depends on the dataset, the address and the form that is asked for, and on
//! nothing else, so one entity tag serves for all of it ([`freshness`]). What takes long runs on
//! threads of its own, a few at a time ([`App::work`]).

mod answers;
mod app;
mod asked;
mod base;
mod connections;
mod features;
mod form;
mod freshness;
mod guards;
mod health;
mod html;
mod landing;
mod limits;
mod openapi;
mod page;
mod pictures;
mod problem;
mod published;
mod query;
mod routes;
mod tiles;
mod wms;

use std::net::SocketAddr;

use tokio::net::TcpListener;

use crate::model::Dataset;
use crate::{Error, Result};
use app::App;
pub use limits::ServeLimits;
pub use page::{SiteFile, site};
pub use published::Published;

/// How a dataset is served.
#[derive(Debug, Clone, Default)]
pub struct ServeOptions {
    /// Where the server is reached, where that is not where it listens: `https://maps.example.org/syria`.
    pub public_url: Option<String>,
    /// What a request may cost.
    pub limits: ServeLimits,
}

/// A dataset about to be served.
#[derive(Debug)]
pub struct Server {
    app: App,
    listener: TcpListener,
    address: SocketAddr,
}

impl Server {
    /// Makes a dataset ready and listens on an address; port 0 stands for any that is free.
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
        let app = App::new(Published::of(dataset)?, options);
        let listener = TcpListener::bind(address).await.map_err(unusable)?;
        let address = listener.local_addr().map_err(unusable)?;
        Ok(Self { app, listener, address })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until `stop` is there, then finishes what has been begun.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let limits = self.app.limits().clone();
        connections::serve(self.listener, routes::all(self.app), &limits, stop).await;
    }
}
