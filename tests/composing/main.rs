//! The scene of a map, as data.

mod country;
mod kinds;
mod lettering;
mod placement;

use controlmap::compare::{areas, pockets};
use controlmap::geometry::{BoundingBox, Projection};
use controlmap::map::scene::{Anchor, Color, Item, Paint, Point, Scene};
use controlmap::map::{Extent, MapOptions, Theme, compose, wording};
use controlmap::model::{Dataset, Date, Language, Snapshot, Status};
use country::{EAST, WEST, dataset};
use lettering::{Block, overlapping};
use proptest::prelude::*;

const SIZES: [(u32, u32); 9] = [
    (600, 400),
    (400, 600),
    (640, 480),
    (1200, 675),
    (1080, 1080),
    (1600, 1200),
    (794, 1123),
    (3200, 2400),
    (2400, 3200),
];

fn on(dataset: &Dataset) -> Snapshot<'_> {
    dataset.on(Date::new(2026, 1, 27).expect("a date")).expect("a snapshot")
}

fn options(width: u32, height: u32, language: Language) -> MapOptions {
    MapOptions { width, height, language, ..MapOptions::default() }
}

fn map(dataset: &Dataset, options: &MapOptions) -> Scene {
    compose(&on(dataset), options).expect("a map")
}

fn layer<'a>(scene: &'a Scene, name: &str) -> &'a [Item] {
    scene.layers.iter().find(|layer| layer.name == name).map_or(&[], |layer| &layer.items)
}

/// Everything that is written round a map: headline and legend, and what is the same on every date.
fn furniture(scene: &Scene) -> Vec<Item> {
    ["legend", "furniture"].iter().flat_map(|name| layer(scene, name)).cloned().collect()
}

fn texts(items: &[Item]) -> impl Iterator<Item = &controlmap::map::scene::Text> {
    items.iter().filter_map(|item| match item {
        Item::Text(text) => Some(text),
        _ => None,
    })
}

fn encloses(rings: &[Vec<Point>], at: Point) -> bool {
    let mut inside = false;
    for ring in rings {
        for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            if (a.y > at.y) != (b.y > at.y) && at.x < (b.x - a.x) * (at.y - a.y) / (b.y - a.y) + a.x
            {
                inside = !inside;
            }
        }
    }
    inside
}

#[test]
fn nothing_that_is_written_touches_anything_else_that_is_written() {
    let dataset = dataset();
    for (width, height) in SIZES {
        for language in Language::ALL {
            let scene = map(&dataset, &options(width, height, language));
            let written: Vec<Vec<Block>> = ["annotations", "labels", "legend", "furniture"]
                .iter()
                .flat_map(|name| layer(&scene, name))
                .map(Block::of_item)
                .collect();
            let found = overlapping(&written);
            assert!(found.is_empty(), "{width}x{height} {language}: {found:?}");
            for block in written.iter().flatten() {
                assert!(
                    block.lies_within(width as f32, height as f32),
                    "{width}x{height} {language}: {block:?} leaves the page"
                );
            }
        }
    }
}

#[test]
fn chief_places_are_always_named_and_the_map_stays_calm() {
    let dataset = dataset();
    for (width, height) in SIZES {
        let scene = map(&dataset, &options(width, height, Language::English));
        let labels: Vec<&str> =
            texts(layer(&scene, "labels")).map(|text| text.content.as_str()).collect();
        assert!(labels.contains(&"Westhaven") && labels.contains(&"Eastgate"), "{width}x{height}");
        assert!(labels.len() < 120, "{width}x{height}: {} names", labels.len());
    }
}

#[test]
fn the_legend_has_exactly_the_classes_on_the_map_and_the_numbers_of_compare() {
    let dataset = dataset();
    let snapshot = on(&dataset);
    let scene = map(&dataset, &MapOptions::default());
    let key = |paint: &Paint| format!("{paint:?}");
    let fills = |items: &[Item]| -> Vec<String> {
        let mut paints: Vec<String> = items
            .iter()
            .filter_map(|item| match item {
                Item::Fill { paint, .. } => Some(key(paint)),
                _ => None,
            })
            .collect();
        paints.sort();
        paints.dedup();
        paints
    };
    let furniture = &furniture(&scene);
    let of_panel_and_no_data = [
        key(&Paint::Solid(Theme::LIGHT.colors.panel)),
        key(&Paint::Solid(Theme::LIGHT.colors.land)),
    ];
    let mut legend = fills(furniture);
    legend.retain(|paint| !of_panel_and_no_data.contains(paint));
    assert_eq!(legend, fills(layer(&scene, "territories")));

    let written: Vec<&str> = texts(furniture).map(|text| text.content.as_str()).collect();
    let areas = areas(&snapshot).expect("areas");
    assert_eq!(areas.rows.len(), 6);
    for row in &areas.rows {
        let area = wording::area(row.area.0, Language::English);
        assert!(written.contains(&area.as_str()), "{area} is missing from {written:?}");
        let percent = areas.percent(row.area).expect("a whole");
        let percent = wording::percentage(percent, Language::English);
        assert!(written.contains(&percent.as_str()), "{percent} is missing from {written:?}");
    }
    for name in ["Western League", "Front line", "No data", "Disputed border"] {
        assert!(written.contains(&name), "{name} is missing from {written:?}");
    }
}

