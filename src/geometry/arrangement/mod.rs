//! Straight lines laid over each other: the vertices, edges and cells that they divide the plane into.
//!
//! All positions are first moved to a [`Grid`], and all lines are made to meet at vertices of that
//! grid (`noding`); from then on nothing is computed that could be rounded. Cells that touch have the
//! very same vertices along their common edges.

pub(super) mod grid;
pub(super) mod noding;
pub(super) mod plane;
pub(super) mod rings;
pub(super) mod union;

pub(super) use grid::{Grid, GridPoint};
pub(super) use noding::Piece;
pub(super) use plane::Plane;
