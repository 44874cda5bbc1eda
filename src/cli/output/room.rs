//! Whether a result can be written where it is to go: found out before the work, not after it.

use std::io::{self, ErrorKind};
use std::path::Path;

use tempfile::NamedTempFile;

use super::{is_stream, target_of};
use crate::{Error, Result};

/// Fails where a file can't be written; `-`, for stdout, always can. Nothing is left behind.
pub(in crate::cli) fn expect_file(path: &Path) -> Result<()> {
    if is_stdout(path) || is_stream(&target_of(path)) {
        return Ok(());
    }
    beside(path, &target_of(path)).map(drop)
}

/// Fails where files can't be written into a folder, which may have to be made. Nothing is left behind.
pub(in crate::cli) fn expect_folder(folder: &Path) -> Result<()> {
    if folder.exists() && !folder.is_dir() {
        return Err(
            Error::usage("the output is a file; a folder was expected").at(folder.display())
        );
    }
    let above = folder.ancestors().find(|above| above.exists()).unwrap_or(Path::new("."));
    file_in(above).map(drop).map_err(|cause| unwritable_in(above, folder, &cause))
}

/// A new file in the folder in which a path's target stands.
pub(super) fn beside(path: &Path, target: &Path) -> Result<NamedTempFile> {
    if path.is_dir() {
        return Err(Error::usage("the output is a folder; a file name was expected")
            .at(path.display())
            .hint("name a file in it"));
    }
    if let Err(cause) = target.symlink_metadata()
        && cause.kind() == ErrorKind::InvalidFilename
    {
        return Err(unwritable(path, &cause));
    }
    file_in(folder_of(target)).map_err(|cause| unwritable(path, &cause))
}

fn file_in(folder: &Path) -> io::Result<NamedTempFile> {
    let folder = if folder == Path::new("") { Path::new(".") } else { folder };
    tempfile::Builder::new().prefix(".controlmap-").tempfile_in(folder)
}

/// The folder in which a path stands.
fn folder_of(target: &Path) -> &Path {
    target.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."))
}

pub(super) fn is_stdout(path: &Path) -> bool {
    path == Path::new("-")
}

/// Why an output can't be written into the folder in which it is to stand.
pub(in crate::cli) fn unwritable(path: &Path, cause: &io::Error) -> Error {
    unwritable_in(folder_of(&target_of(path)), path, cause)
}

/// Why an output can't be written into a folder, without the name of the file that was tried.
fn unwritable_in(folder: &Path, path: &Path, cause: &io::Error) -> Error {
    let told = |why: &str| Error::input(format!("the output can't be written: {why}"));
    let name = folder.display();
    let error = match cause.kind() {
        ErrorKind::NotFound => {
            told("there is no such folder").found(name).hint("make it first, or name another")
        }
        ErrorKind::NotADirectory => {
            told("what should be its folder is a file").found(name).hint("name another folder")
        }
        ErrorKind::PermissionDenied => {
            told("there is no permission to write there").found(name).hint("name another folder")
        }
        ErrorKind::ReadOnlyFilesystem => {
            told("its disk can only be read").found(name).hint("name another folder")
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            told("the disk is full").found(name).hint("make room, or name another folder")
        }
        ErrorKind::IsADirectory => told("it is a folder").hint("name a file in it"),
        ErrorKind::InvalidFilename => told("the name is longer than the disk takes"),
        _ => told(&plain(cause)),
    };
    error.at(path.display())
}

/// What the system says, without the path of a temporary file.
fn plain(cause: &io::Error) -> String {
    let inner = cause.get_ref().and_then(std::error::Error::source);
    inner.map_or_else(|| cause.to_string(), ToString::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_name_stands_in_the_folder_one_is_in() {
        let cause = io::Error::from(ErrorKind::PermissionDenied);
        let told = unwritable(Path::new("a-new.log"), &cause).to_string();
        assert!(told.starts_with("a-new.log: the output can't be written"), "{told}");
        assert!(told.contains("found .\n"), "{told}");
        let told = unwritable(Path::new("no/such/a.log"), &cause).to_string();
        assert!(told.contains("found no/such\n"), "{told}");
    }
}
