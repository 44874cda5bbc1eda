//! Rows of whatever format, answered and counted.

use super::answer::{Answer, Lookup};
use super::blocks::Block;
use super::caller::Caller;
use super::event::{Event, Reading, RowText, Trouble};
use super::summary::Summary;
use crate::geometry::Kilometres;
use crate::{Error, Result};

/// How every row is read and answered.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    pub reading: Reading,
    pub lookup: Lookup<'a>,
    /// The first row that has no answer, or is not UTF-8, ends the join.
    pub is_strict: bool,
    /// Who reads the messages.
    pub caller: Caller,
}

impl<'a> Rows<'a> {
    /// Whether each row has a date of its own.
    pub fn needs_date(&self) -> bool {
        self.reading.date.is_none()
    }

    /// That a new column can't have the name of one that is there.
    pub fn already_there(&self, name: &str) -> Error {
        let prefix = self.caller.option_with("prefix", "NAME");
        Error::input(format!("there is a `{name}` already"))
            .hint(format!("{prefix} calls the new columns NAME_actor, NAME_status, ..."))
    }

    pub fn read(&self, text: &RowText<'_>) -> Result<Event, Trouble> {
        self.reading.event(text)
    }

    /// How far from the front each event was.
    pub fn fronts<'e>(
        &self,
        events: impl Iterator<Item = &'e Result<Event, Trouble>>,
    ) -> Vec<Option<Kilometres>> {
        self.lookup.fronts(events)
    }

    /// The answer of a row, its distance from the front among it, counted.
    pub fn answer(
        &self,
        event: Result<Event, Trouble>,
        front: Option<Kilometres>,
        is_utf8: bool,
        place: impl Fn() -> String,
        summary: &mut Summary,
    ) -> Result<Answer<'a>> {
        let mut answer = Answer { front, ..self.lookup.answer(event) };
        if !is_utf8 {
            summary.not_utf8 += 1;
            answer.remark("the row is not UTF-8");
        }
        if self.is_strict && (answer.fault.is_some() || !is_utf8) {
            let strict = self.caller.option("strict");
            return Err(Error::input(answer.reason).at(place()).hint(format!(
                "without {strict} such rows are kept, with the reason beside them"
            )));
        }
        summary.count(&answer, place);
        Ok(answer)
    }
}

impl Block {
    /// The line that a byte stands on, for people.
    pub fn line_of(&self, at: usize) -> String {
        let before = memchr::memchr_iter(b'\n', &self.bytes[..at]).count() as u64;
        format!("line {}", self.first + before)
    }
}
