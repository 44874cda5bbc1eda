//! The figures that a newspaper printed under its maps.
//!
//! The maps are not the project's to hand on: the folder with a file `YYYY-MM-DD.json` for each of the
//! dates is named by the environment variable `CONTROLMAP_TEST_NZZ`.

use std::path::Path;

use controlmap::compare::{Measuring, series};
use controlmap::geometry::EdgeRule;
use controlmap::source::{OpenOptions, open};

/// Date, square kilometres as printed, and those of the union of the same polygons under geodesics on
/// WGS 84 as another library finds them.
const PUBLISHED: [(&str, f64, f64); 16] = [
    ("2022-02-24", 30619.846, 30620.538),
    ("2022-06-12", 99956.329, 99955.726),
    ("2022-09-28", 91974.262, 91973.561),
    ("2023-01-14", 83326.089, 83325.474),
    ("2023-05-02", 84106.674, 84106.037),
    ("2023-08-18", 80466.812, 80466.619),
    ("2023-12-04", 80710.421, 80710.198),
    ("2024-03-21", 64392.547, 64392.339),
    ("2024-07-07", 65285.274, 65285.061),
    ("2024-10-23", 67802.902, 67802.672),
    ("2025-02-08", 69509.987, 69509.757),
    ("2025-05-27", 69829.566, 69829.332),
    ("2025-09-12", 71640.767, 71640.521),
    ("2025-12-29", 73165.836, 73165.582),
    ("2026-04-16", 73375.21, 73374.961),
    ("2026-08-02", 74367.353, 74367.103),
];

#[test]
fn areas_are_those_that_a_newspaper_printed() {
    let Some(folder) = std::env::var_os("CONTROLMAP_TEST_NZZ") else {
        eprintln!(
            "skipped: CONTROLMAP_TEST_NZZ does not name the folder with the newspaper's maps"
        );
        return;
    };
    let of_one = OpenOptions { actor: Some("one".to_owned()), ..OpenOptions::default() };
    for (date, printed, geodesic) in PUBLISHED {
        let file = Path::new(&folder).join(format!("{date}.json"));
        let dataset = open(&[&file], &of_one, &|_| ()).unwrap();
        let date = date.parse().unwrap();
        let measured = |edges: EdgeRule| {
            let how = Measuring { edges, by_region: false };
            series(&dataset, &[date], how).unwrap().remove(0).areas.unwrap().all.total.0
        };
        let [straight, bent] = [EdgeRule::Straight, EdgeRule::Geodesic].map(measured);
        eprintln!("{date}: straight {straight:.3}, geodesic {bent:.3}; {printed}, {geodesic}");
        assert!((straight - printed).abs() < 2.7, "{date}: {straight}, printed {printed}");
        // Printed with three decimals, of a union whose crossings were rounded elsewhere.
        assert!((bent - geodesic).abs() < 0.001, "{date}: {bent}, elsewhere {geodesic}");
    }
}
