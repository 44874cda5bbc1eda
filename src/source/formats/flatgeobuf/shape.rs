//! Geometries of FlatGeobuf: flat coordinates, and where each ring or line ends among them.

use ::flatgeobuf::{Geometry as Written, GeometryType};
use geo::Coord;

use super::super::super::feature::{Rings, Shape};
use super::super::super::limits::Limits;
use super::super::layer::Geometry;
use crate::{Error, Result};

/// Reads a geometry. The header says the type of all, or that each says its own.
///
/// # Errors
///
/// When its parts end where there are no coordinates, its type is none that can be read, or collections
/// stand too deep in each other.
pub(super) fn read(written: &Written, of_all: GeometryType, limits: &Limits) -> Result<Geometry> {
    let kind = if of_all == GeometryType::Unknown { written.type_() } else { of_all };
    let mut reader = Reader { limits, heights: 0 };
    let shape = reader.shape(written, kind, 0)?;
    Ok(Geometry {
        shape,
        heights: reader.heights,
        is_collection: kind == GeometryType::GeometryCollection,
    })
}

struct Reader<'a> {
    limits: &'a Limits,
    heights: usize,
}

impl Reader<'_> {
    fn shape(&mut self, written: &Written, kind: GeometryType, depth: usize) -> Result<Shape> {
        match kind {
            GeometryType::Point | GeometryType::MultiPoint => {
                Ok(Shape::Points(self.positions(written)))
            }
            GeometryType::LineString => Ok(Shape::Lines(vec![self.positions(written)])),
            GeometryType::MultiLineString => Ok(Shape::Lines(self.rings(written)?)),
            GeometryType::Polygon | GeometryType::Triangle => {
                Ok(Shape::Polygons(vec![self.rings(written)?]))
            }
            GeometryType::MultiPolygon
            | GeometryType::PolyhedralSurface
            | GeometryType::TIN
            | GeometryType::GeometryCollection => self.parts(written, kind, depth),
            _ => Err(Error::input("a geometry is of a type that can't be read")
                .found(kind.variant_name().unwrap_or("an unknown one"))
                .hint("curves must be made lines first: ogr2ogr -nlt CONVERT_TO_LINEAR OUT IN")),
        }
    }

    fn parts(&mut self, written: &Written, kind: GeometryType, depth: usize) -> Result<Shape> {
        if depth == self.limits.nesting {
            return Err(self.limits.too_deep("geometries"));
        }
        let mut whole = Shape::Nothing;
        for part in written.parts().iter().flatten() {
            let kind = if kind == GeometryType::GeometryCollection {
                part.type_()
            } else {
                GeometryType::Polygon
            };
            whole = whole.join(self.shape(&part, kind, depth + 1)?);
        }
        Ok(whole)
    }

    /// The positions of rings or lines; one alone need not say where it ends.
    fn rings(&mut self, written: &Written) -> Result<Rings> {
        let positions = self.positions(written);
        let Some(ends) = written.ends().filter(|ends| !ends.is_empty()) else {
            return Ok(vec![positions]);
        };
        let mut from = 0;
        ends.iter()
            .map(|end| {
                let ring = positions.get(from..end as usize).ok_or_else(|| {
                    Error::input("a ring ends where there are no coordinates")
                        .found(format!("position {end} of {}", positions.len()))
                })?;
                from = end as usize;
                Ok(ring.to_vec())
            })
            .collect()
    }

    /// All positions; a point without a place has numbers that are none.
    fn positions(&mut self, written: &Written) -> Vec<Coord> {
        let numbers = written.xy().map(|xy| xy.bytes()).unwrap_or_default();
        let (numbers, _) = numbers.as_chunks::<8>();
        let (pairs, _) = numbers.as_chunks::<2>();
        if written.z().is_some() || written.m().is_some() {
            self.heights += pairs.len();
        }
        pairs
            .iter()
            .map(|[x, y]| Coord { x: f64::from_le_bytes(*x), y: f64::from_le_bytes(*y) })
            .filter(|position| !(position.x.is_nan() && position.y.is_nan()))
            .collect()
    }
}
