//! GeoPackage (OGC 12-128r17): tables of features in an SQLite database.

mod blob;
mod database;
mod read;
mod schema;
mod write;

pub(super) use read::read;
pub(super) use write::write;
