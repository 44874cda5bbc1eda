//! The rules for one object.

use super::coordinates::Seen;
use crate::model::{Defect, DefectKind, Spot};

/// As what an object stands where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The text as a whole: anything.
    Document,
    /// In the list of a feature collection.
    Feature,
    /// A geometry of a feature, or a part of a collection.
    Geometry,
}

/// The members of an object, as far as there are rules for them.
#[derive(Debug, Default)]
pub(super) struct Members<'a> {
    /// Its type as it is written.
    pub kind: Option<&'a [u8]>,
    /// How often each of [`KNOWN`] is there.
    counts: [u8; KNOWN.len()],
    /// What was seen of its positions.
    pub seen: Seen,
    /// The types of its parts.
    pub parts: Vec<&'a [u8]>,
    /// The bounding box; inner nothing where it is no list of numbers.
    pub bbox: Option<Option<Vec<f64>>>,
    pub has_wrong_id: bool,
    /// Where members begin that are objects and have no meaning.
    pub objects: Vec<usize>,
}

const KNOWN: [&[u8]; 8] = [
    b"type",
    b"features",
    b"geometry",
    b"properties",
    b"coordinates",
    b"geometries",
    b"bbox",
    b"id",
];
const GEOMETRIES: [&[u8]; 7] = [
    b"Point",
    b"MultiPoint",
    b"LineString",
    b"MultiLineString",
    b"Polygon",
    b"MultiPolygon",
    b"GeometryCollection",
];
/// Degrees by which boxes may be rounded.
const ROUNDING: f64 = 1e-3;

impl Members<'_> {
    pub fn count(&mut self, key: &[u8]) {
        let count = KNOWN.iter().position(|known| *known == key);
        if let Some(count) = count.and_then(|place| self.counts.get_mut(place)) {
            *count = count.saturating_add(1);
        }
    }

    fn has(&self, key: &str) -> bool {
        let known = KNOWN.iter().zip(self.counts);
        known.into_iter().any(|(name, count)| *name == key.as_bytes() && count > 0)
    }

    /// Whether it may be an object round the collection.
    pub fn is_wrapper(&self) -> bool {
        self.kind.is_none() && !self.has("features") && !self.has("coordinates")
    }

    /// Whether it is meant as GeoJSON.
    pub fn is_geojson(&self) -> bool {
        self.counts.iter().any(|count| *count > 0)
    }

    fn is(&self, kind: &str) -> bool {
        self.kind == Some(kind.as_bytes())
    }

    fn is_geometry(&self) -> bool {
        self.kind.is_some_and(|kind| GEOMETRIES.contains(&kind))
    }
}

/// What is wrong with an object; where, the caller knows.
pub(super) fn judge(role: Role, members: &Members) -> Vec<Defect> {
    let mut found = Vec::new();
    judge_type(role, members, &mut found);
    judge_members(role, members, &mut found);
    if let Some(bbox) = &members.bbox {
        let fault = match bbox {
            None => Some("not a list of numbers".to_owned()),
            Some(numbers) => bbox_fault(numbers, &members.seen),
        };
        found.extend(fault.map(|fault| defect(DefectKind::WrongBbox).found(fault)));
    }
    if members.is("GeometryCollection") {
        judge_collection(members, &mut found);
    }
    // Positions count once, with the geometry that they are of.
    if members.has("coordinates") {
        judge_positions(members, &mut found);
    }
    found
}

fn defect(kind: DefectKind) -> Defect {
    Defect::new(kind, Spot::default())
}

fn judge_type(role: Role, members: &Members, found: &mut Vec<Defect>) {
    let Some(kind) = members.kind else {
        found.push(defect(DefectKind::MissingType));
        return;
    };
    let fits = match role {
        Role::Document => {
            members.is_geometry() || members.is("Feature") || members.is("FeatureCollection")
        }
        Role::Feature => members.is("Feature"),
        Role::Geometry => members.is_geometry(),
    };
    if !fits {
        let written: String = String::from_utf8_lossy(kind).chars().take(40).collect();
        found.push(defect(DefectKind::UnknownType).found(format!("`{written}`")));
    }
}

