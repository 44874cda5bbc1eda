//! Which edges may run through ground that other edges enclose, or past it.

use geo::Coord;
use rustc_hash::FxHashMap;

use super::LabelledEdges;
use super::arrangement::union::Union;
use super::arrangement::{Grid, GridPoint};

/// Columns and rows of the raster that tells where enclosed ground may lie.
const SIDE: i64 = 64;
/// Degrees that boxes are widened by, more than the grid moves a position.
const SLACK: f64 = 1e-8;

/// Where the ground lies that some edges enclose: the boxes round those that hang together.
#[derive(Debug)]
pub struct Vicinity {
    min: Coord,
    max: Coord,
    /// The size of a cell of the raster.
    step: Coord,
    is_marked: Vec<bool>,
    /// For every row whether any of its cells is marked.
    has_marks: Vec<bool>,
}

/// What an edge is to enclosed ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// It lies north, south or west of it: a ray to the east from that ground does not meet it.
    Apart,
    /// A ray to the east from it may meet the edge.
    Beside,
    /// It may run through it.
    Near,
}

impl Vicinity {
    /// The vicinity of all edges there are; nothing where there are none.
    pub fn of(edges: &LabelledEdges) -> Option<Self> {
        let boxes = boxes(edges);
        let (min, max) = boxes.iter().copied().reduce(joined)?;
        let step = |from: f64, to: f64| ((to - from) / SIDE as f64).max(SLACK);
        let step = Coord { x: step(min.x, max.x), y: step(min.y, max.y) };
        let is_marked = vec![false; (SIDE * SIDE) as usize];
        let mut vicinity =
            Self { min, max, step, is_marked, has_marks: vec![false; SIDE as usize] };
        for around in boxes {
            let (columns, rows) = vicinity.cells(around);
            for row in rows {
                vicinity.has_marks[row] = true;
                columns.clone().for_each(|it| vicinity.is_marked[row * SIDE as usize + it] = true);
            }
        }
        Some(vicinity)
    }

    /// What an edge is to the enclosed ground.
    pub fn relation(&self, ends: [Coord; 2]) -> Relation {
        let around @ (min, max) = around(ends);
        let (columns, mut rows) = self.cells(around);
        let is_level = min.y <= self.max.y && self.min.y <= max.y;
        if !is_level || max.x < self.min.x || !rows.clone().any(|row| self.has_marks[row]) {
            return Relation::Apart;
        }
        let is_marked =
            |row: usize| columns.clone().any(|column| self.is_marked[row * SIDE as usize + column]);
        if min.x <= self.max.x && rows.any(is_marked) { Relation::Near } else { Relation::Beside }
    }

    /// The columns and rows of the raster that a box touches.
    fn cells(
        &self,
        (min, max): (Coord, Coord),
    ) -> (std::ops::RangeInclusive<usize>, std::ops::RangeInclusive<usize>) {
        // What lies beyond a side goes to the last cell before it.
        let place = |offset: f64, step: f64| ((offset / step) as i64).clamp(0, SIDE - 1) as usize;
        let column = |x: f64| place(x - self.min.x, self.step.x);
        let row = |y: f64| place(y - self.min.y, self.step.y);
        (column(min.x)..=column(max.x), row(min.y)..=row(max.y))
    }
}

/// The boxes round edges that hang together at their ends.
fn boxes(edges: &LabelledEdges) -> Vec<(Coord, Coord)> {
    let mut first_at: FxHashMap<GridPoint, u32> = FxHashMap::default();
    let all = 0..edges.len() as u32;
    let mut chains = Union::new(edges.len());
    for edge in all.clone() {
        for end in edges.ends(edge) {
            chains.join(*first_at.entry(end).or_insert(edge), edge);
        }
    }
    let mut boxes: FxHashMap<u32, (Coord, Coord)> = FxHashMap::default();
    for edge in all {
        let own = around(edges.ends(edge).map(|end| Grid::MEASURED.degrees(end)));
        boxes.entry(chains.root(edge)).and_modify(|it| *it = joined(*it, own)).or_insert(own);
    }
    boxes.into_values().collect()
}

/// The box round the ends of an edge, and a little more.
fn around([a, b]: [Coord; 2]) -> (Coord, Coord) {
    let slack = Coord { x: SLACK, y: SLACK };
    let (min, max) = joined((a, a), (b, b));
    (min - slack, max + slack)
}

/// The box round two boxes.
fn joined((min, max): (Coord, Coord), (other_min, other_max): (Coord, Coord)) -> (Coord, Coord) {
    (
        Coord { x: min.x.min(other_min.x), y: min.y.min(other_min.y) },
        Coord { x: max.x.max(other_max.x), y: max.y.max(other_max.y) },
    )
}

#[cfg(test)]
mod tests {
    use geo::polygon;

    use super::*;

    #[test]
    fn edges_are_near_beside_or_apart() {
        let mut edges = LabelledEdges::default();
        for (x, y) in [(0.0, 0.0), (10.0, 10.0)] {
            let square = polygon![(x: x, y: y), (x: x + 1.0, y: y), (x: x + 1.0, y: y + 1.0), (x: x, y: y + 1.0)];
            edges.add_polygon(&square, 0).unwrap();
        }
        let vicinity = Vicinity::of(&edges).unwrap();
        let relation =
            |x: f64, y: f64| vicinity.relation([Coord { x, y }, Coord { x, y: y + 0.1 }]);
        assert_eq!(relation(0.5, 0.5), Relation::Near);
        assert_eq!(relation(5.0, 0.5), Relation::Beside);
        assert_eq!(relation(20.0, 10.5), Relation::Beside);
        assert_eq!(relation(5.0, 5.0), Relation::Apart, "no ground lies as high");
        assert_eq!(relation(-5.0, 0.5), Relation::Apart, "rays go east");
        assert_eq!(relation(5.0, 20.0), Relation::Apart);
    }
}
