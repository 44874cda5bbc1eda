//! The geometry of a placemark.

use geo::Coord;
use roxmltree::Node;

use super::super::layer::Geometry;
use super::xml::{element, elements};
use crate::source::Limits;
use crate::source::feature::{Rings, Shape};
use crate::{Error, Result};

/// What is wrong, and the byte at which the element begins that is.
pub(super) type Misplaced = (usize, Error);

/// The geometry of a placemark: its parts of the highest dimension, if it has several.
pub(super) fn of(placemark: Node, limits: &Limits) -> Result<Geometry, Misplaced> {
    let mut reader = Reader { limits, heights: 0, dimensions: [false; 3] };
    let shape = reader.parts(placemark, 0)?;
    let is_collection = reader.dimensions.iter().filter(|has| **has).count() > 1;
    Ok(Geometry { shape, heights: reader.heights, is_collection })
}

struct Reader<'a> {
    limits: &'a Limits,
    heights: usize,
    /// Whether there are points, lines and polygons.
    dimensions: [bool; 3],
}

impl Reader<'_> {
    fn parts(&mut self, of: Node, depth: usize) -> Result<Shape, Misplaced> {
        let mut whole = Shape::Nothing;
        for part in elements(of) {
            let [points, lines, polygons] = &mut self.dimensions;
            let shape = match part.tag_name().name() {
                "Point" => {
                    *points = true;
                    Shape::Points(self.positions(part)?)
                }
                "LineString" | "LinearRing" => {
                    *lines = true;
                    Shape::Lines(vec![self.positions(part)?])
                }
                "Polygon" => {
                    *polygons = true;
                    Shape::Polygons(vec![self.polygon(part)?])
                }
                "MultiGeometry" if depth == self.limits.nesting => {
                    return Err((part.range().start, self.limits.too_deep("geometries")));
                }
                "MultiGeometry" => self.parts(part, depth + 1)?,
                _ => continue,
            };
            whole = whole.join(shape);
        }
        Ok(whole)
    }

    /// The rings of a polygon, the exterior first whatever the order in the file.
    fn polygon(&mut self, polygon: Node) -> Result<Rings, Misplaced> {
        let mut rings = Vec::new();
        for side in ["outerBoundaryIs", "innerBoundaryIs"] {
            for boundary in elements(polygon).filter(|it| it.tag_name().name() == side) {
                for ring in elements(boundary).filter(|it| it.tag_name().name() == "LinearRing") {
                    rings.push(self.positions(ring)?);
                }
            }
        }
        Ok(rings)
    }

    /// The positions in the element `coordinates`: longitude, latitude and mostly a height, with
    /// commas between them and white space behind.
    fn positions(&mut self, of: Node) -> Result<Vec<Coord>, Misplaced> {
        let Some(coordinates) = element(of, "coordinates") else { return Ok(Vec::new()) };
        let texts = coordinates.children().filter(Node::is_text).filter_map(|text| text.text());
        let mut positions = Vec::new();
        for tuple in texts.flat_map(str::split_ascii_whitespace) {
            let wrong = || {
                let what = "a position is written LONGITUDE,LATITUDE or LONGITUDE,LATITUDE,HEIGHT";
                let found: String = tuple.chars().take(40).collect();
                let error = Error::input(what).found(format!("`{found}`"));
                (coordinates.range().start, error)
            };
            let mut numbers = tuple.split(',').map(|number| number.parse::<f64>().ok());
            let (Some(Some(x)), Some(Some(y))) = (numbers.next(), numbers.next()) else {
                return Err(wrong());
            };
            match (numbers.next(), numbers.next()) {
                (None, _) => {}
                (Some(_), None) => self.heights += 1,
                _ => return Err(wrong()),
            }
            positions.push(Coord { x, y });
        }
        Ok(positions)
    }
}
