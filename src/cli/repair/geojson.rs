//! Repaired features, and the ground that moved, as GeoJSON.

use geojson::GeometryValue;
use serde::Serialize;

use crate::Result;
use crate::geometry::Coord;
use crate::model::ActorId;
use crate::repair::{RepairKind, Repaired};
use crate::report::features::{collection, collection_of};
use crate::report::grounds::precise;
use crate::source::{Feature, Rings, Shape};

/// Features with their identifiers and all their properties.
pub(super) fn features(features: &[Feature]) -> Result<String> {
    collection_of(
        features
            .iter()
            .map(|feature| (feature.id.as_ref(), &feature.properties, geometry(&feature.shape))),
    )
}

fn geometry(shape: &Shape) -> Option<GeometryValue> {
    match shape {
        Shape::Nothing => None,
        Shape::Points(points) => Some(match points.as_slice() {
            [point] => GeometryValue::new_point(position(point)),
            points => GeometryValue::new_multi_point(points.iter().map(position)),
        }),
        Shape::Lines(lines) => Some(match lines.as_slice() {
            [line] => GeometryValue::new_line_string(positions(line)),
            lines => GeometryValue::new_multi_line_string(lines.iter().map(|line| positions(line))),
        }),
        Shape::Polygons(polygons) => Some(match polygons.as_slice() {
            [rings] => GeometryValue::new_polygon(rings.iter().map(|ring| positions(ring))),
            polygons => GeometryValue::new_multi_polygon(polygons.iter().map(polygon)),
        }),
    }
}

fn polygon(rings: &Rings) -> Vec<Vec<Vec<f64>>> {
    rings.iter().map(|ring| positions(ring)).collect()
}

fn positions(line: &[Coord]) -> Vec<Vec<f64>> {
    line.iter().map(position).collect()
}

fn position(at: &Coord) -> Vec<f64> {
    vec![at.x, at.y]
}

#[derive(Debug, Serialize)]
struct Moved<'a> {
    kind: RepairKind,
    file: &'a str,
    feature: Option<usize>,
    actor: Option<&'a str>,
    given_to: Option<&'a str>,
    gained_km2: f64,
    lost_km2: f64,
}

/// A feature for every repair that moved ground.
pub(super) fn moved(repaired: &Repaired) -> Result<String> {
    let id = |actor: Option<ActorId>| {
        repaired.actors.get(usize::from(actor?.0)).map(|actor| actor.id.as_str())
    };
    let repairs = repaired.repairs.iter().filter(|it| !it.ground.0.is_empty());
    collection(repairs.map(|it| {
        let properties = Moved {
            kind: it.kind,
            file: &it.spot.file,
            feature: it.spot.feature,
            actor: id(it.actor),
            given_to: it.given_to.as_ref().and_then(|(_, actor)| id(*actor)),
            gained_km2: precise(it.gained.0),
            lost_km2: precise(it.lost.0),
        };
        (properties, (&it.ground).into())
    }))
}
