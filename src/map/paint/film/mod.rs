//! Several scenes, one after the other, as one moving picture.
//!
//! Scenes are drawn a handful at a time, what all share only once (`stage`); of each frame only what
//! differs from the one before is kept (`reel`). All frames share one palette, and a file stores of
//! each only the rectangle that changed (`patch`), as GIF (`gif`) or as APNG (`apng`).

mod apng;
mod gif;
mod patch;
mod reel;
mod stage;
#[cfg(test)]
mod tests;

use std::num::NonZeroU16;

use super::raster::page_size;
use crate::error::{Error, Result};
use crate::map::scene::Scene;

pub use apng::apng;
pub use gif::gif;
pub use reel::Shot;

/// Most pixels of a film, all its frames together, those of its fades included: half an hour of
/// 1920 x 1080 at one frame a second.
pub const MAX_FILM_PIXELS: u64 = 4_000_000_000;

/// The shortest time that a frame may be shown, in milliseconds; viewers slow down what is faster.
pub const SHORTEST_FRAME_MS: u32 = 20;

/// The longest time that a scene may be shown, in milliseconds.
pub const LONGEST_FRAME_MS: u32 = 60_000;

/// Scenes of one size and how long each is shown.
///
/// # Example
///
/// ```
/// use controlmap::map::paint::{Film, Timing, apng, gif};
/// use controlmap::map::scene::{Color, Scene};
///
/// let page = |r| {
///     let background = Color { r, g: 250, b: 245, a: 255 };
///     Scene { width: 40.0, height: 30.0, background, layers: vec![] }
/// };
/// let film = Film { scenes: vec![page(0), page(120), page(240)], timing: Timing::default() };
/// assert_eq!(film.duration_ms(), 500 + 500 + 2000);
/// assert_eq!(&gif(&film, 1.0, &[])?[..6], b"GIF89a");
/// assert_eq!(&apng(&film, 1.0, &[])?[1..4], b"PNG");
/// # Ok::<(), controlmap::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Film {
    /// What is shown, in this order.
    pub scenes: Vec<Scene>,
    /// How long.
    pub timing: Timing,
}

/// How long the scenes of a film are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timing {
    /// Milliseconds from the beginning of one scene to that of the next.
    pub frame_ms: u32,
    /// Milliseconds for which the last scene is shown.
    pub hold_last_ms: u32,
    /// How a scene changes into the next: at once, or by and by at the end of its time.
    pub fade: Option<Fade>,
    /// How often all of it is shown.
    pub repeat: Repeat,
}

impl Default for Timing {
    /// Two scenes a second, the last for two seconds, without fades, for ever.
    fn default() -> Self {
        Self { frame_ms: 500, hold_last_ms: 2000, fade: None, repeat: Repeat::Forever }
    }
}

/// A change from one scene to the next through mixtures of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fade {
    /// How long it takes, in milliseconds; part of [`Timing::frame_ms`].
    pub ms: u32,
    /// How many mixtures are shown in that time.
    pub frames: NonZeroU16,
}

/// How often a film is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// Without end.
    Forever,
    /// So many times in all.
    Times(NonZeroU16),
}

impl Film {
    /// How long the film takes when it is shown once, in milliseconds.
    pub fn duration_ms(&self) -> u64 {
        let changes = (self.scenes.len() as u64).saturating_sub(1);
        let last = if self.scenes.is_empty() { 0 } else { self.timing.hold_last_ms };
        changes * u64::from(self.timing.frame_ms) + u64::from(last)
    }

    /// How many frames it has, those of fades included.
    fn frames(&self) -> u64 {
        let scenes = self.scenes.len() as u64;
        let each = self.timing.fade.map_or(0, |fade| u64::from(fade.frames.get()));
        scenes + scenes.saturating_sub(1) * each
    }

    /// Width and height in device pixels, if the film can be painted.
    fn size(&self, scale: f32) -> Result<(u32, u32)> {
        self.timing.check()?;
        let Some((first, rest)) = self.scenes.split_first() else {
            return Err(Error::usage("a film has at least one scene"));
        };
        let size = page_size(first, scale)?;
        for scene in rest {
            if (scene.width, scene.height) != (first.width, first.height) {
                return Err(Error::usage("the scenes of a film are of one size").found(format!(
                    "{} x {} and {} x {}",
                    first.width, first.height, scene.width, scene.height
                )));
            }
        }
        let pixels = u64::from(size.0) * u64::from(size.1);
        if pixels.saturating_mul(self.frames()) > MAX_FILM_PIXELS {
            return Err(Error::limit(format!(
                "a film may have at most {} million pixels in all its frames",
                MAX_FILM_PIXELS / 1_000_000
            ))
            .found(format!("{} frames of {} x {} pixels", self.frames(), size.0, size.1))
            .hint("choose fewer dates, a smaller page or scale, or fades of fewer frames"));
        }
        Ok(size)
    }
}

impl Timing {
    fn check(&self) -> Result<()> {
        let sensible = SHORTEST_FRAME_MS..=LONGEST_FRAME_MS;
        for ms in [self.frame_ms, self.hold_last_ms] {
            if !sensible.contains(&ms) {
                return Err(Error::usage(format!(
                    "a frame is shown for {SHORTEST_FRAME_MS} to {LONGEST_FRAME_MS} milliseconds"
                ))
                .found(ms));
            }
        }
        let Some(fade) = self.fade else { return Ok(()) };
        let shortest = u32::from(fade.frames.get()).saturating_mul(SHORTEST_FRAME_MS);
        if fade.ms < shortest || self.frame_ms < fade.ms.saturating_add(SHORTEST_FRAME_MS) {
            return Err(Error::usage(format!(
                "a fade takes {SHORTEST_FRAME_MS} milliseconds at least for each of its frames, and \
                 ends that much before its scene's time does"
            ))
            .found(format!(
                "{} frames in {} of {} milliseconds",
                fade.frames, fade.ms, self.frame_ms
            )));
        }
        Ok(())
    }
}
