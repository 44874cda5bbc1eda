//! The plane as pieces that meet at vertices only divide it: edges, and the cells between them.
//!
//! Each edge has two half-edges, `2 * edge` from its smaller to its larger end and `2 * edge + 1`
//! back; a half-edge bounds the cell on its left. Which half-edge follows which and which ring lies in
//! which cell is decided by exact arithmetic and by counting alone.

use std::ops::Range;

use geo::Coord;

use super::grid::{self, Grid, GridPoint};
use super::noding::Piece;

/// The cell round everything.
pub(in crate::geometry) const UNBOUNDED: u32 = 0;

/// A piece of lines between two vertices.
#[derive(Debug, Clone)]
pub(in crate::geometry) struct Edge {
    /// The vertices it joins, the smaller first.
    pub(in crate::geometry) ends: [u32; 2],
    /// The cells on its left and on its right.
    pub(in crate::geometry) cells: [u32; 2],
    /// Where in `Plane::lines` the lines stand that run along it.
    lines: Range<u32>,
}

/// A line along an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::geometry) struct Along {
    /// Which line it is.
    pub(in crate::geometry) line: u32,
    /// Whether it runs from the larger end of the edge to the smaller.
    pub(in crate::geometry) is_reversed: bool,
}

/// A divided plane.
#[derive(Debug)]
pub(in crate::geometry) struct Plane {
    grid: Grid,
    /// The vertices, in the order of the grid.
    pub(in crate::geometry) vertices: Vec<GridPoint>,
    /// The edges, in the order of their ends.
    pub(in crate::geometry) edges: Vec<Edge>,
    /// How many cells there are, the unbounded one among them.
    pub(in crate::geometry) cells: usize,
    lines: Vec<Along>,
    /// The half-edges that leave each vertex, counter-clockwise, and where each vertex's begin.
    rotation: Vec<u32>,
    rotation_starts: Vec<u32>,
    /// Where in `rotation` each half-edge stands.
    rank: Vec<u32>,
}

impl Plane {
    /// Divides the plane by pieces that are sorted and meet at their ends only.
    pub(in crate::geometry) fn new(grid: Grid, pieces: &[Piece]) -> Self {
        let (mut edges, mut lines) = (Vec::new(), Vec::new());
        let (vertices, ends) = vertices(pieces);
        for (same, ends) in pieces.chunk_by(|one, other| one.ends == other.ends).zip(ends) {
            let start = lines.len() as u32;
            lines
                .extend(same.iter().map(|it| Along { line: it.line, is_reversed: it.is_reversed }));
            let lines = start..lines.len() as u32;
            edges.push(Edge { ends, cells: [UNBOUNDED; 2], lines });
        }
        let mut plane = Self {
            grid,
            vertices,
            edges,
            cells: 0,
            lines,
            rotation: Vec::new(),
            rotation_starts: Vec::new(),
            rank: Vec::new(),
        };
        plane.sort_round_vertices();
        plane.find_cells();
        plane
    }

    /// A vertex in degrees.
    pub(in crate::geometry) fn degrees(&self, vertex: u32) -> Coord {
        self.grid.degrees(self.vertices[vertex as usize])
    }

    /// The lines that run along an edge, ascending.
    pub(in crate::geometry) fn lines_along(&self, edge: &Edge) -> &[Along] {
        &self.lines[edge.lines.start as usize..edge.lines.end as usize]
    }

    /// The vertex that a half-edge leaves.
    pub(in crate::geometry) fn origin(&self, half: u32) -> u32 {
        self.edges[half as usize / 2].ends[half as usize % 2]
    }

    /// The cell on the left of a half-edge.
    pub(in crate::geometry) fn cell(&self, half: u32) -> u32 {
        self.edges[half as usize / 2].cells[half as usize % 2]
    }

    /// The two ends of an edge.
    pub(in crate::geometry) fn segment(&self, edge: u32) -> (GridPoint, GridPoint) {
        self.edges[edge as usize].ends.map(|end| self.vertices[end as usize]).into()
    }

