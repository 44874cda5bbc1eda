//! Whether polygons are valid, and what is wrong with them.
//!
//! `CONTROLMAP_BENCH_SNAPSHOTS` names a folder of GeoJSON files of polygons, `CONTROLMAP_BENCH_WORKLOAD` one
//! with such a folder `snapshots` of dense ones, of which the first is taken; without them the fixtures
//! serve.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use controlmap::geometry::Coord;
use controlmap::geometry::validity::{flaws, is_valid, resolve};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use serde_json::Value;

/// The rings of a multipolygon.
type Polygons = Vec<Vec<Vec<Coord>>>;

fn validity(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("validity");
    group.sample_size(20);
    let given = |name| std::env::var_os(name).map(PathBuf::from);
    let snapshots = given("CONTROLMAP_BENCH_SNAPSHOTS").unwrap_or("fixtures/snapshots".into());
    let mut sets = vec![("snapshots", polygons_in(&files(&snapshots)))];
    if let Some(folder) = given("CONTROLMAP_BENCH_WORKLOAD") {
        sets.push(("dense", polygons_in(&files(&folder.join("snapshots"))[..1])));
    }
    for (name, set) in &sets {
        group.throughput(Throughput::Elements(edges(set)));
        group.bench_function(format!("is_valid, {name}"), |bencher| {
            bencher.iter(|| set.iter().filter(|polygons| is_valid(black_box(polygons))).count())
        });
        group.bench_function(format!("flaws, {name}"), |bencher| {
            bencher.iter(|| set.iter().map(|it| flaws(black_box(it)).flaws.len()).sum::<usize>())
        });
    }
    let set = vec![star(5001)];
    group.throughput(Throughput::Elements(edges(&set)));
    group.bench_function("flaws, a star whose edges all cross", |bencher| {
        bencher.iter(|| flaws(black_box(&set[0])).flaws.len())
    });
    let set = vec![star(101)];
    group.throughput(Throughput::Elements(edges(&set)));
    group.bench_function("resolve, a star whose edges all cross", |bencher| {
        bencher.iter(|| resolve(black_box(&set[0])).expect("ground"))
    });
    group.finish();
}

/// A star of an odd number of points, each joined to those across.
fn star(points: usize) -> Polygons {
    let angle =
        |number: usize| (number * (points / 2)) as f64 * std::f64::consts::TAU / points as f64;
    let ring = (0..=points).map(|number| Coord {
        x: 40.0 * angle(number % points).cos(),
        y: 40.0 * angle(number % points).sin(),
    });
    vec![vec![ring.collect()]]
}

fn edges(set: &[Polygons]) -> u64 {
    set.iter().flatten().flatten().map(|ring| ring.len().saturating_sub(1) as u64).sum()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "geojson"))
        .collect();
    paths.sort();
    paths
}

/// The polygons of every feature.
fn polygons_in(files: &[PathBuf]) -> Vec<Polygons> {
    let mut all = Vec::new();
    for file in files {
        let bytes = fs::read(file).expect("the file can be read");
        let collection: Value = serde_json::from_slice(&bytes).expect("JSON");
        for feature in collection["features"].as_array().into_iter().flatten() {
            let coordinates = &feature["geometry"]["coordinates"];
            match feature["geometry"]["type"].as_str() {
                Some("Polygon") => all.push(vec![rings(coordinates)]),
                Some("MultiPolygon") => {
                    all.push(coordinates.as_array().into_iter().flatten().map(rings).collect());
                }
                _ => {}
            }
        }
    }
    all
}

fn rings(polygon: &Value) -> Vec<Vec<Coord>> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let number = |value: &Value| value.as_f64().expect("a number");
    let position = |at: Value| Coord { x: number(&at[0]), y: number(&at[1]) };
    let ring = |ring: Value| list(&ring).into_iter().map(position).collect();
    list(polygon).into_iter().map(ring).collect()
}

criterion_group!(benches, validity);
criterion_main!(benches);
