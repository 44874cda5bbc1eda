//! The cells that edges divide the plane into, and what is crossed on the way from one to the next.
//!
//! [`overlay`](super::overlay) asks of every cell which labels it has. Where edges bound very many
//! things, as those of all dates of a dataset do, it is cheaper to go from cell to cell and to note
//! what changes at each edge: that is what crossings are for.

use geo::{Coord, MultiPolygon};

use super::arrangement::plane::{Edge, UNBOUNDED};
use super::arrangement::{Grid, Piece, Plane, noding, rings};
use crate::Result;

/// The plane divided by edges, on the grid of 1e-9 degrees that areas are measured on.
///
/// # Guarantees
///
/// Cell 0 is the unbounded one round everything.
///
/// # Example
///
/// ```
/// use controlmap::geometry::{Cells, Coord};
///
/// let at = |x: f64, y: f64| Coord { x, y };
/// let [a, b, c] = [at(0., 0.), at(1., 0.), at(0., 1.)];
/// let cells = Cells::between(&[[a, b], [b, c], [c, a]])?;
/// assert_eq!(cells.len(), 2);
/// let way_in = &cells.crossings()[0];
/// assert_eq!((way_in.from, way_in.to), (0, 1));
/// // The triangle lies on the left of its edges.
/// assert_eq!(way_in.edges[0].1, 1);
/// # Ok::<(), controlmap::Error>(())
/// ```
#[derive(Debug)]
pub struct Cells {
    plane: Plane,
}

/// A step from a cell to one beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crossing {
    /// The cell that is left.
    pub from: usize,
    /// The cell that is entered.
    pub to: usize,
    /// The edges that are crossed, as places in the list that was given: 1 for each whose left side is
    /// entered, -1 for each whose right side is.
    pub edges: Vec<(u32, i32)>,
}

impl Cells {
    /// The cells between edges, each given by its two ends. An edge without length divides nothing.
    ///
    /// # Errors
    ///
    /// When an end is not on the globe, or the edges cross each other into more than eight million
    /// pieces.
    pub fn between(edges: &[[Coord; 2]]) -> Result<Self> {
        let mut pieces = Vec::with_capacity(edges.len());
        for (edge, [from, to]) in (0..).zip(edges) {
            let ends = [Grid::MEASURED.snap(*from)?, Grid::MEASURED.snap(*to)?];
            pieces.extend(Piece::between(ends[0], ends[1], edge));
        }
        Ok(Self { plane: Plane::new(Grid::MEASURED, &noding::node(pieces)?) })
    }

    /// How many cells there are, the unbounded one among them.
    pub fn len(&self) -> usize {
        self.plane.cells
    }

    /// Whether there is nothing but the unbounded cell.
    pub fn is_empty(&self) -> bool {
        self.plane.edges.is_empty()
    }

    /// Ways into every bounded cell, one for each, from the unbounded cell on: a cell is entered before
    /// it is left.
    pub fn crossings(&self) -> Vec<Crossing> {
        let mut beside: Vec<Vec<u32>> = vec![Vec::new(); self.len()];
        for (number, edge) in (0..).zip(&self.plane.edges) {
            edge.cells.iter().for_each(|cell| beside[*cell as usize].push(number));
        }
        let mut is_known = vec![false; self.len()];
        is_known[UNBOUNDED as usize] = true;
        let mut crossings: Vec<Crossing> = Vec::with_capacity(self.len());
        let (mut from, mut left) = (UNBOUNDED as usize, 0);
        loop {
            for number in &beside[from] {
                let edge = &self.plane.edges[*number as usize];
                let is_left = edge.cells[1] as usize == from;
                let to = edge.cells[usize::from(!is_left)] as usize;
                if !std::mem::replace(&mut is_known[to], true) {
                    crossings.push(Crossing { from, to, edges: self.crossed(edge, is_left) });
                }
            }
            let Some(next) = crossings.get(left) else { return crossings };
            (from, left) = (next.to, left + 1);
        }
    }

    /// The edges that run along a piece, for one who enters the cell on its left, or on its right.
    fn crossed(&self, edge: &Edge, is_left: bool) -> Vec<(u32, i32)> {
        let along = self.plane.lines_along(edge).iter();
        along.map(|it| (it.line, if it.is_reversed == is_left { -1 } else { 1 })).collect()
    }

    /// Every edge between cells in pieces that nothing crosses: its ends, and the cells on its left and
    /// on its right.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::geometry::{Cells, Coord};
    ///
    /// let at = |x: f64, y: f64| Coord { x, y };
    /// let [a, b, c] = [at(0., 0.), at(1., 0.), at(0., 1.)];
    /// let cells = Cells::between(&[[a, b], [b, c], [c, a]])?;
    /// assert!(cells.borders().all(|(_, beside)| beside.contains(&0) && beside.contains(&1)));
    /// # Ok::<(), controlmap::Error>(())
    /// ```
    pub fn borders(&self) -> impl Iterator<Item = ([Coord; 2], [usize; 2])> {
        let edges = self.plane.edges.iter();
        edges.map(|edge| {
            (edge.ends.map(|end| self.plane.degrees(end)), edge.cells.map(|cell| cell as usize))
        })
    }

    /// The shapes of groups of cells, group by group; for every cell the groups that it is in,
    /// ascending. Exteriors run counter-clockwise, interiors clockwise, and no ring passes a vertex
    /// twice.
    ///
    /// # Panics
    ///
    /// When there are fewer lists than cells.
    pub fn outlines(&self, groups_of: &[Vec<u32>]) -> Vec<MultiPolygon> {
        rings::overlapping_outlines(&self.plane, groups_of)
    }
}
