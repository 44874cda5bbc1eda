//! The ground that invalid polygons mean.

use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::findings::Findings;
use super::is_valid;
use super::outlines::Outlines;
use crate::geometry::overlay::Overlay;
use crate::geometry::{EdgeRule, LabelledEdges, LonLat, shared_edges};
use crate::{Error, Result};

/// How often ground is laid out again where rounding its positions to doubles made edges meet.
const MOST_ROUNDS: usize = 8;
/// The label of ground that is wanted.
const WITHIN: u32 = 0;
/// The label of ground that is not, whatever else it is.
const WITHOUT: u32 = 1;

/// The ground of polygons that need not be valid, each a list of rings, its exterior first, as valid
/// polygons.
///
/// Of each polygon it is the ground that its exterior goes round, less the ground that any of its
/// interiors goes round: what a non-zero fill of the ring shows, so both lobes of a ring that crosses
/// itself. All is the union of that of the polygons. Rings that go round no ground, as short ones, are
/// left out, and unclosed ones closed.
///
/// # Guarantees
///
/// The result is valid by [`is_valid`], exteriors run counter-clockwise and interiors clockwise.
/// Valid polygons come out as they are, but turned; so to resolve twice is to resolve once. Where
/// rings have to be divided, their positions are those of a grid of 1e-9 degrees.
///
/// # Errors
///
/// When a position is not on the globe, and when edges cross into more than eight million pieces.
///
/// # Example
///
/// ```
/// use controlmap::geometry::{Coord, area, validity};
///
/// let bow_tie = [(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0), (0.0, 0.0)].map(Coord::from);
/// let ground = validity::resolve(&[vec![bow_tie.to_vec()]])?;
/// assert_eq!(ground.0.len(), 2);
/// assert!((area::of(&ground).0 - 24_617.0).abs() < 10.0);
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn resolve(polygons: &[Vec<Vec<Coord>>]) -> Result<MultiPolygon> {
    for at in polygons.iter().flatten().flatten() {
        LonLat::new(at.x, at.y)?;
    }
    let mut all: Vec<Rings> = Vec::new();
    for polygon in polygons {
        let closed: Rings = polygon.iter().map(|ring| closed(ring)).collect();
        if is_valid(std::slice::from_ref(&closed)) {
            all.push(closed);
        } else {
            all.extend(rings(&ground(&closed)?));
        }
    }
    settled(turned(&all))
}

/// The rings of a polygon, the exterior first.
type Rings = Vec<Vec<Coord>>;

fn closed(ring: &[Coord]) -> Vec<Coord> {
    let mut closed = ring.to_vec();
    if closed.first() != closed.last() {
        closed.extend(ring.first());
    }
    closed
}

/// The ground of one polygon.
fn ground(polygon: &[Vec<Coord>]) -> Result<MultiPolygon> {
    let Some((exterior, interiors)) = polygon.split_first() else {
        return Ok(MultiPolygon::new(Vec::new()));
    };
    let mut edges = LabelledEdges::default();
    for part in around(exterior)?.iter() {
        edges.add_polygon(part, WITHIN)?;
    }
    for interior in interiors {
        for part in around(interior)?.iter() {
            edges.add_polygon(part, WITHOUT)?;
        }
    }
    outline(&edges)
}

/// The ground that a ring goes round.
fn around(ring: &[Coord]) -> Result<MultiPolygon> {
    let polygon = [vec![ring.to_vec()]];
    if is_valid(&polygon) {
        return Ok(turned(&polygon));
    }
    let mut edges = LabelledEdges::default();
    edges.add_polygon(&Polygon::new(LineString::new(ring.to_vec()), Vec::new()), WITHIN)?;
    outline(&edges)
}

/// The union of polygons that run as they should, laid out until it is valid.
fn settled(mut ground: MultiPolygon) -> Result<MultiPolygon> {
    for _ in 0..MOST_ROUNDS {
        if is_valid(&rings(&ground)) {
            return Ok(ground);
        }
        let mut edges = LabelledEdges::default();
        for polygon in &ground {
            edges.add_polygon(polygon, WITHIN)?;
        }
        ground = outline(&edges)?;
    }
    Err(Error::limit("the ground of crossing rings can't be told")
        .hint("draw the rings with less detail, or without crossings"))
}

/// The outline of the ground that is within and not without.
fn outline(edges: &LabelledEdges) -> Result<MultiPolygon> {
    let overlay = Overlay::of(edges, EdgeRule::Straight)?;
    let group = |cell| (overlay.labels(cell) == [WITHIN]).then_some(0);
    let groups: Vec<Option<usize>> = (0..overlay.len()).map(group).collect();
    let ground = overlay.outlines(&groups).remove(&0);
    Ok(ground.unwrap_or_else(|| MultiPolygon::new(Vec::new())))
}

fn rings(ground: &MultiPolygon) -> Vec<Rings> {
    ground.iter().map(|it| shared_edges::rings(it).map(|ring| ring.0.clone()).collect()).collect()
}

/// Polygons that are valid each by itself, exteriors counter-clockwise and interiors clockwise.
fn turned(polygons: &[Rings]) -> MultiPolygon {
    let turned = polygons.iter().filter_map(|rings| {
        let mut rings = rings.iter().filter(|ring| !ring.is_empty());
        let exterior = turned_ring(rings.next()?, true);
        let interiors = rings.map(|ring| turned_ring(ring, false)).collect();
        Some(Polygon::new(exterior, interiors))
    });
    MultiPolygon::new(turned.collect())
}

fn turned_ring(ring: &[Coord], is_exterior: bool) -> LineString {
    let mut line = ring.to_vec();
    if runs_counter_clockwise(&line) != is_exterior {
        line.reverse();
    }
    LineString::new(line)
}

/// Whether a valid ring runs counter-clockwise.
fn runs_counter_clockwise(ring: &[Coord]) -> bool {
    let polygon = [vec![ring.to_vec()]];
    let outlines = Outlines::of(&polygon, &mut Findings::list());
    outlines.continue_value().is_some_and(|outlines| {
        let ring = outlines.rings.first();
        ring.is_some_and(|ring| outlines.is_counter_clockwise(ring, outlines.westernmost(ring)))
    })
}
