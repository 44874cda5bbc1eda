//! The server ends in order, and at once where it is asked twice.

use std::io::Read;
use std::thread;
use std::time::{Duration, Instant};

use controlmap::serve::{ServeLimits, ServeOptions};

use crate::client::Client;
use crate::joining;
use crate::running::{Program, Running};

#[test]
fn a_server_that_is_asked_to_end_does_whoever_is_connected() {
    let grace = Duration::from_secs(120);
    let limits = ServeLimits { grace, ..ServeLimits::default() };
    let mut running = Running::built_in(ServeOptions { limits, ..Default::default() });
    let mut kept = Client::to(running.address);
    assert_eq!(kept.get("/health").status, 200);
    let mut silent = Client::to(running.address);
    let mut half = Client::to(running.address);
    half.write(b"GET /health HTTP/1.1\r\nHo").unwrap();
    let start = Instant::now();
    running.end();
    assert!(start.elapsed() < grace / 2, "{:?}", start.elapsed());
    for client in [&mut kept, &mut silent, &mut half] {
        assert!(client.is_ended_within(Duration::from_secs(1)));
    }
}

#[test]
fn the_program_says_where_it_answers_and_ends_when_told_to() {
    for signal in ["TERM", "INT"] {
        let mut program = Program::start(&[]);
        assert_eq!(program.get("/health").status, 200);
        program.signal(signal);
        let status = program.ended_within(Duration::from_secs(20)).expect("it ends");
        assert!(status.success(), "{status}");
        let mut told = String::new();
        program.stderr().read_to_string(&mut told).unwrap();
        assert_eq!(told, "", "nothing is amiss");
    }
}

#[test]
fn what_has_been_begun_is_finished_when_the_server_is_asked_to_end() {
    let mut running = Running::built_in(Default::default());
    let mut client = Client::to(running.address);
    let event = "{\"lon\":39.01,\"lat\":35.95,\"date\":\"2026-01-20\"}\n";
    joining::begin(&mut client, "/join");
    joining::send(&mut client, event);
    assert_eq!(client.head().unwrap().status, 200);
    let first = client.chunk().unwrap();
    let ending = thread::spawn(move || running.end());
    thread::sleep(Duration::from_millis(600));
    assert!(!ending.is_finished(), "it waits for what has been begun");
    joining::send(&mut client, event);
    assert_eq!(client.chunk().unwrap(), first);
    client.write(b"0\r\n\r\n").unwrap();
    assert_eq!(client.chunk().unwrap(), b"", "the answer ends as a whole one does");
    ending.join().unwrap();
}

#[test]
fn a_join_that_takes_longer_than_it_may_says_so_in_its_last_line() {
    let limits = ServeLimits { grace: Duration::from_secs(1), ..ServeLimits::default() };
    let mut running = Running::built_in(ServeOptions { limits, ..Default::default() });
    let mut client = Client::to(running.address);
    joining::begin(&mut client, "/join");
    joining::send(&mut client, "{\"lon\":39.01,\"lat\":35.95,\"date\":\"2026-01-20\"}\n");
    assert_eq!(client.head().unwrap().status, 200);
    assert!(!client.chunk().unwrap().is_empty());
    let ending = thread::spawn(move || running.end());
    let problem = joining::broken_off(&mut client);
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains("the server ends; send again what has no answer yet"), "{detail}");
    ending.join().unwrap();
}

#[test]
fn the_machine_has_a_name_and_others_are_not_looked_up() {
    let program = Program::start(&["--host", "localhost"]);
    assert!(program.address.ip().is_loopback());
    let (code, told) = Program::refused(&["--host", "maps.example.org"]);
    assert_eq!(code, Some(2));
    assert!(told.contains("an address is written 127.0.0.1"), "{told}");
}
