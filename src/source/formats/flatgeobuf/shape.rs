//! Geometries of FlatGeobuf: flat coordinates, and where each ring or line ends among them.

use ::flatgeobuf::{Geometry as Written, GeometryType};
use geo::Coord;

use super::super::super::feature::{Rings, Shape};
use super::super::layer::Geometry;
use crate::{Error, Result};

/// Reads a geometry; collections may stand in each other `nesting` deep. The header says the type of
/// all, or that each says its own.
///
/// # Errors
///
/// When its parts end where there are no coordinates, or its type is none that can be read.
pub(super) fn read(written: &Written, of_all: GeometryType, nesting: usize) -> Result<Geometry> {
    let kind = if of_all == GeometryType::Unknown { written.type_() } else { of_all };
    let mut heights = 0;
    let shape = shape(written, kind, nesting, &mut heights)?;
    Ok(Geometry { shape, heights, is_collection: kind == GeometryType::GeometryCollection })
}

fn shape(
    written: &Written,
    kind: GeometryType,
    nesting: usize,
    heights: &mut usize,
) -> Result<Shape> {
    match kind {
        GeometryType::Point | GeometryType::MultiPoint => {
            Ok(Shape::Points(positions(written, heights)))
        }
        GeometryType::LineString => Ok(Shape::Lines(vec![positions(written, heights)])),
        GeometryType::MultiLineString => Ok(Shape::Lines(rings(written, heights)?)),
        GeometryType::Polygon | GeometryType::Triangle => {
            Ok(Shape::Polygons(vec![rings(written, heights)?]))
        }
        GeometryType::MultiPolygon
        | GeometryType::PolyhedralSurface
        | GeometryType::TIN
        | GeometryType::GeometryCollection => parts(written, kind, nesting, heights),
        _ => Err(Error::input("a geometry is of a type that can't be read")
            .found(kind.variant_name().unwrap_or("an unknown one"))
            .hint("curves must be made lines first: ogr2ogr -nlt CONVERT_TO_LINEAR OUT IN")),
    }
}

fn parts(
    written: &Written,
    kind: GeometryType,
    nesting: usize,
    heights: &mut usize,
) -> Result<Shape> {
    let nesting = nesting.checked_sub(1).ok_or_else(|| {
        Error::limit("geometries stand too deep in each other")
            .hint("if the file is sound, raise the limit: --limit nesting=64")
    })?;
    let mut whole = Shape::Nothing;
    for part in written.parts().iter().flatten() {
        let kind = if kind == GeometryType::GeometryCollection {
            part.type_()
        } else {
            GeometryType::Polygon
        };
        whole = whole.join(shape(&part, kind, nesting, heights)?);
    }
    Ok(whole)
}

/// The positions of rings or lines; one alone need not say where it ends.
fn rings(written: &Written, heights: &mut usize) -> Result<Rings> {
    let positions = positions(written, heights);
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
fn positions(written: &Written, heights: &mut usize) -> Vec<Coord> {
    let numbers = written.xy().map(|xy| xy.bytes()).unwrap_or_default();
    let (numbers, _) = numbers.as_chunks::<8>();
    let (pairs, _) = numbers.as_chunks::<2>();
    if written.z().is_some() || written.m().is_some() {
        *heights += pairs.len();
    }
    pairs
        .iter()
        .map(|[x, y]| Coord { x: f64::from_le_bytes(*x), y: f64::from_le_bytes(*y) })
        .filter(|position| !(position.x.is_nan() && position.y.is_nan()))
        .collect()
}
