//! GeoParquet 1.0 and 1.1: columns of values, one of them of geometries.

mod geo_metadata;
mod guard;
mod native;
mod pages;
mod read;
mod thrift;
mod values;
mod write;

pub(super) use read::read;
pub(super) use write::write;
