//! Reading dated control maps as their makers publish them.

use std::fs;
use std::io::Write;
use std::path::Path;

use controlmap::model::{Dataset, DefectKind, GapPolicy, Language, Status, Territory};
use controlmap::source::{OpenOptions, open};
use jiff::civil::{Date, date};

fn holders(dataset: &Dataset, on: Date) -> Vec<(&str, Status)> {
    let snapshot = dataset.on(on).expect("a snapshot");
    let holder = |territory: &&Territory| {
        let actor = territory.actor.map_or("nobody", |actor| dataset.actor(actor).id.as_str());
        (actor, territory.status)
    };
    snapshot.territories.iter().map(holder).collect()
}

#[test]
fn snapshots_hold_until_the_next_and_equal_neighbours_are_one_territory() {
    let dataset = Dataset::open("fixtures/snapshots").unwrap();
    assert_eq!(dataset.dates, [date(2024, 7, 8), date(2024, 7, 9), date(2024, 7, 11)]);
    assert_eq!(dataset.territories.len(), 4);
    assert_eq!(dataset.defects.count(DefectKind::MergedInTime), 2);
    let west = &dataset.territories[0];
    assert_eq!(
        (west.validity.from(), west.validity.until()),
        (Some(date(2024, 7, 8)), Some(date(2024, 7, 11)))
    );
    let carried = dataset.on(date(2024, 7, 20)).unwrap();
    assert_eq!((carried.data_date, carried.age_in_days()), (Some(date(2024, 7, 11)), Some(9)));
    assert_eq!(
        dataset.date_gaps().iter().map(|gap| gap.first).collect::<Vec<_>>(),
        [date(2024, 7, 10)]
    );
}

#[test]
fn a_manifest_says_what_properties_mean_and_that_its_ends_are_inclusive() {
    for path in ["fixtures/intervals", "fixtures/intervals/controlmap.toml"] {
        let dataset = Dataset::open(path).unwrap();
        assert!(dataset.inferences.is_empty(), "{:?}", dataset.inferences);
        assert_eq!(
            holders(&dataset, date(2020, 1, 31)),
            [("red", Status::Held), ("blue", Status::Held)]
        );
        assert_eq!(
            holders(&dataset, date(2020, 2, 1)),
            [("blue", Status::Contested), ("blue", Status::Held)]
        );
        let contested = &dataset.territories[1];
        assert_eq!(
            contested.claimants().map(|id| dataset.actor(id).id.as_str()).collect::<Vec<_>>(),
            ["blue", "red"]
        );
        assert_eq!(contested.source, "bulletin 2");
        assert_eq!(dataset.about.title.get(Language::Arabic), "بلدتان");
        assert_eq!(dataset.base_map.places.len(), 2);
        assert_eq!(dataset.base_map.places[1].population, None);
    }
}

#[test]
fn defects_are_counted_and_the_rest_is_read() {
    let dataset = Dataset::open("fixtures/defects").unwrap();
    let count = |kind| dataset.defects.count(kind);
    assert_eq!(count(DefectKind::HeightDropped), 5);
    assert_eq!(count(DefectKind::NullGeometry), 1);
    assert_eq!(count(DefectKind::RingDirection), 1);
    assert_eq!(count(DefectKind::RingNotClosed), 1);
    assert_eq!(count(DefectKind::RingTooShort), 1);
    assert_eq!(count(DefectKind::NotAnArea), 1);
    assert_eq!(count(DefectKind::DuplicateFeature), 1);
    assert_eq!(count(DefectKind::NoActor), 1);
    assert_eq!(count(DefectKind::WrappedCollection), 1);
    assert_eq!(count(DefectKind::BadDate), 1);
    assert_eq!(count(DefectKind::PositionClamped), 3);
    assert_eq!(count(DefectKind::MergedInTime), 1);
    let ids: Vec<&str> = dataset.actors.iter().map(|actor| actor.id.as_str()).collect();
    assert_eq!(ids, ["A", "B", "C c"]);
    assert_eq!(
        holders(&dataset, date(2024, 1, 1)).iter().filter(|(actor, _)| *actor == "nobody").count(),
        1
    );
}

#[test]
fn gzip_is_read_like_the_plain_file() {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir("fixtures/snapshots").unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{}.gz", path.file_name().unwrap().to_string_lossy());
        let file = fs::File::create(folder.path().join(name)).unwrap();
        let mut gzip = flate2::write::GzEncoder::new(file, flate2::Compression::default());
        gzip.write_all(&fs::read(path).unwrap()).unwrap();
        gzip.finish().unwrap();
    }
    let (zipped, plain) =
        (Dataset::open(folder.path()).unwrap(), Dataset::open("fixtures/snapshots").unwrap());
    assert_eq!(zipped.fingerprint(), plain.fingerprint());
}

#[test]
fn flags_go_before_what_the_data_says() {
    let options = OpenOptions { actor: Some("Russia".into()), ..OpenOptions::default() };
    let dataset = open(&[Path::new("fixtures/snapshots")], &options, &|_| ()).unwrap();
    assert_eq!(dataset.actors.len(), 1);
    assert_eq!(dataset.actors[0].id, "Russia");
}

#[test]
fn files_without_any_date_are_valid_at_all_times() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("area.geojson");
    fs::write(&path, r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}"#).unwrap();
    let dataset = Dataset::open(&path).unwrap();
    assert!(dataset.dates.is_empty());
    assert_eq!(dataset.on(date(1066, 10, 14)).unwrap().territories.len(), 1);
    assert!(dataset.inferences.iter().any(|sentence| sentence.contains("valid at all times")));
}

#[test]
fn the_gap_policy_decides_how_far_data_is_carried() {
    let mut dataset = Dataset::open("fixtures/snapshots").unwrap();
    let (within, beyond) = (date(2024, 7, 14), date(2024, 7, 15));
    dataset.gap_policy = GapPolicy::UnknownAfter(3);
    assert_eq!(dataset.on(within).unwrap().territories.len(), 2);
    assert_eq!(dataset.on(beyond).unwrap().territories.len(), 0);
    dataset.gap_policy = GapPolicy::ErrorAfter(3);
    assert_eq!(dataset.on(within).unwrap().territories.len(), 2);
    assert!(dataset.on(beyond).unwrap_err().to_string().contains("2024-07-11"));
}

#[test]
fn the_order_and_the_number_of_threads_do_not_matter() {
    let open_with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| Dataset::open("fixtures/defects").unwrap())
    };
    assert_eq!(open_with(1), open_with(4));
}
