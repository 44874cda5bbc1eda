//! How often ground runs round a point, through time.

use geo::Coord;

use crate::geometry::winding::side;
use crate::index::ControlId;
use crate::index::calendar::FOREVER;
use crate::index::edge_table::Bound;
use crate::index::ledger::Ledger;

/// How often the ground of each control runs round a point, as steps through time.
///
/// # Guarantees
///
/// Steps ascend by epoch, then control; none is 0 and none repeats.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(in crate::index) struct Windings {
    steps: Vec<Step>,
}

/// That a number of windings changes from an epoch on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::index) struct Step {
    /// The epoch.
    pub epoch: u16,
    /// Whose ground.
    pub control: ControlId,
    /// By how much.
    pub change: i32,
}

impl Step {
    /// Changes the numbers of windings of controls, which are in order.
    pub fn apply(&self, numbers: &mut Vec<(ControlId, i32)>) {
        match numbers.binary_search_by_key(&self.control, |it| it.0) {
            Ok(place) => numbers[place].1 += self.change,
            Err(place) => numbers.insert(place, (self.control, self.change)),
        }
    }
}

impl Windings {
    /// The steps in order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Adds what an edge bounds, `times` over.
    pub fn add(&mut self, bounds: &[Bound], times: i32) {
        for bound in bounds {
            self.step(bound.from, bound.control, times * bound.weight);
            if bound.end != FOREVER {
                self.step(bound.end, bound.control, -times * bound.weight);
            }
        }
    }

    fn step(&mut self, epoch: u16, control: ControlId, change: i32) {
        let place =
            self.steps.binary_search_by_key(&(epoch, control), |step| (step.epoch, step.control));
        match place {
            Err(place) => self.steps.insert(place, Step { epoch, control, change }),
            Ok(place) if self.steps[place].change + change == 0 => {
                self.steps.remove(place);
            }
            Ok(place) => self.steps[place].change += change,
        }
    }

    /// Moves the point along a straight path due north or due east, past edges.
    pub fn walk(&mut self, from: Coord, to: Coord, edges: &[u32], ledger: &Ledger) {
        let runs_east = from.y == to.y;
        for &edge in edges {
            let [lower, upper] = ledger.edges()[edge as usize];
            let crosses = if runs_east {
                (lower.y <= from.y) != (upper.y <= from.y)
            } else {
                (lower.x <= from.x) != (upper.x <= from.x)
            };
            if crosses {
                let left = |at: Coord| i32::from(side(lower, upper, at).is_left);
                let change = left(to) - left(from);
                if change != 0 {
                    self.add(ledger.bounds(edge), change);
                }
            }
        }
    }

    /// The windings in each stretch of epochs in which they stay the same: its first epoch, and the
    /// controls with their numbers that are not 0, in order.
    pub fn stretches(&self) -> Vec<(u16, Vec<(ControlId, i32)>)> {
        let mut now: Vec<(ControlId, i32)> = Vec::new();
        let mut stretches = Vec::new();
        if self.steps.first().is_none_or(|step| step.epoch > 0) {
            stretches.push((0, Vec::new()));
        }
        for steps in self.steps.chunk_by(|a, b| a.epoch == b.epoch) {
            for step in steps {
                step.apply(&mut now);
            }
            now.retain(|(_, number)| *number != 0);
            stretches.push((steps[0].epoch, now.clone()));
        }
        stretches
    }
}
