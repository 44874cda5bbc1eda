//! Entries that manifests and profiles have in common.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::property::Alternatives;
use crate::model::{Actor, Language, Names, SourceNote};
use crate::{Error, Result};

/// One or a list of them. Unlike an untagged choice it lets errors say what is wrong inside.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct OneOrMany<T>(pub Vec<T>);

impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Either<T> {
            type Value = Vec<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("one or a list of them")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Vec<T>, E> {
                Ok(vec![T::deserialize(StrDeserializer::new(text))?])
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Vec<T>, A::Error> {
                Ok(vec![T::deserialize(MapAccessDeserializer::new(map))?])
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<T>, A::Error> {
                let mut all = Vec::new();
                while let Some(one) = list.next_element()? {
                    all.push(one);
                }
                Ok(all)
            }
        }

        deserializer.deserialize_any(Either(PhantomData)).map(Self)
    }
}

/// A text, or a table of it by language.
#[derive(Debug, Clone, Deserialize)]
#[serde(
    untagged,
    expecting = "expected a text, or a table of texts with the keys en, ar, ku and ckb"
)]
pub(super) enum Localized {
    Plain(String),
    ByLanguage(Translations),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Translations {
    en: String,
    #[serde(default)]
    ar: String,
    #[serde(default)]
    ku: String,
    #[serde(default)]
    ckb: String,
}

/// Whether the day that ends a validity still belongs to it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum EndDate {
    Inclusive,
    #[default]
    Exclusive,
}

/// Which properties say what.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Properties {
    pub actor: Alternatives,
    pub status: Alternatives,
    pub others: Alternatives,
    pub source: Alternatives,
    pub from: Alternatives,
    pub until: Alternatives,
    pub date: Alternatives,
}

/// What is so of every feature for which nothing else says it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Constants {
    pub actor: Option<String>,
    pub status: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActorEntry {
    pub id: String,
    name: Localized,
    color: String,
    #[serde(default)]
    aliases: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceEntry {
    title: Localized,
    #[serde(default)]
    url: String,
    #[serde(default)]
    license: String,
}

impl Localized {
    pub fn names(&self) -> Names {
        match self {
            Self::Plain(text) => Names::new(text),
            Self::ByLanguage(Translations { en, ar, ku, ckb }) => Names::new(en)
                .with(Language::Arabic, ar)
                .with(Language::Kurdish, ku)
                .with(Language::Sorani, ckb),
        }
    }
}

impl ActorEntry {
    fn actor(&self) -> Result<Actor> {
        Ok(Actor {
            id: self.id.clone(),
            names: self.name.names(),
            color: self.color.parse()?,
            aliases: self.aliases.clone(),
        })
    }
}

/// The actors of a list.
///
/// # Errors
///
/// When a colour is none, or two actors share a name.
pub(super) fn actors(entries: &[ActorEntry]) -> Result<Vec<Actor>> {
    let mut actors: Vec<Actor> = Vec::new();
    for entry in entries {
        let actor = entry.actor().map_err(|error| error.at(format!("actor `{}`", entry.id)))?;
        for spelling in std::iter::once(&actor.id).chain(&actor.aliases) {
            if let Some(earlier) = actors.iter().find(|earlier| earlier.is_called(spelling)) {
                return Err(Error::input("two actors share a name")
                    .at("actors")
                    .found(format!("`{spelling}` of `{}` and `{}`", earlier.id, actor.id)));
            }
        }
        actors.push(actor);
    }
    Ok(actors)
}

impl SourceEntry {
    pub fn note(&self) -> SourceNote {
        SourceNote {
            title: self.title.names(),
            url: self.url.clone(),
            license: self.license.clone(),
        }
    }
}
