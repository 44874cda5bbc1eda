//! `/tiles`.

use std::collections::BTreeSet;

use serde_json::json;

use crate::client::Client;
use crate::running::{built_in, get};

#[test]
fn a_set_says_what_is_in_it_and_where_its_tiles_are() {
    let sets = get("/tiles").json();
    assert_eq!(sets["tilesets"].as_array().unwrap().len(), 2);
    let mut client = Client::to(built_in());
    for (set, layer) in [("control", "fronts"), ("base", "places")] {
        let described = client.get(&format!("/tiles/{set}")).json();
        assert_eq!(described["tilejson"], "3.0.0");
        assert_eq!((&described["minzoom"], &described["maxzoom"]), (&0.into(), &14.into()));
        let layers = described["vector_layers"].as_array().unwrap();
        assert!(layers.iter().any(|it| it["id"] == layer && it["fields"].is_object()));
        let address = described["tiles"][0].as_str().unwrap();
        let (server, path) = address.split_at(address.find("/tiles").unwrap());
        assert_eq!(server, format!("http://{}", built_in()));
        let path = path.replace("{z}", "5").replace("{x}", "19").replace("{y}", "12");
        let tile = client.get(&path);
        assert_eq!((tile.status, tile.media()), (200, "application/vnd.mapbox-vector-tile"));
        assert!(tile.header("cache-control").unwrap().contains("immutable"), "{path}");
        assert!(tile.body.len() > 10_000);
    }
}

#[test]
fn a_tile_comes_under_every_name_and_an_empty_one_without_bytes() {
    let mut client = Client::to(built_in());
    let tile = client.get("/tiles/control/6/38/25");
    assert!(!tile.body.is_empty());
    for ending in [".mvt", ".pbf"] {
        let path = format!("/tiles/control/6/38/25{ending}");
        assert_eq!(client.get(&path).body, tile.body);
    }
    assert_eq!(tile.header("cache-control"), Some("no-cache"));
    let old = client.get("/tiles/control/6/38/25?v=0123456789abcdef");
    assert_eq!(old.header("cache-control"), Some("no-cache"), "another version is not kept");
    let sea = client.get("/tiles/control/6/0/0");
    assert_eq!((sea.status, sea.body.len()), (200, 0));
}

#[test]
fn a_tile_of_a_date_has_less_than_that_of_all() {
    let mut client = Client::to(built_in());
    let mut size = |query: &str| {
        let tile = client.get(&format!("/tiles/control/5/19/12{query}"));
        assert_eq!(tile.status, 200, "{query}");
        tile.body.len()
    };
    let all = size("");
    let day = size("?datetime=2026-01-19");
    assert_eq!(day, size("?datetime=2026-01-19T12:00:00Z"));
    assert_eq!(all, size("?datetime=../.."));
    let weeks = size("?datetime=2026-01-12/2026-01-26");
    assert!(day < weeks && weeks < all, "{day} {weeks} {all}");
}

#[test]
fn a_style_draws_what_the_sets_have_and_what_is_so_on_its_day() {
    let mut client = Client::to(built_in());
    let mut layers = |query: &str| {
        let style = client.get(&format!("/tiles/style.json?date=2026-01-19{query}")).json();
        assert_eq!(style["version"], 8);
        style["layers"].as_array().unwrap().clone()
    };
    let all = layers("");
    let ids: BTreeSet<&str> = all.iter().map(|layer| layer["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), all.len(), "a name is one layer's");
    let of_day = json!(["<=", ["get", "from_day"], 20_472]).to_string();
    for id in ["gov|held", "gov;sdf|contested", "limit", "front"] {
        let layer = all.iter().find(|layer| layer["id"] == id).unwrap();
        assert!(layer["filter"].to_string().contains(&of_day), "{id}");
    }
    assert_ne!(layers("&theme=dark"), all);
    for set in ["base", "control"] {
        let known = get(&format!("/tiles/{set}")).json()["vector_layers"].clone();
        let known: BTreeSet<&str> =
            known.as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect();
        let of_set = layers(&format!("&set={set}"));
        let drawn = all.iter().filter(|it| it["source"] == set || it["type"] == "background");
        let drawn = drawn.filter(|it| set == "base" || it["type"] != "background");
        assert_eq!(of_set, drawn.cloned().collect::<Vec<_>>());
        let sources = of_set.iter().filter_map(|layer| layer["source-layer"].as_str());
        assert_eq!(sources.collect::<BTreeSet<_>>(), known, "{set}");
    }
}

#[test]
fn what_is_no_tile_is_a_problem() {
    let mut client = Client::to(built_in());
    for (path, status, told) in [
        ("/tiles/roads/0/0/0", 404, "control and base"),
        ("/tiles/style.json?set=roads", 400, "control and base"),
        ("/tiles/style.json?date=1900-01-01", 404, "1900-01-01"),
        ("/tiles/style.json?theme=neon", 400, "light, dark"),
        ("/tiles/control/1/2/0", 404, "counted from 0 to 1"),
        ("/tiles/control/15/0/0", 404, "zooms 0 to 14"),
        ("/tiles/control/255/0/0", 404, "zooms 0 to 14"),
        ("/tiles/control/-1/0/0", 400, "whole numbers"),
        ("/tiles/control/0/0/0.png", 400, "whole numbers"),
        ("/tiles/control/0/0/99999999999", 400, "whole numbers"),
        ("/tiles/control/0/0/0?datetime=yesterday", 400, "datetime"),
        ("/tiles/control/0/0/0?date=2026-01-19", 400, "no such parameter"),
    ] {
        let answer = client.get(path);
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.problem().contains(told), "{path}: {}", answer.problem());
    }
}
