//! Films in formats that an installed ffmpeg writes: MP4, WebM, animated WebP.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::thread::JoinHandle;

use crate::map::paint::{Film, Repeat, Shot};
use crate::{Error, Result};

/// Names the program to run instead of the `ffmpeg` on the search path.
const VARIABLE: &str = "CONTROLMAP_FFMPEG";

/// Frames a second of a video. Scenes last longer, but players seek to whole frames only, and some
/// refuse fewer.
const RATE: u64 = 25;

/// Lines of ffmpeg's own messages that an error quotes.
const QUOTED: usize = 4;

/// What ffmpeg is to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Video {
    /// H.264, which every player and browser shows.
    Mp4,
    /// VP9.
    WebM,
    /// A moving picture without loss.
    WebP,
}

impl Video {
    /// The format that a file's ending asks for.
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_lowercase().as_str() {
            "mp4" | "m4v" => Some(Self::Mp4),
            "webm" => Some(Self::WebM),
            "webp" => Some(Self::WebP),
            _ => None,
        }
    }

    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Mp4 => &[
                "-c:v",
                "libx264",
                "-crf",
                "18",
                "-pix_fmt",
                "yuv420p",
                "-movflags",
                "+faststart",
                "-f",
                "mp4",
            ],
            Self::WebM => &[
                "-c:v",
                "libvpx-vp9",
                "-crf",
                "24",
                "-b:v",
                "0",
                "-row-mt",
                "1",
                "-pix_fmt",
                "yuv420p",
                "-f",
                "webm",
            ],
            Self::WebP => &["-c:v", "libwebp_anim", "-lossless", "1", "-f", "webp"],
        }
    }

    /// The rows and columns that a frame must be a multiple of, because colours are stored for
    /// squares of two by two.
    fn grain(self) -> u32 {
        if self == Self::WebP { 1 } else { 2 }
    }
}

/// A film as ffmpeg writes it, at `scale` device pixels a page pixel.
///
/// # Errors
///
/// If there is no ffmpeg, if it fails, or if the film can't be painted.
pub(in crate::cli) fn video(film: &Film, scale: f32, format: Video) -> Result<Vec<u8>> {
    let name = std::env::var_os(VARIABLE).unwrap_or_else(|| "ffmpeg".into());
    video_by(&name, film, scale, format)
}

fn video_by(program: &OsString, film: &Film, scale: f32, format: Video) -> Result<Vec<u8>> {
    let unwritable = |cause| Error::input(format!("the video can't be kept for a moment: {cause}"));
    // ffmpeg goes back to the beginning of a file to complete it, which a pipe does not allow.
    let folder = tempfile::tempdir().map_err(unwritable)?;
    let path = folder.path().join("film");
    let mut encoder: Option<Encoder> = None;
    let fed = film.play(scale, |shot| {
        let running = match encoder.take() {
            Some(running) => running,
            None => Encoder::start(program, &shot, film.timing.repeat, format, &path)?,
        };
        encoder.insert(running).feed(&shot)
    });
    match encoder {
        Some(encoder) => encoder.finish(fed)?,
        None => fed?,
    }
    std::fs::read(&path).map_err(unwritable)
}

/// A running ffmpeg.
struct Encoder {
    child: Child,
    frames: ChildStdin,
    messages: JoinHandle<String>,
    grain: u32,
    /// The milliseconds and the frames that it was given.
    fed: (u64, u64),
    padded: Vec<u8>,
}

impl Encoder {
    fn start(
        program: &OsString,
        shot: &Shot,
        repeat: Repeat,
        format: Video,
        path: &Path,
    ) -> Result<Self> {
        let grain = format.grain();
        let (width, height) =
            (shot.width.next_multiple_of(grain), shot.height.next_multiple_of(grain));
        let mut command = Command::new(program);
        command
            .args(["-hide_banner", "-loglevel", "error", "-y", "-f", "rawvideo"])
            .args(["-pix_fmt", "rgb24", "-s", &format!("{width}x{height}")])
            .args(["-framerate", &RATE.to_string(), "-i", "-", "-an"])
            .args(format.arguments());
        if format == Video::WebP {
            let times = match repeat {
                Repeat::Forever => 0,
                Repeat::Times(times) => times.get(),
            };
            command.args(["-loop", &times.to_string()]);
        }
        command.arg(path).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|cause| missing(program, &cause))?;
        let (Some(frames), Some(mut stderr)) = (child.stdin.take(), child.stderr.take()) else {
            return Err(failed("it can't be talked to", ""));
        };
        // Read all the time, so that ffmpeg never waits for it.
        let messages = std::thread::spawn(move || {
            let mut text = Vec::new();
            // Half a message is better than none.
            let _ = stderr.read_to_end(&mut text);
            String::from_utf8_lossy(&text).into_owned()
        });
        Ok(Self { child, frames, messages, grain, fed: (0, 0), padded: Vec::new() })
    }

    /// Shows a frame for as long as it lasts, to the nearest frame of the video.
    fn feed(&mut self, shot: &Shot) -> Result<()> {
        let frame = padded(shot, self.grain, &mut self.padded);
        self.fed.0 += u64::from(shot.ms);
        let until = (self.fed.0 * RATE + 500) / 1000;
        while self.fed.1 < until {
            self.frames
                .write_all(frame)
                .map_err(|cause| failed(&format!("it takes no more frames: {cause}"), ""))?;
            self.fed.1 += 1;
        }
        Ok(())
    }

    /// Waits for the whole file. Where ffmpeg failed, what it says itself matters more than that it
    /// took no more frames.
    fn finish(self, fed: Result<()>) -> Result<()> {
        let Self { mut child, frames, messages, .. } = self;
        drop(frames);
        let ended = child.wait();
        let messages = messages.join().unwrap_or_default();
        match ended {
            Ok(status) if status.success() => fed,
            Ok(status) => Err(failed(&status.to_string(), &messages)),
            Err(cause) => Err(failed(&cause.to_string(), &messages)),
        }
    }
}

