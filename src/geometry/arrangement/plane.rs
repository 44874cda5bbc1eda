//! The plane as pieces that meet at vertices only divide it: edges, and the cells between them.
//!
//! Each edge has two half-edges, `2 * edge` from its smaller to its larger end and `2 * edge + 1`
//! back; a half-edge bounds the cell on its left. Which half-edge follows which, which ring lies in
//! which cell and what is inside the frame is decided by exact arithmetic and by counting alone.

use std::ops::Range;

use rstar::AABB;

use super::grid::{self, GridPoint};
use super::noding::{self, Piece, Tree};

/// The cell round everything.
const UNBOUNDED: u32 = 0;

/// A piece of the border or of lines between two vertices.
#[derive(Debug, Clone)]
pub(super) struct Edge {
    /// The vertices it joins, the smaller first.
    pub(super) ends: [u32; 2],
    /// The cells on its left and on its right.
    pub(super) cells: [u32; 2],
    /// Whether the inside of the frame lies on one side only.
    pub(super) is_border: bool,
    /// Where in `Plane::lines` the lines stand that run along it.
    lines: Range<u32>,
}

/// A divided plane.
#[derive(Debug)]
pub(super) struct Plane {
    /// The vertices, in the order of the grid.
    pub(super) vertices: Vec<GridPoint>,
    /// The edges, in the order of their ends.
    pub(super) edges: Vec<Edge>,
    /// For every cell whether it lies inside the frame.
    pub(super) is_inside: Vec<bool>,
    lines: Vec<u32>,
    /// The half-edges that leave each vertex, counter-clockwise, and where each vertex's begin.
    rotation: Vec<u32>,
    rotation_starts: Vec<u32>,
    /// Where in `rotation` each half-edge stands.
    rank: Vec<u32>,
    tree: Tree,
}

impl Plane {
    /// Divides the plane by pieces that are sorted and meet at their ends only.
    pub(super) fn new(pieces: &[Piece]) -> Self {
        let mut vertices: Vec<GridPoint> =
            pieces.iter().flat_map(|piece| [piece.ends.0, piece.ends.1]).collect();
        vertices.sort_unstable();
        vertices.dedup();
        // Every end is among the vertices, so where it would stand is where it stands.
        let number = |at: GridPoint| vertices.partition_point(|&vertex| vertex < at) as u32;
        let (mut edges, mut lines) = (Vec::new(), Vec::new());
        for same in pieces.chunk_by(|one, other| one.ends == other.ends) {
            let start = lines.len() as u32;
            lines.extend(same.iter().filter_map(|piece| piece.line));
            let borders = same.iter().filter(|piece| piece.line.is_none()).count();
            edges.push(Edge {
                ends: [number(same[0].ends.0), number(same[0].ends.1)],
                cells: [UNBOUNDED; 2],
                // Two parts of the frame that share a border are one ground.
                is_border: borders % 2 == 1,
                lines: start..lines.len() as u32,
            });
        }
        let tree = noding::tree(
            edges.iter().map(|edge| edge.ends.map(|end| vertices[end as usize]).into()),
        );
        let mut plane = Self {
            vertices,
            edges,
            is_inside: Vec::new(),
            lines,
            rotation: Vec::new(),
            rotation_starts: Vec::new(),
            rank: Vec::new(),
            tree,
        };
        plane.sort_round_vertices();
        let cells = plane.find_cells();
        plane.find_inside(cells);
        plane
    }

    /// The lines that run along an edge, ascending.
    pub(super) fn lines_along(&self, edge: &Edge) -> &[u32] {
        &self.lines[edge.lines.start as usize..edge.lines.end as usize]
    }

    /// The vertex that a half-edge leaves.
    pub(super) fn origin(&self, half: u32) -> u32 {
        self.edges[half as usize / 2].ends[half as usize % 2]
    }

    /// The cell on the left of a half-edge.
    pub(super) fn cell(&self, half: u32) -> u32 {
        self.edges[half as usize / 2].cells[half as usize % 2]
    }

    /// The two ends of an edge.
    pub(super) fn segment(&self, edge: u32) -> (GridPoint, GridPoint) {
        self.edges[edge as usize].ends.map(|end| self.vertices[end as usize]).into()
    }

    /// The half-edge next to this one, clockwise round the vertex that both leave.
    pub(super) fn clockwise(&self, half: u32) -> u32 {
        let origin = self.origin(half) as usize;
        let (start, end) = (self.rotation_starts[origin], self.rotation_starts[origin + 1]);
        let rank = self.rank[half as usize];
        self.rotation[if rank == start { end - 1 } else { rank - 1 } as usize]
    }

    /// The cells that a position touches: one inside it, two on an edge, more at a vertex; sorted.
    pub(super) fn cells_at(&self, at: GridPoint) -> Vec<u32> {
        let mut cells: Vec<u32> = self
            .tree
            .locate_in_envelope_intersecting(AABB::from_point(at.steps()))
            .filter(|edge| {
                let (a, b) = self.segment(edge.data);
                grid::turn(a, b, at) == 0
            })
            .flat_map(|edge| self.edges[edge.data as usize].cells)
            .collect();
        if cells.is_empty() {
            cells.push(self.half_edge_west_of(at).map_or(UNBOUNDED, |half| self.cell(half)));
        }
        cells.sort_unstable();
        cells.dedup();
        cells
    }

