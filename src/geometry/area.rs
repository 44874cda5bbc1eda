//! Areas on the WGS 84 ellipsoid under edges that are straight in longitude and latitude.
//!
//! The area between an edge and the equator is the integral of the authalic function q along it
//! (Snyder, *Map Projections: A Working Manual*, USGS Professional Paper 1395, 1987, equation 3-12):
//! no projection, no geodesics, and the parts of a divided polygon always sum to the whole. It
//! differs from the geodesic area of Karney (2013) only by what lies between a straight edge and the
//! geodesic through the same two points: some 1e-9 of the area where edges are short.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

use geo::{Coord, LineString, MultiPolygon, Polygon};
use geographiclib_rs::{Geodesic, InverseGeodesic};
use serde::Serialize;

/// Semi-major axis of WGS 84 in km (NIMA TR8350.2, table 3.1).
pub(super) const SEMI_MAJOR_AXIS_KM: f64 = 6378.137;
/// Flattening of WGS 84 (NIMA TR8350.2, table 3.1).
pub(super) const FLATTENING: f64 = 1.0 / 298.257_223_563;
/// Squared first eccentricity of WGS 84.
const SQUARED_ECCENTRICITY: f64 = FLATTENING * (2.0 - FLATTENING);
/// Square kilometres of a unit of q over a degree of longitude.
const KM2_PER_DEGREE: f64 =
    SEMI_MAJOR_AXIS_KM * SEMI_MAJOR_AXIS_KM / 2.0 * (std::f64::consts::PI / 180.0);
/// Degrees of latitude that one run of the quadrature spans at most; its error is then below 1e-15.
const QUADRATURE_SPAN: f64 = 4.0;
/// Runs from pole to pole, which no edge on the globe needs more of.
const MOST_RUNS: f64 = 180.0 / QUADRATURE_SPAN;
/// Degrees of latitude up to which the middle of an edge and the curvature there tell its mean: the
/// next term is then below 1e-15, too.
const SHORT_SPAN: f64 = 0.05;
/// Nodes and weights of five-point Gauss-Legendre quadrature on -1..1 (Abramowitz and Stegun, table 25.4).
const GAUSS_LEGENDRE: [(f64, f64); 5] = [
    (0.0, 0.568_888_888_888_888_9),
    (-0.538_469_310_105_683_1, 0.478_628_670_499_366_47),
    (0.538_469_310_105_683_1, 0.478_628_670_499_366_47),
    (-0.906_179_845_938_664, 0.236_926_885_056_189_08),
    (0.906_179_845_938_664, 0.236_926_885_056_189_08),
];

/// What runs between two neighbouring positions of a ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EdgeRule {
    /// A line that is straight in longitude and latitude, as RFC 7946 (3.1.1) says: parts of divided
    /// ground sum to the whole.
    #[default]
    Straight,
    /// The geodesic, as in pyproj and PostGIS's `geography`. A neighbour with another vertex
    /// in between has another edge there, so parts of divided ground need not sum to the whole.
    Geodesic,
}

/// An area in square kilometres; it may be negative where it is a difference.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, Serialize)]
#[serde(transparent)]
pub struct SquareKilometres(pub f64);

/// The area of polygons, each exterior less its interiors; ring direction does not matter.
///
/// Polygons that overlap are counted twice, and the two lobes of a ring that crosses itself are
/// taken from each other: [`compare::areas`](crate::compare::areas()) measures such ground properly.
///
/// # Units
///
/// Degrees in, square kilometres out. Where a latitude lies beyond a pole or is no number, what comes out
/// means nothing and may be no number either.
///
/// # Example
///
/// ```
/// use controlmap::geometry::{MultiPolygon, area};
/// use geo::polygon;
///
/// // One degree by one degree at the equator: the closed form for a cell of the graticule.
/// let cell = MultiPolygon::new(vec![
///     polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 1.0, y: 1.0), (x: 0.0, y: 1.0)],
/// ]);
/// assert!((area::of(&cell).0 - 12_308.463_894).abs() < 1e-6);
/// ```
pub fn of(polygons: &MultiPolygon) -> SquareKilometres {
    polygons.iter().map(of_polygon).sum()
}

/// The area of one polygon, its exterior less its interiors; see [`of`].
pub fn of_polygon(polygon: &Polygon) -> SquareKilometres {
    let interiors: f64 = polygon.interiors().iter().map(|ring| signed(ring).abs()).sum();
    SquareKilometres(signed(polygon.exterior()).abs() - interiors)
}