    /// The half-edge next to this one, clockwise round the vertex that both leave.
    pub(in crate::geometry) fn clockwise(&self, half: u32) -> u32 {
        let origin = self.origin(half) as usize;
        let (start, end) = (self.rotation_starts[origin], self.rotation_starts[origin + 1]);
        let rank = self.rank[half as usize];
        self.rotation[if rank == start { end - 1 } else { rank - 1 } as usize]
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

    /// Follows every boundary, numbers the cells and tells each half-edge its own.
    fn find_cells(&mut self) {
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
        let westernmost = |number: &usize| self.vertices[boundaries[*number].1 as usize];
        let positions: Vec<GridPoint> = outer.iter().map(westernmost).collect();
        for (number, west) in outer.into_iter().zip(self.half_edges_west_of(&positions)) {
            let round = west.and_then(|half| boundaries[boundary_of[half as usize] as usize].0);
            boundaries[number].0 = Some(round.unwrap_or(UNBOUNDED));
        }
        for (half, &boundary) in boundary_of.iter().enumerate() {
            let cell = boundaries[boundary as usize].0.unwrap_or(UNBOUNDED);
            self.edges[half / 2].cells[half % 2] = cell;
        }
        self.cells = cells as usize;
    }

    /// The half-edges that one meets first on the way west from positions, each with its left side
    /// towards its position; see [`Plane::nearer_in_the_west`].
    fn half_edges_west_of(&self, positions: &[GridPoint]) -> Vec<Option<u32>> {
        let mut order: Vec<usize> = (0..positions.len()).collect();
        order.sort_unstable_by_key(|&place| positions[place].y);
        let mut nearest = vec![None; positions.len()];
        for edge in 0..self.edges.len() as u32 {
            let (lower, upper) = self.upward(edge);
            let first = order.partition_point(|&place| positions[place].y < lower.y);
            for &place in order[first..].iter().take_while(|&&it| positions[it].y < upper.y) {
                nearest[place] = self.nearer_in_the_west(positions[place], nearest[place], edge);
            }
        }
        nearest.into_iter().map(|edge| edge.map(|edge| self.eastern_half(edge))).collect()
    }

    /// Of the nearest edge found yet and another one the edge that one meets first on the way west
    /// from a position. An edge that ends on the way counts if it comes from the north.
    pub(in crate::geometry) fn nearer_in_the_west(
        &self,
        at: GridPoint,
        nearest: Option<u32>,
        edge: u32,
    ) -> Option<u32> {
        let (lower, upper) = self.upward(edge);
        let is_west = lower.x.min(upper.x) <= at.x
            && lower.y <= at.y
            && at.y < upper.y
            && grid::turn(lower, upper, at) < 0;
        let is_nearer =
            |nearest: u32| grid::by_crossing(at.y, self.upward(nearest), (lower, upper)).is_le();
        if is_west && nearest.is_none_or(is_nearer) { Some(edge) } else { nearest }
    }

    /// The half-edge with the east on its left.
    pub(in crate::geometry) fn eastern_half(&self, edge: u32) -> u32 {
        let (a, b) = self.segment(edge);
        // East of an edge is the left of the half-edge that runs south.
        2 * edge + u32::from(a.y < b.y)
    }

    /// The ends of an edge, the lower first.
    fn upward(&self, edge: u32) -> (GridPoint, GridPoint) {
        let (a, b) = self.segment(edge);
        if a.y <= b.y { (a, b) } else { (b, a) }
    }
}

/// The ends of sorted pieces in the order of the grid, and the numbers of the two of every distinct
/// piece.
fn vertices(pieces: &[Piece]) -> (Vec<GridPoint>, Vec<[u32; 2]>) {
    let distinct = || pieces.chunk_by(|one, other| one.ends == other.ends).map(|same| same[0].ends);
    let mut larger: Vec<(GridPoint, u32)> =
        (0..).zip(distinct()).map(|(it, ends)| (ends.1, it)).collect();
    larger.sort_unstable();
    let mut smaller = (0..).zip(distinct()).map(|(it, ends)| (ends.0, it)).peekable();
    let mut larger = larger.into_iter().peekable();
    let mut vertices: Vec<GridPoint> = Vec::new();
    let mut numbers = vec![[0; 2]; distinct().count()];
    // Both come in the order of the grid.
    loop {
        let (end, (at, piece)) = match (smaller.peek(), larger.peek()) {
            (Some(one), Some(other)) if other.0 < one.0 => (1, *other),
            (Some(one), _) => (0, *one),
            (None, Some(other)) => (1, *other),
            (None, None) => break,
        };
        if end == 0 {
            smaller.next()
        } else {
            larger.next()
        };
        if vertices.last() != Some(&at) {
            vertices.push(at);
        }
        numbers[piece as usize][end] = vertices.len() as u32 - 1;
    }
    (vertices, numbers)
}
