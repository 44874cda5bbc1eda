//! Edges with the labels of the ground that they bound.

use geo::{Coord, LineString, Polygon};

use super::arrangement::grid::turn;
use super::arrangement::{Grid, GridPoint, Plane};
use super::shared_edges::rings;
use super::winding::upward;
use crate::Result;

/// Edges, each with the ground that it bounds: labels, and on which side of it their ground lies.
///
/// Positions are moved to a grid of 1e-9 degrees.
#[derive(Debug, Clone)]
pub struct LabelledEdges {
    ends: Vec<[GridPoint; 2]>,
    /// Where the steps of each edge begin, and at the end their number.
    starts: Vec<u32>,
    steps: Vec<Step>,
}

/// How the number of times that a label's rings go round changes at an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The label.
    pub label: u32,
    /// By how much the number is larger to the left of the edge, as it runs from its lower to its
    /// upper end, or from west to east.
    pub weight: i32,
}

/// A place beside the middle of an edge, a hair off it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Site {
    /// The edge.
    pub edge: u32,
    /// Whether it lies on the left, as one looks from the lower end to the upper, or from west to east.
    pub is_left: bool,
}

impl Default for LabelledEdges {
    fn default() -> Self {
        Self { ends: Vec::new(), starts: vec![0], steps: Vec::new() }
    }
}

impl LabelledEdges {
    /// Adds an edge, its lower end first (see [`upward`]), with what changes at it. An edge without
    /// length divides nothing.
    ///
    /// # Errors
    ///
    /// When an end is not on the globe.
    pub fn add(
        &mut self,
        [lower, upper]: [Coord; 2],
        steps: impl IntoIterator<Item = Step>,
    ) -> Result<()> {
        self.ends.push([Grid::MEASURED.snap(lower)?, Grid::MEASURED.snap(upper)?]);
        steps.into_iter().for_each(|step| self.steps.push(step));
        self.starts.push(self.steps.len() as u32);
        Ok(())
    }

    /// Adds the edges of a polygon as the border of a label's ground.
    ///
    /// # Errors
    ///
    /// When a position is not on the globe.
    pub fn add_polygon(&mut self, polygon: &Polygon, label: u32) -> Result<()> {
        Self::of_polygon(polygon, label).try_for_each(|(ends, step)| self.add(ends, [step]))
    }

