//! What lies between features: how large, where, and from when to when.

use controlmap::check::{Checking, Fact, check};
use controlmap::geometry::LonLat;
use controlmap::model::{DefectKind, Spot};
use jiff::civil::date;

use super::{checked, findings};

#[test]
fn an_overlap_has_its_area_its_place_and_both_features() {
    let checked = checked("fixtures/check/overlap.geojson");
    let found = findings(&checked, DefectKind::Overlap);
    assert_eq!(found.len(), 1);
    let defect = &found[0].defect;
    // A square degree between 10 and 11 degrees north, by the formula for the ellipsoid.
    assert!((defect.km2.unwrap().0 - 12_109.0).abs() < 10.0, "{:?}", defect.km2);
    let [lon, lat] = defect.spot.position.unwrap();
    assert!((1.0..2.0).contains(&lon) && (10.0..11.0).contains(&lat));
    assert_eq!(defect.spot.feature, Some(1));
    assert!(defect.found.contains("North and South") && defect.found.contains("feature 2"));
    assert_eq!(found[0].ground.as_ref().unwrap().0.len(), 1);
}

#[test]
fn what_is_there_day_after_day_is_told_once() {
    let folder = tempfile::tempdir().unwrap();
    for day in 1..=5 {
        let south = if day < 4 { 1.0 } else { 2.0 } + f64::from(day) / 1000.0;
        let ring = |west: f64| {
            let east = west + 2.0;
            format!("[[{west},10],[{east},10],[{east},11],[{west},11],[{west},10]]")
        };
        let feature = |actor: &str, ring: String| {
            format!(
                "{{\"type\":\"Feature\",\"properties\":{{\"actor\":\"{actor}\"}},\"geometry\":\
                 {{\"type\":\"Polygon\",\"coordinates\":[{ring}]}}}}"
            )
        };
        let features = [feature("North", ring(0.0)), feature("South", ring(south))];
        let text =
            format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(","));
        std::fs::write(folder.path().join(format!("2024-01-0{day}.geojson")), text).unwrap();
    }
    let checked = checked(folder.path());
    let found = findings(&checked, DefectKind::Overlap);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].dates, Some((date(2024, 1, 1), date(2024, 1, 3))));
    assert_eq!(found[0].defect.spot.date, Some(date(2024, 1, 1)));
}

#[test]
fn facts_are_held_against_the_polygons_over_them() {
    let fact = |place: &str, lon: f64, actor: &str| Fact {
        place: place.to_owned(),
        position: LonLat::new(lon, 10.5).unwrap(),
        date: date(2024, 1, 1),
        actors: vec![actor.to_owned()],
        origin: "facts.csv: row 2".to_owned(),
    };
    let facts =
        vec![fact("Inland", 0.5, "North"), fact("Bridge", 1.5, "North"), fact("Sea", 9.0, "North")];
    let how = Checking { facts, ..Checking::default() };
    let checked = check(&["fixtures/check/fact-contradicted".as_ref()], &how).unwrap();
    let found = findings(&checked, DefectKind::FactContradicted);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].defect.found, "Bridge on 2024-01-01: North by the fact, South on the map");
}

#[test]
fn the_date_of_a_jump_is_told() {
    let checked = checked("fixtures/check/jump.geojson");
    let found = findings(&checked, DefectKind::Jump);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].defect.spot, Spot::default().on(date(2024, 1, 21)));
}
