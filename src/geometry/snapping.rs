//! Borders that almost coincide made to do so.
//!
//! Grounds come in order of precedence: of two whose borders almost coincide the later one moves. A
//! vertex of it moves onto a near vertex of the other, else onto a near edge; then edges of it that pass
//! near a vertex of the other are led through it. What coincides already stays, so that what was
//! snapped once is not moved again.

use std::collections::BTreeMap;

use geo::{Coord, LineString, MultiPolygon, Polygon};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};
use rustc_hash::FxHashSet;

use super::arrangement::Grid;
use super::metres::{self, to_segment};
use super::shared_edges::rings;
use super::validity;
use crate::{Error, Result};

/// Degrees between two positions that coincide: twice a step of the grid on which ground is measured.
const COINCIDENT: f64 = 2e-9;
/// Metres in a degree of latitude, rounded down, so that no box is too small.
const METRES_IN_A_DEGREE: f64 = 110_000.0;
/// Edges near edges that are looked at before it is given up.
const MOST_LOOKS: usize = 200_000_000;

/// A ground some of whose vertices were moved onto others' borders.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapped {
    /// The ground that was taken. What is offered may repeat positions where more than one was moved to a
    /// place, and its rings may cross each other, but none itself.
    pub polygons: MultiPolygon,
    /// How many vertices were moved, and how many edges were led through another's vertex.
    pub moved: usize,
    /// Where the first of these lay.
    pub at: Coord,
}

/// Moves vertices within the tolerance onto the borders of earlier grounds, as these are by then. What a
/// ground becomes is asked for: it may be tidied, or stay as it was. Gives the grounds that were changed,
/// by their places in the list.
///
/// # Units
///
/// Positions are in degrees, the tolerance in metres.
///
/// # Errors
///
/// Those of what is asked, when a position is not on the globe, and when the borders are so dense for the tolerance that more
/// than two hundred million pairs of edges would have to be looked at.
///
/// # Example
///
/// ```
/// use controlmap::geometry::{MultiPolygon, snapping::snap};
/// use geo::polygon;
///
/// let west = MultiPolygon::from(polygon![(x: 0., y: 0.), (x: 1., y: 0.), (x: 1., y: 1.), (x: 0., y: 1.)]);
/// // Half a metre away from it.
/// let east = polygon![(x: 1.000005, y: 0.), (x: 2., y: 0.), (x: 2., y: 1.), (x: 1.000005, y: 1.)];
/// let east = MultiPolygon::from(east);
/// let as_it_is = |ground: &MultiPolygon| Ok(Some(ground.clone()));
/// let snapped = snap(&[&west, &east], 1.0, as_it_is)?;
/// assert_eq!(snapped[&1].moved, 2);
/// assert_eq!(snapped[&1].polygons.0[0].exterior().0[0].x, 1.0);
/// assert!(snap(&[&west, &snapped[&1].polygons], 1.0, as_it_is)?.is_empty());
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn snap(
    grounds: &[&MultiPolygon],
    tolerance: f64,
    mut taken: impl FnMut(&MultiPolygon) -> Result<Option<MultiPolygon>>,
) -> Result<BTreeMap<usize, Snapped>> {
    let mut snapped = BTreeMap::new();
    if tolerance <= 0.0 || grounds.len() < 2 {
        return Ok(snapped);
    }
    let mut borders = Borders::of(grounds);
    let mut looks = 0;
    for (place, ground) in grounds.iter().enumerate() {
        let mut work = Snapper { borders: &borders, place, tolerance, moved: 0, at: None, looks };
        let polygons = work.ground(ground)?;
        let (moved, at) = (work.moved, work.at);
        looks = work.looks;
        let polygons = if at.is_some() { taken(&polygons)? } else { None };
        match (polygons, at) {
            (Some(polygons), Some(at)) => {
                borders.pass(place, &polygons, true);
                snapped.insert(place, Snapped { polygons, moved, at });
            }
            _ => borders.pass(place, ground, false),
        }
    }
    Ok(snapped)
}

/// An edge of a ground.
#[derive(Debug, Clone, Copy)]
struct Edge {
    ends: [Coord; 2],
    ground: usize,
}

/// A position, bit for bit.
type Bits = [u64; 2];

/// An edge by the box round it.
type Boxed = GeomWithData<Rectangle<[f64; 2]>, Edge>;

/// The edges of grounds that may be snapped to.
struct Borders {
    /// Of all grounds as they were.
    tree: RTree<Boxed>,
    /// Of those that moved, as they are.
    moved: RTree<Boxed>,
    has_moved: Vec<bool>,
    /// Every position, and every edge, its smaller end first, of the grounds that are done with: what
    /// grounds share to the last digit needs no search.
    positions: FxHashSet<Bits>,
    edges: FxHashSet<[Bits; 2]>,
}

