//! Tables (RFC 4180 and what is common beside it) with a column of well-known text.

mod read;
mod well_known_text;

pub(super) use read::read;
