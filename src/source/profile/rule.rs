//! What a profile says of the features that are so.

use std::fmt;

use serde::Deserialize;

use super::condition::{Condition, ConditionEntry};
use super::template::Template;
use crate::model::{Language, Names, Status};
use crate::source::entries::OneOrMany;
use crate::source::property::{Subject, tidy};
use crate::{Error, Result};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleEntry {
    #[serde(default)]
    when: OneOrMany<ConditionEntry>,
    #[serde(default)]
    ignore: bool,
    actor: Option<String>,
    #[serde(default)]
    names: NamesEntry,
    #[serde(default)]
    others: OneOrMany<String>,
    status: Option<String>,
    source: Option<String>,
    from: Option<String>,
    until: Option<String>,
    date: Option<String>,
}

/// Texts by language.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct NamesEntry {
    en: Option<String>,
    ar: Option<String>,
    ku: Option<String>,
    ckb: Option<String>,
}

/// A rule: what is asked of a feature, and what is so if it is that.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    /// All of them are asked.
    pub when: Vec<Condition>,
    pub then: Outcome,
}

/// What a rule says; what it says nothing of is read from the properties.
#[derive(Debug, Clone, Default)]
pub(super) struct Outcome {
    pub ignores: bool,
    pub actor: Option<Template>,
    pub names: Vec<(Language, Template)>,
    pub others: Vec<Template>,
    pub status: Option<Status>,
    pub source: Option<Template>,
    pub from: Option<Template>,
    pub until: Option<Template>,
    pub date: Option<Template>,
}

/// What a rule says of a feature.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::source) struct Said {
    pub actor: Option<String>,
    pub names: Option<Names>,
    pub others: Vec<String>,
    pub status: Option<Status>,
    pub source: Option<String>,
    pub from: Option<String>,
    pub until: Option<String>,
    pub date: Option<String>,
    /// The rule names an end of the time, though this feature may not have one.
    pub names_a_period: bool,
}

impl RuleEntry {
    /// The rule.
    ///
    /// # Errors
    ///
    /// When a condition, a status or a template has a fault, or the rule says nothing or too much.
    pub fn rule(&self) -> Result<Rule> {
        let when = self.when.0.iter().map(ConditionEntry::condition).collect::<Result<Vec<_>>>()?;
        let groups = when.iter().map(Condition::groups).fold(0, usize::saturating_add);
        let then = self.outcome(groups)?;
        Ok(Rule { when, then })
    }

    /// What is said without asking anything.
    ///
    /// # Errors
    ///
    /// As [`rule`](Self::rule), and when something is asked.
    pub fn unconditional(&self) -> Result<Outcome> {
        match self.when.0.is_empty() {
            true => self.outcome(0),
            false => {
                Err(Error::input("`otherwise` is for whatever no rule matches: it has no `when`"))
            }
        }
    }

    fn outcome(&self, groups: usize) -> Result<Outcome> {
        let template = |key: &str, text: &Option<String>| {
            let read = text.as_ref().map(|text| Template::parse(text, groups));
            read.transpose().map_err(|error: Error| error.at(format!("`{key}`")))
        };
        let NamesEntry { en, ar, ku, ckb } = &self.names;
        let texts = [en, ar, ku, ckb];
        let mut names = Vec::new();
        for (language, text) in Language::ALL.into_iter().zip(texts) {
            let read = template(&format!("names.{language}"), text)?;
            names.extend(read.map(|template| (language, template)));
        }
        let others = self.others.0.iter().map(|text| Template::parse(text, groups));
        let status = self.status.as_deref().map(str::parse::<Status>).transpose();
        let outcome = Outcome {
            ignores: self.ignore,
            actor: template("actor", &self.actor)?,
            names,
            others: others.collect::<Result<_>>().map_err(|error| error.at("`others`"))?,
            status: status.map_err(|error| error.at("`status`"))?,
            source: template("source", &self.source)?,
            from: template("from", &self.from)?,
            until: template("until", &self.until)?,
            date: template("date", &self.date)?,
        };
        match (self.ignore, outcome.is_silent()) {
            (true, false) => Err(Error::input("a rule that says `ignore` says nothing else")),
            (false, true) => Err(Error::input("the rule says nothing").hint(
                "it may say actor, names, others, status, source, from, until, date or ignore",
            )),
            _ => Ok(outcome),
        }
    }
}

/// The names in a text, which `;` divides.
fn listed(names: &str) -> Vec<String> {
    names.split(';').map(tidy).filter(|name| !name.is_empty()).collect()
}

impl Outcome {
    fn is_silent(&self) -> bool {
        self.templates().next().is_none() && self.status.is_none()
    }

    /// Its templates, whatever they are for.
    pub fn templates(&self) -> impl Iterator<Item = &Template> {
        let single = [&self.actor, &self.source, &self.from, &self.until, &self.date];
        let names = self.names.iter().map(|(_, template)| template);
        single.into_iter().flatten().chain(names).chain(&self.others)
    }

    /// What it says of a feature.
    pub fn said(&self, subject: Subject, groups: &[String]) -> Said {
        let fill = |template: &Template| template.filled(subject, groups);
        let filled = |template: &Option<Template>| template.as_ref().and_then(fill);
        let actor = filled(&self.actor);
        Said {
            names: self.names_of(actor.as_deref(), fill),
            actor,
            others: self.others.iter().filter_map(fill).flat_map(|names| listed(&names)).collect(),
            status: self.status,
            source: filled(&self.source),
            from: filled(&self.from),
            until: filled(&self.until),
            date: filled(&self.date),
            names_a_period: self.from.is_some() || self.until.is_some(),
        }
    }

    fn names_of(
        &self,
        actor: Option<&str>,
        fill: impl Fn(&Template) -> Option<String>,
    ) -> Option<Names> {
        let known: Vec<(Language, String)> = self
            .names
            .iter()
            .filter_map(|(language, template)| Some((*language, fill(template)?)))
            .collect();
        let english = known.iter().find(|(language, _)| *language == Language::English);
        let default = english.map(|(_, name)| name.as_str()).or(actor)?;
        let others = known.iter().filter(|(language, _)| *language != Language::English);
        (!known.is_empty()).then(|| {
            others.fold(Names::new(default), |names, (language, name)| names.with(*language, name))
        })
    }
}

impl Rule {
    /// The groups that all conditions match, numbered through; nothing where the feature is not what the
    /// rule asks for.
    pub fn matches(&self, subject: Subject) -> Option<Vec<String>> {
        let mut groups = Vec::new();
        for condition in &self.when {
            groups.extend(condition.holds(subject)?);
        }
        Some(groups)
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.when.is_empty() {
            return f.write_str("everything");
        }
        for (place, condition) in self.when.iter().enumerate() {
            write!(f, "{}{condition}", if place == 0 { "" } else { " and " })?;
        }
        Ok(())
    }
}
