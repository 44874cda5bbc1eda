//! What is stored of each frame: the rectangle that changed, as numbers of a palette.

use rayon::prelude::*;

use super::reel::{Change, Reel, STAYS};
use crate::error::Result;
use crate::map::paint::palette::Palette;

/// A rectangle of pixels that is laid over what was shown before.
pub(super) struct Patch {
    pub(super) left: u32,
    pub(super) top: u32,
    pub(super) width: u32,
    pub(super) height: u32,
    /// The numbers of all its pixels.
    pub(super) whole: Vec<u8>,
    /// The same with the transparent number wherever nothing changes; empty if there is no such
    /// place.
    pub(super) sparse: Vec<u8>,
}

/// A compressed patch.
pub(super) struct Frame<T> {
    pub(super) data: T,
    /// Milliseconds until the next.
    pub(super) ms: u32,
}

/// Frames of a film in one format, and the colours of all.
pub(super) struct Strip<T> {
    pub(super) colors: Vec<[u8; 3]>,
    /// The number that lets shine through what was there before.
    pub(super) transparent: u8,
    pub(super) frames: Vec<Frame<T>>,
}

/// One number of 256 stays free for what does not change.
const MOST_COLORS: usize = 255;

/// Patches that are compressed at the same time.
const AT_A_TIME: usize = 16;

/// A frame that changes nothing makes the one before last longer, up to so many milliseconds.
const LONGEST: u32 = 600_000;

/// Makes patches of all changes and has them compressed, several at a time.
pub(super) fn compressed<T: Send>(
    reel: Reel,
    compress: impl Fn(Patch, u8) -> Result<T> + Sync,
) -> Result<Strip<T>> {
    let palette = Palette::of(reel.census, MOST_COLORS);
    let transparent = u8::try_from(palette.colors().len()).unwrap_or(u8::MAX);
    let (width, height) = reel.size;
    let mut screen = Screen {
        width: width as usize,
        numbers: vec![transparent; width as usize * height as usize],
        transparent,
    };
    let mut frames: Vec<Frame<T>> = Vec::new();
    for changes in reel.changes.chunks(AT_A_TIME) {
        let mut patches: Vec<(Patch, u32)> = Vec::new();
        for change in changes {
            let last = patches.last_mut().map(|patch| &mut patch.1);
            let last = last.or_else(|| frames.last_mut().map(|frame| &mut frame.ms));
            match (screen.show(change, &palette), last) {
                (Some(patch), _) => patches.push((patch, change.ms)),
                (None, Some(ms)) if ms.saturating_add(change.ms) <= LONGEST => *ms += change.ms,
                (None, _) => patches.push((screen.nothing(), change.ms)),
            }
        }
        let compressed: Vec<Frame<T>> = patches
            .into_par_iter()
            .map(|(patch, ms)| Ok(Frame { data: compress(patch, transparent)?, ms }))
            .collect::<Result<_>>()?;
        frames.extend(compressed);
    }
    Ok(Strip { colors: palette.colors().to_vec(), transparent, frames })
}

/// The numbers that are shown.
struct Screen {
    width: usize,
    numbers: Vec<u8>,
    transparent: u8,
}

impl Screen {
    /// Shows a change and cuts out what it changed, if it did.
    fn show(&mut self, change: &Change, palette: &Palette) -> Option<Patch> {
        let before = self.numbers.clone();
        let mut start = 0;
        for &(color, length) in &change.runs {
            let end = start + length as usize;
            if color != STAYS
                && let Some(run) = self.numbers.get_mut(start..end)
            {
                run.fill(palette.number(color));
            }
            start = end;
        }
        let rows = self.numbers.chunks(self.width).zip(before.chunks(self.width));
        let mut corners: Option<[usize; 4]> = None;
        for (y, (new, old)) in rows.enumerate().filter(|(_, (new, old))| new != old) {
            let differs = |(new, old): (&u8, &u8)| new != old;
            let left = new.iter().zip(old).position(differs).unwrap_or(0);
            let right = new.iter().zip(old).rposition(differs).map_or(self.width, |x| x + 1);
            corners = Some(match corners {
                None => [left, y, right, y + 1],
                Some([l, t, r, _]) => [l.min(left), t, r.max(right), y + 1],
            });
        }
        let [left, top, right, bottom] = corners?;
        let cut = |numbers: &[u8]| {
            let rows = numbers.chunks(self.width).skip(top).take(bottom - top);
            rows.filter_map(|row| row.get(left..right)).flatten().copied().collect::<Vec<u8>>()
        };
        let (whole, old) = (cut(&self.numbers), cut(&before));
        let kept = |(new, old): (&u8, &u8)| if new == old { self.transparent } else { *new };
        let mut sparse: Vec<u8> = whole.iter().zip(&old).map(kept).collect();
        if sparse == whole {
            sparse.clear();
        }
        Some(Patch {
            left: left as u32,
            top: top as u32,
            width: (right - left) as u32,
            height: (bottom - top) as u32,
            whole,
            sparse,
        })
    }

    /// A patch of a pixel that stays as it is.
    fn nothing(&self) -> Patch {
        let whole = self.numbers.first().copied().into_iter().collect();
        Patch { left: 0, top: 0, width: 1, height: 1, whole, sparse: Vec::new() }
    }
}
