//! Well-known binary (OGC 06-103r4, ISO 13249-3) and PostGIS's extension of it, both ways.
//!
//! Counts are held against the bytes that are left before anything is set aside for them.

use geo::{Coord, LineString, MultiPolygon};

use super::super::feature::{Rings, Shape};
use super::super::limits::Limits;
use super::layer::Geometry;
use crate::{Error, Result};

/// Flags of the extended form in a geometry's type.
const EXTENDED_Z: u32 = 1 << 31;
const EXTENDED_M: u32 = 1 << 30;
const EXTENDED_SRID: u32 = 1 << 29;

/// Bytes of the smallest geometry: its byte order, its type, a count.
const SMALLEST_GEOMETRY: usize = 9;
/// Bytes of the smallest ring or line: its count.
const SMALLEST_RING: usize = 4;

const POLYGON: u32 = 3;
const MULTI_POLYGON: u32 = 6;

/// Reads a geometry.
///
/// # Errors
///
/// When the bytes end before the geometry does, its type is none that can be read, such as a curve, or
/// collections stand too deep in each other.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Geometry> {
    let mut reader = Reader { limits, rest: bytes, is_little: true, heights: 0 };
    let (shape, is_collection) = reader.geometry(0)?;
    Ok(Geometry { shape, heights: reader.heights, is_collection })
}

struct Reader<'a> {
    limits: &'a Limits,
    rest: &'a [u8],
    is_little: bool,
    heights: usize,
}

impl Reader<'_> {
    /// A geometry, and whether it is a collection.
    fn geometry(&mut self, depth: usize) -> Result<(Shape, bool)> {
        self.is_little = match self.take::<1>()? {
            [0] => false,
            [1] => true,
            [other] => {
                return Err(Error::input("a geometry's byte order is 0 or 1").found(other));
            }
        };
        let written = self.whole()?;
        if written & EXTENDED_SRID != 0 {
            self.whole()?;
        }
        let plain = written & !(EXTENDED_Z | EXTENDED_M | EXTENDED_SRID);
        let extended =
            usize::from(written & EXTENDED_Z != 0) + usize::from(written & EXTENDED_M != 0);
        let width = 2 + match plain / 1000 {
            0 => extended,
            1 | 2 => 1,
            3 => 2,
            _ => return Err(unreadable(written)),
        };
        let shape = match plain % 1000 {
            1 => self.point(width)?,
            2 => Shape::Lines(vec![self.positions(width)?]),
            // A triangle is written as a polygon is.
            POLYGON | 17 => Shape::Polygons(vec![self.rings(width)?]),
            // A polyhedral surface and a TIN are written as polygons are.
            4 | 5 | MULTI_POLYGON | 7 | 15 | 16 => self.parts(depth)?,
            _ => return Err(unreadable(written)),
        };
        Ok((shape, plain % 1000 == 7))
    }

    fn parts(&mut self, depth: usize) -> Result<Shape> {
        if depth == self.limits.nesting {
            return Err(self.limits.too_deep("geometries"));
        }
        let count = self.count(SMALLEST_GEOMETRY)?;
        let mut whole = Shape::Nothing;
        for _ in 0..count {
            whole = whole.join(self.geometry(depth + 1)?.0);
        }
        Ok(whole)
    }

    /// A point; an empty one is written with coordinates that are no numbers.
    fn point(&mut self, width: usize) -> Result<Shape> {
        let position = self.position(width)?;
        if position.x.is_nan() && position.y.is_nan() {
            return Ok(Shape::Nothing);
        }
        Ok(Shape::Points(vec![position]))
    }

    fn rings(&mut self, width: usize) -> Result<Rings> {
        let count = self.count(SMALLEST_RING)?;
        (0..count).map(|_| self.positions(width)).collect()
    }

    fn positions(&mut self, width: usize) -> Result<Vec<Coord>> {
        let count = self.count(width * size_of::<f64>())?;
        (0..count).map(|_| self.position(width)).collect()
    }

    fn position(&mut self, width: usize) -> Result<Coord> {
        let position = Coord { x: self.number()?, y: self.number()? };
        for _ in 2..width {
            self.number()?;
        }
        self.heights += usize::from(width > 2);
        Ok(position)
    }

    /// How many things of at least so many bytes follow.
    fn count(&mut self, smallest: usize) -> Result<usize> {
        let count = self.whole()? as usize;
        if count.checked_mul(smallest).is_none_or(|bytes| bytes > self.rest.len()) {
            return Err(cut_off());
        }
        Ok(count)
    }

    fn whole(&mut self) -> Result<u32> {
        let bytes = self.take()?;
        Ok(if self.is_little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    fn number(&mut self) -> Result<f64> {
        let bytes = self.take()?;
        Ok(if self.is_little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) })
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N]> {
        let (bytes, rest) = self.rest.split_first_chunk().ok_or_else(cut_off)?;
        self.rest = rest;
        Ok(*bytes)
    }
}

