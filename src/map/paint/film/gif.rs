//! A film to a GIF file.

use std::borrow::Cow;

use gif::{AnyExtension, DisposalMethod, Encoder, Extension};

use super::patch::{Patch, compressed};
use super::reel::Reel;
use super::{Film, Repeat};
use crate::error::{Error, Result};

/// Paints a film at `scale` device pixels a page pixel and returns a whole GIF file.
///
/// All frames share a palette of at most 255 colours; a film of no more than that is kept exactly.
/// Times are kept to hundredths of a second, as the format has them, without adding up their
/// errors. `metadata` are stored as comments, `keyword: text` each.
///
/// # Errors
///
/// If there is no scene, if they are not of one size, if one cannot be painted (see
/// [`raster`](super::super::raster())), if a frame is shown for less than
/// [`SHORTEST_FRAME_MS`](super::SHORTEST_FRAME_MS), or if the film has more than
/// [`MAX_FILM_PIXELS`](super::MAX_FILM_PIXELS).
///
/// # Example
///
/// See [`Film`].
pub fn gif(film: &Film, scale: f32, metadata: &[(String, String)]) -> Result<Vec<u8>> {
    let reel = Reel::record(film, scale)?;
    let (width, height) = (side(reel.size.0)?, side(reel.size.1)?);
    let strip = compressed(reel, encode)?;
    let mut file = Vec::new();
    let mut encoder =
        Encoder::new(&mut file, width, height, &strip.colors.concat()).map_err(refused)?;
    let more = match film.timing.repeat {
        Repeat::Forever => Some(gif::Repeat::Infinite),
        // The format counts what follows the first time.
        Repeat::Times(times) => (times.get() > 1).then(|| gif::Repeat::Finite(times.get() - 1)),
    };
    if let Some(more) = more {
        encoder.set_repeat(more).map_err(refused)?;
    }
    for (keyword, text) in metadata {
        let comment = format!("{keyword}: {text}");
        let blocks: Vec<&[u8]> = comment.as_bytes().chunks(255).collect();
        let kind = AnyExtension::from(Extension::Comment);
        encoder.write_raw_extension(kind, &blocks).map_err(refused)?;
    }
    let mut clock = Clock::default();
    for mut frame in strip.frames {
        frame.data.delay = clock.hundredths(frame.ms);
        encoder.write_lzw_pre_encoded_frame(&frame.data).map_err(refused)?;
    }
    drop(encoder);
    Ok(file)
}

/// Tells delays whose sum is never off by more than half a hundredth of a second.
#[derive(Default)]
struct Clock {
    ms: u64,
}

impl Clock {
    fn hundredths(&mut self, ms: u32) -> u16 {
        let rounded = |ms: u64| (ms + 5) / 10;
        let begin = self.ms;
        self.ms += u64::from(ms);
        u16::try_from(rounded(self.ms) - rounded(begin)).unwrap_or(u16::MAX)
    }
}

/// A patch as the format stores it: the shorter of its two forms.
fn encode(patch: Patch, transparent: u8) -> Result<gif::Frame<'static>> {
    let (left, top) = (side(patch.left)?, side(patch.top)?);
    let (width, height) = (side(patch.width)?, side(patch.height)?);
    let encoded = |numbers: Vec<u8>, transparent: Option<u8>| {
        let mut frame = gif::Frame {
            dispose: DisposalMethod::Keep,
            transparent,
            left,
            top,
            width,
            height,
            buffer: Cow::Owned(numbers),
            ..gif::Frame::default()
        };
        frame.make_lzw_pre_encoded();
        frame
    };
    let is_sparse = !patch.sparse.is_empty();
    let whole = encoded(patch.whole, None);
    let sparse = is_sparse.then(|| encoded(patch.sparse, Some(transparent)));
    Ok(match sparse {
        Some(sparse) if sparse.buffer.len() < whole.buffer.len() => sparse,
        _ => whole,
    })
}

/// A length as the format stores it.
fn side(pixels: u32) -> Result<u16> {
    u16::try_from(pixels).map_err(refused)
}

/// The encoder's own error, which nothing that [`gif`] hands it should cause.
fn refused(error: impl std::fmt::Display) -> Error {
    Error::input("the GIF file could not be written").found(error)
}
