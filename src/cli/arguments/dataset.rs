//! Which dataset a command works on: the same arguments everywhere.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::Result;
use crate::cli::output::progress::Voice;
use crate::model::Dataset;
use crate::source::{self, OpenOptions, Profile, Reading};

#[derive(Debug, Args)]
pub(in crate::cli) struct DatasetArgs {
    /// The dataset: a file of any format that is read, a folder of dated ones, a manifest, or several
    /// of these
    /// [env: CONTROLMAP_DATA] [default: the built-in one]
    #[arg(short, long, value_name = "PATH", num_args = 1..)]
    data: Vec<PathBuf>,
    #[command(flatten)]
    actors: ActorArgs,
}

/// Who holds the ground of data that does not say so by itself.
#[derive(Debug, Args)]
pub(in crate::cli) struct ActorArgs {
    /// All ground in the data is this actor's
    #[arg(long, value_name = "NAME", conflicts_with = "actor_property")]
    actor: Option<String>,
    /// The property that says who controls the ground
    #[arg(long, value_name = "PROPERTY")]
    actor_property: Option<String>,
    /// How the source's maps are read: cshapes, deepstate, isw, liveuamap, nzz, ohm, or a profile's file,
    /// FILE.toml
    #[arg(long, value_name = "NAME|FILE")]
    profile: Option<PathBuf>,
    /// Take larger input: NAME=NUMBER raises the limit on bytes, expansion, features, vertices or
    /// nesting
    #[arg(long = "limit", value_name = "NAME=NUMBER", hide_short_help = true)]
    limits: Vec<String>,
}

impl ActorArgs {
    /// How files are to be read.
    pub fn reading(&self) -> Result<Reading> {
        let mut reading = Reading::default();
        for limit in &self.limits {
            reading.limits.set(limit)?;
        }
        Ok(reading)
    }

    /// How files are to be opened.
    pub fn options(&self) -> Result<OpenOptions> {
        let reading = self.reading()?;
        let profile = self.profile.as_deref().map(|it| Profile::open(it, &reading.limits));
        Ok(OpenOptions {
            profile: profile.transpose()?,
            actor: self.actor.clone(),
            actor_property: self.actor_property.clone(),
            reading,
        })
    }

    /// Whether the command line says who holds the ground, or how that is told.
    pub fn tell_actors(&self) -> bool {
        self.actor.is_some() || self.actor_property.is_some() || self.profile.is_some()
    }

    /// Opens files, or the built-in dataset where there are none, and says what was inferred.
    pub fn open(&self, paths: &[PathBuf], voice: Voice) -> Result<Dataset> {
        let options = self.options()?;
        let dataset = if paths.is_empty() {
            source::built_in(&options)?
        } else {
            let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
            let bar = voice.bytes(source::size_of(&paths));
            let dataset = source::open(&paths, &options, &|bytes| bar.inc(bytes));
            bar.finish_and_clear();
            dataset?
        };
        for inference in &dataset.inferences {
            voice.say(inference);
        }
        for defect in dataset.defects.iter().filter(|defect| defect.kind.is_doubtful()) {
            voice.say(defect);
        }
        Ok(dataset)
    }
}

impl DatasetArgs {
    /// Opens the dataset and says what was inferred.
    pub fn open(&self, voice: Voice) -> Result<Dataset> {
        self.actors.open(&self.paths(), voice)
    }

    /// How its files are opened.
    pub fn options(&self) -> Result<OpenOptions> {
        self.actors.options()
    }

    /// Takes back the numbers at the end that are no paths: `-d` takes several paths, and so a
    /// position that is written after them, too.
    pub fn take_numbers(&mut self) -> Vec<f64> {
        let number = |path: &PathBuf| path.to_str()?.parse().ok().filter(|_| !path.exists());
        let paths = self.data.iter().rposition(|path| number(path).is_none());
        // The first is a path, whatever it looks like.
        let paths = paths.map_or(1, |last| last + 1).min(self.data.len());
        let numbers = self.data.split_off(paths);
        numbers.iter().filter_map(number).collect()
    }

    /// What the command line names, else the environment, where a list is written as in `PATH`; empty for the built-in dataset.
    pub fn paths(&self) -> Vec<PathBuf> {
        if !self.data.is_empty() {
            return self.data.clone();
        }
        let variable = std::env::var_os("CONTROLMAP_DATA").unwrap_or_default();
        std::env::split_paths(&variable).filter(|path| !path.as_os_str().is_empty()).collect()
    }
}
