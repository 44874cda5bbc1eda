//! How often each colour occurs, in one image or in many.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Pixels of a part that is counted at a time: large, because each has to be merged with the rest.
const COUNTED: usize = 1 << 18;

/// Colours, as [`runs`] tells them, and how often each occurs.
#[derive(Debug, Default)]
pub(in crate::map::paint) struct Census(FxHashMap<u32, u64>);

impl Census {
    /// The colours of an image.
    pub(in crate::map::paint) fn of(pixels: &[[u8; 4]]) -> Self {
        pixels
            .par_chunks(COUNTED)
            .map(|part| {
                let mut census = Self::default();
                // The usual number of mixtures: growing costs more than counting.
                census.0.reserve(part.len() / 32);
                let mut tally = Tally::new(&mut census);
                for (color, length) in runs(part) {
                    tally.add(color, length as u64);
                }
                tally.finish();
                census
            })
            .reduce(Self::default, Self::with)
    }

    /// Counts a colour a number of times.
    pub(in crate::map::paint) fn add(&mut self, color: u32, times: u64) {
        *self.0.entry(color).or_default() += times;
    }

    /// The colours of both.
    pub(in crate::map::paint) fn with(self, other: Self) -> Self {
        let (mut into, from) =
            if self.0.len() < other.0.len() { (other, self) } else { (self, other) };
        for (color, times) in from.0 {
            into.add(color, times);
        }
        into
    }

    /// Every colour and how often it occurs; the most frequent first.
    pub(super) fn sorted(self) -> Vec<(u32, u64)> {
        let mut colors: Vec<(u32, u64)> = self.0.into_iter().collect();
        colors.sort_unstable_by_key(|&(color, times)| (std::cmp::Reverse(times), color));
        colors
    }
}

/// Counts in front of a census: most colours return soon, and are found faster in a table that keeps
/// only the last one of those that share a place.
struct Tally<'a> {
    census: &'a mut Census,
    counts: Vec<(u32, u64)>,
}

impl<'a> Tally<'a> {
    /// The places are numbered by so many bits: as many as fit into a core's nearest cache.
    const BITS: u32 = 11;

    fn new(census: &'a mut Census) -> Self {
        Self { census, counts: vec![(0, 0); 1 << Self::BITS] }
    }

    fn add(&mut self, color: u32, times: u64) {
        let place = color.wrapping_mul(0x9e37_79b1) >> (u32::BITS - Self::BITS);
        let Some(count) = self.counts.get_mut(place as usize) else { return };
        if count.0 == color {
            count.1 += times;
        } else {
            let (before, counted) = std::mem::replace(count, (color, times));
            if counted > 0 {
                self.census.add(before, counted);
            }
        }
    }

    /// Hands on all that has not been handed on.
    fn finish(self) {
        for (color, counted) in self.counts {
            if counted > 0 {
                self.census.add(color, counted);
            }
        }
    }
}

/// The colours of a row of pixels, their channels from the lowest byte up, each with how many pixels
/// in a row have it.
pub(in crate::map::paint) fn runs(
    mut pixels: &[[u8; 4]],
) -> impl Iterator<Item = (u32, usize)> + '_ {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_any_length_are_counted_whole() {
        for length in 1..40 {
            let mut row = vec![[9, 9, 9, 255]; length];
            row.push([1, 2, 3, 255]);
            let seen: Vec<usize> = runs(&row).map(|run| run.1).collect();
            assert_eq!(seen, [length, 1]);
        }
    }

    #[test]
    fn every_pixel_of_many_colours_is_counted() {
        let color = |i: u32| [(i % 97) as u8, (i % 89) as u8, (i % 7) as u8, 255];
        let pixels: Vec<[u8; 4]> = (0..50_000).map(color).collect();
        let mut plain = Census::default();
        pixels.iter().for_each(|pixel| plain.add(u32::from_le_bytes(*pixel), 1));
        assert_eq!(Census::of(&pixels).sorted(), plain.sorted());
    }

    #[test]
    fn two_images_are_counted_as_one() {
        let (one, other) = ([[1, 2, 3, 255]; 5], [[1, 2, 3, 255], [7, 7, 7, 255]]);
        let together = Census::of(&one).with(Census::of(&other)).sorted();
        let alone = Census::of(&[&one[..], &other[..]].concat()).sorted();
        assert_eq!(together, alone);
        assert_eq!(alone.iter().map(|it| it.1).collect::<Vec<_>>(), [6, 1]);
    }
}
