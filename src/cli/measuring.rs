//! How ground is measured, as the command line says it.

use clap::ValueEnum;

use crate::geometry::EdgeRule;

/// What runs between two vertices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum EdgeWord {
    Straight,
    Geodesic,
}

impl EdgeWord {
    pub fn rule(self) -> EdgeRule {
        match self {
            Self::Straight => EdgeRule::Straight,
            Self::Geodesic => EdgeRule::Geodesic,
        }
    }
}
