//! The chart of areas.

use controlmap::geometry::SquareKilometres;
use controlmap::map::scene::{Item, Paint, Point, Scene};
use controlmap::map::{AreaBand, AreaName, AreaSeries, ChartOptions, area_chart, paint, theme};
use controlmap::model::{Actor, Dataset, Date, Language, Names, Status};
use proptest::prelude::*;

use crate::bands::{control, dataset, day};
use crate::series::{of, series};
use crate::{check_lettering, layer, options, texts, written};

fn chart(dataset: &Dataset, series: &AreaSeries, options: &ChartOptions) -> Scene {
    area_chart(dataset, series, options).expect("a chart")
}

fn held(actor: u16) -> AreaName {
    AreaName::Control(control(Status::Held, &[actor]))
}

/// A dataset of so many actors.
fn crowd(count: u16) -> Dataset {
    let actor = |index: u16| Actor {
        id: format!("actor{index}"),
        names: Names::new(format!("Front number {index} of the League (F{index})")),
        color: "#4F8A5B".parse().expect("a colour"),
        aliases: Vec::new(),
    };
    Dataset { actors: (0..count).map(actor).collect(), ..dataset() }
}

/// The rings of the solid fills, band by band.
fn solids(scene: &Scene) -> Vec<Vec<Vec<Point>>> {
    let solid = |item: &Item| match item {
        Item::Fill { rings, paint: Paint::Solid(_) } => Some(rings.clone()),
        _ => None,
    };
    layer(scene, "bands").iter().filter_map(solid).collect()
}

/// The area that rings enclose, in square pixels.
fn enclosed(rings: &[Vec<Point>]) -> f64 {
    let of = |ring: &Vec<Point>| {
        let next = ring.iter().cycle().skip(1);
        let twice: f64 = ring
            .iter()
            .zip(next)
            .map(|(a, b)| f64::from(a.x) * f64::from(b.y) - f64::from(b.x) * f64::from(a.y))
            .sum();
        twice.abs() / 2.0
    };
    rings.iter().map(of).sum()
}

fn reach(values: impl Iterator<Item = f32> + Clone) -> (f32, f32) {
    (values.clone().fold(f32::MAX, f32::min), values.fold(f32::MIN, f32::max))
}

#[test]
fn nothing_that_is_written_touches_anything_else_that_is_written() {
    let (few, many) = (dataset(), crowd(20));
    let dates = ["2024-01-01", "2024-02-01", "2024-02-03"].map(day);
    let thousands =
        |index: u16| vec![f64::from(index % 7), f64::from(index), f64::from(index) / 9.0];
    let crowded = of(&dates, (0..20).map(|index| (held(index), thousands(index))).collect());
    for width in [300, 600, 1080, 1600, 3200] {
        for language in Language::ALL {
            let options = options(width, language);
            let scene = chart(&few, &series(), &options);
            check_lettering(&scene, &format!("{width} {language}"));
            let scene = chart(&many, &crowded, &options);
            check_lettering(&scene, &format!("20 bands, {width} {language}"));
        }
    }
}

#[test]
fn a_step_stands_at_its_true_place_and_areas_are_areas() {
    let dates = ["2026-01-01", "2026-01-11", "2026-01-31"].map(day);
    let bands = vec![(held(0), vec![30.0, 20.0, 20.0]), (held(1), vec![10.0, 10.0, 15.0])];
    let series = of(&dates, bands);
    for language in [Language::English, Language::Arabic] {
        let scene = chart(&dataset(), &series, &options(1600, language));
        let bands = solids(&scene);
        let (left, right) = reach(bands[0][0].iter().map(|point| point.x));
        // The last date is a whole day, too.
        let day = f64::from(right - left) / 31.0;
        let is_mirrored = language == Language::Arabic;
        let begins = f64::from(if is_mirrored { right } else { left });
        let x = |days: f64| (begins + if is_mirrored { -days } else { days } * day) as f32;
        let steps: Vec<f32> = bands[0][0].iter().map(|point| point.x).collect();
        assert!(steps.iter().any(|step| (step - x(10.0)).abs() < 0.01), "{language}: {steps:?}");
        let steps: Vec<f32> = bands[1][0].iter().map(|point| point.x).collect();
        assert!(steps.iter().any(|step| (step - x(30.0)).abs() < 0.01), "{language}: {steps:?}");
        let measured = [30.0 * 10.0 + 20.0 * 21.0, 10.0 * 30.0 + 15.0];
        let drawn = [enclosed(&bands[0]), enclosed(&bands[1])];
        assert!((drawn[0] / drawn[1] - measured[0] / measured[1]).abs() < 1e-4, "{drawn:?}");
    }
}

