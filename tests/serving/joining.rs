//! `POST /join`: events in, events with who held the ground out, at the same time.

use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use controlmap::serve::{ServeLimits, ServeOptions};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::client::Client;
use crate::running::{Running, built_in, get};

const NDJSON: &str = "application/x-ndjson";
const GEOJSON: &str = "application/geo+json";

/// So many events all over Syria, a line each.
fn events(count: u32) -> String {
    let event = |number: u32| {
        let (lon, lat) =
            (35.7 + f64::from(number % 670) * 0.01, 32.4 + f64::from(number % 490) * 0.01);
        let day = 1 + number % 28;
        format!(
            "{{\"id\":{number},\"lon\":{lon:.2},\"lat\":{lat:.2},\"date\":\"2026-01-{day:02}\"}}\n"
        )
    };
    (0..count).map(event).collect()
}

/// What the command makes of events.
fn command(format: &str, arguments: &[&str], events: &str) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_controlmap"))
        .args(["join", "-", "--format", format])
        .args(arguments)
        .env_remove("CONTROLMAP_DATA")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let events = events.to_owned();
    let writing = thread::spawn(move || stdin.write_all(events.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writing.join().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Sends the head of a join whose body is chunked.
pub fn begin(client: &mut Client, path: &str) {
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {NDJSON}\r\nTransfer-Encoding: chunked\r\n\r\n"
    );
    client.write(head.as_bytes()).unwrap();
}

/// Sends a chunk of it.
pub fn send(client: &mut Client, text: &str) {
    client.write(format!("{:x}\r\n{text}\r\n", text.len()).as_bytes()).unwrap();
}

#[test]
fn events_are_joined_as_the_command_does() {
    let mut client = Client::to(built_in());
    let lines = events(500)
        + "{\"lon\":41,\"lat\":37}\nno object\n\n{\"lon\":410,\"lat\":37,\"date\":\"2026-01-05\"}\n";
    let joined = client.post("/join", NDJSON, lines.as_bytes());
    assert_eq!((joined.status, joined.media()), (200, NDJSON));
    assert_eq!(joined.text(), command("ndjson", &[], &lines));
    assert_eq!(joined.header("cache-control"), Some("no-store"));
    let table = "place,x_deg,y_deg\nA,38.99,35.95\nB,east,35.95\n";
    let path = "/join?lon_column=x_deg&lat_column=y_deg&date=2026-01-27&prefix=held&front_km=false";
    let joined = client.post(path, "text/csv; charset=utf-8", table.as_bytes());
    assert_eq!((joined.status, joined.media()), (200, "text/csv; charset=utf-8"));
    let flags = [
        "--lon-column",
        "x_deg",
        "--lat-column",
        "y_deg",
        "--date",
        "2026-01-27",
        "--prefix",
        "held",
        "--no-front",
    ];
    assert_eq!(joined.text(), command("csv", &flags, table));
    let feature = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"date":"2026-01-20"},"geometry":{"type":"Point","coordinates":[39.01,35.95]}}]}"#;
    let joined = client.post("/join?format=geojson", "text/plain", feature.as_bytes());
    assert_eq!((joined.status, joined.media()), (200, "application/geo+json"));
    assert_eq!(joined.text(), command("geojson", &[], feature));
}

#[test]
fn an_empty_body_has_an_empty_answer_where_no_header_is_needed() {
    let mut client = Client::to(built_in());
    let empty = client.post("/join", NDJSON, b"");
    assert_eq!((empty.status, empty.body.len()), (200, 0));
    let table = client.post("/join", "text/csv", b"");
    assert_eq!(table.status, 400);
    assert!(table.problem().contains("the input is empty"));
}

