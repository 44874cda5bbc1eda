//! Who held the ground where and when an event happened.

use std::borrow::Cow;

use jiff::civil::Date;

use super::event::{Event, Fault, Spread, Trouble};
use crate::geometry::{BoundingBox, Coord, Kilometres};
use crate::index::{ControlId, ControlIndex, Epoch, Nearby};
use crate::model::{Control, Dataset, swap_hint};

/// The status of ground of which nobody has said who controls it.
const UNMAPPED: &str = "unmapped";
/// The status of an event that may have happened on ground of several.
const AMBIGUOUS: &str = "ambiguous";

const ON_BOUNDARY: &str = "exactly on a border: the ground just east of it answers";
const LATER: &str = "after the last date of the data, which is carried on";

/// What is written beside a row.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Answer<'a> {
    pub actor: &'a str,
    pub status: &'static str,
    pub since: Option<Date>,
    pub data_date: Option<Date>,
    pub front: Option<Kilometres>,
    pub others: String,
    pub reason: Cow<'static, str>,
    /// Why there is no answer.
    pub fault: Option<Fault>,
    /// Whether longitude and latitude seem to be swapped.
    pub is_swapped: bool,
}

impl Answer<'_> {
    pub fn is_unmapped(&self) -> bool {
        self.status == UNMAPPED
    }

    pub fn is_ambiguous(&self) -> bool {
        self.status == AMBIGUOUS
    }

    /// Says one thing more of the row.
    pub fn remark(&mut self, remark: &'static str) {
        self.reason = match self.reason.as_ref() {
            "" => Cow::Borrowed(remark),
            reason => Cow::Owned(format!("{reason}; {remark}")),
        };
    }
}

/// Answers events from a dataset.
#[derive(Debug)]
pub(super) struct Lookup<'a> {
    index: &'a ControlIndex,
    dataset: &'a Dataset,
    bounds: Option<BoundingBox>,
    last_date: Option<Date>,
    measures_fronts: bool,
}

impl<'a> Lookup<'a> {
    pub fn new(index: &'a ControlIndex, dataset: &'a Dataset, measures_fronts: bool) -> Self {
        let last_date = dataset.dates.last().copied();
        Self { index, dataset, bounds: dataset.bounding_box(), last_date, measures_fronts }
    }

