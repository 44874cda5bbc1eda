//! TopoJSON (the format specification 1.0): objects made of arcs that neighbours share.

mod read;
mod topology;
mod write;

pub(super) use read::read;
pub(super) use write::write;