#[test]
fn what_cannot_be_joined_is_a_problem() {
    let wrong = [
        ("/join", "application/x-www-form-urlencoded", "", 415, "Content-Type"),
        ("/join?format=xml", NDJSON, "", 400, "ndjson, csv, tsv or geojson"),
        ("/join?lon=1", NDJSON, "", 400, "no such parameter"),
        ("/join?date=2026-13-01", NDJSON, "", 400, "YYYY-MM-DD"),
        ("/join?date=2026-01-01&date_column=day", NDJSON, "", 400, "given twice"),
        ("/join?geo_precision_km=1=2", NDJSON, "", 400, "geo_precision_column"),
        ("/join", "text/csv", "a,b\n1,2\n", 400, "no column is called like a longitude"),
        ("/join", "text/csv", "a,b\n1,2\n", 400, "name it with lon_column"),
        (
            "/join",
            "text/csv",
            "lon,lat\n1,2\n",
            400,
            "name it with date_column, or give all events one date with date",
        ),
        (
            "/join",
            "text/csv",
            "lon,lat,date,front_km\n",
            400,
            "prefix=NAME calls the new columns NAME_actor",
        ),
        ("/join?strict", NDJSON, "{}\n", 400, "line 1"),
        ("/join?strict", NDJSON, "{}\n", 400, "without strict such rows"),
        ("/join", NDJSON, "\nlon,lat\n1,2\n", 400, "line 2: the first line is not a JSON object"),
        ("/join", NDJSON, "lon,lat\n1,2\n", 400, "format=csv is for a table"),
        ("/join?format=ndjson", GEOJSON, "[{\"lon\":1}]", 400, "jq -c '.[]'"),
        ("/join?format=ndjson", GEOJSON, "{\n\"lon\":1}", 400, "whole on a line"),
        ("/join", "application/json", "[{\"lon\":1}]", 400, "jq -c '.[]'"),
        (
            "/join",
            "multipart/form-data; boundary=x",
            "--x--",
            415,
            "data-binary @FILE instead of -F",
        ),
        ("/join", GEOJSON, "", 400, "no `features`"),
        ("/join", GEOJSON, "\"\"", 400, "no `features`"),
        ("/join", GEOJSON, "{}", 400, "no `features`"),
        ("/join", GEOJSON, "x", 400, "no `features`"),
        ("/join", GEOJSON, "[{\"features\":[]}]", 400, "no `features`"),
        ("/join", GEOJSON, "{\"features\":{}}", 400, "no `features`"),
        ("/join", GEOJSON, "{\"features\":[", 400, "too early"),
        ("/join", GEOJSON, "{\"features\":[]} {}", 400, "after the end"),
    ];
    for (path, media, body, status, detail) in wrong {
        let found = Client::to(built_in()).post(path, media, body.as_bytes());
        assert_eq!(found.status, status, "{path}: {}", found.text());
        assert!(found.problem().contains(detail), "{path}: {}", found.problem());
        let is_of_curl = found.problem().contains("--data-binary");
        assert!(is_of_curl || !found.problem().contains("--"), "a flag: {}", found.problem());
    }
    let read = get("/join");
    assert_eq!(read.status, 405);
    assert!(read.problem().contains("POST"));
}

#[test]
fn a_packing_that_is_not_unpacked_is_refused() {
    let post = |packing| {
        let headers = [("Content-Type", NDJSON), ("Content-Encoding", packing)];
        Client::to(built_in()).send("POST", "/join", &headers, events(1).as_bytes())
    };
    for packing in ["br", "deflate", "gzip, br", "gzip, gzip"] {
        let refused = post(packing);
        assert_eq!(refused.status, 415, "{packing}");
        assert!(refused.problem().contains("gzip or zstd"), "{}", refused.problem());
    }
    assert_eq!(post("identity").status, 200);
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(events(2).as_bytes()).unwrap();
    let headers = [("Content-Type", NDJSON), ("Content-Encoding", "gzip")];
    let body = packed.finish().unwrap();
    let joined = Client::to(built_in()).send("POST", "/join", &headers, &body);
    assert_eq!((joined.status, joined.text()), (200, command("ndjson", &[], &events(2))));
}

#[test]
fn a_join_over_the_limit_is_told_which_it_is() {
    let running = limited(ServeLimits { joins: 1, ..ServeLimits::default() });
    let mut first = Client::to(running.address);
    begin(&mut first, "/join");
    send(&mut first, &events(1));
    assert_eq!(first.head().unwrap().status, 200);
    let second = Client::to(running.address).post("/join", NDJSON, events(1).as_bytes());
    assert_eq!(second.status, 503);
    assert!(second.problem().contains("no more than 1 joins"), "{}", second.problem());
    assert!(second.problem().contains("(the limit `joins`)"), "{}", second.problem());
}