fn bits(at: Coord) -> Bits {
    // Adding zero makes one zero of the two.
    [(at.x + 0.0).to_bits(), (at.y + 0.0).to_bits()]
}

fn edge_bits(ends: [Coord; 2]) -> [Bits; 2] {
    let mut ends = ends.map(bits);
    ends.sort_unstable();
    ends
}

fn boxed(polygons: &MultiPolygon, ground: usize) -> impl Iterator<Item = Boxed> + '_ {
    polygons.iter().flat_map(rings).flat_map(LineString::lines).map(move |edge| {
        let ends = [edge.start, edge.end];
        let bounds = Rectangle::from_corners(ends[0].into(), ends[1].into());
        GeomWithData::new(bounds, Edge { ends, ground })
    })
}

impl Borders {
    fn of(grounds: &[&MultiPolygon]) -> Self {
        let boxes = grounds.iter().enumerate().flat_map(|(place, ground)| boxed(ground, place));
        Self {
            tree: RTree::bulk_load(boxes.collect()),
            moved: RTree::new(),
            has_moved: vec![false; grounds.len()],
            positions: FxHashSet::default(),
            edges: FxHashSet::default(),
        }
    }

    /// Is done with a ground, which stays as this.
    fn pass(&mut self, ground: usize, polygons: &MultiPolygon, has_moved: bool) {
        for edge in polygons.iter().flat_map(rings).flat_map(LineString::lines) {
            self.positions.insert(bits(edge.start));
            self.edges.insert(edge_bits([edge.start, edge.end]));
        }
        if has_moved {
            boxed(polygons, ground).for_each(|edge| self.moved.insert(edge));
            self.has_moved.get_mut(ground).into_iter().for_each(|it| *it = true);
        }
    }

    /// Whether an earlier ground has the very same position.
    fn has_position(&self, at: Coord) -> bool {
        self.positions.contains(&bits(at))
    }

    /// Whether an earlier ground has the very same edge.
    fn has_edge(&self, ends: [Coord; 2]) -> bool {
        self.edges.contains(&edge_bits(ends))
    }

    /// The edges of earlier grounds whose boxes come within the tolerance of a box.
    fn near(&self, ends: [Coord; 2], before: usize, tolerance: f64) -> impl Iterator<Item = Edge> {
        let [one, other] = ends;
        let latitude = one.y.abs().max(other.y.abs()).min(89.0);
        let dy = tolerance / METRES_IN_A_DEGREE;
        let dx = dy / latitude.to_radians().cos();
        let bounds = AABB::from_corners(
            [one.x.min(other.x) - dx, one.y.min(other.y) - dy],
            [one.x.max(other.x) + dx, one.y.max(other.y) + dy],
        );
        let is_so = move |edge: &Edge| {
            edge.ground < before && self.has_moved.get(edge.ground) == Some(&false)
        };
        let still = self.tree.locate_in_envelope_intersecting(bounds).map(|it| it.data);
        let moved = self.moved.locate_in_envelope_intersecting(bounds).map(|it| it.data);
        still.filter(is_so).chain(moved)
    }
}

struct Snapper<'a> {
    borders: &'a Borders,
    place: usize,
    tolerance: f64,
    moved: usize,
    at: Option<Coord>,
    looks: usize,
}