#[test]
fn symbols_that_the_map_does_not_show_are_not_explained() {
    let mut dataset = dataset();
    dataset.territories.retain(|territory| territory.actor == Some(WEST));
    dataset.territories.truncate(1);
    dataset.base_map.disputed_borders.clear();
    dataset.base_map.regions.clear();
    let scene = map(&dataset, &MapOptions::default());
    let furniture = furniture(&scene);
    let written: Vec<&str> = texts(&furniture).map(|text| text.content.as_str()).collect();
    for name in ["Front line", "Disputed border", "Regional border", "Eastern Guard"] {
        assert!(!written.contains(&name), "{name}");
    }
    assert!(layer(&scene, "fronts").is_empty());
    assert!(!layer(&scene, "outlines").is_empty(), "one side alone has an outline");
}

#[test]
fn ground_bears_the_colour_of_whoever_holds_it() {
    let dataset = dataset();
    let scene = map(&dataset, &MapOptions::default());
    let dot = layer(&scene, "labels")
        .iter()
        .find_map(|item| match item {
            Item::Dot { center, radius, .. } if *radius > 4.0 => Some(*center),
            _ => None,
        })
        .expect("the dot of Eastgate");
    let colors: Vec<Color> = layer(&scene, "territories")
        .iter()
        .filter_map(|item| match item {
            Item::Fill { rings, paint: Paint::Solid(color) } if encloses(rings, dot) => {
                Some(*color)
            }
            _ => None,
        })
        .collect();
    assert_eq!(colors, [Theme::LIGHT.tint(dataset.actor(EAST).color)]);
}

#[test]
fn front_lines_stand_between_two_holders_and_not_on_the_outer_border() {
    let dataset = dataset();
    let lines = controlmap::compare::control_lines(&on(&dataset));
    let fronts: Vec<_> = lines.fronts.iter().flat_map(|line| line.coords()).collect();
    assert_eq!(fronts.len(), 7, "three degrees in steps of a half: {fronts:?}");
    assert!(fronts.iter().all(|at| at.x == 33.0 && (31.0..=34.0).contains(&at.y)));
    let north = lines.outlines.iter().flat_map(|it| &it.lines).flat_map(|line| line.coords());
    assert!(north.filter(|at| at.y == 34.0).count() >= 13);
}

#[test]
fn the_same_snapshot_gives_the_same_scene() {
    let dataset = dataset();
    let options = MapOptions::default();
    assert_eq!(map(&dataset, &options), map(&dataset, &options));
}

#[test]
fn an_arabic_page_is_mirrored() {
    let dataset = dataset();
    let scene = map(&dataset, &options(1600, 1200, Language::Arabic));
    let furniture = &furniture(&scene);
    let title = texts(furniture).next().expect("a headline");
    assert_eq!((title.content.as_str(), title.anchor), ("من يسيطر على البلاد", Anchor::Right));
    assert!(title.origin.x > 1500.0);
    let name = texts(furniture)
        .find(|text| text.content == "الحرس الشرقي")
        .expect("an actor's name in Arabic");
    let swatch = furniture
        .iter()
        .find_map(|item| match item {
            Item::Fill { rings, paint } => (*paint
                == Paint::Solid(Theme::LIGHT.tint(dataset.actor(EAST).color)))
            .then(|| rings[0][0]),
            _ => None,
        })
        .expect("a swatch");
    assert!(swatch.x > name.origin.x, "swatches stand to the right of names");
    assert_eq!(name.anchor, Anchor::Right);
    assert!(texts(furniture).any(|text| text.content.contains("27 كانون الثاني 2026")));
}

#[test]
fn the_date_line_tells_the_age_of_the_data_and_undated_data_has_none() {
    let mut dataset = dataset();
    let line = "Control as of 27 January 2026 · data of 26 January 2026 (1 day old)";
    let scene = map(&dataset, &MapOptions::default());
    assert!(texts(&furniture(&scene)).any(|text| text.content == line));
    dataset.dates.clear();
    let scene = map(&dataset, &MapOptions::default());
    assert!(!texts(&furniture(&scene)).any(|text| text.content.contains("as of")));
}

