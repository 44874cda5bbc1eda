//! Distances and directions on the ellipsoid, and positions in space.
//!
//! A distance that is reported comes from the inverse geodesic problem (Karney, *Algorithms for
//! geodesics*, Journal of Geodesy 87, 2013, <https://doi.org/10.1007/s00190-012-0578-z>). To search
//! for what is nearest, positions are put into space instead: there neither the poles nor the 180th
//! meridian are special, and a straight distance costs a few multiplications.

use geo::{Bearing, Distance, Geodesic, Point};

use super::area::{FLATTENING, SEMI_MAJOR_AXIS_KM};
use super::{Kilometres, LonLat};

/// The distance from one position to another along the geodesic on WGS 84, and the direction in which
/// it sets out, in degrees clockwise from north, 0 up to but without 360.
///
/// From a position to itself the direction is 0.
///
/// # Example
///
/// ```
/// use controlmap::geometry::{LonLat, geodesic};
///
/// // A degree along the equator is a 360th of its length.
/// let (distance, bearing) = geodesic::inverse(LonLat::new(0.0, 0.0)?, LonLat::new(1.0, 0.0)?);
/// assert!((distance.0 - 111.319_490_793).abs() < 1e-9);
/// assert_eq!(bearing, 90.0);
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn inverse(from: LonLat, to: LonLat) -> (Kilometres, f64) {
    let [from, to] = [from, to].map(|at| Point::new(at.lon(), at.lat()));
    let distance = Geodesic.distance(from, to) / 1000.0;
    if distance == 0.0 {
        return (Kilometres(0.0), 0.0);
    }
    let bearing = Geodesic.bearing(from, to).rem_euclid(360.0);
    // A direction a hair to the west of north rounds to 360.
    (Kilometres(distance), if bearing < 360.0 { bearing } else { 0.0 })
}

/// A position on the surface of WGS 84, in space.
///
/// # Units
///
/// Kilometres from the centre of the Earth: x towards 0° E on the equator, y towards 90° E, z towards
/// the north pole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Geocentric {
    /// Where it is.
    pub position: [f64; 3],
    /// The Gaussian mean radius of curvature there, in kilometres: of the sphere that fits the
    /// ellipsoid best round the position.
    pub radius: f64,
}

impl Geocentric {
    /// A position of the surface (NIMA TR8350.2, equation 4-14 with no height).
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::geometry::{LonLat, geodesic::Geocentric};
    ///
    /// let pole = Geocentric::of(LonLat::new(77.0, 90.0)?);
    /// assert!((pole.position[2] - 6356.752_314).abs() < 1e-6);
    /// # Ok::<(), controlmap::Error>(())
    /// ```
    pub fn of(place: LonLat) -> Self {
        let squared_eccentricity = FLATTENING * (2.0 - FLATTENING);
        let (sin_lat, cos_lat) = place.lat().to_radians().sin_cos();
        let (sin_lon, cos_lon) = place.lon().to_radians().sin_cos();
        let flattened = 1.0 - squared_eccentricity * sin_lat * sin_lat;
        let normal = SEMI_MAJOR_AXIS_KM / flattened.sqrt();
        Self {
            position: [
                normal * cos_lat * cos_lon,
                normal * cos_lat * sin_lon,
                normal * (1.0 - squared_eccentricity) * sin_lat,
            ],
            radius: SEMI_MAJOR_AXIS_KM * (1.0 - FLATTENING) / flattened,
        }
    }

    /// The distance along the surface to what lies so far away through the Earth, as if the Earth
    /// were the sphere that fits it best here.
    ///
    /// It is off the geodesic by less than a metre at 500 km and less than 10 m at 1,000 km.
    pub fn arc(&self, chord: Kilometres) -> Kilometres {
        let diameter = 2.0 * self.radius;
        Kilometres(diameter * (chord.0 / diameter).min(1.0).asin())
    }

    /// The distance through the Earth to what lies so far away along the surface: the reverse of
    /// [`Geocentric::arc`]. Half way round the Earth and farther it is the diameter.
    pub fn chord(&self, arc: Kilometres) -> Kilometres {
        let diameter = 2.0 * self.radius;
        Kilometres(diameter * (arc.0 / diameter).clamp(0.0, std::f64::consts::FRAC_PI_2).sin())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn chord(from: &Geocentric, to: &Geocentric) -> Kilometres {
        let squares = (0..3).map(|axis| (from.position[axis] - to.position[axis]).powi(2));
        Kilometres(squares.sum::<f64>().sqrt())
    }

    #[test]
    fn the_published_line_from_new_york_to_singapore() {
        // GeodSolve's documentation: JFK to SIN.
        let jfk =
            LonLat::new(-73.0 - 46.0 / 60.0 - 44.0 / 3600.0, 40.0 + 38.0 / 60.0 + 23.0 / 3600.0);
        let sin =
            LonLat::new(103.0 + 59.0 / 60.0 + 22.0 / 3600.0, 1.0 + 21.0 / 60.0 + 33.0 / 3600.0);
        let (distance, bearing) = inverse(jfk.unwrap(), sin.unwrap());
        assert!((distance.0 - 15_347.628).abs() < 0.001, "{distance:?}");
        assert!((bearing - 3.305_7).abs() < 0.01, "{bearing}");
    }

    #[test]
    fn there_is_a_direction_even_to_the_same_place_and_over_the_pole() {
        let at = |lon, lat| LonLat::new(lon, lat).unwrap();
        assert_eq!(inverse(at(5.0, 5.0), at(5.0, 5.0)), (Kilometres(0.0), 0.0));
        assert_eq!(inverse(at(180.0, 5.0), at(-180.0, 5.0)), (Kilometres(0.0), 0.0));
        assert_eq!(inverse(at(10.0, 89.0), at(-170.0, 89.0)).1, 0.0);
        assert_eq!(inverse(at(10.0, 1.0), at(10.0, -1.0)).1, 180.0);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn an_arc_is_less_than_a_metre_off_at_500_km(
            lon in -180.0..180.0, lat in -90.0..90.0, east in -1.0..1.0, north in -1.0..1.0,
        ) {
            let from: LonLat = LonLat::new(lon, lat).unwrap();
            let towards = |degrees: f64| degrees * 4.4 / f64::hypot(east, north).max(1.0);
            let lat = (lat + towards(north)).clamp(-90.0, 90.0);
            let shrink = lat.to_radians().cos().max(from.lat().to_radians().cos());
            let lon = (lon + towards(east) / shrink.max(0.01)).clamp(-180.0, 180.0);
            let to = LonLat::new(lon, lat).unwrap();
            let (start, end) = (Geocentric::of(from), Geocentric::of(to));
            let (exact, _) = inverse(from, to);
            prop_assume!(exact.0 <= 500.0);
            let arc = start.arc(chord(&start, &end));
            prop_assert!((arc.0 - exact.0).abs() < 0.001, "{} and {}", arc, exact);
            prop_assert!((start.chord(arc).0 - chord(&start, &end).0).abs() < 1e-9);
        }
    }
}
