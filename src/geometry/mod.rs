//! Pure geometry: no dates, no actors, no files.
//!
//! Shapes are those of the [`geo`] crate, re-exported here; x is longitude and y latitude, in degrees
//! on WGS 84. Edges are straight in longitude and latitude, as RFC 7946 (3.1.1) says.

pub mod area;
mod arrangement;
pub(crate) mod beside;
mod bounding_box;
mod cells;
pub(crate) mod chains;
pub mod clip;
pub mod coverage;
mod cylindrical;
pub mod geodesic;
mod kilometres;
mod labelled_edges;
mod lon_lat;
pub(crate) mod metres;
pub mod overlay;
mod prepared;
pub mod projection;
pub mod shared_edges;
pub mod snapping;
pub mod subdivision;
pub mod tidy;
pub mod validity;
pub mod vicinity;
pub mod winding;

pub use area::{EdgeRule, SquareKilometres};
pub use bounding_box::BoundingBox;
pub use cells::{Cells, Crossing};
pub use cylindrical::Cylindrical;
pub use geo::{Coord, LineString, MultiLineString, MultiPolygon, Polygon};
pub use kilometres::Kilometres;
pub use labelled_edges::{LabelledEdges, Step};
pub use lon_lat::LonLat;
pub use prepared::Prepared;
pub use projection::{Projection, Projector};
