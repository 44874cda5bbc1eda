//! GeoJSON (RFC 7946), by the object or in sequences, in and out.

mod collection;
mod coordinates;
mod document;
mod sequence;
mod write;

pub(super) use coordinates::{Malformed, Scanner};
pub(super) use document::read;
pub(super) use sequence::read as read_sequence;
pub(super) use write::{write, write_sequence};
