//! The properties that the features of some files have.

use rustc_hash::FxHashMap;
use serde_json::Value;

use crate::source::feature::{Feature, File};
use crate::source::property::{Alternatives, Subject, is_blank};
use crate::{Error, Result};

/// The properties that features have, by their names in lower case, as the data spells them.
pub(super) struct Seen<'a> {
    files: &'a [File],
    spelling: FxHashMap<String, &'a str>,
}

impl<'a> Seen<'a> {
    pub fn of(files: &'a [File]) -> Self {
        let mut spelling = FxHashMap::default();
        for feature in files.iter().flat_map(|file| &file.features) {
            for name in feature.properties.keys() {
                if !spelling.contains_key(name.as_str()) {
                    spelling.entry(name.to_lowercase()).or_insert(name.as_str());
                }
            }
        }
        Self { files, spelling }
    }

    pub fn has_features(&self) -> bool {
        self.files.iter().any(|file| !file.features.is_empty())
    }

    /// Fails where a property is named that no feature has: a misspelling would change the map
    /// without a word.
    pub fn expect_all<'b>(
        &self,
        named: impl Iterator<Item = (&'static str, &'b Alternatives)>,
    ) -> Result<()> {
        for (role, names) in named {
            if let Some(names) = self.missing(names) {
                return Err(Error::input(format!(
                    "no feature has the property that `{role}` names"
                ))
                .found(names)
                .hint(format!("the features have {}", self.known())));
            }
        }
        Ok(())
    }

    /// A sentence for every role of a profile for which no feature has a property.
    pub fn misnamed<'b>(
        &self,
        named: impl Iterator<Item = (&'static str, &'b Alternatives)>,
    ) -> Vec<String> {
        let sentence = |(role, names)| {
            let names = self.missing(names)?;
            let known = self.known();
            Some(format!(
                "no feature has the property {names} that the profile's `{role}` names; they have {known}"
            ))
        };
        named.filter_map(sentence).collect()
    }

    /// The names in quotes, where no feature has any of them.
    fn missing(&self, names: &Alternatives) -> Option<String> {
        let mut subjects = self
            .files
            .iter()
            .flat_map(|file| file.features.iter().map(move |feature| Subject { file, feature }));
        let is_missing = self.has_features() && !subjects.any(|subject| subject.has_any(names));
        is_missing.then(|| format!("`{}`", names.0.join("` or `")))
    }

    fn known(&self) -> String {
        let mut known: Vec<&str> = self.spelling.values().copied().collect();
        known.sort_unstable();
        if known.is_empty() { "none".to_owned() } else { known.join(", ") }
    }

    /// The first of the names that some feature has with a fitting value, as the data spells it; after
    /// it those of files that have none of the names before.
    pub fn find(&self, names: &[&str], fits: &dyn Fn(&Value) -> bool) -> Alternatives {
        let mut found: Vec<String> = self.first(names, fits).into_iter().collect();
        if found.is_empty() {
            return Alternatives::default();
        }
        for file in self.files.iter().filter(|file| !file.features.is_empty()) {
            let has_any =
                |feature: &Feature| found.iter().any(|name| feature.properties.contains_key(name));
            if !file.features.iter().any(has_any) {
                found.extend(Self::of(std::slice::from_ref(file)).first(names, fits));
            }
        }
        Alternatives(found)
    }

    fn first(&self, names: &[&str], fits: &dyn Fn(&Value) -> bool) -> Option<String> {
        let mut spelled = names.iter().filter_map(|name| self.spelling.get(*name));
        spelled.find(|name| self.values(name).any(fits)).map(|name| (*name).to_owned())
    }

    /// The first of the names that some feature has with a fitting value, and that value in quotes.
    pub fn example(
        &self,
        names: &[&str],
        fits: &dyn Fn(&Value) -> bool,
    ) -> Option<(String, String)> {
        let mut spelled = names.iter().filter_map(|name| self.spelling.get(*name));
        spelled.find_map(|name| {
            let value = self.values(name).find(|value| fits(value) && !is_blank(value))?;
            Some(((*name).to_owned(), value.to_string()))
        })
    }

    fn values(&self, name: &str) -> impl Iterator<Item = &'a Value> {
        self.files
            .iter()
            .flat_map(|file| &file.features)
            .filter_map(move |feature| feature.properties.get(name))
    }
}