/// The area between an edge and the equator: positive where the edge runs east in the north or west in
/// the south. The edges of a ring that runs counter-clockwise sum to its area, negative.
///
/// # Units
///
/// Degrees in, square kilometres out.
///
/// # Example
///
/// ```
/// use controlmap::geometry::{Coord, area::{self, EdgeRule}};
///
/// let (west, east) = (Coord { x: 38.0, y: 36.0 }, Coord { x: 39.0, y: 36.0 });
/// let straight = area::beneath(west, east, EdgeRule::Straight);
/// // The geodesic between two places of a parallel bends towards the pole.
/// assert!(straight < area::beneath(west, east, EdgeRule::Geodesic));
/// assert_eq!(straight.0, -area::beneath(east, west, EdgeRule::Straight).0);
/// ```
pub fn beneath(from: Coord, to: Coord, rule: EdgeRule) -> SquareKilometres {
    // At a pole and more than half way round the Earth a geodesic is not what was drawn.
    let is_drawn = from.y.abs() < 90.0 && to.y.abs() < 90.0 && (to.x - from.x).abs() < 180.0;
    SquareKilometres(match rule {
        EdgeRule::Geodesic if is_drawn => {
            let (_, _, _, _, _, _, square_metres, _): Inverse =
                Geodesic::wgs84().inverse(from.y, from.x, to.y, to.x);
            square_metres / 1e6
        }
        _ => (to.x - from.x) * mean_q(from.y, to.y) * KM2_PER_DEGREE,
    })
}

/// What the inverse geodesic problem gives; the area beneath is the seventh.
type Inverse = (f64, f64, f64, f64, f64, f64, f64, f64);

/// The area that a ring encloses in square kilometres, positive where it runs counter-clockwise.
fn signed(ring: &LineString) -> f64 {
    -ring.lines().map(|edge| beneath(edge.start, edge.end, EdgeRule::Straight).0).sum::<f64>()
}

/// The mean of q over the latitudes from one to the other, in degrees.
#[inline]
fn mean_q(from: f64, to: f64) -> f64 {
    if (to - from).abs() <= SHORT_SPAN {
        let sine = sine_of_latitude(((from + to) / 2.0).to_radians());
        let half = (to - from).to_radians() / 2.0;
        return q(sine) + half * half / 6.0 * curvature_of_q(sine);
    }
    long_mean_q(from, to)
}

/// The same for an edge of any length.
fn long_mean_q(from: f64, to: f64) -> f64 {
    let runs = ((to - from).abs() / QUADRATURE_SPAN).ceil().min(MOST_RUNS);
    let half = (to - from) / runs / 2.0;
    let mut sum = 0.0;
    for run in 0..runs as u32 {
        let middle = from + half * f64::from(2 * run + 1);
        let at = |node: f64| q(sine_of_latitude((middle + half * node).to_radians()));
        sum += GAUSS_LEGENDRE.iter().map(|(node, weight)| weight * at(*node)).sum::<f64>();
    }
    sum / (2.0 * runs)
}

/// Snyder's q (equation 3-12) of the sine of a latitude: twice the area, in units of the squared
/// semi-major axis and per radian of longitude, between the equator and the latitude.
///
/// Its two terms are one series in e² sin², which ends at 1e-17 after eight.
#[inline]
fn q(sine: f64) -> f64 {
    const SERIES: [f64; 8] = {
        let (mut series, mut power, mut term) = ([0.0; 8], 1.0 - SQUARED_ECCENTRICITY, 0);
        while term < 8 {
            let odd = 2.0 * term as f64 + 1.0;
            series[term] = power * (odd + 1.0) / odd;
            power *= SQUARED_ECCENTRICITY;
            term += 1;
        }
        series
    };
    let square = sine * sine;
    sine * SERIES.iter().rev().fold(0.0, |sum, term| sum * square + term)
}

/// The second derivative of q by the latitude in radians: that of 2 (1 - e²) cos / (1 - e² sin²)².
#[inline]
fn curvature_of_q(sine: f64) -> f64 {
    let square = sine * sine;
    let flattened = 1.0 - SQUARED_ECCENTRICITY * square;
    2.0 * (1.0 - SQUARED_ECCENTRICITY)
        * sine
        * (4.0 * SQUARED_ECCENTRICITY * (1.0 - square) - flattened)
        / (flattened * flattened * flattened)
}

/// The sine of a latitude in radians: Taylor's series, whose first omitted term is 2e-18 at the poles.
/// Between the poles it needs none of what makes the library's sine twice as slow.
#[inline]
fn sine_of_latitude(latitude: f64) -> f64 {
    const SERIES: [f64; 11] = {
        let (mut series, mut factor, mut term) = ([0.0; 11], 1.0, 0);
        while term < 11 {
            series[term] = factor;
            let next = 2.0 * term as f64 + 2.0;
            factor /= -next * (next + 1.0);
            term += 1;
        }
        series
    };
    let square = latitude * latitude;
    latitude * SERIES.iter().rev().fold(0.0, |sum, term| sum * square + term)
}

