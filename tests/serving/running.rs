//! Servers to ask: in this process, and as the program is started.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, ChildStderr, Command, ExitStatus, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use controlmap::model::Dataset;
use controlmap::serve::{ServeOptions, Server};
use controlmap::source;
use tokio::sync::oneshot;

use crate::client::{Answer, Client};

/// A server in this process, which ends when it is dropped.
#[derive(Debug)]
pub struct Running {
    pub address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    /// Serves a dataset with options of its own.
    pub fn of(dataset: Dataset, options: ServeOptions) -> Self {
        let (stop, stopped) = oneshot::channel();
        let (tell, told) = mpsc::channel();
        let thread = thread::spawn(move || {
            let mut runtime = tokio::runtime::Builder::new_multi_thread();
            runtime.worker_threads(2).enable_all().build().unwrap().block_on(async {
                let server = Server::bind(([127, 0, 0, 1], 0).into(), dataset, options);
                let server = server.await.unwrap();
                tell.send(server.address()).unwrap();
                let stop = async {
                    let _ = stopped.await;
                };
                server.run(stop).await;
            });
        });
        let address = told.recv().unwrap();
        Self { address, stop: Some(stop), thread: Some(thread) }
    }

    /// Serves the built-in dataset with options of its own.
    pub fn built_in(options: ServeOptions) -> Self {
        Self::of(source::built_in(&Default::default()).unwrap(), options)
    }

    /// Asks it to end, and waits until it has.
    pub fn end(&mut self) {
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.take();
    }
}

/// The address of a server of the built-in dataset that all tests share.
pub fn built_in() -> SocketAddr {
    static SHARED: OnceLock<Running> = OnceLock::new();
    SHARED.get_or_init(|| Running::built_in(ServeOptions::default())).address
}

/// Asks the server that all tests share.
pub fn get(path: &str) -> Answer {
    Client::to(built_in()).get(path)
}

/// `controlmap serve` as it is started from a shell, on any free port; it is killed when it is dropped.
#[derive(Debug)]
pub struct Program {
    pub address: SocketAddr,
    child: Child,
}

impl Program {
    /// Starts it and waits until it says where it answers.
    pub fn start(arguments: &[&str]) -> Self {
        let mut command = command();
        command.args(arguments);
        Self::started(command)
    }

    /// Starts it so that it may have so many files open.
    pub fn limited_to_files(count: u32) -> Self {
        let mut shell = Command::new("sh");
        let program = env!("CARGO_BIN_EXE_controlmap");
        shell.args(["-c", &format!("ulimit -n {count}; exec '{program}' serve --port 0")]);
        Self::started(shell)
    }

    /// Starts what must be refused: the exit code, and what is said on stderr.
    pub fn refused(arguments: &[&str]) -> (Option<i32>, String) {
        let output = command().args(arguments).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    }

    fn started(mut command: Command) -> Self {
        let mut child = command
            .env_remove("CONTROLMAP_DATA")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("http://").and_then(|it| it.strip_suffix('/'));
        let Some(address) = address.and_then(|it| it.parse().ok()) else {
            let mut told = String::new();
            child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
            panic!("no address but `{line}`: {told}");
        };
        Self { address, child }
    }

    /// The number that the system gave it.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn get(&self, path: &str) -> Answer {
        Client::to(self.address).get(path)
    }

    /// What it says on stderr.
    pub fn stderr(&mut self) -> ChildStderr {
        self.child.stderr.take().unwrap()
    }

    /// Sends a signal, `TERM` or `INT`.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args(["-s", name, &self.child.id().to_string()]).status();
        assert!(sent.unwrap().success());
    }

    /// How it ended, where it does within so long.
    pub fn ended_within(&mut self, time: Duration) -> Option<ExitStatus> {
        let start = Instant::now();
        while start.elapsed() < time {
            if let Some(status) = self.child.try_wait().unwrap() {
                return Some(status);
            }
            thread::sleep(Duration::from_millis(10));
        }
        None
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_controlmap"));
    command.args(["serve", "--port", "0"]).env_remove("CONTROLMAP_DATA");
    command
}
