//! Actors and names as features write them.

use super::property::Value;
use crate::compare::Ground;
use crate::model::{Actor, Control, Dataset, Language, Names};

/// An actor's name in English.
pub(super) fn name_of(actor: &Actor) -> Value<'_> {
    Value::text(actor.names.get(Language::English))
}

/// A name in every language, missing in those in which it is not known.
pub(super) fn names(names: &Names) -> impl Iterator<Item = Value<'_>> {
    Language::ALL.into_iter().map(|language| match names.has(language) {
        true => Value::text(names.get(language)),
        false => Value::Missing,
    })
}

/// Who stands on ground under a control, and how.
pub(super) fn control(dataset: &Dataset, control: Option<&Control>) -> [Value<'static>; 2] {
    match control {
        Some(control) => {
            [Value::text(dataset.ids(&control.claimants)), Value::text(control.status.word())]
        }
        None => [Value::Missing, Value::Missing],
    }
}

/// Who is given ground, and how; of several the first by precedence.
pub(super) fn ground(dataset: &Dataset, ground: &Ground) -> [Value<'static>; 2] {
    control(dataset, ground.first())
}
