//! A layer of a format other than GeoJSON while it is read: what holds for its features whatever their bytes.

use geo::Coord;
use serde_json::{Map, Value};

use super::super::crs::Crs;
use super::super::feature::{Feature, File, Shape};
use super::super::reading::{Document, on_the_globe};
use crate::model::{DefectKind, Spot};
use crate::{Error, Result};

/// A geometry as its bytes have it: positions are in the layer's own coordinate reference system.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Geometry {
    pub shape: Shape,
    /// Positions that carried more than two numbers.
    pub heights: usize,
    /// Whether it is a collection, of which the parts of the highest dimension were kept.
    pub is_collection: bool,
}

impl Geometry {
    /// No geometry.
    pub fn nothing() -> Self {
        Self { shape: Shape::Nothing, heights: 0, is_collection: false }
    }
}

/// A layer that is filled feature by feature.
pub(super) struct Layer<'a> {
    document: &'a Document<'a>,
    file: File,
    crs: Crs,
    vertices: usize,
}

impl<'a> Layer<'a> {
    /// An empty layer, with its name where the format has several layers a file.
    pub fn new(document: &'a Document<'a>, name: Option<String>, crs: Crs) -> Self {
        let mut file = document.layer(name);
        if crs.is_projected() {
            let spot = file.spot();
            file.defects.note(DefectKind::Reprojected, 1, || spot);
        }
        Self { document, file, crs, vertices: 0 }
    }

    /// Adds the next feature. One whose geometry is at fault is kept without it and noted where reading
    /// goes on, and is an error elsewhere.
    pub fn add(
        &mut self,
        geometry: Result<Geometry>,
        properties: Map<String, Value>,
    ) -> Result<()> {
        let number = self.file.features.len() + 1;
        self.document.reading.limits.hold(number, self.vertices)?;
        let feature = |shape: Shape| Feature { number, byte: None, id: None, shape, properties };
        match geometry.and_then(|geometry| self.in_degrees(geometry)) {
            Ok(shape) => {
                self.vertices = self.vertices.saturating_add(shape.vertices());
                self.document.reading.limits.hold(number, self.vertices)?;
                self.file.push(feature(shape));
                Ok(())
            }
            Err(error) if self.document.reading.passes_over(&error) => {
                self.file.push_unreadable(feature(Shape::Nothing), error);
                Ok(())
            }
            Err(error) => Err(self.located(error.at(format!("feature {number}")))),
        }
    }

    /// An error with the layer's name before it.
    pub fn located(&self, error: Error) -> Error {
        match &self.file.layer {
            Some(layer) => error.at(format!("layer `{layer}`")),
            None => error,
        }
    }

    /// The layer, as far as it was filled.
    pub fn finish(self) -> File {
        self.file
    }

    /// The place of the feature that is next.
    fn spot(&self) -> Spot {
        self.file.spot().feature(self.file.features.len() + 1)
    }

    fn in_degrees(&mut self, geometry: Geometry) -> Result<Shape> {
        let Geometry { mut shape, heights, is_collection } = geometry;
        let spot = self.spot();
        let (crs, defects) = (&self.crs, &mut self.file.defects);
        shape.each_position(|position| {
            let Coord { x, y } = crs.degrees(*position).ok_or_else(|| {
                Error::input("a position lies outside its coordinate reference system")
                    .found(format!("{} {}", position.x, position.y))
            })?;
            *position = on_the_globe(x, y, defects, || spot.clone())?;
            Ok::<(), Error>(())
        })?;
        self.file.defects.note(DefectKind::HeightDropped, heights, || spot.clone());
        self.file.defects.note(DefectKind::GeometryCollection, usize::from(is_collection), || spot);
        Ok(shape.unless_empty())
    }
}
