//! Annotations: how they are read, when they hold, and what is drawn of them.

use std::fs;

use controlmap::map::scene::{Item, Layer, Scene};
use controlmap::map::{MapOptions, compose};
use controlmap::model::{Dataset, Direction, Icon, Language, Mark};

const FOLDER: &str = "fixtures/annotations";
const DAM: &str = r#""kind": "marker", "icon": "dam", "text": "The dam", "rank": 1"#;
const POINT: &str = r#"{"type": "Point", "coordinates": [39, 36.3]}"#;
const LINE: &str = r#"{"type": "LineString", "coordinates": [[38.3, 36.5], [38.8, 36.7]]}"#;

/// The fixture with one annotation of these properties and this geometry instead of its own.
fn opened(properties: &str, geometry: &str) -> controlmap::Result<Dataset> {
    let folder = tempfile::tempdir().unwrap();
    for name in ["controlmap.toml", "control.geojson"] {
        fs::copy(format!("{FOLDER}/{name}"), folder.path().join(name)).unwrap();
    }
    let feature =
        format!(r#"{{"type": "Feature", "properties": {{{properties}}}, "geometry": {geometry}}}"#);
    let layer = format!(r#"{{"type": "FeatureCollection", "features": [{feature}]}}"#);
    fs::write(folder.path().join("annotations.geojson"), layer).unwrap();
    Dataset::open(folder.path())
}

fn map(day: &str, language: Language) -> Scene {
    let dataset = Dataset::open(FOLDER).unwrap();
    let snapshot = dataset.on(day.parse().unwrap()).unwrap();
    let options = MapOptions { width: 800, height: 700, language, ..MapOptions::default() };
    compose(&snapshot, &options).unwrap()
}

fn layer<'a>(scene: &'a Scene, name: &str) -> Option<&'a Layer> {
    scene.layers.iter().find(|layer| layer.name == name)
}

fn texts(scene: &Scene) -> Vec<&str> {
    let items = layer(scene, "labels").map_or(&[][..], |layer| &layer.items);
    let texts = items.iter().filter_map(|item| match item {
        Item::Text(text) => Some(text.content.as_str()),
        _ => None,
    });
    texts.collect()
}

#[test]
fn a_layer_is_read_as_it_was_written() {
    let dataset = Dataset::open(FOLDER).unwrap();
    let [dam, airbase, advance] = dataset.annotations.as_slice() else {
        panic!("{:?}", dataset.annotations)
    };
    assert_eq!((dam.icon, dam.rank, dam.mark.word()), (Icon::Dam, 1, "marker"));
    assert_eq!(dam.text.get(Language::Arabic), "السد");
    assert!(dam.validity.from().is_none() && dam.validity.until().is_none());
    let Mark::Callout { at, toward } = &airbase.mark else { panic!("{airbase:?}") };
    assert_eq!((at.lon(), *toward), (39.4, Some(Direction::NorthEast)));
    assert_eq!((airbase.sources.as_slice(), airbase.rank), (&["bulletin 7".to_owned()][..], 9));
    let Mark::Arrow { course, actor } = &advance.mark else { panic!("{advance:?}") };
    assert_eq!((course.len(), *actor), (3, dataset.find_actor("west").ok()));
}

#[test]
fn an_annotation_holds_from_its_first_day_until_the_day_it_ends() {
    let dataset = Dataset::open(FOLDER).unwrap();
    let on = |day: &str| dataset.on(day.parse().unwrap()).unwrap().annotations().count();
    assert_eq!([on("2024-07-09"), on("2024-07-10")], [1, 3]);
    assert_eq!([on("2024-07-14"), on("2024-07-15")], [3, 2]);
}

#[test]
fn annotations_do_not_change_what_the_data_says_of_control() {
    let (with, without) = (opened(DAM, POINT).unwrap(), Dataset::open(FOLDER).unwrap());
    assert_ne!(with.annotations, without.annotations);
    assert_eq!(with.fingerprint(), without.fingerprint());
}

