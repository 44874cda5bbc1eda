//! Which files are meant, and their bytes.

use std::borrow::Cow;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::{Error, Result};

/// Size above which a file is refused, before and after decompression: 4 GiB.
const LARGEST_FILE: u64 = 4 << 30;
/// Name of a manifest.
pub(super) const MANIFEST: &str = "controlmap.toml";
/// Endings of data files, before an optional `.gz`.
const DATA_ENDINGS: [&str; 2] = [".geojson", ".json"];

/// Somewhere that files are read from.
pub trait Store: Sync {
    /// The bytes of a file, decompressed if it is gzip.
    ///
    /// # Errors
    ///
    /// When the file is not there, can't be read, or is larger than 4 GiB.
    fn read(&self, path: &Path) -> Result<Cow<'static, [u8]>>;

    /// The data files that a path stands for: those of a folder, or the file itself.
    ///
    /// # Errors
    ///
    /// When a folder can't be read or holds no data.
    fn expand(&self, path: &Path) -> Result<Vec<PathBuf>> {
        Ok(vec![path.to_owned()])
    }
}

/// The file system.
#[derive(Debug, Clone, Copy)]
pub struct Disk;

impl Store for Disk {
    fn read(&self, path: &Path) -> Result<Cow<'static, [u8]>> {
        let unreadable = |cause: std::io::Error| cannot_read(path, &cause);
        let file = fs::File::open(path).map_err(unreadable)?;
        let size = file.metadata().map_err(unreadable)?.len();
        // One byte more than the size lets the last read see the end without growing the buffer.
        let mut bytes = Vec::with_capacity(size.min(LARGEST_FILE) as usize + 1);
        file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        limited(path, bytes.len())?;
        gunzip_if_needed(path, Cow::Owned(bytes))
    }

    fn expand(&self, path: &Path) -> Result<Vec<PathBuf>> {
        if path.is_dir() { data_files_in(path) } else { Ok(vec![path.to_owned()]) }
    }
}

/// The bytes themselves, or what gzip made of them.
pub(super) fn gunzip_if_needed(
    path: &Path,
    bytes: Cow<'static, [u8]>,
) -> Result<Cow<'static, [u8]>> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(bytes);
    }
    let mut plain = Vec::with_capacity(bytes.len().saturating_mul(4));
    flate2::read::MultiGzDecoder::new(&*bytes)
        .take(LARGEST_FILE + 1)
        .read_to_end(&mut plain)
        .map_err(|cause| {
            Error::input("the gzip data is damaged").at(path.display()).found(cause)
        })?;
    limited(path, plain.len())?;
    Ok(Cow::Owned(plain))
}

fn limited(path: &Path, length: usize) -> Result<()> {
    if length as u64 > LARGEST_FILE {
        return Err(Error::limit("a file may hold 4 GiB at most, decompressed")
            .at(path.display())
            .hint("split it by date"));
    }
    Ok(())
}

fn cannot_read(path: &Path, cause: &std::io::Error) -> Error {
    let error = match cause.kind() {
        std::io::ErrorKind::NotFound => Error::input("there is no such file or folder"),
        _ => Error::input(format!("the file can't be read: {cause}")),
    };
    error.at(path.display())
}

/// What the paths of a command line stand for.
#[derive(Debug, Default)]
pub(super) struct Input {
    pub manifest: Option<PathBuf>,
    pub data: Vec<PathBuf>,
    /// Only these files are meant, not those that the manifest names: it was found beside them.
    pub names_all: bool,
}

impl Input {
    /// Looks at each path: a manifest, a data file, or a folder of either.
    pub fn find(paths: &[&Path]) -> Result<Self> {
        let mut input = Self::default();
        for &path in paths {
            let metadata = fs::metadata(path).map_err(|cause| cannot_read(path, &cause))?;
            if !metadata.is_dir() {
                input.add_file(path)?;
            } else if path.join(MANIFEST).is_file() {
                input.add_file(&path.join(MANIFEST))?;
            } else {
                input.data.extend(data_files_in(path)?);
            }
        }
        if input.manifest.is_none() {
            input.manifest = manifest_beside(&input.data);
            input.names_all = input.manifest.is_some();
        }
        Ok(input)
    }

    fn add_file(&mut self, path: &Path) -> Result<()> {
        if path.extension().is_none_or(|extension| extension != "toml") {
            self.data.push(path.to_owned());
            return Ok(());
        }
        match self.manifest.replace(path.to_owned()) {
            None => Ok(()),
            Some(first) => Err(Error::usage("a dataset has one manifest at most").found(format!(
                "{} and {}",
                first.display(),
                path.display()
            ))),
        }
    }
}

/// The manifest in the one folder that holds all the files.
fn manifest_beside(files: &[PathBuf]) -> Option<PathBuf> {
    let folder = files.first()?.parent()?;
    let manifest = folder.join(MANIFEST);
    (files.iter().all(|file| file.parent() == Some(folder)) && manifest.is_file())
        .then_some(manifest)
}

/// The data files of a folder by name, not looking into folders below it.
fn data_files_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let unreadable = |cause: std::io::Error| cannot_read(folder, &cause);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if is_data_file(&path) && path.is_file() {
            files.push(path);
        }
    }
    if files.is_empty() {
        return Err(Error::input("the folder holds no data")
            .at(folder.display())
            .hint("data files end in .geojson or .json, with or without .gz"));
    }
    files.sort();
    Ok(files)
}

fn is_data_file(path: &Path) -> bool {
    let name =
        path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    !name.starts_with('.') && DATA_ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// Bytes of the files that the paths of a command line stand for, as far as they can be seen: for a
/// progress bar.
pub fn size_of(paths: &[&Path]) -> u64 {
    let size = |path: &Path| fs::metadata(path).map_or(0, |metadata| metadata.len());
    let files = |path: &&Path| Disk.expand(path).unwrap_or_default();
    paths.iter().flat_map(files).map(|file| size(&file)).sum()
}
