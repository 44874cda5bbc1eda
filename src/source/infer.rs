//! Which property says what: told by flags, else by the manifest, else inferred from the data.

use rustc_hash::FxHashMap;
use serde_json::Value;

use super::feature::File;
use super::{OpenOptions, date_text};
use crate::model::Status;
use crate::{Error, Result};

/// Property names by which published maps say who controls the ground, the surest first.
const ACTOR_NAMES: [&str; 14] = [
    "actor",
    "controller",
    "controlled_by",
    "control",
    "side",
    "holder",
    "held_by",
    "party",
    "faction",
    "occupier",
    "owner",
    "name",
    "admin",
    "country",
];
const STATUS_NAMES: [&str; 2] = ["status", "control_status"];
const OTHERS_NAMES: [&str; 1] = ["others"];
const SOURCE_NAMES: [&str; 2] = ["source", "sources"];
const FROM_NAMES: [&str; 9] = [
    "from",
    "from_date",
    "valid_from",
    "validfrom",
    "start_date",
    "startdate",
    "start",
    "date_from",
    "begin",
];
const UNTIL_NAMES: [&str; 10] = [
    "until",
    "until_date",
    "valid_until",
    "valid_to",
    "validto",
    "end_date",
    "enddate",
    "end",
    "date_to",
    "to",
];
const DATE_NAMES: [&str; 8] =
    ["date", "datetime", "snapshot_date", "as_of", "day", "timestamp", "time", "when"];

/// How a feature's properties are read.
#[derive(Debug, Clone, Default)]
pub(super) struct Mapping {
    pub actor: ActorFrom,
    pub status: Option<String>,
    pub constant_status: Option<Status>,
    pub others: Option<String>,
    pub source: Option<String>,
    pub from: Option<String>,
    pub until: Option<String>,
    pub date: Option<String>,
    pub end_is_inclusive: bool,
    /// What was inferred, for the user to see.
    pub inferences: Vec<String>,
}

/// Where the actor's name comes from.
#[derive(Debug, Clone, Default)]
pub(super) enum ActorFrom {
    /// Nothing says who it is.
    #[default]
    Nowhere,
    /// All ground is this actor's.
    Constant(String),
    /// The property of this name says it.
    Property(String),
}

impl Mapping {
    /// Settles every role that neither the flags nor the manifest has told.
    ///
    /// # Errors
    ///
    /// When a flag or the manifest names a property that no feature has.
    pub fn settle(told: Self, options: &OpenOptions, files: &[File]) -> Result<Self> {
        let seen = Properties::of(files);
        seen.expect_all(&told, options)?;
        let mut inferences = Vec::new();
        let mut infer =
            |told: Option<String>, role: &str, names: &[&str], fits: &dyn Fn(&Value) -> bool| {
                told.or_else(|| {
                    let name = seen.find(names, fits)?;
                    inferences.push(format!("the property `{name}` is taken for {role}"));
                    Some(name)
                })
            };
        let is_text = |value: &Value| value.is_string();
        let is_date = |value: &Value| date_text::from_value(value).is_some();
        let actor = match (&options.actor, &options.actor_property, told.actor) {
            (Some(actor), _, _) => ActorFrom::Constant(actor.clone()),
            (None, Some(property), _) => ActorFrom::Property(property.clone()),
            (None, None, ActorFrom::Nowhere) => infer(None, "the actor", &ACTOR_NAMES, &is_text)
                .map_or(ActorFrom::Nowhere, ActorFrom::Property),
            (None, None, told) => told,
        };
        let is_status =
            |value: &Value| value.as_str().is_some_and(|word| word.parse::<Status>().is_ok());
        let status = infer(told.status, "the status", &STATUS_NAMES, &is_status);
        let others =
            infer(told.others, "the further actors", &OTHERS_NAMES, &|value| !value.is_null());
        let source = infer(told.source, "the source", &SOURCE_NAMES, &is_text);
        let from = infer(told.from, "the first day", &FROM_NAMES, &is_date);
        let until =
            infer(told.until, "the end, on which it is no longer so", &UNTIL_NAMES, &is_date);
        let date = infer(told.date, "the date", &DATE_NAMES, &is_date);
        if matches!(actor, ActorFrom::Nowhere) && files.iter().any(|file| !file.features.is_empty())
        {
            inferences.push(
                "nothing says who controls the ground, so all of it is one `area` \
                 (say who with --actor NAME, or which property says it with --actor-property NAME)"
                    .to_owned(),
            );
        }
        Ok(Self {
            actor,
            status,
            constant_status: told.constant_status,
            others,
            source,
            from,
            until,
            date,
            end_is_inclusive: told.end_is_inclusive,
            inferences,
        })
    }

    /// The properties that are named, each with its role.
    fn named(&self) -> impl Iterator<Item = (&'static str, &String)> {
        let actor = match &self.actor {
            ActorFrom::Property(name) => Some(name),
            _ => None,
        };
        let roles = [
            ("actor", actor),
            ("status", self.status.as_ref()),
            ("others", self.others.as_ref()),
            ("source", self.source.as_ref()),
            ("from", self.from.as_ref()),
            ("until", self.until.as_ref()),
            ("date", self.date.as_ref()),
        ];
        roles.into_iter().filter_map(|(role, name)| Some((role, name?)))
    }
}

/// The properties that features have, by their names in lower case: the spelling, and its values' features.
struct Properties<'a> {
    files: &'a [File],
    spelling: FxHashMap<String, &'a str>,
}

impl<'a> Properties<'a> {
    fn of(files: &'a [File]) -> Self {
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

    /// Fails where a property is named that no feature has: a misspelling would change the map
    /// without a word.
    fn expect_all(&self, told: &Mapping, options: &OpenOptions) -> Result<()> {
        if self.files.iter().all(|file| file.features.is_empty()) {
            return Ok(());
        }
        let flag = options.actor_property.as_ref().map(|name| ("--actor-property", name));
        for (role, name) in told.named().chain(flag) {
            if !self
                .files
                .iter()
                .flat_map(|file| &file.features)
                .any(|feature| feature.properties.contains_key(name))
            {
                let mut known: Vec<&str> = self.spelling.values().copied().collect();
                known.sort_unstable();
                return Err(Error::input(format!(
                    "no feature has the property that `{role}` names"
                ))
                .found(format!("`{name}`"))
                .hint(format!(
                    "the features have {}",
                    if known.is_empty() { "none".to_owned() } else { known.join(", ") }
                )));
            }
        }
        Ok(())
    }

    /// The first of the names that some feature has with a fitting value, as the data spells it.
    fn find(&self, names: &[&str], fits: &dyn Fn(&Value) -> bool) -> Option<String> {
        let mut spelled = names.iter().filter_map(|name| self.spelling.get(*name));
        spelled.find(|name| self.values(name).any(fits)).map(|name| (*name).to_owned())
    }

    fn values(&self, name: &str) -> impl Iterator<Item = &'a Value> {
        self.files
            .iter()
            .flat_map(|file| &file.features)
            .filter_map(move |feature| feature.properties.get(name))
    }
}