impl Snapper<'_> {
    fn ground(&mut self, ground: &MultiPolygon) -> Result<MultiPolygon> {
        let polygons = ground.iter().map(|polygon| {
            let exterior = self.ring(polygon.exterior())?;
            let interiors = polygon.interiors().iter().map(|ring| self.ring(ring));
            Ok(Polygon::new(exterior, interiors.collect::<Result<_>>()?))
        });
        polygons.collect::<Result<Vec<Polygon>>>().map(MultiPolygon::new)
    }

    /// A ring with its vertices moved; as it was where it would cross itself then.
    fn ring(&mut self, ring: &LineString) -> Result<LineString> {
        let (moved, at) = (self.moved, self.at);
        let snapped = self.moved_ring(ring)?;
        if self.moved == moved || validity::is_valid(&[vec![snapped.0.clone()]]) {
            return Ok(snapped);
        }
        (self.moved, self.at) = (moved, at);
        Ok(ring.clone())
    }

    fn moved_ring(&mut self, ring: &LineString) -> Result<LineString> {
        let open = ring.0.split_last().map_or(&[][..], |(_, open)| open);
        let mut moved: Vec<Coord> =
            open.iter().map(|at| self.vertex(*at)).collect::<Result<_>>()?;
        moved.extend(moved.first().copied());
        let mut led = Vec::with_capacity(moved.len());
        for edge in moved.windows(2) {
            if let &[from, to] = edge {
                led.push(from);
                led.extend(self.through(from, to)?);
            }
        }
        led.extend(moved.last());
        Ok(LineString::new(led))
    }

    /// Where a vertex goes.
    fn vertex(&mut self, at: Coord) -> Result<Coord> {
        if self.borders.has_position(at) {
            return Ok(at);
        }
        let coincides = |other: Coord| {
            (other.x - at.x).abs() <= COINCIDENT && (other.y - at.y).abs() <= COINCIDENT
        };
        let mut vertex: Option<(f64, Coord)> = None;
        let mut edge: Option<(f64, Edge)> = None;
        for near in self.borders.near([at, at], self.place, self.tolerance) {
            let distance = to_segment(at, near.ends[0], near.ends[1]);
            if distance <= metres_of(COINCIDENT) || near.ends.into_iter().any(coincides) {
                return Ok(at);
            }
            if distance <= self.tolerance
                && edge.is_none_or(|it| order(distance, it.0, &near, &it.1))
            {
                edge = Some((distance, near));
            }
            for end in near.ends {
                let distance = metres::between(at, end);
                let is_nearer = |(least, other): (f64, Coord)| {
                    (distance, end.x, end.y) < (least, other.x, other.y)
                };
                if distance <= self.tolerance && vertex.is_none_or(is_nearer) {
                    vertex = Some((distance, end));
                }
            }
        }
        let to = match (vertex, edge) {
            (Some((_, vertex)), _) => vertex,
            (None, Some((_, edge))) => nearest_on(edge.ends, at)?,
            (None, None) => return Ok(at),
        };
        self.note(at);
        Ok(to)
    }

    /// The vertices of others that an edge is to be led through, on the way from its first end to its
    /// second.
    fn through(&mut self, from: Coord, to: Coord) -> Result<Vec<Coord>> {
        let mut stops: Vec<(f64, Coord)> = Vec::new();
        if self.borders.has_edge([from, to]) {
            return Ok(Vec::new());
        }
        for near in self.borders.near([from, to], self.place, self.tolerance) {
            self.looks += 1;
            for end in near.ends {
                let distance = to_segment(end, from, to);
                let is_inside = metres::between(end, from) > self.tolerance
                    && metres::between(end, to) > self.tolerance;
                if is_inside && distance > metres_of(COINCIDENT) && distance <= self.tolerance {
                    stops.push((metres::between(from, end), end));
                }
            }
        }
        if self.looks > MOST_LOOKS {
            return Err(Error::limit("the borders are too dense to be snapped")
                .hint("leave them as they are with --snap 0, or take a smaller tolerance"));
        }
        let key = |stop: &(f64, Coord)| [stop.0, stop.1.x, stop.1.y];
        stops.sort_by(|one, other| {
            key(one)
                .iter()
                .zip(key(other))
                .fold(std::cmp::Ordering::Equal, |order, (one, other)| {
                    order.then(one.total_cmp(&other))
                })
        });
        stops.dedup();
        stops.iter().for_each(|(_, at)| self.note(*at));
        Ok(stops.into_iter().map(|(_, at)| at).collect())
    }

    fn note(&mut self, at: Coord) {
        self.moved += 1;
        self.at.get_or_insert(at);
    }
}

fn metres_of(degrees: f64) -> f64 {
    degrees * METRES_IN_A_DEGREE
}

/// Whether the first edge is nearer than the second; of two that are as near the one that comes first
/// by its ends.
fn order(distance: f64, least: f64, one: &Edge, other: &Edge) -> bool {
    let key = |edge: &Edge| edge.ends.map(|end| [end.x, end.y]);
    (distance, key(one)) < (least, key(other))
}

/// The position of the grid nearest to where an edge is nearest to a position.
fn nearest_on([from, to]: [Coord; 2], at: Coord) -> Result<Coord> {
    let narrowing = at.y.to_radians().cos();
    let scaled = |vector: Coord| Coord { x: vector.x * narrowing, y: vector.y };
    let (edge, way) = (scaled(to - from), scaled(at - from));
    let squared_length = edge.x * edge.x + edge.y * edge.y;
    let share = if squared_length > 0.0 {
        ((way.x * edge.x + way.y * edge.y) / squared_length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let nearest = from + (to - from) * share;
    Ok(Grid::MEASURED.degrees(Grid::MEASURED.snap(nearest)?))
}
