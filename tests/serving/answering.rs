//! What every answer keeps to, whatever the resource.

use crate::client::{Answer, Client};
use crate::running::{built_in, get};

/// A resource of each room.
const EVERYWHERE: [&str; 14] = [
    "/",
    "/?f=html",
    "/api",
    "/conformance",
    "/collections",
    "/collections/territories",
    "/collections/territories/items?limit=2",
    "/collections/regions/queryables",
    "/tiles",
    "/tiles/control",
    "/tiles/control/6/38/25",
    "/map.svg?width=300&height=200",
    "/health",
    "/nowhere",
];

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
    let first = client.get("/conformance");
    let tag = first.header("etag").unwrap();
    assert!(tag.starts_with("W/\""), "{tag}");
    assert_eq!(first.header("cache-control"), Some("no-cache"));
    let again = client.get_with("/conformance", &[("If-None-Match", tag)]);
    assert_eq!((again.status, again.body.len()), (304, 0));
    assert_eq!(again.header("etag"), Some(tag));
    let several = format!("\"other\", {tag}");
    assert_eq!(client.get_with("/conformance", &[("If-None-Match", &several)]).status, 304);
    assert_eq!(client.get_with("/conformance", &[("If-None-Match", "W/\"other\"")]).status, 200);
    let html = [("If-None-Match", tag), ("Accept", "text/html")];
    assert_eq!(
        client.get_with("/conformance", &html).status,
        200,
        "another form is another answer"
    );
    assert_eq!(client.get("/nowhere").header("etag"), None, "a problem is not kept");
}

#[test]
fn a_head_is_the_answer_without_its_body() {
    let mut client = Client::to(built_in());
    for path in EVERYWHERE {
        let whole = client.get(path);
        let head = client.send("HEAD", path, &[], b"");
        assert_eq!((head.status, head.body.len()), (whole.status, 0), "{path}");
        for name in ["content-type", "content-length", "etag", "content-security-policy"] {
            assert_eq!(head.header(name), whole.header(name), "{path}: {name}");
        }
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
    let accepts = [("Accept-Encoding", "gzip, br")];
    let plain = client.get("/api");
    assert_eq!(plain.header("content-encoding"), None);
    let packed = client.get_with("/api", &accepts);
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    assert_eq!(packed.text(), plain.text());
    assert!(4 * packed.body.len() < plain.body.len());
    assert_eq!(packed.header("etag"), plain.header("etag"), "a weak tag is of either");
    assert!(varies(&packed, "accept-encoding") && varies(&packed, "accept"), "{packed:?}");
    for path in ["/health", "/map.png?width=300&height=200"] {
        let answer = client.get_with(path, &accepts);
        assert_eq!(answer.header("content-encoding"), None, "{path} gains nothing");
    }
}

fn varies(answer: &Answer, by: &str) -> bool {
    let values = answer.headers.iter().filter(|(name, _)| name == "vary");
    values.flat_map(|(_, value)| value.split(',')).any(|it| it.trim() == by)
}
