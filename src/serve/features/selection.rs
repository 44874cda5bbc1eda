//! Which features of a collection a request asks for.

use std::cmp::Ordering;

use super::area::Area;
use super::collection::Collection;
use super::crs::Crs;
use super::filter::Filter;
use super::item::Item;
use super::period::Period;
use super::property::Value;
use crate::geometry::BoundingBox;
use crate::index::Calendar;
use crate::model::{Date, Validity};
use crate::serve::asked::Asked;
use crate::serve::problem::Problem;
use crate::{Error, Result};

/// Which features of a collection a request asks for: those for which all of it holds.
#[derive(Debug, Default)]
pub(super) struct Selection {
    area: Option<Area>,
    /// The days for which there is data; a feature is so on one of them at least.
    days: Option<Vec<Validity>>,
    /// Properties, by their place, and what they are.
    equal: Vec<(usize, Value<'static>)>,
    filter: Option<Filter>,
}

impl Selection {
    /// Takes the parameters that say it: `bbox`, `bbox-crs`, `filter`, `filter-lang`, `filter-crs`, and
    /// properties by their names; the days are `datetime`, which has been read.
    ///
    /// # Errors
    ///
    /// When one can't be read.
    pub fn take(
        asked: &mut Asked,
        collection: Collection,
        period: Option<Period>,
    ) -> Result<Self, Problem> {
        let query = &mut asked.query;
        let crs = query.take("bbox-crs", Crs::read)?.unwrap_or_default();
        let area = query.take("bbox", |text| Area::read(text, crs))?;
        query.take("filter-lang", |language| match language {
            "cql2-text" => Ok(()),
            _ => Err(Error::usage("filters are written in cql2-text")),
        })?;
        let crs = query.take("filter-crs", Crs::read)?.unwrap_or_default();
        let filter = query.take("filter", |text| Filter::read(text, collection, crs))?;
        let mut equal = Vec::new();
        for (place, property) in collection.properties().iter().enumerate() {
            let value = query.take(property.name, |text| property.kind.read(text))?;
            equal.extend(value.map(|value| (place, value)));
        }
        let calendar = asked.published.index.calendar();
        let dated = period.filter(|_| collection.is_dated());
        let days = dated.map(|period| answered(calendar, period.days));
        Ok(Self { area, days, equal, filter })
    }

    /// Whether a feature that is so at a time and lies in a box may be among them.
    pub fn may_have(&self, validity: Validity, bounds: Option<BoundingBox>) -> bool {
        let is_timely =
            self.days.as_ref().is_none_or(|days| days.iter().any(|it| it.overlaps(validity)));
        let is_near = match (&self.area, bounds) {
            (Some(area), Some(bounds)) => area.may_meet(&bounds),
            _ => true,
        };
        is_timely && is_near
    }

    /// Whether a feature that may be among them is.
    pub fn has(&self, item: &Item) -> bool {
        self.equal.iter().all(|(place, value)| {
            item.values.get(*place).is_some_and(|it| it.order(value) == Some(Ordering::Equal))
        }) && self.area.as_ref().is_none_or(|area| area.meets(item.shape))
            && self.filter.as_ref().is_none_or(|filter| filter.holds(item))
    }

    /// Whether nothing but dates decides.
    pub fn is_by_date_alone(&self) -> bool {
        self.area.is_none() && self.equal.is_empty() && self.filter.is_none()
    }
}

/// The parts of some days for which data answers.
fn answered(calendar: &Calendar, days: Validity) -> Vec<Validity> {
    let mut answered: Vec<Validity> = Vec::new();
    let epochs = calendar.epochs();
    let mut first = None;
    for (number, epoch) in epochs.iter().enumerate() {
        if !epoch.has_data {
            first = None;
            continue;
        }
        let from = *first.get_or_insert(epoch.from);
        let next = epochs.get(number + 1);
        if next.is_none_or(|next| !next.has_data) {
            answered.extend(both(days, (from, next.and_then(|next| next.from))));
        }
    }
    answered
}

/// The days that are in a validity and in a stretch; nothing where none is.
fn both(days: Validity, (from, until): (Option<Date>, Option<Date>)) -> Option<Validity> {
    let from = days.from().max(from);
    let until = match (days.until(), until) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    Validity::new(from, until).ok()
}
