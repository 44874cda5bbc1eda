//! `/at` and `/history`: who held a place on a date, and through time.

use axum::response::Response;

use super::parameters::{self, Place};
use crate::report::{at, history};
use crate::serve::Published;
use crate::serve::asked::Asked;
use crate::serve::problem::Problem;

/// Who held a place on a date.
pub(super) async fn at(mut asked: Asked) -> Result<Response, Problem> {
    let date = parameters::date(&mut asked.query, &asked.published.dataset)?;
    let language = parameters::language(&mut asked.query)?;
    let place = Place::take(&mut asked.query)?;
    let is_fast = place.is_position();
    answered(asked, is_fast, move |asked| {
        let published = &asked.published;
        let Published { dataset, index, .. } = &**published;
        // Refuses dates without data, with a hint of those that have some.
        dataset.on(date)?;
        let point = place.point(published)?;
        let answer = index.at(point.position, date)?;
        let front = index.nearest_front(point.position, date);
        let naming = published.naming(language);
        let report = at::Report::of(&naming, &point, &answer, front.as_ref());
        asked.tell("Who held the place", &report)
    })
    .await
}

/// Who held a place through time.
pub(super) async fn history(mut asked: Asked) -> Result<Response, Problem> {
    let language = parameters::language(&mut asked.query)?;
    let place = Place::take(&mut asked.query)?;
    let is_fast = place.is_position();
    answered(asked, is_fast, move |asked| {
        let published = &asked.published;
        let point = place.point(published)?;
        let spans = published.index.history(point.position);
        let naming = published.naming(language);
        let places = vec![history::PlaceHistory::of(&naming, &point, &spans)];
        let report = history::Report::of(&naming, places);
        asked.tell("Who held the place through time", &report)
    })
    .await
}

/// Answers at once where that is fast and all is ready for it, else when it is its turn.
async fn answered(
    asked: Asked,
    is_fast: bool,
    answer: impl FnOnce(&Asked) -> Result<Response, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    asked.query.end()?;
    if is_fast && asked.published.index.is_ready() {
        return answer(&asked);
    }
    let app = asked.app.clone();
    app.work(move || {
        asked.published.index.make_ready();
        answer(&asked)
    })
    .await
}
