//! `/pockets`: the connected pieces of each side's ground on a date.

use axum::response::Response;

use super::{ground, parameters, wants_ground};
use crate::compare::pockets as pockets_of;
use crate::report::grounds::GroundNames;
use crate::report::pockets::{geojson, json};
use crate::serve::asked::Asked;
use crate::serve::problem::Problem;

/// The pockets of everybody, or of one actor.
pub(super) async fn pockets(mut asked: Asked) -> Result<Response, Problem> {
    let dataset = &asked.published.dataset;
    let date = parameters::date(&mut asked.query, dataset)?;
    let language = parameters::language(&mut asked.query)?;
    let actor = asked.query.take("of", |name| dataset.find_actor(name))?;
    asked.query.end()?;
    let app = asked.app.clone();
    app.work(move || {
        let dataset = &asked.published.dataset;
        let snapshot = dataset.on(date)?;
        let pockets = pockets_of(&snapshot, actor)?;
        let names = GroundNames { dataset, language };
        if wants_ground(&asked) {
            return ground(&asked, geojson(&names, &snapshot, &pockets)?);
        }
        asked.tell("Pockets", &json(&names, &snapshot, &pockets))
    })
    .await
}
