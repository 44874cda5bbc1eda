//! Reduces an image to at most 256 colours.
//!
//! A map is a few flat colours and the mixtures along their edges. The most frequent colours keep
//! their exact values; the mixtures share what is left of the palette by median cut (Heckbert 1982,
//! cutting the box of largest variance at its mean).

mod census;
mod median_cut;

use rayon::prelude::*;

use super::raster::Image;
pub(super) use census::{Census, runs};
use median_cut::{cells, median_cut};

/// An image of at most 256 colours.
///
/// # Guarantees
///
/// There are exactly `width` times `height` pixels, each of which is the number of a colour of the
/// palette.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indexed {
    width: u32,
    height: u32,
    palette: Vec<[u8; 3]>,
    pixels: Vec<u8>,
}

impl Indexed {
    /// Width in device pixels.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Height in device pixels.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// The colours as red, green, blue; the most frequent come first.
    pub fn palette(&self) -> &[[u8; 3]] {
        &self.palette
    }

    /// The number of each pixel's colour, row after row from the top.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }
}

/// Colours that keep their exact value if there are too many.
const EXACT: usize = 128;

/// Pixels of a part that is translated at a time.
const TRANSLATED: usize = 1 << 16;

/// Reduces an image to at most 256 colours.
///
/// An image that has no more than that keeps every pixel's exact colour. In any other the 128 most
/// frequent colours stay exact, and the rest go to the nearest colour of the palette.
pub fn index(image: &Image) -> Indexed {
    let palette = Palette::of(Census::of(image.pixels()), 256);
    let mut pixels = vec![0; image.pixels().len()];
    pixels.par_chunks_mut(TRANSLATED).zip(image.pixels().par_chunks(TRANSLATED)).for_each(
        |(out, part)| {
            let mut start = 0;
            for (color, length) in runs(part) {
                out[start..start + length].fill(palette.number(color));
                start += length;
            }
        },
    );
    Indexed { width: image.width(), height: image.height(), palette: palette.colors, pixels }
}

/// At most 256 colours, and which of them stands for any other.
pub(super) struct Palette {
    colors: Vec<[u8; 3]>,
    book: Book,
}

impl Palette {
    /// The palette of at most `most` colours, from 129 to 256, for all that were counted.
    pub(super) fn of(census: Census, most: usize) -> Self {
        let counted = census.sorted();
        let all = counted.len() <= most;
        let exact = if all { counted.len() } else { EXACT };
        let mut colors: Vec<[u8; 3]> =
            counted[..exact].iter().map(|&(color, _)| rgb(color)).collect();
        let mut book = Book::new(&colors);
        if !all {
            let cells = cells(&counted[exact..]);
            colors.extend(median_cut(&cells, most - exact));
            book.coarse = vec![0; CELLS];
            let channels = Channels::of(&colors);
            let numbers: Vec<u8> =
                cells.par_iter().map(|cell| channels.nearest(cell.mean)).collect();
            for (cell, number) in cells.iter().zip(numbers) {
                book.coarse[cell.key] = number;
            }
        }
        Self { colors, book }
    }

    /// The colours as red, green, blue; the most frequent come first.
    pub(super) fn colors(&self) -> &[[u8; 3]] {
        &self.colors
    }

    /// The number of the colour that stands for one, as [`runs`] tells it.
    pub(super) fn number(&self, color: u32) -> u8 {
        self.book.number(color)
    }
}

fn rgb(color: u32) -> [u8; 3] {
    let [r, g, b, _] = color.to_le_bytes();
    [r, g, b]
}

/// Finds the number of a colour.
struct Book {
    /// Exact colours by open addressing; an opaque pixel is never 0, which marks an empty slot.
    slots: Box<[(u32, u8); SLOTS]>,
    /// The number for each [`cell_key`], for all other colours.
    coarse: Vec<u8>,
}

/// Four times as many as there can be colours, so that probes stay short.
const SLOTS: usize = 1024;

impl Book {
    fn new(palette: &[[u8; 3]]) -> Self {
        let mut slots = Box::new([(0, 0); SLOTS]);
        for (number, &[r, g, b]) in (0u8..=255).zip(palette) {
            let color = u32::from_le_bytes([r, g, b, 255]);
            let mut at = Self::slot(color);
            while slots[at].0 != 0 {
                at = (at + 1) % SLOTS;
            }
            slots[at] = (color, number);
        }
        Self { slots, coarse: Vec::new() }
    }

    fn slot(color: u32) -> usize {
        (color.wrapping_mul(0x9e37_79b1) >> 22) as usize
    }

