//! Checking. `CONTROLMAP_BENCH_SNAPSHOTS` names a folder of snapshots; without it the bench checks the small
//! fixture and says so.

use std::path::PathBuf;

use controlmap::check::{Checking, check};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// Vertices of the drawn snapshot.
const VERTICES: usize = 100_000;

fn checked(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("check");
    group.sample_size(10);
    let folder =
        std::env::var_os("CONTROLMAP_BENCH_SNAPSHOTS").map(PathBuf::from).unwrap_or_else(|| {
            eprintln!("CONTROLMAP_BENCH_SNAPSHOTS is not set: checking fixtures/snapshots");
            "fixtures/snapshots".into()
        });
    let entries = std::fs::read_dir(&folder).expect("the folder can be read");
    let bytes: u64 =
        entries.map(|entry| entry.and_then(|entry| entry.metadata()).expect("a file").len()).sum();
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function("snapshots", |bencher| {
        bencher.iter(|| check(&[&folder], &Checking::default()).expect("a verdict"))
    });
    let file = tempfile::Builder::new().suffix(".geojson").tempfile().expect("a file");
    std::fs::write(file.path(), wheel(VERTICES)).expect("the file can be written");
    group.throughput(Throughput::Elements(VERTICES as u64));
    group.bench_function("two halves of 100,000 vertices", |bencher| {
        bencher.iter(|| check(&[file.path()], &Checking::default()).expect("a verdict"))
    });
    group.finish();
}

/// Two actors on either side of a crooked front, so many vertices in all.
fn wheel(vertices: usize) -> String {
    let half = vertices / 2;
    let step = |place: usize| 10.0 * place as f64 / half as f64;
    let front: Vec<String> = (0..half)
        .map(|place| format!("[{:.6},{:.6}]", step(place), 0.2 * (place as f64 * 0.7).sin()))
        .collect();
    let back: Vec<&str> = front.iter().rev().map(String::as_str).collect();
    let feature = |actor: &str, ring: String| {
        format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"actor\":\"{actor}\"}},\"geometry\":\
             {{\"type\":\"Polygon\",\"coordinates\":[[{ring}]]}}}}"
        )
    };
    let first = front.first().cloned().unwrap_or_default();
    let last = front.last().cloned().unwrap_or_default();
    let north = feature("North", format!("{},[10,5],[0,5],{first}", front.join(",")));
    let south = feature("South", format!("{},[0,-5],[10,-5],{last}", back.join(",")));
    format!("{{\"type\":\"FeatureCollection\",\"features\":[{north},{south}]}}")
}

criterion_group!(benches, checked);
criterion_main!(benches);
