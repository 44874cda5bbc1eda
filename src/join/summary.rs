//! What became of the rows.

use std::collections::BTreeMap;
use std::fmt;

use super::answer::Answer;
use super::event::Fault;

/// What became of the rows of a join.
///
/// Its text is what a user wants to know, in a few lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Rows that have an answer.
    pub joined: u64,
    /// Those of them on ground of which nobody has said who controls it.
    pub unmapped: u64,
    /// Those of them that may have been on ground of several.
    pub ambiguous: u64,
    /// Rows without an answer, by what is wrong with them.
    pub faults: BTreeMap<Fault, u64>,
    /// The first row without an answer, as `line 5`, and why it has none.
    pub first_fault: Option<(String, String)>,
    /// Rows whose longitude and latitude seem to be swapped, with an answer or without.
    pub swapped: u64,
    /// Rows that are not UTF-8; they have an answer if their place and date can be read.
    pub not_utf8: u64,
    /// What was inferred, as sentences for the user.
    pub inferences: Vec<String>,
}

impl Summary {
    /// Rows that have no answer.
    pub fn without_answer(&self) -> u64 {
        self.faults.values().sum()
    }

    /// Counts the answer of a row; `place` tells where the row stands.
    pub(super) fn count(&mut self, answer: &Answer<'_>, place: impl FnOnce() -> String) {
        match answer.fault {
            None => self.joined += 1,
            Some(fault) => {
                *self.faults.entry(fault).or_default() += 1;
                self.first_fault.get_or_insert_with(|| (place(), answer.reason.to_string()));
            }
        }
        self.unmapped += u64::from(answer.is_unmapped());
        self.ambiguous += u64::from(answer.is_ambiguous());
        self.swapped += u64::from(answer.is_swapped);
    }

    /// Adds what became of later rows.
    pub(super) fn add(&mut self, later: Self) {
        self.joined += later.joined;
        self.unmapped += later.unmapped;
        self.ambiguous += later.ambiguous;
        self.swapped += later.swapped;
        self.not_utf8 += later.not_utf8;
        for (fault, count) in later.faults {
            *self.faults.entry(fault).or_default() += count;
        }
        if self.first_fault.is_none() {
            self.first_fault = later.first_fault;
        }
        if self.inferences.is_empty() {
            self.inferences = later.inferences;
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} joined", rows(self.joined))?;
        let kinds = [(self.unmapped, "unmapped"), (self.ambiguous, "ambiguous")];
        let kinds: Vec<String> = kinds
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, kind)| format!("{count} {kind}"))
            .collect();
        if !kinds.is_empty() {
            write!(f, " ({})", kinds.join(", "))?;
        }
        if let Some((place, _)) = &self.first_fault {
            let faults: Vec<String> = self
                .faults
                .iter()
                .map(|(fault, count)| format!("{} ({count})", fault.label()))
                .collect();
            let without = self.without_answer();
            write!(f, ", {without} without an answer: {} (first: {place})", faults.join(", "))?;
        }
        if self.not_utf8 > 0 {
            write!(f, "\n{} not UTF-8, kept as they are", rows(self.not_utf8))?;
        }
        if self.swapped > 0 {
            write!(
                f,
                "\n{} outside the data's box, and inside it with longitude and latitude exchanged: are they swapped?",
                rows(self.swapped)
            )?;
        }
        Ok(())
    }
}

fn rows(count: u64) -> String {
    if count == 1 { "1 row".to_owned() } else { format!("{count} rows") }
}
