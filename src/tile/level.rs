//! Shapes on the grid of one zoom.
//!
//! Every position is rounded to the grid before anything else is done, so that ground that shares an
//! edge still does: whatever is then left out, a repeated position or one in the middle of a straight
//! line, is left out without moving an edge. No gaps open between neighbours, however coarse the grid.

use geo::{Coord, LineString, Polygon};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::address::{self, Address};
use super::mvt::Geometry;
use crate::geometry::beside::pieces;
use crate::geometry::clip::{Relation, Window};

/// Degrees that an edge spans at most before it is projected: edges are straight in longitude and
/// latitude, and bend in Web Mercator by less than a metre over this span.
const LONGEST: f64 = 0.05;

/// A part of a feature on the grid: positions are whole numbers.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Drawn {
    Point(Coord),
    Line(Vec<Coord>),
    /// The exterior, whose area is positive with y downwards, then the interiors, where it is negative.
    /// No ring repeats its first position.
    Polygon(Vec<Vec<Coord>>),
}

/// The parts of all features on the grid of a zoom.
#[derive(Debug)]
pub(super) struct Level {
    parts: Vec<(u32, Drawn)>,
    boxes: RTree<GeomWithData<Rectangle<[f64; 2]>, u32>>,
}

impl Level {
    /// These parts, each with the number of its feature.
    pub fn of(parts: impl Iterator<Item = (u32, Drawn)>) -> Self {
        let parts: Vec<(u32, Drawn)> = parts.collect();
        let boxes = (0..).zip(&parts).filter_map(|(place, (_, part))| {
            let (min, max) = part.corners()?;
            let rectangle = Rectangle::from_corners([min.x, min.y], [max.x, max.y]);
            Some(GeomWithData::new(rectangle, place))
        });
        let boxes = RTree::bulk_load(boxes.collect());
        Self { parts, boxes }
    }

    /// The parts that may reach into a tile, with the numbers of their features, in order.
    pub fn near(&self, at: Address) -> impl Iterator<Item = (u32, &Drawn)> {
        let Window { min, max } = window(at);
        let reach = AABB::from_corners([min.x, min.y], [max.x, max.y]);
        let found = self.boxes.locate_in_envelope_intersecting(reach);
        let mut places: Vec<u32> = found.map(|it| it.data).collect();
        places.sort_unstable();
        let part = |place: u32| self.parts.get(place as usize);
        places.into_iter().filter_map(part).map(|(number, part)| (*number, part))
    }
}

impl Drawn {
    /// A point on the grid of a zoom.
    pub fn point(z: u8, at: Coord) -> Self {
        Self::Point(on_grid(z, at))
    }

    /// A line on the grid of a zoom; nothing where it has no length there.
    pub fn line(z: u8, line: &LineString) -> Option<Self> {
        let mut kept = Vec::new();
        projected(z, &line.0).for_each(|at| push(&mut kept, at, false));
        (kept.len() > 1).then_some(Self::Line(kept))
    }

    /// A polygon on the grid of a zoom; nothing where it has no area there.
    pub fn polygon(z: u8, polygon: &Polygon) -> Option<Self> {
        let ring = |ring: &LineString| {
            let mut ring = straightened(projected(z, &ring.0));
            // North is up on the globe and the other way on the grid.
            ring.reverse();
            ring
        };
        let exterior = Some(ring(polygon.exterior())).filter(|it| doubled_area(it) > 0.0)?;
        let interiors = polygon.interiors().iter().map(ring).filter(|it| doubled_area(it) < 0.0);
        Some(Self::Polygon(std::iter::once(exterior).chain(interiors).collect()))
    }

    /// Draws what lies in a tile, or a little beyond its edge.
    pub fn draw(&self, at: Address, geometry: &mut Geometry) {
        let (window, origin) = (window(at), at.origin());
        let local = |at: &Coord| [(at.x - origin.x) as i32, (at.y - origin.y) as i32];
        match self {
            Self::Point(point) => geometry.draw(&[local(point)]),
            Self::Line(line) => {
                for part in window.clip_line(line) {
                    let mut kept = Vec::new();
                    part.into_iter().for_each(|at| push(&mut kept, rounded(at), false));
                    if kept.len() > 1 {
                        geometry.draw(&kept.iter().map(local).collect::<Vec<_>>());
                    }
                }
            }
            Self::Polygon(rings) => {
                for (place, ring) in rings.iter().enumerate() {
                    let clipped = match window.relation(ring) {
                        Relation::Inside => ring.clone(),
                        Relation::Outside => Vec::new(),
                        Relation::Across => {
                            straightened(window.clip_ring(ring).into_iter().map(rounded))
                        }
                    };
                    let area = doubled_area(&clipped);
                    if place == 0 && area <= 0.0 {
                        return;
                    }
                    if (area > 0.0) == (place == 0) && area != 0.0 {
                        geometry.draw(&clipped.iter().map(local).collect::<Vec<_>>());
                    }
                }
            }
        }
    }

