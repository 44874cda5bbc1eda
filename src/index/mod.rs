//! The edges of a dataset through time, who controlled which place when, and places by name.

mod answer;
mod calendar;
mod control_index;
mod edges;
mod evidence;
mod folding;
mod gazetteer;

pub use answer::{Answer, ControlId, Found, Span};
pub use calendar::{Calendar, Epoch, EpochId};
pub use control_index::{ControlIndex, Nearby, NearestFront};
pub use edges::{EdgeCount, count_edges};
pub use evidence::{evidence, sources};
pub use gazetteer::{Gazetteer, Match};
