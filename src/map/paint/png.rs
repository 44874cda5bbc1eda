//! Pixels to a PNG file.

use super::palette::{Indexed, index};
use super::raster::{raster, raster_clear};
use super::zlib::compress;
use super::{PIXELS_PER_INCH, check_resolution};
use crate::error::{Error, Result};
use crate::map::scene::Scene;

/// Paints a scene at `scale` device pixels a page pixel and returns a whole PNG file.
///
/// The file has a palette of at most 256 colours; a scene of no more than that is kept exactly. It
/// says that scale 1 means 96 pixels an inch; [`png_at`] says otherwise. `metadata` are keywords and texts to store in it, such
/// as `("Source", "...")`.
///
/// # Errors
///
/// If the page cannot be painted, see [`raster`], or if a keyword is not 1 to 79 characters of
/// Latin-1.
///
/// # Example
///
/// ```
/// use controlmap::map::paint::png;
/// use controlmap::map::scene::{Color, Scene};
///
/// let background = Color { r: 250, g: 250, b: 245, a: 255 };
/// let scene = Scene { width: 40.0, height: 30.0, background, layers: vec![] };
/// let file = png(&scene, 1.0, &[("Title".to_owned(), "خريطة".to_owned())])?;
/// assert_eq!(&file[1..4], b"PNG");
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn png(scene: &Scene, scale: f32, metadata: &[(String, String)]) -> Result<Vec<u8>> {
    png_at(scene, scale, PIXELS_PER_INCH, metadata)
}

/// The same as [`png()`] for a page of which so many page pixels are an inch of paper.
///
/// # Errors
///
/// As [`png()`], and if `pixels_per_inch` is not a positive number.
///
/// # Example
///
/// ```
/// use controlmap::map::paint::png_at;
/// use controlmap::map::scene::{Color, Scene};
///
/// let background = Color { r: 250, g: 250, b: 245, a: 255 };
/// let a4 = Scene { width: 1240.0, height: 1754.0, background, layers: vec![] };
/// let file = png_at(&a4, 2.0, 150.0, &[])?; // 300 dots an inch
/// assert_eq!(&file[1..4], b"PNG");
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn png_at(
    scene: &Scene,
    scale: f32,
    pixels_per_inch: f32,
    metadata: &[(String, String)],
) -> Result<Vec<u8>> {
    check_resolution(pixels_per_inch)?;
    encode(&index(&raster(scene, scale)?), density(scale, pixels_per_inch), metadata)
}

/// Paints a scene on nothing, so that what lies beneath the picture shows where the scene leaves it bare or
/// its background is translucent: a whole PNG file with an alpha channel.
///
/// # Errors
///
/// As [`png()`].
///
/// # Example
///
/// ```
/// use controlmap::map::paint::png_clear;
/// use controlmap::map::scene::{Color, Scene};
///
/// let background = Color { r: 255, g: 255, b: 255, a: 0 };
/// let scene = Scene { width: 40.0, height: 30.0, background, layers: vec![] };
/// assert_eq!(&png_clear(&scene, 1.0, &[])?[1..4], b"PNG");
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn png_clear(scene: &Scene, scale: f32, metadata: &[(String, String)]) -> Result<Vec<u8>> {
    let ((width, height), pixels) = raster_clear(scene, scale)?;
    let mut file = Vec::with_capacity(pixels.len() / 4 + 4096);
    let density = density(scale, PIXELS_PER_INCH);
    let header = Header { width, height, palette: None, transparent: None, density };
    let mut writer = header.write(&mut file, metadata)?;
    let data = compress(pixels.as_flattened(), width as usize * 4, LEVEL)?;
    writer.write_chunk(png::chunk::IDAT, &data).map_err(refused)?;
    writer.finish().map_err(refused)?;
    Ok(file)
}

/// Device pixels in a metre of paper.
pub(super) fn density(scale: f32, pixels_per_inch: f32) -> f64 {
    f64::from(scale) * f64::from(pixels_per_inch) / METRES_PER_INCH
}

/// Metres in an inch.
const METRES_PER_INCH: f64 = 0.0254;

/// An image as a PNG file, of which so many pixels are a metre of paper.
fn encode(image: &Indexed, density: f64, metadata: &[(String, String)]) -> Result<Vec<u8>> {
    let mut file = Vec::with_capacity(image.pixels().len() / 8 + 4096);
    let header = Header {
        width: image.width(),
        height: image.height(),
        palette: Some(image.palette()),
        transparent: None,
        density,
    };
    let mut writer = header.write(&mut file, metadata)?;
    let data = compress(image.pixels(), image.width() as usize, LEVEL)?;
    writer.write_chunk(png::chunk::IDAT, &data).map_err(refused)?;
    writer.finish().map_err(refused)?;
    Ok(file)
}

/// A palette map of 1600 x 1200: level 1 gives 256 KB, 2 211, 4 203, 6 195 at five times the time
/// of level 2.
const LEVEL: u32 = 2;

/// What a PNG file says before its image data.
pub(super) struct Header<'a> {
    pub(super) width: u32,
    pub(super) height: u32,
    /// The colours; nothing for pixels that have their own, with alpha.
    pub(super) palette: Option<&'a [[u8; 3]]>,
    /// The number of the palette, if any, that lets shine through what was there before.
    pub(super) transparent: Option<u8>,
    /// Device pixels in a metre of paper.
    pub(super) density: f64,
}

impl Header<'_> {
    /// Writes all that stands before the image data, metadata among it.
    pub(super) fn write<'f>(
        &self,
        file: &'f mut Vec<u8>,
        metadata: &[(String, String)],
    ) -> Result<png::Writer<&'f mut Vec<u8>>> {
        let mut encoder = png::Encoder::new(file, self.width, self.height);
        encoder.set_depth(png::BitDepth::Eight);
        match self.palette {
            Some(palette) => {
                encoder.set_color(png::ColorType::Indexed);
                encoder.set_palette(palette.concat());
            }
            None => encoder.set_color(png::ColorType::Rgba),
        }
        if let Some(number) = self.transparent {
            let mut opacity = vec![255; usize::from(number)];
            opacity.push(0);
            encoder.set_trns(opacity);
        }
        encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
        let density = self.density.round() as u32;
        encoder.set_pixel_dims(Some(png::PixelDimensions {
            xppu: density,
            yppu: density,
            unit: png::Unit::Meter,
        }));
        for (keyword, text) in metadata {
            if !(latin1(keyword) && (1..=79).contains(&keyword.chars().count())) {
                return Err(Error::usage(
                    "a keyword of PNG metadata must be 1 to 79 characters of Latin-1",
                )
                .found(format!("{keyword:?}")));
            }
            let added = if latin1(text) {
                encoder.add_text_chunk(keyword.clone(), text.clone())
            } else {
                encoder.add_itxt_chunk(keyword.clone(), text.clone())
            };
            added.map_err(refused)?;
        }
        encoder.write_header().map_err(refused)
    }
}

/// Whether a text chunk can hold a string: Latin-1 without NUL.
fn latin1(text: &str) -> bool {
    text.chars().all(|c| c != '\0' && u32::from(c) < 256)
}

/// The encoder's own error, which nothing that is handed to it here should cause.
pub(super) fn refused(error: impl std::fmt::Display) -> Error {
    Error::input("the PNG file could not be written").found(error)
}
