//! What to do where a drawing leaves a question open.

use crate::model::Date;

/// Choices for [`super::build`].
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// What becomes of a face without a fact.
    pub no_fact: NoFact,
    /// What becomes of a face whose facts contradict each other.
    pub contradiction: Contradiction,
    /// What becomes of a line that ends inside the frame without touching anything.
    pub loose_end: LooseEndRule,
    /// A line may run this many metres beyond the one it meets; the rest is cut off without a word.
    pub overshoot_metres: f64,
    /// The first day to write: by default the first on which a line begins, or without any such line
    /// that of the first fact.
    pub since: Option<Date>,
    /// The first day not to write any more: by default the last state stays open.
    pub until: Option<Date>,
    /// The ids of the actors there are, in the order in which [`super::Built`] lists them. Where this
    /// is empty, the ids are those that the facts name, sorted.
    pub actors: Vec<String>,
}

impl Default for Options {
    /// Unknown, contested and an error, in that order; one kilometre of overshoot; everything dated.
    fn default() -> Self {
        Self {
            no_fact: NoFact::Unknown,
            contradiction: Contradiction::Contested,
            loose_end: LooseEndRule::Error,
            overshoot_metres: 1000.0,
            since: None,
            until: None,
            actors: Vec::new(),
        }
    }
}

/// What becomes of a face without a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoFact {
    /// It is unknown, and reported.
    Unknown,
    /// It is an error.
    Error,
}

/// What becomes of a face whose facts contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contradiction {
    /// It is contested between everybody named, and reported. The actor is whom most facts name
    /// first, of several the first by id. Where only one actor is named it becomes that actor's,
    /// with the least certain status among the facts.
    Contested,
    /// It is unknown, and reported.
    Unknown,
    /// It is an error.
    Error,
}

/// What becomes of a line that ends inside the frame without touching anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LooseEndRule {
    /// It is an error.
    Error,
    /// It is reported; up to where it meets something, the line divides nothing.
    Report,
}
