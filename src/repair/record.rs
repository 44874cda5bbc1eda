//! What was done, and what was not.

use std::ops::Range;

use geo::MultiPolygon;

use super::RepairKind;
use crate::geometry::SquareKilometres;
use crate::model::{ActorId, Spot, Validity};

/// Something that was done to a feature or a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Repair {
    /// What.
    pub kind: RepairKind,
    /// How often, such as how many positions were dropped.
    pub count: usize,
    /// Where: the file and the feature as they were read, and a position, the first of several.
    pub spot: Spot,
    /// Whose ground the feature is; nothing where it names nobody.
    pub actor: Option<ActorId>,
    /// When; nothing for what is done whatever the date.
    pub when: Option<Validity>,
    /// Ground that the feature gained.
    pub gained: SquareKilometres,
    /// Ground that the feature lost.
    pub lost: SquareKilometres,
    /// The feature that keeps the ground or was given it, and its actor.
    pub given_to: Option<(Spot, Option<ActorId>)>,
    /// The ground that was gained or lost.
    pub ground: MultiPolygon,
    /// In which states of the data.
    pub(super) states: Range<usize>,
}

impl Repair {
    /// How much ground moved: what was gained and what was lost.
    pub fn moved(&self) -> SquareKilometres {
        SquareKilometres(self.gained.0 + self.lost.0)
    }

    /// In how many states of the data the repair is: as many as there are epochs in which the feature
    /// holds, one for a feature of a snapshot.
    pub fn states(&self) -> usize {
        self.states.len().max(1)
    }
}

/// An overlap that was left as it is, since nothing says whose the ground is.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptOverlap {
    /// The two features.
    pub features: [Spot; 2],
    /// Their actors.
    pub actors: [Option<ActorId>; 2],
    /// When it begins to be so; nothing for data without dates.
    pub when: Option<Validity>,
    /// How much ground both have.
    pub area: SquareKilometres,
}

/// How much ground an actor's features have, in all states of the data together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Total {
    /// Who; nothing for features that name nobody.
    pub actor: Option<ActorId>,
    /// Before the repairs.
    pub before: SquareKilometres,
    /// After them.
    pub after: SquareKilometres,
}
