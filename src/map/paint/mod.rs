//! The painters: a [`Scene`] to pixels and on to a PNG file, or to an SVG or PDF file, and several to a
//! film.
//!
//! [`png`] is the whole way to a PNG; [`raster`] stops at the pixels; [`svg`] and [`pdf`] keep lines and
//! letters. [`gif()`] and [`apng`] make a [`Film`] of scenes.
//! The same scene at the same scale gives the same bytes, whatever the number of threads.
//!
//! Where a scene leaves room for choice: a halo's width is that of a line along the letters'
//! outline, so that half of it shows; dashes end square; a layer's clip goes to the nearest device
//! pixel; lines thinner than a device pixel become paler instead of thinner. Pixels show level letters
//! at the nearest quarter of a device pixel, and the corners of lines of many points rounded.
//!
//! [`Scene`]: crate::map::scene::Scene

mod coverage;
mod film;
mod glyphs;
mod hatch;
mod lettering;
mod letters;
mod line;
mod palette;
mod pdf;
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
pub use lettering::Lettering;
pub use palette::{Indexed, index};
pub use pdf::{pdf, pdf_at};
pub use png::{png, png_at, png_clear};
pub use raster::{Image, MAX_PIXELS, MAX_SIDE, raster};
pub use svg::{svg, svg_at};

use crate::{Error, Result};

/// Page pixels in an inch of paper where nothing else is said: those of CSS.
pub const PIXELS_PER_INCH: f32 = 96.0;

fn check_resolution(pixels_per_inch: f32) -> Result<()> {
    if pixels_per_inch.is_finite() && pixels_per_inch > 0.0 {
        return Ok(());
    }
    Err(Error::usage("a page has a positive number of pixels an inch").found(pixels_per_inch))
}
