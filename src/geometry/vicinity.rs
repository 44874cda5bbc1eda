//! Which edges may run through ground that other edges enclose, or past it.

use std::ops::RangeInclusive;

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
    /// Columns and rows of the raster in a degree.
    per_degree: Coord,
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
        // Boxes are widened, so that each has an extent.
        let per_degree =
            Coord { x: SIDE as f64 / (max.x - min.x), y: SIDE as f64 / (max.y - min.y) };
        let is_marked = vec![false; (SIDE * SIDE) as usize];
        let has_marks = vec![false; SIDE as usize];
        let mut vicinity = Self { min, max, per_degree, is_marked, has_marks };
        for (min, max) in boxes {
            let columns = vicinity.columns(min.x, max.x);
            for row in vicinity.rows(min.y, max.y) {
                vicinity.has_marks[row] = true;
                columns.clone().for_each(|it| vicinity.is_marked[row * SIDE as usize + it] = true);
            }
        }
        Some(vicinity)
    }

    /// What an edge is to the enclosed ground.
    pub fn relation(&self, ends: [Coord; 2]) -> Relation {
        let (min, max) = around(ends);
        if max.y < self.min.y || self.max.y < min.y || max.x < self.min.x {
            return Relation::Apart;
        }
        let rows = self.rows(min.y, max.y);
        if !self.has_marks[rows.clone()].contains(&true) {
            return Relation::Apart;
        }
        let columns = self.columns(min.x, max.x);
        let is_marked = |row: usize| {
            let start = row * SIDE as usize;
            self.is_marked[start + columns.start()..=start + columns.end()].contains(&true)
        };
        if min.x <= self.max.x && rows.into_iter().any(is_marked) {
            Relation::Near
        } else {
            Relation::Beside
        }
    }

    fn columns(&self, min: f64, max: f64) -> RangeInclusive<usize> {
        place((min - self.min.x) * self.per_degree.x)
            ..=place((max - self.min.x) * self.per_degree.x)
    }

    fn rows(&self, min: f64, max: f64) -> RangeInclusive<usize> {
        place((min - self.min.y) * self.per_degree.y)
            ..=place((max - self.min.y) * self.per_degree.y)
    }
}

/// A column or a row of the raster; what lies beyond a side goes to the last one before it.
fn place(offset: f64) -> usize {
    (offset as i64).clamp(0, SIDE - 1) as usize
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
