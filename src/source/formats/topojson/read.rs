//! TopoJSON in.

use std::borrow::Cow;

use geo::Coord;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::super::geojson::Scanner;
use super::super::json::{Lines, Part};
use super::super::layer::{Geometry, Layer};
use crate::source::Limits;
use crate::source::crs::Crs;
use crate::source::feature::{File, Shape};
use crate::source::reading::Document;
use crate::{Error, Result};

/// What the text ought to be.
const FORMAT: &str = "TopoJSON";

#[derive(Deserialize)]
#[serde(expecting = "a TopoJSON topology")]
struct Topology<'a> {
    transform: Option<Transform>,
    #[serde(borrow)]
    objects: FxHashMap<Cow<'a, str>, &'a RawValue>,
    #[serde(borrow)]
    arcs: &'a RawValue,
}

/// Whole numbers to positions: scaled, then moved.
#[derive(Deserialize, Clone, Copy)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

#[derive(Deserialize)]
#[serde(expecting = "a TopoJSON geometry")]
struct RawGeometry<'a> {
    #[serde(borrow, rename = "type")]
    kind: Option<Cow<'a, str>>,
    id: Option<Value>,
    properties: Option<Map<String, Value>>,
    #[serde(borrow)]
    arcs: Option<&'a RawValue>,
    #[serde(borrow)]
    coordinates: Option<&'a RawValue>,
    #[serde(borrow)]
    geometries: Option<Vec<RawGeometry<'a>>>,
}

/// Reads a file: each of its objects is a layer, and a collection's geometries are its features.
pub(in crate::source::formats) fn read(document: &Document) -> Result<Vec<File>> {
    let mut whole = document.layer(None);
    let lines = Lines::default();
    let part = Part::of(document, &lines, FORMAT, &mut whole)?;
    let topology: Topology = part.parse(FORMAT)?;
    let mut arcs = Arcs::read(part, &topology, document.reading.limits)?;
    let mut objects: Vec<(Cow<str>, &RawValue)> = topology.objects.into_iter().collect();
    objects.sort_by_key(|(_, object)| part.offset(object.get()));
    let mut files = Vec::new();
    for (name, object) in objects {
        let layer = Layer::new(document, Some(name.into_owned()), Crs::Degrees);
        files.push(arcs.object(object, layer)?);
    }
    if let Some(first) = files.first_mut() {
        first.defects.append(whole.defects);
    }
    Ok(files)
}

/// The arcs of a topology, and what is made of them.
struct Arcs<'a> {
    part: Part<'a>,
    transform: Option<Transform>,
    arcs: Vec<Vec<Coord>>,
    heights: usize,
    limits: Limits,
    /// Positions in shapes so far: an arc may stand in any number of them.
    laid: usize,
}

impl<'a> Arcs<'a> {
    fn read(part: Part<'a>, topology: &Topology<'a>, limits: Limits) -> Result<Self> {
        let mut scanner = Scanner::new(topology.arcs.get());
        scanner.is_anywhere = true;
        let mut arcs = scanner.lines().map_err(|malformed| part.error(topology.arcs, malformed))?;
        if let Some(transform) = topology.transform {
            arcs.iter_mut().for_each(|arc| transform.undo_steps(arc));
        }
        let (transform, heights) = (topology.transform, scanner.heights);
        Ok(Self { part, transform, arcs, heights, limits, laid: 0 })
    }

    fn object(&mut self, object: &'a RawValue, mut layer: Layer) -> Result<File> {
        let object = Part { text: object.get(), ..self.part };
        let geometry: RawGeometry = object.parse(FORMAT).map_err(|error| layer.located(error))?;
        let features = match geometry.geometries {
            Some(features) if geometry.kind.as_deref() == Some("GeometryCollection") => features,
            geometries => vec![RawGeometry { geometries, ..geometry }],
        };
        for mut feature in features {
            let mut properties = feature.properties.take().unwrap_or_default();
            if let Some(id) = feature.id.take().filter(|id| !id.is_null()) {
                properties.entry("id").or_insert(id);
            }
            layer.add(self.geometry(&feature), properties)?;
        }
        Ok(layer.finish())
    }

    fn geometry(&mut self, raw: &RawGeometry<'a>) -> Result<Geometry> {
        let is_collection = raw.kind.as_deref() == Some("GeometryCollection");
        let heights = std::mem::take(&mut self.heights);
        let mut geometry = Geometry { shape: Shape::Nothing, heights, is_collection };
        geometry.shape = self.shape(raw, 0, &mut geometry.heights)?;
        Ok(geometry)
    }

