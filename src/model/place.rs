//! Named places.

use super::Names;
use crate::geometry::LonLat;

/// A town, village or site with a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its names.
    pub names: Names,
    /// Where it is.
    pub position: LonLat,
    /// Importance, 1 for a capital, larger numbers for lesser places.
    pub rank: u8,
    /// People living there; nothing where that is not known.
    pub population: Option<u64>,
    /// What it is: `city`, `town`, `village`, `dam`, `airbase` and the like; empty where not said.
    pub kind: String,
    /// Identifier of the region it belongs to; empty where not said.
    pub region: String,
}
