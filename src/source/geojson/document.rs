//! The JSON of a file to its features: one pass that borrows from the bytes.

use std::borrow::Cow;
use std::path::Path;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::coordinates::{Malformed, Scanner};
use super::{Feature, Shape, note_missing_geometry, place};
use crate::model::{DefectKind, Defects};
use crate::{Error, Result};

/// How deep geometry collections may stand in each other.
const DEEPEST_COLLECTION: usize = 8;

#[derive(Deserialize)]
#[serde(expecting = "a GeoJSON object")]
struct Document<'a> {
    #[serde(borrow, rename = "type")]
    kind: Option<Cow<'a, str>>,
    #[serde(borrow)]
    features: Option<Vec<RawFeature<'a>>>,
}

#[derive(Deserialize)]
#[serde(expecting = "a GeoJSON feature")]
struct RawFeature<'a> {
    #[serde(borrow)]
    geometry: Option<RawGeometry<'a>>,
    properties: Option<Map<String, Value>>,
}

#[derive(Deserialize)]
#[serde(expecting = "a GeoJSON geometry")]
struct RawGeometry<'a> {
    #[serde(borrow, rename = "type")]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    coordinates: Option<&'a RawValue>,
    #[serde(borrow)]
    geometries: Option<Vec<RawGeometry<'a>>>,
}

/// The features of a document: a feature collection, also one under another key of an object, a
/// single feature or a bare geometry.
pub(super) fn features(bytes: &[u8], path: &Path, defects: &mut Defects) -> Result<Vec<Feature>> {
    let text = std::str::from_utf8(bytes).map_err(|cause| {
        let line = line_of(bytes, cause.valid_up_to());
        Error::input("the text is not UTF-8")
            .at(format!("line {line}"))
            .hint("GeoJSON is UTF-8 by definition")
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let document: Document = parse(text)?;
    let raw = match (document.features, document.kind.as_deref()) {
        (Some(features), _) => features,
        (None, Some("Feature")) => vec![parse::<RawFeature>(text)?],
        (None, Some("FeatureCollection")) => {
            return Err(Error::input("the feature collection has no `features`"));
        }
        (None, Some("Topology")) => {
            return Err(Error::input("the file is TopoJSON, not GeoJSON")
                .hint("convert it, for example with mapshaper"));
        }
        (None, Some(_)) => vec![RawFeature { geometry: Some(parse(text)?), properties: None }],
        (None, None) => wrapped(text, path, defects)?,
    };
    let reader = Reader { text, path };
    raw.into_iter()
        .enumerate()
        .map(|(index, raw)| reader.feature(index + 1, raw, defects))
        .collect()
}

/// The collection under whichever key of the object holds one.
fn wrapped<'a>(text: &'a str, path: &Path, defects: &mut Defects) -> Result<Vec<RawFeature<'a>>> {
    let members: FxHashMap<Cow<str>, &RawValue> = parse(text)?;
    let mut keys: Vec<&Cow<str>> = members.keys().collect();
    keys.sort();
    for key in &keys {
        if let Ok(Document { features: Some(features), .. }) =
            serde_json::from_str(members[*key].get())
        {
            defects.note(DefectKind::WrappedCollection, 1, || {
                format!("{}: key `{key}`", path.display())
            });
            return Ok(features);
        }
    }
    Err(Error::input("the file is JSON but not GeoJSON: it has no `type` and no `features`")
        .found(format!("the keys {keys:?}")))
}

fn parse<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T> {
    serde_json::from_str(text).map_err(|cause| {
        let what = if cause.is_data() {
            "the file is JSON but not GeoJSON"
        } else {
            "the file is not JSON"
        };
        let message = cause.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        let error = Error::input(format!("{what}: {message}")).at(format!(
            "line {} column {}",
            cause.line(),
            cause.column()
        ));
        if cause.is_eof() { error.hint("was the file cut off?") } else { error }
    })
}

struct Reader<'a> {
    text: &'a str,
    path: &'a Path,
}

