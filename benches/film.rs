//! Forty days of the built-in dataset to one moving picture of 1200 by 675 pixels, from the snapshots
//! on.
//!
//! With `FILM_SAMPLE=folder` the files are also written there, to be looked at.

use controlmap::map::{Extent, MapOptions, compose, paint};
use controlmap::model::Date;
use criterion::{Criterion, criterion_group, criterion_main};

fn filming(c: &mut Criterion) {
    let dataset = controlmap::source::built_in(&Default::default()).expect("the built-in dataset");
    let first = Date::new(2026, 1, 1).expect("a date");
    let dates: Vec<Date> = first.series(jiff::Span::new().days(1)).take(40).collect();
    let options =
        MapOptions { width: 1200, height: 675, extent: Extent::Dataset, ..MapOptions::default() };
    let film = || {
        let scenes = dates.iter().map(|date| {
            let snapshot = dataset.on(*date).expect("a snapshot");
            compose(&snapshot, &options).expect("a scene")
        });
        paint::Film { scenes: scenes.collect(), timing: paint::Timing::default() }
    };
    let gif = || paint::gif(&film(), 1.0, &[]).expect("a film");
    let apng = || paint::apng(&film(), 1.0, &[]).expect("a film");
    let (as_gif, as_apng) = (gif(), apng());
    eprintln!("{} bytes of GIF, {} of APNG", as_gif.len(), as_apng.len());
    if let Some(folder) = std::env::var_os("FILM_SAMPLE") {
        let folder = std::path::PathBuf::from(folder);
        std::fs::write(folder.join("film.gif"), as_gif).expect("the sample can be written");
        std::fs::write(folder.join("film.png"), as_apng).expect("the sample can be written");
    }
    let mut group = c.benchmark_group("film");
    group.sample_size(10);
    group.bench_function("scenes", |bencher| bencher.iter(|| film().scenes.len()));
    group.bench_function("gif", |bencher| bencher.iter(|| gif().len()));
    group.bench_function("apng", |bencher| bencher.iter(|| apng().len()));
    let shots = film();
    group.bench_function("play", |bencher| {
        bencher.iter(|| {
            let mut sum = 0;
            shots.play(1.0, |shot| {
                sum += shot.rgb.len();
                Ok(())
            })
        });
    });
    group.finish();
}

criterion_group!(benches, filming);
criterion_main!(benches);
