//! Where a defect is.

use std::fmt;
use std::path::Path;

use geo::Coord;
use jiff::civil::Date;
use serde::Serialize;

/// Where a defect is, as far as that is known.
///
/// # Example
///
/// ```
/// use controlmap::model::Spot;
///
/// let spot = Spot::in_file("fronts.geojson").feature(3).ring(1, 2);
/// assert_eq!(spot.to_string(), "fronts.geojson: feature 3: ring 2");
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Spot {
    /// The file, as it was named; empty where the defect is of no file.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub file: String,
    /// The feature's place in its file, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feature: Option<usize>,
    /// The polygon's place in its geometry, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub polygon: Option<usize>,
    /// The ring's place in its polygon, counted from 1; the first is the exterior.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ring: Option<usize>,
    /// Longitude and latitude as the file has them, in degrees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<[f64; 2]>,
    /// Bytes before the feature's coordinates, in the file as it is after decompression.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byte: Option<usize>,
    /// The line in the file, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The date of the data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
}

impl Spot {
    /// A file.
    pub fn in_file(path: impl AsRef<Path>) -> Self {
        Self { file: path.as_ref().display().to_string(), ..Self::default() }
    }

    /// A feature, by its place in the file, counted from 1.
    #[must_use]
    pub fn feature(self, number: usize) -> Self {
        Self { feature: Some(number), ..self }
    }

    /// A ring, by the places of its polygon and of itself, counted from 1.
    #[must_use]
    pub fn ring(self, polygon: usize, ring: usize) -> Self {
        Self { polygon: Some(polygon), ring: Some(ring), ..self }
    }

    /// A position.
    #[must_use]
    pub fn at(self, position: Coord) -> Self {
        Self { position: Some([position.x, position.y]), ..self }
    }

    /// A date of the data.
    #[must_use]
    pub fn on(self, date: Date) -> Self {
        Self { date: Some(date), ..self }
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        if !self.file.is_empty() {
            parts.push(self.file.clone());
        }
        parts.extend(self.line.map(|line| format!("line {line}")));
        parts.extend(self.date.map(|date| date.to_string()));
        parts.extend(self.feature.map(|feature| format!("feature {feature}")));
        parts.extend(self.polygon.filter(|it| *it > 1).map(|it| format!("polygon {it}")));
        parts.extend(self.ring.map(|ring| format!("ring {ring}")));
        parts.extend(self.position.map(|[lon, lat]| format!("{lon} {lat}")));
        f.write_str(&parts.join(": "))
    }
}
