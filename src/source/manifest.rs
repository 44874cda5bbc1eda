//! The manifest `controlmap.toml`: what a dataset is, and how its properties are to be read.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Deserialize;

use super::Limits;
use super::date_text::parse_date;
use super::entries::{self, ActorEntry, Constants, EndDate, Localized, Properties, SourceEntry};
use super::files::Store;
use super::infer::Mapping;
use super::profile::{Profile, ProfileEntry};
use crate::error::toml_file::explain;
use crate::geometry::BoundingBox;
use crate::model::{About, Actor, ActorId, Dataset, GapPolicy};
use crate::{Error, Result};

/// A manifest that has been read; its paths are relative to its own folder.
#[derive(Debug, Clone)]
pub struct Manifest {
    path: PathBuf,
    contents: Contents,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Contents {
    title: Option<Localized>,
    description: Option<Localized>,
    disclaimer: Option<Localized>,
    whole: Option<Localized>,
    #[serde(default)]
    precedence: Vec<String>,
    #[serde(default)]
    source_changes: Vec<String>,
    #[serde(default)]
    data: Vec<PathBuf>,
    end_date: Option<EndDate>,
    profile: Option<ProfileEntry>,
    gap: Option<Gap>,
    view: Option<[f64; 4]>,
    #[serde(default)]
    properties: Properties,
    #[serde(default)]
    constants: Constants,
    #[serde(default)]
    actors: Vec<ActorEntry>,
    #[serde(default)]
    layers: Layers,
    #[serde(default)]
    sources: Vec<SourceEntry>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Gap {
    policy: GapWord,
    days: Option<u32>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum GapWord {
    Carry,
    Unknown,
    Error,
}

/// The backdrop's files.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Layers {
    pub places: Files,
    pub regions: Files,
    pub countries: Files,
    pub lakes: Files,
    pub rivers: Files,
    pub roads: Files,
    pub disputed_borders: Files,
    pub frame: Files,
    pub annotations: Files,
}

/// One file or a list of them.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged, expecting = "expected a file or a list of files")]
pub(super) enum Files {
    One(PathBuf),
    Many(Vec<PathBuf>),
}

impl Default for Files {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    ///
    /// When it can't be read, is not TOML, or has a key or a value that does not exist: with the
    /// line, and the key that was probably meant.
    pub fn read(store: &dyn Store, path: &Path, limits: &Limits) -> Result<Self> {
        let bytes = store.read(path, limits)?;
        let text = std::str::from_utf8(&bytes)
            .map_err(|_| Error::input("the text is not UTF-8").at(path.display()))?;
        let contents =
            toml::from_str(text).map_err(|cause| explain(&cause, text).at(path.display()))?;
        Ok(Self { path: path.to_owned(), contents })
    }

    pub(super) fn data_files(&self) -> Vec<PathBuf> {
        self.contents.data.iter().map(|file| self.beside(file)).collect()
    }

    /// The files of a layer.
    pub(super) fn layer(&self, files: &Files) -> Vec<PathBuf> {
        match files {
            Files::One(file) => vec![self.beside(file)],
            Files::Many(files) => files.iter().map(|file| self.beside(file)).collect(),
        }
    }

    /// A path of the manifest, from its own folder.
    fn beside(&self, file: &Path) -> PathBuf {
        self.path.parent().unwrap_or(Path::new("")).join(file)
    }

    pub(super) fn layers(&self) -> &Layers {
        &self.contents.layers
    }

    pub(super) fn about(&self) -> Result<About> {
        let contents = &self.contents;
        let names =
            |text: &Option<Localized>| text.as_ref().map(Localized::names).unwrap_or_default();
        let view = contents
            .view
            .map(|[west, south, east, north]| BoundingBox::new(west, south, east, north));
        Ok(About {
            title: names(&contents.title),
            description: names(&contents.description),
            disclaimer: names(&contents.disclaimer),
            whole: names(&contents.whole),
            sources: contents.sources.iter().map(SourceEntry::note).collect(),
            view: view.transpose().map_err(|error| self.error(error, "view"))?,
        })
    }

    /// The first dates of each new source, in order.
    pub(super) fn source_changes(&self) -> Result<Vec<Date>> {
        let dates = self.contents.source_changes.iter().map(|date| parse_date(date));
        let mut dates = dates
            .collect::<Result<Vec<_>>>()
            .map_err(|error| self.error(Error::input(error.to_string()), "source_changes"))?;
        dates.sort_unstable();
        dates.dedup();
        Ok(dates)
    }

    pub(super) fn gap_policy(&self) -> Result<GapPolicy> {
        let Some(gap) = &self.contents.gap else { return Ok(GapPolicy::default()) };
        match (gap.policy, gap.days) {
            (GapWord::Carry, None) => Ok(GapPolicy::Carry),
            (GapWord::Unknown, Some(days)) => Ok(GapPolicy::UnknownAfter(days)),
            (GapWord::Error, Some(days)) => Ok(GapPolicy::ErrorAfter(days)),
            (GapWord::Carry, Some(_)) => {
                Err(self.error(Error::input("`carry` takes no `days`"), "gap"))
            }
            (_, None) => {
                Err(self.error(Error::input("`days` is missing: after how many days?"), "gap"))
            }
        }
    }

    pub(super) fn actors(&self) -> Result<Vec<Actor>> {
        entries::actors(&self.contents.actors).map_err(|error| error.at(self.path.display()))
    }

    /// Who is named first where ground overlaps.
    pub(super) fn precedence(&self, dataset: &Dataset) -> Result<Vec<ActorId>> {
        let known = |name: &String| match dataset.find_actor(name) {
            Ok(actor) => Ok(actor),
            Err(_) => {
                let error = Error::input("no actor of the dataset is called so");
                Err(self.error(error.found(format!("`{name}`")), "precedence"))
            }
        };
        self.contents.precedence.iter().map(known).collect()
    }

    /// The profile that the manifest names or holds.
    pub(super) fn profile(&self, store: &dyn Store, limits: &Limits) -> Result<Option<Profile>> {
        let Some(entry) = &self.contents.profile else { return Ok(None) };
        let profile = entry.profile(store, |file| self.beside(file), limits);
        profile.map(Some).map_err(|error| self.error(error, "profile"))
    }

    pub(super) fn mapping(&self) -> Result<Mapping> {
        let mapping = Mapping::told(&self.contents.properties, &self.contents.constants);
        let mapping = mapping.map_err(|error| self.error(error, "constants"))?;
        Ok(Mapping {
            end_is_inclusive: self.contents.end_date.map(|end| end == EndDate::Inclusive),
            ..mapping
        })
    }

    fn error(&self, error: Error, key: &str) -> Error {
        error.at(key).at(self.path.display())
    }
}
