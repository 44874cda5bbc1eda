//! Scene to pixels.
//!
//! The page is painted in horizontal bands, several at a time. A band's height does not depend on
//! the number of threads, and a pixel's value not on the band, so the same scene always gives the
//! same pixels.

use rayon::prelude::*;

use tiny_skia::{FillRule, Mask, Path, PixmapMut, Transform};

use super::coverage::Coverage;
use super::hatch::Stripes;
use super::line::{Lines, Sheet};
use super::prepare::{Canvas, Form, Ink, PixelRect, Shape, prepare};
use crate::error::{Error, Result};
use crate::map::scene::{Color, Item, Layer, Rect, Scene};

/// Most pixels on one side of a painted page.
pub const MAX_SIDE: u32 = 60_000;

/// Most pixels of a painted page: they take some 10 GB.
pub const MAX_PIXELS: u64 = 2_000_000_000;

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
    /// An image of pixels that are all opaque; there must be `width` times `height`.
    #[cfg(test)]
    pub(super) fn from_pixels(width: u32, height: u32, pixels: Vec<[u8; 4]>) -> Self {
        assert_eq!(pixels.len(), width as usize * height as usize);
        Self { width, height, pixels }
    }

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

/// Rows of a band: few enough that several threads have work, enough that a shape is not looked at
/// too often.
pub(super) const BAND: usize = 300;

fn raster_in_bands(scene: &Scene, scale: f32, band: usize) -> Result<Image> {
    let ((width, height), pixels) = painted(scene, scale, band, opaque(scene.background))?;
    Ok(Image { width, height, pixels })
}

/// Red, green, blue and alpha, row after row from the top.
type Pixels = Vec<[u8; 4]>;

/// Paints a scene, whose background may be translucent, on nothing: width, height, and pixels.
pub(super) fn raster_clear(scene: &Scene, scale: f32) -> Result<((u32, u32), Pixels)> {
    let Color { r, g, b, a } = scene.background;
    let background = [share(r, a), share(g, a), share(b, a), a];
    let (size, mut pixels) = painted(scene, scale, BAND, background)?;
    for pixel in &mut pixels {
        let [r, g, b, a] = *pixel;
        let straight = |channel: u8| {
            let (channel, alpha) = (u32::from(channel), u32::from(a).max(1));
            ((channel * 255 + alpha / 2) / alpha).min(255) as u8
        };
        *pixel = [straight(r), straight(g), straight(b), a];
    }
    Ok((size, pixels))
}

/// The size of a page, and its pixels, whose colours are multiplied by their alpha.
fn painted(
    scene: &Scene,
    scale: f32,
    band: usize,
    background: [u8; 4],
) -> Result<((u32, u32), Pixels)> {
    let (width, height) = page_size(scene, scale)?;
    let shapes = shapes(&scene.layers, scale, (width, height));
    let shapes: Vec<&Shape> = shapes.iter().collect();
    let mut pixels = vec![background; width as usize * height as usize];
    paint_over(&mut pixels, width, band, &shapes);
    Ok(((width, height), pixels))
}

/// Paints shapes over the pixels of a page, several bands at a time.
pub(super) fn paint_over(pixels: &mut [[u8; 4]], width: u32, band: usize, shapes: &[&Shape]) {
    let columns = width as usize;
    pixels.par_chunks_mut(columns * band).enumerate().for_each(|(index, rows)| {
        let top = (index * band) as u32;
        let bottom = top + (rows.len() / columns) as u32;
        let place = PixelRect { left: 0, top, right: width, bottom };
        for layer in shapes.chunk_by(|one, other| one.clip == other.clip) {
            paint_clipped(rows, place, layer);
        }
    });
}

