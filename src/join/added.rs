//! The columns that a join adds, and how their values are written.

use std::io::Write;

use jiff::civil::Date;

use super::answer::Answer;
use crate::geometry::Kilometres;

/// What stands before the names of new columns unless the caller says otherwise.
pub(super) const PREFIX: &str = "control";

/// The names of the new columns, in the order in which they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Added {
    pub actor: String,
    pub status: String,
    pub since: String,
    pub data_date: String,
    /// Nothing where distances are not measured.
    pub front: Option<String>,
    pub others: String,
    pub reason: String,
}

impl Added {
    pub fn new(prefix: &str, has_front: bool) -> Self {
        let name = |what: &str| format!("{prefix}_{what}");
        let front = if prefix == PREFIX { "front_km".to_owned() } else { name("front_km") };
        Self {
            actor: name("actor"),
            status: name("status"),
            since: name("since"),
            data_date: name("data_date"),
            front: has_front.then_some(front),
            others: name("others"),
            reason: name("reason"),
        }
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        [&self.actor, &self.status, &self.since, &self.data_date]
            .into_iter()
            .chain(&self.front)
            .chain([&self.others, &self.reason])
            .map(String::as_str)
    }
}

/// Something that values of an answer are written to, in the order of [`Added::names`].
pub(super) trait Values {
    /// Writes a word that needs no quotes or escapes, such as a date; empty for nothing.
    fn word(&mut self, name: &str, value: &str);
    /// Writes a text; empty for nothing.
    fn text(&mut self, name: &str, value: &str);
    /// Writes a number as it stands; empty for nothing.
    fn number(&mut self, name: &str, digits: &str);
}

/// Writes the values of an answer under the names of their columns.
pub(super) fn write(added: &Added, answer: &Answer<'_>, values: &mut impl Values) {
    let mut digits = Digits::default();
    values.text(&added.actor, answer.actor);
    values.word(&added.status, answer.status);
    values.word(&added.since, digits.date(answer.since));
    values.word(&added.data_date, digits.date(answer.data_date));
    if let Some(name) = &added.front {
        values.number(name, digits.kilometres(answer.front));
    }
    values.text(&added.others, &answer.others);
    values.text(&added.reason, &answer.reason);
}

/// Room for a date or a distance while it is written.
#[derive(Debug, Default)]
struct Digits {
    room: [u8; 24],
}

impl Digits {
    /// `YYYY-MM-DD`.
    fn date(&mut self, date: Option<Date>) -> &str {
        let Some(date) = date else { return "" };
        let Ok(year @ 0..=9999) = u16::try_from(date.year()) else {
            return self.display(format_args!("{date}"));
        };
        let (month, day) = (date.month() as u16, date.day() as u16);
        let tens = [year / 1000, year / 100, year / 10, year, month / 10, month, day / 10, day];
        let [a, b, c, d, e, f, g, h] = tens.map(|number| b'0' + (number % 10) as u8);
        self.room[..10].copy_from_slice(&[a, b, c, d, b'-', e, f, b'-', g, h]);
        self.so_far(10)
    }

    /// Kilometres to the nearest ten metres.
    fn kilometres(&mut self, length: Option<Kilometres>) -> &str {
        match length {
            Some(Kilometres(length)) if length.is_finite() => {
                self.display(format_args!("{length:.2}"))
            }
            _ => "",
        }
    }

    /// Nothing, should it not fit.
    fn display(&mut self, text: std::fmt::Arguments<'_>) -> &str {
        let room = self.room.len();
        let mut rest = self.room.as_mut_slice();
        let length = if rest.write_fmt(text).is_ok() { room - rest.len() } else { 0 };
        self.so_far(length)
    }

    fn so_far(&self, length: usize) -> &str {
        std::str::from_utf8(&self.room[..length]).unwrap_or_default()
    }
}
