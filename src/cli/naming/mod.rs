//! Who stands on ground, in words and as data.

pub(super) mod dates;
pub(super) mod grounds;
pub(super) mod holders;
