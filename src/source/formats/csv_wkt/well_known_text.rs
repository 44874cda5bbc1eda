//! Well-known text (OGC 06-103r4) and PostGIS's extension of it to shapes.

use std::borrow::Cow;

use wkt::Wkt;
use wkt::types::{Coord, LineString, Polygon};

use super::super::layer::Geometry;
use crate::source::Limits;
use crate::source::crs::Crs;
use crate::source::feature::{Rings, Shape};
use crate::{Error, Result};

/// The words that a geometry begins with.
const KINDS: [&str; 8] = [
    "POINT",
    "LINESTRING",
    "LINEARRING",
    "POLYGON",
    "MULTIPOINT",
    "MULTILINESTRING",
    "MULTIPOLYGON",
    "GEOMETRYCOLLECTION",
];
/// Brackets round each other in the deepest geometry that is no collection.
const BRACKETS: usize = 3;

/// Whether a text begins as a geometry does.
pub(super) fn is_geometry(text: &str) -> bool {
    let (_, text) = divided(text);
    let word = text.split(|it: char| !it.is_ascii_alphabetic()).next().unwrap_or_default();
    let word = word.to_ascii_uppercase();
    let plain = word.trim_end_matches(['Z', 'M']);
    KINDS.contains(&word.as_str()) || KINDS.contains(&plain)
}

/// The number of the coordinate reference system that the extended form names before the geometry.
pub(super) fn system_number(text: &str) -> Option<&str> {
    // PostGIS writes 0 where it is not known.
    divided(text).0.map(str::trim).filter(|number| *number != "0")
}

/// The system of such a number; degrees where there is none.
///
/// # Errors
///
/// When it is none that is known.
pub(super) fn system(number: Option<&str>) -> Result<Crs> {
    let Some(number) = number else { return Ok(Crs::Degrees) };
    let code = number
        .parse()
        .map_err(|_| Error::input("SRID is followed by a number").found(format!("`{number}`")))?;
    Crs::of_epsg(code)
}

/// `4326` and the geometry, of `SRID=4326;POINT(1 2)`.
fn divided(text: &str) -> (Option<&str>, &str) {
    let text = text.trim_start();
    let divided =
        text.get(..5).filter(|start| start.eq_ignore_ascii_case("SRID=")).and_then(|_| {
            let (number, geometry) = text.get(5..)?.split_once(';')?;
            Some((Some(number), geometry.trim_start()))
        });
    divided.unwrap_or((None, text))
}

/// Reads a geometry; heights and measures are counted and left out.
///
/// # Errors
///
/// When the text is none, or brackets stand too deep in each other.
pub(super) fn read(text: &str, limits: &Limits) -> Result<Geometry> {
    let (_, text) = divided(text);
    hold_brackets(text, limits)?;
    let geometry: Wkt<f64> = with_dimension(text).parse().map_err(|what: &str| {
        let found: String = text.chars().take(24).collect();
        Error::input(format!("the geometry is not well-known text: {}", what.to_lowercase()))
            .found(format!("`{}`", found.trim_end()))
    })?;
    let mut reader = Reader { heights: 0 };
    let is_collection = matches!(geometry, Wkt::GeometryCollection(_));
    let shape = reader.shape(&geometry);
    Ok(Geometry { shape, heights: reader.heights, is_collection })
}

/// The parser goes a step deeper for each bracket.
fn hold_brackets(text: &str, limits: &Limits) -> Result<()> {
    let most = limits.nesting + BRACKETS;
    let mut depth = 0_usize;
    for byte in text.bytes() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > most {
            return Err(limits.too_deep("geometry collections"));
        }
    }
    Ok(())
}

