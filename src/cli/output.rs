//! Where results go: a file, whole or not at all, or stdout.

use std::io::Write;
use std::path::Path;

use crate::{Error, Result};

/// Writes bytes to a file, or to stdout where the path is `-`. The file appears whole or not at all.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if path == Path::new("-") {
        return to_stdout(bytes);
    }
    // A link is followed, so that it stays one; a pipe or a device can only be written into.
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if target.exists() && !target.is_file() && !target.is_dir() {
        return std::fs::write(path, bytes).map_err(|cause| {
            Error::input(format!("the output can't be written: {cause}")).at(path.display())
        });
    }
    let path = if path.is_symlink() { target.as_path() } else { path };
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let failed = |cause: &std::io::Error| {
        let error =
            Error::input(format!("the output can't be written: {cause}")).at(path.display());
        match cause.kind() {
            std::io::ErrorKind::NotFound => {
                error.hint(format!("is there a folder {}?", folder.display()))
            }
            _ => error,
        }
    };
    if path.is_dir() {
        return Err(
            Error::usage("the output is a folder; a file name was expected").at(path.display())
        );
    }
    let mut file = tempfile::Builder::new()
        .prefix(".controlmap-")
        .tempfile_in(folder)
        .map_err(|cause| failed(&cause))?;
    file.write_all(bytes).map_err(|cause| failed(&cause))?;
    share(file.as_file()).map_err(|cause| failed(&cause))?;
    file.persist(path).map_err(|cause| failed(&cause.error))?;
    Ok(())
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
