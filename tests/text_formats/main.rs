//! Formats that are text, and shapefiles: what is read from them and written to them.

mod hostile;
mod limits;
mod reading;
mod sequences;
mod writing;

use std::path::{Path, PathBuf};

use controlmap::source::{File, Reading, Shape, features_of};

fn fixture(name: &str) -> PathBuf {
    Path::new("fixtures/formats").join(name)
}

/// The layers of a fixture that needs nothing beside it.
fn layers(name: &str) -> Vec<File> {
    let path = fixture(name);
    let bytes = std::fs::read(&path).unwrap();
    features_of(&path, &bytes, &Reading::default()).unwrap()
}

/// The one layer of a fixture.
fn layer(name: &str) -> File {
    let mut layers = layers(name);
    assert_eq!(layers.len(), 1, "{name}");
    layers.remove(0)
}

fn read(name: &str, text: &str) -> controlmap::Result<Vec<File>> {
    features_of(name.as_ref(), text.as_bytes(), &Reading::default())
}

/// The area of a shape's polygons in squared degrees, holes taken off whichever way they run.
fn area(shape: &Shape) -> f64 {
    let Shape::Polygons(polygons) = shape else { return 0.0 };
    let ring = |ring: &Vec<geo::Coord>| {
        let cross = ring.windows(2).map(|it| it[0].x * it[1].y - it[1].x * it[0].y);
        (cross.sum::<f64>() / 2.0).abs()
    };
    let polygon = |rings: &Vec<Vec<geo::Coord>>| {
        rings.iter().map(ring).enumerate().fold(
            0.0,
            |sum, (place, area)| {
                if place == 0 { area } else { sum - area }
            },
        )
    };
    polygons.iter().map(polygon).sum()
}