impl Add for SquareKilometres {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for SquareKilometres {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for SquareKilometres {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for SquareKilometres {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for SquareKilometres {
    fn sum<I: Iterator<Item = Self>>(areas: I) -> Self {
        // The library's sum of nothing is -0, which is printed so.
        Self(areas.fold(0.0, |sum, area| sum + area.0))
    }
}

impl fmt::Display for SquareKilometres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1} km²", self.0)
    }
}

#[cfg(test)]
mod tests {
    use geo::polygon;

    use super::*;

    #[test]
    fn the_whole_ellipsoid_has_its_published_area() {
        let globe = polygon![(x: -180.0, y: -90.0), (x: 180.0, y: -90.0), (x: 180.0, y: 90.0), (x: -180.0, y: 90.0)];
        // 510 065 621.724 km²: NIMA TR8350.2, table 3.2 gives the authalic radius 6371.0072 km.
        assert!((of_polygon(&globe).0 - 510_065_621.724).abs() < 0.01);
    }

    #[test]
    fn ring_direction_does_not_matter_and_holes_are_taken_off() {
        let hole = vec![(0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75), (0.25, 0.25)];
        let ring = vec![(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)];
        let reversed =
            |ring: &[(f64, f64)]| LineString::from(ring.iter().rev().copied().collect::<Vec<_>>());
        let one = Polygon::new(ring.clone().into(), vec![hole.clone().into()]);
        let other = Polygon::new(reversed(&ring), vec![reversed(&hole)]);
        assert!((of_polygon(&one) - of_polygon(&other)).0.abs() < 1e-9);
        let without = of_polygon(&Polygon::new(ring.into(), vec![]));
        assert!(
            (without - of_polygon(&one) - of_polygon(&Polygon::new(hole.into(), vec![]))).0.abs()
                < 1e-9
        );
    }

    #[test]
    fn the_sum_of_nothing_is_nought_without_a_sign() {
        assert_eq!(
            std::iter::empty::<SquareKilometres>().sum::<SquareKilometres>().to_string(),
            "0.0 km²"
        );
    }

    #[test]
    fn q_is_what_snyder_prints() {
        for degrees in [-90.0_f64, -45.0, 0.0, 0.01, 36.5, 71.0, 90.0] {
            let sine = degrees.to_radians().sin();
            assert!((sine_of_latitude(degrees.to_radians()) - sine).abs() < 5e-16);
            let eccentricity = SQUARED_ECCENTRICITY.sqrt();
            let printed = (1.0 - SQUARED_ECCENTRICITY)
                * (sine / (1.0 - SQUARED_ECCENTRICITY * sine * sine)
                    + (eccentricity * sine).atanh() / eccentricity);
            assert!((q(sine) - printed).abs() < 2e-15, "{degrees}");
        }
    }

    #[test]
    fn short_and_long_edges_agree() {
        for latitude in [-90.0, -45.0, 0.01, 36.5, 71.0, 89.95] {
            let (short, long) = (
                mean_q(latitude, latitude + SHORT_SPAN),
                long_mean_q(latitude, latitude + SHORT_SPAN),
            );
            assert!((short - long).abs() < 2e-15, "{latitude}: {short} and {long}");
        }
    }

    #[test]
    fn latitudes_off_the_globe_cost_no_more_than_others() {
        let started = std::time::Instant::now();
        for latitude in [1e9, 1e15, 1e308, f64::MAX, f64::INFINITY, f64::NAN] {
            for from in [-latitude, 0.0] {
                let edge = [Coord { x: 0.0, y: from }, Coord { x: 1.0, y: latitude }];
                let _ = beneath(edge[0], edge[1], EdgeRule::Straight);
                let _ = beneath(edge[0], edge[1], EdgeRule::Geodesic);
            }
        }
        assert!(started.elapsed().as_secs() < 1);
    }

    #[test]
    fn parts_of_a_divided_polygon_sum_to_the_whole() {
        let whole = polygon![(x: 36.0, y: 34.0), (x: 42.0, y: 33.0), (x: 41.0, y: 37.0)];
        let left = polygon![(x: 36.0, y: 34.0), (x: 42.0, y: 33.0), (x: 41.5, y: 35.0)];
        let right = polygon![(x: 36.0, y: 34.0), (x: 41.5, y: 35.0), (x: 41.0, y: 37.0)];
        let difference = of_polygon(&whole) - of_polygon(&left) - of_polygon(&right);
        assert!(difference.0.abs() < 1e-6, "{difference}");
    }
}
