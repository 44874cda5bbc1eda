//! What every answer keeps to, whatever the resource.

use std::io::Read;
use std::time::Duration;

use crate::client::Client;
use crate::running::{Program, Running, built_in, get};

#[test]
fn health_tells_the_program_and_the_version_of_the_data() {
    let answer = get("/health");
    assert_eq!((answer.status, answer.media()), (200, "application/json"));
    let health = answer.json();
    assert_eq!(health["status"], "ok");
    assert_eq!(health["program"], env!("CARGO_PKG_VERSION"));
    assert_eq!(health["data"].as_str().unwrap().len(), 16);
}

#[test]
fn one_connection_carries_many_requests() {
    let mut client = Client::to(built_in());
    for _ in 0..100 {
        assert_eq!(client.get("/health").status, 200);
    }
}

#[test]
fn a_resource_comes_as_html_for_browsers_and_where_it_is_asked_for() {
    let mut client = Client::to(built_in());
    let html = "text/html; charset=utf-8";
    let browser = [("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")];
    assert_eq!(client.get_with("/health", &browser).media(), html);
    assert_eq!(client.get("/health?f=html").media(), html);
    assert_eq!(client.get_with("/health?f=json", &browser).media(), "application/json");
    let unknown = client.get("/health?f=yaml");
    assert_eq!(unknown.status, 400);
    assert!(unknown.problem().contains("json, geojson or html"), "{unknown:?}");
}

#[test]
fn what_goes_wrong_is_a_problem_that_says_what_to_do() {
    let unknown = get("/nowhere");
    assert_eq!(unknown.status, 404);
    assert!(unknown.problem().contains("no such resource"));
    let misspelt = get("/health?colour=red");
    assert_eq!(misspelt.status, 400);
    let detail = misspelt.problem();
    assert!(detail.contains("no such parameter, found `colour`"), "{detail}");
    let changed = Client::to(built_in()).post("/health", "text/plain", b"better");
    assert_eq!(changed.status, 405);
    assert!(changed.problem().contains("only be read"));
    assert_eq!(changed.header("allow"), Some("GET,HEAD"));
}

#[test]
fn who_has_an_answer_gets_no_second_copy() {
    let mut client = Client::to(built_in());
    let first = client.get("/health");
    let tag = first.header("etag").unwrap();
    assert!(tag.starts_with("W/\""), "{tag}");
    assert_eq!(first.header("cache-control"), Some("no-cache"));
    let again = client.get_with("/health", &[("If-None-Match", tag)]);
    assert_eq!((again.status, again.body.len()), (304, 0));
    assert_eq!(again.header("etag"), Some(tag));
    let several = format!("\"other\", {tag}");
    assert_eq!(client.get_with("/health", &[("If-None-Match", &several)]).status, 304);
    assert_eq!(client.get_with("/health", &[("If-None-Match", "W/\"other\"")]).status, 200);
    let html = [("If-None-Match", tag), ("Accept", "text/html")];
    assert_eq!(client.get_with("/health", &html).status, 200, "another form is another answer");
    assert_eq!(client.get("/nowhere").header("etag"), None, "a problem is not kept");
}

#[test]
fn a_head_is_the_answer_without_its_body() {
    let mut client = Client::to(built_in());
    let whole = client.get("/health");
    let head = client.send("HEAD", "/health", &[], b"");
    assert_eq!((head.status, head.body.len()), (200, 0));
    for name in ["content-type", "content-length", "etag", "content-security-policy"] {
        assert_eq!(head.header(name), whole.header(name), "{name}");
    }
    assert_eq!(client.get("/health").status, 200, "the connection goes on");
}

#[test]
fn answers_are_guarded_whatever_they_say() {
    for path in ["/health", "/health?f=html", "/nowhere", "/health?wrong=1"] {
        let answer = get(path);
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{path}");
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
    }
}

#[test]
fn what_is_asked_for_packed_comes_packed() {
    let mut client = Client::to(built_in());
    let plain = client.get("/health?f=html");
    assert_eq!(plain.header("content-encoding"), None);
    let packed = client.get_with("/health?f=html", &[("Accept-Encoding", "gzip, br")]);
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    assert_eq!(packed.text(), plain.text());
    assert_eq!(packed.header("etag"), plain.header("etag"), "a weak tag is of either");
}

#[test]
fn pages_of_other_sites_may_read() {
    let mut client = Client::to(built_in());
    let origin = ("Origin", "https://elsewhere.example");
    let read = client.get_with("/health", &[origin]);
    assert_eq!(read.header("access-control-allow-origin"), Some("*"));
    let wanted = ("Access-Control-Request-Method", "GET");
    let allowed = client.send("OPTIONS", "/health", &[origin, wanted], b"");
    assert_eq!(allowed.status, 200);
    assert!(allowed.header("access-control-allow-methods").unwrap().contains("GET"));
}

#[test]
fn a_server_that_is_asked_to_end_does() {
    let mut running = Running::built_in(Default::default());
    let mut client = Client::to(running.address);
    assert_eq!(client.get("/health").status, 200);
    running.end();
    assert!(client.is_ended_within(Duration::from_secs(5)));
}

#[test]
fn the_program_says_where_it_answers_and_ends_when_told_to() {
    let mut program = Program::start(&[]);
    assert_eq!(program.get("/health").status, 200);
    program.signal("TERM");
    let status = program.ended_within(Duration::from_secs(20)).expect("it ends");
    assert!(status.success(), "{status}");
    let mut told = String::new();
    program.stderr().read_to_string(&mut told).unwrap();
    assert_eq!(told, "", "nothing is amiss");
}
