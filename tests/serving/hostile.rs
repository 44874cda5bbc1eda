//! What is broken, enormous or meant to hurt is refused in words, and the server goes on.

use std::time::Duration;

use controlmap::serve::{ServeLimits, ServeOptions};

use crate::client::Client;
use crate::running::{Running, built_in, get};

#[test]
fn addresses_and_headers_may_be_so_long_and_no_longer() {
    let long = "x".repeat(9000);
    let uri = get(&format!("/health?{long}"));
    assert_eq!(uri.status, 414);
    assert!(uri.problem().contains("the address may have 8192 bytes, found 9008"), "{uri:?}");
    let longer = "x".repeat(20_000);
    let head = Client::to(built_in()).get_with("/health", &[("X-Long", &longer)]);
    assert_eq!(head.status, 431);
    assert!(head.problem().contains("headers may have 16384 bytes"), "{head:?}");
    let mut client = Client::to(built_in());
    let many: Vec<(String, String)> = (0..200).map(|n| (format!("X-{n}"), n.to_string())).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(client.get_with("/health", &many).status, 431);
    let enormous = "x".repeat(10_000_000);
    let mut client = Client::to(built_in());
    let _ = client.write(format!("GET /{enormous} HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes());
    assert!(client.answer("GET").map_or(true, |it| matches!(it.status, 414 | 431)));
    assert_eq!(get("/health").status, 200);
}

#[test]
fn what_is_no_http_is_refused_and_the_connection_ends() {
    for bytes in [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".as_slice(),
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: nine\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n folded\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\0\0\0\0\r\n\r\n",
        b"GET /health?f=<script> HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ] {
        let mut client = Client::to(built_in());
        client.write(bytes).unwrap();
        if let Ok(answer) = client.answer("GET") {
            let shown = String::from_utf8_lossy(bytes);
            assert!((400..=505).contains(&answer.status), "{shown}: {answer:?}");
        }
        assert!(client.is_ended_within(Duration::from_secs(20)));
    }
    assert_eq!(get("/health").status, 200);
}

#[test]
fn a_request_says_once_what_host_it_is_for() {
    let answer = |head: &str| {
        let mut client = Client::to(built_in());
        client.write(head.as_bytes()).unwrap();
        client.answer("GET").unwrap()
    };
    assert_eq!(answer("GET /health HTTP/1.1\r\n\r\n").status, 400);
    assert_eq!(answer("GET /health HTTP/1.0\r\n\r\n").status, 200);
    let twice = "GET /health HTTP/1.1\r\nHost: localhost\r\nHost: elsewhere.example\r\n\r\n";
    assert!(answer(twice).problem().contains("one host"));
    let absolute = "GET http://localhost/health HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n";
    assert_eq!(answer(absolute).status, 200);
    let elsewhere = "GET http://elsewhere.example/health HTTP/1.1\r\nHost: localhost\r\n\r\n";
    assert_eq!(answer(elsewhere).status, 421);
    for host in ["", "local host", "localhost/..", "user@localhost", "%00", "\u{fe}"] {
        let status = answer(&format!("GET /health HTTP/1.1\r\nHost: {host}\r\n\r\n")).status;
        assert!(matches!(status, 200 | 400 | 421), "{host}: {status}");
    }
}

#[test]
fn pages_of_other_sites_can_not_read_what_is_served_to_this_machine() {
    let mut client = Client::to(built_in());
    let rebound = client.get_with("/health", &[("Host", "rebound.example:8080")]);
    assert_eq!(rebound.status, 421);
    assert!(rebound.problem().contains("--public-url"));
    let elsewhere = ("Origin", "https://elsewhere.example");
    let read = client.get_with("/health", &[elsewhere]);
    assert_eq!(read.header("access-control-allow-origin"), None);
    let wanted = ("Access-Control-Request-Method", "POST");
    let private = ("Access-Control-Request-Private-Network", "true");
    let refused = client.send("OPTIONS", "/join", &[elsewhere, wanted, private], b"");
    assert_eq!(refused.header("access-control-allow-origin"), None);
    assert_eq!(refused.header("access-control-allow-private-network"), None);

    let here = ("Origin", "http://localhost:5173");
    let read = client.get_with("/health", &[here]);
    assert_eq!(read.header("access-control-allow-origin"), Some("http://localhost:5173"));
    let allowed = client.send("OPTIONS", "/join", &[here, wanted, private], b"");
    assert_eq!(allowed.header("access-control-allow-origin"), Some("http://localhost:5173"));
    assert!(allowed.header("access-control-allow-methods").unwrap().contains("POST"));
    assert_eq!(allowed.header("access-control-allow-private-network"), Some("true"));
}

#[test]
fn what_has_a_public_address_is_for_pages_of_all_sites() {
    let public_url = Some("https://maps.example.org/syria".to_owned());
    let open = Running::built_in(ServeOptions { public_url, ..Default::default() });
    let mut client = Client::to(open.address);
    let origin = ("Origin", "https://elsewhere.example");
    let read = client.get_with("/health", &[origin, ("Host", "maps.example.org")]);
    assert_eq!(read.status, 200);
    assert_eq!(read.header("access-control-allow-origin"), Some("*"));
}

#[test]
fn queries_of_any_bytes_get_an_answer() {
    let mut client = Client::to(built_in());
    for query in [
        "%00",
        "%ff%fe=%fd",
        "%",
        "%zz=1",
        "=",
        "&&&",
        "f=json&f=json",
        "f=%00",
        "f=%3Cscript%3E",
        "a=1&a=1",
        "f[]=json",
        "%F0%9F%97%BA=1",
        "f=json%0d%0aSet-Cookie:%20a=b",
        "datetime=9e999",
    ] {
        let answer = client.get(&format!("/health?{query}"));
        let expected: &[u16] = if query == "&&&" { &[200] } else { &[400] };
        assert!(expected.contains(&answer.status), "{query}: {answer:?}");
        assert_eq!(answer.header("set-cookie"), None);
        if answer.status == 400 {
            answer.problem();
        }
    }
    for path in ["/%00", "/%ff", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//", "/health/"]
    {
        assert_eq!(client.get(path).status, 404, "{path}");
    }
}

#[test]
fn methods_of_any_kind_get_an_answer() {
    for method in ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "BREW", "get"] {
        let answer = Client::to(built_in()).send(method, "/health", &[], b"");
        assert!(matches!(answer.status, 200 | 405), "{method}: {answer:?}");
    }
    for line in ["OPTIONS * HTTP/1.1", "CONNECT localhost:80 HTTP/1.1"] {
        let mut client = Client::to(built_in());
        client.write(format!("{line}\r\nHost: localhost\r\n\r\n").as_bytes()).unwrap();
        let answer = client.answer("OPTIONS").unwrap();
        assert!(matches!(answer.status, 200 | 400..500), "{line}: {answer:?}");
    }
}

#[test]
fn requests_sent_at_once_are_answered_in_order() {
    let mut client = Client::to(built_in());
    let one = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let other = "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n";
    client.write([one, other, one, other].concat().repeat(10).as_bytes()).unwrap();
    for _ in 0..20 {
        assert_eq!(client.answer("GET").unwrap().status, 200);
        assert_eq!(client.answer("GET").unwrap().status, 404);
    }
}

#[test]
fn a_body_that_nobody_wants_harms_nobody() {
    for (headers, body) in [
        ("Content-Length: 5", "hello"),
        ("Transfer-Encoding: chunked", "5\r\nhello\r\n0\r\n\r\n"),
        ("Transfer-Encoding: chunked", "zz\r\nhello\r\n"),
        ("Transfer-Encoding: chunked", "ffffffffffffffffff\r\nhello"),
        ("Content-Length: 99999999999999999999", ""),
        ("Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
    ] {
        let mut client = Client::to(built_in());
        let head = format!("GET /health HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n\r\n{body}");
        client.write(head.as_bytes()).unwrap();
        let answer = client.answer("GET").unwrap();
        assert!(matches!(answer.status, 200 | 400), "{headers}: {answer:?}");
    }
}

#[test]
fn ranges_are_not_known_and_so_ignored() {
    let whole = get("/health?f=html");
    let mut client = Client::to(built_in());
    let part = client.get_with("/health?f=html", &[("Range", "bytes=0-9")]);
    assert_eq!((part.status, part.body.len()), (200, whole.body.len()));
}

#[test]
fn an_answer_may_be_so_large_and_no_larger() {
    let limits = ServeLimits { answer: 100, ..ServeLimits::default() };
    let small = Running::built_in(ServeOptions { limits, ..Default::default() });
    let answer = Client::to(small.address).get("/health?f=html");
    assert_eq!(answer.status, 400);
    assert!(answer.problem().contains("the answer may have 100 bytes"), "{answer:?}");
}
