//! Projections that put meridians and parallels on straight lines, as tiles and web maps want them.

use std::f64::consts::{FRAC_PI_4, PI};

use geo::Coord;

/// Radius in metres of the sphere that Web Mercator is on.
const RADIUS: f64 = 6_378_137.0;
/// The northernmost latitude of Web Mercator's square.
const MERCATOR_EDGE: f64 = 85.051_128_779_806_59;

/// A projection that puts meridians and parallels on straight lines. It is not offered for maps of the
/// whole page: see [`Projection`](super::Projection).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cylindrical {
    /// Longitude and latitude as they are, in degrees: CRS:84, and EPSG:4326 with its axes exchanged.
    PlateCarree,
    /// Web Mercator, in metres: EPSG:3857.
    WebMercator,
}

impl Cylindrical {
    /// From degrees to the plane, whose units are degrees or metres. Latitudes beyond the
    /// [edge](Self::edge) are taken for it.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::geometry::{Coord, Cylindrical};
    ///
    /// let at = Cylindrical::WebMercator.forward(Coord { x: 180.0, y: 90.0 });
    /// assert!((at.x - 20_037_508.342_789).abs() < 1e-6 && (at.y - at.x).abs() < 1e-6);
    /// ```
    pub fn forward(self, at: Coord) -> Coord {
        let lat = at.y.clamp(-self.edge(), self.edge());
        match self {
            Self::PlateCarree => Coord { x: at.x, y: lat },
            Self::WebMercator => Coord {
                x: RADIUS * at.x.to_radians(),
                y: RADIUS * (FRAC_PI_4 + lat.to_radians() / 2.0).tan().ln(),
            },
        }
    }

    /// From the plane to degrees. Longitudes go on beyond 180 degrees, and the plate carrée's latitudes
    /// beyond 90.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::geometry::{Coord, Cylindrical};
    ///
    /// let raqqa = Coord { x: 39.01, y: 35.95 };
    /// let plane = Cylindrical::WebMercator;
    /// let back = plane.inverse(plane.forward(raqqa));
    /// assert!((back.x - raqqa.x).abs() < 1e-9 && (back.y - raqqa.y).abs() < 1e-9);
    /// ```
    pub fn inverse(self, at: Coord) -> Coord {
        match self {
            Self::PlateCarree => at,
            Self::WebMercator => Coord {
                x: (at.x / RADIUS).to_degrees(),
                y: (2.0 * (at.y / RADIUS).exp().atan() - PI / 2.0).to_degrees(),
            },
        }
    }

    /// The northernmost latitude that it shows; the southernmost is as far from the equator.
    pub fn edge(self) -> f64 {
        match self {
            Self::PlateCarree => 90.0,
            Self::WebMercator => MERCATOR_EDGE,
        }
    }
}
