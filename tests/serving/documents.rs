//! Pages for people, the landing page, and the reference.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use controlmap::model::{Dataset, Names};
use controlmap::serve::{ServeLimits, ServeOptions};
use controlmap::source;
use serde_json::Value;

use crate::client::{Answer, Client};
use crate::running::{Running, built_in, get};

/// What a browser says that it takes.
const BROWSER: [(&str, &str); 1] =
    [("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")];
/// What must be text wherever it stands.
const HOSTILE: &str = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&amp;";
/// Routes that are parts of pages, and no resource of the API.
const PARTS: [&str; 2] = ["/api.css", "/page/{}/{}"];

fn document() -> &'static Value {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    DOCUMENT.get_or_init(|| get("/api").json())
}

/// The method, the path and the description of every operation.
fn operations() -> impl Iterator<Item = (&'static str, &'static str, &'static Value)> {
    let paths = document()["paths"].as_object().unwrap();
    paths.iter().flat_map(|(path, methods)| {
        let methods = methods.as_object().unwrap();
        methods.iter().map(move |(method, it)| (method.as_str(), path.as_str(), it))
    })
}

/// A request for an operation: all its parameters that need a value or have an example.
fn request(path: &str, operation: &Value) -> String {
    let mut path = path.to_owned();
    let mut query = form_urlencoded::Serializer::new(String::new());
    for parameter in operation["parameters"].as_array().unwrap() {
        let parameter = match parameter["$ref"].as_str() {
            Some(way) => document().pointer(way.trim_start_matches('#')).unwrap(),
            None => parameter,
        };
        let name = parameter["name"].as_str().unwrap();
        let example = match &parameter["example"] {
            Value::Null => continue,
            Value::String(text) => text.clone(),
            Value::Array(items) => items.iter().map(Value::to_string).collect::<Vec<_>>().join(","),
            other => other.to_string(),
        };
        if parameter["in"] == "path" {
            path = path.replace(&format!("{{{name}}}"), &example);
        } else {
            query.append_pair(name, &example);
        }
    }
    format!("{path}?{}", query.finish())
}

#[test]
fn every_operation_of_the_reference_is_answered_as_it_says() {
    let mut client = Client::to(built_in());
    for (method, path, operation) in operations() {
        let answer = match method {
            "get" => client.get(&request(path, operation)),
            _ => client.post(
                path,
                "application/x-ndjson",
                b"{\"lon\":41,\"lat\":36,\"date\":\"2026-01-27\"}\n",
            ),
        };
        assert_eq!(
            answer.status,
            200,
            "{method} {path}: {}",
            String::from_utf8_lossy(&answer.body)
        );
        let content = operation["responses"]["200"]["content"].as_object().unwrap();
        let is_same = |media: &String| answer.media().split("; charset").next() == Some(media);
        assert!(content.keys().any(is_same), "{path}: {} is not in {content:?}", answer.media());
    }
}

#[test]
fn qgis_finds_how_many_features_it_may_ask_for() {
    let limits = ServeLimits { features: 4, ..ServeLimits::default() };
    let server = Running::built_in(ServeOptions { limits, ..ServeOptions::default() });
    let document = Client::to(server.address).get("/api").json();
    let limit = &document["components"]["parameters"]["limit"]["schema"];
    assert_eq!((&limit["maximum"], &limit["default"]), (&4.into(), &4.into()));
}

