//! Arguments that several commands have, and their values.

pub(super) mod dataset;
pub(super) mod measuring;
pub(super) mod points;
pub(super) mod values;
