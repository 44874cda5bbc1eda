//! Shapefile (ESRI, *Shapefile Technical Description*, July 1998), with its table and what else lies
//! beside it.
//!
//! The bytes are read here, not by the crates `shapefile` and `dbase`: those round numbers of dBASE's
//! type F to single precision, refuse tables whose header has no date, and pass over deleted rows, after
//! which shapes get the properties of others.

mod bytes;
mod dbase;
mod read;
mod rings;
mod shape;

pub(super) use read::read;
