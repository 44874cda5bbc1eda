//! controlmap turns dated territorial-control polygons into a map image for any date, and tells who
//! held which place when.
//!
//! Data goes one way: bytes, [`model::Dataset`], a [`model::Snapshot`] of one date, a
//! [`map::Scene`], pixels. `ARCHITECTURE.md` tells the floors and where to add things.

pub mod build;
pub mod check;
pub mod cli;
pub mod compare;
pub mod error;
pub mod geometry;
pub mod index;
pub mod join;
pub mod map;
pub mod model;
pub mod repair;
pub mod report;
#[cfg(feature = "serve")]
pub mod serve;
pub mod source;
#[cfg(feature = "serve")]
pub mod tile;

pub use error::{Error, ErrorKind, Result};

/// The README's Rust example, so that it is compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
