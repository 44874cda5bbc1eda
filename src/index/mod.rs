//! The edges of a dataset through time.

mod edges;

pub use edges::{EdgeCount, count_edges};
