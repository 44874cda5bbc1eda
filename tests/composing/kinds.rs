//! Maps of changes, sheets of several maps, series, and what stands beside them.

use controlmap::compare::Advance;
use controlmap::geometry::{Kilometres, Projection};
use controlmap::map::scene::{Item, Layer, Scene};
use controlmap::map::{
    Extent, MapOptions, Series, Theme, compose, compose_grid, sidecar, view, wording,
};
use controlmap::model::{Dataset, Date, Language, Snapshot};
use controlmap::source;

use crate::lettering::{Block, overlapping};
use crate::{furniture, layer, texts};

const SIZES: [(u32, u32); 4] = [(600, 400), (1080, 1920), (1600, 1200), (4961, 3508)];

fn syria() -> Dataset {
    let mut dataset = source::built_in(&Default::default()).expect("the built-in dataset");
    let view = dataset.about.view.expect("a view");
    source::add_backdrop(&mut dataset, &view).expect("a backdrop");
    dataset
}

fn day(month: i8, day: i8) -> Date {
    Date::new(2026, month, day).expect("a date")
}

fn days<'a>(dataset: &'a Dataset, days: &[(i8, i8)]) -> Vec<Snapshot<'a>> {
    days.iter().map(|(month, it)| dataset.on(day(*month, *it)).expect("a snapshot")).collect()
}

/// Everything that is written, layer by layer.
fn written(layers: &[Layer]) -> Vec<Vec<Block>> {
    layers.iter().flat_map(|layer| &layer.items).map(Block::of_item).collect()
}

fn assert_legible(scene: &Scene, case: &str) {
    let written = written(&scene.layers);
    let found = overlapping(&written);
    assert!(found.is_empty(), "{case}: {found:?}");
    for block in written.iter().flatten() {
        assert!(block.lies_within(scene.width, scene.height), "{case}: {block:?} leaves the page");
    }
}

#[test]
fn every_kind_of_map_is_legible_in_every_size_and_language() {
    let dataset = syria();
    let snapshots = days(&dataset, &[(1, 12), (1, 18), (1, 27)]);
    for (width, height) in SIZES {
        for language in Language::ALL {
            let case = format!("{width}x{height} {language}");
            let options = MapOptions {
                width,
                height,
                language,
                since: Some(day(1, 5)),
                graticule: true,
                ..MapOptions::default()
            };
            let change = compose(&snapshots[2], &options).expect("a map");
            assert_legible(&change, &format!("{case}, changes"));
            let frames = Series::frames(&snapshots, &options).expect("frames");
            for index in [0, 2] {
                let frame = frames.scene(index).expect("a frame");
                assert_legible(&frame, &format!("{case}, frame {index}"));
            }
            let grid = compose_grid(&snapshots, &options).expect("a sheet");
            assert_legible(&grid, &format!("{case}, sheet"));
        }
    }
}

#[test]
fn the_towns_of_the_story_are_named_on_every_map_of_it() {
    let dataset = syria();
    let snapshots = days(&dataset, &[(1, 18), (1, 27)]);
    for (width, height) in [(600, 400), (600, 450), (800, 500), (1200, 675), (1600, 1200)] {
        let options = MapOptions { width, height, ..MapOptions::default() };
        let map = compose(&snapshots[1], &options).expect("a map");
        let frames = Series::frames(&snapshots, &options).expect("frames").scenes();
        for scene in frames.iter().chain([&map]) {
            let words: Vec<&str> =
                texts(layer(scene, "labels")).map(|text| text.content.as_str()).collect();
            for town in ["Qamishli", "al-Hasakah", "Kobani", "Raqqa", "Aleppo"] {
                assert!(words.contains(&town), "{width}x{height}: {town} is not in {words:?}");
            }
        }
    }
}

#[test]
fn a_map_of_changes_shows_what_compare_finds() {
    let dataset = syria();
    let snapshots = days(&dataset, &[(1, 18), (1, 27)]);
    let advance = Advance::of(&snapshots[0], &snapshots[1], Kilometres(0.05)).expect("an advance");
    let options = MapOptions { since: Some(day(1, 18)), ..MapOptions::default() };
    let scene = compose(&snapshots[1], &options).expect("a map");
    let legend: Vec<&str> =
        texts(layer(&scene, "legend")).map(|text| text.content.as_str()).collect();
    let gains = advance.gains();
    assert!(!gains.is_empty());
    for gain in &gains {
        let figure = wording::area(gain.area.0, Language::English);
        assert!(legend.contains(&figure.as_str()), "{figure} is missing from {legend:?}");
    }
    let largest = wording::gain(&wording::area(advance.patches[0].area.0, Language::English));
    let labels: Vec<&str> =
        texts(layer(&scene, "labels")).map(|text| text.content.as_str()).collect();
    assert!(labels.contains(&format!("{largest} km²").as_str()), "{labels:?}");
    assert!(labels.contains(&"Ayn Issa"), "a town that changed hands is named");
    let accent = Theme::LIGHT.colors.accent;
    let rings = layer(&scene, "labels").iter().filter(
        |item| matches!(item, Item::Dot { outline: Some((_, color)), .. } if *color == accent),
    );
    assert!(rings.count() >= 4);
    assert!(!layer(&scene, "former-fronts").is_empty());
}

