//! Drawing: a snapshot and a view become a [`Scene`] of plain data, and a painter paints it.

pub mod paint;
pub mod scene;
pub mod text;

pub use scene::Scene;
