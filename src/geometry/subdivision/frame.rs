//! What of an arrangement is the border of the frame, and what lies inside it.

use rstar::RTree;
use rstar::primitives::{GeomWithData, Rectangle};

use crate::geometry::arrangement::Plane;
use crate::geometry::arrangement::plane::{Edge, UNBOUNDED};

/// The number of the frame's border among the lines.
pub(super) const BORDER: u32 = u32::MAX;

/// A tree of the boxes round edges.
pub(super) type Tree = RTree<GeomWithData<Rectangle<[f64; 2]>, u32>>;

/// What belongs to the frame.
#[derive(Debug)]
pub(super) struct Frame {
    /// For every edge whether the inside of the frame lies on one side only.
    pub(super) is_border: Vec<bool>,
    /// For every cell whether it lies inside the frame.
    pub(super) is_inside: Vec<bool>,
}

impl Frame {
    /// The frame whose border is among the lines of an arrangement.
    pub(super) fn of(plane: &Plane) -> Self {
        let is_border = |edge: &Edge| {
            let along = plane.lines_along(edge).iter();
            // Two parts of the frame that share a border are one ground.
            along.filter(|along| along.line == BORDER).count() % 2 == 1
        };
        let is_border: Vec<bool> = plane.edges.iter().map(is_border).collect();
        let is_inside = inside(plane, &is_border);
        Self { is_border, is_inside }
    }

    /// Whether the inside of the frame lies on either side of an edge.
    pub(super) fn has_inside_beside(&self, edge: &Edge) -> bool {
        edge.cells.iter().any(|&cell| self.is_inside[cell as usize])
    }
}

/// A tree that finds edges by place.
pub(super) fn tree(plane: &Plane) -> Tree {
    let boxed = |edge: u32| {
        let (a, b) = plane.segment(edge);
        GeomWithData::new(Rectangle::from_corners(a.steps(), b.steps()), edge)
    };
    RTree::bulk_load((0..plane.edges.len() as u32).map(boxed).collect())
}

/// Walks from the unbounded cell through all others: every border crossed leads in or out.
fn inside(plane: &Plane, is_border: &[bool]) -> Vec<bool> {
    let mut neighbours: Vec<Vec<(u32, bool)>> = vec![Vec::new(); plane.cells];
    for (edge, &is_border) in plane.edges.iter().zip(is_border) {
        let [left, right] = edge.cells;
        neighbours[left as usize].push((right, is_border));
        neighbours[right as usize].push((left, is_border));
    }
    let mut is_inside: Vec<Option<bool>> = vec![None; plane.cells];
    is_inside[UNBOUNDED as usize] = Some(false);
    let mut open = vec![(UNBOUNDED, false)];
    while let Some((cell, inside)) = open.pop() {
        for &(neighbour, is_border) in &neighbours[cell as usize] {
            let known = &mut is_inside[neighbour as usize];
            if known.is_none() {
                *known = Some(inside != is_border);
                open.push((neighbour, inside != is_border));
            }
        }
    }
    is_inside.into_iter().map(|inside| inside.unwrap_or(false)).collect()
}
