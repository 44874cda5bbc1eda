//! Which files are meant, and their bytes.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::Manifest;
use super::archive;
use super::formats::Format;
use super::limits::Limits;
use crate::{Error, Result};

/// Name of a manifest.
pub(super) const MANIFEST: &str = "controlmap.toml";
/// The path that stands for the standard input.
pub(super) const STDIN: &str = "-";

/// Somewhere that files are read from.
pub trait Store: Sync {
    /// The bytes of a file, unpacked if they are gzip or zstd.
    ///
    /// # Errors
    ///
    /// When the file is not there, can't be read, or is larger than the limits allow.
    fn read(&self, path: &Path, limits: &Limits) -> Result<Cow<'static, [u8]>>;

    /// Whether there is such a file.
    fn has(&self, path: &Path) -> bool;

    /// The data files that a path stands for: those of a folder, or the file itself.
    ///
    /// # Errors
    ///
    /// When a folder can't be read or holds no data.
    fn expand(&self, path: &Path) -> Result<Vec<PathBuf>> {
        Ok(vec![path.to_owned()])
    }
}

/// The file system; `-` is the standard input.
#[derive(Debug, Clone, Copy)]
pub struct Disk;

impl Store for Disk {
    fn read(&self, path: &Path, limits: &Limits) -> Result<Cow<'static, [u8]>> {
        let unreadable = |cause: std::io::Error| cannot_read(path, &cause);
        let bytes = if path == Path::new(STDIN) {
            read_whole(std::io::stdin().lock(), 0, limits)
        } else {
            let file = fs::File::open(path).map_err(unreadable)?;
            let size = file.metadata().map_err(unreadable)?.len();
            read_whole(file, size, limits)
        };
        let bytes = bytes.map_err(unreadable)?;
        plain(path, Cow::Owned(bytes), limits)
    }

    fn has(&self, path: &Path) -> bool {
        path.is_file()
    }

    fn expand(&self, path: &Path) -> Result<Vec<PathBuf>> {
        if path.is_dir() { data_files_in(path) } else { Ok(vec![path.to_owned()]) }
    }
}

/// Files in memory, by their paths.
pub(super) struct Memory<'a>(pub &'a [(&'a Path, &'a [u8])]);

impl Memory<'_> {
    fn bytes_of(&self, path: &Path) -> Option<&[u8]> {
        self.0.iter().find(|(name, _)| *name == path).map(|(_, bytes)| *bytes)
    }

    /// The manifest among the files, and the others.
    pub fn input(&self) -> Input {
        let (manifests, data): (Vec<&Path>, Vec<&Path>) =
            self.0.iter().map(|(name, _)| *name).partition(|name| name.ends_with(MANIFEST));
        let manifest = manifests.first().map(|path| path.to_path_buf());
        let names_all = manifest.is_some();
        Input { manifest, data: data.into_iter().map(Path::to_owned).collect(), names_all }
    }
}

impl Store for Memory<'_> {
    fn read(&self, path: &Path, limits: &Limits) -> Result<Cow<'static, [u8]>> {
        let bytes = self
            .bytes_of(path)
            .ok_or_else(|| Error::input("there is no such file").at(path.display()))?;
        plain(path, Cow::Owned(bytes.to_vec()), limits)
    }

    fn has(&self, path: &Path) -> bool {
        self.bytes_of(path).is_some()
    }
}

/// The bytes of a file, unpacked if they are gzip or zstd, if there are not too many of them.
fn plain(path: &Path, bytes: Cow<'static, [u8]>, limits: &Limits) -> Result<Cow<'static, [u8]>> {
    limits.hold_bytes(bytes.len()).map_err(|error| error.at(path.display()))?;
    let most = limits.unpacked(bytes.len() as u64);
    archive::unpacked(path, bytes, most)
}

/// All bytes, but not many more than are allowed.
fn read_whole(reader: impl Read, size: u64, limits: &Limits) -> std::io::Result<Vec<u8>> {
    // One byte more than the size lets the last read see the end without growing the buffer.
    let room = usize::try_from(size.min(limits.bytes)).unwrap_or_default();
    let mut bytes = Vec::with_capacity(room.saturating_add(1));
    reader.take(limits.bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
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
            if path == Path::new(STDIN) {
                input.data.push(path.to_owned());
                continue;
            }
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

    /// Reads the manifest, if there is one, and adds the files that it names, each file once.
    pub fn settle(&mut self, store: &dyn Store, limits: &Limits) -> Result<Option<Manifest>> {
        let manifest = self.manifest.as_deref().map(|path| Manifest::read(store, path, limits));
        let manifest = manifest.transpose()?;
        if let Some(manifest) = manifest.as_ref().filter(|_| !self.names_all) {
            for file in manifest.data_files() {
                self.data.extend(store.expand(&file)?);
            }
        }
        let mut seen = HashSet::new();
        self.data.retain(|file| seen.insert(file.canonicalize().unwrap_or_else(|_| file.clone())));
        if self.data.is_empty() {
            return Err(Error::input("no data files are named")
                .hint("name some under `data` in the manifest"));
        }
        Ok(manifest)
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

/// The data files of a folder by name, not looking into folders below it. Tables are taken only where
/// there is nothing else: beside maps they are of places or events.
fn data_files_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let unreadable = |cause: std::io::Error| cannot_read(folder, &cause);
    let (mut files, mut tables) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let is_hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
        if is_hidden || !path.is_file() {
            continue;
        }
        match Format::of_name(&path) {
            Some(Format::Csv) => tables.push(path),
            None if path.extension().is_none_or(|ending| ending != "zip") => {}
            _ => files.push(path),
        }
    }
    let mut files = if files.is_empty() { tables } else { files };
    if files.is_empty() {
        let endings = Format::ALL.into_iter().flat_map(Format::endings);
        let endings: Vec<String> = endings.map(|ending| format!(".{ending}")).collect();
        return Err(Error::input("the folder holds no data").at(folder.display()).hint(format!(
            "data files end in {}, with or without .gz or .zst, or in .zip",
            endings.join(", ")
        )));
    }
    files.sort();
    Ok(files)
}

/// Bytes of the files that the paths of a command line stand for, as far as they can be seen: for a
/// progress bar.
pub fn size_of(paths: &[&Path]) -> u64 {
    let size = |path: &Path| fs::metadata(path).map_or(0, |metadata| metadata.len());
    let files = |path: &&Path| Disk.expand(path).unwrap_or_default();
    paths.iter().flat_map(files).map(|file| size(&file)).sum()
}
