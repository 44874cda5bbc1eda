//! Conversion of snapshots: reading GeoJSON, making the table, writing it. `CONTROLMAP_BENCH_SNAPSHOTS`
//! names a folder of real ones; without it the bench reads the small fixture and says so. The rates are
//! bytes of GeoJSON read.

use std::path::{Path, PathBuf};

use controlmap::compare::intervals;
use controlmap::source::{
    self, Format, OpenOptions, Reading, features_table, intervals_table, read_features,
};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn convert(criterion: &mut Criterion) {
    let folder =
        std::env::var_os("CONTROLMAP_BENCH_SNAPSHOTS").map(PathBuf::from).unwrap_or_else(|| {
            eprintln!("CONTROLMAP_BENCH_SNAPSHOTS is not set: converting fixtures/snapshots");
            "fixtures/snapshots".into()
        });
    let entries = std::fs::read_dir(&folder).expect("the folder can be read");
    let bytes: u64 =
        entries.map(|entry| entry.and_then(|entry| entry.metadata()).expect("a file").len()).sum();
    let mut group = criterion.benchmark_group("convert");
    group.throughput(Throughput::Bytes(bytes)).sample_size(10);
    for format in [Format::GeoJson, Format::FlatGeobuf, Format::GeoParquet] {
        group.bench_function(format!("features to {}", format.name()), |bencher| {
            bencher.iter(|| features(&folder, format))
        });
    }
    group.bench_function("intervals to GeoJSON", |bencher| bencher.iter(|| merged(&folder)));
    group.finish();
}

fn features(folder: &Path, format: Format) -> usize {
    let files = read_features(&[folder], &Reading::default(), &|_| ()).expect("features");
    let (table, _) = features_table(files, "snapshots");
    let mut out = Vec::new();
    source::write(format, &table, &mut out).expect("a file");
    out.len()
}

fn merged(folder: &Path) -> usize {
    let options = OpenOptions { actor: Some("Holder".to_owned()), ..OpenOptions::default() };
    let dataset = source::open(&[folder], &options, &|_| ()).expect("a dataset");
    let territories = intervals(&dataset).expect("intervals");
    let mut out = Vec::new();
    let table = intervals_table(&dataset, &territories, "intervals");
    source::write(Format::GeoJson, &table, &mut out).expect("a file");
    out.len()
}

criterion_group!(benches, convert);
criterion_main!(benches);
