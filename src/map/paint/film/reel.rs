//! The frames of a film, those of fades included: one by one, or what changes from each to the next.

use rayon::prelude::*;

use super::stage::{Pixels, Stage};
use super::{Fade, Film};
use crate::error::Result;
use crate::map::paint::palette::{Census, runs};

/// A frame of a film.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shot<'a> {
    /// Width in device pixels.
    pub width: u32,
    /// Height in device pixels.
    pub height: u32,
    /// Red, green and blue of each pixel, row after row from the top.
    pub rgb: &'a [u8],
    /// Milliseconds for which it is shown.
    pub ms: u32,
}

impl Film {
    /// Hands on frame after frame, at `scale` device pixels a page pixel, with all its colours.
    ///
    /// # Errors
    ///
    /// As for [`gif`](super::gif()), and whatever `onlooker` returns.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::map::paint::{Film, Timing};
    /// use controlmap::map::scene::{Color, Scene};
    ///
    /// let background = Color { r: 9, g: 8, b: 7, a: 255 };
    /// let scene = Scene { width: 40.0, height: 30.0, background, layers: vec![] };
    /// let film = Film { scenes: vec![scene.clone(), scene], timing: Timing::default() };
    /// let mut times = Vec::new();
    /// film.play(1.0, |shot| {
    ///     assert_eq!(shot.rgb[..3], [9, 8, 7]);
    ///     times.push(shot.ms);
    ///     Ok(())
    /// })?;
    /// assert_eq!(times, [500, 2000]);
    /// # Ok::<(), controlmap::Error>(())
    /// ```
    pub fn play(&self, scale: f32, mut onlooker: impl FnMut(Shot) -> Result<()>) -> Result<()> {
        let stage = Stage::new(self, scale)?;
        let (width, height) = stage.size;
        let mut rgb = Vec::with_capacity(width as usize * height as usize * 3);
        let mut show = |pixels: &Pixels, ms: u32| {
            rgb.clear();
            rgb.extend(pixels.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]));
            onlooker(Shot { width, height, rgb: &rgb, ms })
        };
        let mut shown = 0;
        stage.play(|before, drawn| {
            for (before, pixels) in pairs(before, drawn) {
                shown += 1;
                if let (Some(before), Some(fade)) = (before, self.timing.fade) {
                    for step in 0..fade.frames.get() {
                        show(&fade.mixed(before, pixels, step), fade.ms_of(step))?;
                    }
                }
                show(pixels, self.still_ms(shown == self.scenes.len()))?;
            }
            Ok(())
        })
    }

    /// How long a scene is shown by itself.
    fn still_ms(&self, is_last: bool) -> u32 {
        if is_last {
            self.timing.hold_last_ms
        } else {
            let fade = self.timing.fade.map_or(0, |fade| fade.ms);
            self.timing.frame_ms.saturating_sub(fade)
        }
    }
}

/// Each scene with the one before it, if any.
fn pairs<'a>(
    before: Option<&'a Pixels>,
    drawn: &'a [Pixels],
) -> impl Iterator<Item = (Option<&'a Pixels>, &'a Pixels)> {
    std::iter::once(before).chain(drawn.iter().map(Some)).zip(drawn)
}

impl Fade {
    /// How long one of its frames is shown.
    fn ms_of(self, step: u16) -> u32 {
        let until = |step: u32| {
            let passed = u64::from(self.ms) * u64::from(step) / u64::from(self.frames.get());
            u32::try_from(passed).unwrap_or(self.ms)
        };
        until(u32::from(step) + 1) - until(u32::from(step))
    }

    /// One of its frames.
    fn mixed(self, before: &Pixels, after: &Pixels, step: u16) -> Pixels {
        let whole = u32::from(self.frames.get()) + 1;
        let share = u32::from(step) + 1;
        let mix = |(before, after): (&[u8; 4], &[u8; 4])| {
            if before == after {
                return *after;
            }
            let channel = |at: usize| {
                let sum = u32::from(before[at]) * (whole - share) + u32::from(after[at]) * share;
                ((sum + whole / 2) / whole) as u8
            };
            [channel(0), channel(1), channel(2), 255]
        };
        before.iter().zip(after).map(mix).collect()
    }
}

