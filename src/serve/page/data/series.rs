//! How much ground each side holds on the dates of the slider.

use serde_json::{Value, json};

use crate::compare::{Areas, Measuring, largest_first, series_of};
use crate::model::{Control, Date};
use crate::serve::Published;

/// The areas on dates, as a map shows them; nothing where they can't be measured.
pub(super) fn areas(published: &Published, dates: &[Date]) -> Value {
    let index = &published.index;
    let measured = series_of(&published.dataset, index.ledger(), dates, Measuring::default());
    let Ok(measured) = measured else { return Value::Null };
    let days: Vec<Option<Areas>> =
        measured.into_iter().map(|day| day.areas.map(|areas| areas.all.as_drawn())).collect();
    let controls: Vec<Control> =
        largest_first(days.iter().flatten()).into_iter().cloned().collect();
    let row = |areas: &Areas| -> Vec<f64> {
        controls.iter().map(|control| tenths(areas.of_control(control).0)).collect()
    };
    let known = index.controls();
    let places = controls.iter().map(|control| known.iter().position(|it| it == control));
    let figure = |of: fn(&Areas) -> f64| -> Vec<Option<f64>> {
        days.iter().map(|day| day.as_ref().map(|areas| tenths(of(areas)))).collect()
    };
    json!({
        "controls": places.collect::<Vec<_>>(),
        "km2": days.iter().map(|day| day.as_ref().map(row)).collect::<Vec<_>>(),
        "unclaimed": figure(|areas| areas.unclaimed.0),
        "total": figure(|areas| areas.total.0),
    })
}

fn tenths(area: f64) -> f64 {
    (area * 10.0).round() / 10.0
}