#[test]
fn bands_stand_one_upon_the_other_in_the_order_given() {
    let dates = [day("2026-01-01")];
    let bands = vec![(held(2), vec![10.0]), (held(0), vec![30.0]), (held(1), vec![20.0])];
    let scene = chart(&dataset(), &of(&dates, bands), &options(1000, Language::English));
    let heights: Vec<(f32, f32)> =
        solids(&scene).iter().map(|rings| reach(rings[0].iter().map(|point| point.y))).collect();
    let total = heights[0].1 - heights[2].0;
    for (index, (share, (upper, lower))) in [1.0, 3.0, 2.0].iter().zip(&heights).enumerate() {
        assert!(((lower - upper) / total - share / 6.0).abs() < 1e-4, "{index}: {heights:?}");
    }
    assert!(
        (heights[0].0 - heights[1].1).abs() < 1e-3 && (heights[1].0 - heights[2].1).abs() < 1e-3
    );
}

#[test]
fn days_without_data_are_blank_and_said_to_be() {
    let scene = chart(&dataset(), &series(), &ChartOptions::default());
    let outlines = layer(&scene, "bands").iter().filter_map(|item| match item {
        Item::Stroke { lines, stroke } if stroke.dash.is_some() => Some(lines[0].clone()),
        _ => None,
    });
    let outlines: Vec<Vec<Point>> = outlines.collect();
    assert_eq!(outlines.len(), 1);
    let (from, to) = reach(outlines[0].iter().map(|point| point.x));
    for point in solids(&scene).iter().flatten().flatten() {
        assert!(point.x < from + 1.0 || point.x > to - 1.0, "{point:?} lies in the gap");
    }
    assert!(written(&scene).contains(&"No data"));
}

#[test]
fn ground_is_filled_as_on_the_map() {
    let scene = chart(&dataset(), &series(), &ChartOptions::default());
    let hatches: Vec<(f32, f32)> = layer(&scene, "bands")
        .iter()
        .filter_map(|item| match item {
            Item::Fill { paint: Paint::Hatch { spacing, angle, .. }, .. } => {
                Some((*spacing, *angle))
            }
            _ => None,
        })
        .collect();
    for stripes in [theme::CONTESTED, theme::JOINT] {
        let is_so = |(spacing, angle): &(f32, f32)| {
            (spacing - stripes.spacing).abs() < 0.01 && *angle == stripes.angle
        };
        assert!(hatches.iter().any(is_so), "{stripes:?} in {hatches:?}");
    }
    // Whatever is explained beside or below is filled as it is explained.
    let band_paints = paints(&scene, "bands");
    for name in ["labels", "furniture"] {
        assert!(paints(&scene, name).iter().all(|paint| band_paints.contains(paint)), "{name}");
    }
}

fn paints(scene: &Scene, name: &str) -> Vec<String> {
    let paint = |item: &Item| match item {
        Item::Fill { paint, .. } => Some(format!("{paint:?}")),
        _ => None,
    };
    layer(scene, name).iter().filter_map(paint).collect()
}

#[test]
fn bands_are_named_where_they_end_or_inside_or_else_in_the_legend() {
    let scene = chart(&dataset(), &series(), &ChartOptions::default());
    let words = written(&scene);
    for word in [
        "Who held the ground",
        "15 March 2011 to 15 February 2026",
        "Western League",
        "92,000 km²",
        "Overlapping",
        "1,500 km²",
        "Not mapped",
        // Gone, but once large enough to be named where it stood.
        "Northern Front",
        "km²",
        "40,000",
    ] {
        assert!(words.contains(&word), "{word} is missing from {words:?}");
    }
    let inside = texts(&scene).find(|text| text.content == "Northern Front").expect("a name");
    let band = &solids(&scene)[2];
    let (from, to) = reach(band.iter().flatten().map(|point| point.x));
    assert!((from..to).contains(&inside.origin.x), "{inside:?}");
    let tiny = of(&[day("2026-01-01")], vec![(held(0), vec![90.0]), (held(1), vec![0.05])]);
    let words = chart(&dataset(), &tiny, &ChartOptions::default());
    let words = written(&words);
    assert!(words.contains(&"Eastern Guard Forces (EGF) · 50 km²"), "{words:?}");
}

