//! What is said on stderr: notes, and progress of long work.

use std::io::Write;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Whether, and how, the program speaks on stderr.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli) struct Voice {
    quiet: bool,
}

impl Voice {
    pub fn new(quiet: bool) -> Self {
        Self { quiet }
    }

    /// Whether it was asked to say nothing but errors.
    #[cfg(feature = "serve")]
    pub fn is_quiet(self) -> bool {
        self.quiet
    }

    /// Says a sentence, unless asked to be quiet.
    pub fn say(self, sentence: impl std::fmt::Display) {
        if !self.quiet {
            // Nobody is left to tell when stderr is closed.
            let _ = writeln!(std::io::stderr(), "controlmap: {sentence}");
        }
    }

    /// Says what went wrong while the program goes on, however quiet it is to be.
    #[cfg(feature = "serve")]
    pub fn complain(self, sentence: impl std::fmt::Display) {
        Self { quiet: false }.say(sentence);
    }

    /// A bar that counts bytes read.
    pub fn bytes(self, total: u64) -> ProgressBar {
        self.bar(total, "{bar:30} {bytes} of {total_bytes} read, {bytes_per_sec}")
    }

    /// A bar that counts bytes of a stream, as many as there are if that is known.
    pub fn stream(self, total: Option<u64>) -> ProgressBar {
        match total {
            Some(total) => self.bar(
                total,
                "{bar:30} {bytes} of {total_bytes} joined, {bytes_per_sec}, {eta} left",
            ),
            None => self.bar(0, "{spinner} {bytes} joined, {bytes_per_sec}"),
        }
    }

    /// A bar that counts maps drawn.
    pub fn maps(self, total: u64) -> ProgressBar {
        self.bar(total, "{bar:30} {pos} of {len} maps, {eta} left")
    }

    /// A bar that counts tiles, as many as there turn out to be.
    #[cfg(feature = "serve")]
    pub fn tiles(self) -> ProgressBar {
        self.bar(0, "{bar:30} {pos} of {len} tiles, {eta} left")
    }

    /// `indicatif` draws on a terminal only, whatever it is told.
    fn bar(self, total: u64, template: &str) -> ProgressBar {
        let target = if self.quiet {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr_with_hz(10)
        };
        let bar = ProgressBar::with_draw_target(Some(total), target);
        bar.set_style(
            ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()),
        );
        bar.enable_steady_tick(Duration::from_millis(200));
        bar
    }
}
