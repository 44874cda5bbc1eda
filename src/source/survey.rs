//! Reading for a check: all that can be read, as it stands in the files and as a dataset.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::feature::File;
use super::files::{Disk, Input, Store};
use super::reading::Reading;
use super::{OpenOptions, archive, assemble, embedded, formats};
use crate::model::Dataset;
use crate::{Error, ErrorKind, Result};

/// What files hold, and what of them can't be read.
#[derive(Debug)]
pub struct Survey<T> {
    /// The dataset that [`open`](super::open) makes of what can be read.
    pub dataset: Dataset,
    /// The layers as they stand in the files, in order.
    pub files: Vec<File>,
    /// Each file that was read, with what its bytes were found to be; those of archives are left out.
    pub inspected: Vec<(PathBuf, T)>,
    /// The files that can't be read, and why.
    pub failed: Vec<(PathBuf, Error)>,
}

/// Reads files, folders and at most one manifest for a check; the built-in dataset where no path is
/// named. What can't be read is told, the rest is read nevertheless. `inspect` is shown the bytes of each
/// file as they are after decompression, from several threads.
///
/// # Errors
///
/// When nothing is there, when a limit is reached, when the manifest can't be read or names a property that no feature has, when a
/// file that the manifest names for the backdrop can't be read.
///
/// # Example
///
/// ```
/// use controlmap::source::{OpenOptions, survey};
///
/// let survey = survey(&["fixtures/bad".as_ref()], &OpenOptions::default(), &|_, bytes| bytes.len())?;
/// assert!(survey.failed.iter().any(|(path, _)| path.ends_with("truncated.geojson")));
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn survey<T: Send>(
    paths: &[&Path],
    options: &OpenOptions,
    inspect: &(dyn Fn(&Path, &[u8]) -> T + Sync),
) -> Result<Survey<T>> {
    let (store, mut input): (&dyn Store, Input) = match paths.is_empty() {
        true => (&embedded::Embedded, embedded::input()),
        false => (&Disk, Input::find(paths)?),
    };
    let limits = &options.reading.limits;
    let manifest = input.settle(store, limits)?;
    let paths = input.data;
    let reading = Reading { goes_on: true, ..options.reading };
    let read: Vec<Result<(Vec<File>, Option<T>)>> = paths
        .par_iter()
        .map(|path| {
            let bytes = store.read(path, limits)?;
            let inspected = (!archive::is_zip(&bytes)).then(|| inspect(path, &bytes));
            Ok((formats::read_bytes(store, path, &bytes, &reading)?, inspected))
        })
        .collect();
    let (mut files, mut inspected, mut failed) = (Vec::new(), Vec::new(), Vec::new());
    for (path, read) in paths.into_iter().zip(read) {
        match read {
            Ok((layers, found)) => {
                files.extend(layers);
                inspected.extend(found.map(|found| (path, found)));
            }
            // What is over a limit may be sound: that is the caller's to settle.
            Err(error) if error.kind() == ErrorKind::Limit => return Err(error),
            Err(error) => failed.push((path, error)),
        }
    }
    let options = OpenOptions { reading, ..options.clone() };
    let dataset = assemble(store, manifest, &options, files.clone())?;
    Ok(Survey { dataset, files, inspected, failed })
}
