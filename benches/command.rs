//! The whole command, from start to file: the built-in dataset's map of 1600 by 1200 pixels.

use std::process::Command;

use criterion::{Criterion, criterion_group, criterion_main};

fn command(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let output = folder.path().join("map.png");
    let mut group = criterion.benchmark_group("command");
    group.sample_size(20);
    group.bench_function("render", |bencher| {
        bencher.iter(|| {
            let mut render = Command::new(env!("CARGO_BIN_EXE_controlmap"));
            render
                .args(["render", "--date", "2026-01-27", "-o"])
                .arg(&output)
                .env_remove("CONTROLMAP_DATA");
            assert!(render.status().expect("the program starts").success());
        });
    });
    group.finish();
}

criterion_group!(benches, command);
criterion_main!(benches);
