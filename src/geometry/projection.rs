//! Map projections: which there are, and one of them placed over a view.

use std::fmt;
use std::str::FromStr;

use geo::Coord;
use proj4rs::Proj;
use proj4rs::transform::transform;

use super::BoundingBox;
use crate::{Error, Result};

/// A map projection, by the short name that PROJ gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Projection {
    /// Equal-area, chosen by the extent: [`Laea`](Self::Laea), or for more than a hemisphere or
    /// so [`EqualEarth`](Self::EqualEarth).
    #[default]
    Auto,
    /// Lambert azimuthal equal-area, `laea`.
    Laea,
    /// Albers equal-area conic, `aea`.
    Albers,
    /// Lambert conformal conic, `lcc`.
    Lcc,
    /// Equal Earth, `eqearth`.
    EqualEarth,
    /// Transverse Mercator, `tmerc`.
    TransverseMercator,
    /// Robinson, `robin`.
    Robinson,
    /// Mollweide, `moll`.
    Mollweide,
    /// Sinusoidal, `sinu`.
    Sinusoidal,
}

/// Widest and highest view, in degrees, that an azimuthal projection shows well.
const WIDEST_AZIMUTHAL: (f64, f64) = (110.0, 80.0);
/// How far from its central meridian a transverse Mercator is of use, in degrees.
const WIDEST_TRANSVERSE: f64 = 80.0;

impl Projection {
    /// Every projection, the default first.
    pub const ALL: [Self; 9] = [
        Self::Auto,
        Self::Laea,
        Self::Albers,
        Self::Lcc,
        Self::EqualEarth,
        Self::TransverseMercator,
        Self::Robinson,
        Self::Mollweide,
        Self::Sinusoidal,
    ];

    /// The word that stands for it on a command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Laea => "laea",
            Self::Albers => "aea",
            Self::Lcc => "lcc",
            Self::EqualEarth => "eqearth",
            Self::TransverseMercator => "tmerc",
            Self::Robinson => "robin",
            Self::Mollweide => "moll",
            Self::Sinusoidal => "sinu",
        }
    }

    /// Whether a pole is a line, so that only views far wider than high look right.
    fn is_for_the_world(self) -> bool {
        matches!(self, Self::EqualEarth | Self::Robinson | Self::Mollweide | Self::Sinusoidal)
    }
}

impl fmt::Display for Projection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Projection {
    type Err = Error;

    fn from_str(word: &str) -> Result<Self> {
        let wanted = word.trim().to_lowercase();
        if let Some(known) = Self::ALL.into_iter().find(|known| known.word() == wanted) {
            return Ok(known);
        }
        let words: Vec<&str> = Self::ALL.iter().map(|known| known.word()).collect();
        let words = words.join(", ");
        let error = match wanted.as_str() {
            "merc" | "webmerc" | "mercator" | "epsg:3857" => Error::usage(
                "Mercator and Web Mercator are not offered: they enlarge the north, so that ground held there looks larger than it is",
            ),
            _ => Error::usage("no such projection"),
        };
        Err(error.found(format!("`{word}`")).hint(format!("the projections are {words}")))
    }
}

/// A projection placed over a view.
///
/// # Units
///
/// Degrees on one side, metres to the east and north of the view's centre on the other.
#[derive(Clone)]
pub struct Projector {
    projection: Projection,
    center: Coord,
    geographic: Proj,
    projected: Proj,
}

impl Projector {
    /// A projection centred on a box; [`Projection::Auto`] is resolved.
    ///
    /// # Errors
    ///
    /// When the projection can't be centred there.
    pub fn over(projection: Projection, extent: &BoundingBox) -> Result<Self> {
        let (width, height) = (extent.east() - extent.west(), extent.north() - extent.south());
        let projection = match projection {
            Projection::Auto if width > WIDEST_AZIMUTHAL.0 || height > WIDEST_AZIMUTHAL.1 => {
                Projection::EqualEarth
            }
            Projection::Auto => Projection::Laea,
            named => named,
        };
        let mut center = extent.center();
        if projection.is_for_the_world() {
            center.y = 0.0;
        }
        let Coord { x: lon, y: lat } = center;
        let name = projection.word();
        let definition = match projection {
            Projection::Albers | Projection::Lcc => {
                // Standard parallels a sixth of the height from either end distort least (Snyder
                // 1987, page 99); a cone needs them on one side of the equator.
                let (south, north) = (extent.south() + height / 6.0, extent.north() - height / 6.0);
                if (south + north).abs() < 1e-6 {
                    return Err(Error::usage("a conic projection can't be centred on the equator")
                        .found(format!("`{name}`"))
                        .hint("use laea or eqearth"));
                }
                format!("+proj={name} +lon_0={lon} +lat_0={lat} +lat_1={south} +lat_2={north}")
            }
            _ => format!("+proj={name} +lon_0={lon} +lat_0={lat}"),
        };
        let parse = |definition: &str| {
            Proj::from_proj_string(definition).map_err(|error| {
                Error::usage(format!("the projection can't be set up here: {error}"))
                    .found(format!("`{name}`"))
            })
        };
        Ok(Self {
            projection,
            center,
            geographic: parse("+proj=latlong +ellps=WGS84")?,
            projected: parse(&format!("{definition} +ellps=WGS84 +units=m"))?,
        })
    }