#[test]
fn gains_are_painted_in_the_legend_as_on_the_map() {
    let dataset = syria();
    let snapshot = dataset.on(day(1, 27)).expect("a snapshot");
    for theme in [Theme::LIGHT, Theme::DARK, Theme::PRINT, Theme::NEWSROOM] {
        let options = MapOptions { since: Some(day(1, 18)), theme, ..MapOptions::default() };
        let scene = compose(&snapshot, &options).expect("a map");
        let paints = |name| {
            layer(&scene, name).iter().filter_map(|item| match item {
                Item::Fill { paint, .. } => Some(*paint),
                _ => None,
            })
        };
        let legend: Vec<_> = paints("legend").collect();
        for paint in paints("gains").chain(paints("territories")) {
            assert!(legend.contains(&paint), "{paint:?} is not in the legend");
        }
    }
}

#[test]
fn changes_are_shown_since_an_earlier_date_only() {
    let dataset = syria();
    let snapshot = dataset.on(day(1, 18)).expect("a snapshot");
    for since in [day(1, 18), day(1, 27)] {
        let options = MapOptions { since: Some(since), ..MapOptions::default() };
        let error = compose(&snapshot, &options).expect_err("not earlier");
        assert_eq!(error.exit_code(), 2, "{error}");
    }
    let options = MapOptions { since: Some(day(1, 17)), ..MapOptions::default() };
    let series = Series::of(&days(&dataset, &[(1, 16), (1, 18)]), &options).map(|it| it.scenes());
    let scenes = series.expect("a series");
    let gains: Vec<bool> = scenes.iter().map(|scene| !layer(scene, "gains").is_empty()).collect();
    assert_eq!(gains, [false, true]);
}

#[test]
fn what_does_not_change_stands_still_from_frame_to_frame() {
    let dataset = syria();
    let snapshots = days(&dataset, &[(1, 12), (1, 18), (1, 20), (1, 27), (2, 10)]);
    let options = MapOptions { width: 1200, height: 675, ..MapOptions::default() };
    let frames = Series::frames(&snapshots, &options).expect("frames").scenes();
    let swatches = |scene: &Scene| -> Vec<Item> {
        let items = layer(scene, "legend").iter();
        items.filter(|item| !matches!(item, Item::Text(_))).cloned().collect()
    };
    for frame in &frames[1..] {
        for name in ["sea", "land", "lakes", "rivers", "roads", "borders", "chart", "furniture"] {
            assert_eq!(layer(&frames[0], name), layer(frame, name), "{name}");
        }
        assert_eq!(swatches(&frames[0]), swatches(frame));
    }
    assert_ne!(layer(&frames[0], "played"), layer(&frames[4], "played"));
    let first =
        texts(layer(&frames[0], "legend")).max_by(|a, b| a.style.size.total_cmp(&b.style.size));
    assert_eq!(first.expect("a date").content, "12 January 2026");
}

#[test]
fn maps_on_a_sheet_share_scale_and_legend() {
    let dataset = syria();
    let snapshots = days(&dataset, &[(1, 12), (1, 18), (1, 27)]);
    let scene = compose_grid(&snapshots, &MapOptions::default()).expect("a sheet");
    let lands: Vec<&Layer> = scene.layers.iter().filter(|layer| layer.name == "land").collect();
    assert_eq!(lands.len(), 3);
    let frames: Vec<_> = lands.iter().filter_map(|layer| layer.clip).collect();
    assert!(frames.windows(2).all(|pair| {
        (pair[0].width - pair[1].width).abs() < 0.01
            && (pair[0].height - pair[1].height).abs() < 0.01
    }));
    let written = furniture(&scene);
    let words: Vec<&str> = texts(&written).map(|text| text.content.as_str()).collect();
    for wanted in ["18 January 2026", "12 January", "18 January", "51,292", "26,263", "10,477"] {
        assert!(words.contains(&wanted), "{wanted} is missing from {words:?}");
    }
    let rows = words.iter().filter(|word| **word == "Syrian government").count();
    assert_eq!(rows, 1, "one legend for all");
}

#[test]
fn a_sheet_says_when_it_has_no_room() {
    let dataset = syria();
    let one = dataset.on(day(1, 27)).expect("a snapshot");
    let many = |count: usize| vec![one.clone(); count];
    let options = MapOptions { width: 400, height: 300, ..MapOptions::default() };
    let error = compose_grid(&many(60), &options).expect_err("no room");
    assert_eq!(error.exit_code(), 2, "{error}");
    assert_eq!(compose_grid(&many(65), &options).expect_err("too many").exit_code(), 4);
    assert_eq!(compose_grid(&[], &options).expect_err("none").exit_code(), 2);
}

