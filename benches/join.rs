//! Events joined to who held the ground: text in, text out, on all processors.
//!
//! `CONTROLMAP_BENCH_SNAPSHOTS` names a folder of snapshots of one side's ground; without it the
//! built-in dataset serves.

use std::fmt::Write;
use std::path::PathBuf;

use controlmap::index::ControlIndex;
use controlmap::join::{Join, Options};
use controlmap::model::{Dataset, Date};
use controlmap::source::{self, OpenOptions};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// Events that are joined at a time.
const EVENTS: usize = 500_000;

fn join(criterion: &mut Criterion) {
    let dataset = match std::env::var_os("CONTROLMAP_BENCH_SNAPSHOTS") {
        Some(folder) => {
            let options = OpenOptions { actor: Some("side".to_owned()), ..OpenOptions::default() };
            source::open(&[&PathBuf::from(folder)], &options, &|_| ()).expect("a dataset")
        }
        None => {
            eprintln!("CONTROLMAP_BENCH_SNAPSHOTS is not set: the built-in dataset serves");
            source::built_in(&OpenOptions::default()).expect("the built-in dataset")
        }
    };
    let index = ControlIndex::of(&dataset).expect("an index");
    let events = events(&dataset);
    let mut group = criterion.benchmark_group("join");
    group.throughput(Throughput::Elements(EVENTS as u64)).sample_size(10);
    for (name, measures_fronts) in [("without fronts", false), ("with fronts", true)] {
        let options = Options { measures_fronts, ..Options::default() };
        let join = Join { index: &index, dataset: &dataset, options: &options };
        group.bench_function(name, |bencher| {
            bencher.iter(|| join.run(events.as_bytes(), std::io::sink(), |_| ()).expect("answers"))
        });
    }
    group.finish();
}

/// Events spread over the data's box and dates, as a CSV.
fn events(dataset: &Dataset) -> String {
    let bounds = dataset.bounding_box().expect("ground");
    let dates: &[Date] = &dataset.dates;
    let mut events = "id,longitude,latitude,event_date,type\n".to_owned();
    for event in 0..EVENTS {
        // A low-discrepancy sequence of the two-dimensional golden ratio.
        let [x, y] = [0.754_877_666_246_692_7, 0.569_840_290_998_053_2]
            .map(|step| (event as f64 * step).fract());
        let lon = bounds.west() + x * (bounds.east() - bounds.west());
        let lat = bounds.south() + y * (bounds.north() - bounds.south());
        let date = dates[event * 7_919 % dates.len()];
        writeln!(events, "E{event},{lon:.5},{lat:.5},{date},Shelling").expect("a string");
    }
    events
}

criterion_group!(benches, join);
criterion_main!(benches);
