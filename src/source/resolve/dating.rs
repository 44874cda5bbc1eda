//! When a feature's ground is held.

use std::path::Path;

use jiff::civil::Date;
use serde_json::Value;

use crate::model::Validity;
use crate::source::date_text;
use crate::source::infer::Settled;
use crate::source::period::Edge;
use crate::source::profile::Said;
use crate::source::property::{Alternatives, Subject, is_blank, is_of_surroundings};

/// What a feature says of its time.
pub(super) enum Dating {
    Interval(Validity),
    Snapshot(Date),
    Undated,
}

/// What a feature says of its time: the days of its beginning and end, else the date of its snapshot,
/// else the date in the file's name. Nothing where its dates make no sense.
pub(super) fn dating(settled: &Settled, said: &Said, subject: Subject) -> Option<Dating> {
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
        return settled.dates.day(&date).map(Dating::Snapshot);
    }
    if let Some(date) = day(settled, &mapping.date, subject) {
        return date.map(Dating::Snapshot);
    }
    if said.names_a_period || subject.has_any(&mapping.from) || subject.has_any(&mapping.until) {
        // Both ends are there and open.
        return Some(Dating::Interval(Validity::ALWAYS));
    }
    let of_file = date_text::from_file_name(&subject.file.path);
    Some(of_file.map_or(Dating::Undated, Dating::Snapshot))
}

fn interval(settled: &Settled, from: Option<Value>, until: Option<Value>) -> Option<Validity> {
    let dates = &settled.dates;
    let day = |edge: Edge| match edge {
        Edge::Open => None,
        Edge::On(day) => Some(day),
    };
    let from = from.map_or(Some(Edge::Open), |value| dates.from(&value))?;
    let until = until.map_or(Some(Edge::Open), |value| dates.until(&value))?;
    Validity::new(day(from), day(until)).ok()
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
