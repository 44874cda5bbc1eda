//! Who stands on ground and for how long, in words.

use crate::map::wording;
use crate::model::Language;
use crate::report::holders::{Side, Standing, Stretch};

impl Stretch<'_> {
    /// Who, and whom else the data names: `East (also: West)`.
    pub(in crate::cli) fn phrase(&self, language: Language) -> String {
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
    pub(in crate::cli) fn phrase(&self, language: Language) -> String {
        match self.status {
            Standing::As(status) => wording::control(status, &self.names(), language),
            Standing::Unmapped => "not mapped".to_owned(),
            Standing::NoData => "no data".to_owned(),
        }
    }

    /// Who, whatever the status.
    pub(in crate::cli) fn who(&self) -> String {
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

/// `1 day`, `2 days`.
pub(in crate::cli) fn days_text(days: i64) -> String {
    match days {
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    }
}
