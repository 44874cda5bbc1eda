//! Maps as pictures.

use controlmap::map::paint;
use controlmap::map::{MapOptions, compose, provenance_of};
use controlmap::source;

use crate::client::Client;
use crate::running::{built_in, get};

#[test]
fn a_picture_is_what_the_renderer_draws() {
    let answer = get("/map.png?date=2026-01-27&width=800&height=500&lang=ar&theme=dark");
    assert_eq!((answer.status, answer.media()), (200, "image/png"));
    let mut syria = source::built_in(&Default::default()).unwrap();
    let view = syria.about.view.unwrap();
    source::add_backdrop(&mut syria, &view).unwrap();
    let snapshot = syria.on("2026-01-27".parse().unwrap()).unwrap();
    let options = MapOptions {
        width: 800,
        height: 500,
        language: "ar".parse().unwrap(),
        theme: controlmap::map::Theme::DARK,
        ..MapOptions::default()
    };
    let scene = compose(&snapshot, &options).unwrap();
    let told = provenance_of(&snapshot, &syria.fingerprint(), options.language);
    assert!(answer.bytes() == paint::png(&scene, 1.0, &told).unwrap());
}

#[test]
fn every_kind_has_its_media_and_its_name() {
    for (path, media, begins) in [
        ("/map.png", "image/png", "\u{fffd}PNG"),
        ("/map.svg", "image/svg+xml", "<?xml"),
        ("/map.pdf", "application/pdf", "%PDF"),
        ("/map.json", "application/json", "{"),
    ] {
        let answer = get(&format!("{path}?date=2026-01-18&since=2025-12-31&download=true"));
        assert_eq!((answer.status, answer.media()), (200, media));
        let text = String::from_utf8_lossy(&answer.bytes()).into_owned();
        assert!(text.starts_with(begins), "{path}");
        let name = answer.header("content-disposition").unwrap();
        let ending = path.rsplit('.').next().unwrap();
        assert!(name.starts_with("attachment; filename=\"") && name.is_ascii(), "{name}");
        assert!(name.ends_with(&format!("-2026-01-18.{ending}\"")), "{name}");
    }
    let said = get("/map.json?date=2026-01-18&since=2025-12-31").json();
    assert!(said["alt"].as_str().unwrap().starts_with("Map: "));
    assert_eq!(said["size"], serde_json::json!([1200, 675]));
}

#[test]
fn beyond_the_backdrop_there_is_the_world() {
    let far = get("/map.svg?date=2026-01-27&bbox=-20,0,100,60&width=600&height=400");
    assert_eq!(far.status, 200);
    let near = get("/map.svg?date=2026-01-27&width=600&height=400");
    let borders = |svg: &str| {
        let layer = svg.split("<g id=\"land\"").nth(1).unwrap_or_default();
        layer.split("</g>").next().unwrap_or_default().matches("<path").count()
    };
    let (far, near) = (borders(&far.text()), borders(&near.text()));
    assert!(far > 60 && near < 30, "{far} countries, {near} near");
}

#[test]
fn what_can_not_be_drawn_is_told() {
    for (query, says) in [
        ("width=10", "between 300 and 20000"),
        ("width=5000&height=5000", "16000000 pixels at most"),
        ("scale=100", "pixels at most"),
        ("scale=NaN", "above 0"),
        ("scale=-1", "above 0"),
        ("bbox=1,2,3", "west,south,east,north"),
        ("bbox=40,35,38,36", "west"),
        ("bbox=NaN,35,38,36", "NaN"),
        ("date=yesterday", "YYYY-MM-DD"),
        ("date=2026-01-27&since=2026-02-01", "earlier"),
        ("theme=pink", "light, dark"),
        ("lang=tlh", "en, ar"),
        ("fit=sdf&bbox=38,35,39,36", "not both"),
        ("projection=merc", "larger than it is"),
        ("graticule=perhaps", "true or false"),
        ("dat=2026-01-27", "is `date` meant?"),
    ] {
        let answer = get(&format!("/map.png?{query}"));
        assert_eq!(answer.status, 400, "{query}");
        assert!(answer.problem().contains(says), "{query}: {}", answer.problem());
    }
    let before = get("/map.png?date=1999-01-01");
    assert!(matches!(before.status, 400 | 404));
    assert!(before.problem().contains("2025-12-31"), "{}", before.problem());
}

#[test]
fn an_address_with_the_version_is_kept() {
    let mut client = Client::to(built_in());
    let version = client.get("/health").json()["data"].as_str().unwrap().to_owned();
    let path = "/map.png?width=300&height=300";
    let kept = client.get(&format!("{path}&v={version}"));
    assert!(kept.header("cache-control").unwrap().contains("immutable"));
    let other = client.get(&format!("{path}&v=0123456789abcdef"));
    assert_eq!(other.header("cache-control"), Some("no-cache"));
    let tag = other.header("etag").unwrap().to_owned();
    let again = client.get_with(&format!("{path}&v=0123456789abcdef"), &[("If-None-Match", &tag)]);
    assert_eq!(again.status, 304);
}
