//! Scene to pixels.
//!
//! The page is painted in horizontal bands, several at a time. A band's height does not depend on
//! the number of threads, and a pixel's value not on the band, so the same scene always gives the
//! same pixels.

use rayon::prelude::*;

use super::coverage::{Coverage, PixelRect};
use super::dash::Page;
use super::prepare::{CHUNK, Canvas, Form, Ink, Shape, prepare};
use crate::error::{Error, Result};
use crate::map::scene::{Color, Item, Rect, Scene};

/// Most pixels on one side of a painted page.
pub const MAX_SIDE: u32 = 20_000;

/// Most pixels of a painted page.
pub const MAX_PIXELS: u64 = 400_000_000;

/// A painted page: opaque sRGB pixels, row after row from the top.
///
/// # Guarantees
///
/// There are exactly `width` times `height` pixels, at least one, and every alpha is 255.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    width: u32,
    height: u32,
    pixels: Vec<[u8; 4]>,
}

impl Image {
    /// Width in device pixels.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Height in device pixels.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// The pixels as red, green, blue, alpha.
    pub fn pixels(&self) -> &[[u8; 4]] {
        &self.pixels
    }

    /// The colour of a pixel, counted from the top left corner; nothing outside the page.
    pub fn pixel(&self, x: u32, y: u32) -> Option<Color> {
        let index = (x < self.width).then_some(y as usize * self.width as usize + x as usize)?;
        self.pixels.get(index).map(|&[r, g, b, a]| Color { r, g, b, a })
    }
}

/// Paints a scene at `scale` device pixels a page pixel.
///
/// A translucent background is laid over white. Coordinates that are not finite are left out.
///
/// # Errors
///
/// If the page has no pixels, or more than [`MAX_SIDE`] on a side or [`MAX_PIXELS`] altogether.
///
/// # Example
///
/// ```
/// use controlmap::map::paint::raster;
/// use controlmap::map::scene::{Color, Item, Layer, Paint, Point, Scene};
///
/// let red = Color { r: 200, g: 0, b: 0, a: 255 };
/// let white = Color { r: 255, g: 255, b: 255, a: 255 };
/// let corners = [(0.0, 0.0), (10.0, 0.0), (10.0, 5.0), (0.0, 5.0)];
/// let ring = corners.iter().map(|&(x, y)| Point { x, y }).collect();
/// let fill = Item::Fill { rings: vec![ring], paint: Paint::Solid(red) };
/// let layers = vec![Layer { name: "territories", clip: None, items: vec![fill] }];
/// let scene = Scene { width: 20.0, height: 10.0, background: white, layers };
///
/// let image = raster(&scene, 2.0)?;
/// assert_eq!((image.width(), image.height()), (40, 20));
/// assert_eq!(image.pixel(19, 9), Some(red));
/// assert_eq!(image.pixel(20, 9), Some(white));
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn raster(scene: &Scene, scale: f32) -> Result<Image> {
    raster_in_bands(scene, scale, BAND)
}

/// Rows of a band: few enough that a band's pixels and coverage stay in a core's cache.
const BAND: usize = 32;

fn raster_in_bands(scene: &Scene, scale: f32, band: usize) -> Result<Image> {
    let (width, height) = page_size(scene, scale)?;
    let shapes = shapes(scene, scale, width, height);
    let background = opaque(scene.background);
    let columns = width as usize;
    let mut pixels = vec![[0; 4]; columns * height as usize];
    pixels.par_chunks_mut(columns * band).enumerate().for_each_init(
        || Coverage::new(columns, band),
        |coverage, (index, rows)| {
            rows.fill(background);
            let top = (index * band) as u32;
            let bottom = top + (rows.len() / columns) as u32;
            let clip = PixelRect { left: 0, top, right: width, bottom };
            for shape in &shapes {
                paint_shape(shape, clip, coverage, rows, columns);
            }
        },
    );
    Ok(Image { width, height, pixels })
}

/// Width and height of the page in device pixels, if it can be painted.
fn page_size(scene: &Scene, scale: f32) -> Result<(u32, u32)> {
    let side = |length: f32| (f64::from(length) * f64::from(scale)).round();
    let (width, height) = (side(scene.width), side(scene.height));
    let found = || format!("{width} x {height} pixels");
    if !(width >= 1.0 && height >= 1.0) {
        return Err(Error::usage("a page must be at least one pixel wide and high")
            .found(found())
            .hint("the page's width and height and the scale must be positive numbers"));
    }
    let most = f64::from(MAX_SIDE);
    if width > most || height > most || width * height > MAX_PIXELS as f64 {
        return Err(Error::limit(format!(
            "a page may have at most {MAX_SIDE} pixels on a side and {} million in all",
            MAX_PIXELS / 1_000_000
        ))
        .found(found())
        .hint("choose a smaller page or scale"));
    }
    Ok((width as u32, height as u32))
}