#[test]
fn who_reads_trailers_is_told_how_many_rows_have_answers() {
    let body = "lon,lat,date\n38.99,35.95,2026-01-27\n38,east,2026-01-27\n41,37,2026-01-27\n";
    let answer = |headers: &str| {
        let mut stream = std::net::TcpStream::connect(built_in()).unwrap();
        let length = body.len();
        let head = format!(
            "POST /join HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: text/csv\r\nContent-Length: {length}\r\n{headers}\r\n"
        );
        stream.write_all((head + body).as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.to_ascii_lowercase()
    };
    let told = answer("TE: trailers\r\n");
    assert!(told.contains("\r\ntrailer: controlmap-joined, controlmap-unanswered\r\n"), "{told}");
    let end = "\r\n0\r\ncontrolmap-joined: 2\r\ncontrolmap-unanswered: 1\r\n\r\n";
    assert!(told.ends_with(end), "{told}");
    let untold = answer("");
    assert!(!untold.contains("trailer") && untold.ends_with("\r\n0\r\n\r\n"), "{untold}");
}

#[test]
fn answers_come_before_all_events_have_been_sent() {
    let mut client = Client::to(built_in());
    begin(&mut client, "/join");
    let mut lines =
        events(3).lines().map(|line| format!("{line}\n")).collect::<Vec<_>>().into_iter();
    let first = lines.next().unwrap();
    send(&mut client, &first);
    let head = client.head().unwrap();
    assert_eq!(head.status, 200);
    let answered = client.chunk().unwrap();
    assert_eq!(answered, command("ndjson", &[], &first).into_bytes());
    for line in lines {
        send(&mut client, &line);
        assert_eq!(client.chunk().unwrap(), command("ndjson", &[], &line).into_bytes());
    }
    client.write(b"0\r\n\r\n").unwrap();
    assert_eq!(client.chunk().unwrap(), b"");
}

#[test]
fn a_reader_that_is_slow_gets_all_of_it() {
    let lines = events(200_000);
    let expected = command("ndjson", &[], &lines);
    let mut stream = std::net::TcpStream::connect(built_in()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let mut sending = stream.try_clone().unwrap();
    let head = format!(
        "POST /join HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: {NDJSON}\r\nContent-Length: {}\r\n\r\n",
        lines.len()
    );
    let writing = thread::spawn(move || {
        sending.write_all(head.as_bytes()).unwrap();
        sending.write_all(lines.as_bytes()).unwrap();
    });
    let mut received = Vec::new();
    let mut room = vec![0; 1 << 20];
    loop {
        match stream.read(&mut room).unwrap() {
            0 => break,
            read => received.extend_from_slice(&room[..read]),
        }
        thread::sleep(Duration::from_millis(2));
    }
    writing.join().unwrap();
    assert_eq!(unchunked(&received), expected);
}

/// The body of an answer whose chunks are all there.
fn unchunked(answer: &[u8]) -> String {
    let head = answer.windows(4).position(|it| it == b"\r\n\r\n").unwrap();
    let mut rest = &answer[head + 4..];
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|it| it == b"\r\n").unwrap();
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..end]).unwrap(), 16).unwrap();
        if size == 0 {
            return String::from_utf8(body).unwrap();
        }
        body.extend_from_slice(&rest[end + 2..end + 2 + size]);
        rest = &rest[end + 4 + size..];
    }
}

fn limited(limits: ServeLimits) -> Running {
    Running::built_in(ServeOptions { limits, ..ServeOptions::default() })
}

#[test]
fn a_limit_that_is_reached_on_the_way_is_told_in_the_last_line() {
    let running = limited(ServeLimits { join_rows: 2, ..ServeLimits::default() });
    let whole = Client::to(running.address).post("/join", NDJSON, events(3).as_bytes());
    assert_eq!(whole.status, 413);
    assert!(whole.problem().contains("2 rows at most"));
    let mut client = Client::to(running.address);
    begin(&mut client, "/join");
    let sent = events(3);
    let mut lines = sent.lines();
    send(&mut client, &format!("{}\n", lines.next().unwrap()));
    assert_eq!(client.head().unwrap().status, 200);
    assert!(!client.chunk().unwrap().is_empty());
    for line in lines {
        send(&mut client, &format!("{line}\n"));
    }
    assert_eq!(broken_off(&mut client)["status"], 413);
}

/// The problem in the last line of an answer that is not whole, and does not end as one.
pub fn broken_off(client: &mut Client) -> serde_json::Value {
    let mut rest = Vec::new();
    let ended = loop {
        match client.chunk() {
            Ok(chunk) if chunk.is_empty() => break true,
            Ok(chunk) => rest.extend(chunk),
            Err(_) => break false,
        }
    };
    assert!(!ended, "the answer ends as if it were whole");
    let text = String::from_utf8(rest).unwrap();
    let last: serde_json::Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    last["problem"].clone()
}