    fn sort_round_vertices(&mut self) {
        let mut starts = vec![0u32; self.vertices.len() + 1];
        for edge in &self.edges {
            for end in edge.ends {
                starts[end as usize + 1] += 1;
            }
        }
        for vertex in 1..starts.len() {
            starts[vertex] += starts[vertex - 1];
        }
        let halves = self.edges.len() * 2;
        let (mut next, mut rotation) = (starts.clone(), vec![0u32; halves]);
        for half in 0..halves as u32 {
            let slot = &mut next[self.origin(half) as usize];
            rotation[*slot as usize] = half;
            *slot += 1;
        }
        for (vertex, range) in starts.windows(2).enumerate() {
            let to = |half: u32| self.vertices[self.origin(half ^ 1) as usize];
            rotation[range[0] as usize..range[1] as usize].sort_unstable_by(|&one, &other| {
                grid::by_angle(self.vertices[vertex], to(one), to(other))
            });
        }
        self.rank = vec![0; halves];
        for (rank, &half) in rotation.iter().enumerate() {
            self.rank[half as usize] = rank as u32;
        }
        (self.rotation, self.rotation_starts) = (rotation, starts);
    }

    /// Follows every boundary, numbers the cells and tells each half-edge its own; returns their number.
    fn find_cells(&mut self) -> usize {
        const UNSEEN: u32 = u32::MAX;
        let mut boundary_of = vec![UNSEEN; self.edges.len() * 2];
        // Each boundary's cell, where it runs round one, and its westernmost vertex.
        let mut boundaries: Vec<(Option<u32>, u32)> = Vec::new();
        let mut cells = UNBOUNDED + 1;
        for start in 0..boundary_of.len() as u32 {
            if boundary_of[start as usize] != UNSEEN {
                continue;
            }
            let (mut half, mut doubled_area, mut westernmost) = (start, 0i128, u32::MAX);
            while boundary_of[half as usize] == UNSEEN {
                boundary_of[half as usize] = boundaries.len() as u32;
                let (from, to) = (self.origin(half), self.origin(half ^ 1));
                let (a, b) = (self.vertices[from as usize], self.vertices[to as usize]);
                doubled_area +=
                    i128::from(a.x) * i128::from(b.y) - i128::from(a.y) * i128::from(b.x);
                westernmost = westernmost.min(from);
                half = self.clockwise(half ^ 1);
            }
            let own = (doubled_area > 0).then_some(cells);
            cells += u32::from(own.is_some());
            boundaries.push((own, westernmost));
        }
        // What encloses something reaches further west, so its own surroundings are known by then.
        let mut outer: Vec<usize> =
            (0..boundaries.len()).filter(|&number| boundaries[number].0.is_none()).collect();
        outer.sort_unstable_by_key(|&number| boundaries[number].1);
        for number in outer {
            let west = self.half_edge_west_of(self.vertices[boundaries[number].1 as usize]);
            let round = west.and_then(|half| boundaries[boundary_of[half as usize] as usize].0);
            boundaries[number].0 = Some(round.unwrap_or(UNBOUNDED));
        }
        for (half, &boundary) in boundary_of.iter().enumerate() {
            let cell = boundaries[boundary as usize].0.unwrap_or(UNBOUNDED);
            self.edges[half / 2].cells[half % 2] = cell;
        }
        cells as usize
    }

    /// The half-edge that one meets first on the way west, with its left side towards the position.
    /// An edge that ends on the way counts if it comes from the north.
    fn half_edge_west_of(&self, at: GridPoint) -> Option<u32> {
        let far_west = GridPoint { x: -1_800_000_000, y: at.y };
        let upward = |edge: u32| {
            let (a, b) = self.segment(edge);
            if a.y <= b.y { (a, b) } else { (b, a) }
        };
        self.tree
            .locate_in_envelope_intersecting(AABB::from_corners(far_west.steps(), at.steps()))
            .map(|boxed| boxed.data)
            .filter(|&edge| {
                let (lower, upper) = upward(edge);
                lower.y <= at.y && at.y < upper.y && grid::turn(lower, upper, at) < 0
            })
            .max_by(|&one, &other| grid::by_crossing(at.y, upward(one), upward(other)))
            .map(|edge| {
                let (a, b) = self.segment(edge);
                // East of an edge is the left of the half-edge that runs south.
                2 * edge + u32::from(a.y < b.y)
            })
    }

    /// Walks from the unbounded cell through all others: every border crossed leads in or out.
    fn find_inside(&mut self, cells: usize) {
        let mut neighbours: Vec<Vec<(u32, bool)>> = vec![Vec::new(); cells];
        for edge in &self.edges {
            let [left, right] = edge.cells;
            neighbours[left as usize].push((right, edge.is_border));
            neighbours[right as usize].push((left, edge.is_border));
        }
        let mut is_inside: Vec<Option<bool>> = vec![None; cells];
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
        self.is_inside = is_inside.into_iter().map(|inside| inside.unwrap_or(false)).collect();
    }
}
