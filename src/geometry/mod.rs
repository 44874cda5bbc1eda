//! Pure geometry: no dates, no actors, no files.
//!
//! Shapes are those of the [`geo`] crate, re-exported here; x is longitude and y latitude, in degrees
//! on WGS 84. Edges are straight in longitude and latitude, as RFC 7946 (3.1.1) says.

pub mod area;
mod bounding_box;
pub mod clip;
pub mod geodesic;
mod kilometres;
mod lon_lat;
pub mod projection;
pub mod shared_edges;
pub mod subdivision;
pub mod winding;

pub use area::SquareKilometres;
pub use bounding_box::BoundingBox;
pub use geo::{Coord, LineString, MultiPolygon, Polygon};
pub use kilometres::Kilometres;
pub use lon_lat::LonLat;
pub use projection::{Projection, Projector};
