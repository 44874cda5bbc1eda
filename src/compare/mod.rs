//! What a snapshot amounts to: areas, front lines, pockets.
//!
//! Every number that a map shows is one that is returned here.

pub mod areas;
pub mod front_lines;
pub mod pockets;

pub use areas::{AreaRow, Areas, areas};
pub use front_lines::{ControlLines, Outline, control_lines};
pub use pockets::{Pocket, pockets};
