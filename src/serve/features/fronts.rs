//! Front lines, state by state.

use super::property::{Kind, Property, Value};
use super::states::{Ground, Made, State};
use crate::Result;
use crate::compare;
use crate::model::Control;
use crate::serve::Published;

/// What a front line says.
pub(super) const PROPERTIES: &[Property] = &[
    Property::new("from", Kind::Date, "From", "The first day on which it ran so")
        .with_role("primary-interval-start"),
    Property::new("until", Kind::Date, "Until", "The first day on which it no longer did")
        .with_role("primary-interval-end"),
    Property::new("sides", Kind::Text, "Sides", "The first actor on either side, joined with `;`"),
    Property::new("near", Kind::Text, "Near", "All on the side that comes first by precedence"),
    Property::new("far", Kind::Text, "Far", "All on the other side; missing where nobody is known"),
    Property::new("length_km", Kind::Number, "Length", "Kilometres along the surface of WGS 84"),
];

/// The front lines of a state, the longest first.
pub(super) fn make(published: &Published, states: &[State], number: usize) -> Result<Vec<Made>> {
    let Some(state) = states.get(number) else { return Ok(Vec::new()) };
    let dataset = &published.dataset;
    let all = |side: &Option<Control>| {
        side.as_ref().map_or(String::new(), |side| dataset.ids(&side.claimants))
    };
    let first = |side: &Option<Control>| {
        side.as_ref().map_or(String::new(), |it| dataset.ids(it.claimants.first()))
    };
    let fronts = compare::fronts(&state.snapshot(published)?)?.into_iter().map(|front| {
        let [near, far] = &front.sides;
        let sides: Vec<String> =
            [near, far].map(first).into_iter().filter(|it| !it.is_empty()).collect();
        Made {
            validity: state.validity,
            values: vec![
                state.validity.from().into(),
                state.validity.until().into(),
                Value::text(sides.join(";")),
                Value::text(all(near)),
                Value::text(all(far)),
                Value::rounded(front.length.0, 3),
            ],
            ground: Ground::Lines(front.lines),
        }
    });
    Ok(fronts.collect())
}
