//! Areas on the WGS 84 ellipsoid under edges that are straight in longitude and latitude.
//!
//! The area between an edge and the equator is the integral of the authalic function q along it
//! (Snyder, *Map Projections: A Working Manual*, USGS Professional Paper 1395, 1987, equation 3-12):
//! no projection, no geodesics, and the parts of a divided polygon always sum to the whole. It
//! differs from the geodesic area of Karney (2013) only by what lies between a straight edge and the
//! geodesic through the same two points: some 1e-9 of the area where edges are short.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};

use geo::{LineString, MultiPolygon, Polygon};
use serde::Serialize;

/// Semi-major axis of WGS 84 in km (NIMA TR8350.2, table 3.1).
pub(super) const SEMI_MAJOR_AXIS_KM: f64 = 6378.137;
/// Flattening of WGS 84 (NIMA TR8350.2, table 3.1).
pub(super) const FLATTENING: f64 = 1.0 / 298.257_223_563;
/// Degrees of latitude that one run of the quadrature spans at most; its error is then below 1e-15.
const QUADRATURE_SPAN: f64 = 4.0;
/// Degrees of latitude up to which two-point quadrature is as good: its error is below 1e-15, too.
const SHORT_SPAN: f64 = 0.05;
/// The node of two-point Gauss-Legendre quadrature on -1..1, whose weights are 1: 1 / sqrt(3).
const TWO_POINT_NODE: f64 = 0.577_350_269_189_625_8;
/// Nodes and weights of five-point Gauss-Legendre quadrature on -1..1 (Abramowitz and Stegun, table 25.4).
const GAUSS_LEGENDRE: [(f64, f64); 5] = [
    (0.0, 0.568_888_888_888_888_9),
    (-0.538_469_310_105_683_1, 0.478_628_670_499_366_47),
    (0.538_469_310_105_683_1, 0.478_628_670_499_366_47),
    (-0.906_179_845_938_664, 0.236_926_885_056_189_08),
    (0.906_179_845_938_664, 0.236_926_885_056_189_08),
];

/// An area in square kilometres; it may be negative where it is a difference.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, Serialize)]
#[serde(transparent)]
pub struct SquareKilometres(pub f64);

/// The area of polygons, each exterior less its interiors; ring direction does not matter.
///
/// Polygons that overlap are counted twice, and the two lobes of a ring that crosses itself are
/// taken from each other: such input is measured properly only once it is repaired.
///
/// # Units
///
/// Degrees in, square kilometres out.
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

/// The area that a ring encloses in square kilometres, positive where it runs counter-clockwise.
fn signed(ring: &LineString) -> f64 {
    let below: f64 = ring
        .lines()
        .map(|edge| (edge.end.x - edge.start.x) * mean_q(edge.start.y, edge.end.y))
        .sum();
    -below.to_radians() * SEMI_MAJOR_AXIS_KM * SEMI_MAJOR_AXIS_KM / 2.0
}

/// The mean of q over the latitudes from one to the other, in degrees.
fn mean_q(from: f64, to: f64) -> f64 {
    if from == to {
        return q(from);
    }
    if (to - from).abs() <= SHORT_SPAN {
        let (middle, reach) = ((from + to) / 2.0, (to - from) / 2.0 * TWO_POINT_NODE);
        return (q(middle - reach) + q(middle + reach)) / 2.0;
    }
    let runs = ((to - from).abs() / QUADRATURE_SPAN).ceil();
    let half = (to - from) / runs / 2.0;
    let mut sum = 0.0;
    for run in 0..runs as u32 {
        let middle = from + half * f64::from(2 * run + 1);
        sum += GAUSS_LEGENDRE
            .iter()
            .map(|(node, weight)| weight * q(middle + half * node))
            .sum::<f64>();
    }
    sum / (2.0 * runs)
}

/// Snyder's q (equation 3-12): twice the area, in units of the squared semi-major axis and per
/// radian of longitude, between the equator and a latitude.
fn q(latitude: f64) -> f64 {
    let squared_eccentricity = FLATTENING * (2.0 - FLATTENING);
    let eccentricity = squared_eccentricity.sqrt();
    let sine = latitude.to_radians().sin();
    (1.0 - squared_eccentricity)
        * (sine / (1.0 - squared_eccentricity * sine * sine)
            + (eccentricity * sine).atanh() / eccentricity)
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

impl Sum for SquareKilometres {
    fn sum<I: Iterator<Item = Self>>(areas: I) -> Self {
        Self(areas.map(|area| area.0).sum())
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
    fn short_and_long_quadrature_agree() {
        for latitude in [-89.9, -45.0, 0.01, 36.5, 71.0] {
            let short = mean_q(latitude, latitude + SHORT_SPAN);
            let halves = GAUSS_LEGENDRE
                .iter()
                .map(|(node, weight)| weight * q(latitude + SHORT_SPAN / 2.0 * (1.0 + node)));
            assert!((short - halves.sum::<f64>() / 2.0).abs() < 1e-15 * short.abs().max(1.0));
        }
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
