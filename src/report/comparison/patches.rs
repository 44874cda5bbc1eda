//! Changed ground as GeoJSON.

use serde::Serialize;

use crate::Result;
use crate::compare::Patch;
use crate::report::features;
use crate::report::grounds::{GroundNames, precise};

#[derive(Debug, Serialize)]
struct Properties {
    from_status: &'static str,
    /// Ids, with `;` between them.
    from_actors: String,
    from: String,
    to_status: &'static str,
    to_actors: String,
    to: String,
    km2: f64,
    width_km: f64,
    is_sliver: bool,
}

/// A feature for each connected piece of changed ground, the largest first.
pub(crate) fn collection(names: &GroundNames, patches: &[Patch]) -> Result<String> {
    features::collection(patches.iter().map(|patch| {
        let (from, to) = (names.data(&patch.from), names.data(&patch.to));
        let properties = Properties {
            from_status: from.status,
            from_actors: from.ids(),
            from: names.of(&patch.from),
            to_status: to.status,
            to_actors: to.ids(),
            to: names.of(&patch.to),
            km2: precise(patch.area.0),
            width_km: precise(patch.width.0),
            is_sliver: patch.is_sliver,
        };
        (properties, (&patch.polygons).into())
    }))
}
