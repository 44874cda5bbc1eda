//! TopoJSON (the format specification 1.0): objects made of arcs that neighbours share.

mod read;

pub(super) use read::read;
