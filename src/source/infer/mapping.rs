//! What flags, manifests and profiles tell of how properties are read.

use super::super::OpenOptions;
use super::super::entries::{Constants, Properties};
use super::super::period::DateForm;
use super::super::property::Alternatives;
use crate::Result;
use crate::model::Status;

/// What is told of how features' properties are read; what is not told is empty.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Mapping {
    pub actor: ActorFrom,
    pub status: Alternatives,
    pub constant_status: Option<Status>,
    pub others: Alternatives,
    pub source: Alternatives,
    /// What the actor is called, besides its id.
    pub name: Alternatives,
    /// What the actor is drawn in.
    pub color: Alternatives,
    pub from: Alternatives,
    pub until: Alternatives,
    pub date: Alternatives,
    pub end_is_inclusive: Option<bool>,
    pub date_form: DateForm,
    pub open_dates: Vec<String>,
}

/// Where the actor's name comes from.
#[derive(Debug, Clone, Default)]
pub(in super::super) enum ActorFrom {
    /// Nothing says who it is.
    #[default]
    Nowhere,
    /// All ground is this actor's.
    Constant(String),
    /// The first of these properties that holds anything says it.
    Property(Alternatives),
    /// Only the rules of a profile say it.
    Rules,
}

impl ActorFrom {
    /// Whether something other than rules says who it is.
    pub fn is_told(&self) -> bool {
        matches!(self, Self::Constant(_) | Self::Property(_))
    }
}

impl Mapping {
    /// What a manifest or a profile tells.
    ///
    /// # Errors
    ///
    /// When the constant status is none.
    pub fn told(properties: &Properties, constants: &Constants) -> Result<Self> {
        let Properties { actor, status, others, source, from, until, date } = properties.clone();
        Ok(Self {
            actor: match (actor.0.is_empty(), &constants.actor) {
                (false, _) => ActorFrom::Property(actor),
                (true, Some(constant)) => ActorFrom::Constant(constant.clone()),
                (true, None) => ActorFrom::Nowhere,
            },
            status,
            constant_status: constants.status.as_deref().map(str::parse).transpose()?,
            others,
            source,
            from,
            until,
            date,
            ..Self::default()
        })
    }

    /// What the command line says goes before what is told.
    pub fn with_flags(self, options: &OpenOptions) -> Self {
        let actor = match (&options.actor, &options.actor_property) {
            (Some(actor), _) => ActorFrom::Constant(actor.clone()),
            (None, Some(property)) => ActorFrom::Property(property.clone().into()),
            (None, None) => self.actor,
        };
        Self { actor, ..self }
    }

    /// What is told here, and what is not as a profile tells it.
    pub fn or(self, profile: &Self) -> Self {
        let tells_status = !self.status.0.is_empty() || self.constant_status.is_some();
        Self {
            actor: if self.actor.is_told() { self.actor } else { profile.actor.clone() },
            constant_status: match tells_status {
                true => self.constant_status,
                false => profile.constant_status,
            },
            status: match tells_status {
                true => self.status,
                false => profile.status.clone(),
            },
            others: self.others.or_else(|| profile.others.clone()),
            source: self.source.or_else(|| profile.source.clone()),
            from: self.from.or_else(|| profile.from.clone()),
            until: self.until.or_else(|| profile.until.clone()),
            date: self.date.or_else(|| profile.date.clone()),
            name: self.name,
            color: self.color,
            end_is_inclusive: self.end_is_inclusive.or(profile.end_is_inclusive),
            date_form: profile.date_form,
            open_dates: profile.open_dates.clone(),
        }
    }

    /// The properties that are named, each with its role.
    pub fn named(&self) -> impl Iterator<Item = (&'static str, &Alternatives)> {
        let actor = match &self.actor {
            ActorFrom::Property(names) => Some(names),
            _ => None,
        };
        let others = [
            ("status", &self.status),
            ("others", &self.others),
            ("source", &self.source),
            ("from", &self.from),
            ("until", &self.until),
            ("date", &self.date),
        ];
        let named = actor.map(|names| ("actor", names)).into_iter().chain(others);
        named.filter(|(_, names)| !names.0.is_empty())
    }

    /// Whether a property is named that says when.
    pub fn tells_time(&self) -> bool {
        [&self.from, &self.until, &self.date].iter().any(|names| !names.0.is_empty())
    }
}
