//! How ground is measured, as the command line says it.

use clap::ValueEnum;

use crate::Result;
use crate::cli::output::progress::Voice;
use crate::compare::misdrawn;
use crate::geometry::EdgeRule;
use crate::model::Snapshot;
use crate::report::grounds::GroundNames;

/// Says whose polygons cross or overlap themselves, and what is measured then.
pub(in crate::cli) fn say_what_is_misdrawn(
    snapshot: &Snapshot,
    names: &GroundNames,
    voice: Voice,
) -> Result<()> {
    for found in misdrawn(snapshot)? {
        voice.say(format_args!(
            "on {} the polygons of {} cross or overlap themselves: {} as drawn, {} of ground \
             enclosed, which is what counts",
            snapshot.date,
            names.control(&found.control),
            found.drawn,
            found.measured
        ));
    }
    Ok(())
}

/// What runs between two vertices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum EdgeWord {
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
