//! The scenes of charts, as data.

mod areas;
mod bands;
#[path = "../composing/lettering.rs"]
mod lettering;
mod series;

use bands::{band, bands, control, dataset, day, names};
use controlmap::map::scene::{Item, Paint, Scene, Text};
use controlmap::map::theme;
use controlmap::map::{Band, ChartOptions, history_chart};
use controlmap::model::{Dataset, Date, Language, Names, Status, Validity};
use lettering::{Block, overlapping};
use proptest::prelude::*;

fn options(width: u32, language: Language) -> ChartOptions {
    ChartOptions { width, language, ..ChartOptions::default() }
}

fn chart(dataset: &Dataset, bands: &[Band], options: &ChartOptions) -> Scene {
    history_chart(dataset, bands, options).expect("a chart")
}

fn layer<'a>(scene: &'a Scene, name: &str) -> &'a [Item] {
    scene.layers.iter().find(|layer| layer.name == name).map_or(&[], |layer| &layer.items)
}

fn texts(scene: &Scene) -> impl Iterator<Item = &Text> {
    let items = scene.layers.iter().flat_map(|layer| &layer.items);
    items.filter_map(|item| if let Item::Text(text) = item { Some(text) } else { None })
}

fn written(scene: &Scene) -> Vec<&str> {
    texts(scene).map(|text| text.content.as_str()).collect()
}

/// From where to where fills of a layer reach, with their paints.
fn fills(scene: &Scene, name: &str) -> Vec<(f32, f32, Paint)> {
    let of = |item: &Item| match item {
        Item::Fill { rings, paint } => {
            let xs = rings.iter().flatten().map(|point| point.x);
            Some((xs.clone().fold(f32::MAX, f32::min), xs.fold(f32::MIN, f32::max), *paint))
        }
        _ => None,
    };
    layer(scene, name).iter().filter_map(of).collect()
}

fn check_lettering(scene: &Scene, what: &str) {
    let items = scene.layers.iter().flat_map(|layer| &layer.items);
    let written: Vec<Vec<Block>> = items.map(Block::of_item).collect();
    let found = overlapping(&written);
    assert!(found.is_empty(), "{what}: {found:?}");
    for block in written.iter().flatten() {
        assert!(block.lies_within(scene.width, scene.height), "{what}: {block:?} leaves the page");
    }
}

#[test]
fn nothing_that_is_written_touches_anything_else_that_is_written() {
    let dataset = dataset();
    for width in [300, 600, 1080, 1600, 3200] {
        for language in Language::ALL {
            for count in [1, 3, 6, 12, 40] {
                let many: Vec<Band> = bands().into_iter().cycle().take(count).collect();
                let scene = chart(&dataset, &many, &options(width, language));
                check_lettering(&scene, &format!("{count} bands, {width} {language}"));
            }
        }
    }
}

#[test]
fn a_change_stands_at_its_true_place_on_the_axis() {
    let mut dataset = dataset();
    dataset.dates = vec![day("2026-01-01"), day("2026-01-31")];
    let (west, east) = (control(Status::Held, &[0]), control(Status::Held, &[1]));
    let towns = [
        band(names("Here", ""), &[("2026-01-01", vec![west.clone()]), ("2026-01-11", vec![east])]),
        band(names("There", ""), &[("2026-01-01", vec![west.clone()]), ("2026-01-21", vec![west])]),
    ];
    for language in [Language::English, Language::Arabic] {
        let scene = chart(&dataset, &towns, &options(1600, language));
        let spans = fills(&scene, "bands");
        let width = |index: usize| spans[index].1 - spans[index].0;
        // Ten days of the axis are as wide wherever they lie.
        assert!((2.0 * width(0) - width(2)).abs() < 0.01, "{spans:?}");
        assert!((width(0) + width(1) - width(2) - width(3)).abs() < 0.01, "{spans:?}");
        let runs_left = spans[1].0 < spans[0].0;
        assert_eq!(
            runs_left,
            language == Language::Arabic,
            "time runs in the direction of reading"
        );
    }
}

