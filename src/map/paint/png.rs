//! Pixels to a PNG file.

use flate2::{Compress, Compression, FlushCompress};
use rayon::prelude::*;

use super::palette::{Indexed, index};
use super::raster::raster;
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

/// The same as [`png`] for a page of which so many page pixels are an inch of paper.
///
/// # Errors
///
/// As [`png`], and if `pixels_per_inch` is not a positive number.
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
    let density = f64::from(scale) * f64::from(pixels_per_inch) / METRES_PER_INCH;
    encode(&index(&raster(scene, scale)?), density, metadata)
}

/// Metres in an inch.
const METRES_PER_INCH: f64 = 0.0254;

/// An image as a PNG file, of which so many pixels are a metre of paper.
fn encode(image: &Indexed, density: f64, metadata: &[(String, String)]) -> Result<Vec<u8>> {
    let mut file = Vec::with_capacity(image.pixels().len() / 8 + 4096);
    let mut encoder = png::Encoder::new(&mut file, image.width(), image.height());
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(image.palette().concat());
    encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
    let density = density.round() as u32;
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
    let mut writer = encoder.write_header().map_err(refused)?;
    writer.write_chunk(png::chunk::IDAT, &compress(image)?).map_err(refused)?;
    writer.finish().map_err(refused)?;
    Ok(file)
}

/// Bytes of image data that are compressed at a time: enough that what the parts cannot refer to in
/// each other does not matter.
const PART: usize = 1 << 18;

/// The image data of a PNG file: a zlib stream (RFC 1950) of unfiltered rows, made in parts at the
/// same time. Filters would not help, since neighbouring numbers of a palette have nothing in
/// common.
fn compress(image: &Indexed) -> Result<Vec<u8>> {
    let width = image.width() as usize;
    let rows = (PART / width).max(1);
    let count = (image.height() as usize).div_ceil(rows);
    let parts: Vec<(Vec<u8>, Vec<u8>)> = image
        .pixels()
        .par_chunks(width * rows)
        .enumerate()
        .map(|(index, part)| {
            let mut raw = Vec::with_capacity(part.len() + rows);
            for row in part.chunks(width) {
                raw.push(NO_FILTER);
                raw.extend_from_slice(row);
            }
            deflate(&raw, index + 1 == count).map(|deflated| (raw, deflated))
        })
        .collect::<Result<_>>()?;
    // Deflate with a window of 32 KiB, the fastest class of compression.
    let mut stream = vec![0x78, 0x01];
    let mut checksum = simd_adler32::Adler32::new();
    for (raw, deflated) in &parts {
        checksum.write(raw);
        stream.extend_from_slice(deflated);
    }
    stream.extend_from_slice(&checksum.finish().to_be_bytes());
    Ok(stream)
}

/// The filter type of a row that is stored as it is.
const NO_FILTER: u8 = 0;

/// Compresses a part of a deflate stream (RFC 1951); one that is not the last ends on a whole byte,
/// so that the next can follow.
fn deflate(raw: &[u8], last: bool) -> Result<Vec<u8>> {
    // A palette map of 1600 x 1200: level 1 gives 256 KB, 2 211, 4 203, 6 195 at five times the
    // time of level 2.
    let mut compressor = Compress::new(Compression::new(2), false);
    let flush = if last { FlushCompress::Finish } else { FlushCompress::Sync };
    let mut out = Vec::with_capacity(raw.len() / 4 + 1024);
    loop {
        let rest = raw.get(compressor.total_in() as usize..).unwrap_or_default();
        compressor.compress_vec(rest, &mut out, flush).map_err(refused)?;
        // With room left over, everything has been written.
        if out.len() < out.capacity() {
            return Ok(out);
        }
        out.reserve(out.len());
    }
}

/// Whether a text chunk can hold a string: Latin-1 without NUL.
fn latin1(text: &str) -> bool {
    text.chars().all(|c| c != '\0' && u32::from(c) < 256)
}

/// The encoder's own error, which nothing that [`encode`] hands it should cause.
fn refused(error: impl std::fmt::Display) -> Error {
    Error::input("the PNG file could not be written").found(error)
}
