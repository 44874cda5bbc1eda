//! `controlmap animate`: the maps of many dates as one moving picture.

use std::num::NonZeroU16;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::arguments::dataset::DatasetArgs;
use crate::cli::arguments::map::MapArgs;
use crate::cli::output;
use crate::cli::output::doubts::{
    say_what_is_unexplained, say_what_is_unshown, say_who_looks_alike,
};
use crate::cli::output::ffmpeg::{Video, video};
use crate::cli::output::progress::Voice;
use crate::map::paint::{Fade, Film, Repeat, SHORTEST_FRAME_MS, Timing, apng, gif};
use crate::map::{Extent, MapOptions, Series, provenance};
use crate::report::period::{Dates, Step};
use crate::source;
use crate::{Error, Result};

/// Draw the maps of many dates as an animation: GIF, APNG, or with an installed ffmpeg MP4, WebM, WebP
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  controlmap animate --dates 2026-01-01..2026-02-10 -o war.gif
  controlmap animate --dates 2026-01-15..2026-01-31 --fps 4 --hold 3 --fade 4 -o war.apng
  controlmap animate --dates 2026-01-01..2026-02-10 --since 2025-12-31 --lang ar -o war.mp4
  controlmap animate -d deepstate/ --actor Russia --dates 2024-01-01..2025-01-01 --every 1w -o front.gif")]
pub(super) struct Animate {
    #[command(flatten)]
    dataset: DatasetArgs,
    /// The dates, from the first to the last or one by one
    #[arg(long, value_name = "FROM..TO|A,B,C")]
    dates: Dates,
    /// The step between dates, in days, weeks or months: 1d, 2w, 1m
    #[arg(long, value_name = "STEP", default_value = "1d")]
    every: Step,
    /// Where it goes; the ending says as what: .gif, .apng or .png, .mp4, .webm, .webp
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    map: MapArgs,
    /// Dates a second, 0.02 to 50
    #[arg(long, value_name = "NUMBER", default_value_t = 2.0, allow_hyphen_values = true)]
    fps: f64,
    /// Seconds for which the last date stands
    #[arg(long, value_name = "SECONDS", default_value_t = 2.0, allow_hyphen_values = true)]
    hold: f64,
    /// How often it is shown: 0 is for ever
    #[arg(long = "loop", value_name = "TIMES", default_value_t = 0)]
    times: u16,
    /// Mixtures by which one date fades into the next: 0 is none
    #[arg(long, value_name = "FRAMES", default_value_t = 0)]
    fade: u16,
}

/// The kinds of moving pictures.
enum Format {
    Gif,
    Apng,
    Video(Video),
}

impl Animate {
    pub fn run(self, voice: Voice) -> Result<()> {
        let format = self.format()?;
        output::expect_file(&self.output)?;
        self.map.expect_beside(&self.output)?;
        let timing = self.timing()?;
        let scale = self.map.page.resolution()?.scale;
        let mut dataset = self.dataset.open(voice)?;
        let options = self.map.options(&mut dataset, voice)?;
        let dates = self.dates.clone().dates(self.every)?;
        let extent = options.shown(&dataset.on_all(&dates)?)?;
        source::add_backdrop(&mut dataset, &extent)?;
        let options = MapOptions { extent: Extent::Box(extent), ..options };
        let snapshots = dataset.on_all(&dates)?;
        let film = Film { scenes: Series::frames(&snapshots, &options)?.scenes(), timing };
        if let (Some(last), Some(scene)) = (snapshots.last(), film.scenes.last()) {
            say_who_looks_alike(last, &options.theme, voice);
            say_what_is_unshown(scene, voice);
            say_what_is_unexplained(scene, voice);
        }
        let metadata = provenance(&dataset, &dataset.fingerprint(), options.language);
        let file = match format {
            Format::Gif => gif(&film, scale, &metadata)?,
            Format::Apng => apng(&film, scale, &metadata)?,
            Format::Video(kind) => video(&film, scale, kind)?,
        };
        output::write(&self.output, &file)?;
        if let Some(last) = film.scenes.last() {
            self.map.tell(&self.output, &snapshots, &options, last)?;
        }
        let seconds = film.duration_ms() as f64 / 1000.0;
        voice.say(format_args!(
            "{} in {seconds:.1} seconds written to {}",
            if film.scenes.len() == 1 {
                "1 date".to_owned()
            } else {
                format!("{} dates", film.scenes.len())
            },
            self.output.display()
        ));
        Ok(())
    }

    /// The kind of picture that the output's ending asks for; a GIF on stdout.
    fn format(&self) -> Result<Format> {
        if self.output == Path::new("-") {
            return Ok(Format::Gif);
        }
        let ending = self.output.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        match ending.to_lowercase().as_str() {
            "gif" => Ok(Format::Gif),
            "apng" | "png" => Ok(Format::Apng),
            _ => Video::of(&self.output).map(Format::Video).ok_or_else(|| {
                Error::usage("an animation is a .gif, .apng or .png, .mp4, .webm or .webp")
                    .at(self.output.display())
            }),
        }
    }

    fn timing(&self) -> Result<Timing> {
        let frame_ms = milliseconds(1.0 / self.fps).ok_or_else(|| {
            Error::usage("--fps is a number of dates a second, 0.02 to 50").found(self.fps)
        })?;
        let hold_last_ms = milliseconds(self.hold.max(f64::from(frame_ms) / 1000.0))
            .filter(|_| self.hold >= 0.0)
            .ok_or_else(|| {
                Error::usage("--hold is a number of seconds, 0 to 60").found(self.hold)
            })?;
        // Half of a date's time it is shown as it is, half it fades.
        let fade = NonZeroU16::new(self.fade).map(|frames| Fade { ms: frame_ms / 2, frames });
        if fade.is_some_and(|it| it.ms < SHORTEST_FRAME_MS * u32::from(it.frames.get())) {
            let most = frame_ms / 2 / SHORTEST_FRAME_MS;
            return Err(Error::usage("there is no time for so many mixtures")
                .found(format!("--fade {}", self.fade))
                .hint(format!("at this --fps there is for {most}")));
        }
        let repeat = NonZeroU16::new(self.times).map_or(Repeat::Forever, Repeat::Times);
        Ok(Timing { frame_ms, hold_last_ms, fade, repeat })
    }
}

/// Seconds as whole milliseconds; nothing where a frame can't be shown for so long or so short a time.
fn milliseconds(seconds: f64) -> Option<u32> {
    let milliseconds = (seconds * 1000.0).round();
    (20.0..=60_000.0).contains(&milliseconds).then_some(milliseconds as u32)
}
