//! Collections of features: what is asked for comes, once, and nothing else.

use std::collections::BTreeSet;

use controlmap::compare::{self, Comparison};
use controlmap::geometry::{MultiPolygon, Polygon};
use controlmap::index::ControlIndex;
use controlmap::model::{Dataset, Date, GapPolicy};
use controlmap::serve::{ServeLimits, ServeOptions};
use controlmap::source;
use geo::{Intersects, Rect, coord};
use serde_json::Value;

use crate::client::Client;
use crate::running::{Running, built_in, get};

const COLLECTIONS: [&str; 6] = ["territories", "fronts", "pockets", "changes", "places", "regions"];

fn syria() -> Dataset {
    source::built_in(&Default::default()).unwrap()
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// The features of a page, which must be one.
fn features(client: &mut Client, path: &str) -> Vec<Value> {
    page(client, path)["features"].as_array().unwrap().clone()
}

fn page(client: &mut Client, path: &str) -> Value {
    let answer = client.get(path);
    assert_eq!((answer.status, answer.media()), (200, "application/geo+json"), "{path}");
    let page = answer.json();
    let count = page["features"].as_array().unwrap().len();
    assert_eq!(page["numberReturned"], count, "{path}");
    page
}

fn ids(features: &[Value]) -> Vec<String> {
    features.iter().map(|it| it["id"].to_string()).collect()
}

/// The path of a link, without where the server is.
fn link(resource: &Value, rel: &str) -> Option<String> {
    let links = resource["links"].as_array().unwrap();
    let href = links.iter().find(|link| link["rel"] == rel)?["href"].as_str().unwrap();
    let path = href.strip_prefix("http://").unwrap();
    Some(path[path.find('/').unwrap()..].to_owned())
}

/// All pages from one on.
fn walk(client: &mut Client, first: &str) -> Vec<Value> {
    let (mut all, mut next) = (Vec::new(), Some(first.to_owned()));
    while let Some(path) = next {
        let page = page(client, &path);
        all.extend(page["features"].as_array().unwrap().clone());
        next = link(&page, "next");
    }
    all
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

#[test]
fn every_collection_leads_to_all_that_is_known_of_it() {
    let mut client = Client::to(built_in());
    let listed = client.get("/collections").json();
    let listed = listed["collections"].as_array().unwrap();
    assert_eq!(listed.iter().map(|it| it["id"].as_str().unwrap()).collect::<Vec<_>>(), COLLECTIONS);
    for described in listed {
        let id = described["id"].as_str().unwrap();
        assert_eq!(described, &client.get(&format!("/collections/{id}")).json());
        for link in described["links"].as_array().unwrap() {
            let (rel, kind) = (link["rel"].as_str().unwrap(), link["type"].as_str());
            let href = link["href"].as_str().unwrap();
            let path = &href[href.find(":").map_or(0, |colon| colon + 3)..];
            let answer = client.get(&path[path.find('/').unwrap()..]);
            assert_eq!(answer.status, 200, "{href}");
            assert!(answer.media().starts_with(kind.unwrap()), "{rel}: {}", answer.media());
        }
        let bbox = described["extent"]["spatial"]["bbox"][0].as_array().unwrap();
        assert!(number(&bbox[0]) < number(&bbox[2]) && number(&bbox[1]) < number(&bbox[3]), "{id}");
        let is_dated = !["places", "regions"].contains(&id);
        assert_eq!(described["extent"]["temporal"]["interval"].is_array(), is_dated, "{id}");
    }
}

#[test]
fn features_say_what_their_schema_says() {
    let mut client = Client::to(built_in());
    for id in COLLECTIONS {
        let schema = client.get(&format!("/collections/{id}/schema")).json();
        let mut properties = schema["properties"].as_object().unwrap().clone();
        assert!(properties.remove("geometry").is_some());
        for feature in features(&mut client, &format!("/collections/{id}/items?limit=20")) {
            let said = feature["properties"].as_object().unwrap();
            assert_eq!(said.keys().collect::<Vec<_>>(), properties.keys().collect::<Vec<_>>());
            for (name, value) in said.iter().filter(|(_, value)| !value.is_null()) {
                let kind = properties[name]["type"].as_str().unwrap();
                let is_so = match kind {
                    "string" => value.is_string(),
                    "integer" => value.is_i64(),
                    "number" => value.is_number(),
                    _ => value.is_boolean(),
                };
                assert!(is_so, "{id}: {name} is no {kind}: {value}");
                let words = &properties[name]["enum"];
                assert!(words.as_array().is_none_or(|it| it.contains(value)), "{name}: {value}");
            }
        }
    }
}

#[test]
fn pages_have_every_feature_once_and_in_order() {
    let mut client = Client::to(built_in());
    for id in COLLECTIONS {
        let items = format!("/collections/{id}/items");
        let all = walk(&mut client, &format!("{items}?limit=10000"));
        assert!(!all.is_empty(), "{id}");
        assert_eq!(ids(&all).iter().collect::<BTreeSet<_>>().len(), all.len(), "{id}");
        let paged = walk(&mut client, &format!("{items}?limit=7"));
        assert_eq!(ids(&paged), ids(&all), "{id}");
        assert!(paged == all, "{id}");
        let half = all.len() / 2;
        let later = page(&mut client, &format!("{items}?limit=5&offset={half}"));
        let expected = &all[half..(half + 5).min(all.len())];
        assert!(later["features"].as_array().unwrap() == expected, "{id}");
        let before = page(&mut client, &link(&later, "prev").unwrap());
        let start = half.saturating_sub(5);
        assert_eq!(before["features"][0]["id"], all[start]["id"], "{id}");
        let beyond = page(&mut client, &format!("{items}?offset=1000000"));
        assert_eq!((&beyond["numberReturned"], link(&beyond, "next")), (&Value::from(0), None));
        assert_eq!(beyond["numberMatched"], all.len(), "{id}: the end tells how many there are");
    }
}

#[test]
fn a_feature_alone_says_what_it_says_among_others() {
    let mut client = Client::to(built_in());
    for id in COLLECTIONS {
        for feature in features(&mut client, &format!("/collections/{id}/items?limit=3&offset=2")) {
            let name = feature["id"].as_str().map_or(feature["id"].to_string(), str::to_owned);
            let path = format!("/collections/{id}/items/{name}");
            let answer = client.get(&path);
            assert_eq!(answer.media(), "application/geo+json");
            let mut alone = answer.json();
            assert_eq!(link(&alone, "self"), Some(path));
            assert_eq!(link(&alone, "collection"), Some(format!("/collections/{id}")));
            alone.as_object_mut().unwrap().remove("links");
            assert!(alone == feature, "{id}: {name}");
        }
    }
}

#[test]
fn a_day_has_the_territories_that_the_dataset_has_on_it() {
    let mut dataset = Dataset::open("fixtures/snapshots").unwrap();
    dataset.gap_policy = GapPolicy::UnknownAfter(2);
    let days = ["2024-07-07", "2024-07-08", "2024-07-09", "2024-07-11", "2024-07-13", "2024-07-20"];
    for dataset in [syria(), dataset] {
        let server = Running::of(dataset.clone(), ServeOptions::default());
        let mut client = Client::to(server.address);
        let of_dataset = dataset.dates.iter().flat_map(|date| [date.yesterday().unwrap(), *date]);
        for day in of_dataset.chain(days.map(date)) {
            let wanted: Vec<String> = dataset.on(day).map_or(Vec::new(), |snapshot| {
                let is_there =
                    |it: &&_| snapshot.territories.iter().any(|there| std::ptr::eq(*there, *it));
                let there = dataset.territories.iter().enumerate();
                there.filter(|(_, it)| is_there(it)).map(|(place, _)| place.to_string()).collect()
            });
            for datetime in [day.to_string(), format!("{day}T12:00:00Z"), format!("{day}/{day}")] {
                let path =
                    format!("/collections/territories/items?limit=10000&datetime={datetime}");
                let page = page(&mut client, &path);
                assert_eq!(ids(page["features"].as_array().unwrap()), wanted, "{datetime}");
                assert_eq!(page["numberMatched"], wanted.len());
            }
        }
    }
}

#[test]
fn intervals_are_closed_and_may_be_open_at_an_end() {
    let mut client = Client::to(built_in());
    let mut count = |datetime: &str| {
        let path = format!("/collections/territories/items?limit=1&datetime={datetime}");
        page(&mut client, &path)["numberMatched"].as_u64().unwrap()
    };
    let all = syria().territories.len() as u64;
    assert_eq!(count("../.."), all);
    assert_eq!(count("/2030-01-01"), all);
    assert_eq!(count("../2025-12-31"), count("2025-12-31"));
    assert!(count("2026-01-18/..") < all);
    assert_eq!(count("../2025-12-30"), 0);
    // What is no longer so on a day is not so on it, and what begins on it is.
    let mut client = Client::to(built_in());
    let on_the_day =
        features(&mut client, "/collections/territories/items?datetime=2026-01-18&limit=1000");
    let dates =
        |name: &str| on_the_day.iter().filter(|it| it["properties"][name] == "2026-01-18").count();
    assert_eq!(dates("until"), 0);
    assert!(dates("from") > 0);
}

#[test]
fn a_box_has_the_features_that_meet_it() {
    let dataset = syria();
    let mut client = Client::to(built_in());
    let shapes: Vec<&MultiPolygon> = dataset.territories.iter().map(|it| &it.polygons).collect();
    for [west, south, east, north] in [
        [38.0, 36.0, 38.5, 37.0],
        [40.9, 36.4, 41.0, 36.5],
        [36.0, 32.5, 36.9, 33.0],
        [0.0, 0.0, 1.0, 1.0],
        [39.0, 35.95, 39.0, 35.95],
        [-180.0, -90.0, 180.0, 90.0],
    ] {
        let rect =
            Rect::new(coord! { x: west, y: south }, coord! { x: east, y: north }).to_polygon();
        let meets = |it: &Polygon| it.intersects(&rect);
        let wanted: Vec<String> = (0..shapes.len())
            .filter(|place| shapes[*place].iter().any(meets))
            .map(|place| place.to_string())
            .collect();
        for query in [
            format!("bbox={west},{south},{east},{north}"),
            format!("bbox={west},{south},-50,{east},{north},9000"),
            format!(
                "bbox={south},{west},{north},{east}&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/4326"
            ),
            format!("filter=S_INTERSECTS(geometry,ENVELOPE({west},{south},{east},{north}))"),
        ] {
            let path = format!("/collections/territories/items?limit=10000&{query}");
            assert_eq!(ids(&features(&mut client, &path)), wanted, "{query}");
        }
    }
    let round = "/collections/places/items?bbox=170,-90,36,90&limit=10000";
    let west_of_36 = features(&mut client, round);
    assert!(west_of_36.iter().all(|it| number(&it["geometry"]["coordinates"][0]) <= 36.0));
    assert!(!west_of_36.is_empty());
}

#[test]
fn fronts_pockets_and_changes_are_those_of_the_library() {
    let dataset = syria();
    let mut client = Client::to(built_in());
    for day in ["2026-01-19", "2026-01-27"] {
        let snapshot = dataset.on(date(day)).unwrap();
        let fronts =
            features(&mut client, &format!("/collections/fronts/items?limit=1000&datetime={day}"));
        let expected = compare::fronts(&snapshot).unwrap();
        assert_eq!(fronts.len(), expected.len());
        for (front, expected) in fronts.iter().zip(expected) {
            let length = number(&front["properties"]["length_km"]);
            assert!((length - expected.length.0).abs() < 1e-3);
            let lines = front["geometry"]["coordinates"].as_array().unwrap();
            assert_eq!(lines.len(), expected.lines.len());
        }
        let pockets =
            features(&mut client, &format!("/collections/pockets/items?limit=1000&datetime={day}"));
        let expected = compare::pockets(&snapshot, None).unwrap();
        assert_eq!(pockets.len(), expected.len());
        for (pocket, expected) in pockets.iter().zip(expected) {
            assert!((number(&pocket["properties"]["km2"]) - expected.area.0).abs() < 1e-3);
        }
    }
    for pair in dataset.dates.windows(2) {
        let day = pair[1];
        let changes =
            features(&mut client, &format!("/collections/changes/items?datetime={day}&limit=1000"));
        let snapshots = [pair[0], pair[1]].map(|date| dataset.on(date).unwrap());
        let expected =
            Comparison::of(&snapshots[0], &snapshots[1], Default::default()).unwrap().patches;
        assert_eq!(changes.len(), expected.len(), "{day}");
        for (change, expected) in changes.iter().zip(expected) {
            assert_eq!(change["properties"]["date"], day.to_string());
            assert!((number(&change["properties"]["km2"]) - expected.area.0).abs() < 1e-5, "{day}");
        }
    }
}

#[test]
fn places_tell_who_held_them_on_the_day() {
    let dataset = syria();
    let index = ControlIndex::of(&dataset).unwrap();
    let mut client = Client::to(built_in());
    for (datetime, day) in [("2026-01-10", "2026-01-10"), ("2026-01-01/2026-01-20", "2026-01-20")] {
        let path = format!("/collections/places/items?limit=10000&datetime={datetime}");
        for place in features(&mut client, &path) {
            let at = &place["geometry"]["coordinates"];
            let found = index.find(number(&at[0]), number(&at[1]), date(day)).control();
            let first = found.and_then(|it| index.control(it).claimants.first().copied());
            let holder = place["properties"]["holder"].as_str();
            let name = first.map(|actor| dataset.actor(actor).id.as_str());
            assert_eq!(holder.and_then(|it| it.split(';').next()), name, "{place}");
        }
    }
    let kobani = "/collections/places/items?filter=name LIKE 'Kobani%'".replace(' ', "%20");
    let before = features(&mut client, &format!("{kobani}&datetime=2020-01-01"));
    assert_eq!(before[0]["properties"]["holder"], Value::Null, "there is no data for the day");
    assert_eq!(features(&mut client, &kobani)[0]["properties"]["name:ar"], "عين العرب");
}

#[test]
fn filters_and_properties_choose() {
    let mut client = Client::to(built_in());
    let mut chosen = |query: &str| {
        let path =
            format!("/collections/territories/items?limit=1000&{}", query.replace(' ', "%20"));
        features(&mut client, &path)
    };
    let sdf = chosen("actor=sdf&status=held");
    assert!(!sdf.is_empty());
    assert!(sdf.iter().all(|it| it["properties"]["actor"] == "sdf"));
    assert_eq!(chosen("filter=actor = 'sdf' AND status IN ('held')&filter-lang=cql2-text"), sdf);
    let open = chosen("filter=until IS NULL AND NOT (actor = 'gov')");
    assert!(!open.is_empty() && open.iter().all(|it| it["properties"]["until"].is_null()));
    let few = chosen("properties=from,actor&actor=sdf");
    assert_eq!(few.len(), chosen("actor=sdf").len());
    assert!(few.iter().all(|it| it["properties"].as_object().unwrap().len() == 2));
}

#[test]
fn features_come_in_the_reference_system_that_is_asked_for() {
    let mut client = Client::to(built_in());
    let mut first = |crs: &str| {
        let answer = client.get(&format!("/collections/places/items?limit=1{crs}"));
        let content = answer.header("content-crs").unwrap().to_owned();
        let at = answer.json()["features"][0]["geometry"]["coordinates"].clone();
        (content, number(&at[0]), number(&at[1]))
    };
    let (crs84, lon, lat) = first("");
    assert_eq!(crs84, "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>");
    let epsg = "http://www.opengis.net/def/crs/EPSG/0";
    assert_eq!(first(&format!("&crs={epsg}/4326")), (format!("<{epsg}/4326>"), lat, lon));
    let (_, x, y) = first(&format!("&crs={epsg}/3857"));
    assert!((x / 111_319.49 - lon).abs() < 1e-5 && y > 4e6);
}

#[test]
fn what_is_wrong_is_told_and_never_a_failure_of_the_server() {
    for (path, status, told) in [
        ("/collections/nothing", 404, "there are territories"),
        ("/collections/nothing/items", 404, "no such collection"),
        ("/collections/fronts/items/2026-01-27.99", 404, "no such feature"),
        ("/collections/fronts/items/2026-01-26x.1", 404, "no such feature"),
        ("/collections/territories/items/100000", 404, "no such feature"),
        ("/collections/territories/items/-1", 404, "no such feature"),
        ("/collections/fronts/items?datetime=yesterday", 400, "datetime: a date or an instant"),
        ("/collections/fronts/items?datetime=2026-02-01/2026-01-01", 400, "ends before it begins"),
        ("/collections/fronts/items?datetime=", 400, "datetime"),
        ("/collections/fronts/items?bbox=1,2,3", 400, "bbox"),
        ("/collections/fronts/items?bbox=1,9,3,4", 400, "found `1,9,3,4`"),
        ("/collections/fronts/items?crs=EPSG:2180", 400, "crs"),
        ("/collections/fronts/items?limit=0", 400, "1 or more"),
        ("/collections/fronts/items?limit=-3", 400, "1 or more"),
        ("/collections/fronts/items?offset=x", 400, "0 or more"),
        ("/collections/fronts/items?start_after=17", 400, "identifier"),
        ("/collections/fronts/items?filter=length_km%20=%20'long'", 400, "a number is compared"),
        ("/collections/fronts/items?filter-lang=cql-json", 400, "cql2-text"),
        ("/collections/fronts/items?length_km=long", 400, "a number is needed"),
        ("/collections/fronts/items?properties=colour", 400, "no such property"),
        ("/collections/fronts/items?lenght_km=3", 400, "is `length_km` meant?"),
        ("/collections/fronts?limit=3", 400, "no such parameter"),
    ] {
        let answer = get(path);
        assert_eq!(answer.status, status, "{path}");
        let detail = answer.problem();
        assert!(detail.contains(told), "{path}: {detail}");
    }
    let deep = format!("/collections/places/items?filter={}", "(".repeat(5_000));
    assert_eq!(get(&deep).status, 400);
}

#[test]
fn a_page_has_no_more_than_the_server_allows_and_goes_on_after_it() {
    let limits = ServeLimits { features: 4, answer: 60_000, ..ServeLimits::default() };
    let server = Running::built_in(ServeOptions { limits, ..ServeOptions::default() });
    let mut client = Client::to(server.address);
    for limit in ["1000", "99999999999999999999"] {
        let page = page(&mut client, &format!("/collections/places/items?limit={limit}"));
        assert_eq!(page["numberReturned"], 4, "a limit that is too large is the server's");
    }
    // Regions of many positions share a page with fewer others, down to none.
    let regions = client.get("/collections/regions/items");
    assert_eq!(regions.status, 200);
    let limits = ServeLimits { answer: 300, ..ServeLimits::default() };
    let server = Running::built_in(ServeOptions { limits, ..ServeOptions::default() });
    let mut client = Client::to(server.address);
    for path in ["/collections/regions/items", "/collections/regions/items/0"] {
        let answer = client.get(path);
        assert_eq!(answer.status, 400);
        assert!(answer.problem().contains("300 bytes"), "{path}");
    }
}

#[test]
fn ground_that_is_fought_for_is_told_alike_whoever_is_named_first() {
    let path = "/collections/territories/items?datetime=2026-01-27&status=contested";
    let items = get(path).json();
    let told = |name: &str| -> Vec<String> {
        let features = items["features"].as_array().unwrap().iter();
        features.map(|it| it["properties"][name].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(told("actor"), ["gov", "sdf"]);
    assert_eq!(told("actors"), ["gov;sdf", "gov;sdf"]);
}