    /// How far from the front each event was that is known exactly.
    pub fn fronts<'e>(
        &self,
        events: impl Iterator<Item = &'e Result<Event, Trouble>>,
    ) -> Vec<Option<Kilometres>> {
        let (mut lon, mut lat, mut dates) = (Vec::new(), Vec::new(), Vec::new());
        let mut asked = Vec::new();
        for event in events {
            let exact =
                event.as_ref().ok().filter(|it| self.measures_fronts && it.spread.is_none());
            asked.push(exact.is_some());
            if let Some(Event { place, date, .. }) = exact {
                lon.push(place.lon());
                lat.push(place.lat());
                dates.push(*date);
            }
        }
        let mut measured = vec![None; dates.len()];
        // The lists are of one length.
        let _ = self.index.front_distances(&lon, &lat, &dates, &mut measured);
        let mut measured = measured.into_iter();
        asked
            .into_iter()
            .map(|asked| if asked { measured.next().flatten() } else { None })
            .collect()
    }

    /// The answer to what a row says, or to why it says nothing. The distance to the front is
    /// [`Lookup::fronts`]' matter.
    pub fn answer(&self, event: Result<Event, Trouble>) -> Answer<'a> {
        let event = match event {
            Ok(event) => event,
            Err(trouble) => return self.without(trouble),
        };
        let epoch = self.index.calendar().epoch(self.index.calendar().epoch_of(event.date));
        if !epoch.has_data {
            return self.without(Trouble::new(Fault::NoData, no_data(event.date, epoch)));
        }
        let answer = match event.spread {
            None => self.exact(event),
            Some(spread) => self.imprecise(event, spread),
        };
        let mut answer = Answer { data_date: epoch.data_date, ..answer };
        if self.last_date.is_some_and(|last| last < event.date) {
            answer.remark(LATER);
        }
        answer
    }

    fn without(&self, trouble: Trouble) -> Answer<'a> {
        let mut answer = Answer {
            reason: Cow::Owned(trouble.reason),
            fault: Some(trouble.fault),
            ..Answer::default()
        };
        if let Some((lon, lat)) = trouble.position {
            self.suspect_swap(&mut answer, lon, lat);
        }
        answer
    }

    fn exact(&self, event: Event) -> Answer<'a> {
        let (lon, lat) = (event.place.lon(), event.place.lat());
        let found = self.index.find(lon, lat, event.date);
        let mut answer = match found.control() {
            None => self.unmapped(lon, lat),
            Some(first) if found.is_overlap() => {
                self.claimed_by(first, &self.index.claims(event.place, event.date))
            }
            Some(only) => self.claimed_by(only, &[]),
        };
        answer.since = self.index.since(lon, lat, event.date);
        if found.is_on_boundary() {
            answer.remark(ON_BOUNDARY);
        }
        answer
    }

    /// The answer to an event of which only the neighbourhood is known: that of all the ground
    /// within reach, or that it may be one or another's. Since when, and how far from the front, is
    /// not said: that would be of one place and one day.
    fn imprecise(&self, event: Event, spread: Spread) -> Answer<'a> {
        let Nearby { claims, has_unmapped } =
            self.index.within(event.place, spread.radius, spread.first, spread.last);
        let mut answer = match (claims.as_slice(), has_unmapped) {
            ([], _) => self.unmapped(event.place.lon(), event.place.lat()),
            ([only], false) => self.claimed_by(*only, &[]),
            _ => self.candidates(&claims, has_unmapped, spread),
        };
        if !self.covers(spread) {
            answer.remark("the data says nothing of some of the days it may have been");
        }
        answer
    }

    fn candidates(&self, claims: &[ControlId], has_unmapped: bool, spread: Spread) -> Answer<'a> {
        let controls = claims.iter().map(|id| self.index.control(*id));
        let mut names: Vec<&str> = Vec::new();
        for control in controls {
            if control.claimants.is_empty() {
                push_new(&mut names, control.status.word());
            }
            self.ids(control).for_each(|id| push_new(&mut names, id));
        }
        if has_unmapped {
            names.push(UNMAPPED);
        }
        Answer {
            status: AMBIGUOUS,
            others: names.join(";"),
            reason: Cow::Owned(format!("imprecise: it may have been {spread}")),
            ..Answer::default()
        }
    }

    /// Ground whose first claim is known, with the others who stand on it or claim it.
    fn claimed_by(&self, first: ControlId, claims: &[ControlId]) -> Answer<'a> {
        let control = self.index.control(first);
        let mut ids = self.ids(control);
        let actor = ids.next().unwrap_or_default();
        let mut others: Vec<&str> = ids.collect();
        for id in claims.iter().flat_map(|id| self.ids(self.index.control(*id))) {
            if id != actor {
                push_new(&mut others, id);
            }
        }
        Answer {
            actor,
            status: control.status.word(),
            others: others.join(";"),
            ..Answer::default()
        }
    }

    fn unmapped(&self, lon: f64, lat: f64) -> Answer<'a> {
        let mut answer = Answer { status: UNMAPPED, ..Answer::default() };
        self.suspect_swap(&mut answer, lon, lat);
        answer
    }

    fn ids(&self, control: &'a Control) -> impl Iterator<Item = &'a str> {
        let dataset = self.dataset;
        control.claimants.iter().map(|actor| dataset.actor(*actor).id.as_str())
    }

    /// Says of an answer that its longitude and latitude seem to be swapped, if they do.
    fn suspect_swap(&self, answer: &mut Answer, lon: f64, lat: f64) {
        if let Some(hint) = swap_hint(self.bounds, Coord { x: lon, y: lat }) {
            answer.is_swapped = true;
            answer.remark(hint);
        }
    }

    fn covers(&self, spread: Spread) -> bool {
        let calendar = self.index.calendar();
        let (first, last) = (calendar.epoch_of(spread.first), calendar.epoch_of(spread.last));
        let epochs = calendar.epochs().get(usize::from(first.0)..=usize::from(last.0));
        epochs.is_some_and(|epochs| epochs.iter().all(|epoch| epoch.has_data))
    }
}

fn push_new<'a>(list: &mut Vec<&'a str>, item: &'a str) {
    if !list.contains(&item) {
        list.push(item);
    }
}

fn no_data(date: Date, epoch: Epoch) -> String {
    match epoch.data_date {
        Some(data) => format!("there is no data on {date}: that of {data} is too old by then"),
        None => format!("there is no data on {date}: it begins later"),
    }
}
