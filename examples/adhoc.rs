//! Ad hoc.
use controlmap::index::{ControlIndex, Found};
use controlmap::model::Dataset;
use controlmap::source::{self, OpenOptions};
use std::path::{Path, PathBuf};
use std::time::Instant;
fn main() {
    let w = std::env::args().nth(1).unwrap();
    let folder = PathBuf::from(&w);
    let options =
        OpenOptions { actor_property: Some("controller".to_owned()), ..OpenOptions::default() };
    let open = |path: &Path| source::open(&[path], &options, &|_| ()).expect("a dataset");
    let meta: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.join("meta.json")).unwrap()).unwrap();
    let controllers: Vec<String> = meta["controllers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|v| v.as_str().unwrap().to_owned())
        .collect();
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder.join("snapshots")).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let one = open(&files[files.len() / 2]);
    let pts = |kind: &str| -> (Vec<f64>, Vec<f64>) {
        let b = std::fs::read(folder.join(format!("{kind}.f64"))).unwrap();
        let n: Vec<f64> =
            b.chunks_exact(8).map(|c| f64::from_le_bytes(c.try_into().unwrap())).collect();
        (n.iter().copied().step_by(2).collect(), n.iter().copied().skip(1).step_by(2).collect())
    };
    let refs = |kind: &str| -> Vec<i32> {
        std::fs::read(folder.join(format!("ref_{kind}.i32")))
            .map(|b| b.chunks_exact(4).map(|c| i32::from_le_bytes(c.try_into().unwrap())).collect())
            .unwrap_or_default()
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let run =
        |name: &str, data: &Dataset, index: &ControlIndex, f: &dyn Fn(&mut [Found]), kind: &str| {
            let mut found = vec![Found::UNMAPPED; 1_000_000];
            let mut best = f64::MAX;
            for _ in 0..15 {
                let t = Instant::now();
                f(&mut found);
                best = best.min(t.elapsed().as_secs_f64());
            }
            let r = refs(kind);
            let d = found
                .iter()
                .zip(&r)
                .filter(|(f, r)| {
                    let c = f
                        .control()
                        .and_then(|c| index.control(c).claimants.first().copied())
                        .map_or(-1, |a| {
                            controllers
                                .iter()
                                .position(|n| *n == data.actor(a).id)
                                .map_or(-2, |p| p as i32)
                        });
                    c != **r
                })
                .count();
            let o = found.iter().filter(|f| f.is_overlap()).count();
            println!("{name}: best {:.1} M/s differ {d} of {} overlaps {o}", 1.0 / best, r.len());
        };
    let t = Instant::now();
    let index = ControlIndex::of(&one).unwrap();
    println!("one built {:.1} ms, {} bytes", t.elapsed().as_secs_f64() * 1e3, index.size());
    for kind in ["uniform", "near"] {
        let (lon, lat) = pts(kind);
        let day = index.on(one.dates.first().copied().unwrap_or(controlmap::model::Date::ZERO));
        run(
            kind,
            &one,
            &index,
            &|found| pool.install(|| day.find_all(&lon, &lat, found).unwrap()),
            kind,
        );
    }
    if std::env::args().nth(2).is_some() {
        return;
    }
    let all = open(&folder.join("snapshots"));
    let t = Instant::now();
    let index = ControlIndex::of(&all).unwrap();
    println!(
        "all built {:.1} ms, {:.2} MB, ledger {:?}",
        t.elapsed().as_secs_f64() * 1e3,
        index.size() as f64 / 1e6,
        index.ledger().count()
    );
    let (lon, lat) = pts("dated");
    let dates: Vec<_> = std::fs::read(folder.join("dated.u16"))
        .unwrap()
        .chunks_exact(2)
        .map(|c| all.snapshots[u16::from_le_bytes([c[0], c[1]]) as usize])
        .collect();
    run(
        "dated",
        &all,
        &index,
        &|found| pool.install(|| index.find_all(&lon, &lat, &dates, found).unwrap()),
        "dated",
    );
}
