//! Where rivals face each other.

use crate::model::{Control, Dataset, Territory};

/// What makes a border a front line in a dataset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrontRule {
    /// Rivals stand on either side.
    BetweenRivals,
    /// The only actor of the dataset stands on one side, nobody on the other.
    EdgeOfPresence,
}

impl FrontRule {
    /// The rule for a dataset.
    pub fn of_dataset(dataset: &Dataset) -> Self {
        let controls: Vec<Control> = dataset.territories.iter().map(Territory::control).collect();
        Self::of(&controls)
    }

    /// The rule for a dataset in which ground is controlled in these ways.
    pub fn of(controls: &[Control]) -> Self {
        let present = controls.iter().filter(|control| control.is_presence());
        let mut actors = present.flat_map(|control| &control.claimants);
        match actors.next() {
            Some(only) if actors.all(|actor| actor == only) => Self::EdgeOfPresence,
            _ => Self::BetweenRivals,
        }
    }

    /// Whether ground under two controls, nothing where it is not mapped, meets at a front line.
    pub fn is_front(self, sides: [Option<&Control>; 2]) -> bool {
        let [left, right] = sides.map(|side| side.filter(|control| control.is_presence()));
        match (self, left, right) {
            (Self::BetweenRivals, Some(left), Some(right)) => !left.shares_actor_with(right),
            (Self::BetweenRivals, ..) => false,
            (Self::EdgeOfPresence, left, right) => left.is_some() != right.is_some(),
        }
    }
}