/// A frame whose sides are multiples of a number, its last row and column repeated where they are
/// not: the page's margin.
fn padded<'a>(shot: &Shot<'a>, grain: u32, room: &'a mut Vec<u8>) -> &'a [u8] {
    let width = shot.width.next_multiple_of(grain);
    let height = shot.height.next_multiple_of(grain);
    if (width, height) == (shot.width, shot.height) {
        return shot.rgb;
    }
    room.clear();
    let columns = shot.width as usize * 3;
    let more = (width - shot.width) as usize;
    let rows = shot.rgb.chunks(columns);
    for row in rows.clone().chain(rows.rev().take((height - shot.height) as usize)) {
        room.extend_from_slice(row);
        for _ in 0..more {
            room.extend_from_slice(row.last_chunk::<3>().unwrap_or(&[255; 3]));
        }
    }
    room
}

fn missing(program: &OsString, cause: &io::Error) -> Error {
    let name = program.to_string_lossy();
    Error::usage("MP4, WebM and WebP are written by ffmpeg, which can't be started")
        .found(format!("{name}: {cause}"))
        .hint(format!(
            "install it (apt install ffmpeg, brew install ffmpeg, winget install ffmpeg), name it in \
             {VARIABLE}, or write a GIF or an animated PNG, which need no other program"
        ))
}

/// An error of ffmpeg's, with the last lines of what it says itself.
fn failed(what: &str, messages: &str) -> Error {
    let lines: Vec<&str> = messages.lines().filter(|line| !line.trim().is_empty()).collect();
    let last = lines.get(lines.len().saturating_sub(QUOTED)..).unwrap_or_default();
    let error = Error::input(format!("ffmpeg failed: {what}"));
    if last.is_empty() { error } else { error.found(last.join("\n")) }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::ErrorKind;
    use crate::map::paint::Timing;
    use crate::map::scene::{Color, Scene};

    fn film() -> Film {
        let page = |r| {
            let background = Color { r, g: 100, b: 50, a: 255 };
            Scene { width: 31.0, height: 21.0, background, layers: Vec::new() }
        };
        let timing = Timing { frame_ms: 100, hold_last_ms: 260, ..Timing::default() };
        Film { scenes: vec![page(0), page(90), page(250)], timing }
    }

    /// A program that does as the script says, in a folder that lasts as long as the value.
    fn program(script: &str) -> (tempfile::TempDir, OsString) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("program");
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("a script");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("runnable");
        (folder, path.into_os_string())
    }

    #[test]
    fn ffmpeg_is_given_every_frame_for_its_time_and_of_even_size() {
        // The last argument names the output.
        let (_folder, program) = program(r#"for it; do path=$it; done; cat > "$path""#);
        let bytes = video_by(&program, &film(), 1.0, Video::Mp4).expect("a video");
        let frames: Vec<&[u8]> = bytes.chunks(32 * 22 * 3).collect();
        let told: Vec<u8> = frames.iter().map(|frame| frame[0]).collect();
        assert_eq!(told, [0, 0, 0, 90, 90, 250, 250, 250, 250, 250, 250, 250]);
        assert!(frames.iter().all(|frame| frame.ends_with(&[frame[0], 100, 50])));
        let bytes = video_by(&program, &film(), 1.0, Video::WebP).expect("a video");
        assert_eq!(bytes.len() % (31 * 21 * 3), 0);
    }

    #[test]
    fn a_missing_program_is_named_with_how_to_get_it() {
        let error = video_by(&"no-such-ffmpeg".into(), &film(), 1.0, Video::Mp4).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Usage);
        let text = error.to_string();
        assert!(text.contains("no-such-ffmpeg") && text.contains("apt install"), "{text}");
    }

    #[test]
    fn a_failure_quotes_the_end_of_what_ffmpeg_says() {
        let script = "for n in 1 2 3 4 5 6; do echo \"line $n\" >&2; done; exit 3";
        let (_folder, program) = program(script);
        let error = video_by(&program, &film(), 1.0, Video::WebM).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input);
        let text = error.to_string();
        assert!(text.contains("line 6") && !text.contains("line 2"), "{text}");
    }

    #[test]
    fn a_film_that_cannot_be_painted_says_so() {
        let empty = Film { scenes: Vec::new(), timing: Timing::default() };
        let error = video_by(&"no-such-ffmpeg".into(), &empty, 1.0, Video::Mp4).unwrap_err();
        assert!(error.to_string().contains("at least one scene"));
    }

    #[test]
    fn endings_tell_formats() {
        let of = |name: &str| Video::of(Path::new(name));
        assert_eq!((of("a.MP4"), of("b.webm")), (Some(Video::Mp4), Some(Video::WebM)));
        assert_eq!((of("c.webp"), of("d.gif"), of("mp4")), (Some(Video::WebP), None, None));
    }
}
