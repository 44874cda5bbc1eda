//! Answers as data: what commands print as JSON and the server sends, in one place.

pub(crate) mod dates;
pub(crate) mod features;
pub(crate) mod grounds;
pub(crate) mod holders;
pub(crate) mod period;
pub(crate) mod points;
