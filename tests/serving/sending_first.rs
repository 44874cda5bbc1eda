//! Joins for clients that send all of their events before they read a byte, as most do.

use std::fmt::Write;
use std::time::Duration;

use controlmap::serve::{ServeLimits, ServeOptions};

use crate::client::Client;
use crate::joining::broken_off;
use crate::running::{Running, built_in};

const PATH: &str = "/join?date=2026-01-27&front_km=false";
const CSV: &str = "text/csv";

/// So many events as a table.
fn table(rows: u32) -> String {
    let mut table = "id,lon,lat\n".to_owned();
    for row in 0..rows {
        let (lon, lat) = (36.0 + f64::from(row % 600) / 100.0, 33.0 + f64::from(row % 300) / 100.0);
        writeln!(table, "{row},{lon:.2},{lat:.2}").unwrap();
    }
    table
}

/// The head of a join of so many bytes.
fn head(path: &str, length: usize) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {CSV}\r\nContent-Length: {length}\r\n\r\n"
    )
}

#[test]
fn who_sends_a_million_events_before_reading_gets_all_answers() {
    let events = table(999_999);
    let joined = Client::to(built_in()).post(PATH, CSV, events.as_bytes());
    assert_eq!(joined.status, 200);
    let answered = joined.text();
    assert_eq!(answered.lines().count(), 1_000_000);
    let last = answered.lines().last().unwrap();
    assert!(last.starts_with("999998,39.98,33.98,,unmapped,"), "{last}");
}

#[test]
fn who_is_held_too_little_for_and_takes_nothing_is_told_so_when_it_reads() {
    let limits = ServeLimits {
        join_held: 1 << 20,
        patience: Duration::from_secs(5),
        ..ServeLimits::default()
    };
    let running = Running::built_in(ServeOptions { limits, ..ServeOptions::default() });
    let events = table(800_000);
    let mut client = Client::to(running.address);
    client.write(head(PATH, events.len()).as_bytes()).unwrap();
    // The rest is thrown away: what can't be sent can't be followed by reading.
    client.write(events.as_bytes()).unwrap();
    assert_eq!(client.head().unwrap().status, 200);
    let problem = broken_off(&mut client);
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains("took nothing for 5 seconds; read while sending"), "{detail}");
    assert!(detail.contains("`join-held`"), "{detail}");
}

#[test]
fn who_reads_while_sending_needs_no_room() {
    let limits = ServeLimits { join_held: 0, ..ServeLimits::default() };
    let running = Running::built_in(ServeOptions { limits, ..ServeOptions::default() });
    let events = table(100_000);
    let joined = Client::to(running.address).post_reading(&head(PATH, events.len()), &events);
    assert_eq!((joined.status, joined.text().lines().count()), (200, 100_001));
}

#[test]
fn who_sends_much_that_is_refused_comes_to_read_why() {
    let events = table(400_000);
    for (path, media, status, detail) in [
        ("/join", CSV, 400, "no column is called like a date"),
        ("/join?dat=2026-01-27", CSV, 400, "is `date` meant?"),
        ("/join", "text/plain", 415, "say so by Content-Type"),
    ] {
        let refused = Client::to(built_in()).post(path, media, events.as_bytes());
        assert_eq!(refused.status, status, "{path}");
        assert!(refused.problem().contains(detail), "{}", refused.problem());
    }
}
