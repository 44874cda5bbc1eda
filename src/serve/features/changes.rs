//! Ground that changed hands, from each state to the next.

use super::property::{Kind, Property, Value};
use super::states::{Ground, Made, State};
use super::wording::ground;
use crate::Result;
use crate::compare::{self, Comparing};
use crate::model::Validity;
use crate::serve::Published;

/// What a change says.
pub(super) const PROPERTIES: &[Property] = &[
    Property::new("date", Kind::Date, "Date", "The first day on which it is so")
        .with_role("primary-instant"),
    Property::new("before", Kind::Text, "Before", "Who stood on it, joined with `;`"),
    Property::new("before_status", Kind::Status, "Status before", "How the ground was controlled"),
    Property::new("after", Kind::Text, "After", "Who stands on it, joined with `;`"),
    Property::new("after_status", Kind::Status, "Status after", "How the ground is controlled"),
    Property::new("km2", Kind::Number, "Area", "Square kilometres on WGS 84"),
    Property::new("width_km", Kind::Number, "Width", "Twice its area over its perimeter"),
    Property::new("sliver", Kind::Boolean, "Sliver", "So narrow that a line may have been redrawn"),
];

/// What changed hands when a state began, the largest piece first.
pub(super) fn make(published: &Published, states: &[State], number: usize) -> Result<Vec<Made>> {
    let before = number.checked_sub(1).and_then(|before| states.get(before));
    let (Some(before), Some(state)) = (before, states.get(number)) else { return Ok(Vec::new()) };
    let Some(date) = state.validity.from() else { return Ok(Vec::new()) };
    let dataset = &published.dataset;
    let table = published.index.ledger().table();
    let epochs = [before.epoch, state.epoch];
    let patches = compare::patches(table, epochs, dataset.frame.as_ref(), Comparing::default())?;
    let changes = patches.into_iter().map(|patch| {
        let [before, before_status] = ground(dataset, &patch.from);
        let [after, after_status] = ground(dataset, &patch.to);
        Made {
            validity: Validity::on(date),
            values: vec![
                Value::Date(date),
                before,
                before_status,
                after,
                after_status,
                Value::rounded(patch.area.0, 6),
                Value::rounded(patch.width.0, 6),
                Value::Boolean(patch.is_sliver),
            ],
            ground: Ground::Polygons(patch.polygons),
        }
    });
    Ok(changes.collect())
}
