//! Labelled ground laid over itself: the cells that all its edges divide the plane into, each with its
//! area and every label whose ground it lies in.
//!
//! Ground is given by its edges, each with the labels that it bounds; what a label stands for (an
//! actor on a date, a region) is the caller's business. A cell lies in the ground of a label where the
//! label's rings go round it a number of times that is not zero: so rings that cross or repeat
//! themselves enclose what a non-zero fill of them would show.
//!
//! Everything comes out of one arrangement on a grid of 1e-9 degrees, a tenth
//! of a millimetre. Cells do not overlap, so however their areas are grouped, the groups sum to the
//! whole.

use std::collections::BTreeMap;

use geo::{Coord, MultiPolygon};

use super::SquareKilometres;
use super::area::{EdgeRule, beneath};
use super::arrangement::plane::UNBOUNDED;
use super::arrangement::union::Union;
use super::arrangement::{Grid, Piece, Plane, noding, rings};
use super::labelled_edges::{LabelledEdges, Site};
use crate::Result;

/// Ground divided into cells.
///
/// # Guarantees
///
/// Cell 0 is the unbounded one round everything; it has no labels, and its area is nothing.
///
/// # Example
///
/// ```
/// use controlmap::geometry::overlay::Overlay;
/// use controlmap::geometry::{EdgeRule, LabelledEdges};
/// use geo::polygon;
///
/// let mut edges = LabelledEdges::default();
/// edges.add_polygon(&polygon![(x: 0., y: 0.), (x: 2., y: 0.), (x: 2., y: 1.), (x: 0., y: 1.)], 7)?;
/// edges.add_polygon(&polygon![(x: 1., y: 0.), (x: 3., y: 0.), (x: 3., y: 1.), (x: 1., y: 1.)], 9)?;
/// let overlay = Overlay::of(&edges, EdgeRule::Straight)?;
/// let shared = (0..overlay.len()).find(|cell| overlay.labels(*cell) == [7, 9]).unwrap();
/// assert!((overlay.area(shared).0 - 12_308.463_894).abs() < 1e-6);
/// # Ok::<(), controlmap::Error>(())
/// ```
#[derive(Debug)]
pub struct Overlay {
    plane: Plane,
    areas: Vec<f64>,
    labels: Vec<Vec<u32>>,
}

/// A piece of an edge with the cells on either side of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Side {
    /// The ends.
    pub ends: [Coord; 2],
    /// The cell to the left on the way from the first end to the second, and the one to the right.
    pub cells: [usize; 2],
}

impl Overlay {
    /// The cells between all edges.
    ///
    /// # Errors
    ///
    /// When the edges cross each other into more than eight million pieces.
    pub fn of(edges: &LabelledEdges, rule: EdgeRule) -> Result<Self> {
        let all: Vec<u32> = (0..edges.len() as u32).collect();
        Self::between(edges, &all, rule)
    }

    /// The cells between some of the edges. Where an edge that was left out runs through a cell, the
    /// cell's labels are those of one part of it.
    ///
    /// # Errors
    ///
    /// See [`Overlay::of`].
    pub fn between(edges: &LabelledEdges, walls: &[u32], rule: EdgeRule) -> Result<Self> {
        let mut pieces = Vec::with_capacity(walls.len());
        for &wall in walls {
            let [lower, upper] = edges.ends(wall);
            pieces.extend(Piece::between(lower, upper, wall));
        }
        let plane = Plane::new(Grid::MEASURED, &noding::node(pieces)?);
        let areas = areas(&plane, rule);
        let labels = labels(&plane, &edges.as_laid(&plane, walls));
        Ok(Self { plane, areas, labels })
    }

    /// How many cells there are, the unbounded one among them.
    pub fn len(&self) -> usize {
        self.plane.cells
    }

    /// Whether there is nothing but the unbounded cell.
    pub fn is_empty(&self) -> bool {
        self.plane.edges.is_empty()
    }

    /// How large a cell is.
    ///
    /// # Panics
    ///
    /// When there is no such cell, as everywhere here.
    pub fn area(&self, cell: usize) -> SquareKilometres {
        SquareKilometres(self.areas[cell])
    }

    /// The labels of the ground that a cell lies in, ascending.
    pub fn labels(&self, cell: usize) -> &[u32] {
        &self.labels[cell]
    }

    /// Every piece of an edge, with the cells on either side.
    pub fn sides(&self) -> impl Iterator<Item = Side> + '_ {
        self.plane.edges.iter().map(|edge| Side {
            ends: edge.ends.map(|end| self.plane.degrees(end)),
            cells: edge.cells.map(|cell| cell as usize),
        })
    }

    /// For every cell the connected part of ground that it is in, named by the smallest of its cells:
    /// two cells that share a piece of an edge are in one part if they may be joined. Touching at a
    /// point does not connect. The unbounded cell is joined to none.
    pub fn parts(&self, may_join: impl Fn(usize, usize) -> bool) -> Vec<usize> {
        let mut parts = Union::new(self.len());
        for edge in &self.plane.edges {
            let [left, right] = edge.cells;
            let is_bounded = left != UNBOUNDED && right != UNBOUNDED;
            if is_bounded && may_join(left as usize, right as usize) {
                parts.join(left, right);
            }
        }
        (0..self.len() as u32).map(|cell| parts.root(cell) as usize).collect()
    }

    /// The shapes of groups of cells, for every cell the group that it is in, if any: exteriors run
    /// counter-clockwise, interiors clockwise, and no ring passes a vertex twice. Neighbours have the
    /// same vertices along their common border.
    pub fn outlines(&self, group_of: &[Option<usize>]) -> BTreeMap<usize, MultiPolygon> {
        rings::outlines(&self.plane, group_of)
    }
}

/// The areas of the cells in square kilometres, each the sum of what lies beneath its edges.
fn areas(plane: &Plane, rule: EdgeRule) -> Vec<f64> {
    let mut areas = vec![0.0; plane.cells];
    for edge in &plane.edges {
        let [from, to] = edge.ends.map(|end| plane.degrees(end));
        let beneath = beneath(from, to, rule).0;
        areas[edge.cells[0] as usize] -= beneath;
        areas[edge.cells[1] as usize] += beneath;
    }
    areas[UNBOUNDED as usize] = 0.0;
    areas
}

/// The labels of the cells, asked for beside the longest edge of each; the edges are as the plane lays
/// them.
fn labels(plane: &Plane, laid: &LabelledEdges) -> Vec<Vec<u32>> {
    let mut longest = vec![(0, 0); plane.cells];
    for (half, edge) in (0..).step_by(2).zip(&plane.edges) {
        let [a, b] = edge.ends.map(|end| plane.vertices[end as usize]);
        let length = (b.x - a.x) + (b.y - a.y).abs();
        for side in 0..2 {
            let longest = &mut longest[edge.cells[side] as usize];
            *longest = (*longest).max((length, half + side as u32));
        }
    }
    let site = |&(_, half): &(i64, u32)| {
        let [a, b] = plane.edges[half as usize / 2].ends.map(|end| plane.vertices[end as usize]);
        let runs_up = (a.y, a.x) <= (b.y, b.x);
        Site { edge: half / 2, is_left: (half % 2 == 0) == runs_up }
    };
    let sites: Vec<Site> = longest.iter().skip(1).map(site).collect();
    std::iter::once(Vec::new()).chain(laid.labels_at(&sites)).collect()
}
