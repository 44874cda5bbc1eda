//! The shape in a record.

use geo::Coord;

use super::super::layer::Geometry;
use super::bytes::Bytes;
use super::rings;
use crate::source::feature::Shape;
use crate::{Error, Result};

/// Bytes of the rectangle round a shape.
const BOX: usize = 32;
/// Shapes with heights have the number of their plain kind and this.
const WITH_HEIGHT: i32 = 10;
/// Shapes with measures have the number of their plain kind and this.
const WITH_MEASURE: i32 = 20;

/// The shape in a record's content; numbers are in the coordinates of the file.
pub(super) fn read(content: &[u8]) -> Result<Geometry> {
    let mut bytes = Bytes(content);
    let kind = bytes.little().ok_or_else(cut_off)?;
    let has_height = (WITH_HEIGHT..WITH_MEASURE).contains(&kind) || kind == MULTI_PATCH;
    let shape = match kind {
        0 => Some(Shape::Nothing),
        1 | 11 | 21 => bytes.positions(1).map(Shape::Points),
        3 | 13 | 23 => parts(&mut bytes, false).map(Shape::Lines),
        5 | 15 | 25 => parts(&mut bytes, false).map(|it| Shape::Polygons(rings::polygons(it))),
        8 | 18 | 28 => points(&mut bytes).map(Shape::Points),
        MULTI_PATCH => parts(&mut bytes, true).map(|it| Shape::Polygons(rings::polygons(it))),
        other => {
            return Err(Error::input("a shape's kind is none of those that there are").found(other));
        }
    };
    let shape = shape.ok_or_else(cut_off)?;
    let heights = if has_height { shape.vertices() } else { 0 };
    Ok(Geometry { shape, heights, is_collection: false })
}

/// The kind of surfaces in space, of which rings are read as such.
const MULTI_PATCH: i32 = 31;

fn cut_off() -> Error {
    Error::input("the shape's numbers don't fit into its record")
}

fn points(bytes: &mut Bytes) -> Option<Vec<Coord>> {
    bytes.take(BOX)?;
    let count = bytes.count()?;
    bytes.positions(count)
}

/// Parts one after the other, cut at the places that stand before them.
fn parts(bytes: &mut Bytes, have_kinds: bool) -> Option<Vec<Vec<Coord>>> {
    bytes.take(BOX)?;
    let (parts, count) = (bytes.count()?, bytes.count()?);
    let mut starts = Bytes(bytes.take(parts.checked_mul(4)?)?);
    if have_kinds {
        bytes.take(parts.checked_mul(4)?)?;
    }
    let positions = bytes.positions(count)?;
    let starts: Option<Vec<usize>> = (0..parts).map(|_| starts.count()).collect();
    let starts = starts?;
    let ends = starts.iter().skip(1).copied().chain([count]);
    // A part that is not in the positions would be somebody else's.
    starts.iter().zip(ends).map(|(&start, end)| Some(positions.get(start..end)?.to_vec())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn polygon(starts: &[i32], positions: &[[f64; 2]]) -> Vec<u8> {
        let mut content = 5_i32.to_le_bytes().to_vec();
        content.extend([0; BOX]);
        content.extend((starts.len() as i32).to_le_bytes());
        content.extend((positions.len() as i32).to_le_bytes());
        content.extend(starts.iter().flat_map(|start| start.to_le_bytes()));
        content.extend(positions.iter().flatten().flat_map(|number| number.to_le_bytes()));
        content
    }

    #[test]
    fn parts_that_lie_outside_the_record_are_refused() {
        let square = [[0.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.0, 0.0]];
        assert_eq!(read(&polygon(&[0], &square)).unwrap().shape.vertices(), 4);
        assert!(read(&polygon(&[5], &square)).is_err());
        assert!(read(&polygon(&[-1], &square)).is_err());
        assert!(read(&polygon(&[3, 1], &square)).is_err());
        let whole = polygon(&[0], &square);
        for end in 0..whole.len() {
            assert!(read(&whole[..end]).is_err(), "{end}");
        }
    }
}
