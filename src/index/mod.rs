//! The edges of a dataset through time, and who controlled which place when.

mod answer;
mod calendar;
mod control_index;
mod day;
mod edge_tree;
mod grid;
mod ledger;

pub use answer::{Answer, ControlId, Found, Span};
pub use calendar::{Calendar, Epoch, EpochId};
pub use control_index::{ControlIndex, Nearby, NearestFront};
pub use day::Day;
pub use ledger::{EdgeCount, Ledger, LedgerEdge};
