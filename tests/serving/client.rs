//! A small client of HTTP/1.1 over a socket, which can also send what is no HTTP.

use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::Duration;

use flate2::read::GzDecoder;
use serde_json::Value;

/// How long the client waits for anything before a test fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// One connection, which is kept between requests.
#[derive(Debug)]
pub struct Client {
    stream: BufReader<TcpStream>,
}

/// An answer, with what is chunked put together; what is compressed stays so.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    /// The names in small letters.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Client {
    pub fn to(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream: BufReader::new(stream) }
    }

    pub fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, &[], b"")
    }

    pub fn get_with(&mut self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send("GET", path, headers, b"")
    }

    pub fn post(&mut self, path: &str, media: &str, body: &[u8]) -> Answer {
        self.send("POST", path, &[("Content-Type", media)], body)
    }

    /// Sends a request and reads its answer. `Host` is added where it is not given, and the length of a body.
    pub fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Answer {
        let mut head = format!("{method} {path} HTTP/1.1\r\n");
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
            let host = self.stream.get_ref().peer_addr().unwrap();
            head += &format!("Host: {host}\r\n");
        }
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        if !body.is_empty() {
            head += &format!("Content-Length: {}\r\n", body.len());
        }
        head += "\r\n";
        self.write(&[head.as_bytes(), body].concat()).unwrap();
        self.answer(method).unwrap()
    }

    /// Sends a head and a body on a thread of its own, and reads the answer meanwhile.
    pub fn post_reading(&mut self, head: &str, body: &str) -> Answer {
        let mut sending = self.stream.get_ref().try_clone().unwrap();
        thread::scope(|scope| {
            scope.spawn(move || {
                sending.write_all(&[head.as_bytes(), body.as_bytes()].concat()).unwrap()
            });
            self.answer("POST").unwrap()
        })
    }

    /// Sends bytes as they are.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.get_mut().write_all(bytes)
    }

    /// Reads the next answer, to a request of that method.
    ///
    /// # Errors
    ///
    /// When the connection ends before the answer does, or what comes is no HTTP.
    pub fn answer(&mut self, method: &str) -> io::Result<Answer> {
        let mut answer = self.head()?;
        if method != "HEAD" && !matches!(answer.status, 100..=199 | 204 | 304) {
            answer.body = self.body(&answer)?;
        }
        Ok(answer)
    }

    /// Reads the head of the next answer alone.
    ///
    /// # Errors
    ///
    /// When the connection ends before the head does, or what comes is no HTTP.
    pub fn head(&mut self) -> io::Result<Answer> {
        let start = self.line()?;
        let status = start.split(' ').nth(1).and_then(|it| it.parse().ok());
        let status: u16 = status.ok_or_else(|| io::Error::other(format!("no status: {start}")))?;
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(':') else { break };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        Ok(Answer { status, headers, body: Vec::new() })
    }

    /// Reads the next chunk of a body; the one that ends it is empty.
    ///
    /// # Errors
    ///
    /// When the connection ends before the chunk does.
    pub fn chunk(&mut self) -> io::Result<Vec<u8>> {
        let line = self.line()?;
        let size = usize::from_str_radix(&line, 16).map_err(io::Error::other)?;
        let mut chunk = vec![0; size];
        self.stream.read_exact(&mut chunk)?;
        self.line()?;
        Ok(chunk)
    }

    /// Whether the other side has ended the connection, within so long.
    pub fn is_ended_within(&mut self, time: Duration) -> bool {
        self.stream.get_ref().set_read_timeout(Some(time)).unwrap();
        let mut rest = Vec::new();
        match self.stream.read_to_end(&mut rest) {
            Ok(_) => true,
            Err(cause) => !matches!(cause.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut),
        }
    }

    fn body(&mut self, answer: &Answer) -> io::Result<Vec<u8>> {
        let mut body = Vec::new();
        if answer.header("transfer-encoding") == Some("chunked") {
            loop {
                match self.chunk()? {
                    end if end.is_empty() => return Ok(body),
                    chunk => body.extend(chunk),
                }
            }
        }
        match answer.header("content-length") {
            Some(length) => {
                body.resize(length.parse().map_err(io::Error::other)?, 0);
                self.stream.read_exact(&mut body)?;
            }
            None => {
                self.stream.read_to_end(&mut body)?;
            }
        }
        Ok(body)
    }

    fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line)? == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        Ok(line.trim_end_matches(['\r', '\n']).to_owned())
    }
}

impl Answer {
    /// A header's value, the first where there are several.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(it, _)| it == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The kind of media.
    pub fn media(&self) -> &str {
        self.header("content-type").unwrap_or_default()
    }

    /// The body, unpacked where it is packed.
    pub fn bytes(&self) -> Vec<u8> {
        if self.header("content-encoding") != Some("gzip") {
            return self.body.clone();
        }
        let mut unpacked = Vec::new();
        GzDecoder::new(self.body.as_slice()).read_to_end(&mut unpacked).unwrap();
        unpacked
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.bytes()).unwrap()
    }

    pub fn json(&self) -> Value {
        let text = self.text();
        serde_json::from_str(&text).unwrap_or_else(|cause| panic!("{cause}: {text}"))
    }

    /// The detail of a problem, which must be one by its kind of media and its status.
    pub fn problem(&self) -> String {
        assert_eq!(self.media(), "application/problem+json", "{self:?}");
        let problem = self.json();
        assert_eq!(problem["status"], self.status);
        assert_eq!(problem["type"], "about:blank");
        assert!(problem["title"].is_string());
        problem["detail"].as_str().unwrap().to_owned()
    }
}
