//! Bytes to a [`Dataset`]: formats, what their properties mean, and where the bytes come from.
//!
//! [`open`] takes files, folders and manifests; [`built_in`] is the dataset inside the program.

mod annotations;
mod coarse;
mod date_text;
mod embedded;
mod files;
pub mod geojson;
mod infer;
mod layers;
pub mod manifest;
mod palette;
mod polygons;
mod resolve;
mod stream;

use std::collections::HashSet;
use std::path::Path;

pub use date_text::{DateFault, day_of, parse_date};
pub use embedded::{add_backdrop, built_in, built_in_files, world_places};
pub use files::{Disk, Store, size_of};
pub use manifest::Manifest;
pub use stream::decompressed;

use crate::model::{Dataset, Defects};
use crate::{Error, Result};
use files::Input;
use infer::Mapping;

/// What the caller says about data, over what a manifest or the data itself says.
#[derive(Debug, Clone, Default)]
pub struct OpenOptions {
    /// All ground is this actor's.
    pub actor: Option<String>,
    /// The property that names the actor.
    pub actor_property: Option<String>,
}

impl Dataset {
    /// Opens a file, a folder of snapshots or a manifest; see [`open`].
    ///
    /// # Errors
    ///
    /// See [`open`].
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::model::Dataset;
    ///
    /// let dataset = Dataset::open("fixtures/snapshots")?;
    /// assert_eq!(dataset.dates.len(), 3);
    /// # Ok::<(), controlmap::Error>(())
    /// ```
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        open(&[path.as_ref()], &OpenOptions::default(), &|_| ())
    }
}

/// Opens files, folders and at most one manifest as one dataset.
///
/// A folder with a `controlmap.toml` is opened by it, and so are files beside one; another folder
/// stands for the `.geojson` and `.json` files in it, plain or with `.gz`. `progress` is told the
/// bytes of each file when it has been read; it is called from several threads.
///
/// # Errors
///
/// When nothing is there, when a file can't be read or is not GeoJSON, when a position is not on
/// the globe, when a manifest has a key that does not exist: always with the file and the place in it.
pub fn open(
    paths: &[&Path],
    options: &OpenOptions,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Dataset> {
    let input = Input::find(paths)?;
    let store = Disk;
    let manifest =
        input.manifest.as_deref().map(|path| Manifest::read(&store, path)).transpose()?;
    read(&store, input, manifest, options, progress)
}

fn read(
    store: &dyn Store,
    mut input: Input,
    manifest: Option<Manifest>,
    options: &OpenOptions,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Dataset> {
    if let Some(manifest) = manifest.as_ref().filter(|_| !input.names_all) {
        for file in manifest.data_files() {
            input.data.extend(store.expand(&file)?);
        }
    }
    let mut seen = HashSet::new();
    input.data.retain(|file| seen.insert(file.canonicalize().unwrap_or_else(|_| file.clone())));
    if input.data.is_empty() {
        return Err(
            Error::input("no data files are named").hint("name some under `data` in the manifest")
        );
    }
    let mut defects = Defects::default();
    let files = geojson::read_all(store, &input.data, progress)?;
    let told = manifest.as_ref().map(Manifest::mapping).transpose()?.unwrap_or_default();
    let mapping = Mapping::settle(told, options, &files)?;
    let mut dataset = Dataset { inferences: mapping.inferences.clone(), ..Dataset::default() };
    if let Some(manifest) = &manifest {
        dataset.about = manifest.about()?;
        dataset.gap_policy = manifest.gap_policy()?;
        dataset.source_changes = manifest.source_changes()?;
        dataset.frame = layers::frame(store, manifest)?;
        dataset.actors = manifest.actors()?;
        dataset.base_map = layers::read(store, manifest)?;
    }
    resolve::resolve(&mut dataset, &mapping, files, &mut defects)?;
    if let Some(manifest) = &manifest {
        dataset.precedence = manifest.precedence(&dataset)?;
        dataset.annotations = annotations::read(store, manifest, &dataset)?;
    }
    dataset.defects = defects;
    Ok(dataset)
}