/// The extended form writes `POLYGON((1 2 3,…))` where the standard has `POLYGON Z ((1 2 3,…))`.
fn with_dimension(text: &str) -> Cow<'_, str> {
    let Some(start) = text.find('(') else { return Cow::Borrowed(text) };
    let (head, rest) = text.split_at(start);
    let first = rest.trim_start_matches(|it: char| it == '(' || it.is_whitespace());
    let first = first.split([',', ')', '(']).next().unwrap_or_default();
    let is_told = KINDS.iter().all(|kind| !head.trim().eq_ignore_ascii_case(kind));
    match first.split_whitespace().count() {
        _ if is_told => Cow::Borrowed(text),
        3 => Cow::Owned([head, " Z ", rest].concat()),
        4 => Cow::Owned([head, " ZM ", rest].concat()),
        _ => Cow::Borrowed(text),
    }
}

struct Reader {
    heights: usize,
}

impl Reader {
    fn shape(&mut self, geometry: &Wkt<f64>) -> Shape {
        match geometry {
            Wkt::Point(point) => {
                Shape::Points(point.coord().map(|coord| self.position(coord)).into_iter().collect())
            }
            Wkt::MultiPoint(points) => {
                let coords = points.points().iter().filter_map(|point| point.coord());
                Shape::Points(coords.map(|coord| self.position(coord)).collect())
            }
            Wkt::LineString(line) => Shape::Lines(vec![self.line(line)]),
            Wkt::MultiLineString(lines) => {
                Shape::Lines(lines.line_strings().iter().map(|line| self.line(line)).collect())
            }
            Wkt::Polygon(polygon) => Shape::Polygons(vec![self.rings(polygon)]),
            Wkt::MultiPolygon(polygons) => {
                Shape::Polygons(polygons.polygons().iter().map(|it| self.rings(it)).collect())
            }
            Wkt::GeometryCollection(parts) => parts
                .geometries()
                .iter()
                .fold(Shape::Nothing, |whole, part| whole.join(self.shape(part))),
        }
    }

    fn rings(&mut self, polygon: &Polygon<f64>) -> Rings {
        polygon.rings().iter().map(|ring| self.line(ring)).collect()
    }

    fn line(&mut self, line: &LineString<f64>) -> Vec<geo::Coord> {
        line.coords().iter().map(|coord| self.position(coord)).collect()
    }

    fn position(&mut self, coord: &Coord<f64>) -> geo::Coord {
        self.heights += usize::from(coord.z.is_some() || coord.m.is_some());
        geo::Coord { x: coord.x, y: coord.y }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Result<Shape> {
        read(text, &Limits::default()).map(|geometry| geometry.shape)
    }

    #[test]
    fn geometries_are_read_in_all_spellings() {
        let triangle = shape("POLYGON ((0 0, 1 0, 1 1, 0 0))").unwrap();
        for text in [
            "polygon((0 0,1 0,1 1,0 0))",
            "SRID=4326;POLYGON((0 0 9,1 0 9,1 1 9,0 0 9))",
            "POLYGON Z ((0 0 9,1 0 9,1 1 9,0 0 9))",
            "POLYGONZM((0 0 9 8,1 0 9 8,1 1 9 8,0 0 9 8))",
            "GEOMETRYCOLLECTION (POINT (5 5), POLYGON ((0 0, 1 0, 1 1, 0 0)))",
        ] {
            assert!(is_geometry(text), "{text}");
            assert_eq!(shape(text).unwrap(), triangle, "{text}");
        }
        assert_eq!(read("POINT Z (1 2 3)", &Limits::default()).unwrap().heights, 1);
        assert_eq!(shape("MULTIPOLYGON EMPTY").unwrap().vertices(), 0);
        assert!(!is_geometry("Polygon Street"[..6].trim()) && !is_geometry("somewhere"));
    }

    #[test]
    fn what_is_no_geometry_is_an_error() {
        assert!(shape("POLYGON ((0 0, 1 north, 1 1))").is_err());
        let deep = "GEOMETRYCOLLECTION(".repeat(100_000);
        assert_eq!(shape(&deep).unwrap_err().exit_code(), 4);
        assert!(system(system_number("SRID=2180;POINT(1 2)")).is_err());
        assert!(system(system_number("SRID=3857;POINT(1 2)")).unwrap().is_projected());
        assert!(!system(system_number("SRID=0;POINT(1 2)")).unwrap().is_projected());
    }
}
