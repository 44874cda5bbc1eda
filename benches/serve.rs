//! How fast the server answers: one client on one connection, over loopback.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::mpsc;

use controlmap::serve::{ServeOptions, Server};
use controlmap::source;
use criterion::{Criterion, criterion_group, criterion_main};

/// What is asked for, and what it is called.
const ASKED: [(&str, &str); 4] = [
    ("health", "/health"),
    ("at", "/at?lon=38.99&lat=35.95&date=2026-01-27"),
    ("tile", "/tiles/control/7/77/50"),
    ("map", "/map.png?date=2026-01-27&width=1200&height=675"),
];

fn serve(criterion: &mut Criterion) {
    let mut client = Client::to(started());
    let mut group = criterion.benchmark_group("serve");
    for (name, path) in ASKED {
        group.bench_function(name, |bencher| bencher.iter(|| client.get(path)));
    }
    group.finish();
}

/// A server of the built-in dataset on a thread that lasts as long as the program.
fn started() -> SocketAddr {
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let dataset = source::built_in(&Default::default()).unwrap();
            let server = Server::bind(([127, 0, 0, 1], 0).into(), dataset, ServeOptions::default());
            let server = server.await.unwrap();
            tell.send(server.address()).unwrap();
            server.run(std::future::pending()).await;
        });
    });
    told.recv().unwrap()
}

/// One connection, which is kept.
struct Client {
    stream: TcpStream,
    received: Vec<u8>,
}

impl Client {
    fn to(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream, received: Vec::new() }
    }

    /// Asks for a path and reads the whole answer, which must be one.
    fn get(&mut self, path: &str) -> usize {
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        self.stream.write_all(request.as_bytes()).unwrap();
        self.received.clear();
        let end = loop {
            let end = memchr::memmem::find(&self.received, b"\r\n\r\n");
            match end {
                Some(end) => break end + 4,
                None => self.receive(),
            }
        };
        let head = String::from_utf8_lossy(&self.received[..end]).to_ascii_lowercase();
        assert!(head.starts_with("http/1.1 200"), "{path}: {head}");
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let length: usize = length.expect("the answer has a length").parse().unwrap();
        while self.received.len() < end + length {
            self.receive();
        }
        length
    }

    fn receive(&mut self) {
        let mut block = [0; 1 << 16];
        let count = self.stream.read(&mut block).unwrap();
        assert!(count > 0, "the server hung up");
        self.received.extend(&block[..count]);
    }
}

criterion_group!(benches, serve);
criterion_main!(benches);
