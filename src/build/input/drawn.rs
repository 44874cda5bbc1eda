//! Front lines and the frame from GeoJSON.

use geo::{LineString, MultiPolygon, Polygon};
use geojson::{Feature, GeoJson, GeometryValue, JsonValue, Position};

use super::date;
use crate::build::FrontLine;
use crate::geometry::LonLat;
use crate::model::{Date, Validity};
use crate::{Error, Result};

/// Reads the frame from GeoJSON: all its Polygons and MultiPolygons together.
///
/// They should not overlap: ground in two of them is outside. A border that two of them share does
/// not matter. Heights are passed over.
///
/// # Errors
///
/// When the text is not GeoJSON, there is no polygon or something else than polygons, or a position
/// is not on the globe.
pub fn frame(text: &str, file: &str) -> Result<MultiPolygon> {
    let mut polygons = Vec::new();
    for (number, feature) in features(text, file)?.iter().enumerate() {
        polygons_of(feature, &mut polygons)
            .map_err(|error| error.at(format!("feature {}", number + 1)).at(file))?;
    }
    if polygons.is_empty() {
        return Err(Error::input("the frame has no polygon").at(file));
    }
    Ok(MultiPolygon::new(polygons))
}

/// Reads front lines from GeoJSON.
///
/// A feature is a LineString, or a MultiLineString, each part of which becomes a line; the rings of a
/// Polygon or MultiPolygon are lines too, which is handy for a pocket. Properties: `name`, `from` and
/// `until` (dates as `YYYY-MM-DD`; absent, null or empty for none; the line does not count any more
/// on the day of `until`) and `source`; all others and heights are passed over.
///
/// # Errors
///
/// When the text is not GeoJSON, a feature is no line, or has a date that can't be read or an end that
/// does not follow its beginning, or a position is not on the globe.
///
/// # Example
///
/// ```
/// use controlmap::build::input;
///
/// let lines = r#"{"type":"FeatureCollection","features":[{"type":"Feature",
///     "properties":{"name":"Euphrates","until":"18 Jan"},
///     "geometry":{"type":"LineString","coordinates":[[38,36],[39,35.9]]}}]}"#;
/// let error = input::front_lines(lines, "fronts.geojson").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "fronts.geojson: feature 1 `Euphrates`: until: a date is written YYYY-MM-DD, found `18 Jan`"
/// );
/// ```
pub fn front_lines(text: &str, file: &str) -> Result<Vec<FrontLine>> {
    let mut lines = Vec::new();
    for (number, feature) in features(text, file)?.iter().enumerate() {
        let number = format!("feature {}", number + 1);
        let given = match feature.property("name") {
            Some(JsonValue::String(name)) => name.trim(),
            _ => "",
        };
        let (name, place) = match given {
            "" => (number.clone(), number),
            given => (given.to_owned(), format!("{number} `{given}`")),
        };
        lines_of(feature, &name, &mut lines).map_err(|error| error.at(place).at(file))?;
    }
    Ok(lines)
}

fn features(text: &str, file: &str) -> Result<Vec<Feature>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match text.parse() {
        Ok(GeoJson::FeatureCollection(collection)) => Ok(collection.features),
        Ok(GeoJson::Feature(feature)) => Ok(vec![feature]),
        Ok(GeoJson::Geometry(geometry)) => {
            Ok(vec![Feature { geometry: Some(geometry), ..Feature::default() }])
        }
        Err(error) => Err(Error::input(format!("not GeoJSON: {error}")).at(file)),
    }
}

fn polygons_of(feature: &Feature, polygons: &mut Vec<Polygon>) -> Result<()> {
    match feature.geometry.as_ref().map(|geometry| &geometry.value) {
        Some(GeometryValue::Polygon { coordinates }) => polygons.push(polygon(coordinates)?),
        Some(GeometryValue::MultiPolygon { coordinates }) => {
            for rings in coordinates {
                polygons.push(polygon(rings)?);
            }
        }
        other => {
            return Err(Error::input("the frame is made of polygons").found(type_name(other)));
        }
    }
    Ok(())
}

fn lines_of(feature: &Feature, name: &str, lines: &mut Vec<FrontLine>) -> Result<()> {
    let validity = Validity::new(day(feature, "from")?, day(feature, "until")?)?;
    let source = match feature.property("source") {
        Some(JsonValue::String(source)) => source.trim().to_owned(),
        _ => String::new(),
    };
    let paths: Vec<&Vec<Position>> = match feature.geometry.as_ref().map(|geometry| &geometry.value)
    {
        Some(GeometryValue::LineString { coordinates }) => vec![coordinates],
        Some(
            GeometryValue::MultiLineString { coordinates } | GeometryValue::Polygon { coordinates },
        ) => coordinates.iter().collect(),
        Some(GeometryValue::MultiPolygon { coordinates }) => coordinates.iter().flatten().collect(),
        other => {
            return Err(Error::input("a front line is a LineString or MultiLineString")
                .found(type_name(other)));
        }
    };
    for positions in paths {
        let path = path(positions)?;
        if path.0.len() < 2 {
            return Err(Error::input("a line has at least two positions").found(path.0.len()));
        }
        lines.push(FrontLine { name: name.to_owned(), path, validity, source: source.clone() });
    }
    Ok(())
}

fn day(feature: &Feature, property: &str) -> Result<Option<Date>> {
    match feature.property(property) {
        None | Some(JsonValue::Null) => Ok(None),
        Some(JsonValue::String(text)) if text.trim().is_empty() => Ok(None),
        Some(JsonValue::String(text)) => date(text.trim()).map(Some),
        Some(other) => {
            Err(Error::input("a date is written \"YYYY-MM-DD\"").found(format!("`{other}`")))
        }
    }
    .map_err(|error| error.at(property))
}

fn polygon(rings: &[Vec<Position>]) -> Result<Polygon> {
    let mut rings = rings.iter().map(|ring| path(ring));
    let exterior = rings.next().transpose()?.unwrap_or(LineString::new(vec![]));
    Ok(Polygon::new(exterior, rings.collect::<Result<_>>()?))
}

fn path(positions: &[Position]) -> Result<LineString> {
    let coord = |(number, position): (usize, &Position)| match position.as_slice() {
        [lon, lat, ..] => LonLat::new(*lon, *lat)
            .map(geo::Coord::from)
            .map_err(|error| error.at(format!("position {}", number + 1))),
        _ => Err(Error::input("a position has a longitude and a latitude")
            .at(format!("position {}", number + 1))),
    };
    positions.iter().enumerate().map(coord).collect::<Result<_>>().map(LineString::new)
}

fn type_name(geometry: Option<&GeometryValue>) -> &'static str {
    geometry.map_or("no geometry", GeometryValue::type_name)
}