    fn corners(&self) -> Option<(Coord, Coord)> {
        let positions = match self {
            Self::Point(point) => std::slice::from_ref(point),
            Self::Line(line) => line,
            Self::Polygon(rings) => rings.first()?,
        };
        let first = *positions.first()?;
        Some(positions.iter().fold((first, first), |(min, max), at| {
            (
                Coord { x: min.x.min(at.x), y: min.y.min(at.y) },
                Coord { x: max.x.max(at.x), y: max.y.max(at.y) },
            )
        }))
    }
}

/// A tile's square and the strip round it that is drawn, too, on the grid of its zoom.
fn window(at: Address) -> Window {
    let (origin, buffer) = (at.origin(), at.buffer());
    let extent = f64::from(address::extent(at.z()));
    let reach = |from: f64, by: f64| Coord { x: origin.x + from + by, y: origin.y + from + by };
    Window { min: reach(0.0, -buffer), max: reach(extent, buffer) }
}

/// Positions on the grid of a zoom, one by one; long edges in pieces.
fn projected(z: u8, positions: &[Coord]) -> impl Iterator<Item = Coord> {
    let start = positions.first().map(|at| on_grid(z, *at));
    let edges = positions.windows(2).map(|edge| (edge[0], edge[1]));
    let steps = edges.flat_map(|(from, to)| {
        // An edge is divided alike by those on either side of it.
        let is_upward = (from.y, from.x) <= (to.y, to.x);
        let (low, high) = if is_upward { (from, to) } else { (to, from) };
        let mut ends: Vec<Coord> = pieces((low, high), LONGEST).map(|piece| piece.1).collect();
        if !is_upward {
            ends.pop();
            ends.reverse();
            ends.push(low);
        }
        ends
    });
    start.into_iter().chain(steps.map(move |at| on_grid(z, at)))
}

fn on_grid(z: u8, at: Coord) -> Coord {
    let units = f64::from(1_u32 << z) * f64::from(address::extent(z));
    rounded(address::world(at) * units)
}

fn rounded(at: Coord) -> Coord {
    Coord { x: at.x.round(), y: at.y.round() }
}

/// Adds a position to a line. One that repeats the last is left out, and so is the last where the line
/// goes straight on through it; in a ring also where the line turns back on itself.
fn push(line: &mut Vec<Coord>, at: Coord, is_ring: bool) {
    while let [.., before, last] = line[..] {
        let (one, other) = (last - before, at - last);
        let is_straight = one.x * other.y == one.y * other.x;
        let goes_on = one.x * other.x + one.y * other.y >= 0.0;
        if !(is_straight && (goes_on || is_ring)) {
            break;
        }
        line.pop();
    }
    if line.last() != Some(&at) {
        line.push(at);
    }
}

/// A ring without repeated positions and without those on a straight line or at the end of a spike; its
/// first position is not repeated. Nothing is left where it has no area.
fn straightened(ring: impl Iterator<Item = Coord>) -> Vec<Coord> {
    let mut kept: Vec<Coord> = Vec::new();
    ring.for_each(|at| push(&mut kept, at, true));
    // The ring goes on over its beginning.
    let mut start = 0;
    while let [first, second, .., last] = kept[start..] {
        let is_closed = first == last;
        let straight =
            |a: Coord, b: Coord, c: Coord| (b.x - a.x) * (c.y - b.y) == (b.y - a.y) * (c.x - b.x);
        if is_closed {
            kept.pop();
        } else if straight(last, first, second) {
            start += 1;
        } else if let [.., before, last] = kept[start..]
            && straight(before, last, first)
        {
            kept.pop();
        } else {
            break;
        }
    }
    kept.drain(..start);
    if kept.len() < 3 { Vec::new() } else { kept }
}

/// Twice the area of a ring whose first position is not repeated; positive where it runs clockwise as
/// seen with y downwards.
fn doubled_area(ring: &[Coord]) -> f64 {
    let Some(&first) = ring.first() else { return 0.0 };
    let around = |pair: &[Coord]| {
        let (one, other) = (pair[0] - first, pair[1] - first);
        one.x * other.y - one.y * other.x
    };
    ring.windows(2).map(around).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(positions: &[(f64, f64)]) -> Vec<Coord> {
        straightened(positions.iter().map(|&(x, y)| Coord { x, y }))
    }

    #[test]
    fn rings_keep_their_corners_only() {
        let square = ring(&[(1., 0.), (2., 0.), (2., 0.), (2., 2.), (0., 2.), (0., 0.), (1., 0.)]);
        assert_eq!(square.len(), 4, "{square:?}");
        assert_eq!(doubled_area(&square), 8.0);
    }

    #[test]
    fn spikes_and_what_has_no_area_are_left_out() {
        let spiked = ring(&[(0., 0.), (2., 0.), (5., 0.), (2., 0.), (2., 2.), (0., 0.)]);
        assert_eq!(spiked.len(), 3, "{spiked:?}");
        assert!(ring(&[(0., 0.), (2., 2.), (1., 1.), (0., 0.)]).is_empty());
        assert!(ring(&[(0., 0.), (0., 0.)]).is_empty());
    }
}
