//! Who stands on ground, when and how much it is, in words.

pub(super) mod dates;
pub(super) mod figures;
pub(super) mod holders;
