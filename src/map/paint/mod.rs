//! The painter: a [`Scene`] to pixels, and pixels to a PNG file.
//!
//! [`png`] is the whole way; [`raster`] stops at the pixels. The same scene at the same scale gives
//! the same bytes, whatever the number of threads.
//!
//! [`Scene`]: crate::map::scene::Scene

mod clip;
mod coverage;
mod dash;
mod hatch;
mod palette;
mod png;
mod prepare;
mod raster;

pub use palette::{Indexed, index};
pub use png::png;
pub use raster::{Image, MAX_PIXELS, MAX_SIDE, raster};
