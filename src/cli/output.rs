//! Where results go: a file, whole or not at all, or stdout.

use std::io::Write;
use std::path::Path;

use serde::Serialize;

use crate::{Error, Result};

/// Writes bytes to a file, or to stdout where the path is `-`. The file appears whole or not at all.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if path == Path::new("-") {
        return to_stdout(bytes);
    }
    if path.is_dir() {
        return Err(
            Error::usage("the output is a folder; a file name was expected").at(path.display())
        );
    }
    // A link is followed, so that it stays one; a pipe or a device can only be written into.
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let written = if target.exists() && !target.is_file() {
        std::fs::write(&target, bytes)
    } else {
        write_whole(&target, bytes)
    };
    written.map_err(|cause| {
        let error =
            Error::input(format!("the output can't be written: {cause}")).at(path.display());
        match cause.kind() {
            std::io::ErrorKind::NotFound => {
                error.hint(format!("is there a folder {}?", folder_of(path).display()))
            }
            _ => error,
        }
    })
}

/// Writes a file beside the target and puts it in its place.
fn write_whole(target: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file =
        tempfile::Builder::new().prefix(".controlmap-").tempfile_in(folder_of(target))?;
    file.write_all(bytes)?;
    share(file.as_file())?;
    file.persist(target)?;
    Ok(())
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."))
}

/// A report as JSON, for people to read and programs to parse.
pub(super) fn json(report: &impl Serialize) -> Result<String> {
    let json = serde_json::to_string_pretty(report);
    json.map(|text| text + "\n")
        .map_err(|cause| Error::input(format!("the report can't be written: {cause}")))
}

/// Prints to stdout. A reader that has gone away, as `head` does, is no error.
pub(super) fn to_stdout(bytes: &[u8]) -> Result<()> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(cause) if cause.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Error::input(format!("stdout can't be written: {cause}")))
        }
        _ => Ok(()),
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
