//! The edges of a dataset through time, who controlled which place when, and places by name.

mod answer;
mod borders;
mod calendar;
mod control_index;
mod day;
mod edge_table;
mod edge_tree;
mod evidence;
mod folding;
mod front_rule;
mod gazetteer;
mod grid;
mod ledger;
mod regions;

pub use answer::{Answer, ControlId, Found, Span};
pub use borders::{Nearby, NearestFront};
pub use calendar::{Calendar, Epoch, EpochId};
pub use control_index::ControlIndex;
pub use day::Day;
pub use edge_table::{Bound, EdgeCount, EdgeTable};
pub use evidence::{Evidence, evidence, sources};
pub use front_rule::FrontRule;
pub use gazetteer::{Gazetteer, Match};
pub use ledger::{Ledger, LedgerEdge};
pub use regions::RegionFinder;
