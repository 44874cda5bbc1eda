//! How long a country's fronts take to become control polygons.

use std::hint::black_box;

use controlmap::build::{self, FrontLine, Options, PlaceFact, Verdict, output};
use controlmap::geometry::{Coord, LineString, LonLat, MultiPolygon, Polygon};
use controlmap::model::{Date, Status, Validity};
use criterion::{Criterion, criterion_group, criterion_main};

const CENTER: Coord = Coord { x: 38.0, y: 35.0 };
const DATES: i8 = 20;

/// A border of so many vertices with bays, some three degrees across.
fn frame(vertices: usize) -> MultiPolygon {
    let at = |vertex: usize| {
        let angle = vertex as f64 / vertices as f64 * std::f64::consts::TAU;
        let radius = 1.5 + 0.1 * (17.0 * angle).sin() + 0.01 * (411.0 * angle).sin();
        CENTER + Coord { x: angle.cos(), y: angle.sin() } * radius
    };
    Polygon::new((0..vertices).map(at).collect(), vec![]).into()
}

/// Lines through the middle, each bent and valid for two of the dates.
fn lines(count: usize, vertices: usize) -> Vec<FrontLine> {
    let line = |number: usize| {
        let angle = number as f64 / count as f64 * std::f64::consts::PI;
        let path = (0..vertices).map(|vertex| {
            let along = vertex as f64 / (vertices - 1) as f64 * 4.0 - 2.0;
            let aside = 0.1 * (9.0 * along + number as f64).sin();
            let (sine, cosine) = angle.sin_cos();
            CENTER + Coord { x: along * cosine - aside * sine, y: along * sine + aside * cosine }
        });
        let from = 1 + (number % usize::try_from(DATES).unwrap()) as i8;
        FrontLine {
            name: format!("line {number}"),
            path: LineString::from_iter(path),
            validity: Validity::new(Some(date(from)), Some(date(from + 2))).unwrap(),
            source: String::new(),
        }
    };
    (0..count).map(line).collect()
}

fn facts(count: usize) -> Vec<PlaceFact> {
    let fact = |number: usize| {
        let angle = number as f64 * 2.399_963;
        let radius = 1.3 * (number as f64 / count as f64).sqrt();
        PlaceFact {
            place: format!("place {number}"),
            position: LonLat::new(
                CENTER.x + radius * angle.cos() + 1e-5,
                CENTER.y + radius * angle.sin(),
            )
            .unwrap(),
            date: date(1),
            verdict: Verdict::new(Status::Held, ["a", "b", "c"][number % 3], []).unwrap(),
            source: format!("source {}", number % 50),
            origin: String::new(),
        }
    };
    (0..count).map(fact).collect()
}

fn date(day: i8) -> Date {
    Date::constant(2026, 1, day)
}

fn bench(c: &mut Criterion) {
    let (frame, lines, facts) = (frame(3000), lines(40, 80), facts(200));
    let options = Options::default();
    let build = || build::build(&frame, &lines, &facts, &options).unwrap();
    c.bench_function("build: 3000 vertices, 40 lines, 22 dates", |b| b.iter(|| black_box(build())));
    let built = build();
    c.bench_function("write what was built as GeoJSON", |b| {
        b.iter(|| black_box(output::geojson(&built)));
    });
}

criterion_group!(benches, bench);
criterion_main!(benches);