/// Width and height of the page in device pixels, if it can be painted.
pub(super) fn page_size(scene: &Scene, scale: f32) -> Result<(u32, u32)> {
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

/// Everything there is to paint in some layers, from bottom to top, on a page of a size in device
/// pixels.
pub(super) fn shapes(layers: &[Layer], scale: f32, size: (u32, u32)) -> Vec<Shape> {
    let items: Vec<(&Item, Canvas)> = layers
        .iter()
        .filter_map(|layer| canvas(layer, scale, size).map(|canvas| (layer, canvas)))
        .flat_map(|(layer, canvas)| layer.items.iter().map(move |item| (item, canvas)))
        .collect();
    let parts: Vec<Vec<Shape>> =
        items.into_par_iter().map(|(item, canvas)| prepare(item, canvas)).collect();
    parts.into_iter().flatten().collect()
}

/// The part of the page that a layer may touch; nothing if there is none.
pub(super) fn canvas(layer: &Layer, scale: f32, (width, height): (u32, u32)) -> Option<Canvas> {
    let whole = PixelRect { left: 0, top: 0, right: width, bottom: height };
    let clip = layer.clip.map_or(whole, |clip| pixel_rect(clip, scale).intersection(whole));
    (!clip.is_empty()).then_some(Canvas { scale, clip })
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

/// Paints shapes that share a clip over the rows of a band.
///
/// What lies within the clip is painted on a copy of its own: pixels outside are then out of reach,
/// which is three times as fast as painting through a mask.
fn paint_clipped(rows: &mut [[u8; 4]], band: PixelRect, shapes: &[&Shape]) {
    let Some(first) = shapes.first() else { return };
    let place = first.clip.intersection(band);
    if place.is_empty() {
        return;
    }
    let (width, height) = (place.right - place.left, place.bottom - place.top);
    let columns = (band.right - band.left) as usize;
    let part = place.left as usize..place.right as usize;
    let first_row = (place.top - band.top) as usize;
    let lines = rows.chunks_mut(columns).skip(first_row).take(height as usize);
    let mut copy: Vec<[u8; 4]> = Vec::with_capacity(width as usize * height as usize);
    if place != band {
        lines.for_each(|line| copy.extend_from_slice(&line[part.clone()]));
    }
    let canvas = if place == band { &mut *rows } else { &mut copy };
    if let Some(pixmap) = PixmapMut::from_bytes(canvas.as_flattened_mut(), width, height) {
        let mut patch = Patch { pixmap, place, sheet: Sheet::over(place) };
        shapes.iter().for_each(|shape| patch.paint(shape));
    }
    let lines = rows.chunks_mut(columns).skip(first_row);
    for (line, painted) in lines.zip(copy.chunks(width as usize)) {
        line[part.clone()].copy_from_slice(painted);
    }
}

/// A part of the page, being painted.
struct Patch<'a> {
    pixmap: PixmapMut<'a>,
    place: PixelRect,
    sheet: Sheet,
}

impl Patch<'_> {
    fn paint(&mut self, shape: &Shape) {
        if !shape.form.touches(self.place) {
            return;
        }
        let place = self.place;
        let shift = Transform::from_translate(-(place.left as f32), -(place.top as f32));
        match (&shape.form, &shape.ink) {
            (Form::Path(path, rule), Ink::Flat(color)) => {
                self.pixmap.fill_path(path, &paint(*color), *rule, shift, None);
            }
            (Form::Path(path, rule), Ink::Striped(color, stripes)) => {
                self.stripe(path, *rule, *color, stripes);
            }
            (Form::Lines(lines), Ink::Flat(color) | Ink::Striped(color, _)) => {
                self.draw(lines, *color);
            }
            (Form::Pixels(coverage), Ink::Flat(color) | Ink::Striped(color, _)) => {
                self.cover(coverage, *color);
            }
        }
    }

    /// Lays a colour over what is covered.
    fn cover(&mut self, coverage: &Coverage, color: Color) {
        let columns = self.pixmap.width() as usize;
        let (pixels, _) = self.pixmap.data_mut().as_chunks_mut();
        for (row, first, shares) in coverage.rows(self.place) {
            let line = pixels.get_mut(row * columns + first..).unwrap_or_default();
            lay_shares_over(line, color, shares);
        }
    }

    /// Draws lines of a colour.
    fn draw(&mut self, lines: &Lines, color: Color) {
        let columns = self.pixmap.width() as usize;
        let (pixels, _) = self.pixmap.data_mut().as_chunks_mut();
        self.sheet.draw(lines, |row, first, shares| {
            let line = pixels.get_mut(row * columns + first..).unwrap_or_default();
            lay_shares_over(line, color, shares);
        });
    }

    /// Lays stripes over what a path covers.
    fn stripe(&mut self, path: &Path, rule: FillRule, color: Color, stripes: &Stripes) {
        let place = self.place;
        let part = PixelRect::around(path.bounds()).intersection(place);
        let columns = self.pixmap.width() as usize;
        if part.is_empty() {
            return;
        }
        let (width, height) = (part.right - part.left, part.bottom - part.top);
        let Some(mut mask) = Mask::new(width, height) else { return };
        let shift = Transform::from_translate(-(part.left as f32), -(part.top as f32));
        mask.fill_path(path, rule, true, shift);
        let (pixels, _) = self.pixmap.data_mut().as_chunks_mut();
        let rows = pixels.chunks_mut(columns).skip((part.top - place.top) as usize);
        let first = (part.left - place.left) as usize;
        for ((row, covered), line) in (part.top..).zip(mask.data().chunks(width as usize)).zip(rows)
        {
            let stripes = stripes.row(row, part.left);
            for ((pixel, covered), stripe) in line.iter_mut().skip(first).zip(covered).zip(stripes)
            {
                if *covered > 0 && stripe > 0 {
                    lay_over(pixel, color, share(*covered, stripe));
                }
            }
        }
    }
}

