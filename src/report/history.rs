//! Everyone who held a place, one after the other, as data.

use jiff::civil::Date;
use serde::Serialize;

use super::holders::{Naming, Stretch, is_end_of_data};
use super::points::{Point, PointData};
use crate::index::Span;
use crate::model::{DefectCount, days_between};

/// Who held places through time.
#[derive(Debug, Serialize)]
pub(crate) struct Report<'a> {
    pub first_date: Option<Date>,
    pub last_date: Option<Date>,
    pub places: Vec<PlaceHistory<'a>>,
    /// What is doubtful about the data.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub doubts: &'a [DefectCount],
}

/// Who held a place through time.
#[derive(Debug, Serialize)]
pub(crate) struct PlaceHistory<'a> {
    #[serde(flatten)]
    pub at: PointData<'a>,
    pub spans: Vec<Reign<'a>>,
}

/// A stretch of a history.
#[derive(Debug, Serialize)]
pub(crate) struct Reign<'a> {
    #[serde(flatten)]
    pub stretch: Stretch<'a>,
    /// To the end of the data where it is still so; nothing where the data has no beginning.
    pub days: Option<i64>,
    pub is_so_at_end_of_data: bool,
    pub sources: Vec<&'a str>,
}

impl<'a> Report<'a> {
    /// What is told of some places.
    pub fn of(naming: &Naming<'a>, places: Vec<PlaceHistory<'a>>) -> Self {
        let dataset = naming.dataset;
        Self {
            first_date: dataset.dates.first().copied(),
            last_date: dataset.dates.last().copied(),
            places,
            doubts: naming.doubts,
        }
    }
}

impl<'a> PlaceHistory<'a> {
    /// Puts names to the spans of a place.
    pub fn of(naming: &Naming<'a>, point: &'a Point<'a>, spans: &[Span]) -> Self {
        let spans = told(spans);
        let reigns = spans.iter().enumerate();
        Self {
            at: PointData::of(naming, point),
            spans: reigns
                .map(|(index, span)| Reign::of(naming, point, span, index + 1 == spans.len()))
                .collect(),
        }
    }
}

impl<'a> Reign<'a> {
    fn of(naming: &Naming<'a>, point: &Point, span: &Span, is_last: bool) -> Self {
        let mut stretch = naming.stretch(span);
        if is_last {
            stretch.until = None;
        }
        let end = stretch.until.or(naming.dataset.dates.last().copied());
        let sources = match span.has_data {
            true => naming.sources(point.position, span.validity),
            false => Vec::new(),
        };
        Self {
            days: stretch.from.zip(end).map(|(from, end)| days_between(from, end)),
            is_so_at_end_of_data: is_last,
            sources,
            stretch,
        }
    }
}

/// The spans that are about the place: that the data ends is no change of hands.
pub(crate) fn told(spans: &[Span]) -> &[Span] {
    let count = spans.iter().filter(|span| !is_end_of_data(span)).count();
    &spans[..count]
}