fn cut_off() -> Error {
    Error::input("a geometry's bytes end before it does")
}

fn unreadable(kind: u32) -> Error {
    Error::input("a geometry is of a type that can't be read")
        .found(format!("well-known binary type {kind}"))
        .hint("curves must be made lines first: ogr2ogr -nlt CONVERT_TO_LINEAR OUT IN")
}

/// Appends polygons as a little-endian multipolygon.
pub(super) fn write(polygons: &MultiPolygon, out: &mut Vec<u8>) {
    head(MULTI_POLYGON, polygons.0.len(), out);
    for polygon in polygons {
        head(POLYGON, 1 + polygon.interiors().len(), out);
        for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
            write_ring(ring, out);
        }
    }
}

fn head(kind: u32, count: usize, out: &mut Vec<u8>) {
    out.push(1);
    out.extend(kind.to_le_bytes());
    out.extend(length(count));
}

fn write_ring(ring: &LineString, out: &mut Vec<u8>) {
    out.extend(length(ring.0.len()));
    out.reserve(ring.0.len() * size_of::<Coord>());
    for position in &ring.0 {
        out.extend(position.x.to_le_bytes());
        out.extend(position.y.to_le_bytes());
    }
}

/// A count as it is written; no count in memory is over four milliards.
fn length(count: usize) -> [u8; 4] {
    u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use geo::polygon;

    use super::*;

    fn bytes_of(hexadecimal: &str) -> Vec<u8> {
        let digits: Vec<u8> =
            hexadecimal.chars().filter_map(|it| it.to_digit(16)).map(|it| it as u8).collect();
        digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
    }

    #[test]
    fn polygons_come_back_as_they_were_written() {
        let square =
            polygon![(x: 30., y: 46.), (x: 31., y: 46.), (x: 31., y: 47.), (x: 30., y: 46.)];
        let mut bytes = Vec::new();
        write(&MultiPolygon::from(square.clone()), &mut bytes);
        let read = read(&bytes, &Limits::default()).unwrap();
        assert_eq!(read.shape, Shape::Polygons(vec![vec![square.exterior().0.clone()]]));
        assert_eq!(read.heights, 0);
        for length in 0..bytes.len() {
            assert!(super::read(&bytes[..length], &Limits::default()).is_err());
        }
    }

    #[test]
    fn heights_are_dropped_in_every_notation() {
        // POINT Z (1 2 3) as ISO and big-endian, the same extended and with a reference system, POINT ZM.
        let (one, two, three) = ("3ff0000000000000", "4000000000000000", "4008000000000000");
        for text in [
            format!("00 000003e9 {one}{two}{three}"),
            format!("00 a0000001 000010e6 {one}{two}{three}"),
            format!("00 00000bb9 {one}{two}{three}{three}"),
        ] {
            let read = read(&bytes_of(&text), &Limits::default()).unwrap();
            assert_eq!(read.shape, Shape::Points(vec![Coord { x: 1.0, y: 2.0 }]), "{text}");
            assert_eq!(read.heights, 1);
        }
    }

    #[test]
    fn of_a_collection_the_parts_of_the_highest_dimension_stay() {
        let point = "01 01000000 000000000000f03f 000000000000f03f";
        let line = "01 02000000 01000000 000000000000f03f 000000000000f03f";
        let text = format!("01 07000000 02000000 {point} {line}");
        let read = read(&bytes_of(&text), &Limits::default()).unwrap();
        assert!(read.is_collection && matches!(read.shape, Shape::Lines(_)));
    }

    #[test]
    fn hostile_counts_and_nesting_are_refused() {
        assert!(read(&bytes_of("01 06000000 ffffffff"), &Limits::default()).is_err());
        assert!(read(&bytes_of("01 03000000 ffffff3f"), &Limits::default()).is_err());
        let nested = "01 07000000 01000000".repeat(100_000);
        assert!(
            read(&bytes_of(&nested), &Limits::default()).is_err_and(|error| error.exit_code() == 4)
        );
        assert!(
            read(&bytes_of("01 08000000 00000000"), &Limits::default()).is_err(),
            "a circular string"
        );
    }
}
