//! Who held a place on a date, as data.

use jiff::civil::Date;
use serde::Serialize;

use super::dates::Dated;
use super::grounds::precise;
use super::holders::{Naming, Side, Stretch, is_end_of_data};
use super::points::{Point, PointData};
use crate::index::{Answer, NearestFront};
use crate::model::{DefectCount, Validity};

/// Who held a place on a date, since when, and how far the front was.
#[derive(Debug, Serialize)]
pub(crate) struct Report<'a> {
    #[serde(flatten)]
    pub at: PointData<'a>,
    #[serde(flatten)]
    pub dated: Dated,
    #[serde(flatten)]
    pub side: Side<'a>,
    pub overlaps: Vec<Side<'a>>,
    pub is_on_boundary: bool,
    pub since: Option<Date>,
    /// The date of the data before `since`, where nothing is known of the days between.
    #[serde(skip)]
    pub unseen_since: Option<Date>,
    /// Whether the data begins with `since`, so that it may have been so before.
    pub is_so_since_data_begins: bool,
    pub until: Option<Date>,
    pub first_date: Option<Date>,
    pub last_date: Option<Date>,
    pub before: Option<Stretch<'a>>,
    pub after: Option<Stretch<'a>>,
    pub front: Option<Front<'a>>,
    pub sources: Vec<&'a str>,
    /// What is doubtful about the data.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub doubts: &'a [DefectCount],
}

/// The nearest front line.
#[derive(Debug, Serialize)]
pub(crate) struct Front<'a> {
    pub distance_km: f64,
    pub bearing_degrees: f64,
    pub lon: f64,
    pub lat: f64,
    pub near: Vec<Side<'a>>,
    pub far: Vec<Side<'a>>,
}

impl<'a> Report<'a> {
    /// Puts names to an answer and to the front nearest to its place.
    pub fn of(
        naming: &Naming<'a>,
        point: &'a Point<'a>,
        answer: &Answer,
        front: Option<&NearestFront>,
    ) -> Self {
        let dataset = naming.dataset;
        let Stretch { from, unseen_since, side, overlaps, .. } = naming.stretch(&answer.span);
        let before = answer.before.as_ref().map(|span| naming.stretch(span));
        // That the data ends is no change of hands.
        let after = answer.after.as_ref().filter(|span| !is_end_of_data(span));
        let after = after.map(|span| naming.stretch(span));
        Self {
            at: PointData::of(naming, point),
            dated: Dated::of(answer.date, answer.data_date),
            side,
            overlaps,
            is_on_boundary: answer.is_on_boundary,
            since: from,
            unseen_since,
            is_so_since_data_begins: before.is_none(),
            until: after.as_ref().and_then(|after| after.from),
            first_date: dataset.dates.first().copied(),
            last_date: dataset.dates.last().copied(),
            before,
            after,
            front: front.map(|front| Front::of(naming, front)),
            sources: known_from(naming, answer),
            doubts: naming.doubts,
        }
    }
}

impl<'a> Front<'a> {
    fn of(naming: &Naming<'a>, front: &NearestFront) -> Self {
        Self {
            distance_km: front.distance.to_ten_metres(),
            bearing_degrees: tenth(front.bearing) % 360.0,
            lon: precise(front.position.lon()),
            lat: precise(front.position.lat()),
            near: naming.sides(&front.near),
            far: naming.sides(&front.far),
        }
    }
}

fn tenth(degrees: f64) -> f64 {
    (degrees * 10.0).round() / 10.0
}

/// The sources of the territories that hold the place on the day.
fn known_from<'a>(naming: &Naming<'a>, answer: &Answer) -> Vec<&'a str> {
    if !answer.span.has_data {
        return Vec::new();
    }
    naming.sources(answer.place, Validity::on(answer.date))
}
