//! Arguments that several commands have, and their values.

pub(super) mod dataset;
pub(super) mod map;
pub(super) mod measuring;
pub(super) mod page;
pub(super) mod points;
pub(super) mod theme;
pub(super) mod values;
