//! GeoJSON (RFC 7946) in and out.

mod coordinates;
mod document;
mod write;

pub(super) use document::read;
pub(super) use write::{write, write_sequence};