#[test]
fn a_locator_tells_where_the_map_is_and_hides_nothing() {
    let dataset = syria();
    let snapshot = dataset.on(day(1, 27)).expect("a snapshot");
    let scene = compose(&snapshot, &MapOptions::default()).expect("a map");
    let place = scene.layers.iter().find(|layer| layer.name == "locator").and_then(|it| it.clip);
    let place = place.expect("a locator");
    for block in written(&scene.layers).iter().flatten() {
        assert!(!block.corners.iter().any(|at| place.contains(*at)), "{block:?}");
    }
    let without = MapOptions { locator: false, ..MapOptions::default() };
    let scene = compose(&snapshot, &without).expect("a map");
    assert!(layer(&scene, "locator").is_empty());
}

#[test]
fn degrees_stand_where_their_lines_leave_the_map() {
    let dataset = syria();
    let snapshot = dataset.on(day(1, 27)).expect("a snapshot");
    let options = MapOptions { graticule: true, ..MapOptions::default() };
    let scene = compose(&snapshot, &options).expect("a map");
    assert!(!layer(&scene, "graticule").is_empty());
    let words: Vec<&str> =
        texts(layer(&scene, "furniture")).map(|text| text.content.as_str()).collect();
    for wanted in ["36°N", "37°N", "38°E", "41°E"] {
        assert!(words.contains(&wanted), "{wanted} is missing from {words:?}");
    }
}

/// There is no arrow to the north, because it is always up.
#[test]
fn north_is_up_in_the_middle_of_every_map() {
    let boxes =
        [[35.6, 34.6, 42.45, 38.0], [-170.0, 50.0, -130.0, 72.0], [100.0, -40.0, 179.0, -5.0]];
    for projection in ["laea", "aea", "lcc", "eqearth", "tmerc", "robin", "moll", "sinu"] {
        let projection: Projection = projection.parse().expect("a projection");
        for [west, south, east, north] in boxes {
            let bounds = controlmap::geometry::BoundingBox::new(west, south, east, north);
            let extent = view::ProjectedExtent::new(projection, &bounds.expect("a box"));
            let frame =
                controlmap::map::scene::Rect { x: 0.0, y: 0.0, width: 800.0, height: 600.0 };
            let view = view::View::new(&extent.expect("an extent"), frame);
            let (x, y) = ((west + east) / 2.0, (south + north) / 2.0);
            let at = |y| view.point(controlmap::geometry::Coord { x, y }).expect("on the map");
            let (here, further) = (at(y), at(y + 0.5));
            let turn = (further.x - here.x).atan2(here.y - further.y).to_degrees();
            assert!(turn.abs() < 1.0, "{projection:?} {west}: north is {turn} degrees off");
        }
    }
}

#[test]
fn the_sidecar_has_every_figure_of_the_legend() {
    let dataset = syria();
    let snapshots = days(&dataset, &[(1, 27)]);
    for language in Language::ALL {
        let options = MapOptions { since: Some(day(1, 18)), language, ..MapOptions::default() };
        let scene = compose(&snapshots[0], &options).expect("a map");
        let told = sidecar(&snapshots, &options, &scene).expect("a sidecar");
        let facts = &told.maps[0];
        let whole: f64 = facts.areas.iter().map(|area| area.km2).sum();
        assert!((whole - facts.total_km2).abs() < 1e-3);
        let legend: Vec<&str> =
            texts(layer(&scene, "legend")).map(|text| text.content.as_str()).collect();
        let changes = facts.changes.as_ref().expect("changes");
        for km2 in
            facts.areas[..4].iter().map(|it| it.km2).chain(changes.gains.iter().map(|it| it.km2))
        {
            let figure = wording::area(km2, language);
            assert!(legend.contains(&figure.as_str()), "{figure} is missing from {legend:?}");
            assert!(told.alt.contains(&figure), "{figure} is missing from {}", told.alt);
        }
        assert!(told.alt.chars().count() > 200);
        assert!(told.lettering["legend"].contains(&told.title));
    }
}

#[test]
fn an_extent_of_several_dates_holds_all_of_them() {
    let dataset = syria();
    let sdf = dataset.find_actor("sdf").expect("an actor");
    let snapshots = days(&dataset, &[(1, 12), (1, 27)]);
    let all = Extent::Actor(sdf).of_all(&snapshots).expect("an extent");
    for snapshot in &snapshots {
        let one = Extent::Actor(sdf).of(snapshot).expect("an extent");
        assert!(all.contains(one.south_west()) && all.contains(one.north_east()));
    }
    assert!(Extent::Dataset.of_all(&[]).is_err());
}
