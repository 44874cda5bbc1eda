//! A frame cut along lines into faces that share their edges exactly.
//!
//! All lines and the frame are one arrangement: faces that touch have the very
//! same vertices along their common edges, so there is no gap, no sliver and no overlap to look for.
//!
//! All lines are laid down once, whichever of them are chosen later: faces of several choices, for
//! example of several dates, share their edges exactly as well.

mod faces;
mod frame;
mod loose_ends;

use geo::{Coord, LineString, MultiPolygon};
use rstar::AABB;

pub use faces::{Faces, Location};
pub use loose_ends::LooseEnd;

use super::arrangement::{Grid, GridPoint, Piece, Plane, grid, noding, plane, rings};
use super::metres;
use crate::{Error, Result};
use frame::{BORDER, Frame, Tree};

/// A frame, the lines that may cut it, and the cells that all of them together cut it into.
///
/// # Guarantees
///
/// Cells do not overlap and together cover the frame. An edge inside the frame lies between exactly
/// two cells, which both have its two vertices. Lines move by less than a step of the grid, by a few
/// where many of them meet in a few steps.
///
/// # Example
///
/// ```
/// use controlmap::geometry::{area, subdivision::{Location, Subdivision}};
/// use geo::{coord, line_string, polygon};
///
/// let frame = polygon![(x: 0., y: 0.), (x: 2., y: 0.), (x: 2., y: 1.), (x: 0., y: 1.)].into();
/// let river = line_string![(x: 1., y: -0.5), (x: 1.2, y: 0.5), (x: 1., y: 1.5)];
/// let subdivision = Subdivision::new(&frame, &[river])?;
/// let faces = subdivision.along(|_| true);
/// assert_eq!(faces.len(), 2);
///
/// let east = subdivision.site(coord! { x: 1.8, y: 0.5 })?;
/// let Location::Inside(east) = faces.locate(&east) else { panic!("on free ground") };
/// let shapes: Vec<_> = faces.iter().map(|cells| subdivision.outline(cells)).collect();
/// assert!(area::of(&shapes[east]).0 < area::of(&shapes[1 - east]).0);
/// # Ok::<(), controlmap::Error>(())
/// ```
#[derive(Debug)]
pub struct Subdivision {
    plane: Plane,
    frame: Frame,
    /// The boxes of the edges.
    tree: Tree,
    /// For every line whether any of it runs inside the frame.
    is_inside: Vec<bool>,
}

/// A position, and which cells it touches: worked out once for all choices of lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    cells: Vec<u32>,
}

impl Subdivision {
    /// Lays lines into a frame.
    ///
    /// Rings of the frame need not be closed, and their direction does not matter: inside is what an
    /// odd number of rings goes round, except that parts of the frame with a common border are one
    /// ground. Of lines, what runs outside the frame does not count; a line along the border cuts
    /// nothing; lines may cross themselves and each other, and repeat each other.
    ///
    /// # Errors
    ///
    /// When a position is not on the globe, the frame encloses no ground, or the lines cross each
    /// other into more than eight million pieces.
    pub fn new(frame: &MultiPolygon, lines: &[LineString]) -> Result<Self> {
        let mut pieces = Vec::new();
        for polygon in frame {
            for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
                let closed = ring.coords().chain(ring.coords().next()).copied();
                lay(closed, BORDER, &mut pieces).map_err(|error| error.at("the frame"))?;
            }
        }
        for (number, line) in lines.iter().enumerate() {
            lay(line.coords().copied(), number as u32, &mut pieces)
                .map_err(|error| error.at(format!("line {}", number + 1)))?;
        }
        let plane = Plane::new(Grid::DRAWN, &noding::node(pieces)?);
        let frame = Frame::of(&plane);
        if !frame.is_inside.contains(&true) {
            return Err(Error::input("the frame encloses no ground"));
        }
        let mut is_inside = vec![false; lines.len()];
        for edge in plane.edges.iter().filter(|edge| frame.has_inside_beside(edge)) {
            for along in plane.lines_along(edge).iter().filter(|along| along.line != BORDER) {
                is_inside[along.line as usize] = true;
            }
        }
        let tree = frame::tree(&plane);
        Ok(Self { plane, frame, tree, is_inside })
    }

    /// The faces between the lines chosen by their position in the list that was given.
    pub fn along(&self, is_chosen: impl Fn(usize) -> bool) -> Faces<'_> {
        Faces::new(self, is_chosen)
    }

    /// Whether any of a line runs inside the frame or along its border.
    pub fn reaches(&self, line: usize) -> bool {
        self.is_inside.get(line).is_some_and(|&inside| inside)
    }

    /// Which cells a position touches, once moved to the grid.
    ///
    /// # Errors
    ///
    /// When the position is not on the globe.
    pub fn site(&self, at: Coord) -> Result<Site> {
        Ok(Site { cells: self.cells_at(Grid::DRAWN.snap(at)?) })
    }

    /// The shape of the ground of cells taken together, for example those of some faces.
    ///
    /// Exteriors run counter-clockwise, interiors clockwise, each from its westernmost vertex; no
    /// ring passes a vertex twice, rings touch at vertices at most. Edges between the cells vanish;
    /// every vertex on the outline stays, also where only other cells or lines meet, so neighbours
    /// have the same vertices. Numbers that no cell has are passed over.
    pub fn outline(&self, cells: &[usize]) -> MultiPolygon {
        rings::outline(&self.plane, cells)
    }

    /// Metres from a position to the nearest border of the frame, for messages: near the border to
    /// half a percent, and too many for one far off.
    pub fn metres_to_border(&self, at: Coord) -> f64 {
        let borders = (0..self.plane.edges.len()).filter(|&edge| self.frame.is_border[edge]);
        borders
            .map(|edge| {
                let [from, to] = self.plane.edges[edge].ends.map(|end| self.plane.degrees(end));
                metres::to_segment(at, from, to)
            })
            .fold(f64::INFINITY, f64::min)
    }

    /// The cells that a position touches: one inside it, two on an edge, more at a vertex; sorted.
    fn cells_at(&self, at: GridPoint) -> Vec<u32> {
        let found = |corner: GridPoint| {
            let around = AABB::from_corners(corner.steps(), at.steps());
            self.tree.locate_in_envelope_intersecting(around).map(|boxed| boxed.data)
        };
        let is_on = |edge: &u32| {
            let (a, b) = self.plane.segment(*edge);
            grid::turn(a, b, at) == 0
        };
        let cells_of = |edge: u32| self.plane.edges[edge as usize].cells;
        let mut cells: Vec<u32> = found(at).filter(is_on).flat_map(cells_of).collect();
        if cells.is_empty() {
            let nearest = found(GridPoint { x: i64::MIN, y: at.y })
                .fold(None, |nearest, edge| self.plane.nearer_in_the_west(at, nearest, edge));
            let half = nearest.map(|edge| self.plane.eastern_half(edge));
            cells.push(half.map_or(plane::UNBOUNDED, |half| self.plane.cell(half)));
        }
        cells.sort_unstable();
        cells.dedup();
        cells
    }
}

fn lay(line: impl Iterator<Item = Coord>, number: u32, pieces: &mut Vec<Piece>) -> Result<()> {
    let mut from = None;
    for (position, at) in line.enumerate() {
        let to =
            Grid::DRAWN.snap(at).map_err(|error| error.at(format!("position {}", position + 1)))?;
        pieces.extend(from.and_then(|from| Piece::between(from, to, number)));
        from = Some(to);
    }
    Ok(())
}