    /// The projection, never [`Projection::Auto`].
    pub fn projection(&self) -> Projection {
        self.projection
    }

    /// The position that the projection is centred on.
    pub fn center(&self) -> Coord {
        self.center
    }

    /// The furthest west, south, east and north that the projection reaches. Longitudes are within
    /// half a turn of the centre and may so exceed 180 degrees.
    pub fn domain(&self) -> (Coord, Coord) {
        // A hair less than half a turn, so that either edge of the map stays on its side.
        let (x, y) = match self.projection {
            Projection::TransverseMercator => (WIDEST_TRANSVERSE, 90.0),
            _ => (180.0 - 1e-7, 90.0),
        };
        let (mut south, mut north) = (-y, y);
        if matches!(self.projection, Projection::Albers | Projection::Lcc) {
            // The pole on the far side of a cone lies at infinity.
            if self.center.y >= 0.0 { south = -60.0 } else { north = 60.0 }
        }
        (Coord { x: self.center.x - x, y: south }, Coord { x: self.center.x + x, y: north })
    }

    /// Degrees to metres; nothing where the projection does not reach.
    pub fn forward(&self, at: Coord) -> Option<Coord> {
        let mut point = (at.x.to_radians(), at.y.to_radians());
        transform(&self.geographic, &self.projected, &mut point).ok()?;
        finite(point.0, point.1)
    }

    /// Metres to degrees, the longitude within half a turn of the centre; nothing beyond the
    /// projection's edge.
    pub fn inverse(&self, at: Coord) -> Option<Coord> {
        let mut point = (at.x, at.y);
        transform(&self.projected, &self.geographic, &mut point).ok()?;
        let at = finite(point.0.to_degrees(), point.1.to_degrees())?;
        let turns = ((at.x - self.center.x) / 360.0).round();
        Some(Coord { x: at.x - turns * 360.0, y: at.y })
    }
}

impl fmt::Debug for Projector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Projector")
            .field("projection", &self.projection)
            .field("center", &self.center)
            .finish_non_exhaustive()
    }
}

fn finite(x: f64, y: f64) -> Option<Coord> {
    (x.is_finite() && y.is_finite()).then_some(Coord { x, y })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn syria() -> BoundingBox {
        BoundingBox::new(35.6, 32.3, 42.4, 37.4).expect("a box")
    }

    #[test]
    fn there_and_back_again() {
        for projection in Projection::ALL {
            let projector = Projector::over(projection, &syria()).expect("a projector");
            for at in [Coord { x: 36.0, y: 33.0 }, Coord { x: 42.3, y: 37.1 }] {
                let back = projector.forward(at).and_then(|it| projector.inverse(it));
                let back = back.unwrap_or_else(|| panic!("{projection} does not reach {at:?}"));
                assert!(
                    (back.x - at.x).abs() + (back.y - at.y).abs() < 1e-6,
                    "{projection}: {back:?}"
                );
            }
        }
    }

    #[test]
    fn the_default_keeps_areas() {
        let projector = Projector::over(Projection::Auto, &syria()).expect("a projector");
        let cell = |lon: f64, lat: f64| {
            let step = 0.01;
            let at = |x, y| projector.forward(Coord { x, y }).expect("on the globe");
            let (a, b, c) = (at(lon, lat), at(lon + step, lat), at(lon, lat + step));
            let planar = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
            let corner = |x: f64, y: f64| Coord { x, y };
            let ring = vec![
                corner(lon, lat),
                corner(lon + step, lat),
                corner(lon + step, lat + step),
                corner(lon, lat + step),
            ];
            let polygon = geo::Polygon::new(ring.into(), vec![]);
            planar / 1e6 / crate::geometry::area::of_polygon(&polygon).0
        };
        for (lon, lat) in [(36.0, 32.5), (42.0, 37.0), (39.0, 35.0)] {
            assert!((cell(lon, lat) - 1.0).abs() < 2e-4, "{}", cell(lon, lat));
        }
    }

    #[test]
    fn mercator_is_refused_with_a_reason() {
        let error = "webmerc".parse::<Projection>().expect_err("not offered");
        assert!(error.to_string().contains("larger than it is"), "{error}");
        assert_eq!("LAEA".parse::<Projection>().expect("known"), Projection::Laea);
    }

    #[test]
    fn the_world_is_shown_in_equal_earth() {
        let world = BoundingBox::new(-180.0, -90.0, 180.0, 90.0).expect("a box");
        let projector = Projector::over(Projection::Auto, &world).expect("a projector");
        assert_eq!(projector.projection(), Projection::EqualEarth);
        let (south_west, north_east) = projector.domain();
        let width = projector.forward(north_east).expect("a corner").x
            - projector.forward(south_west).expect("a corner").x;
        assert!(width > 1e7, "the two edges of the map lie apart: {width}");
    }
}
