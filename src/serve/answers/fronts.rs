//! `/front`: the front lines on a date.

use axum::response::Response;

use super::{ground, parameters, wants_ground};
use crate::compare::fronts;
use crate::report::fronts::{geojson, json};
use crate::report::grounds::GroundNames;
use crate::serve::asked::Asked;
use crate::serve::problem::Problem;

/// How long the front line is between whom, or where it runs.
pub(super) async fn front(mut asked: Asked) -> Result<Response, Problem> {
    let date = parameters::date(&mut asked.query, &asked.published.dataset)?;
    let language = parameters::language(&mut asked.query)?;
    asked.query.end()?;
    let app = asked.app.clone();
    app.work(move || {
        let dataset = &asked.published.dataset;
        let snapshot = dataset.on(date)?;
        let fronts = fronts(&snapshot)?;
        let names = GroundNames { dataset, language };
        if wants_ground(&asked) {
            return ground(&asked, geojson(&names, &snapshot, &fronts)?);
        }
        asked.tell("Front lines", &json(&names, &snapshot, &fronts))
    })
    .await
}
