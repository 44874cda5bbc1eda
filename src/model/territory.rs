//! Ground under one control for one validity.

use geo::{Coord, MultiPolygon};

use super::{ActorId, Status, Validity};

/// Ground, who stands on it and how, and when that is so.
///
/// # Guarantees
///
/// Rings are closed, have at least four positions, exteriors run counter-clockwise and interiors
/// clockwise. Polygons that were read are valid as OGC Simple Features says; they may still overlap
/// those of other territories: that is for a check to find.
#[derive(Debug, Clone, PartialEq)]
pub struct Territory {
    /// The ground.
    pub polygons: MultiPolygon,
    /// Who controls it, or is named first; nothing where nobody knows.
    pub actor: Option<ActorId>,
    /// Who else stands on it: rivals where it is contested, partners where it is joint.
    pub others: Vec<ActorId>,
    /// How it is controlled.
    pub status: Status,
    /// When this is so.
    pub validity: Validity,
    /// Where this is known from; empty where the data does not say.
    pub source: String,
    /// Which feature of which file it was read from, the first where several were the same; nothing
    /// where it comes from no file.
    pub origin: Option<Origin>,
}

/// A feature that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Origin {
    /// The place of its file, or layer of a file, in [`Dataset::read_from`](super::Dataset::read_from).
    pub layer: u32,
    /// Its place in that, counted from 1.
    pub feature: u32,
}

impl Territory {
    /// Everybody who stands on the ground, the first named first.
    pub fn claimants(&self) -> impl Iterator<Item = ActorId> {
        self.actor.into_iter().chain(self.others.iter().copied())
    }

    /// Positions of all rings, the closing one of each not counted.
    pub fn vertices(&self) -> usize {
        let rings = |polygon: &geo::Polygon| {
            polygon.interiors().iter().map(|ring| ring.0.len().saturating_sub(1)).sum::<usize>()
        };
        self.polygons
            .iter()
            .map(|polygon| polygon.exterior().0.len().saturating_sub(1) + rings(polygon))
            .sum()
    }

    /// The positions of the exteriors.
    pub fn positions(&self) -> impl Iterator<Item = Coord> {
        self.polygons.iter().flat_map(|polygon| polygon.exterior().coords().copied())
    }

    /// Whether the two are the same ground in the same hands, whenever that is.
    pub fn is_same_but_for_validity(&self, other: &Self) -> bool {
        self.actor == other.actor
            && self.status == other.status
            && self.others == other.others
            && self.source == other.source
            && self.polygons == other.polygons
    }
}
