//! Answers as data: what commands print as JSON and the server sends, in one place.

pub(crate) mod area;
pub(crate) mod at;
pub(crate) mod comparison;
pub(crate) mod dates;
pub(crate) mod features;
pub(crate) mod fronts;
pub(crate) mod grounds;
pub(crate) mod history;
pub(crate) mod holders;
pub(crate) mod period;
pub(crate) mod pockets;
pub(crate) mod points;
