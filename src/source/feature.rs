//! What files hold, whatever their format: features with geometry and properties.

use std::path::{Path, PathBuf};

use geo::Coord;
use serde_json::{Map, Value};

use super::formats::Format;
use crate::Error;
use crate::model::{Defect, DefectKind, Defects, Spot};

/// The rings of a polygon as they stand in the file, the exterior first.
pub type Rings = Vec<Vec<Coord>>;

/// A layer of a file: its features, as they stand in it. Most formats have one layer a file.
#[derive(Debug, Clone)]
pub struct File {
    /// The file's path; one in an archive has the archive's path before its own.
    pub path: PathBuf,
    /// Its format.
    pub format: Format,
    /// The layer's name, where the format has several layers a file.
    pub layer: Option<String>,
    /// Its features in order.
    pub features: Vec<Feature>,
    /// What was wrong with them.
    pub defects: Defects,
}

/// A feature, as it stands in a file.
#[derive(Debug, Clone)]
pub struct Feature {
    /// Its place in the layer, counted from 1.
    pub number: usize,
    /// Bytes before its coordinates in the file as it is after decompression, where the format has
    /// such a place.
    pub byte: Option<usize>,
    /// The identifier that GeoJSON lets a feature have beside its properties (RFC 7946, 3.2): a text or
    /// a number. What other formats have of the kind is among the properties.
    pub id: Option<Value>,
    /// Its geometry.
    pub shape: Shape,
    /// Its properties.
    pub properties: Map<String, Value>,
}

/// The geometry of a feature; heights are gone, rings are as they were written.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// No geometry, or an empty one.
    Nothing,
    /// Positions.
    Points(Vec<Coord>),
    /// Lines.
    Lines(Vec<Vec<Coord>>),
    /// Polygons.
    Polygons(Vec<Rings>),
}

impl File {
    /// A file without features, to be filled.
    pub fn new(path: &Path, format: Format, defects: Defects) -> Self {
        Self { path: path.to_owned(), format, layer: None, features: Vec::new(), defects }
    }

    /// The layer, for messages: the path, and the layer's name if it has one.
    pub fn spot(&self) -> Spot {
        match &self.layer {
            Some(layer) => Spot::in_file(format!("{} ({layer})", self.path.display())),
            None => Spot::in_file(&self.path),
        }
    }

    /// The feature's place, for messages.
    pub fn place(&self, feature: &Feature) -> Spot {
        Spot { byte: feature.byte, ..self.spot().feature(feature.number) }
    }

    /// Adds a feature, and notes it if it has no geometry.
    pub fn push(&mut self, feature: Feature) {
        if feature.shape == Shape::Nothing {
            let spot = self.place(&feature);
            self.defects.note(DefectKind::NullGeometry, 1, || spot);
        }
        self.features.push(feature);
    }

    /// Adds a feature without the geometry that can't be read, and notes why.
    pub(super) fn push_unreadable(&mut self, feature: Feature, why: Error) {
        let defect = Defect::new(DefectKind::BadCoordinates, self.place(&feature));
        self.defects.push(defect.found(why));
        self.features.push(feature);
    }

    /// How many positions the features have.
    pub fn vertices(&self) -> usize {
        self.features.iter().map(|feature| feature.shape.vertices()).sum()
    }
}

impl Shape {
    /// How many positions there are.
    pub fn vertices(&self) -> usize {
        match self {
            Self::Nothing => 0,
            Self::Points(points) => points.len(),
            Self::Lines(lines) => lines.iter().map(Vec::len).sum(),
            Self::Polygons(polygons) => polygons.iter().flatten().map(Vec::len).sum(),
        }
    }

    /// Does something to every position, until it fails.
    pub(super) fn each_position<E>(
        &mut self,
        mut change: impl FnMut(&mut Coord) -> Result<(), E>,
    ) -> Result<(), E> {
        match self {
            Self::Nothing => Ok(()),
            Self::Points(points) => points.iter_mut().try_for_each(change),
            Self::Lines(lines) => lines.iter_mut().flatten().try_for_each(change),
            Self::Polygons(polygons) => {
                polygons.iter_mut().flatten().flatten().try_for_each(&mut change)
            }
        }
    }

    fn dimension(&self) -> u8 {
        match self {
            Self::Nothing => 0,
            Self::Points(_) => 1,
            Self::Lines(_) => 2,
            Self::Polygons(_) => 3,
        }
    }

    /// The shape, or [`Shape::Nothing`] where it has no position.
    #[must_use]
    pub fn unless_empty(self) -> Self {
        if self.vertices() == 0 { Self::Nothing } else { self }
    }

    /// The parts of the higher dimension, of both where they have the same: a border polygon with a
    /// label point is a polygon.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        match (self, other) {
            (Self::Points(mut one), Self::Points(other)) => {
                one.extend(other);
                Self::Points(one)
            }
            (Self::Lines(mut one), Self::Lines(other)) => {
                one.extend(other);
                Self::Lines(one)
            }
            (Self::Polygons(mut one), Self::Polygons(other)) => {
                one.extend(other);
                Self::Polygons(one)
            }
            (one, other) if one.dimension() >= other.dimension() => one,
            (_, other) => other,
        }
    }
}
