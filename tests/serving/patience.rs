//! Clients that are slow, that say nothing or that come in crowds keep nobody else waiting.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use controlmap::serve::{ServeLimits, ServeOptions};

use crate::client::Client;
use crate::running::{Program, Running};

/// So long the tests wait for what takes some milliseconds, since the machine may be busy with others.
const PROMPT: Duration = Duration::from_secs(20);

/// A server that loses patience after a second.
fn impatient(connections: usize) -> Running {
    within(connections, Duration::from_secs(1))
}

fn within(connections: usize, patience: Duration) -> Running {
    let limits = ServeLimits { patience, connections, ..ServeLimits::default() };
    Running::built_in(ServeOptions { limits, ..Default::default() })
}

fn is_prompt(address: SocketAddr) -> bool {
    let start = Instant::now();
    Client::to(address).get("/health").status == 200 && start.elapsed() < PROMPT
}

#[test]
fn a_head_that_comes_a_byte_at_a_time_is_not_waited_for() {
    let running = impatient(1024);
    let mut slow = Client::to(running.address);
    let start = Instant::now();
    let head =
        b"GET /health HTTP/1.1\r\nHost: localhost\r\nX: ".iter().chain(std::iter::repeat(&b'y'));
    for byte in head {
        if slow.write(&[*byte]).is_err() {
            break;
        }
        assert!(start.elapsed() < PROMPT, "it is waited for still");
        thread::sleep(Duration::from_millis(100));
    }
    assert!(slow.is_ended_within(PROMPT));
}

#[test]
fn who_says_nothing_leaves_his_place_to_who_does() {
    // Of themselves none of them would leave in time, and there are more than will be asked to, so that
    // some have waited longer than who is kept whenever room is made.
    let running = within(64, 10 * PROMPT);
    let silent: Vec<Client> = (0..64).map(|_| Client::to(running.address)).collect();
    let mut kept = Client::to(running.address);
    for _ in 0..20 {
        assert_eq!(kept.get("/health").status, 200);
        assert!(is_prompt(running.address));
    }
    drop(silent);
}

#[test]
fn a_crowd_that_sends_half_a_request_keeps_nobody_out() {
    let running = impatient(32);
    let stop = Instant::now() + Duration::from_secs(3);
    let address = running.address;
    let crowd: Vec<_> = (0..4)
        .map(|_| {
            thread::spawn(move || {
                let mut open = VecDeque::new();
                while Instant::now() < stop {
                    if let Ok(mut stream) = TcpStream::connect(address) {
                        let _ = stream.write_all(b"GET /health HTTP/1.1\r\nHost: loc");
                        open.push_back(stream);
                    }
                    // All that this process may have open would leave nothing for other tests: their servers
                    // then make room as if they were crowded.
                    if open.len() > 40 {
                        open.pop_front();
                    }
                    thread::sleep(Duration::from_millis(5));
                }
            })
        })
        .collect();
    while Instant::now() < stop {
        assert!(is_prompt(address));
    }
    for one in crowd {
        one.join().unwrap();
    }
}

#[test]
fn an_answer_that_nobody_takes_is_given_up() {
    let running = impatient(1024);
    let one = Client::to(running.address).get("/api").body.len();
    let requests = 400;
    let mut stream = TcpStream::connect(running.address).unwrap();
    let request = "GET /api HTTP/1.1\r\nHost: localhost\r\n\r\n";
    stream.write_all(request.repeat(requests).as_bytes()).unwrap();
    // Long enough for what lies between the two to be full, and for patience to end.
    thread::sleep(Duration::from_secs(4));
    assert!(is_prompt(running.address));
    let mut taken = 0;
    let mut room = vec![0; 1 << 16];
    while let Ok(read @ 1..) = stream.read(&mut room) {
        taken += read;
    }
    assert!(taken < requests * one, "{taken} bytes are all of it");
}

/// A server that has no files left does not spin, and answers those who ask.
#[test]
#[cfg(target_os = "linux")]
fn who_comes_when_no_files_are_left_is_answered_still() {
    let program = Program::limited_to_files(40);
    let silent: Vec<Client> = (0..100).map(|_| Client::to(program.address)).collect();
    for _ in 0..5 {
        assert_eq!(program.get("/health").status, 200);
    }
    // At first it makes ready what will be asked for.
    let is_calm = |_| {
        let before = processor_time(&program);
        thread::sleep(Duration::from_secs(1));
        processor_time(&program) - before < Duration::from_millis(300)
    };
    assert!((0..60).any(is_calm), "it is busy without end");
    drop(silent);
}

#[cfg(target_os = "linux")]
fn processor_time(program: &Program) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", program.id())).unwrap();
    let (_, rest) = stat.rsplit_once(')').unwrap();
    let ticks: u64 =
        rest.split_whitespace().skip(11).take(2).map(|it| it.parse::<u64>().unwrap()).sum();
    let per_second = Command::new("getconf").arg("CLK_TCK").output().unwrap().stdout;
    let per_second: u64 = String::from_utf8(per_second).unwrap().trim().parse().unwrap();
    Duration::from_millis(1000 * ticks / per_second)
}
