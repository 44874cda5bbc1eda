//! `controlmap serve`: a dataset in the browser, and for programs.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use axum::http::Uri;
use clap::Args;
#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::cli::arguments::dataset::DatasetArgs;
use crate::cli::output;
use crate::cli::output::log_file::LogFile;
use crate::cli::output::progress::Voice;
use crate::serve::{AccessLog, Reload, ServeLimits, ServeOptions, Server, Watch};
use crate::{Error, Result, source};

/// Serve a map with a time slider, and an API that QGIS, GDAL and MapLibre speak
#[derive(Debug, Args)]
#[command(after_help = "\
The address is printed to stdout as soon as the server answers. Ctrl-C ends it, and what has been begun
is finished; a second one ends it at once.

On 127.0.0.1, programs and pages of this machine alone are answered. With another --host, or a
--public-url, the dataset is for everyone who reaches it, pages of all sites too.

Examples:
  controlmap serve
  controlmap serve -d snapshots/ --watch --port 9000
  controlmap serve --access-log - --serve-limit time=60
  controlmap serve --host 0.0.0.0 --public-url https://maps.example.org/syria")]
pub(super) struct Serve {
    #[command(flatten)]
    dataset: DatasetArgs,
    /// The port to listen on; 0 for any that is free
    #[arg(long, value_name = "PORT", default_value_t = 8080)]
    port: u16,
    /// The address to listen on: 127.0.0.1 for this machine alone, 0.0.0.0 for all
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1", value_parser = parse_host)]
    host: IpAddr,
    /// Where the server is reached, for links in its answers, where something stands before it that
    /// takes the address's path off, if it has one
    #[arg(long, value_name = "URL", value_parser = parse_url)]
    public_url: Option<String>,
    /// Publish what the files of the dataset say whenever they change; those that can't be read change
    /// nothing
    #[arg(long)]
    watch: bool,
    /// Write a line of JSON for every request, without who asked, at the end of a file, or to stderr
    /// where it is `-`; where the file is moved away, a new one is begun
    #[arg(long, value_name = "FILE")]
    access_log: Option<PathBuf>,
    /// What a request may cost: NAME=NUMBER sets body, join-rows, joins, join-held, join-time, pixels,
    /// features, answer, uri, head, time, patience, grace, connections, workers or waiting
    #[arg(long = "serve-limit", value_name = "NAME=NUMBER", hide_short_help = true)]
    serve_limits: Vec<String>,
}

impl Serve {
    pub fn run(self, voice: Voice) -> Result<()> {
        let watch = self.watch.then(|| self.watch(voice)).transpose()?;
        let options = self.options(voice)?;
        let dataset = self.dataset.open(voice)?;
        let address = SocketAddr::new(self.host, self.port);
        let mut runtime = tokio::runtime::Builder::new_multi_thread();
        let runtime = runtime.enable_all().build();
        let runtime =
            runtime.map_err(|cause| Error::limit(format!("no threads can be had: {cause}")))?;
        let done = runtime.block_on(async {
            let server = Server::bind(address, dataset, options).await?;
            if let Some(watch) = watch {
                server.watch(watch)?;
            }
            if !self.host.is_loopback() {
                voice.say(format!("{} is reached by all who reach this machine", server.address()));
            }
            // Who reads the address may ask for the end at once.
            let requests = EndRequests::heard()
                .map_err(|cause| Error::limit(format!("Ctrl-C can't be heard: {cause}")))?;
            output::to_stdout(format!("http://{}/\n", server.address()).as_bytes())?;
            server.run(stopped(requests)).await;
            Ok(())
        });
        // Work that nobody waits for any more must not keep the program.
        runtime.shutdown_background();
        done
    }

    fn options(&self, voice: Voice) -> Result<ServeOptions> {
        let mut limits = ServeLimits::default();
        for limit in &self.serve_limits {
            limits.set(limit).map_err(|error| error.at("--serve-limit"))?;
        }
        let log = match &self.access_log {
            Some(path) if path == Path::new("-") && voice.is_quiet() => None,
            Some(path) => Some(log_to(path)?),
            None => None,
        };
        Ok(ServeOptions { public_url: self.public_url.clone(), limits, log, makes_ready: true })
    }

    fn watch(&self, voice: Voice) -> Result<Watch> {
        let paths = self.dataset.paths();
        if paths.is_empty() {
            return Err(Error::usage("the built-in dataset never changes")
                .at("--watch")
                .hint("say with --data which files are watched"));
        }
        if paths.iter().any(|path| path == Path::new("-")) {
            return Err(Error::usage("the standard input can't be read again").at("--watch"));
        }
        let (options, files) = (self.dataset.options()?, paths.clone());
        let open = move || {
            let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
            source::open(&files, &options, &|_| {})
        };
        let say = move |reload: &Reload| match reload {
            Reload::Published { .. } => voice.say(reload),
            Reload::Kept(_) => voice.complain(reload),
        };
        Ok(Watch::new(paths, open, say))
    }
}

/// A log at the end of a file, or on stderr.
fn log_to(path: &Path) -> Result<AccessLog> {
    if path == Path::new("-") {
        return AccessLog::to(std::io::stderr());
    }
    let file = LogFile::open(path);
    AccessLog::to(file.map_err(|cause| output::unwritable(path, &cause))?)
}

/// Waits until the program is asked to end. Asked again, it ends at once.
async fn stopped(mut requests: EndRequests) {
    requests.next().await;
    tokio::spawn(async move {
        requests.next().await;
        std::process::exit(ENDED_AT_ONCE);
    });
}

/// The exit code of a program that Ctrl-C ended, as shells have it.
const ENDED_AT_ONCE: i32 = 130;

/// What asks a program to end: Ctrl-C, and whatever else the system has. It is heard from the moment that
/// this is made; before it, the system ends the program without further ado.
#[cfg(unix)]
struct EndRequests {
    terminated: Signal,
    interrupted: Signal,
}

#[cfg(unix)]
impl EndRequests {
    fn heard() -> io::Result<Self> {
        let terminated = signal(SignalKind::terminate())?;
        Ok(Self { terminated, interrupted: signal(SignalKind::interrupt())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminated.recv() => {}
            _ = self.interrupted.recv() => {}
        }
    }
}

#[cfg(not(unix))]
struct EndRequests;

#[cfg(not(unix))]
impl EndRequests {
    fn heard() -> io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}

/// Takes an address of this machine; its own name stands for the usual one.
fn parse_host(text: &str) -> Result<IpAddr, String> {
    if text == "localhost" {
        return Ok(Ipv4Addr::LOCALHOST.into());
    }
    text.parse().map_err(|_| "an address is written 127.0.0.1, 0.0.0.0 or ::1".to_owned())
}

/// Takes an address of the web that paths can be put after.
fn parse_url(text: &str) -> Result<String, String> {
    if !["https://", "http://"].iter().any(|scheme| text.starts_with(scheme)) {
        return Err("an address begins with https:// or http://".to_owned());
    }
    let uri: Uri = text.parse().map_err(|cause| format!("this is no address: {cause}"))?;
    let names_a_user = uri.authority().is_some_and(|it| it.as_str().contains('@'));
    if names_a_user || uri.query().is_some() || text.contains('#') {
        return Err("the address has a host and perhaps a path, and no more".to_owned());
    }
    Ok(text.to_owned())
}
