//! Where words stand on maps of the built-in dataset, whatever their size, date and language.

use controlmap::compare::pockets;
use controlmap::geometry::BoundingBox;
use controlmap::map::scene::{Item, Paint, Rect, Scene};
use controlmap::map::text::unshown;
use controlmap::map::{Extent, MapOptions, Theme, compose, wording};
use controlmap::model::{Dataset, Date, Language, Names, Snapshot};

use crate::lettering::{Block, overlapping};
use crate::{country, layer, texts};

const SIZES: [(u32, u32); 4] = [(600, 400), (794, 1123), (1600, 1200), (3508, 4961)];
const DATES: [(i16, i8, i8); 3] = [(2025, 12, 31), (2026, 1, 19), (2026, 2, 10)];

fn syria() -> Dataset {
    controlmap::source::built_in(&Default::default()).expect("the built-in dataset")
}

fn on((year, month, day): (i16, i8, i8), dataset: &Dataset) -> Snapshot<'_> {
    dataset.on(Date::new(year, month, day).expect("a date")).expect("a snapshot")
}

fn map(snapshot: &Snapshot, (width, height): (u32, u32), language: Language) -> Scene {
    let options = MapOptions { width, height, language, ..MapOptions::default() };
    compose(snapshot, &options).expect("a map")
}

fn words(scene: &Scene) -> Vec<&str> {
    texts(layer(scene, "labels")).map(|text| text.content.as_str()).collect()
}

/// The panel of the legend, if it stands on the map.
fn panel(scene: &Scene) -> Option<Rect> {
    layer(scene, "legend").iter().find_map(|item| match item {
        Item::Fill { rings, paint: Paint::Solid(color) } if *color == Theme::LIGHT.colors.panel => {
            let (from, to) = (rings[0][0], rings[0][2]);
            Some(Rect { x: from.x, y: from.y, width: to.x - from.x, height: to.y - from.y })
        }
        _ => None,
    })
}

#[test]
fn words_stand_on_the_sheet_clear_of_each_other_and_of_the_legend() {
    let dataset = syria();
    for date in DATES {
        let snapshot = on(date, &dataset);
        for size in SIZES {
            for language in Language::ALL {
                let case = format!("{date:?} {size:?} {language}");
                let scene = map(&snapshot, size, language);
                let labels = layer(&scene, "labels").iter().map(Block::of_item);
                let labels: Vec<Vec<Block>> = labels.filter(|it| !it.is_empty()).collect();
                assert!(labels.len() > 5, "{case}: {} names", labels.len());
                let found = overlapping(&labels);
                assert!(found.is_empty(), "{case}: {found:?}");
                let panel = panel(&scene)
                    .map(|rect| Block { content: String::new(), corners: rect.corners() });
                for block in labels.iter().flatten() {
                    assert!(
                        block.lies_within(size.0 as f32, size.1 as f32),
                        "{case}: {block:?} leaves the page"
                    );
                    let is_hidden = panel.as_ref().is_some_and(|panel| panel.overlaps(block));
                    assert!(!is_hidden, "{case}: {block:?} lies under the legend");
                }
            }
        }
    }
}

#[test]
fn a_base_too_small_to_see_is_called_out_with_the_area_of_its_pocket() {
    let dataset = syria();
    let snapshot = on((2026, 1, 27), &dataset);
    let us = dataset.find_actor("us").expect("an actor");
    let bases = pockets(&snapshot, Some(us)).expect("pockets");
    let base = bases.iter().min_by(|a, b| a.area.0.total_cmp(&b.area.0)).expect("a base");
    let area = wording::area(base.area.0, Language::English);
    let area = wording::square_kilometres_of(&area, Language::English);
    let scene = map(&snapshot, (1600, 1200), Language::English);
    let written = words(&scene);
    assert!(written.iter().any(|text| text.contains(&area)), "{area} is missing from {written:?}");
}

#[test]
fn names_of_towns_seldom_move_when_fronts_do() {
    let dataset = syria();
    let placed = |date| {
        let scene = map(&on(date, &dataset), (1600, 1200), Language::English);
        let places: Vec<(String, i32, i32)> = texts(layer(&scene, "labels"))
            .filter(|text| text.style.spacing == 0.0)
            .map(|text| (text.content.clone(), text.origin.x as i32, text.origin.y as i32))
            .collect();
        places
    };
    let (before, after) = (placed((2026, 1, 20)), placed((2026, 1, 27)));
    let stayed = before.iter().filter(|name| after.contains(name)).count();
    assert!(stayed * 10 >= before.len() * 8, "{stayed} of {} stayed", before.len());
}

#[test]
fn a_name_that_no_font_can_write_is_written_in_another_language() {
    let mut dataset = country::dataset();
    let place = dataset.base_map.places.get_mut(1).expect("a chief town");
    place.names = Names::new("西安").with(Language::Arabic, "شيان");
    let scene_of = |dataset: &Dataset| {
        let snapshot = dataset.on(Date::new(2026, 1, 27).expect("a date")).expect("a snapshot");
        compose(&snapshot, &MapOptions::default()).expect("a map")
    };
    let scene = scene_of(&dataset);
    assert!(words(&scene).contains(&"شيان"), "{:?}", words(&scene));
    assert!(unshown(&scene).is_empty(), "{:?}", unshown(&scene));
    let place = dataset.base_map.places.get_mut(1).expect("a chief town");
    place.names = Names::new("西安");
    let scene = scene_of(&dataset);
    assert_eq!(unshown(&scene).first().map(|found| found.text), Some("西安"));
}

#[test]
fn a_crowded_chief_town_is_named_beside_a_line() {
    let mut dataset = country::dataset();
    for step in 0..9 {
        let name = Names::new(format!("Neighbouring Town {step}"));
        let (lon, lat) = (32.0 + f64::from(step % 3) * 0.14, 32.0 + f64::from(step / 3) * 0.09);
        dataset.base_map.places.push(country::place(name, lon, lat, 2));
    }
    let snapshot = dataset.on(Date::new(2026, 1, 27).expect("a date")).expect("a snapshot");
    let options = MapOptions { width: 1000, height: 800, ..MapOptions::default() };
    let scene = compose(&snapshot, &options).expect("a map");
    let written = words(&scene).join(" ");
    for step in 0..9 {
        assert!(written.contains(&format!("Town {step}")), "Town {step} is missing: {written}");
    }
    let is_leader = |item: &&Item| matches!(item, Item::Stroke { .. });
    assert!(layer(&scene, "labels").iter().any(|item| is_leader(&item)));
}

#[test]
fn rivers_are_named_along_their_course_from_left_to_right() {
    let dataset = syria();
    let extent = Extent::Box(BoundingBox::new(38.5, 35.0, 41.0, 36.8).expect("a box"));
    for language in Language::ALL {
        let options = MapOptions { extent, language, ..MapOptions::default() };
        let scene = compose(&on((2026, 1, 27), &dataset), &options).expect("a map");
        let rivers: Vec<_> = layer(&scene, "labels")
            .iter()
            .filter_map(|item| match item {
                Item::CurvedText(text) => Some(text),
                _ => None,
            })
            .collect();
        assert!(!rivers.is_empty(), "{language}");
        for river in rivers {
            let (from, to) = (river.path[0], river.path[river.path.len() - 1]);
            let is_upright = to.x - from.x > -0.25 * (to.y - from.y).abs();
            assert!(is_upright, "{language}: {} is upside down", river.content);
        }
    }
}
