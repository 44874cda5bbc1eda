//! Who controls a million points: in one thread, on one date and on any.
//!
//! `CONTROLMAP_BENCH_WORKLOAD` names a folder with `snapshots/YYYYMMDD.geojson`, whose features
//! have the property `controller`, and points as pairs of little-endian numbers: `uniform.f64`,
//! `near.f64`, and `dated.f64` with the place of a snapshot for each in `dated.u16`. Without it
//! points are spread over the built-in dataset.

use std::fs;
use std::path::{Path, PathBuf};

use controlmap::index::{ControlIndex, Found};
use controlmap::model::{Dataset, Date};
use controlmap::source::{self, OpenOptions};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// Points, and a date for each.
struct Points {
    lon: Vec<f64>,
    lat: Vec<f64>,
    dates: Vec<Date>,
}

struct Workload {
    name: String,
    /// The middle one of the snapshots alone, and points for it.
    one: Dataset,
    undated: Vec<(&'static str, Points)>,
    all: Dataset,
    dated: Points,
}

fn lookups(criterion: &mut Criterion) {
    let Workload { name, one, undated, all, dated } =
        match std::env::var_os("CONTROLMAP_BENCH_WORKLOAD") {
            Some(folder) => Workload::read(&PathBuf::from(folder)),
            None => {
                eprintln!("CONTROLMAP_BENCH_WORKLOAD is not set: the built-in dataset serves");
                Workload::built_in()
            }
        };
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    let mut group = criterion.benchmark_group(format!("lookup/{name}"));
    group.sample_size(30);
    let index = ControlIndex::of(&one).expect("an index");
    for (kind, points) in &undated {
        let day = index.on(points.dates[0]);
        let mut found = vec![Found::UNMAPPED; points.lon.len()];
        group.throughput(Throughput::Elements(found.len() as u64));
        group.bench_function(format!("one snapshot, {kind}"), |bencher| {
            one_thread.install(|| {
                bencher
                    .iter(|| day.find_all(&points.lon, &points.lat, &mut found).expect("answers"))
            })
        });
    }
    if dated.lon.is_empty() {
        return;
    }
    let index = ControlIndex::of(&all).expect("an index");
    eprintln!("the index of all dates takes {:.1} MB", index.size() as f64 / 1e6);
    let mut found = vec![Found::UNMAPPED; dated.lon.len()];
    group.throughput(Throughput::Elements(found.len() as u64));
    group.bench_function("any date, uniform", |bencher| {
        one_thread.install(|| {
            bencher.iter(|| {
                index.find_all(&dated.lon, &dated.lat, &dated.dates, &mut found).expect("answers")
            })
        })
    });
    group.finish();
    let mut group = criterion.benchmark_group(format!("index/{name}"));
    group.sample_size(10);
    group.bench_function("one snapshot", |bencher| bencher.iter(|| ControlIndex::of(&one)));
    group.bench_function("all dates", |bencher| bencher.iter(|| ControlIndex::of(&all)));
    group.finish();
}

impl Workload {
    fn read(folder: &Path) -> Self {
        let options =
            OpenOptions { actor_property: Some("controller".to_owned()), ..OpenOptions::default() };
        let open = |path: &Path| source::open(&[path], &options, &|_| ()).expect("a dataset");
        let all = open(&folder.join("snapshots"));
        let mut files: Vec<PathBuf> = fs::read_dir(folder.join("snapshots"))
            .expect("snapshots")
            .map(|entry| entry.expect("a file").path())
            .collect();
        files.sort();
        let one = open(&files[files.len() / 2]);
        let points = |kind: &str, dates: &dyn Fn(usize) -> Date| {
            let bytes = fs::read(folder.join(format!("{kind}.f64"))).expect("points");
            let numbers: Vec<f64> = bytes
                .chunks_exact(8)
                .map(|it| f64::from_le_bytes(it.try_into().expect("8 bytes")))
                .collect();
            let lon: Vec<f64> = numbers.iter().copied().step_by(2).collect();
            let lat = numbers.iter().copied().skip(1).step_by(2).collect();
            Points { dates: (0..lon.len()).map(dates).collect(), lon, lat }
        };
        let middle = one.dates.first().copied().unwrap_or(controlmap::model::Date::ZERO);
        let places: Vec<u16> = fs::read(folder.join("dated.u16"))
            .expect("dates")
            .chunks_exact(2)
            .map(|it| u16::from_le_bytes([it[0], it[1]]))
            .collect();
        // Years beyond the calendar give no dates: then there is one snapshot's work only.
        let dated = match all.snapshots.is_empty() {
            true => Points { lon: Vec::new(), lat: Vec::new(), dates: Vec::new() },
            false => points("dated", &|index| all.snapshots[usize::from(places[index])]),
        };
        let undated = ["uniform", "near"].map(|kind| (kind, points(kind, &|_| middle)));
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        Self { name, one, undated: undated.into(), all, dated }
    }

    fn built_in() -> Self {
        let all = source::built_in(&OpenOptions::default()).expect("the built-in dataset");
        let bounds = all.bounding_box().expect("ground");
        let count = 100_000;
        // A low-discrepancy sequence of the two-dimensional golden ratio.
        let spread = |least: f64, most: f64, step: f64| {
            (0..count).map(|it| least + (most - least) * (f64::from(it) * step).fract()).collect()
        };
        let points = |date: &dyn Fn(usize) -> Date| Points {
            lon: spread(bounds.west(), bounds.east(), 0.754_877_666_246_692_7),
            lat: spread(bounds.south(), bounds.north(), 0.569_840_290_998_053_2),
            dates: (0..count as usize).map(date).collect(),
        };
        let middle = all.dates[all.dates.len() / 2];
        let undated = vec![("uniform", points(&|_| middle))];
        let dated = points(&|index| all.dates[index * 7 % all.dates.len()]);
        Self { name: "built-in".to_owned(), one: all.clone(), undated, all, dated }
    }
}

criterion_group!(benches, lookups);
criterion_main!(benches);
