//! Forty days of the built-in dataset to one moving picture of 1200 by 675 pixels, from the snapshots
//! on.
//!
//! With `FILM_SAMPLE=folder` the files are also written there, to be looked at.

use controlmap::map::{MapOptions, Series, paint};
use controlmap::model::Date;
use criterion::{Criterion, criterion_group, criterion_main};

fn filming(c: &mut Criterion) {
    let dataset = controlmap::source::built_in(&Default::default()).expect("the built-in dataset");
    let first = Date::new(2026, 1, 1).expect("a date");
    let dates: Vec<Date> = first.series(jiff::Span::new().days(1)).take(40).collect();
    let options = MapOptions { width: 1200, height: 675, ..MapOptions::default() };
    let film = || {
        let snapshots = dataset.on_all(&dates).expect("snapshots");
        let scenes = Series::frames(&snapshots, &options).expect("frames").scenes();
        paint::Film { scenes, timing: paint::Timing::default() }
    };
    let gif = || paint::gif(&film(), 1.0, &[]).expect("a film");
    let apng = || paint::apng(&film(), 1.0, &[]).expect("a film");
    if let Some(folder) = std::env::var_os("FILM_SAMPLE") {
        let folder = std::path::PathBuf::from(folder);
        std::fs::write(folder.join("film.gif"), gif()).expect("the sample can be written");
        std::fs::write(folder.join("film.png"), apng()).expect("the sample can be written");
    }
    let mut group = c.benchmark_group("40 days at 1200x675");
    group.sample_size(10);
    group.bench_function("frames alone", |bencher| bencher.iter(|| film().scenes.len()));
    group.bench_function("GIF", |bencher| bencher.iter(|| gif().len()));
    group.bench_function("APNG", |bencher| bencher.iter(|| apng().len()));
    group.finish();
}

criterion_group!(benches, filming);
criterion_main!(benches);