fn judge_members(role: Role, members: &Members, found: &mut Vec<Defect>) {
    let repeated = KNOWN.iter().zip(members.counts).filter(|(_, count)| *count > 1);
    for (name, _) in repeated {
        let name = String::from_utf8_lossy(name);
        found.push(defect(DefectKind::RepeatedMember).found(format!("`{name}`")));
    }
    let is_feature = role == Role::Feature || members.is("Feature");
    let is_geometry = role == Role::Geometry || members.is_geometry();
    let reserved: &[&str] = if is_feature {
        &["features", "coordinates", "geometries"]
    } else if is_geometry {
        &["features", "geometry", "properties"]
    } else {
        &["geometry", "properties", "coordinates", "geometries"]
    };
    for name in reserved.iter().filter(|name| members.has(name)) {
        found.push(defect(DefectKind::ReservedMember).found(format!("`{name}`")));
    }
    if is_feature {
        for (name, kind) in [
            ("geometry", DefectKind::MissingGeometry),
            ("properties", DefectKind::MissingProperties),
        ] {
            found.extend((!members.has(name)).then(|| defect(kind)));
        }
        found.extend(members.has_wrong_id.then(|| defect(DefectKind::WrongId)));
    } else if members.is_geometry() {
        let needed = if members.is("GeometryCollection") { "geometries" } else { "coordinates" };
        found.extend((!members.has(needed)).then(|| defect(DefectKind::MissingCoordinates)));
    }
}

/// What is wrong with a bounding box.
fn bbox_fault(numbers: &[f64], seen: &Seen) -> Option<String> {
    let (low, high) = match numbers {
        [west, south, east, north] => ([*west, *south], [*east, *north]),
        [west, south, _, east, north, _] => ([*west, *south], [*east, *north]),
        _ => return Some(format!("{} numbers", numbers.len())),
    };
    if low[1] > high[1] {
        return Some(format!("the south, {}, lies north of the north, {}", low[1], high[1]));
    }
    let [west, south, east, north] = seen.reach;
    // A box across the antimeridian begins east of where it ends.
    let is_within_longitudes =
        low[0] > high[0] || (west >= low[0] - ROUNDING && east <= high[0] + ROUNDING);
    let is_within =
        is_within_longitudes && south >= low[1] - ROUNDING && north <= high[1] + ROUNDING;
    (west <= east && !is_within)
        .then(|| format!("the ground reaches from {west} {south} to {east} {north}"))
}

fn judge_collection(members: &Members, found: &mut Vec<Defect>) {
    let nested = members.parts.iter().filter(|part| **part == b"GeometryCollection").count();
    if nested > 0 {
        found.push(defect(DefectKind::NestedCollection).times(nested));
    }
    let plain = |part: &[u8]| part.strip_prefix(b"Multi").unwrap_or(part).to_vec();
    let first = members.parts.first().map(|part| plain(part));
    if nested == 0 && first.is_some() && members.parts.iter().all(|it| Some(plain(it)) == first) {
        found.push(defect(DefectKind::NeedlessCollection));
    }
}

fn judge_positions(members: &Members, found: &mut Vec<Defect>) {
    let seen = &members.seen;
    if seen.long > 0 {
        found.push(defect(DefectKind::LongPosition).times(seen.long));
    }
    if seen.swapped > 0 {
        let [west, south, east, north] = seen.reach;
        let reach = format!("longitudes {west} to {east}, latitudes {south} to {north}");
        found.push(defect(DefectKind::SwappedPositions).found(reach));
    }
    let [west, south, east, north] = seen.reach;
    let are_degrees = west >= -540.0 && east <= 540.0 && south >= -90.0 && north <= 90.0;
    let has_edges = are_degrees && !members.is("Point") && !members.is("MultiPoint");
    let fault = match seen.beyond {
        Some(lon) => Some(format!("a longitude of {lon}")),
        None if has_edges && seen.longest > 180.0 => {
            Some(format!("an edge of {:.1} degrees of longitude", seen.longest))
        }
        None => None,
    };
    found.extend(fault.map(|fault| defect(DefectKind::AntimeridianNotCut).found(fault)));
}