#[test]
fn kind_and_icon_may_be_left_out() {
    let dot = opened(r#""text": "Here", "from": null, "until": """#, POINT).unwrap();
    assert_eq!((dot.annotations[0].icon, dot.annotations[0].mark.word()), (Icon::None, "marker"));
    assert_eq!(opened("", LINE).unwrap().annotations[0].mark.word(), "arrow");
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let polygon =
        r#"{"type": "Polygon", "coordinates": [[[38, 36], [39, 36], [39, 37], [38, 36]]]}"#;
    let still = r#"{"type": "LineString", "coordinates": [[38.3, 36.5], [38.3, 36.5]]}"#;
    let cases: [(&str, &str, &[&str]); 14] = [
        (
            r#""kind": "calout", "text": "x""#,
            POINT,
            &["a kind is one of marker, callout, arrow, found `calout`", "was `callout` meant?"],
        ),
        (
            r#""icon": "airbas", "text": "x""#,
            POINT,
            &["an icon is one of none, dam,", "found `airbas`", "was `airbase` meant?"],
        ),
        (r#""icon": "zzz", "text": "x""#, POINT, &["found `zzz`"]),
        (r#""icon": "dam""#, POINT, &["the `text` of a marker is missing"]),
        (r#""kind": "callout", "text": " ""#, POINT, &["the `text` of a callout is empty"]),
        (r#""text": 7"#, POINT, &["`text` is a text, found 7"]),
        (r#""text": "x", "text_ar": []"#, POINT, &["`text_ar` is a text"]),
        (r#""text": "x", "from": "2024-02-30""#, POINT, &["`from` is a date", "2024-02-30"]),
        (
            r#""text": "x", "from": "2024-03-01", "until": "2024-03-01""#,
            POINT,
            &["must end after it begins"],
        ),
        (r#""text": "x", "rank": 0"#, POINT, &["a rank is a whole number from 1", "found 0"]),
        (
            r#""text": "x", "kind": "callout", "toward": "up""#,
            POINT,
            &["a direction is one of n, ne", "found `up`"],
        ),
        (
            r#""text": "x", "kind": "marker""#,
            polygon,
            &["a marker stands on one point, found a polygon"],
        ),
        (
            r#""kind": "arrow""#,
            still,
            &["an arrow is one line of two or more positions", "all of it in one place"],
        ),
        (
            r#""kind": "arrow", "actor": "north""#,
            LINE,
            &["no actor of the dataset is called so, found `north`", "west, east"],
        ),
    ];
    for (properties, geometry, parts) in cases {
        let error = opened(properties, geometry).expect_err(properties);
        assert_eq!(error.exit_code(), 3, "{properties}");
        let message = error.to_string();
        for part in ["annotations.geojson: feature 1: "].iter().chain(parts) {
            assert!(message.contains(part), "{properties} should say `{part}`:\n{message}");
        }
    }
}

#[test]
fn a_map_shows_the_annotations_of_its_date() {
    let before = map("2024-07-09", Language::English);
    assert!(texts(&before).contains(&"The dam"));
    assert!(!texts(&before).contains(&"Advance"));
    let during = map("2024-07-12", Language::English);
    for text in ["The dam", "Advance", "Foreign troops"] {
        assert!(texts(&during).contains(&text), "{:?}", texts(&during));
    }
    let drawn = |scene: &Scene| layer(scene, "annotations").map_or(0, |layer| layer.items.len());
    assert!(drawn(&during) > drawn(&before) && drawn(&before) > 0);
    let order: Vec<&str> = during.layers.iter().map(|layer| layer.name).collect();
    let place = |name: &str| order.iter().position(|it| *it == name);
    assert!(place("annotations") < place("labels"), "{order:?}");
}

#[test]
fn an_arabic_map_says_it_in_arabic() {
    let scene = map("2024-07-12", Language::Arabic);
    for text in ["السد", "تقدم"] {
        assert!(texts(&scene).contains(&text), "{:?}", texts(&scene));
    }
}

#[test]
fn the_built_in_annotations_are_sourced_and_say_it_in_every_language() {
    let syria = controlmap::source::built_in(&Default::default()).unwrap();
    assert!(syria.annotations.len() > 8);
    for it in &syria.annotations {
        let text = it.text.get(Language::English);
        assert!(!it.sources.is_empty(), "{text}");
        assert!(Language::ALL.into_iter().all(|language| it.text.has(language)), "{text}");
        assert!(text.split(' ').count() <= 4, "{text}");
    }
}
