//! Pockets, state by state.

use super::property::{Kind, Property, Value};
use super::states::{Ground, Made, State};
use crate::Result;
use crate::compare;
use crate::model::{Language, Place};
use crate::report::grounds::GroundNames;
use crate::serve::Published;

/// What a pocket says.
pub(super) const PROPERTIES: &[Property] = &[
    Property::new("actor", Kind::Actor, "Actor", "Who holds it alone"),
    Property::new("actor_name", Kind::Text, "Name of the actor", "The actor's name in English"),
    Property::new("name", Kind::Text, "Name", "The most important places in it"),
    Property::new("km2", Kind::Number, "Area", "Square kilometres on WGS 84"),
    Property::new("places", Kind::Text, "Places", "The places in it, joined with `;`"),
    Property::new("population", Kind::Integer, "Population", "People in the places that tell it"),
    Property::new("from", Kind::Date, "From", "The first day on which it was so")
        .with_role("primary-interval-start"),
    Property::new("until", Kind::Date, "Until", "The first day on which it no longer was")
        .with_role("primary-interval-end"),
];

/// The pockets of a state, one actor's after the other's, the largest of each first.
pub(super) fn make(published: &Published, states: &[State], number: usize) -> Result<Vec<Made>> {
    let Some(state) = states.get(number) else { return Ok(Vec::new()) };
    let name = |place: &&Place| place.names.get(Language::English).to_owned();
    let names = GroundNames { dataset: &published.dataset, language: Language::English };
    let pockets = compare::pockets(&state.snapshot(published)?, None)?.into_iter().map(|pocket| {
        let actor = published.dataset.actor(pocket.actor);
        let places: Vec<String> = pocket.places.iter().map(name).collect();
        let population = pocket.population().and_then(|people| i64::try_from(people).ok());
        let pocket_name = names.pocket(&pocket);
        Made {
            validity: state.validity,
            values: vec![
                Value::text(actor.id.clone()),
                Value::text(actor.names.get(Language::English).to_owned()),
                Value::text(pocket_name),
                Value::rounded(pocket.area.0, 3),
                Value::text(places.join(";")),
                population.map_or(Value::Missing, Value::Integer),
                state.validity.from().into(),
                state.validity.until().into(),
            ],
            ground: Ground::Polygons(pocket.polygons),
        }
    });
    Ok(pockets.collect())
}
