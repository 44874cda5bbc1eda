//! How often the rings of each control go round a piece of ground, through time.

use crate::index::{Bound, ControlId};

/// Changes of winding numbers: in which epoch whose number grows, and by how much.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::compare) struct Timeline(Vec<(ControlId, u16, i32)>);

/// Epochs throughout which ground is controlled in one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::compare) struct Stretch {
    pub control: ControlId,
    /// The first epoch.
    pub from: u16,
    /// The first epoch that is no longer part of it.
    pub end: u16,
}

impl Timeline {
    /// Adds what an edge bounds, times a factor.
    pub fn add(&mut self, bounds: &[Bound], factor: i32) {
        for bound in bounds {
            let weight = bound.weight * factor;
            self.0.push((bound.control, bound.from, weight));
            self.0.push((bound.control, bound.end, -weight));
        }
    }

    /// Sums the changes of each epoch, in order.
    pub fn settle(&mut self) {
        self.0.sort_unstable();
        self.0.dedup_by(|next, kept| {
            let is_same = (next.0, next.1) == (kept.0, kept.1);
            kept.2 += if is_same { next.2 } else { 0 };
            is_same
        });
        self.0.retain(|change| change.2 != 0);
    }

    /// When which control's rings go round the ground, within runs of epochs; the timeline must be
    /// settled.
    pub fn stretches(&self, runs: &[(u16, u16)]) -> Vec<Stretch> {
        let mut stretches = Vec::new();
        for changes in self.0.chunk_by(|one, other| one.0 == other.0) {
            let (mut winding, mut since) = (0, 0);
            for &(control, epoch, change) in changes {
                let was_held = winding != 0;
                winding += change;
                match (was_held, winding != 0) {
                    (false, true) => since = epoch,
                    (true, false) => stretches.extend(within(runs, control, since, epoch)),
                    _ => (),
                }
            }
        }
        stretches
    }
}

/// The parts of a stretch of epochs that lie in runs.
fn within(
    runs: &[(u16, u16)],
    control: ControlId,
    from: u16,
    end: u16,
) -> impl Iterator<Item = Stretch> + '_ {
    let parts = runs.iter().map(move |run| (run.0.max(from), run.1.min(end)));
    let parts = parts.filter(|(from, end)| from < end);
    parts.map(move |(from, end)| Stretch { control, from, end })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: ControlId = ControlId(0);
    const OTHER: ControlId = ControlId(1);

    fn bound(control: ControlId, weight: i32, from: u16, end: u16) -> Bound {
        Bound { control, weight, from, end }
    }

    fn stretches(bounds: &[Bound], runs: &[(u16, u16)]) -> Vec<(u16, u16, u16)> {
        let mut timeline = Timeline::default();
        timeline.add(bounds, 1);
        timeline.settle();
        let told = timeline.stretches(runs);
        told.into_iter().map(|it| (it.control.0, it.from, it.end)).collect()
    }

    #[test]
    fn ground_that_is_left_and_taken_again_has_two_stretches() {
        let bounds = [bound(ONE, 1, 1, 3), bound(OTHER, 1, 3, 4), bound(ONE, 1, 4, u16::MAX)];
        assert_eq!(stretches(&bounds, &[(0, 9)]), [(0, 1, 3), (0, 4, 9), (1, 3, 4)]);
    }

    #[test]
    fn ground_drawn_twice_is_held_once() {
        let bounds = [bound(ONE, 1, 1, 5), bound(ONE, 1, 3, 8)];
        assert_eq!(stretches(&bounds, &[(0, 9)]), [(0, 1, 8)]);
    }

    #[test]
    fn epochs_without_data_interrupt() {
        assert_eq!(stretches(&[bound(ONE, -1, 0, 9)], &[(1, 3), (4, 6)]), [(0, 1, 3), (0, 4, 6)]);
    }

    #[test]
    fn crossing_an_edge_there_and_back_changes_nothing() {
        let mut timeline = Timeline::default();
        timeline.add(&[bound(ONE, 1, 2, 4)], 1);
        timeline.add(&[bound(ONE, 1, 2, 4)], -1);
        timeline.settle();
        assert_eq!(timeline, Timeline::default());
    }
}
