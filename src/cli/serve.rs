//! `controlmap serve`: a dataset in the browser, and for programs.

use std::net::{IpAddr, SocketAddr};

use clap::Args;

use crate::cli::arguments::dataset::DatasetArgs;
use crate::cli::output;
use crate::cli::output::progress::Voice;
use crate::serve::{ServeOptions, Server};
use crate::{Error, Result};

/// Serve a map with a time slider, and an API that QGIS, GDAL and MapLibre speak
#[derive(Debug, Args)]
#[command(after_help = "\
The address is printed to stdout as soon as the server answers. Ctrl-C ends it.

Examples:
  controlmap serve
  controlmap serve -d snapshots/ --port 9000
  controlmap serve --host 0.0.0.0 --public-url https://maps.example.org/syria")]
pub(super) struct Serve {
    #[command(flatten)]
    dataset: DatasetArgs,
    /// The port to listen on; 0 for any that is free
    #[arg(long, value_name = "PORT", default_value_t = 8080)]
    port: u16,
    /// The address to listen on: 127.0.0.1 for this machine alone, 0.0.0.0 for all
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    host: IpAddr,
    /// Where the server is reached, for links in its answers, where something stands before it
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
}

impl Serve {
    pub fn run(self, voice: Voice) -> Result<()> {
        let dataset = self.dataset.open(voice)?;
        let options = ServeOptions { public_url: self.public_url, ..ServeOptions::default() };
        let address = SocketAddr::new(self.host, self.port);
        let mut runtime = tokio::runtime::Builder::new_multi_thread();
        let runtime = runtime.enable_all().build();
        let runtime =
            runtime.map_err(|cause| Error::limit(format!("no threads can be had: {cause}")))?;
        runtime.block_on(async {
            let server = Server::bind(address, dataset, options).await?;
            output::to_stdout(format!("http://{}/\n", server.address()).as_bytes())?;
            server.run(stopped()).await;
            Ok(())
        })
    }
}

/// Waits for Ctrl-C, or for what else asks a program to end.
async fn stopped() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminated.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
