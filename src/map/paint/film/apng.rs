//! A film to an animated PNG file.

use super::patch::{Patch, compressed};
use super::reel::Reel;
use super::{Film, Repeat};
use crate::error::Result;
use crate::map::paint::PIXELS_PER_INCH;
use crate::map::paint::png::{Header, density, refused};
use crate::map::paint::zlib::compress;

/// Paints a film at `scale` device pixels a page pixel and returns a whole animated PNG file.
///
/// All frames share a palette of at most 255 colours; a film of no more than that is kept exactly. A
/// program that knows nothing of animations shows the first frame. Density and `metadata` are stored
/// as in [`png`](super::super::png()).
///
/// # Errors
///
/// As for [`gif`](super::gif()), and if a keyword is not 1 to 79 characters of Latin-1.
///
/// # Example
///
/// See [`Film`].
pub fn apng(film: &Film, scale: f32, metadata: &[(String, String)]) -> Result<Vec<u8>> {
    let reel = Reel::record(film, scale)?;
    let (width, height) = reel.size;
    let strip = compressed(reel, encode)?;
    let palette = [&strip.colors[..], &[[0; 3]]].concat();
    let transparent = Some(strip.transparent);
    let density = density(scale, PIXELS_PER_INCH);
    let header = Header { width, height, palette: Some(&palette), transparent, density };
    let mut file = Vec::new();
    let mut writer = header.write(&mut file, metadata)?;
    let times = match film.timing.repeat {
        Repeat::Forever => 0,
        Repeat::Times(times) => u32::from(times.get()),
    };
    let count = u32::try_from(strip.frames.len()).map_err(refused)?;
    let control = [count.to_be_bytes(), times.to_be_bytes()].concat();
    writer.write_chunk(png::chunk::acTL, &control).map_err(refused)?;
    // Control and data of frames are numbered as one sequence; the first frame's data are those of a
    // still picture, which have no number.
    let mut number: u32 = 0;
    for frame in strip.frames {
        let control = [&number.to_be_bytes()[..], &frame.data.control(frame.ms)].concat();
        writer.write_chunk(png::chunk::fcTL, &control).map_err(refused)?;
        if number == 0 {
            writer.write_chunk(png::chunk::IDAT, &frame.data.data).map_err(refused)?;
            number = 1;
        } else {
            let data = [&(number + 1).to_be_bytes()[..], &frame.data.data].concat();
            writer.write_chunk(png::chunk::fdAT, &data).map_err(refused)?;
            number += 2;
        }
    }
    writer.finish().map_err(refused)?;
    Ok(file)
}

/// Where a frame lies, and its image data.
struct Encoded {
    /// Width, height, left and top.
    place: [u32; 4],
    data: Vec<u8>,
}

/// A film's frames together are compressed three times as fast as they are drawn.
const LEVEL: u32 = 6;

/// The frame stays when it is over.
const DISPOSE_NOT: u8 = 0;

/// What is transparent in a frame shows what was there before.
const BLEND_OVER: u8 = 1;

impl Encoded {
    /// The control chunk of a frame shown for some milliseconds, without its number.
    fn control(&self, ms: u32) -> Vec<u8> {
        // The format has 16 bits for either part of a fraction of a second.
        let (delay, unit) = match u16::try_from(ms) {
            Ok(ms) => (ms, 1000_u16),
            Err(_) => (u16::try_from(ms / 10).unwrap_or(u16::MAX), 100),
        };
        let mut chunk: Vec<u8> = self.place.iter().flat_map(|it| it.to_be_bytes()).collect();
        chunk.extend_from_slice(&delay.to_be_bytes());
        chunk.extend_from_slice(&unit.to_be_bytes());
        chunk.extend_from_slice(&[DISPOSE_NOT, BLEND_OVER]);
        chunk
    }
}

/// A patch as the format stores it: the shorter of its two forms.
fn encode(patch: Patch, _: u8) -> Result<Encoded> {
    let place = [patch.width, patch.height, patch.left, patch.top];
    let width = patch.width as usize;
    let mut data = compress(&patch.whole, width, LEVEL)?;
    if !patch.sparse.is_empty() {
        let sparse = compress(&patch.sparse, width, LEVEL)?;
        data = if sparse.len() < data.len() { sparse } else { data };
    }
    Ok(Encoded { place, data })
}
