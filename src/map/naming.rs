//! Names for where there is room, and for where there is not.

use super::wording;
use crate::compare::Ground;
use crate::model::{ActorId, Control, Dataset, Language, Status};

/// What ground under some control is called.
pub(super) fn control_name(dataset: &Dataset, control: &Control, language: Language) -> String {
    let actors = control.claimants.iter();
    let names: Vec<&str> = actors.map(|actor| actor_name(dataset, *actor, language)).collect();
    wording::control(control.status, &names, language)
}

/// The name of an actor, or its id where it has none.
pub(super) fn actor_name(dataset: &Dataset, actor: ActorId, language: Language) -> &str {
    let actor = dataset.actor(actor);
    let name = actor.names.get(language);
    if name.is_empty() { &actor.id } else { name }
}

/// What ground is called by whom it is given to, in short: overlaps by the first, as they are drawn.
pub(super) fn short_ground_name(dataset: &Dataset, ground: &Ground, language: Language) -> String {
    match ground.first() {
        Some(control) => {
            let [_, _, short] = names_by_length(dataset, control, language);
            short
        }
        None => wording::unclaimed(language).to_owned(),
    }
}

/// What a control may be called, from the whole name down to the short forms of its actors' names.
pub(super) fn names_by_length(
    dataset: &Dataset,
    control: &Control,
    language: Language,
) -> [String; 3] {
    let of_actors = |form: fn(&str) -> &str| {
        let names: Vec<&str> =
            control.claimants.iter().map(|it| form(actor_name(dataset, *it, language))).collect();
        wording::control(control.status, &names, language)
    };
    let whole = control_name(dataset, control, language);
    [whole, of_actors(without_short_form), of_actors(short_form)]
}

/// What a control is called where there is no room to say whose it is. A held place is not named by
/// its status: that would say that nobody knows.
pub(super) fn name_of_status(control: &Control, language: Language) -> Option<String> {
    (control.status != Status::Held).then(|| wording::control(control.status, &[], language))
}

/// `Syrian Democratic Forces` of `Syrian Democratic Forces (SDF)`.
fn without_short_form(name: &str) -> &str {
    match name.split_once('(') {
        Some((before, _)) if !before.trim().is_empty() => before.trim(),
        _ => name,
    }
}

/// `SDF` of `Syrian Democratic Forces (SDF)`, but not `occupied` of `Israel (occupied)`.
pub(super) fn short_form(name: &str) -> &str {
    let is_acronym = |inner: &&str| {
        (2..=5).contains(&inner.chars().count())
            && inner.chars().all(|letter| letter.is_alphanumeric() && !letter.is_lowercase())
    };
    let inner = name.strip_suffix(')').and_then(|name| name.rsplit_once('('));
    inner.map(|(_, inner)| inner.trim()).filter(is_acronym).unwrap_or(without_short_form(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_shortened_as_their_owners_do() {
        for (name, short) in [
            ("Syrian Democratic Forces (SDF)", "SDF"),
            ("قوات سوريا الديمقراطية (قسد)", "قسد"),
            ("Israel (occupied)", "Israel"),
            ("إسرائيل (احتلال)", "إسرائيل"),
            ("US bases", "US bases"),
            ("(SDF)", "SDF"),
        ] {
            assert_eq!(short_form(name), short);
        }
    }
}
