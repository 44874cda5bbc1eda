//! Opening a folder of snapshots. `CONTROLMAP_BENCH_SNAPSHOTS` names a real one; without it the
//! bench opens the small fixture and says so.

use std::path::PathBuf;

use controlmap::model::Dataset;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn open(criterion: &mut Criterion) {
    let folder =
        std::env::var_os("CONTROLMAP_BENCH_SNAPSHOTS").map(PathBuf::from).unwrap_or_else(|| {
            eprintln!("CONTROLMAP_BENCH_SNAPSHOTS is not set: opening fixtures/snapshots");
            "fixtures/snapshots".into()
        });
    let entries = std::fs::read_dir(&folder).expect("the folder can be read");
    let bytes: u64 =
        entries.map(|entry| entry.and_then(|entry| entry.metadata()).expect("a file").len()).sum();
    let mut group = criterion.benchmark_group("open");
    group.throughput(Throughput::Bytes(bytes)).sample_size(20);
    group.bench_function("snapshots", |bencher| {
        bencher.iter(|| Dataset::open(&folder).expect("a dataset"))
    });
    group.finish();
}

criterion_group!(benches, open);
criterion_main!(benches);