/// Everything there is to paint, from bottom to top.
fn shapes(scene: &Scene, scale: f32, width: u32, height: u32) -> Vec<Shape> {
    let page = Page { width: f64::from(width), height: f64::from(height) };
    let whole = PixelRect { left: 0, top: 0, right: width, bottom: height };
    let items: Vec<(&Item, Canvas)> = scene
        .layers
        .iter()
        .flat_map(|layer| {
            let clip = layer.clip.map_or(whole, |clip| pixel_rect(clip, scale).intersection(whole));
            let canvas = Canvas { scale, page, clip };
            layer.items.iter().filter(move |_| !clip.is_empty()).map(move |item| (item, canvas))
        })
        .collect();
    let parts: Vec<Vec<Shape>> =
        items.into_par_iter().map(|(item, canvas)| prepare(item, canvas)).collect();
    parts.into_iter().flatten().collect()
}

/// A rectangle's pixels; its edges go to the nearest pixel, so that a clip is crisp.
fn pixel_rect(rect: Rect, scale: f32) -> PixelRect {
    let pixel = |length: f32| (length * scale).round() as u32;
    PixelRect {
        left: pixel(rect.x),
        top: pixel(rect.y),
        right: pixel(rect.x + rect.width),
        bottom: pixel(rect.y + rect.height),
    }
}

/// Paints the part of a shape that lies in a band, whose pixels are `rows`.
fn paint_shape(
    shape: &Shape,
    band: PixelRect,
    coverage: &mut Coverage,
    rows: &mut [[u8; 4]],
    columns: usize,
) {
    let clip = shape.bounds.intersection(band);
    if clip.is_empty() {
        return;
    }
    let brush = |row: u32, from: u32, to: u32, covered: u8| {
        let start = (row - band.top) as usize * columns;
        let pixels = &mut rows[start + from as usize..start + to as usize];
        match &shape.ink {
            Ink::Flat(color) => blend(pixels, *color, covered),
            Ink::Striped(color, stripes) => {
                for (pixel, stripe) in pixels.iter_mut().zip(stripes.row(row, from)) {
                    let both = share(covered, stripe);
                    if both > 0 {
                        blend(std::slice::from_mut(pixel), *color, both);
                    }
                }
            }
        }
    };
    coverage.begin(clip);
    let (top, bottom) = (clip.top as f32, clip.bottom as f32);
    let near = shape
        .segments
        .chunks(CHUNK)
        .zip(&shape.spans)
        .filter(|(_, span)| span.0 < bottom && span.1 > top)
        .flat_map(|(chunk, _)| chunk);
    match shape.form {
        Form::Area(rule) => {
            near.for_each(|&edge| coverage.add_edge(edge));
            coverage.sweep_area(rule, brush);
        }
        Form::Line(radius) => {
            near.for_each(|&segment| coverage.add_capsule(segment, radius));
            coverage.sweep_lines(brush);
        }
    }
}

/// The product of two shares of 255.
fn share(a: u8, b: u8) -> u8 {
    let product = u32::from(a) * u32::from(b) + 128;
    ((product + (product >> 8)) >> 8) as u8
}

/// Lays a colour over pixels as far as they are covered.
fn blend(pixels: &mut [[u8; 4]], color: Color, covered: u8) {
    let alpha = u32::from(share(covered, color.a));
    let Color { r, g, b, .. } = color;
    if alpha == 255 {
        pixels.fill([r, g, b, 255]);
        return;
    }
    // Two channels at a time, 16 bits each; the products and the rounding never overflow these.
    let source = u32::from_le_bytes([r, g, b, 255]);
    let even = (source & 0x00ff_00ff) * alpha + 0x0080_0080;
    let odd = ((source >> 8) & 0x00ff_00ff) * alpha + 0x0080_0080;
    for pixel in pixels {
        let below = u32::from_le_bytes(*pixel);
        let divide = |sum: u32| (sum + ((sum >> 8) & 0x00ff_00ff)) >> 8 & 0x00ff_00ff;
        let even = divide((below & 0x00ff_00ff) * (255 - alpha) + even);
        let odd = divide(((below >> 8) & 0x00ff_00ff) * (255 - alpha) + odd);
        *pixel = (even | odd << 8).to_le_bytes();
    }
}

/// A colour laid over white.
fn opaque(color: Color) -> [u8; 4] {
    let mut pixel = [[255; 4]];
    blend(&mut pixel, color, 255);
    pixel[0]
}
