//! When a feature's ground is held.

use std::path::Path;

use jiff::civil::Date;
use serde_json::Value;

use crate::model::{DefectKind, Validity};
use crate::source::date_text;
use crate::source::infer::Settled;
use crate::source::meaning::Dating;
use crate::source::period::Edge;
use crate::source::profile::Said;
use crate::source::property::{Alternatives, Subject, is_blank, is_of_surroundings};

/// What a feature says of its time: the days of its beginning and end, else the date of its snapshot,
/// else the date in the file's name.
///
/// # Errors
///
/// Where its dates make no sense: what is wrong with them, and what was found.
pub(super) fn dating(
    settled: &Settled,
    said: &Said,
    subject: Subject,
) -> Result<Dating, (DefectKind, String)> {
    let mapping = &settled.mapping;
    let value = |said: &Option<String>, names: &Alternatives| match said {
        Some(text) => Some(Value::String(text.clone())),
        None => subject.first(names).map(|value| value.into_owned()),
    };
    let (from, until) = (value(&said.from, &mapping.from), value(&said.until, &mapping.until));
    if from.is_some() || until.is_some() {
        return interval(settled, from, until).map(Dating::Interval);
    }
    if let Some(date) = said.date.as_ref().map(|text| Value::String(text.clone())) {
        return settled.dates.day(&date).map(Dating::Snapshot).ok_or_else(|| unreadable(&date));
    }
    if let Some(date) = day(settled, &mapping.date, subject) {
        let none = || (DefectKind::BadDate, String::new());
        return date.map(Dating::Snapshot).ok_or_else(none);
    }
    if said.names_a_period || subject.has_any(&mapping.from) || subject.has_any(&mapping.until) {
        // Both ends are there and open.
        return Ok(Dating::Interval(Validity::ALWAYS));
    }
    let of_file = date_text::from_file_name(&subject.file.path);
    Ok(of_file.map_or(Dating::Undated, Dating::Snapshot))
}

/// The day in a file's name where it is another than that of a snapshot in it. A year in a name stands for
/// all its days.
pub(super) fn other_day_in_name(path: &Path, date: Date) -> Option<Date> {
    let is_year = |day: Date| (day.month(), day.day()) == (1, 1) && day.year() == date.year();
    date_text::from_file_name(path).filter(|named| *named != date && !is_year(*named))
}

fn unreadable(value: &Value) -> (DefectKind, String) {
    (DefectKind::BadDate, format!("`{value}`"))
}

fn interval(
    settled: &Settled,
    from: Option<Value>,
    until: Option<Value>,
) -> Result<Validity, (DefectKind, String)> {
    let dates = &settled.dates;
    let day = |edge: Edge| match edge {
        Edge::Open => None,
        Edge::On(day) => Some(day),
    };
    let from = from.map(|value| dates.from(&value).ok_or_else(|| unreadable(&value)));
    let until = until.map(|value| dates.until(&value).ok_or_else(|| unreadable(&value)));
    let [from, until] = [from, until].map(|edge| edge.unwrap_or(Ok(Edge::Open)));
    let (from, until) = (day(from?), day(until?));
    Validity::new(from, until).map_err(|_| {
        let days = [from, until].map(|day| day.map(|day| day.to_string()).unwrap_or_default());
        (DefectKind::Reversed, format!("from {} until {}", days[0], days[1]))
    })
}

/// The date of a feature's snapshot, unless nothing says it; a name of a file, layer or folder has it
/// somewhere in it, or not.
fn day(settled: &Settled, names: &Alternatives, subject: Subject) -> Option<Option<Date>> {
    names.0.iter().find_map(|name| {
        let value = subject.value(name).filter(|value| !is_blank(value))?;
        if is_of_surroundings(name) && !subject.feature.properties.contains_key(name) {
            return date_text::from_file_name(Path::new(value.as_str()?)).map(Some);
        }
        Some(settled.dates.day(&value))
    })
}