#[test]
fn every_route_is_in_the_reference() {
    let plain = |path: &str| {
        let mut parts = Vec::new();
        for segment in path.split('/') {
            parts.push(if segment.starts_with('{') { "{}" } else { segment });
        }
        parts.join("/")
    };
    let known: BTreeSet<String> = operations().map(|(_, path, _)| plain(path)).collect();
    let mut routes = BTreeSet::new();
    let mut folders = vec![PathBuf::from("src/serve")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                let code = fs::read_to_string(path).unwrap();
                let after = code.split(".route(").skip(1);
                let quoted =
                    after.filter_map(|it| it.trim_start().strip_prefix('"')?.split('"').next());
                routes.extend(quoted.map(plain));
            }
        }
    }
    assert!(routes.len() > 5, "{routes:?}");
    routes.retain(|route| !PARTS.contains(&route.as_str()));
    assert_eq!(routes.difference(&known).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn the_landing_page_leads_everywhere_and_so_does_its_form_in_a_browser() {
    let mut client = Client::to(built_in());
    let landing = client.get("/").json();
    let relations: Vec<&str> =
        landing["links"].as_array().unwrap().iter().map(|it| it["rel"].as_str().unwrap()).collect();
    for needed in ["self", "alternate", "service-desc", "service-doc", "conformance", "data"] {
        assert!(relations.contains(&needed), "{needed} in {relations:?}");
    }
    let base = format!("http://{}", built_in());
    for link in landing["links"].as_array().unwrap() {
        let path = link["href"].as_str().unwrap().strip_prefix(&base).unwrap();
        let path = path.split('#').next().unwrap();
        assert_eq!(client.get(path).status, 200, "{path}");
    }
    let html = client.get("/?f=html").text();
    assert!(html.contains(&format!("href=\"{base}/collections\"")), "{html}");
    let conformance = client.get("/conformance").json();
    let classes = conformance["conformsTo"].as_array().unwrap();
    for class in ["core", "oas30", "html", "geojson"] {
        let class = format!("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{class}");
        assert!(classes.contains(&Value::from(class.as_str())), "{class}");
    }
}

#[test]
fn pages_lead_to_the_same_as_json_with_the_same_parameters() {
    let mut client = Client::to(built_in());
    let html = client.get_with("/api", &BROWSER).text();
    assert!(html.contains("<a href=\"?f=json\">"), "{html}");
    for (_, path, operation) in operations() {
        let id = operation["operationId"].as_str().unwrap();
        assert!(html.contains(&format!("<article id=\"{id}\">")), "{path} is not described");
    }
}

#[test]
fn pages_of_answers_are_in_words_and_lead_to_the_map_at_their_dates_and_place() {
    let mut client = Client::to(built_in());
    let compared = "/compare?from=2025-12-31&to=2026-01-27";
    let html = client.get_with(compared, &BROWSER).text();
    assert!(html.contains("#date=2026-01-27&amp;since=2025-12-31&amp;mode=gains\">On the map"));
    assert!(html.contains("<a href=\"?from=2025-12-31&amp;to=2026-01-27&amp;f=json\">As JSON"));
    assert!(html.contains("<caption><h2>Sides") && html.contains(">Net, km²</th>"), "{html}");
    assert!(html.contains("<summary>73 more</summary>") && !html.contains("net_km2"), "{html}");
    let html = client.get_with("/history?place=Raqqa", &BROWSER).text();
    assert!(html.contains("&amp;at=39.00790/35.95280\">On the map"), "{html}");
    let html = client.get_with("/area?dates=2026-01-01..2026-01-27", &BROWSER).text();
    assert_eq!(html.matches("<details>").count(), 26, "all but the first are folded");
    assert!(html.contains("#date=2026-01-27\">On the map"), "{html}");
    let html = client.get_with("/at?lon=37.05&lat=41.22", &BROWSER).text();
    assert!(html.contains("<p class=\"lead\" dir=\"auto\">outside the data&#39;s box"), "{html}");
    // Names by which one asks stay as they are.
    let html = client.get_with("/collections/pockets/items", &BROWSER).text();
    assert!(html.contains(">km2</th>"), "{html}");
}

#[test]
fn problems_are_pages_for_browsers_with_the_same_status() {
    let mut client = Client::to(built_in());
    for (path, status) in
        [("/nowhere", 404), ("/health?colour=%3Cb%3Ered", 400), ("/health?f=yaml", 400)]
    {
        let page = client.get_with(path, &BROWSER);
        assert_eq!((page.status, page.media()), (status, "text/html; charset=utf-8"), "{path}");
        assert!(page.text().contains(&format!("<strong>{status}</strong>")), "{path}");
        assert!(!page.text().contains("<b>red"), "{path}");
        assert_eq!(client.get(path).media(), "application/problem+json", "{path}");
        assert_eq!(client.get_with(path, &[("Accept", "application/json")]).status, status);
    }
    let told = client.get_with("/nowhere?f=json", &BROWSER);
    assert_eq!(told.media(), "application/problem+json");
    let changed = client.send("POST", "/health", &BROWSER, b"x");
    assert_eq!((changed.status, changed.media()), (405, "text/html; charset=utf-8"));
}

#[test]
fn the_sheet_of_pages_may_be_kept_for_ever_under_its_version() {
    let mut client = Client::to(built_in());
    let page = client.get("/nowhere/at/all?f=html").text();
    let link = page.split("<link rel=\"stylesheet\" href=\"").nth(1).unwrap();
    let link = link.split('"').next().unwrap();
    let path = link.strip_prefix("./../..").unwrap();
    let sheet = client.get(path);
    assert_eq!((sheet.status, sheet.media()), (200, "text/css; charset=utf-8"));
    assert_eq!(sheet.header("cache-control"), Some("public, max-age=31536000, immutable"));
    assert_eq!(client.get("/api.css").header("cache-control"), Some("no-cache"));
}

/// The built-in dataset under hostile names.
fn hostile() -> Dataset {
    let mut dataset = source::built_in(&Default::default()).unwrap();
    let name = || Names::new(HOSTILE);
    dataset.about.title = name();
    dataset.about.description = name();
    for note in &mut dataset.about.sources {
        (note.title, note.url, note.license) =
            (name(), format!("https://example.org/{HOSTILE}"), HOSTILE.to_owned());
    }
    dataset.actors.iter_mut().for_each(|actor| actor.names = name());
    for place in &mut dataset.base_map.places {
        (place.names, place.kind) = (name(), HOSTILE.to_owned());
    }
    dataset.base_map.regions.iter_mut().for_each(|region| region.names = name());
    dataset
}

/// Fails where the names of the hostile dataset are more than text.
fn assert_harmless(path: &str, page: &Answer) {
    let html = page.text();
    assert!(!html.contains("<script>alert") && !html.contains("<img"), "{path}: {html}");
    // Within a tag there is no quote that data brought along.
    for tag in html.split('<').skip(1).map(|it| it.split('>').next().unwrap()) {
        assert!(!tag.contains("alert(1)") || tag.contains("&quot;&#39;&gt;&lt;"), "{path}: {tag}");
    }
    assert!(page.header("content-security-policy").unwrap().contains("default-src 'none'"));
}

#[test]
fn hostile_names_are_text_on_every_page() {
    let server = Running::of(hostile(), ServeOptions::default());
    let mut client = Client::to(server.address);
    let mut pages = 0;
    for (method, path, operation) in operations() {
        let has_page = operation["responses"]["200"]["content"].get("text/html").is_some();
        if method != "get" || !has_page || path == "/wms" {
            continue;
        }
        let path = request(path, operation);
        let page = client.get_with(&path, &BROWSER);
        assert_eq!(page.status, 200, "{path}: {}", page.text());
        assert_eq!(page.media(), "text/html; charset=utf-8", "{path}");
        assert_harmless(&path, &page);
        pages += 1;
    }
    assert!(pages > 3);
    for path in ["/?f=html", "/nowhere?f=html", "/%22%3E%3Cscript%3Ealert(1)?f=html"] {
        assert_harmless(path, &client.get(path));
    }
}