impl Reader<'_> {
    fn feature(&self, number: usize, raw: RawFeature, defects: &mut Defects) -> Result<Feature> {
        let shape = match &raw.geometry {
            Some(geometry) => self
                .shape(geometry, number, 0, defects)
                .map_err(|error| error.at(format!("feature {number}")))?,
            None => Shape::Nothing,
        };
        let feature = Feature { number, shape, properties: raw.properties.unwrap_or_default() };
        note_missing_geometry(defects, self.path, &feature);
        Ok(feature)
    }

    fn shape(
        &self,
        raw: &RawGeometry,
        number: usize,
        depth: usize,
        defects: &mut Defects,
    ) -> Result<Shape> {
        if raw.kind == "GeometryCollection" {
            return self.collection(
                raw.geometries.as_deref().unwrap_or_default(),
                number,
                depth,
                defects,
            );
        }
        let Some(coordinates) = raw.coordinates.filter(|coordinates| coordinates.get() != "null")
        else {
            return Ok(Shape::Nothing);
        };
        let mut scanner = Scanner::new(coordinates.get());
        let shape = match &*raw.kind {
            "Polygon" => scanner.lines().map(|rings| Shape::Polygons(vec![rings])),
            "MultiPolygon" => scanner.polygons().map(Shape::Polygons),
            "LineString" => scanner.positions().map(|line| Shape::Lines(vec![line])),
            "MultiLineString" => scanner.lines().map(Shape::Lines),
            "Point" => scanner.position().map(|position| Shape::Points(vec![position])),
            "MultiPoint" => scanner.positions().map(Shape::Points),
            other => {
                return Err(Error::input("the geometry's type is none of GeoJSON's")
                    .found(format!("`{other}`")));
            }
        };
        let shape = shape.map_err(|malformed| self.error(malformed, coordinates.get()))?;
        defects.note(DefectKind::HeightDropped, scanner.heights, || place(self.path, number));
        defects.note(DefectKind::PositionClamped, scanner.clamped, || place(self.path, number));
        Ok(if shape.is_empty() { Shape::Nothing } else { shape })
    }

    /// The parts of the highest dimension: a border polygon with a label point is a polygon.
    fn collection(
        &self,
        parts: &[RawGeometry],
        number: usize,
        depth: usize,
        defects: &mut Defects,
    ) -> Result<Shape> {
        if depth == DEEPEST_COLLECTION {
            return Err(Error::limit(
                "geometry collections may stand in each other eight deep at most",
            ));
        }
        let mut whole = Shape::Nothing;
        for part in parts {
            whole = whole.join(self.shape(part, number, depth + 1, defects)?);
        }
        Ok(whole)
    }

    fn error(&self, malformed: Malformed, coordinates: &str) -> Error {
        // The coordinates are a slice of the text, so their distance in memory is their offset.
        let offset = (coordinates.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
            + malformed.offset;
        Error::input(malformed.what)
            .at(format!("line {}", line_of(self.text.as_bytes(), offset)))
            .found(malformed.found)
    }
}

impl Shape {
    fn dimension(&self) -> u8 {
        match self {
            Self::Nothing => 0,
            Self::Points(_) => 1,
            Self::Lines(_) => 2,
            Self::Polygons(_) => 3,
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Points(points) => points.is_empty(),
            Self::Lines(lines) => lines.iter().all(Vec::is_empty),
            Self::Polygons(polygons) => {
                polygons.iter().all(|rings| rings.iter().all(Vec::is_empty))
            }
        }
    }

    fn join(self, other: Self) -> Self {
        match (self, other) {
            (Self::Points(mut one), Self::Points(other)) => {
                one.extend(other);
                Self::Points(one)
            }
            (Self::Lines(mut one), Self::Lines(other)) => {
                one.extend(other);
                Self::Lines(one)
            }
            (Self::Polygons(mut one), Self::Polygons(other)) => {
                one.extend(other);
                Self::Polygons(one)
            }
            (one, other) if one.dimension() >= other.dimension() => one,
            (_, other) => other,
        }
    }
}

fn line_of(text: &[u8], offset: usize) -> usize {
    1 + text[..offset.min(text.len())].iter().filter(|byte| **byte == b'\n').count()
}
