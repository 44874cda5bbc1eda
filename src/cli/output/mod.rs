//! Where results go: a file, whole or not at all, or stdout.

pub(super) mod doubts;
pub(super) mod ffmpeg;
#[cfg(feature = "serve")]
pub(super) mod log_file;
pub(super) mod picture;
pub(super) mod progress;
pub(super) mod report;
mod room;
pub(super) mod table;

use std::fs::File;
use std::io::{StdoutLock, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use room::{beside, is_stdout};
pub(super) use room::{expect_file, expect_folder, unwritable};

use crate::{Error, Result};

/// Writes bytes to a file, or to stdout where the path is `-`. The file appears whole or not at all.
pub(in crate::cli) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |cause| unwritable(path, &cause);
    let all = |out: &mut dyn Write| out.write_all(bytes).map_err(failed);
    stream(path, all).map(drop)
}

/// Lets bytes be written one after the other to a file, or to stdout where the path is `-`, and gives
/// what `produce` gives. The file appears whole or not at all. Where the reader of stdout has gone
/// away, as `head` does, there is no error and nothing to give.
pub(in crate::cli) fn stream<T>(
    path: &Path,
    produce: impl FnOnce(&mut dyn Write) -> Result<T>,
) -> Result<Option<T>> {
    if is_stdout(path) {
        return stream_to_stdout(produce);
    }
    let target = target_of(path);
    let failed = |cause: std::io::Error| unwritable(path, &cause);
    if is_stream(&target) {
        let mut file = File::options().write(true).open(&target).map_err(failed)?;
        return produce(&mut file).map(Some);
    }
    // The file is written beside the target and then put in its place.
    let mut file = beside(path, &target)?;
    let produced = produce(file.as_file_mut())?;
    share(file.as_file()).map_err(failed)?;
    file.persist(&target).map_err(|error| failed(error.error))?;
    Ok(Some(produced))
}

/// What is written where a path is given: a link is followed, so that it stays one.
fn target_of(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// Whether there is a pipe or a device, which can only be written into.
fn is_stream(target: &Path) -> bool {
    target.exists() && !target.is_file() && !target.is_dir()
}

/// A report as JSON, for people to read and programs to parse.
pub(in crate::cli) fn json(report: &impl Serialize) -> Result<String> {
    let json = serde_json::to_string_pretty(report);
    json.map(|text| text + "\n")
        .map_err(|cause| Error::input(format!("the report can't be written: {cause}")))
}

/// Prints to stdout. A reader that has gone away, as `head` does, is no error.
pub(in crate::cli) fn to_stdout(bytes: &[u8]) -> Result<()> {
    let unwritable = |cause| Error::input(format!("stdout can't be written: {cause}"));
    let all =
        |out: &mut dyn Write| out.write_all(bytes).and_then(|()| out.flush()).map_err(unwritable);
    stream_to_stdout(all).map(drop)
}

fn stream_to_stdout<T>(produce: impl FnOnce(&mut dyn Write) -> Result<T>) -> Result<Option<T>> {
    let mut stdout = Stdout { lock: std::io::stdout().lock(), has_no_reader: false };
    match produce(&mut stdout) {
        Err(_) if stdout.has_no_reader => Ok(None),
        produced => produced.map(Some),
    }
}

/// Stdout that remembers whether its reader has gone away.
struct Stdout {
    lock: StdoutLock<'static>,
    has_no_reader: bool,
}

impl Stdout {
    fn noted<T>(&mut self, result: std::io::Result<T>) -> std::io::Result<T> {
        self.has_no_reader |=
            result.as_ref().is_err_and(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe);
        result
    }
}

impl Write for Stdout {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.lock.write(bytes);
        self.noted(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        let flushed = self.lock.flush();
        self.noted(flushed)
    }
}

/// Temporary files are private; the result should be as readable as any other file.
#[cfg(unix)]
fn share(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn share(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}
