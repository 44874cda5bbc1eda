//! Reduces an image to at most 256 colours.
//!
//! A map is a few flat colours and the mixtures along their edges. The most frequent colours keep
//! their exact values; the mixtures share what is left of the palette by median cut (Heckbert 1982,
//! cutting the box of largest variance at its mean).

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::raster::Image;

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

/// Colours that keep their exact value if an image has too many.
const EXACT: usize = 128;

/// Pixels of a part that is counted at a time: large, because each has to be merged with the rest.
const COUNTED: usize = 1 << 18;

/// Pixels of a part that is translated at a time.
const TRANSLATED: usize = 1 << 16;

/// Reduces an image to at most 256 colours.
///
/// An image that has no more than that keeps every pixel's exact colour. In any other the 128 most
/// frequent colours stay exact, and the rest go to the nearest colour of the palette.
pub fn index(image: &Image) -> Indexed {
    let colors = census(image.pixels());
    let all = colors.len() <= 256;
    let exact = if all { colors.len() } else { EXACT };
    let mut palette: Vec<[u8; 3]> = colors[..exact].iter().map(|&(color, _)| rgb(color)).collect();
    let mut book = Book::new(&palette);
    if !all {
        let cells = cells(&colors[exact..]);
        palette.extend(median_cut(&cells, 256 - exact));
        book.coarse = vec![0; CELLS];
        let numbers: Vec<u8> =
            cells.par_iter().map(|cell| nearest(&palette, cell.mean())).collect();
        for (cell, number) in cells.iter().zip(numbers) {
            book.coarse[cell.key] = number;
        }
    }
    let mut pixels = vec![0; image.pixels().len()];
    pixels.par_chunks_mut(TRANSLATED).zip(image.pixels().par_chunks(TRANSLATED)).for_each(
        |(out, part)| {
            let mut start = 0;
            for (color, length) in runs(part) {
                out[start..start + length].fill(book.number(color));
                start += length;
            }
        },
    );
    Indexed { width: image.width(), height: image.height(), palette, pixels }
}

/// Every colour and how often it occurs; the most frequent first.
fn census(pixels: &[[u8; 4]]) -> Vec<(u32, u32)> {
    let counts = pixels
        .par_chunks(COUNTED)
        .map(|part| {
            let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
            // The usual number of mixtures: growing costs more than counting.
            counts.reserve(part.len() / 32);
            for (color, length) in runs(part) {
                *counts.entry(color).or_default() += length as u32;
            }
            counts
        })
        .reduce(FxHashMap::default, |a, b| {
            let (mut into, from) = if a.len() < b.len() { (b, a) } else { (a, b) };
            for (color, count) in from {
                *into.entry(color).or_default() += count;
            }
            into
        });
    let mut colors: Vec<(u32, u32)> = counts.into_iter().collect();
    colors.sort_unstable_by_key(|&(color, count)| (std::cmp::Reverse(count), color));
    colors
}

/// The colours of a row of pixels, each with how many pixels in a row have it.
fn runs(mut pixels: &[[u8; 4]]) -> impl Iterator<Item = (u32, usize)> + '_ {
    std::iter::from_fn(move || {
        let &first = pixels.first()?;
        // Most of a map is flat, so look at eight pixels at once while it is.
        let flat = [first; 8];
        let mut length = 1;
        while pixels[length..].first_chunk() == Some(&flat) {
            length += flat.len();
        }
        length += pixels[length..].iter().take_while(|&&pixel| pixel == first).count();
        pixels = &pixels[length..];
        Some((u32::from_le_bytes(first), length))
    })
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

/// The colours of a cell of the colour cube, taken together.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    key: usize,
    count: u64,
    sums: [u64; 3],
}

impl Cell {
    fn mean(&self) -> [f32; 3] {
        self.sums.map(|sum| sum as f32 / self.count.max(1) as f32)
    }
}

/// The cells that colours fall into, by key.
fn cells(colors: &[(u32, u32)]) -> Vec<Cell> {
    let mut cells = vec![Cell::default(); CELLS];
    for &(color, count) in colors {
        let key = cell_key(color);
        let cell = &mut cells[key];
        cell.key = key;
        cell.count += u64::from(count);
        for (sum, channel) in cell.sums.iter_mut().zip(rgb(color)) {
            *sum += u64::from(count) * u64::from(channel);
        }
    }
    cells.retain(|cell| cell.count > 0);
    cells
}

/// A box of colours: which channel to cut it by, where, and how much that would gain.
struct Cut {
    cells: Vec<Cell>,
    mean: [f32; 3],
    channel: usize,
    gain: f64,
}

impl Cut {
    fn new(cells: Vec<Cell>) -> Self {
        let total: f64 = cells.iter().map(|cell| cell.count as f64).sum::<f64>().max(1.0);
        let mut mean = [0.0f32; 3];
        let mut best = (0, 0.0f64);
        for (channel, mean) in mean.iter_mut().enumerate() {
            let sum: u64 = cells.iter().map(|cell| cell.sums[channel]).sum();
            let middle = sum as f64 / total;
            *mean = middle as f32;
            let spread: f64 = cells
                .iter()
                .map(|cell| {
                    let away = f64::from(cell.mean()[channel]) - middle;
                    away * away * cell.count as f64
                })
                .sum();
            if spread > best.1 {
                best = (channel, spread);
            }
        }
        let gain = if cells.len() > 1 { best.1 } else { 0.0 };
        Self { cells, mean, channel: best.0, gain }
    }

    fn split(self) -> [Self; 2] {
        let (channel, middle) = (self.channel, self.mean[self.channel]);
        let (low, high) = self.cells.into_iter().partition(|cell| cell.mean()[channel] < middle);
        [Self::new(low), Self::new(high)]
    }
}

/// At most `most` colours that stand for the cells.
fn median_cut(cells: &[Cell], most: usize) -> Vec<[u8; 3]> {
    let mut boxes = vec![Cut::new(cells.to_vec())];
    while boxes.len() < most {
        let widest = (0..boxes.len()).max_by(|&a, &b| boxes[a].gain.total_cmp(&boxes[b].gain));
        let Some(widest) = widest.filter(|&index| boxes[index].gain > 0.0) else { break };
        let halves = boxes.swap_remove(widest).split();
        boxes.extend(halves.into_iter().filter(|half| !half.cells.is_empty()));
    }
    boxes.iter().map(|cut| cut.mean.map(|channel| (channel + 0.5) as u8)).collect()
}

/// The number of the colour of the palette that is nearest; the first of equals.
fn nearest(palette: &[[u8; 3]], color: [f32; 3]) -> u8 {
    let mut best = (f32::MAX, 0);
    for (number, entry) in (0u8..=255).zip(palette) {
        let [r, g, b] = [0, 1, 2].map(|channel| f32::from(entry[channel]) - color[channel]);
        let distance = r * r + g * g + b * b;
        if distance < best.0 {
            best = (distance, number);
        }
    }
    best.1
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
    fn runs_of_any_length_are_counted_whole() {
        for length in 1..40 {
            let image = row(std::iter::repeat_n([9, 9, 9], length).chain([[1, 2, 3]]));
            let seen: Vec<usize> = runs(image.pixels()).map(|run| run.1).collect();
            assert_eq!(seen, [length, 1]);
        }
    }
}
