//! A position that is known to lie on the globe.

use std::fmt;

use geo::Coord;

use crate::{Error, Result};

/// A position on WGS 84.
///
/// # Guarantees
///
/// Longitude lies in -180..=180 and latitude in -90..=90 degrees; both are finite.
///
/// # Example
///
/// ```
/// use controlmap::geometry::LonLat;
///
/// let raqqa = LonLat::new(39.00788, 35.95283)?;
/// assert_eq!(raqqa.lon(), 39.00788);
/// assert!(LonLat::new(35.0, 239.0).is_err());
/// # Ok::<(), controlmap::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LonLat {
    lon: f64,
    lat: f64,
}

impl LonLat {
    /// A position from degrees east and degrees north.
    ///
    /// # Errors
    ///
    /// When either is out of range or not finite.
    #[inline]
    pub fn new(lon: f64, lat: f64) -> Result<Self> {
        if lon.abs() <= 180.0 && lat.abs() <= 90.0 {
            return Ok(Self { lon, lat });
        }
        Err(Self::explain(lon, lat))
    }

    /// What is wrong with coordinates.
    #[cold]
    fn explain(lon: f64, lat: f64) -> Error {
        if !(-180.0..=180.0).contains(&lon) {
            return Error::input("a longitude must lie between -180 and 180 degrees").found(lon);
        }
        let error = Error::input("a latitude must lie between -90 and 90 degrees").found(lat);
        if (-180.0..=180.0).contains(&lat) && lon.abs() <= 90.0 {
            error.hint("the order is longitude, latitude: are they swapped?")
        } else {
            error
        }
    }

    /// Degrees east.
    pub fn lon(self) -> f64 {
        self.lon
    }

    /// Degrees north.
    pub fn lat(self) -> f64 {
        self.lat
    }
}

impl From<LonLat> for Coord {
    fn from(position: LonLat) -> Self {
        Coord { x: position.lon, y: position.lat }
    }
}

impl fmt::Display for LonLat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.lon, self.lat)
    }
}