#[test]
fn a_collection_that_is_cut_off_after_the_first_answers_is_broken_off() {
    let mut client = Client::to(built_in());
    begin(&mut client, "/join?format=geojson&date=2026-01-27");
    let feature = r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[41.2,37]}}"#;
    send(&mut client, &format!(r#"{{"type":"FeatureCollection","features":[{feature},"#));
    assert_eq!(client.head().unwrap().status, 200);
    assert!(!client.chunk().unwrap().is_empty());
    send(&mut client, r#"{"type":"Feat"#);
    client.write(b"0\r\n\r\n").unwrap();
    let problem = broken_off(&mut client);
    assert_eq!(problem["status"], 400);
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains("too early"), "{detail}");
}

#[test]
fn who_sends_nothing_is_not_waited_for() {
    let limits =
        ServeLimits { patience: Duration::from_secs(5), joins: 1, ..ServeLimits::default() };
    let running = limited(limits);
    let mut client = Client::to(running.address);
    let start = Instant::now();
    let head = format!(
        "POST /join HTTP/1.1\r\nHost: localhost\r\nContent-Type: {NDJSON}\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n"
    );
    client.write(head.as_bytes()).unwrap();
    assert_eq!(client.head().unwrap().status, 100, "it has its place");
    let told = client.answer("POST").unwrap();
    assert_eq!(told.status, 400);
    assert!(told.problem().contains("nothing came for 5 seconds"), "{}", told.problem());
    let freed = loop {
        let other = Client::to(running.address).post("/join", NDJSON, events(1).as_bytes());
        if other.status == 200 || start.elapsed() > Duration::from_secs(60) {
            break other.status;
        }
    };
    assert_eq!(freed, 200, "its place is another's now");
}

#[test]
fn who_sends_a_little_now_and_then_does_not_keep_a_place_for_ever() {
    let limits = ServeLimits { join_time: Duration::from_secs(1), ..ServeLimits::default() };
    let running = limited(limits);
    let mut client = Client::to(running.address);
    let start = Instant::now();
    begin(&mut client, "/join");
    // The server may have ended the connection by the time of the last of them.
    while start.elapsed() < Duration::from_millis(1500) && client.write(b"1\r\n \r\n").is_ok() {
        thread::sleep(Duration::from_millis(100));
    }
    let told = client.answer("POST").unwrap();
    assert_eq!(told.status, 400);
    assert!(told.problem().contains("a join may take 1 seconds"), "{}", told.problem());
}

#[test]
fn who_is_refused_and_goes_on_a_byte_at_a_time_does_not_keep_the_connection() {
    let limits =
        ServeLimits { patience: Duration::from_secs(2), join_rows: 1, ..ServeLimits::default() };
    let running = limited(limits);
    let refused = |path: &str, status: u16| {
        let mut client = Client::to(running.address);
        begin(&mut client, path);
        send(&mut client, &events(2));
        let told = client.head().unwrap();
        assert_eq!(told.status, status, "{path}");
        client
    };
    let broken_off = || {
        let mut client = Client::to(running.address);
        begin(&mut client, "/join");
        send(&mut client, &events(1));
        assert_eq!(client.head().unwrap().status, 200);
        assert!(!client.chunk().unwrap().is_empty());
        send(&mut client, &events(1));
        client
    };
    for mut client in [refused("/join?dat=2026-01-27", 400), refused("/join", 413), broken_off()] {
        // Never so long without a byte that it would be a pause.
        let ends = (0..600).any(|_| {
            thread::sleep(Duration::from_millis(100));
            client.write(b"1\r\n \r\n").is_err()
        });
        assert!(ends, "it is listened to for a minute");
    }
}

#[test]
fn who_waits_to_be_asked_for_a_body_is_asked_unless_it_is_refused() {
    let body = events(1);
    let head = |path: &str| {
        format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {NDJSON}\r\nExpect: 100-continue\r\nContent-Length: {}\r\n\r\n",
            body.len()
        )
    };
    let mut client = Client::to(built_in());
    client.write(head("/join").as_bytes()).unwrap();
    assert_eq!(client.head().unwrap().status, 100);
    client.write(body.as_bytes()).unwrap();
    let joined = client.answer("POST").unwrap();
    assert_eq!((joined.status, joined.text()), (200, command("ndjson", &[], &body)));
    let mut refused = Client::to(built_in());
    refused.write(head("/join?format=xml").as_bytes()).unwrap();
    assert_eq!(refused.answer("POST").unwrap().status, 400);
}