    /// The edges of a polygon as the border of a label's ground, ready to be added.
    pub fn of_polygon(
        polygon: &Polygon,
        label: u32,
    ) -> impl Iterator<Item = ([Coord; 2], Step)> + '_ {
        rings(polygon).flat_map(LineString::lines).map(move |edge| {
            let (lower, upper, runs_up) = upward(edge.start, edge.end);
            ([lower, upper], Step { label, weight: if runs_up { 1 } else { -1 } })
        })
    }

    /// How many edges there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The ends of an edge, the lower first.
    pub(super) fn ends(&self, edge: u32) -> [GridPoint; 2] {
        self.ends[edge as usize]
    }

    fn steps(&self, edge: u32) -> &[Step] {
        let edge = edge as usize;
        &self.steps[self.starts[edge] as usize..self.starts[edge + 1] as usize]
    }

    /// The labels in whose ground positions lie, ascending. A position on an edge belongs to the
    /// ground just east of it; see [`winding`](super::winding).
    ///
    /// # Errors
    ///
    /// When a position is not on the globe.
    pub fn labels_of(&self, positions: &[Coord]) -> Result<Vec<Vec<u32>>> {
        let doubled = |at: &Coord| Grid::MEASURED.snap(*at).map(|at| sum(at, at));
        let positions: Vec<GridPoint> = positions.iter().map(doubled).collect::<Result<_>>()?;
        let windings = self.windings(&positions, |_, _| false);
        Ok(windings.into_iter().map(Windings::labels).collect())
    }

    /// The edges as an arrangement of some of them lays them: first its edges, by their numbers, then
    /// those that it leaves out.
    ///
    /// Among edges that almost coincide an edge may have been laid on the other side of a place than
    /// it was drawn; what lies where in the arrangement only its own edges can tell.
    pub(super) fn as_laid(&self, plane: &Plane, walls: &[u32]) -> Self {
        let mut laid = Self::default();
        for edge in &plane.edges {
            let [a, b] = edge.ends.map(|end| plane.vertices[end as usize]);
            let runs_up = (a.y, a.x) <= (b.y, b.x);
            laid.ends.push(if runs_up { [a, b] } else { [b, a] });
            for along in plane.lines_along(edge) {
                let factor = if along.is_reversed == runs_up { -1 } else { 1 };
                let turned = |step: &Step| Step { weight: step.weight * factor, ..*step };
                laid.steps.extend(self.steps(along.line).iter().map(turned));
            }
            laid.starts.push(laid.steps.len() as u32);
        }
        let mut is_left_out = vec![true; self.len()];
        walls.iter().for_each(|wall| is_left_out[*wall as usize] = false);
        for edge in (0..self.len() as u32).filter(|edge| is_left_out[*edge as usize]) {
            laid.ends.push(self.ends(edge));
            laid.steps.extend(self.steps(edge));
            laid.starts.push(laid.steps.len() as u32);
        }
        laid
    }

    /// The labels in whose ground sites lie, ascending. Edges must meet at their ends only.
    pub(super) fn labels_at(&self, sites: &[Site]) -> Vec<Vec<u32>> {
        let middle = |site: &Site| {
            let [lower, upper] = self.ends(site.edge);
            sum(lower, upper)
        };
        let middles: Vec<GridPoint> = sites.iter().map(middle).collect();
        let windings = self.windings(&middles, |site, edge| sites[site].edge == edge);
        let beside = windings.into_iter().zip(sites).map(|(mut windings, site)| {
            let [lower, upper] = self.ends(site.edge);
            // Without its own edge it has what the eastern side has, or the northern one.
            let runs_east = lower.y == upper.y;
            if site.is_left != runs_east {
                windings.add(self.steps(site.edge), if runs_east { -1 } else { 1 });
            }
            windings.labels()
        });
        beside.collect()
    }

    /// How often each label's rings go round positions, which are given in half steps of the grid:
    /// what a ray to the east crosses, but for edges that are a position's own.
    fn windings(
        &self,
        positions: &[GridPoint],
        is_own: impl Fn(usize, u32) -> bool,
    ) -> Vec<Windings> {
        let mut order: Vec<usize> = (0..positions.len()).collect();
        order.sort_by_key(|place| positions[*place].y);
        let heights: Vec<i64> = order.iter().map(|place| positions[*place].y).collect();
        let mut windings = vec![Windings::default(); positions.len()];
        let (Some(&lowest), Some(&highest)) = (heights.first(), heights.last()) else {
            return windings;
        };
        for (edge, &[lower, upper]) in (0..).zip(&self.ends) {
            let (lower, upper) = (sum(lower, lower), sum(upper, upper));
            if upper.y <= lowest || lower.y > highest {
                continue;
            }
            let first = heights.partition_point(|y| *y < lower.y);
            let count = heights[first..].iter().take_while(|y| **y < upper.y).count();
            for &place in &order[first..first + count] {
                let at = positions[place];
                let is_west = at.x < lower.x.min(upper.x)
                    || at.x <= lower.x.max(upper.x) && turn(lower, upper, at) > 0;
                if is_west && !is_own(place, edge) {
                    windings[place].add(self.steps(edge), 1);
                }
            }
        }
        windings
    }
}

/// Two positions added: twice the middle between them.
fn sum(one: GridPoint, other: GridPoint) -> GridPoint {
    GridPoint { x: one.x + other.x, y: one.y + other.y }
}

/// How often the rings of labels go round a position; those that do not are left out.
#[derive(Debug, Clone, Default)]
struct Windings(Vec<(u32, i32)>);

impl Windings {
    fn add(&mut self, steps: &[Step], factor: i32) {
        for step in steps {
            let weight = step.weight * factor;
            match self.0.iter().position(|known| known.0 == step.label) {
                Some(known) if self.0[known].1 == -weight => {
                    self.0.swap_remove(known);
                }
                Some(known) => self.0[known].1 += weight,
                None => self.0.push((step.label, weight)),
            }
        }
    }

    fn labels(self) -> Vec<u32> {
        let mut labels: Vec<u32> = self.0.into_iter().map(|(label, _)| label).collect();
        labels.sort_unstable();
        labels
    }
}