#[test]
fn pockets_that_touch_at_a_point_are_two() {
    let mut dataset = dataset();
    dataset.territories = vec![
        country::ground(country::rectangle(30.0, 30.0, 31.0, 31.0), Some(WEST), Status::Held),
        country::ground(country::rectangle(31.0, 31.0, 33.0, 33.0), Some(WEST), Status::Held),
        country::ground(country::rectangle(33.0, 31.0, 34.0, 33.0), Some(WEST), Status::Held),
    ];
    let snapshot = on(&dataset);
    let pockets = pockets(&snapshot, Some(WEST)).expect("pockets");
    assert_eq!(pockets.len(), 2);
    assert_eq!(pockets[0].polygons.0.len(), 1, "what shares a border is one");
    assert!(pockets[0].area > pockets[1].area);
    let name = pockets[0].largest_place().map(|place| place.names.get(Language::English));
    assert_eq!(name, Some("Westhaven"));
}

#[test]
fn parts_sum_to_the_whole() {
    let dataset = dataset();
    let areas = areas(&on(&dataset)).expect("areas");
    let sum: f64 = areas.rows.iter().map(|row| row.area.0).sum();
    assert!((sum - areas.total.0).abs() < 1e-6);
    assert_eq!(
        areas.whole,
        Some(areas.total),
        "the backdrop, which changes with the view, is not counted"
    );
    let statuses: Vec<Status> = areas.rows.iter().map(|row| row.control.status).collect();
    assert!(statuses.is_sorted());
}

#[test]
fn nothing_wraps_round_the_globe() {
    let mut dataset = dataset();
    dataset.territories = vec![country::ground(country::islands(), Some(WEST), Status::Held)];
    let extent = Extent::Box(BoundingBox::new(-180.0, -90.0, 180.0, 90.0).expect("a box"));
    let scene = map(&dataset, &MapOptions { extent, ..MapOptions::default() });
    let mut rings = 0;
    for item in layer(&scene, "territories") {
        let Item::Fill { rings: found, .. } = item else { continue };
        for ring in found {
            let xs = ring.iter().map(|point| point.x);
            let (min, max) = (xs.clone().fold(f32::MAX, f32::min), xs.fold(f32::MIN, f32::max));
            assert!(max - min < 30.0, "a ring of two degrees is {} wide", max - min);
            rings += 1;
        }
    }
    assert_eq!(rings, 2);
}

#[test]
fn senseless_wishes_are_refused() {
    let dataset = dataset();
    let refused = |options: MapOptions| compose(&on(&dataset), &options).expect_err("refused");
    let error = refused(options(20, 40_000, Language::English));
    assert!(error.to_string().contains("20x40000"), "{error}");
    let mut dataset = dataset.clone();
    dataset.territories.truncate(1);
    let options = MapOptions { extent: Extent::Actor(EAST), ..MapOptions::default() };
    let error = compose(&on(&dataset), &options).expect_err("no ground");
    assert!(error.to_string().contains("`east`"), "{error}");
    let empty = Dataset::default();
    let snapshot = empty.on(Date::new(2026, 1, 1).expect("a date")).expect("a snapshot");
    assert!(compose(&snapshot, &MapOptions::default()).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_view_is_drawn_or_refused(
        west in -180.0..180.0_f64,
        south in -90.0..90.0_f64,
        span in (0.0..1.0_f64, 0.0..1.0_f64),
        size in (300_u32..900, 300_u32..900),
        projection in 0..Projection::ALL.len(),
    ) {
        let east = west + span.0 * (180.0 - west);
        let north = south + span.1 * (90.0 - south);
        let extent = Extent::Box(BoundingBox::new(west, south, east, north).expect("a box"));
        let projection = Projection::ALL[projection];
        let mut dataset = dataset();
        dataset.territories.push(country::ground(country::islands(), Some(EAST), Status::Held));
        let options = MapOptions { extent, projection, ..options(size.0, size.1, Language::English) };
        if let Ok(scene) = compose(&on(&dataset), &options) {
            for item in scene.layers.iter().flat_map(|layer| &layer.items) {
                let points: Vec<Point> = match item {
                    Item::Fill { rings: lines, .. } | Item::Stroke { lines, .. } => lines.concat(),
                    Item::Dot { center, .. } => vec![*center],
                    Item::Text(text) => vec![text.origin],
                    Item::CurvedText(text) => text.path.clone(),
                };
                prop_assert!(points.iter().all(|point| point.x.is_finite() && point.y.is_finite()));
            }
        }
    }
}
