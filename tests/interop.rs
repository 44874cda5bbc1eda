//! Others open what we write, and we read what they write: GDAL (`ogrinfo`, `ogr2ogr`) and geopandas.
//!
//! Where they are not installed the tests say so and pass, unless `CONTROLMAP_REQUIRE_GDAL` is set;
//! `CONTROLMAP_PYTHON` names a python that has geopandas, if `python3` has not.

use std::path::Path;
use std::process::Command;

use assert_cmd::cargo::CommandCargoExt;
use controlmap::compare::areas;
use controlmap::geometry::Coord;
use controlmap::model::Dataset;
use controlmap::source::{Reading, Shape, features_of};

/// What a reader finds in a file.
#[derive(Debug)]
struct Found {
    features: usize,
    /// Squared degrees.
    area: f64,
    columns: Vec<String>,
}

/// The columns of intervals.
const COLUMNS: [&str; 8] =
    ["actor", "name", "status", "others", "from", "until", "source", "color"];

fn run(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{program} {arguments:?}: {said}");
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn has_gdal() -> bool {
    let is_there = Command::new("ogrinfo").arg("--version").output().is_ok();
    let is_required = std::env::var_os("CONTROLMAP_REQUIRE_GDAL").is_some();
    assert!(is_there || !is_required, "CONTROLMAP_REQUIRE_GDAL is set, but there is no ogrinfo");
    if !is_there {
        eprintln!("skipped: ogrinfo is not installed (Debian: gdal-bin)");
    }
    is_there
}

fn python() -> Option<String> {
    let python = std::env::var("CONTROLMAP_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let import = Command::new(&python).args(["-c", "import geopandas, pyarrow"]).output();
    let has_it = import.is_ok_and(|output| output.status.success());
    if !has_it {
        eprintln!("skipped: {python} has no geopandas with pyarrow");
    }
    has_it.then_some(python)
}

fn convert(arguments: &[&str]) {
    let mut command = Command::cargo_bin("controlmap").unwrap();
    let output = command.env_remove("CONTROLMAP_DATA").arg("convert").args(arguments).output();
    let output = output.unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {said}");
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Two of the house's datasets, one of snapshots, one with statuses and sources.
const INPUTS: [&str; 2] = ["fixtures/snapshots", "fixtures/overlap.geojson"];

/// What is to be found in the intervals of an input.
fn expected(folder: &Path, input: &str) -> Found {
    let plain = folder.join("expected.geojson");
    convert(&[input, "--as", "intervals", text(&plain)]);
    ours(&plain)
}

/// What we find in a file.
fn ours(path: &Path) -> Found {
    let bytes = std::fs::read(path).unwrap();
    let files = features_of(path, &bytes, &Reading::default()).unwrap();
    let features: Vec<_> = files.iter().flat_map(|file| &file.features).collect();
    let rings = features.iter().flat_map(|feature| match &feature.shape {
        Shape::Polygons(polygons) => polygons.concat(),
        _ => Vec::new(),
    });
    let columns = features.first().map(|it| it.properties.keys().cloned().collect());
    Found {
        features: features.len(),
        area: rings.map(|ring| doubled_area(&ring) / 2.0).sum(),
        columns: columns.unwrap_or_default(),
    }
}

/// Twice the area in squared degrees, negative for holes.
fn doubled_area(ring: &[Coord]) -> f64 {
    ring.windows(2).map(|edge| edge[0].x * edge[1].y - edge[1].x * edge[0].y).sum()
}

fn assert_same(one: &Found, other: &Found, what: &str) {
    assert_eq!(one.features, other.features, "{what}");
    assert!((one.area - other.area).abs() <= 1e-9 * one.area, "{what}: {other:?} for {one:?}");
}

/// What GDAL finds in a file of one layer.
fn gdal(path: &Path) -> Found {
    let layer = run("ogrinfo", &["-ro", "-q", text(path)]).unwrap();
    // `1: control (Multi Polygon)`
    let layer = layer.trim().split_once(": ").unwrap().1.rsplit_once(" (");
    let layer = layer.map_or("control", |(name, _)| name).to_owned();
    let summary = run("ogrinfo", &["-ro", "-so", text(path), &layer]).unwrap();
    let lines = summary.lines().filter_map(|line| line.split_once(": "));
    let is_field = |kind: &str| kind.contains('(') && kind.ends_with(')');
    let columns = lines.filter(|(name, kind)| !name.contains(' ') && is_field(kind));
    let columns = columns.map(|(name, _)| name.to_owned()).collect();
    let query = format!("SELECT COUNT(*) AS n, SUM(OGR_GEOM_AREA) AS area FROM \"{layer}\"");
    let sums = run("ogrinfo", &["-ro", "-q", "-dialect", "OGRSQL", "-sql", &query, text(path)]);
    let sums = sums.unwrap();
    let value = |name: &str| {
        let line = sums.lines().find(|line| line.trim_start().starts_with(name));
        line.unwrap_or_else(|| panic!("{sums}")).rsplit_once("= ").unwrap().1.to_owned()
    };
    Found {
        features: value("n (").parse().unwrap(),
        area: value("area (").parse().unwrap(),
        columns,
    }
}

#[test]
fn gdal_opens_what_we_write() {
    if !has_gdal() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for input in INPUTS {
        let expected = expected(folder.path(), input);
        for ending in GDAL_READS {
            let path = folder.path().join(format!("control.{ending}"));
            convert(&[input, "--as", "intervals", text(&path)]);
            let found = gdal(&path);
            assert_same(&expected, &found, ending);
            for column in COLUMNS {
                // KML has names of its own for the time of a place and what it is called.
                let is_renamed = ending == "kml" && ["from", "until", "name"].contains(&column);
                let is_there = found.columns.iter().any(|it| it == column);
                assert!(is_there || is_renamed, "{ending}: no {column} in {found:?}");
            }
        }
    }
}

/// Formats that GDAL as Debian builds it reads, by the endings of their files.
const GDAL_READS: [&str; 7] = ["geojson", "geojsonl", "topojson", "kml", "csv", "gpkg", "fgb"];
/// Formats that it writes, each with what `ogr2ogr` needs to be told.
const GDAL_WRITES: [(&str, &[&str]); 9] = [
    ("geojson", &["-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=15"]),
    ("geojsonl", &["-f", "GeoJSONSeq", "-lco", "COORDINATE_PRECISION=15"]),
    ("gpkg", &["-f", "GPKG"]),
    ("shp", &["-f", "ESRI Shapefile"]),
    ("kml", &["-f", "LIBKML"]),
    ("csv", &["-f", "CSV", "-lco", "GEOMETRY=AS_WKT"]),
    ("fgb", &["-f", "FlatGeobuf", "-nlt", "PROMOTE_TO_MULTI"]),
    ("fgb", &["-f", "FlatGeobuf", "-lco", "SPATIAL_INDEX=NO"]),
    ("gpkg", &["-f", "GPKG", "-nlt", "PROMOTE_TO_MULTI", "-lco", "SPATIAL_INDEX=NO"]),
];

#[test]
fn we_read_what_gdal_writes() {
    if !has_gdal() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for input in INPUTS {
        let expected = expected(folder.path(), input);
        let plain = folder.path().join("expected.geojson");
        for (number, (ending, options)) in GDAL_WRITES.iter().enumerate() {
            let path = folder.path().join(format!("gdal{number}.{ending}"));
            let _ = std::fs::remove_file(&path);
            let files = [text(&path), text(&plain)];
            run("ogr2ogr", &[*options, &files].concat()).unwrap();
            let found = ours(&path);
            assert_same(&expected, &found, &format!("{ending} {options:?}"));
            assert_same_ground(&plain, &path);
        }
    }
}

/// On the last day the same actors hold the same ground.
fn assert_same_ground(one: &Path, other: &Path) {
    let held = |path: &Path| {
        let dataset = Dataset::open(path).unwrap();
        let snapshot = dataset.on(dataset.latest().unwrap()).unwrap();
        let rows = areas(&snapshot).unwrap().rows.into_iter();
        let mut rows: Vec<String> = rows
            .map(|row| {
                let ids = row.control.claimants.iter().map(|it| dataset.actor(*it).id.clone());
                // GDAL sorts the rows of FlatGeobuf, and with them the actors.
                let mut ids: Vec<String> = ids.collect();
                ids.sort();
                format!("{} {} {:.6}", row.control.status, ids.join(";"), row.area.0)
            })
            .collect();
        rows.sort();
        rows
    };
    assert_eq!(held(one), held(other), "{}", other.display());
}

/// Prints count, area and columns of what geopandas finds, and the kind of the column `from`.
const READ: &str = "
import sys, warnings, geopandas
warnings.simplefilter('ignore')
path = sys.argv[1]
frame = geopandas.read_parquet(path) if path.endswith('parquet') else geopandas.read_file(path)
print(len(frame), repr(float(frame.geometry.area.sum())), ' '.join(c for c in frame.columns if c != 'geometry'))
";
/// Writes a file again with geopandas.
const WRITE: &str = "
import sys, geopandas
geopandas.read_file(sys.argv[1]).to_parquet(sys.argv[2], compression=sys.argv[3])
";

#[test]
fn geopandas_opens_what_we_write() {
    let Some(python) = python() else { return };
    let folder = tempfile::tempdir().unwrap();
    for input in INPUTS {
        let expected = expected(folder.path(), input);
        for ending in ["parquet", "gpkg", "fgb", "geojson"] {
            let path = folder.path().join(format!("control.{ending}"));
            convert(&[input, "--as", "intervals", text(&path)]);
            let printed = run(&python, &["-c", READ, text(&path)]).unwrap();
            let words: Vec<&str> = printed.split_whitespace().collect();
            let found = Found {
                features: words[0].parse().unwrap(),
                area: words[1].parse().unwrap(),
                columns: words[2..].iter().map(|it| (*it).to_owned()).collect(),
            };
            assert_same(&expected, &found, ending);
            for column in COLUMNS {
                assert!(found.columns.iter().any(|it| it == column), "{ending}: {found:?}");
            }
        }
    }
}

#[test]
fn we_read_what_geopandas_writes() {
    let Some(python) = python() else { return };
    let folder = tempfile::tempdir().unwrap();
    for input in INPUTS {
        let expected = expected(folder.path(), input);
        let plain = folder.path().join("expected.geojson");
        for compression in ["snappy", "zstd", "gzip", "brotli"] {
            let path = folder.path().join("pandas.parquet");
            run(&python, &["-c", WRITE, text(&plain), text(&path), compression]).unwrap();
            assert_same(&expected, &ours(&path), compression);
            assert_same_ground(&plain, &path);
        }
    }
}
