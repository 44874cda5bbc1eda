//! What files are packed in: gzip, zstd, and archives of several files.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use super::{Limits, zstd};
use crate::{Error, Result};

/// How a gzip stream begins.
const GZIP: [u8; 2] = [0x1f, 0x8b];
/// How a zip archive begins, one without members among them.
const ZIP: [[u8; 4]; 2] = [*b"PK\x03\x04", *b"PK\x05\x06"];

/// The bytes themselves, or what gzip or zstd made of them, which may be `most` bytes.
///
/// # Errors
///
/// When the packed bytes are damaged, or hold more.
pub(super) fn unpacked<'a>(path: &Path, bytes: Cow<'a, [u8]>, most: u64) -> Result<Cow<'a, [u8]>> {
    let plain = if bytes.starts_with(&GZIP) {
        whole(flate2::read::MultiGzDecoder::new(&*bytes), "gzip", bytes.len(), most)
    } else if zstd::is_zstd(&bytes) {
        whole(zstd::Frames::new(&*bytes), "zstd", bytes.len(), most)
    } else {
        return Ok(bytes);
    };
    plain.map(Cow::Owned).map_err(|error| error.at(path.display()))
}

/// Whether bytes begin as a gzip stream does.
pub(super) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&GZIP)
}

/// Whether bytes begin as a zip archive does.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    ZIP.iter().any(|start| bytes.starts_with(start))
}

fn damaged(kind: &str, cause: impl std::fmt::Display) -> Error {
    Error::input(format!("the {kind} data is damaged")).found(cause)
}

fn whole(reader: impl Read, kind: &str, packed: usize, most: u64) -> Result<Vec<u8>> {
    let guess = (packed as u64).saturating_mul(4).min(most);
    let mut plain = Vec::with_capacity(usize::try_from(guess).unwrap_or_default());
    reader
        .take(most.saturating_add(1))
        .read_to_end(&mut plain)
        .map_err(|cause| damaged(kind, cause))?;
    if plain.len() as u64 > most {
        let what = format!("the {kind} data is larger than {most} bytes after decompression");
        return Err(Error::limit(what)
            .hint("if it is sound, raise the limits: --limit bytes=16G --limit expansion=4000"));
    }
    Ok(plain)
}

/// The bytes of the files of a zip archive, by their paths under its own. Their bytes are taken off those that are
/// `left`, which all archives in an archive share: a few hundred bytes in eight archives round each other
/// can hold more than any disk.
///
/// # Errors
///
/// When it is damaged or encrypted, or holds more files than there may be features, or more bytes than
/// are left.
pub(super) fn members(
    path: &Path,
    bytes: &[u8],
    limits: &Limits,
    left: &mut u64,
) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let located = |error: Error| error.at(path.display());
    let mut archive =
        zip::ZipArchive::new(Cursor::new(bytes)).map_err(|cause| located(damaged("zip", cause)))?;
    if archive.len() > limits.features {
        let most = limits.features as u64;
        return Err(located(Limits::reached("features", "the archive has too many files", most)));
    }
    let mut members = BTreeMap::new();
    for number in 0..archive.len() {
        let file = archive.by_index(number).map_err(|cause| located(damaged("zip", cause)))?;
        let name = file.name().map_err(|cause| located(damaged("zip", cause)))?;
        let name = name.replace('\\', "/");
        if file.is_dir() || is_clutter(&name) {
            continue;
        }
        let packed = usize::try_from(file.compressed_size()).unwrap_or_default().min(bytes.len());
        let plain = whole(file, "zip", packed, *left)
            .map_err(|error| error.at(&name).at(path.display()))?;
        *left = left.saturating_sub(plain.len() as u64);
        members.insert(path.join(&name), plain);
    }
    Ok(members)
}

/// What systems put into archives besides what their users did.
fn is_clutter(name: &str) -> bool {
    name.starts_with("__MACOSX/")
        || name.rsplit('/').next().is_some_and(|last| last.starts_with('.'))
}
