//! The coordinate reference systems that features are asked for and given in.

use std::f64::consts::FRAC_PI_4;

use crate::geometry::Coord;
use crate::{Error, Result};

/// A coordinate reference system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(in crate::serve) enum Crs {
    /// Longitude, then latitude, in degrees on WGS 84.
    #[default]
    Crs84,
    /// Latitude, then longitude, in degrees on WGS 84.
    Epsg4326,
    /// Web Mercator, in metres.
    Epsg3857,
}

/// The radius that Web Mercator gives the globe, in metres.
const RADIUS: f64 = 6_378_137.0;
/// How far north and south Web Mercator is of use, in degrees.
const NORTHERNMOST: f64 = 85.06;

impl Crs {
    /// Every system, the default first.
    pub const ALL: [Self; 3] = [Self::Crs84, Self::Epsg4326, Self::Epsg3857];

    /// What names it everywhere.
    pub fn uri(self) -> &'static str {
        match self {
            Self::Crs84 => "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            Self::Epsg4326 => "http://www.opengis.net/def/crs/EPSG/0/4326",
            Self::Epsg3857 => "http://www.opengis.net/def/crs/EPSG/0/3857",
        }
    }

    /// Reads its URI, or the short form of it: `EPSG:3857`, in brackets or not.
    ///
    /// # Errors
    ///
    /// When it is another system.
    pub fn read(text: &str) -> Result<Self> {
        let short = text.trim_start_matches('[').trim_end_matches(']');
        let is_called = |crs: &Self| {
            let name = match crs {
                Self::Crs84 => "OGC:CRS84",
                Self::Epsg4326 => "EPSG:4326",
                Self::Epsg3857 => "EPSG:3857",
            };
            crs.uri() == text || name.eq_ignore_ascii_case(short)
        };
        Self::ALL.into_iter().find(is_called).ok_or_else(|| {
            Error::usage("the coordinate reference system is none that features are given in")
                .hint(format!("those are {}", Self::ALL.map(Self::uri).join(", ")))
        })
    }

    /// A position as the system writes it.
    pub fn written(self, at: Coord) -> Coord {
        match self {
            Self::Crs84 => at,
            Self::Epsg4326 => Coord { x: at.y, y: at.x },
            Self::Epsg3857 => {
                let latitude = at.y.clamp(-NORTHERNMOST, NORTHERNMOST).to_radians();
                let north = (FRAC_PI_4 + latitude / 2.0).tan().ln();
                let millimetres = |metres: f64| (metres * 1e3).round() / 1e3;
                Coord { x: millimetres(at.x.to_radians() * RADIUS), y: millimetres(north * RADIUS) }
            }
        }
    }

    /// A position that the system writes, in degrees.
    pub fn degrees(self, at: Coord) -> Coord {
        match self {
            Self::Crs84 => at,
            Self::Epsg4326 => Coord { x: at.y, y: at.x },
            Self::Epsg3857 => Coord {
                x: (at.x / RADIUS).to_degrees(),
                y: (at.y / RADIUS).sinh().atan().to_degrees(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raqqa_is_where_proj_puts_it_and_comes_back() {
        let at = Coord { x: 39.0, y: 36.0 };
        // By PROJ 9.2: `cs2cs EPSG:4326 EPSG:3857`.
        let metres = Crs::Epsg3857.written(at);
        assert!((metres.x - 4_341_460.140_99).abs() < 1e-3, "{metres:?}");
        assert!((metres.y - 4_300_621.372_04).abs() < 1e-3, "{metres:?}");
        for crs in Crs::ALL {
            let back = crs.degrees(crs.written(at));
            assert!((back.x - at.x).abs() < 1e-7 && (back.y - at.y).abs() < 1e-7, "{crs:?}");
        }
    }

    #[test]
    fn poles_stay_finite_in_metres() {
        for y in [-90.0, 90.0] {
            let pole = Crs::Epsg3857.written(Coord { x: 0.0, y });
            assert!(pole.y.is_finite() && pole.y.abs() > 2e7);
        }
    }

    #[test]
    fn systems_are_read_by_uri_and_by_short_name() {
        for crs in Crs::ALL {
            assert_eq!(Crs::read(crs.uri()), Ok(crs));
        }
        assert_eq!(Crs::read("[EPSG:3857]"), Ok(Crs::Epsg3857));
        assert_eq!(Crs::read("epsg:4326"), Ok(Crs::Epsg4326));
        assert!(Crs::read("EPSG:2180").is_err());
    }
}
