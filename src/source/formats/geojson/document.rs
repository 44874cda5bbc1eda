//! The JSON of a file to its features: one pass that borrows from the bytes.

use std::borrow::Cow;

use geo::Coord;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::coordinates::{Malformed, Scanner};
use crate::model::{Defect, DefectKind, Defects, Spot};
use crate::source::Limits;
use crate::source::crs::Crs;
use crate::source::feature::{Feature, File, Shape};
use crate::source::reading::{Document, on_the_globe};
use crate::{Error, Result};

#[derive(Deserialize)]
#[serde(expecting = "a GeoJSON object")]
struct Collection<'a> {
    #[serde(borrow, rename = "type")]
    kind: Option<Cow<'a, str>>,
    #[serde(borrow)]
    crs: Option<&'a RawValue>,
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

/// Reads a file.
pub(in crate::source::formats) fn read(document: &Document) -> Result<Vec<File>> {
    let text = std::str::from_utf8(document.bytes).map_err(|cause| {
        let line = line_of(document.bytes, cause.valid_up_to());
        Error::input("the text is not UTF-8")
            .at(format!("line {line}"))
            .hint("GeoJSON is UTF-8 by definition")
    })?;
    let mut file = File::new(document.path, None, document.defects());
    let plain = text.strip_prefix('\u{feff}').unwrap_or(text);
    if plain.len() < text.len() {
        file.defects.note(DefectKind::ByteOrderMark, 1, || Spot::in_file(document.path));
    }
    let collection: Collection = parse(plain)?;
    let crs = crs_of(collection.crs, &mut file)?;
    let reader = Reader { text, document, crs };
    for raw in features(plain, collection, &mut file)? {
        reader.add(raw, &mut file)?;
    }
    Ok(vec![file])
}

/// The features of a document: a feature collection, also one under another key of an object, a
/// single feature or a bare geometry.
fn features<'a>(
    text: &'a str,
    collection: Collection<'a>,
    file: &mut File,
) -> Result<Vec<RawFeature<'a>>> {
    match (collection.features, collection.kind.as_deref()) {
        (Some(features), _) => Ok(features),
        (None, Some("Feature")) => Ok(vec![parse::<RawFeature>(text)?]),
        (None, Some("FeatureCollection")) => {
            Err(Error::input("the feature collection has no `features`"))
        }
        (None, Some(_)) => Ok(vec![RawFeature { geometry: Some(parse(text)?), properties: None }]),
        (None, None) => wrapped(text, file),
    }
}

/// The system that the member `crs` names, which RFC 7946 (4) did away with but many still write.
fn crs_of(member: Option<&RawValue>, file: &mut File) -> Result<Crs> {
    let member: Option<Value> = member.and_then(|member| serde_json::from_str(member.get()).ok());
    let name = member.as_ref().and_then(|member| member.pointer("/properties/name")?.as_str());
    let Some(name) = name else { return Ok(Crs::Degrees) };
    let crs = Crs::of_text(name)?;
    let kind = if crs.is_projected() { DefectKind::Reprojected } else { DefectKind::CrsMember };
    file.defects.push(Defect::new(kind, file.spot()).found(format!("`{name}`")));
    Ok(crs)
}