/// What happens to the picture at the beginning of a frame.
pub(super) struct Change {
    /// Colours as the census counts them, or [`STAYS`], and for how many pixels, row after row.
    pub(super) runs: Vec<(u32, u32)>,
    /// Milliseconds until the next.
    pub(super) ms: u32,
}

/// Stands for the colour that a pixel has; all colours are opaque, so none is 0.
pub(super) const STAYS: u32 = 0;

/// Every change of a film, from an empty page on, and the colours in them.
pub(super) struct Reel {
    pub(super) size: (u32, u32),
    pub(super) changes: Vec<Change>,
    pub(super) census: Census,
}

impl Reel {
    pub(super) fn record(film: &Film, scale: f32) -> Result<Self> {
        let stage = Stage::new(film, scale)?;
        let mut reel = Self { size: stage.size, changes: Vec::new(), census: Census::default() };
        let mut recorded = 0;
        stage.play(|before, drawn| {
            let pairs: Vec<_> = (recorded + 1..).zip(pairs(before, drawn)).collect();
            recorded += drawn.len();
            let changes: Vec<Vec<Change>> = pairs
                .into_par_iter()
                .map(|(number, (before, after))| {
                    let still = film.still_ms(number == film.scenes.len());
                    changes(before, after, film.timing.fade, still)
                })
                .collect();
            reel.changes.extend(changes.into_iter().flatten());
            Ok(())
        })?;
        reel.count(film.frames());
        Ok(reel)
    }

    /// Counts the colours: those of the first frame for all frames, most of which they stay in.
    fn count(&mut self, frames: u64) {
        let counted = self.changes.par_iter().enumerate().map(|(index, change)| {
            let times = if index == 0 { frames } else { 1 };
            let mut census = Census::default();
            for &(color, length) in change.runs.iter().filter(|run| run.0 != STAYS) {
                census.add(color, u64::from(length) * times);
            }
            census
        });
        self.census = counted.reduce(Census::default, Census::with);
    }
}

/// The changes that lead from one scene to the next.
fn changes(before: Option<&Pixels>, after: &Pixels, fade: Option<Fade>, ms: u32) -> Vec<Change> {
    let Some(before) = before else {
        let runs = runs(after).map(|(color, length)| (color, length as u32)).collect();
        return vec![Change { runs, ms }];
    };
    let Some(fade) = fade.filter(|_| before != after) else {
        let fade_ms = fade.map_or(0, |fade| fade.ms);
        return vec![Change { runs: difference(before, after), ms: ms.saturating_add(fade_ms) }];
    };
    let mut changes = Vec::new();
    let mut shown: Option<Pixels> = None;
    for step in 0..fade.frames.get() {
        let mixed = fade.mixed(before, after, step);
        let runs = difference(shown.as_deref().unwrap_or(before), &mixed);
        changes.push(Change { runs, ms: fade.ms_of(step) });
        shown = Some(mixed);
    }
    let runs = difference(shown.as_deref().unwrap_or(before), after);
    changes.push(Change { runs, ms });
    changes
}

/// What is not as before.
fn difference(before: &[[u8; 4]], after: &[[u8; 4]]) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    let mut rest = (before, after);
    while let ([_, ..], &[first, ..]) = rest {
        let same = unchanged(rest.0, rest.1);
        let (color, length) = if same > 0 {
            (STAYS, same)
        } else {
            let is_new =
                |(before, after): &(&[u8; 4], &[u8; 4])| **after == first && before != after;
            let new = rest.0.iter().zip(rest.1).take_while(is_new).count();
            (u32::from_le_bytes(first), new)
        };
        found.push((color, length as u32));
        rest = (rest.0.split_at(length).1, rest.1.split_at(length).1);
    }
    found
}

/// How many pixels at the beginning are the same.
fn unchanged(before: &[[u8; 4]], after: &[[u8; 4]]) -> usize {
    const STEP: usize = 64;
    let steps = before.chunks_exact(STEP).zip(after.chunks_exact(STEP));
    let far = steps.take_while(|(before, after)| before == after).count() * STEP;
    let near = before.iter().zip(after).skip(far);
    far + near.take_while(|(before, after)| before == after).count()
}
