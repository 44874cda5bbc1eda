//! Which dataset a command works on: the same arguments everywhere.

use std::path::{Path, PathBuf};

use clap::Args;

use super::progress::Voice;
use crate::Result;
use crate::model::Dataset;
use crate::source::{self, OpenOptions};

#[derive(Debug, Args)]
pub(super) struct DatasetArgs {
    /// The dataset: a GeoJSON file, a folder of dated ones, a manifest, or several of these [default: the built-in one]
    #[arg(short, long, value_name = "PATH", env = "CONTROLMAP_DATA", num_args = 1.., hide_env_values = true)]
    data: Vec<PathBuf>,
    /// All ground in the data is this actor's
    #[arg(long, value_name = "NAME", conflicts_with = "actor_property")]
    actor: Option<String>,
    /// The property that says who controls the ground
    #[arg(long, value_name = "PROPERTY")]
    actor_property: Option<String>,
}

impl DatasetArgs {
    /// Opens the dataset and says what was inferred.
    pub fn open(&self, voice: Voice) -> Result<Dataset> {
        let options =
            OpenOptions { actor: self.actor.clone(), actor_property: self.actor_property.clone() };
        let dataset = if self.data.is_empty() {
            source::built_in(&options)?
        } else {
            let paths: Vec<&Path> = self.data.iter().map(PathBuf::as_path).collect();
            let bar = voice.bytes(source::size_of(&paths));
            let dataset = source::open(&paths, &options, &|bytes| bar.inc(bytes));
            bar.finish_and_clear();
            dataset?
        };
        for inference in &dataset.inferences {
            voice.say(inference);
        }
        Ok(dataset)
    }
}
