//! The painters: a [`Scene`] to pixels and on to a PNG file, or to an SVG file, and several to a film.
//!
//! [`gif`] and [`apng`] make a [`Film`] of scenes. [`png`] is the whole way to a PNG; [`raster`] stops at the pixels; [`svg`] keeps lines and letters.
//! The same scene at the same scale gives the same bytes, whatever the number of threads.
//!
//! Where a scene leaves room for choice: a halo's width is that of a line along the letters'
//! outline, so that half of it shows; dashes end square; a layer's clip goes to the nearest device pixel; lines thinner than a device pixel become
//! paler instead of thinner.
//!
//! [`Scene`]: crate::map::scene::Scene

mod film;
mod hatch;
mod palette;
mod png;
mod prepare;
mod raster;
#[cfg(test)]
mod sample;
mod svg;
#[cfg(test)]
mod tests;
mod zlib;

pub use film::{
    Fade, Film, LONGEST_FRAME_MS, MAX_FILM_PIXELS, Repeat, SHORTEST_FRAME_MS, Shot, Timing, apng,
    gif,
};
pub use palette::{Indexed, index};
pub use png::png;
pub use raster::{Image, MAX_PIXELS, MAX_SIDE, raster};
pub use svg::svg;
