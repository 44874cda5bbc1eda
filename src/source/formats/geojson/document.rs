//! The JSON of a file to its features: one pass that borrows from the bytes.

use std::borrow::Cow;
use std::collections::BTreeMap;

use geo::Coord;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::super::json::{Lines, Part};
use super::collection::{Collection, CollectionOf, RawFeature};
use super::coordinates::{Malformed, Scanner};
use crate::model::{Defect, DefectKind, Defects, Spot};
use crate::source::Limits;
use crate::source::crs::Crs;
use crate::source::feature::{Feature, File, Shape};
use crate::source::reading::{Document, on_the_globe};
use crate::{Error, Result};

/// How many keys of an object that is not GeoJSON are told.
const KEYS_TOLD: usize = 12;
/// What the text ought to be.
pub(super) const FORMAT: &str = "GeoJSON";

#[derive(Deserialize)]
#[serde(expecting = "a GeoJSON geometry")]
pub(super) struct RawGeometry<'a> {
    #[serde(borrow, rename = "type")]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    coordinates: Option<&'a RawValue>,
    #[serde(borrow)]
    geometries: Option<Vec<RawGeometry<'a>>>,
}

/// Reads a file.
pub(in crate::source::formats) fn read(document: &Document) -> Result<Vec<File>> {
    let mut file = document.layer(None);
    let lines = Lines::default();
    let part = Part::of(document, &lines, FORMAT, &mut file)?;
    Object::parse(part, document, &mut file)?.add_to(&mut file, document, 0)?;
    Ok(vec![file])
}

/// A GeoJSON object of which everything but the coordinates has been read.
pub(super) struct Object<'a> {
    part: Part<'a>,
    crs: Crs,
    features: Vec<RawFeature<'a>>,
}

impl<'a> Object<'a> {
    /// Reads an object; what is wrong with it but not with its features is noted in the file.
    pub fn parse(part: Part<'a>, document: &Document, file: &mut File) -> Result<Self> {
        let limits = &document.reading.limits;
        let collection = part.parse_as(CollectionOf { most: limits.features }, FORMAT)?;
        let crs = crs_of(collection.crs, file)?;
        let features = features(part, collection, limits, file)?;
        limits.hold(features.len(), 0)?;
        Ok(Self { part, crs, features })
    }

    /// How many features it has.
    pub fn len(&self) -> usize {
        self.features.len()
    }

    /// Adds the features to a file, with numbers from behind so many that come before.
    pub fn add_to(self, file: &mut File, document: &Document, before: usize) -> Result<()> {
        let reader = Reader { part: self.part, document, crs: self.crs, before };
        self.features.into_iter().try_for_each(|raw| reader.add(raw, file))
    }
}

/// The features of an object: a feature collection, also one under another key of it, a single
/// feature or a bare geometry.
fn features<'a>(
    part: Part<'a>,
    collection: Collection<'a>,
    limits: &Limits,
    file: &mut File,
) -> Result<Vec<RawFeature<'a>>> {
    match (collection.features, collection.kind.as_deref()) {
        (Some(features), _) => Ok(features),
        (None, Some("Feature")) => Ok(vec![part.parse(FORMAT)?]),
        (None, Some("FeatureCollection")) => {
            Err(Error::input("the feature collection has no `features`"))
        }
        (None, Some(_)) => {
            let geometry = Some(part.parse(FORMAT)?);
            Ok(vec![RawFeature { id: None, geometry, properties: None }])
        }
        (None, None) => wrapped(part, limits, file),
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
fn wrapped<'a>(part: Part<'a>, limits: &Limits, file: &mut File) -> Result<Vec<RawFeature<'a>>> {
    let members: BTreeMap<Cow<str>, &'a RawValue> = part.parse(FORMAT)?;
    for (key, member) in &members {
        let member = Part { text: member.get(), ..part };
        let collection = member.parse_as(CollectionOf { most: limits.features }, FORMAT);
        if let Ok(Collection { features: Some(features), .. }) = collection {
            let defect = Defect::new(DefectKind::WrappedCollection, file.spot());
            file.defects.push(defect.found(format!("the key `{key}`")));
            return Ok(features);
        }
    }
    let keys: Vec<&Cow<str>> = members.keys().take(KEYS_TOLD).collect();
    let more = if members.len() > KEYS_TOLD { " and more" } else { "" };
    Err(Error::input("the file is JSON but not GeoJSON: it has no `type` and no `features`")
        .found(format!("the keys {keys:?}{more}")))
}

struct Reader<'a> {
    part: Part<'a>,
    document: &'a Document<'a>,
    crs: Crs,
    /// Features of the file that come before those of its part.
    before: usize,
}

impl Reader<'_> {
    /// Adds a feature to the file; one that can't be read is noted where reading goes on.
    fn add(&self, raw: RawFeature, file: &mut File) -> Result<()> {
        let number = self.before + file.features.len() + 1;
        let byte = raw
            .geometry
            .as_ref()
            .and_then(|geometry| Some(self.part.offset(geometry.coordinates?.get())));
        let properties = raw.properties.unwrap_or_default();
        let id = raw.id.filter(|id| id.is_string() || id.is_number());
        let mut feature = Feature { number, byte, id, shape: Shape::Nothing, properties };
        let spot = file.place(&feature);
        let shape = raw.geometry.map_or(Ok(Shape::Nothing), |geometry| {
            self.shape(&geometry, &spot, 0, &mut file.defects)
        });
        match shape {
            Ok(shape) => {
                feature.shape = shape;
                file.push(feature);
            }
            Err(error) if self.document.reading.passes_over(&error) => {
                file.push_unreadable(feature, error);
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
        let limits = &self.document.reading.limits;
        if depth == limits.nesting {
            return Err(limits.too_deep("geometry collections"));
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
        self.part.error(coordinates, malformed)
    }
}
