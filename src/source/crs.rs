//! Coordinate reference systems other than degrees on WGS 84, and the way back from them.

use std::sync::Arc;

use geo::Coord;
use proj4rs::Proj;
use proj4rs::transform::transform;

use crate::{Error, Result};

/// EPSG codes of degrees on WGS 84, or on a datum that differs from it by about a metre at most: WGS 84
/// in two and three dimensions, ETRS89, NAD83, GDA2020 and CGCS2000.
const DEGREES: [u32; 7] = [4326, 4979, 4258, 4269, 7844, 4490, 4937];
/// Codes of Web Mercator, official and not.
const WEB_MERCATOR: [u32; 5] = [3857, 3785, 900_913, 102_100, 102_113];

/// A coordinate reference system whose positions can be turned into degrees.
#[derive(Debug, Clone)]
pub(super) enum Crs {
    /// Degrees already.
    Degrees,
    /// In metres on a plane.
    Projected(Arc<Projection>),
}

/// The way from positions on a plane to degrees.
#[derive(Debug)]
pub(super) struct Projection {
    plane: Proj,
    degrees: Proj,
}

impl Crs {
    /// The system with an EPSG code: degrees on WGS 84 and what hardly differs from it, Web Mercator
    /// (EPSG:3857), and the zones of UTM on WGS 84 (EPSG:32601 to 32660, 32701 to 32760).
    ///
    /// # Errors
    ///
    /// When it is another.
    pub fn of_epsg(code: u32) -> Result<Self> {
        if DEGREES.contains(&code) {
            return Ok(Self::Degrees);
        }
        let (zone, hemisphere) = (code % 100, code / 100);
        let definition = match hemisphere {
            _ if WEB_MERCATOR.contains(&code) => {
                "+proj=merc +a=6378137 +b=6378137 +units=m +no_defs".to_owned()
            }
            326 | 327 if (1..=60).contains(&zone) => {
                let south = if hemisphere == 327 { " +south" } else { "" };
                format!("+proj=utm +zone={zone}{south} +datum=WGS84 +units=m +no_defs")
            }
            _ => return Err(Self::unknown(format!("EPSG:{code}"))),
        };
        let system = |definition: &str| {
            Proj::from_proj_string(definition)
                .map_err(|cause| Self::unknown(format!("EPSG:{code} ({cause})")))
        };
        let (plane, degrees) =
            (system(&definition)?, system("+proj=longlat +datum=WGS84 +no_defs")?);
        Ok(Self::Projected(Arc::new(Projection { plane, degrees })))
    }

    /// The system that a text names: `EPSG:4326`, `urn:ogc:def:crs:OGC:1.3:CRS84`, or well-known text
    /// as a `.prj` file holds it.
    ///
    /// # Errors
    ///
    /// When the text names none that is known.
    pub fn of_text(text: &str) -> Result<Self> {
        let text = text.trim();
        let upper = text.to_uppercase();
        if upper.ends_with("CRS84") || upper.ends_with("CRS84H") {
            return Ok(Self::Degrees);
        }
        if let Some(code) = last_epsg_code(&upper) {
            return Self::of_epsg(code);
        }
        let name = text.split('"').nth(1).unwrap_or(text);
        let plain: String = name.to_uppercase().replace(['_', ' ', '/'], "");
        if upper.starts_with("GEOG") {
            let is_known = [
                "WGS84",
                "WGS1984",
                "ETRS89",
                "ETRS1989",
                "NAD83",
                "NORTHAMERICAN1983",
                "CGCS2000",
            ];
            let plain = plain.trim_start_matches("GCS");
            if is_known.iter().any(|datum| plain.starts_with(datum)) {
                return Ok(Self::Degrees);
            }
        } else if plain.contains("WEBMERCATOR") || plain.contains("PSEUDOMERCATOR") {
            return Self::of_epsg(WEB_MERCATOR[0]);
        } else if let Some(zone) =
            plain.strip_prefix("WGS1984UTMZONE").or_else(|| plain.strip_prefix("WGS84UTMZONE"))
        {
            let code = match zone.split_at_checked(zone.len().saturating_sub(1)) {
                Some((number, "N")) => number.parse().ok().map(|zone: u32| 32_600 + zone),
                Some((number, "S")) => number.parse().ok().map(|zone: u32| 32_700 + zone),
                _ => None,
            };
            if let Some(code) = code {
                return Self::of_epsg(code);
            }
        }
        Err(Self::unknown(format!("`{name}`")))
    }

    fn unknown(found: String) -> Error {
        Error::input("the coordinate reference system is none that is known here")
            .found(found)
            .hint("turn the file into degrees on WGS 84 first: ogr2ogr -t_srs EPSG:4326 OUT IN")
    }

    /// Whether positions must be computed.
    pub fn is_projected(&self) -> bool {
        matches!(self, Self::Projected(_))
    }

    /// A position in degrees; nothing where it has none.
    pub fn degrees(&self, position: Coord) -> Option<Coord> {
        let Self::Projected(projection) = self else { return Some(position) };
        let mut point = (position.x, position.y, 0.0);
        transform(&projection.plane, &projection.degrees, &mut point).ok()?;
        let at = Coord { x: point.0.to_degrees(), y: point.1.to_degrees() };
        (at.x.is_finite() && at.y.is_finite()).then_some(at)
    }
}

/// The number in the last `AUTHORITY["EPSG","4326"]`, `ID["EPSG",4326]` or `EPSG:4326` or `EPSG::4326`.
fn last_epsg_code(text: &str) -> Option<u32> {
    let after = &text[text.rfind("EPSG")? + "EPSG".len()..];
    let digits = after.trim_start_matches(|it: char| !it.is_ascii_alphanumeric());
    let end = digits.find(|it: char| !it.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn systems_are_known_by_code_name_and_well_known_text() {
        let is_projected = |text: &str| Crs::of_text(text).map(|crs| crs.is_projected()).ok();
        assert_eq!(is_projected("urn:ogc:def:crs:OGC:1.3:CRS84"), Some(false));
        assert_eq!(is_projected("urn:ogc:def:crs:EPSG::4326"), Some(false));
        assert_eq!(is_projected("EPSG:3857"), Some(true));
        let prj =
            r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.25]]]"#;
        assert_eq!(is_projected(prj), Some(false));
        let utm = r#"PROJCS["WGS_1984_UTM_Zone_37N",GEOGCS["GCS_WGS_1984"]]"#;
        assert_eq!(is_projected(utm), Some(true));
        assert_eq!(is_projected("EPSG:2180"), None);
        assert_eq!(is_projected("Mars"), None);
    }

    #[test]
    fn metres_become_degrees() {
        // Raqqa, by PROJ 9.2: `cs2cs EPSG:4326 EPSG:3857` and `EPSG:32637`.
        let near = |code, x, y| {
            let at = Crs::of_epsg(code).unwrap().degrees(Coord { x, y }).unwrap();
            (at.x - 39.0).abs() < 1e-7 && (at.y - 36.0).abs() < 1e-7
        };
        assert!(near(3857, 4_341_460.140_99, 4_300_621.372_04));
        assert!(near(32637, 500_000.0, 3_983_948.453_34));
    }
}
