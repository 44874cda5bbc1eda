//! Lays colours over pixels.
//!
//! Colours are mixed as they are stored, like every browser and office program does, not in linear
//! light.

use super::coverage::Brush;
use super::hatch::Stripes;
use crate::map::scene::Color;

/// The pixels of a band.
pub(super) struct Rows<'a> {
    pub(super) rows: &'a mut [[u8; 4]],
    /// The page's row that the first of them is.
    pub(super) top: u32,
    /// Pixels in a row.
    pub(super) columns: usize,
}

impl Rows<'_> {
    /// The pixels of a row of the page from a column on.
    fn pixels(&mut self, row: u32, from: u32, count: usize) -> &mut [[u8; 4]] {
        let start = (row - self.top) as usize * self.columns + from as usize;
        &mut self.rows[start..start + count]
    }
}

/// Paints one colour.
pub(super) struct FlatBrush<'a> {
    pub(super) canvas: Rows<'a>,
    pub(super) color: Color,
}

impl Brush for FlatBrush<'_> {
    fn span(&mut self, row: u32, from: u32, to: u32, covered: u8) {
        let alpha = share(covered, self.color.a);
        let Color { r, g, b, .. } = self.color;
        let pixels = self.canvas.pixels(row, from, (to - from) as usize);
        if alpha == 255 {
            pixels.fill([r, g, b, 255]);
            return;
        }
        let source = Source::new(self.color);
        for pixel in pixels {
            *pixel = source.over(*pixel, alpha);
        }
    }

    fn run(&mut self, row: u32, from: u32, covered: &[u8]) {
        let source = Source::new(self.color);
        let pixels = self.canvas.pixels(row, from, covered.len());
        for (pixel, &covered) in pixels.iter_mut().zip(covered) {
            *pixel = source.over(*pixel, share(covered, self.color.a));
        }
    }
}

/// Paints stripes of one colour.
pub(super) struct StripedBrush<'a> {
    pub(super) canvas: Rows<'a>,
    pub(super) color: Color,
    pub(super) stripes: &'a Stripes,
}

impl Brush for StripedBrush<'_> {
    fn span(&mut self, row: u32, from: u32, to: u32, covered: u8) {
        let source = Source::new(self.color);
        let strength = share(covered, self.color.a);
        let pixels = self.canvas.pixels(row, from, (to - from) as usize);
        for (pixel, stripe) in pixels.iter_mut().zip(self.stripes.row(row, from)) {
            if stripe > 0 {
                *pixel = source.over(*pixel, share(stripe, strength));
            }
        }
    }

    fn run(&mut self, row: u32, from: u32, covered: &[u8]) {
        let source = Source::new(self.color);
        let pixels = self.canvas.pixels(row, from, covered.len());
        let stripes = self.stripes.row(row, from);
        for ((pixel, &covered), stripe) in pixels.iter_mut().zip(covered).zip(stripes) {
            *pixel = source.over(*pixel, share(stripe, share(covered, self.color.a)));
        }
    }
}

/// The product of two shares of 255.
fn share(a: u8, b: u8) -> u8 {
    let product = u32::from(a) * u32::from(b) + 128;
    ((product + (product >> 8)) >> 8) as u8
}

/// An opaque colour, taken apart for mixing two channels at a time.
pub(super) struct Source {
    even: u32,
    odd: u32,
}

const PAIR: u32 = 0x00ff_00ff;

impl Source {
    pub(super) fn new(Color { r, g, b, .. }: Color) -> Self {
        let packed = u32::from_le_bytes([r, g, b, 255]);
        Self { even: packed & PAIR, odd: (packed >> 8) & PAIR }
    }

    /// The colour laid over an opaque pixel with an opacity of 0 to 255, correctly rounded.
    pub(super) fn over(&self, pixel: [u8; 4], alpha: u8) -> [u8; 4] {
        let alpha = u32::from(alpha);
        let below = u32::from_le_bytes(pixel);
        // Each channel has 16 bits; neither the products nor the rounding overflow these.
        let mix = |source: u32, below: u32| {
            let sum = source * alpha + below * (255 - alpha) + 0x0080_0080;
            ((sum + ((sum >> 8) & PAIR)) >> 8) & PAIR
        };
        let even = mix(self.even, below & PAIR);
        let odd = mix(self.odd, (below >> 8) & PAIR);
        (even | odd << 8).to_le_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mixing_is_exact_to_the_rounding() {
        let source = Source::new(Color { r: 10, g: 128, b: 255, a: 7 });
        for alpha in 0..=255u8 {
            let mixed = source.over([250, 3, 0, 255], alpha);
            let exact = |over: f64, under: f64| {
                let share = f64::from(alpha) / 255.0;
                (over * share + under * (1.0 - share)).round() as u8
            };
            assert_eq!(mixed, [exact(10.0, 250.0), exact(128.0, 3.0), exact(255.0, 0.0), 255]);
        }
    }
}
