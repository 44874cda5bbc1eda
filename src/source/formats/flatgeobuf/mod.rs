//! FlatGeobuf, version 3: a header, an index, and features, each a FlatBuffer.

mod properties;
mod read;
mod shape;
mod write;

pub(super) use read::read;
pub(super) use write::write;
