//! Who stands on ground and for how long, as data and in words.

use jiff::civil::Date;
use serde::Serialize;

use crate::cli::naming::grounds::GroundNames;
use crate::index::{ControlId, ControlIndex, Span};
use crate::map::wording;
use crate::model::{Dataset, Language, Status};

/// Names those who stand on ground, in a language.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli) struct Naming<'a> {
    pub dataset: &'a Dataset,
    pub index: &'a ControlIndex,
    pub language: Language,
}

/// Days on end on which the same held a place.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct Stretch<'a> {
    /// The first day; nothing where the data has no beginning.
    pub from: Option<Date>,
    /// The first day on which it was no longer so; nothing where it is still so at the end of the data.
    pub until: Option<Date>,
    /// The first by precedence.
    #[serde(flatten)]
    pub side: Side<'a>,
    /// Whom the data gives the same ground, too.
    pub overlaps: Vec<Side<'a>>,
}

/// How ground is held, and by whom.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct Side<'a> {
    pub status: Standing,
    /// Several where ground is contested or joint.
    pub holders: Vec<Holder<'a>>,
}

/// How ground is held, or why that can't be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::cli) enum Standing {
    /// Nobody has said who holds it.
    Unmapped,
    /// There is no data for the day.
    NoData,
    #[serde(untagged)]
    As(Status),
}

/// An actor by its id and its name.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct Holder<'a> {
    pub id: &'a str,
    pub name: &'a str,
}

impl<'a> Naming<'a> {
    /// Names those of a span.
    pub fn stretch(&self, span: &Span) -> Stretch<'a> {
        let without = |status| Side { status, holders: Vec::new() };
        let (side, overlaps) = match span.claims.as_slice() {
            _ if !span.has_data => (without(Standing::NoData), Vec::new()),
            [] => (without(Standing::Unmapped), Vec::new()),
            [first, others @ ..] => (self.side(*first), self.sides(others)),
        };
        Stretch { from: span.validity.from(), until: span.validity.until(), side, overlaps }
    }

    /// Names those of several controls.
    pub fn sides(&self, controls: &[ControlId]) -> Vec<Side<'a>> {
        controls.iter().map(|control| self.side(*control)).collect()
    }

    fn side(&self, control: ControlId) -> Side<'a> {
        let control = self.index.control(control);
        let names = GroundNames { dataset: self.dataset, language: self.language };
        Side { status: Standing::As(control.status), holders: names.holders(control).collect() }
    }
}

impl Stretch<'_> {
    /// Who, and whom else the data names: `East (also: West)`.
    pub fn phrase(&self, language: Language) -> String {
        let first = self.side.phrase(language);
        if self.overlaps.is_empty() {
            first
        } else {
            format!("{first} (also: {})", phrases(&self.overlaps, language))
        }
    }
}

impl Side<'_> {
    /// Who and how, as the map's legend says it: `Contested: East, West`.
    pub fn phrase(&self, language: Language) -> String {
        match self.status {
            Standing::As(status) => wording::control(status, &self.names(), language),
            Standing::Unmapped => "not mapped".to_owned(),
            Standing::NoData => "no data".to_owned(),
        }
    }

    /// Who, whatever the status.
    pub fn who(&self) -> String {
        match self.status {
            Standing::Unmapped => "nobody has said who holds it".to_owned(),
            Standing::NoData => "not known: there is no data for the day".to_owned(),
            Standing::As(_) if self.holders.is_empty() => "not known".to_owned(),
            Standing::As(_) => self.names().join(", "),
        }
    }

    fn names(&self) -> Vec<&str> {
        self.holders.iter().map(|holder| holder.name).collect()
    }
}

/// Several sides in a phrase.
pub(in crate::cli) fn phrases(sides: &[Side], language: Language) -> String {
    let phrases: Vec<String> = sides.iter().map(|side| side.phrase(language)).collect();
    phrases.join("; ")
}

/// Whether a span is not about the place, but says that the data may not be carried on any further.
pub(in crate::cli) fn is_end_of_data(span: &Span) -> bool {
    !span.has_data && span.validity.until().is_none()
}

/// `1 day`, `2 days`.
pub(in crate::cli) fn days_text(days: i64) -> String {
    match days {
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    }
}
