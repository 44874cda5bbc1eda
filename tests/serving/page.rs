//! The page: its HTML, its parts, what it tells.

use serde_json::Value;

use crate::client::Answer;
use crate::client::Client;
use crate::running::{built_in, get};

/// What a browser says that it takes.
const BROWSER: [(&str, &str); 2] =
    [("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"), ("Accept-Encoding", "identity")];

fn page(path: &str) -> Answer {
    Client::to(built_in()).get_with(path, &BROWSER)
}

/// The addresses that the page's HTML names.
fn parts(html: &str) -> Vec<&str> {
    let named = |attribute: &str| {
        let parts = html.split(attribute).skip(1);
        parts.filter_map(|rest| rest.split('"').next()).collect::<Vec<_>>()
    };
    let all = [named(" href=\""), named(" src=\"")].concat();
    all.into_iter().filter(|address| !address.starts_with('#')).collect()
}

#[test]
fn the_page_may_run_nothing_that_is_written_into_it() {
    let page = page("/?embed");
    assert_eq!(page.status, 200);
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("default-src 'none'; script-src 'self'"), "{policy}");
    assert!(policy.contains("frame-ancestors *"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    let html = page.text();
    assert!(html.contains("<title>Who controls northern Syria</title>"), "{html}");
    assert!(
        !html.contains("{{") && !html.contains("<style") && !html.contains(" style="),
        "{html}"
    );
    assert!(
        html.matches("<script").count() == html.matches("<script type=\"module\" src=").count()
    );
}

#[test]
fn the_parts_of_the_page_are_relative_and_kept_for_ever() {
    let html = page("/").text();
    let parts = parts(&html);
    assert!(parts.len() >= 6, "{parts:?}");
    for part in parts {
        assert!(
            !part.starts_with('/') && !part.contains("://"),
            "{part} would not work under a path"
        );
        let answer = get(&format!("/{part}"));
        assert_eq!(answer.status, 200, "{part}");
        if part != "page/data.json" {
            let kept = answer.header("cache-control").unwrap();
            assert!(kept.contains("immutable"), "{part}: {kept}");
        }
    }
}

#[test]
fn parts_come_packed_to_those_who_unpack_them_and_of_another_version_are_asked_for_again() {
    let html = page("/").text();
    let main = parts(&html).into_iter().find(|part| part.ends_with("/main.js")).unwrap().to_owned();
    let path = format!("/{main}");
    let mut client = Client::to(built_in());
    let packed = client.get_with(&path, &[("Accept-Encoding", "gzip")]);
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    let plain = client.get_with(&path, &[("Accept-Encoding", "gzip;q=0")]);
    assert_eq!(plain.header("content-encoding"), None);
    assert!(packed.body.len() < plain.body.len());
    let other = client.get("/page/0123456789ab/main.js");
    assert_eq!((other.status, other.body == plain.body), (200, true));
    assert_eq!(other.header("cache-control"), Some("no-cache"));
    for unknown in ["/page/0123456789ab/secret.js", "/page/0123456789ab/../../Cargo.toml"] {
        assert_eq!(client.get(unknown).status, 404, "{unknown}");
    }
}

#[test]
fn what_the_page_tells_agrees_with_itself() {
    let told = get("/page/data.json").json();
    let list = |name: &str| told[name].as_array().unwrap().clone();
    let dates: Vec<String> =
        list("dates").iter().map(|date| date.as_str().unwrap().to_owned()).collect();
    assert!(dates.is_sorted());
    assert_eq!(told["first"], dates[0]);
    assert!(told["last"].as_str().unwrap() >= dates.last().unwrap().as_str());
    assert_eq!(told["api"], true);
    let areas = &told["areas"];
    assert_eq!(areas["km2"].as_array().unwrap().len(), dates.len());
    for (day, total) in
        areas["km2"].as_array().unwrap().iter().zip(areas["total"].as_array().unwrap())
    {
        let rows: f64 = day.as_array().unwrap().iter().map(|it| it.as_f64().unwrap()).sum();
        assert!((rows - total.as_f64().unwrap()).abs() < 1.0, "{rows} {total}");
    }
    let controls = list("controls");
    for place in list("places") {
        for span in place["held"].as_array().unwrap() {
            let holder = &span[1];
            let is_known = holder.as_i64().is_none_or(|it| it < controls.len() as i64);
            assert!(is_known && (holder.is_null() || holder.is_i64()), "{place}");
        }
    }
    for set in ["control", "base"] {
        let tile = told["tiles"][set].as_str().unwrap().replace("{z}", "6");
        let tile = tile.replace("{x}", "38").replace("{y}", "25");
        assert_eq!(get(&format!("/{tile}")).status, 200, "{tile}");
    }
}

#[test]
fn who_holds_a_place_is_what_at_says() {
    let told = get("/page/data.json").json();
    let date = "2026-01-20";
    for place in told["places"].as_array().unwrap().iter().step_by(23) {
        let spans = place["held"].as_array().unwrap();
        let begun = |span: &&Value| span[0].as_str().is_none_or(|from| from <= date);
        let holder = spans.iter().rfind(begun).and_then(|span| span[1].as_u64());
        let at =
            get(&format!("/at?lon={}&lat={}&date={date}", place["at"][0], place["at"][1])).json();
        let status = at["status"].as_str().unwrap();
        match holder {
            Some(control) => {
                let control = &told["controls"][control as usize];
                assert_eq!(control["status"], status, "{at}");
                let holders: Vec<&Value> =
                    at["holders"].as_array().unwrap().iter().map(|holder| &holder["id"]).collect();
                assert_eq!(control["actors"].as_array().unwrap().iter().collect::<Vec<_>>(), holders);
            }
            None => assert!(matches!(status, "unmapped" | "no-data"), "{at}"),
        }
    }
}
