//! Geometries in nested lists of coordinates, as GeoParquet 1.1 has them beside well-known binary.

use geo::Coord;
use parquet::record::Field;

use super::super::super::feature::Shape;
use super::super::layer::Geometry;
use crate::{Error, Result};

/// Reads a geometry that is encoded as its type says, `multipolygon` for example.
///
/// # Errors
///
/// When there is no such encoding, or the column is not as it demands.
pub(super) fn read(encoding: &str, field: &Field) -> Result<Geometry> {
    let mut heights = 0;
    let mut position = |field: &Field| position(field, &mut heights);
    let shape = match encoding {
        "point" => Shape::Points(vec![position(field)?]),
        "multipoint" => Shape::Points(list(field, &mut position)?),
        "linestring" => Shape::Lines(vec![list(field, &mut position)?]),
        "multilinestring" => Shape::Lines(list(field, &mut |line| list(line, &mut position))?),
        "polygon" => Shape::Polygons(vec![list(field, &mut |ring| list(ring, &mut position))?]),
        "multipolygon" => Shape::Polygons(list(field, &mut |polygon| {
            list(polygon, &mut |ring| list(ring, &mut position))
        })?),
        _ => {
            return Err(Error::input("there is no such encoding of geometries in GeoParquet")
                .found(format!("`{encoding}`")));
        }
    };
    Ok(Geometry { shape, heights, is_collection: false })
}

fn list<T>(field: &Field, part: &mut dyn FnMut(&Field) -> Result<T>) -> Result<Vec<T>> {
    match field {
        Field::ListInternal(list) => list.elements().iter().map(part).collect(),
        _ => Err(unexpected("a list was expected among the coordinates")),
    }
}

fn position(field: &Field, heights: &mut usize) -> Result<Coord> {
    let Field::Group(group) = field else {
        return Err(unexpected("coordinates with names were expected"));
    };
    let (mut x, mut y) = (None, None);
    for (name, field) in group.get_column_iter() {
        match (name.as_str(), field) {
            ("x", Field::Double(number)) => x = Some(*number),
            ("y", Field::Double(number)) => y = Some(*number),
            ("z", _) => *heights += 1,
            _ => {}
        }
    }
    match (x, y) {
        (Some(x), Some(y)) => Ok(Coord { x, y }),
        _ => Err(unexpected("a position has no `x` or no `y`")),
    }
}

fn unexpected(what: &str) -> Error {
    Error::input(what).hint("is the encoding under the key `geo` that of the column?")
}
