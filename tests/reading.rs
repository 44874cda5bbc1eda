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
fn a_file_beside_a_manifest_is_read_by_it_and_once() {
    let dataset = Dataset::open("fixtures/intervals/control.geojson").unwrap();
    assert_eq!(dataset, Dataset::open("fixtures/intervals").unwrap());
    let both = ["fixtures/intervals", "fixtures/intervals/control.geojson"].map(Path::new);
    assert_eq!(dataset, open(&both, &OpenOptions::default(), &|_| ()).unwrap());
}

#[test]
fn intervals_and_snapshots_may_stand_side_by_side() {
    let folder = tempfile::tempdir().unwrap();
    let square = r#""geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}"#;
    let collection = |properties: &str| {
        format!(
            r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{{properties}}},{square}}}]}}"#
        )
    };
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("a_2024-01-01.geojson", &collection(r#""side":"A""#));
    write("a_2024-01-03.geojson", r#"{"type":"FeatureCollection","features":[]}"#);
    write("b.geojson", &collection(r#""side":"B","from":null,"until":"2024-01-02""#));
    write("c.geojson", &collection(r#""side":"C","from":"2024-01-04","until":"9999-12-31""#));
    let dataset = Dataset::open(folder.path()).unwrap();
    let on = |day: i8| {
        holders(&dataset, date(2024, 1, day))
            .into_iter()
            .map(|(actor, _)| actor)
            .collect::<Vec<_>>()
    };
    assert_eq!(holders(&dataset, date(2023, 6, 1)), [("B", Status::Held)]);
    assert_eq!([on(1).len(), on(2).len(), on(3).len(), on(4).len()], [2, 1, 0, 1]);
    assert_eq!(dataset.latest(), Some(date(2024, 1, 4)));
    assert_eq!(dataset.defects.count(DefectKind::BadDate), 0);
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

#[test]
fn one_file_may_hold_the_snapshots_of_many_dates() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("all.geojson");
    let feature = |date: &str, east: u8| {
        format!(
            r#"{{"type":"Feature","properties":{{"side":"A","date":"{date}"}},"geometry":{{"type":"Polygon","coordinates":[[[0,0],[{east},0],[{east},1],[0,1],[0,0]]]}}}}"#
        )
    };
    let features =
        [feature("2024-01-01", 1), feature("2024-01-05", 2), feature("2024-01-09", 3)].join(",");
    fs::write(&path, format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#)).unwrap();
    let dataset = Dataset::open(&path).unwrap();
    let east = |on: Date| dataset.on(on).unwrap().bounding_box().unwrap().east();
    assert_eq!(dataset.dates.len(), 3);
    assert_eq!(
        [east(date(2024, 1, 4)), east(date(2024, 1, 5)), east(date(2024, 1, 30))],
        [1.0, 2.0, 3.0]
    );
}

#[test]
fn what_is_built_into_the_program_stays_small() {
    let size = |folder: &str| -> u64 {
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum()
    };
    let total =
        ["geodata/syria", "geodata/world", "src/map/text/fonts"].map(size).iter().sum::<u64>();
    assert!(total < 8_000_000, "{total} bytes");
}

#[test]
fn files_that_say_it_in_other_properties_are_each_read_by_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, properties: &str| {
        let text = format!(
            r#"{{"type":"Feature","properties":{{{properties}}},"geometry":{{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}}}}"#
        );
        fs::write(folder.path().join(name), text).unwrap();
    };
    write("a.geojson", r#""actor":"A","start_date":"2024-01-01","end_date":"2024-02-01""#);
    write("b.geojson", r#""side":"B","valid_from":"2024-02-01""#);
    let dataset = Dataset::open(folder.path()).unwrap();
    assert_eq!(holders(&dataset, date(2024, 1, 15)), [("A", Status::Held)]);
    assert_eq!(holders(&dataset, date(2024, 2, 15)), [("B", Status::Held)]);
    assert!(dataset.inferences.iter().any(|it| it.contains("`actor` and `side`")));
}
