//! The text of a profile.

use serde::Deserialize;
use toml::Spanned;

use super::Profile;
use super::rule::RuleEntry;
use crate::error::toml_file::{explain, line_of};
use crate::model::About;
use crate::source::entries::{
    self, ActorEntry, Constants, EndDate, Localized, OneOrMany, Properties, SourceEntry,
};
use crate::source::infer::Mapping;
use crate::source::period::DateForm;
use crate::{Error, Result};

/// What a profile's text may say.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::source) struct Contents {
    title: Option<Localized>,
    description: Option<Localized>,
    disclaimer: Option<Localized>,
    #[serde(default)]
    precedence: OneOrMany<String>,
    #[serde(default)]
    properties: Properties,
    #[serde(default)]
    constants: Constants,
    #[serde(default)]
    dates: DatesEntry,
    #[serde(default)]
    rules: Vec<Spanned<RuleEntry>>,
    otherwise: Option<Spanned<RuleEntry>>,
    #[serde(default)]
    actors: Vec<ActorEntry>,
    #[serde(default)]
    sources: Vec<SourceEntry>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct DatesEntry {
    form: DateForm,
    end: Option<EndDate>,
    open: OneOrMany<String>,
}

/// Reads the text of a profile, which has a name for messages.
pub(super) fn parse(name: &str, text: &str) -> Result<Profile> {
    let contents: Contents = toml::from_str(text).map_err(|cause| explain(&cause, text))?;
    contents.profile(name, Some(text))
}

impl Contents {
    /// The profile. Rules are told by their lines in the text that they stand in, else by their number.
    pub fn profile(&self, name: &str, text: Option<&str>) -> Result<Profile> {
        let at_rule = |error: Error, number: usize, rule: &Spanned<RuleEntry>| match text {
            Some(text) => error.at(format!("rule {number}")).at(line_of(text, rule.span().start)),
            None => error.at(format!("rule {number}")),
        };
        let mut rules = Vec::new();
        for (number, entry) in (1..).zip(&self.rules) {
            let rule = entry.get_ref().rule().map_err(|error| at_rule(error, number, entry))?;
            rules.push(rule);
        }
        let otherwise = self.otherwise.as_ref().map(|entry| entry.get_ref().unconditional());
        let otherwise = otherwise.transpose().map_err(|error| error.at("`otherwise`"))?;
        let names =
            |text: &Option<Localized>| text.as_ref().map(Localized::names).unwrap_or_default();
        let mapping = Mapping::told(&self.properties, &self.constants);
        let mapping = mapping.map_err(|error| error.at("`constants`"))?;
        Ok(Profile {
            name: name.to_owned(),
            is_built_in: false,
            about: About {
                title: names(&self.title),
                description: names(&self.description),
                disclaimer: names(&self.disclaimer),
                sources: self.sources.iter().map(SourceEntry::note).collect(),
                ..About::default()
            },
            actors: entries::actors(&self.actors)?,
            precedence: self.precedence.0.clone(),
            mapping: Mapping {
                end_is_inclusive: self.dates.end.map(|end| end == EndDate::Inclusive),
                date_form: self.dates.form,
                open_dates: self.dates.open.0.clone(),
                ..mapping
            },
            rules,
            otherwise,
        })
    }
}