#[test]
fn a_chart_is_titled_by_the_whole_of_its_data() {
    let mut dataset = dataset();
    dataset.about.whole = Names::new("Middle Land").with(Language::Kurdish, "Welatê Navîn");
    let scene = chart(&dataset, &series(), &options(1000, Language::Kurdish));
    assert!(written(&scene).contains(&"Kê Welatê Navîn kontrol dikir"));
    let titled = ChartOptions { title: Some("Ground".to_owned()), ..ChartOptions::default() };
    assert!(written(&chart(&dataset, &series(), &titled)).contains(&"Ground"));
}

#[test]
fn the_smallest_of_many_bands_are_one() {
    let bands = (0..20).map(|index| (held(index), vec![f64::from(index + 1)])).collect();
    let scene = chart(&crowd(20), &of(&[day("2026-01-01")], bands), &ChartOptions::default());
    let words = written(&scene);
    assert!(words.contains(&"9 others") && words.contains(&"45,000 km²"), "{words:?}");
    assert_eq!(solids(&scene).len(), 12);
}

#[test]
fn dates_on_which_nothing_changes_make_no_difference() {
    let days: Vec<Date> = day("2024-01-01").series(jiff::Span::new().days(1)).take(536).collect();
    let steady = |days: &[Date]| {
        let band = |actor| (held(actor), vec![f64::from(actor) + 1.0; days.len()]);
        of(days, (0..3).map(band).collect())
    };
    let draw = |days: &[Date]| chart(&dataset(), &steady(days), &ChartOptions::default());
    let all = draw(&days);
    assert_eq!(all, draw(&[days[0], days[200], days[535]]));
    assert!(paint::svg(&all, &[], Default::default()).len() < 8000);
}

#[test]
fn the_same_series_gives_the_same_scene() {
    let draw = || chart(&dataset(), &series(), &ChartOptions::default());
    assert_eq!(draw(), draw());
}

#[test]
fn senseless_wishes_are_refused() {
    let refused = |series: &AreaSeries, width: u32| {
        let options = options(width, Language::English);
        area_chart(&dataset(), series, &options).expect_err("refused").to_string()
    };
    assert!(refused(&series(), 20).contains("20"));
    assert!(refused(&of(&[], vec![]), 600).contains("at least one date"));
    let twice = of(&[day("2026-01-01"); 2], vec![]);
    assert!(refused(&twice, 600).contains("2026-01-01 after 2026-01-01"));
    let short = of(&[day("2026-01-01")], vec![(held(0), vec![1.0, 2.0])]);
    assert!(refused(&short, 600).contains("2 for 1 dates"));
    let endless = of(&[day("2026-01-01")], vec![(held(0), vec![f64::INFINITY])]);
    assert!(refused(&endless, 600).contains("finite"));
    let stranger = of(&[day("2026-01-01")], vec![(held(9), vec![1.0])]);
    assert!(refused(&stranger, 600).contains("number 9"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn any_series_is_drawn(
        steps in proptest::collection::vec(1..900_i32, 0..12),
        areas in proptest::collection::vec(-1.0..9.0_f64, 1..200),
        exponent in -4..7_i32,
        count in 0..16_u16,
        silent in proptest::collection::vec(proptest::bool::weighted(0.2), 13),
        width in 300_u32..1700,
        language in 0..3_usize,
    ) {
        let later = steps.iter().scan(day("2020-02-28"), |date, days| {
            *date = date.checked_add(jiff::Span::new().days(*days)).ok()?;
            Some(*date)
        });
        let dates: Vec<Date> = [day("2020-02-28")].into_iter().chain(later).collect();
        let mut areas = areas.iter().cycle();
        let mut band = |actor: u16| AreaBand {
            name: if actor == 3 { AreaName::Overlaps } else { held(actor) },
            areas: dates
                .iter()
                .map(|_| SquareKilometres(areas.next().map_or(0.0, |it| it * 10_f64.powi(exponent))))
                .collect(),
        };
        let series = AreaSeries {
            bands: (0..count).map(&mut band).collect(),
            has_data: silent[..dates.len()].iter().map(|it| !it).collect(),
            dates: dates.clone(),
        };
        let scene = chart(&crowd(16), &series, &options(width, Language::ALL[language]));
        check_lettering(&scene, "any series");
    }
}
