//! Bytes to a [`Dataset`]: formats, what their properties mean, and where the bytes come from.
//!
//! [`open`] takes files, folders and manifests; [`built_in`] is the dataset inside the program.

mod annotations;
mod archive;
mod coarse;
mod crs;
mod date_text;
mod delimiter;
mod embedded;
mod entries;
mod feature;
mod files;
mod formats;
mod infer;
mod layers;
mod limits;
pub mod manifest;
mod meaning;
mod packing;
mod palette;
mod period;
mod polygons;
mod profile;
mod property;
mod reading;
mod resolve;
mod stream;
mod survey;
mod table;
mod tabulation;
mod time_text;
mod zstd;

use std::path::Path;

pub use date_text::{DateFault, day_of, parse_date};
pub(crate) use delimiter::delimiter_of;
pub use embedded::{
    add_backdrop, backdrop_reaches, built_in, built_in_files, extend_backdrop, world_places,
};
pub use feature::{Feature, File, Rings, Shape};
pub use files::{Disk, Store, size_of};
pub use formats::{Format, write, write_text_sequence};
pub use limits::Limits;
#[cfg(feature = "serve")]
pub(crate) use limits::number_of;
pub use manifest::Manifest;
pub use meaning::{Dating, IntervalProperties, Meaning, Told, told};
pub use packing::Packing;
pub use profile::Profile;
pub use reading::Reading;
pub use stream::decompressed;
pub use survey::{Survey, survey};
pub use table::{Cell, Column, ColumnKind, Row, Table};
pub use tabulation::{Collapsed, LeftOut, features_table, intervals_table, snapshots_table};

use crate::Result;
use crate::model::{Dataset, Defects};
use files::{Input, Memory};
use infer::Settled;

/// What the caller says about data, over what a manifest or the data itself says.
#[derive(Debug, Clone, Default)]
pub struct OpenOptions {
    /// All ground is this actor's.
    pub actor: Option<String>,
    /// The property that names the actor.
    pub actor_property: Option<String>,
    /// How maps of the data's source are read; goes before a manifest's profile.
    pub profile: Option<Profile>,
    /// How the files are read.
    pub reading: Reading,
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
/// stands for the files in it whose names end as those of a [`Format`] do, packed or plain; `-` is the
/// standard input. `progress` is told the bytes of each file when it has been read; it is called from
/// several threads.
///
/// # Errors
///
/// When nothing is there, when a file can't be read or is of no format that is known, when a position is not on
/// the globe, when a manifest has a key that does not exist: always with the file and the place in it.
pub fn open(
    paths: &[&Path],
    options: &OpenOptions,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Dataset> {
    read(&Disk, Input::find(paths)?, options, progress)
}

/// Reads the features of files, folders and at most one manifest, as they stand in them; see [`open`].
///
/// # Errors
///
/// See [`open`].
///
/// # Example
///
/// ```
/// use controlmap::source::{Reading, read_features};
///
/// let files = read_features(&["fixtures/snapshots".as_ref()], &Reading::default(), &|_| ())?;
/// assert_eq!(files.len(), 3);
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn read_features(
    paths: &[&Path],
    reading: &Reading,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Vec<File>> {
    let mut input = Input::find(paths)?;
    input.settle(&Disk, &reading.limits)?;
    formats::read_all(&Disk, &input.data, reading, progress)
}

/// Reads the features of a file that is in memory, whatever its format; the path is for messages, and
/// tells the format where the bytes don't.
///
/// # Errors
///
/// When the bytes are of no format that is known, or are not what their format demands.
///
/// # Example
///
/// ```
/// use controlmap::source::{Reading, features_of};
///
/// let text = br#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}"#;
/// let files = features_of("triangle.geojson".as_ref(), text, &Reading::default())?;
/// assert_eq!(files[0].features[0].shape.vertices(), 4);
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn features_of(path: &Path, bytes: &[u8], reading: &Reading) -> Result<Vec<File>> {
    formats::read(&Memory(&[(path, bytes)]), path, reading)
}

/// Opens files that are in memory, a manifest called `controlmap.toml` among them or not, as one dataset.
///
/// # Errors
///
/// See [`open`].
///
/// # Example
///
/// ```
/// use controlmap::source::{OpenOptions, open_in_memory};
///
/// let text: &[u8] = br#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}"#;
/// let files = [("2026-01-27.geojson".as_ref(), text)];
/// let dataset = open_in_memory(&files, &OpenOptions::default())?;
/// assert_eq!(dataset.dates, ["2026-01-27".parse().unwrap()]);
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn open_in_memory(files: &[(&Path, &[u8])], options: &OpenOptions) -> Result<Dataset> {
    let store = Memory(files);
    read(&store, store.input(), options, &|_| ())
}

fn read(
    store: &dyn Store,
    mut input: Input,
    options: &OpenOptions,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Dataset> {
    let manifest = input.settle(store, &options.reading.limits)?;
    let files = formats::read_all(store, &input.data, &options.reading, progress)?;
    assemble(store, manifest, options, files)
}

/// Settles how features are read.
fn settle(
    store: &dyn Store,
    manifest: Option<&Manifest>,
    options: &OpenOptions,
    files: &[File],
) -> Result<Settled> {
    let told = manifest.map(Manifest::mapping).transpose()?.unwrap_or_default();
    let profile = match (&options.profile, manifest) {
        (None, Some(manifest)) => manifest.profile(store, &options.reading.limits)?,
        (profile, _) => profile.clone(),
    };
    Settled::of(told, options, profile, files)
}

/// Makes a dataset of files that have been read.
fn assemble(
    store: &dyn Store,
    manifest: Option<Manifest>,
    options: &OpenOptions,
    files: Vec<File>,
) -> Result<Dataset> {
    let mut defects = Defects::keeping(options.reading.room);
    let settled = settle(store, manifest.as_ref(), options, &files)?;
    let mut dataset = Dataset { inferences: settled.inferences.clone(), ..Dataset::default() };
    if let Some(manifest) = &manifest {
        dataset.about = manifest.about()?;
        dataset.gap_policy = manifest.gap_policy()?;
        dataset.source_changes = manifest.source_changes()?;
        dataset.frame = layers::frame(store, manifest)?;
        dataset.actors = manifest.actors()?;
        dataset.base_map = layers::read(store, manifest)?;
    }
    if let Some(profile) = &settled.profile {
        profile.introduce(&mut dataset);
    }
    resolve::resolve(&mut dataset, &settled, files, &mut defects)?;
    if let Some(manifest) = &manifest {
        dataset.precedence = manifest.precedence(&dataset)?;
        dataset.annotations = annotations::read(store, manifest, &dataset)?;
    }
    if let Some(profile) = &settled.profile {
        profile.rank(&mut dataset);
    }
    dataset.defects = defects;
    Ok(dataset)
}
