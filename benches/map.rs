//! How long it takes from a snapshot to a scene, to a whole PNG of 1600 by 1200 pixels, and from the scene
//! to an SVG or a PDF; the same of a map of what changed since an earlier date.
//!
//! `CONTROLMAP_BENCH_WORKLOAD` names a folder with `snapshots/YYYYMMDD.geojson`, whose features have the
//! property `controller`: its middle date is drawn, and what changed on it. Without it the built-in
//! dataset serves.

use std::hint::black_box;
use std::path::{Path, PathBuf};

use controlmap::map::paint::Lettering;
use controlmap::map::{Extent, MapOptions, compose, paint};
use controlmap::model::{Dataset, Date};
use controlmap::source::{self, OpenOptions};
use criterion::{Criterion, criterion_group, criterion_main};

fn drawing(criterion: &mut Criterion) {
    let workload = std::env::var_os("CONTROLMAP_BENCH_WORKLOAD").map(PathBuf::from);
    let (mut dataset, date, since) = match workload {
        Some(folder) => {
            let dataset = read(&folder);
            let middle = dataset.dates.len() / 2;
            let (since, date) = (dataset.dates[middle - 1], dataset.dates[middle]);
            (dataset, date, since)
        }
        None => {
            let dataset = source::built_in(&OpenOptions::default());
            let day = |year, month, day| Date::new(year, month, day).expect("a date");
            (dataset.expect("the built-in dataset"), day(2026, 1, 27), day(2025, 12, 31))
        }
    };
    let extent = Extent::Dataset.of(&dataset.on(date).expect("a snapshot")).expect("an extent");
    source::add_backdrop(&mut dataset, &extent).expect("a backdrop");
    measure(criterion, &dataset, date, since);
}

fn measure(criterion: &mut Criterion, dataset: &Dataset, date: Date, since: Date) {
    let snapshot = dataset.on(date).expect("a snapshot");
    let plain = MapOptions::default();
    let change = MapOptions { since: Some(since), ..MapOptions::default() };
    for (name, options) in [("map", &plain), ("change map", &change)] {
        let scene = || compose(&snapshot, options).expect("a scene");
        criterion.bench_function(&format!("{name}, scene"), |bencher| {
            bencher.iter(|| black_box(scene().layers.len()));
        });
        criterion.bench_function(&format!("{name} as PNG"), |bencher| {
            bencher.iter(|| paint::png(&scene(), 1.0, &[]).expect("a picture").len());
        });
        let drawn = scene();
        criterion.bench_function(&format!("{name}, scene to PNG"), |bencher| {
            bencher.iter(|| paint::png(&drawn, 1.0, &[]).expect("a picture").len());
        });
        criterion.bench_function(&format!("{name}, scene to SVG"), |bencher| {
            bencher.iter(|| paint::svg(&drawn, &[], Lettering::Text).len());
        });
        criterion.bench_function(&format!("{name}, scene to PDF"), |bencher| {
            bencher.iter(|| paint::pdf(&drawn, &[], Lettering::Text).expect("a file").len());
        });
    }
}

fn read(folder: &Path) -> Dataset {
    let options =
        OpenOptions { actor_property: Some("controller".to_owned()), ..OpenOptions::default() };
    source::open(&[&folder.join("snapshots")], &options, &|_| ()).expect("a dataset")
}

criterion_group!(benches, drawing);
criterion_main!(benches);
