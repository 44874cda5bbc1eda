//! The edges of a dataset through time, and who controlled which place when.

mod answer;
mod borders;
mod calendar;
mod control_index;
mod day;
mod edge_tree;
mod grid;
mod ledger;

pub use answer::{Answer, ControlId, Found, Span};
pub use borders::{Nearby, NearestFront};
pub use calendar::{Calendar, Epoch, EpochId};
pub use control_index::ControlIndex;
pub use day::Day;
pub use ledger::{EdgeCount, Ledger, LedgerEdge};