    fn number(&self, color: u32) -> u8 {
        let mut at = Self::slot(color);
        loop {
            match self.slots[at] {
                (found, number) if found == color => return number,
                (0, _) => return self.coarse.get(cell_key(color)).copied().unwrap_or(0),
                _ => at = (at + 1) % SLOTS,
            }
        }
    }
}

/// Cells of the colour cube, 5 bits a channel.
const CELLS: usize = 1 << 15;

/// The cell of a colour.
fn cell_key(color: u32) -> usize {
    let [r, g, b] = rgb(color).map(|channel| usize::from(channel >> 3));
    r << 10 | g << 5 | b
}

/// The colours of a palette, channel by channel, so that several are compared at once.
struct Channels([[f32; 256]; 3]);

impl Channels {
    fn of(palette: &[[u8; 3]]) -> Self {
        // A number without a colour is as far away as can be.
        let mut channels = [[f32::MAX; 256]; 3];
        for (channel, values) in channels.iter_mut().enumerate() {
            for (value, color) in values.iter_mut().zip(palette) {
                *value = f32::from(color[channel]);
            }
        }
        Self(channels)
    }

    /// The number of the colour that is nearest; the first of equals.
    fn nearest(&self, [red, green, blue]: [f32; 3]) -> u8 {
        let mut distances = [0.0; 256];
        let [reds, greens, blues] = &self.0;
        for (distance, ((r, g), b)) in distances.iter_mut().zip(reds.iter().zip(greens).zip(blues))
        {
            let (r, g, b) = (r - red, g - green, b - blue);
            *distance = r * r + g * g + b * b;
        }
        let mut least = [f32::INFINITY; 8];
        for some in distances.as_chunks::<8>().0 {
            for (least, distance) in least.iter_mut().zip(some) {
                *least = if distance < least { *distance } else { *least };
            }
        }
        let least = least.iter().fold(f32::INFINITY, |least, it| least.min(*it));
        let number = distances.iter().position(|distance| *distance == least);
        number.and_then(|number| u8::try_from(number).ok()).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An image whose pixels are the colours given, as a single row.
    fn row(colors: impl IntoIterator<Item = [u8; 3]>) -> Image {
        let pixels: Vec<[u8; 4]> = colors.into_iter().map(|[r, g, b]| [r, g, b, 255]).collect();
        Image::from_pixels(pixels.len() as u32, 1, pixels)
    }

    fn decoded(indexed: &Indexed) -> Vec<[u8; 3]> {
        indexed.pixels().iter().map(|&number| indexed.palette()[usize::from(number)]).collect()
    }

    #[test]
    fn an_image_of_256_colours_stays_exact() {
        let colors: Vec<[u8; 3]> = (0..=255).map(|i: u8| [i, i.wrapping_mul(7), 255 - i]).collect();
        let indexed = index(&row(colors.clone()));
        assert_eq!(indexed.palette().len(), 256);
        assert_eq!(decoded(&indexed), colors);
    }

    #[test]
    fn flat_colours_stay_exact_among_many_mixtures() {
        let flat = [[181, 201, 154], [182, 201, 154], [0, 0, 0], [255, 255, 255]];
        let mixtures = (0..=255u8).flat_map(|r| (0..64u8).map(move |g| [r, g * 4, 90]));
        let colors: Vec<[u8; 3]> =
            flat.iter().flat_map(|&color| [color; 50]).chain(mixtures).collect();
        let indexed = index(&row(colors.clone()));
        assert!(indexed.palette().len() <= 256);
        let seen = decoded(&indexed);
        assert_eq!(seen[..200], colors[..200]);
        let worst = seen
            .iter()
            .zip(&colors)
            .flat_map(|(seen, color)| seen.iter().zip(color).map(|(a, b)| a.abs_diff(*b)))
            .max();
        assert!(worst <= Some(24), "a plane of 16,384 colours is off by {worst:?}");
    }

    #[test]
    fn several_images_share_a_palette_of_the_size_asked_for() {
        let many = row((0..=255u8).flat_map(|r| (0..8u8).map(move |g| [r, g * 32, 90])));
        let few = row([[3, 3, 3]; 5000]);
        let census = Census::of(many.pixels()).with(Census::of(few.pixels()));
        let palette = Palette::of(census, 255);
        assert!(palette.colors().len() <= 255);
        assert_eq!(palette.number(u32::from_le_bytes([3, 3, 3, 255])), 0);
        assert_eq!(palette.colors()[0], [3, 3, 3]);
    }
}
