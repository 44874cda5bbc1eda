//! Tiles that nobody has asked for before, zoom by zoom, and what the first of all costs.
//!
//! `CONTROLMAP_BENCH_TILES` names data other than the built-in dataset, and `CONTROLMAP_BENCH_ACTOR` whose
//! ground all of it is.

use std::path::Path;
use std::time::{Duration, Instant};

use controlmap::geometry::Coord;
use controlmap::index::ControlIndex;
use controlmap::model::{Dataset, Validity};
use controlmap::source::{self, OpenOptions};
use controlmap::tile::{Address, TileSet, Tiles};
use criterion::{Criterion, criterion_group, criterion_main};

/// Columns and rows of positions over the ground; the tiles that they lie in are cut.
const POSITIONS: u32 = 24;

fn tiles(criterion: &mut Criterion) {
    let mut dataset = match std::env::var_os("CONTROLMAP_BENCH_TILES") {
        Some(path) => {
            let actor = std::env::var("CONTROLMAP_BENCH_ACTOR").ok();
            let options = OpenOptions { actor, ..OpenOptions::default() };
            source::open(&[Path::new(&path)], &options, &|_| ()).expect("data")
        }
        None => source::built_in(&Default::default()).expect("the built-in dataset"),
    };
    let bounds = dataset.bounding_box().expect("ground");
    source::add_backdrop(&mut dataset, &bounds).expect("a backdrop");
    let index = ControlIndex::of(&dataset).expect("an index");
    for set in TileSet::ALL {
        let tiles = Tiles::default();
        let cut = |at| tiles.cut(&dataset, &index, set, at, Validity::ALWAYS).expect("a tile");
        let (_, first) = timed(|| cut(Address::new(0, 0, 0).expect("a tile")));
        eprintln!("{set}: the first tile of all takes {first:.0?}");
        let mut group = criterion.benchmark_group(format!("tile/{set}"));
        for z in [3, 5, 7, 9, 11, 13] {
            let addresses = addresses(&dataset, z);
            let (_, first) = timed(|| cut(addresses[0]));
            let mut each: Vec<(Duration, usize)> = addresses
                .iter()
                .map(|at| {
                    let (tile, time) = timed(|| cut(*at));
                    (time, tile.len())
                })
                .collect();
            each.sort_unstable();
            let largest = each.iter().map(|(_, size)| *size).max().unwrap_or_default();
            eprintln!(
                "{set}, zoom {z}: the first {first:.1?}, then half of {} within {:.2?}, all within {:.2?}; \
                 the largest has {:.1} kB",
                each.len(),
                each[each.len() / 2].0,
                each[each.len() - 1].0,
                largest as f64 / 1e3
            );
            let mut next = addresses.iter().cycle();
            group.bench_function(format!("zoom {z}"), |bencher| {
                bencher.iter(|| cut(*next.next().expect("a tile")))
            });
        }
        group.finish();
    }
}

/// Tiles of a zoom all over the ground of a dataset.
fn addresses(dataset: &Dataset, z: u8) -> Vec<Address> {
    let bounds = dataset.bounding_box().expect("ground");
    let (low, size) = (bounds.south_west(), bounds.north_east() - bounds.south_west());
    let share = |step: u32| f64::from(step) / f64::from(POSITIONS - 1);
    let mut addresses: Vec<Address> = (0..POSITIONS * POSITIONS)
        .map(|place| (share(place % POSITIONS), share(place / POSITIONS)))
        .map(|(x, y)| Coord { x: low.x + x * size.x, y: low.y + y * size.y })
        .map(|at| Address::at(z, at).expect("a tile"))
        .collect();
    addresses.sort_unstable();
    addresses.dedup();
    addresses
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    (work(), start.elapsed())
}

criterion_group!(benches, tiles);
criterion_main!(benches);
