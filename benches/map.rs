//! How long it takes from a snapshot to a scene, to a whole PNG of 1600 by 1200 pixels, and from the scene
//! to an SVG or a PDF; the same of a map of what changed since an earlier date.

use std::hint::black_box;

use controlmap::map::paint::Lettering;
use controlmap::map::{Extent, MapOptions, compose, paint};
use controlmap::model::Date;
use criterion::{Criterion, criterion_group, criterion_main};

fn composing(c: &mut Criterion) {
    let dataset = controlmap::source::built_in(&Default::default()).expect("the built-in dataset");
    let date = Date::new(2026, 1, 27).expect("a date");
    let snapshot = dataset.on(date).expect("a snapshot");
    let mut group = c.benchmark_group("compose");
    for (name, extent) in [("view", Extent::Dataset), ("all", Extent::Territories)] {
        let options = MapOptions { extent, ..MapOptions::default() };
        group.bench_function(name, |bencher| {
            bencher
                .iter(|| black_box(compose(&snapshot, &options).map(|scene| scene.layers.len())));
        });
    }
    group.finish();
    let options = MapOptions::default();
    c.bench_function("map as PNG", |bencher| {
        bencher.iter(|| {
            let scene = compose(&snapshot, &options).expect("a scene");
            paint::png(&scene, 1.0, &[]).expect("a picture").len()
        });
    });
    let since = Some(Date::new(2025, 12, 31).expect("a date"));
    let change = MapOptions { since, ..MapOptions::default() };
    c.bench_function("change map", |bencher| {
        bencher.iter(|| black_box(compose(&snapshot, &change).map(|scene| scene.layers.len())));
    });
    c.bench_function("change map as PNG", |bencher| {
        bencher.iter(|| {
            let scene = compose(&snapshot, &change).expect("a scene");
            paint::png(&scene, 1.0, &[]).expect("a picture").len()
        });
    });
    c.bench_function("change map as SVG", |bencher| {
        bencher.iter(|| {
            let scene = compose(&snapshot, &change).expect("a scene");
            paint::svg(&scene, &[], Lettering::Text).len()
        });
    });
    let scene = compose(&snapshot, &options).expect("a scene");
    c.bench_function("scene as SVG", |bencher| {
        bencher.iter(|| paint::svg(&scene, &[], Lettering::Text).len());
    });
    c.bench_function("scene as PDF", |bencher| {
        bencher.iter(|| paint::pdf(&scene, &[], Lettering::Text).expect("a file").len());
    });
}

criterion_group!(benches, composing);
criterion_main!(benches);
