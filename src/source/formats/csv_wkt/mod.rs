//! Tables (RFC 4180 and what is common beside it) with a column of well-known text.

mod read;
mod well_known_text;
mod write;

pub(super) use read::read;
pub(super) use write::write;