/// Pixels that are looked at together.
const AT_A_TIME: usize = 32;

/// Lays shares of a colour over as many pixels.
fn lay_shares_over(pixels: &mut [[u8; 4]], color: Color, shares: &[u8]) {
    for (pixels, shares) in pixels.chunks_mut(AT_A_TIME).zip(shares.chunks(AT_A_TIME)) {
        // Most is bare.
        if shares.iter().fold(0, |all, share| all | share) == 0 {
            continue;
        }
        for (pixel, share) in pixels.iter_mut().zip(shares) {
            if *share > 0 {
                lay_over(pixel, color, *share);
            }
        }
    }
}

/// Lays a share of a colour over a pixel whose channels are multiplied by its alpha.
fn lay_over(pixel: &mut [u8; 4], color: Color, covered: u8) {
    let opacity = u32::from(share(color.a, covered));
    let over = u32::from_le_bytes([color.r, color.g, color.b, 255]);
    let under = u32::from_le_bytes(*pixel);
    // Red and blue at once, then green and alpha, in 16 bits each.
    let mixed = |shift: u32| {
        let pair = |color: u32| (color >> shift) & 0x00ff_00ff;
        let sum = pair(over) * opacity + pair(under) * (255 - opacity) + 0x0080_0080;
        (((sum + ((sum >> 8) & 0x00ff_00ff)) >> 8) & 0x00ff_00ff) << shift
    };
    *pixel = (mixed(0) | mixed(8)).to_le_bytes();
}

fn paint(color: Color) -> tiny_skia::Paint<'static> {
    let mut paint = tiny_skia::Paint::default();
    paint.set_color_rgba8(color.r, color.g, color.b, color.a);
    paint
}

/// The product of two shares of 255.
fn share(a: u8, b: u8) -> u8 {
    let product = u32::from(a) * u32::from(b) + 128;
    ((product + (product >> 8)) >> 8) as u8
}

/// A colour laid over white.
pub(super) fn opaque(color: Color) -> [u8; 4] {
    let over_white = |channel: u8| share(channel, color.a) + (255 - color.a);
    [over_white(color.r), over_white(color.g), over_white(color.b), 255]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_laid_over_another_is_the_nearest_mixture() {
        for covered in 0..=255u8 {
            for (over, under) in [(0, 255), (255, 0), (7, 200), (181, 181), (254, 3)] {
                let color = Color { r: over, g: under, b: over, a: 255 };
                let mut pixel = [under, over, under, 255];
                lay_over(&mut pixel, color, covered);
                let mixed = |over: u8, under: u8| {
                    let share = f64::from(covered) / 255.0;
                    (f64::from(over) * share + f64::from(under) * (1.0 - share)).round() as u8
                };
                let expected = [mixed(over, under), mixed(under, over), mixed(over, under), 255];
                assert_eq!(pixel, expected, "{covered} of {over} over {under}");
            }
        }
    }
}
