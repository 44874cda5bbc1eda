//! What a snapshot amounts to, and what changed from one to another: areas, front lines, pockets.
//!
//! Every number that a map shows is one that is returned here. Figures are sums over the cells of one
//! [`overlay`](crate::geometry::overlay) of everything that divides ground, so that rows, columns and
//! regions sum to the whole; they don't depend on whether neighbours share their vertices.

mod areas;
mod change;
mod fronts;
mod ground;
mod holdings;
mod intervals;
mod pockets;
mod sheet;
mod side_by_side;

pub use areas::{
    AreaRow, Areas, DatedAreas, MANY_CONTROLS, Measuring, Misdrawn, OverlapRow, RegionalAreas,
    areas, gross_changes, largest_first, misdrawn, series, series_of,
};
pub use change::{
    Advance, Break, Comparing, Comparison, Evidence, FrontChange, Gain, Matrix, Patch, PlaceChange,
    SideChange, breaks, changes, patches,
};
pub use fronts::{ControlLines, Front, Outline, control_lines, fronts};
pub use ground::Ground;
pub use holdings::{DatedFront, DatedLimit, Holding, Holdings, holdings};
pub use intervals::intervals;
pub use pockets::{Fate, Origin, Pocket, PocketFates, pockets};
pub use side_by_side::SideBySide;
