//! Repaired features put back into their files.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::Value;

use super::Repair;
use super::rings::as_rings;
use super::states::States;
use super::subjects::{Subject, Version};
use crate::model::days_between;
use crate::source::{Feature, File, IntervalProperties, Shape};

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;
/// Numbers below are read as seconds, as dates of eight digits or as years.
const LEAST_MILLISECONDS: i64 = 100_000_000_000;

/// The files with the repaired features in them, and whether anything was done to each.
pub(super) fn files(
    mut files: Vec<File>,
    interval: &IntervalProperties,
    subjects: &[Subject],
    versions: Vec<Vec<Version>>,
    states: &States,
    repairs: &[Repair],
) -> (Vec<File>, Vec<bool>) {
    let mut repaired: BTreeMap<[usize; 2], Vec<Feature>> = BTreeMap::new();
    for (subject, versions) in subjects.iter().zip(versions) {
        let [file, place] = subject.place;
        let Some(feature) = files.get(file).and_then(|it| it.features.get(place)) else { continue };
        if subject.is_duplicate {
            repaired.insert(subject.place, Vec::new());
        } else if let Some(features) = features(feature, subject, versions, interval, states) {
            repaired.insert(subject.place, features);
        }
    }
    let mut is_changed = Vec::with_capacity(files.len());
    for (number, file) in files.iter_mut().enumerate() {
        let spot = file.spot().file;
        let of_file = repaired.range([number, 0]..=[number, usize::MAX]).next().is_some();
        is_changed
            .push(of_file || repairs.iter().any(|it| it.states.is_empty() && it.spot.file == spot));
        let features = std::mem::take(&mut file.features).into_iter().enumerate();
        file.features = features
            .flat_map(|(place, feature)| {
                repaired.remove(&[number, place]).unwrap_or_else(|| vec![feature])
            })
            .collect();
    }
    (files, is_changed)
}

/// The features that a feature became; nothing where it stays as it is.
fn features(
    feature: &Feature,
    subject: &Subject,
    versions: Vec<Version>,
    interval: &IntervalProperties,
    states: &States,
) -> Option<Vec<Feature>> {
    let is_whole = versions.len() == 1;
    if is_whole && subject.mended.is_unchanged() {
        let is_same = |version: &Version| version.polygons == subject.mended.polygons;
        if versions.iter().all(is_same) {
            return None;
        }
    }
    let (first, end) = (subject.states.start, subject.states.end);
    // A feature that lost its ground for a time has none then; one that lost it for ever is kept
    // without geometry.
    let lasting = versions.into_iter().filter(|it| is_whole || !it.polygons.0.is_empty());
    let features = lasting.map(|Version { states: range, polygons }| {
        let mut feature = feature.clone();
        if let Some(validity) = states.validity(&range) {
            let from = validity.from().filter(|_| range.start > first);
            let until = validity.until().filter(|_| range.end < end);
            date(&mut feature, interval, from, until);
        }
        feature.shape = Shape::Polygons(as_rings(&polygons)).unless_empty();
        feature
    });
    Some(features.collect())
}

/// Writes the dates of a part of a feature's time, in the way in which the feature has its dates.
fn date(
    feature: &mut Feature,
    interval: &IntervalProperties,
    from: Option<Date>,
    until: Option<Date>,
) {
    let names = [
        (&interval.from, "from", from),
        (&interval.until, "until", until.map(|it| interval.end(it))),
    ];
    let is_number = [&interval.from, &interval.until]
        .into_iter()
        .flatten()
        .any(|name| feature.properties.get(name).is_some_and(Value::is_number));
    for (name, usual, date) in names {
        let Some(date) = date else { continue };
        let name = name.clone().unwrap_or_else(|| usual.to_owned());
        feature.properties.insert(name, value(date, is_number));
    }
}

/// A date as text, or as milliseconds since 1970, unless it is so early that these would be read as
/// something else.
fn value(date: Date, is_number: bool) -> Value {
    let milliseconds = days_between(Date::constant(1970, 1, 1), date).saturating_mul(DAY);
    if is_number && milliseconds >= LEAST_MILLISECONDS {
        Value::from(milliseconds)
    } else {
        Value::from(date.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_the_feature_has_them() {
        let day = Date::constant(2024, 1, 2);
        assert_eq!(value(day, false), Value::from("2024-01-02"));
        assert_eq!(value(day, true), Value::from(1_704_153_600_000_i64));
        assert_eq!(value(Date::constant(1950, 1, 2), true), Value::from("1950-01-02"));
    }
}
