//! Areas of one date and of all, and what changes between two: in one thread.
//!
//! `CONTROLMAP_BENCH_WORKLOAD` names a folder with `snapshots/YYYYMMDD.geojson`, whose features
//! have the property `controller`. Without it the built-in dataset serves.

use std::hint::black_box;
use std::path::{Path, PathBuf};

use controlmap::compare::{
    Comparing, Comparison, Measuring, areas, breaks, changes, gross_changes, series_of,
};
use controlmap::geometry::area;
use controlmap::index::{EdgeTable, Ledger};
use controlmap::model::{Dataset, Snapshot};
use controlmap::source::{self, OpenOptions};
use criterion::{Criterion, criterion_group, criterion_main};

fn comparing(criterion: &mut Criterion) {
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().expect("a thread");
    let (name, dataset) = match std::env::var_os("CONTROLMAP_BENCH_WORKLOAD") {
        Some(folder) => read(&PathBuf::from(folder)),
        None => {
            eprintln!("CONTROLMAP_BENCH_WORKLOAD is not set: the built-in dataset serves");
            let dataset = source::built_in(&OpenOptions::default());
            ("built-in".to_owned(), dataset.expect("the built-in dataset"))
        }
    };
    measure(criterion, &name, &dataset);
}

fn measure(criterion: &mut Criterion, name: &str, dataset: &Dataset) {
    let dates = &dataset.dates;
    let middle = dates.len() / 2;
    let on = |place: usize| dataset.on(dates[place]).expect("a snapshot");
    let (one, next) = (on(middle), on((middle + 1).min(dates.len() - 1)));
    let (first, last) = (on(0), on(dates.len() - 1));

    let mut group = criterion.benchmark_group(format!("area/{name}"));
    group.bench_function("one snapshot, polygons as drawn", |bencher| {
        bencher.iter(|| drawn(black_box(&one)));
    });
    group.bench_function("one snapshot, overlaps apart", |bencher| {
        bencher.iter(|| areas(black_box(&one)).expect("areas"));
    });
    let ledger = Ledger::of(dataset).expect("a ledger");
    group.sample_size(20);
    group.bench_function("ledger", |bencher| bencher.iter(|| Ledger::of(dataset)));
    group.bench_function("all dates, polygons as drawn", |bencher| {
        bencher.iter(|| gross_changes(&ledger));
    });
    group.bench_function("all dates, overlaps apart", |bencher| {
        bencher.iter(|| series_of(dataset, &ledger, dates, Measuring::default()).expect("areas"));
    });
    group.bench_function("breaks", |bencher| bencher.iter(|| breaks(dataset, &ledger)));
    group.finish();

    let mut group = criterion.benchmark_group(format!("change/{name}"));
    for (pair, [before, after]) in [
        ("neighbours", [&one, &next]),
        ("middle and last", [&one, &last]),
        ("first and last", [&first, &last]),
    ] {
        let epochs = [before, after].map(|it| ledger.calendar().epoch_of(it.date).0);
        let matrix = || changes(ledger.table(), epochs, Measuring::default()).expect("changes");
        eprintln!("{pair}: {} changed", matrix().changed());
        group.bench_function(format!("{pair}, from the ledger"), |bencher| bencher.iter(matrix));
        group.bench_function(format!("{pair}, from the polygons"), |bencher| {
            bencher.iter(|| {
                let table = EdgeTable::of_snapshots(&[before, after]).expect("edges");
                changes(&table, [0, 1], Measuring::default()).expect("changes")
            });
        });
        group.bench_function(format!("{pair}, everything"), |bencher| {
            bencher.iter(|| Comparison::of(before, after, Comparing::default()).expect("changes"));
        });
    }
    group.sample_size(10);
    let epochs: Vec<u16> = dates.iter().map(|date| ledger.calendar().epoch_of(*date).0).collect();
    group.bench_function("all neighbours, from the ledger", |bencher| {
        bencher.iter(|| {
            for pair in epochs.windows(2) {
                black_box(changes(ledger.table(), [pair[0], pair[1]], Measuring::default()))
                    .expect("changes");
            }
        });
    });
    group.finish();
}

/// The areas of a snapshot's polygons, each counted in full.
fn drawn(snapshot: &Snapshot) -> f64 {
    snapshot.territories.iter().map(|territory| area::of(&territory.polygons).0).sum()
}

fn read(folder: &Path) -> (String, Dataset) {
    let options =
        OpenOptions { actor_property: Some("controller".to_owned()), ..OpenOptions::default() };
    let dataset = source::open(&[&folder.join("snapshots")], &options, &|_| ());
    let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
    (name, dataset.expect("a dataset"))
}

criterion_group!(benches, comparing);
criterion_main!(benches);
