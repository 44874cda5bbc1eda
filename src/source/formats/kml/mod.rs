//! KML (OGC 12-007r2): placemarks with their properties, styles, times and folders.

mod geometry;
mod properties;
mod read;
mod style;
mod write;
mod xml;

pub(super) use read::read;
pub(super) use write::write;