/// The collection under whichever key of the object holds one.
fn wrapped<'a>(text: &'a str, file: &mut File) -> Result<Vec<RawFeature<'a>>> {
    let members: FxHashMap<Cow<str>, &RawValue> = parse(text)?;
    let mut keys: Vec<&Cow<str>> = members.keys().collect();
    keys.sort();
    for key in &keys {
        if let Ok(Collection { features: Some(features), .. }) =
            serde_json::from_str(members[*key].get())
        {
            let defect = Defect::new(DefectKind::WrappedCollection, file.spot());
            file.defects.push(defect.found(format!("the key `{key}`")));
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
    document: &'a Document<'a>,
    crs: Crs,
}

impl Reader<'_> {
    /// Adds a feature to the file; one that can't be read is noted where reading goes on.
    fn add(&self, raw: RawFeature, file: &mut File) -> Result<()> {
        let number = file.features.len() + 1;
        let byte =
            raw.geometry.as_ref().and_then(|geometry| Some(self.offset(geometry.coordinates?)));
        let properties = raw.properties.unwrap_or_default();
        let mut feature = Feature { number, byte, shape: Shape::Nothing, properties };
        let spot = file.place(&feature);
        let shape = raw.geometry.map_or(Ok(Shape::Nothing), |geometry| {
            self.shape(&geometry, &spot, 0, &mut file.defects)
        });
        match shape {
            Ok(shape) => {
                feature.shape = shape;
                file.push(feature);
            }
            Err(error) if self.document.reading.goes_on => {
                file.defects.push(Defect::new(DefectKind::BadCoordinates, spot).found(error));
                file.features.push(feature);
            }
            Err(error) => return Err(error.at(format!("feature {number}"))),
        }
        Ok(())
    }

    fn shape(
        &self,
        raw: &RawGeometry,
        spot: &Spot,
        depth: usize,
        defects: &mut Defects,
    ) -> Result<Shape> {
        if raw.kind == "GeometryCollection" {
            let parts = raw.geometries.as_deref().unwrap_or_default();
            return self.collection(parts, spot, depth, defects);
        }
        let Some(coordinates) = raw.coordinates.filter(|coordinates| coordinates.get() != "null")
        else {
            return Ok(Shape::Nothing);
        };
        let mut scanner = Scanner::new(coordinates.get());
        scanner.is_anywhere = self.crs.is_projected();
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
        let mut shape = shape.map_err(|malformed| self.error(malformed, coordinates))?;
        defects.note(DefectKind::HeightDropped, scanner.heights, || spot.clone());
        defects.note(DefectKind::PositionClamped, scanner.clamped, || spot.clone());
        if self.crs.is_projected() {
            shape.each_position(|at| self.degrees(*at, spot, defects).map(|new| *at = new))?;
        }
        Ok(shape.unless_empty())
    }

    fn degrees(&self, at: Coord, spot: &Spot, defects: &mut Defects) -> Result<Coord> {
        let degrees = self.crs.degrees(at).ok_or_else(|| {
            Error::input("a position can't be turned into degrees")
                .found(format!("[{}, {}]", at.x, at.y))
        })?;
        on_the_globe(degrees.x, degrees.y, defects, || spot.clone())
    }

    /// The parts of the highest dimension: a border polygon with a label point is a polygon.
    fn collection(
        &self,
        parts: &[RawGeometry],
        spot: &Spot,
        depth: usize,
        defects: &mut Defects,
    ) -> Result<Shape> {
        let most = self.document.reading.limits.nesting;
        if depth == most {
            let what = "geometry collections stand too deep in each other";
            return Err(Limits::reached("nesting", what, most as u64));
        }
        if depth == 0 {
            defects.note(DefectKind::GeometryCollection, 1, || spot.clone());
        }
        let mut whole = Shape::Nothing;
        for part in parts {
            whole = whole.join(self.shape(part, spot, depth + 1, defects)?);
        }
        Ok(whole)
    }

    fn error(&self, malformed: Malformed, coordinates: &RawValue) -> Error {
        let offset = self.offset(coordinates) + malformed.offset;
        Error::input(malformed.what)
            .at(format!("line {}", line_of(self.text.as_bytes(), offset)))
            .found(malformed.found)
    }

    /// Bytes before a part of the text; it is a slice of it, so that is their distance in memory.
    fn offset(&self, part: &RawValue) -> usize {
        (part.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }
}

fn line_of(text: &[u8], offset: usize) -> usize {
    1 + text[..offset.min(text.len())].iter().filter(|byte| **byte == b'\n').count()
}