    fn shape(&mut self, raw: &RawGeometry<'a>, depth: usize, heights: &mut usize) -> Result<Shape> {
        match raw.kind.as_deref() {
            None => Ok(Shape::Nothing),
            Some("GeometryCollection") => {
                if depth == self.limits.nesting {
                    return Err(self.limits.too_deep("geometry collections"));
                }
                let parts = raw.geometries.as_deref().unwrap_or_default();
                parts.iter().try_fold(Shape::Nothing, |whole, part| {
                    Ok(whole.join(self.shape(part, depth + 1, heights)?))
                })
            }
            Some("Point" | "MultiPoint") => self.points(raw, heights),
            Some("LineString") => {
                let numbers: Vec<i64> = self.indices(raw)?;
                Ok(Shape::Lines(vec![self.line(&numbers)?]))
            }
            Some("MultiLineString") => {
                let lines: Vec<Vec<i64>> = self.indices(raw)?;
                self.lines(&lines).map(Shape::Lines)
            }
            Some("Polygon") => {
                let rings: Vec<Vec<i64>> = self.indices(raw)?;
                Ok(Shape::Polygons(vec![self.lines(&rings)?]))
            }
            Some("MultiPolygon") => {
                let polygons: Vec<Vec<Vec<i64>>> = self.indices(raw)?;
                let polygons = polygons.iter().map(|rings| self.lines(rings));
                polygons.collect::<Result<_>>().map(Shape::Polygons)
            }
            Some(other) => Err(Error::input("the geometry's type is none of TopoJSON's")
                .found(format!("`{other}`"))),
        }
    }

    /// The numbers of a geometry's arcs; none where it has none.
    fn indices<T: Deserialize<'a> + Default>(&self, raw: &RawGeometry<'a>) -> Result<T> {
        let Some(arcs) = raw.arcs.filter(|arcs| arcs.get() != "null") else {
            return Ok(T::default());
        };
        Part { text: arcs.get(), ..self.part }.parse(FORMAT)
    }

    fn lines(&mut self, lines: &[Vec<i64>]) -> Result<Vec<Vec<Coord>>> {
        lines.iter().map(|line| self.line(line)).collect()
    }

    /// Arcs joined end to end; the number of a reversed one is its complement.
    fn line(&mut self, numbers: &[i64]) -> Result<Vec<Coord>> {
        let mut line: Vec<Coord> = Vec::new();
        for &number in numbers {
            let is_reversed = number < 0;
            let place = usize::try_from(if is_reversed { !number } else { number }).ok();
            let arc = place.and_then(|place| self.arcs.get(place)).ok_or_else(|| {
                Error::input(format!("the topology has {} arcs only", self.arcs.len()))
                    .found(format!("the arc {number}"))
            })?;
            self.laid = self.laid.saturating_add(arc.len());
            self.limits.hold(0, self.laid)?;
            // Where arcs meet they have the position both.
            let shared = usize::from(!line.is_empty());
            if is_reversed {
                line.extend(arc.iter().rev().skip(shared));
            } else {
                line.extend(arc.iter().skip(shared));
            }
        }
        Ok(line)
    }

    fn points(&self, raw: &RawGeometry<'a>, heights: &mut usize) -> Result<Shape> {
        let Some(array) = raw.coordinates.filter(|array| array.get() != "null") else {
            return Ok(Shape::Nothing);
        };
        let mut scanner = Scanner::new(array.get());
        scanner.is_anywhere = true;
        let points = match raw.kind.as_deref() {
            Some("Point") => scanner.position().map(|point| vec![point]),
            _ => scanner.positions(),
        };
        let mut points = points.map_err(|malformed| self.part.error(array, malformed))?;
        if let Some(transform) = self.transform {
            points.iter_mut().for_each(|point| *point = transform.undo(*point));
        }
        *heights += scanner.heights;
        Ok(Shape::Points(points))
    }
}

impl Transform {
    fn undo(self, at: Coord) -> Coord {
        let [[scale_x, scale_y], [x, y]] = [self.scale, self.translate];
        Coord { x: at.x * scale_x + x, y: at.y * scale_y + y }
    }

    /// Each position of an arc but the first is a step from the one before it.
    fn undo_steps(self, arc: &mut [Coord]) {
        let mut at = Coord { x: 0.0, y: 0.0 };
        for position in arc {
            at = at + *position;
            *position = self.undo(at);
        }
    }
}
