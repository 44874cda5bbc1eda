//! GeoJSON (RFC 7946) in.

mod coordinates;
mod document;

pub(super) use document::read;