#[test]
fn bands_and_legend_have_the_same_paints_and_those_are_the_maps() {
    let scene = chart(&dataset(), &bands(), &ChartOptions::default());
    let kinds = |name: &str| {
        let mut paints: Vec<String> =
            fills(&scene, name).iter().map(|(_, _, paint)| format!("{paint:?}")).collect();
        paints.sort();
        paints.dedup();
        paints
    };
    assert_eq!(kinds("bands"), kinds("furniture"));
    let hatches = fills(&scene, "bands").iter().any(|(_, _, paint)| {
        matches!(paint, Paint::Hatch { spacing, angle, .. }
            if (spacing - theme::CONTESTED.spacing).abs() < 0.01
                && *angle == theme::CONTESTED.angle)
    });
    assert!(hatches, "contested ground is striped as on a map of 1600 by 1200");
}

#[test]
fn a_span_shorter_than_a_pixel_is_still_seen_and_hides_no_neighbour() {
    let scene = chart(&dataset(), &bands(), &options(600, Language::English));
    let spans = fills(&scene, "bands");
    let narrowest = spans.iter().map(|(from, to, _)| to - from).fold(f32::MAX, f32::min);
    assert!((1.49..1.6).contains(&narrowest), "{narrowest}");
}

#[test]
fn a_chart_says_what_it_is() {
    let scene = chart(&dataset(), &bands()[..1], &ChartOptions::default());
    let words = written(&scene);
    for word in [
        "Who held Riverton",
        "15 March 2011 to 15 February 2026",
        "4 March 2013",
        "6 March 2013",
        "18 January 2026",
        "Contested: Eastern Guard Forces (EGF), Northern Front",
        "Control unknown",
    ] {
        assert!(words.contains(&word), "{word} is missing from {words:?}");
    }
    assert!(!words.contains(&"No data"), "what does not occur is not explained");
    let titled = ChartOptions { title: Some("A town's years".to_owned()), ..Default::default() };
    let scene = chart(&dataset(), &bands(), &titled);
    let words = written(&scene);
    assert!(words.contains(&"A town's years") && words.contains(&"No data"), "{words:?}");
    assert!(words.iter().any(|word| word.contains("field reports")), "{words:?}");
}

#[test]
fn the_same_bands_give_the_same_scene() {
    let draw = || chart(&dataset(), &bands(), &ChartOptions::default());
    assert_eq!(draw(), draw());
}

#[test]
fn senseless_wishes_are_refused() {
    let refused = |dataset: &Dataset, bands: &[Band], options: &ChartOptions| {
        history_chart(dataset, bands, options).expect_err("refused").to_string()
    };
    let (data, options) = (dataset(), ChartOptions::default());
    let undated = Dataset { dates: Vec::new(), ..dataset() };
    assert!(refused(&undated, &bands(), &options).contains("the data has no dates"));
    assert!(refused(&data, &[], &options).contains("at least one place"));
    assert!(
        refused(&data, &bands(), &ChartOptions { width: 20, ..options.clone() }).contains("20")
    );
    let stranger = vec![control(Status::Held, &[9])];
    let stranger = band(Names::new("Nowhere"), &[("2012-01-01", stranger)]);
    assert!(refused(&data, &[stranger], &options).contains("number 9"));
    let crowd: Vec<Band> = bands().into_iter().cycle().take(2000).collect();
    assert!(refused(&data, &crowd, &options).contains("2000 places"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_history_is_drawn(
        first in -9999..9999_i16,
        years in 0..19_999_i32,
        cuts in proptest::collection::vec(0.0..1.0_f64, 0..30),
        width in 300_u32..1700,
        language in 0..3_usize,
        is_open in proptest::bool::ANY,
    ) {
        let mut dataset = dataset();
        let last = (i32::from(first) + years).min(9999) as i16;
        let date = |year: i16| Date::new(year, 6, 15).expect("a date");
        dataset.dates = vec![date(first), date(last)];
        dataset.dates.dedup();
        let days = date(first).duration_until(date(last)).as_hours() / 24;
        let mut starts: Vec<Date> = cuts
            .iter()
            .map(|share| (share * days as f64) as i64)
            .filter_map(|days| date(first).checked_add(jiff::Span::new().days(days as i32)).ok())
            .collect();
        starts.sort();
        starts.dedup();
        let mut town = band(Names::new("Town"), &[]);
        for (index, from) in starts.iter().enumerate() {
            let from = (index > 0 || !is_open).then_some(*from);
            town.spans.push(controlmap::map::BandSpan {
                validity: Validity::new(from, starts.get(index + 1).copied()).expect("a validity"),
                controls: vec![control(Status::Held, &[(index % 3) as u16])],
                has_data: true,
            });
        }
        let scene = chart(&dataset, &[town], &options(width, Language::ALL[language]));
        check_lettering(&scene, "any history");
    }
}
