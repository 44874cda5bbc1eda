//! How ground is controlled, whatever ground it is.

use super::{ActorId, Status, Territory};

/// Who stands on ground, and how: what two pieces of ground have in common that are shown alike,
/// counted together and reported as one.
///
/// # Guarantees
///
/// Nobody stands in it twice. Unless ground is claimed, where the first named is the one that
/// claims, claimants ascend: the order in which those are named who share ground or fight for it
/// makes no difference.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Control {
    /// How they stand on it.
    pub status: Status,
    /// Who stands on the ground; empty where nobody knows.
    pub claimants: Vec<ActorId>,
}

impl Control {
    /// Control of a status by some actors.
    pub fn new(status: Status, claimants: impl IntoIterator<Item = ActorId>) -> Self {
        let mut claimants: Vec<ActorId> = claimants.into_iter().collect();
        if status == Status::Claimed {
            let mut seen = Vec::new();
            claimants.retain(|actor| {
                !seen.contains(actor) && {
                    seen.push(*actor);
                    true
                }
            });
        } else {
            claimants.sort_unstable();
            claimants.dedup();
        }
        Self { status, claimants }
    }

    /// Whether somebody is known to stand on the ground: that an actor claims it does not make it
    /// stand there.
    pub fn is_presence(&self) -> bool {
        !self.claimants.is_empty() && !matches!(self.status, Status::Claimed | Status::Unknown)
    }

    /// Whether the two have an actor in common.
    pub fn shares_actor_with(&self, other: &Self) -> bool {
        self.claimants.iter().any(|actor| other.claimants.contains(actor))
    }
}

impl Territory {
    /// How the territory is controlled.
    pub fn control(&self) -> Control {
        Control::new(self.status, self.claimants())
    }
}
