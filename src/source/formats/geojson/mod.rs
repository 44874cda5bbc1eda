//! GeoJSON (RFC 7946) in, by the object or in sequences.

mod coordinates;
mod document;
mod sequence;

pub(super) use coordinates::{Malformed, Scanner};
pub(super) use document::read;
pub(super) use sequence::read as read_sequence;
