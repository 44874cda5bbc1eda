//! A manifest's profile: named, or written out in it.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::Profile;
use super::file::Contents;
use crate::Result;
use crate::source::files::Store;
use crate::source::limits::Limits;

/// What a manifest says under `profile`.
#[derive(Debug, Clone)]
pub(in crate::source) enum ProfileEntry {
    /// The name of a built-in profile, or a file.
    Named(String),
    /// A table.
    Written(Box<Contents>),
}

impl<'de> Deserialize<'de> for ProfileEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = ProfileEntry;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a profile, its file, or a table that is one")
            }

            fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<ProfileEntry, E> {
                Ok(ProfileEntry::Named(name.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ProfileEntry, A::Error> {
                let contents = Contents::deserialize(MapAccessDeserializer::new(map))?;
                Ok(ProfileEntry::Written(Box::new(contents)))
            }
        }

        deserializer.deserialize_any(Either)
    }
}

impl ProfileEntry {
    /// The profile; `beside` makes a path of a file that is named.
    ///
    /// # Errors
    ///
    /// See [`Profile::open`].
    pub fn profile(
        &self,
        store: &dyn Store,
        beside: impl Fn(&Path) -> PathBuf,
        limits: &Limits,
    ) -> Result<Profile> {
        match self {
            Self::Named(file) if file.contains(['.', '/']) => {
                Profile::read(store, &beside(Path::new(file)), limits)
            }
            Self::Named(name) => Profile::built_in(name),
            Self::Written(contents) => contents.profile("of the manifest", None),
        }
    }
}
