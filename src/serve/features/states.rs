//! The states of a dataset, one after the other, and what is computed of each when it is asked for.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::item::{Id, Item, Shape};
use super::property::Value;
use super::selection::Selection;
use crate::geometry::{BoundingBox, LineString, MultiPolygon};
use crate::index::Ledger;
use crate::model::{Date, Snapshot, Validity};
use crate::serve::Published;
use crate::{Error, Result};

/// Edges of the states that one page is made from at most, but for the first that has a feature: about
/// two seconds of work.
const EDGES_OF_PAGE: usize = 1_000_000;
/// Edges of the states that are looked through for one feature.
const EDGES_IN_VAIN: usize = 10 * EDGES_OF_PAGE;
/// States that are computed at once.
const ABREAST: usize = 8;
/// Positions that the features of the states that are kept have, for each collection.
const POSITIONS_KEPT: usize = 2_000_000;

/// A stretch of days in which nothing changes anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct State {
    /// When: open at its beginning where nothing is known of that, at its end where it lasts.
    pub validity: Validity,
    /// The first of its epochs.
    pub epoch: u16,
    /// How many edges bound ground in it.
    pub edges: usize,
}

/// The states of a dataset, in order.
#[derive(Debug, Default)]
pub(super) struct States(OnceLock<Vec<State>>);

/// A feature that was computed.
#[derive(Debug)]
pub(super) struct Made {
    /// When it is so.
    pub validity: Validity,
    /// Where it is.
    pub ground: Ground,
    /// What it says.
    pub values: Vec<Value<'static>>,
}

/// Where a feature that was computed is.
#[derive(Debug)]
pub(super) enum Ground {
    Lines(Vec<LineString>),
    Polygons(MultiPolygon),
}

/// Makes the features of the state with a number.
pub(super) type Make = fn(&Published, &[State], usize) -> Result<Vec<Made>>;

/// The features of a state, each with the box round it.
type Bounded = Arc<[(Made, Option<BoundingBox>)]>;

/// Features of the states that were asked for last.
#[derive(Debug, Default)]
pub(super) struct Kept(Mutex<Shelf>);

#[derive(Debug, Default)]
struct Shelf {
    made: FxHashMap<usize, Bounded>,
    /// The states in the order that they were made in.
    order: VecDeque<usize>,
    positions: usize,
}

/// The features that are computed of the states of a dataset.
#[derive(Debug, Clone, Copy)]
pub(super) struct Computed<'a> {
    pub published: &'a Published,
    pub make: Make,
    pub kept: &'a Kept,
}

/// How far a walk through features came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Walked {
    /// There are no more.
    ToTheEnd,
    /// There may be more.
    PartOfTheWay,
}

impl States {
    /// The states of a dataset.
    pub fn of<'a>(&'a self, published: &Published) -> &'a [State] {
        self.0.get_or_init(|| found(published.index.ledger()))
    }
}

impl State {
    /// The dataset in this state.
    pub fn snapshot<'a>(&self, published: &'a Published) -> Result<Snapshot<'a>> {
        published.dataset.on(self.validity.from().unwrap_or(Date::MIN))
    }
}

/// Joins the epochs between which no edge comes or goes.
fn found(ledger: &Ledger) -> Vec<State> {
    let epochs = ledger.calendar().epochs();
    let mut is_news = vec![false; epochs.len() + 1];
    let mut come_and_gone = vec![0_i64; epochs.len() + 1];
    for bound in ledger.table().iter().flat_map(|(_, bounds)| bounds) {
        let (from, end) = (usize::from(bound.from), usize::from(bound.end).min(epochs.len()));
        for (epoch, count) in [(from, 1), (end, -1)] {
            if let Some(news) = is_news.get_mut(epoch) {
                *news = true;
            }
            if let Some(sum) = come_and_gone.get_mut(epoch) {
                *sum += count;
            }
        }
    }
    let mut states: Vec<State> = Vec::new();
    let (mut edges, mut had_data) = (0_i64, false);
    for (number, epoch) in epochs.iter().enumerate() {
        edges += come_and_gone.get(number).copied().unwrap_or_default();
        let is_news = is_news.get(number).is_some_and(|it| *it) || epoch.has_data != had_data;
        if is_news
            && had_data
            && let Some(last) = states.last_mut()
        {
            last.validity =
                Validity::new(last.validity.from(), epoch.from).unwrap_or(last.validity);
        }
        if is_news && epoch.has_data {
            states.push(State {
                validity: Validity::new(epoch.from, None).unwrap_or(Validity::ALWAYS),
                epoch: number as u16,
                edges: usize::try_from(edges).unwrap_or_default(),
            });
        }
        had_data = epoch.has_data;
    }
    states
}

impl<'a> Computed<'a> {
    fn states(&self) -> &'a [State] {
        self.published.features.states.of(self.published)
    }

    /// The features of the state with a number, from the shelf or made now.
    fn of_state(&self, number: usize) -> Result<Bounded> {
        if let Some(made) = self.kept.get(number) {
            return Ok(made);
        }
        let made = (self.make)(self.published, self.states(), number)?;
        let bounded = |made: Made| {
            let bounds = made.shape().bounds();
            (made, bounds)
        };
        let made: Arc<[_]> = made.into_iter().map(bounded).collect();
        self.kept.put(number, Arc::clone(&made));
        Ok(made)
    }

    /// The feature with an identifier.
    ///
    /// # Errors
    ///
    /// When the features of its state can't be made.
    pub fn with_item<T>(&self, id: Id, read: impl FnOnce(&Item) -> T) -> Result<Option<T>> {
        let Id::Dated(day, place) = id else { return Ok(None) };
        let states = self.states();
        let number = states.partition_point(|state| state.validity.from() < day);
        if states.get(number).is_none_or(|state| state.validity.from() != day) {
            return Ok(None);
        }
        let made = self.of_state(number)?;
        Ok(made.get(place as usize).map(|(made, _)| read(&made.item(id))))
    }

    /// Visits the features after one that a selection has, until `visit` has enough, or enough work has
    /// been done for one page.
    ///
    /// # Errors
    ///
    /// When features can't be made, or too much would have to be looked through for the first.
    pub fn visit(
        &self,
        selection: &Selection,
        after: Option<Id>,
        visit: &mut dyn FnMut(&Item) -> ControlFlow<()>,
    ) -> Result<Walked> {
        let states = self.states();
        let (day, first_place) = match after {
            Some(Id::Dated(day, place)) => (Some(day), place as usize + 1),
            _ => (None, 0),
        };
        let wanted = states.iter().enumerate().filter(|(_, state)| {
            let is_after = day.is_none_or(|day| state.validity.from() >= day);
            is_after && selection.may_have(state.validity, None)
        });
        let wanted: Vec<usize> = wanted.map(|(number, _)| number).collect();
        let (mut edges, mut visited, mut abreast) = (0, 0, 1);
        let mut rest = wanted.as_slice();
        while !rest.is_empty() {
            let (now, later) = rest.split_at(abreast.min(rest.len()));
            let made: Result<Vec<_>> = now.par_iter().map(|it| self.of_state(*it)).collect();
            for (state, made) in now.iter().filter_map(|it| states.get(*it)).zip(made?) {
                let from = state.validity.from();
                let skipped = if Some(from) == day { first_place } else { 0 };
                for ((made, bounds), place) in made.iter().zip(0..).skip(skipped) {
                    if selection.may_have(made.validity, *bounds) {
                        let item = made.item(Id::Dated(from, place));
                        if selection.has(&item) {
                            visited += 1;
                            if visit(&item).is_break() {
                                return Ok(Walked::PartOfTheWay);
                            }
                        }
                    }
                }
                edges += state.edges;
            }
            (rest, abreast) = (later, (abreast * 2).min(ABREAST));
            if visited > 0 && edges > EDGES_OF_PAGE && !rest.is_empty() {
                return Ok(Walked::PartOfTheWay);
            }
            if edges > EDGES_IN_VAIN && !rest.is_empty() {
                return Err(Error::limit("too many days are to be looked through for one feature")
                    .hint("say which days with `datetime`"));
            }
        }
        Ok(Walked::ToTheEnd)
    }
}

impl Kept {
    fn get(&self, number: usize) -> Option<Bounded> {
        let shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.made.get(&number).cloned()
    }

    fn put(&self, number: usize, made: Bounded) {
        let positions =
            |made: &[(Made, _)]| made.iter().map(|(it, _)| it.positions()).sum::<usize>();
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let added = positions(&made);
        if shelf.made.insert(number, made).is_some() {
            return;
        }
        shelf.order.push_back(number);
        shelf.positions += added;
        while shelf.positions > POSITIONS_KEPT
            && let Some(oldest) = shelf.order.pop_front()
        {
            let gone = shelf.made.remove(&oldest).map_or(0, |made| positions(&made));
            shelf.positions -= gone;
        }
    }
}

impl Made {
    fn item(&self, id: Id) -> Item<'_> {
        let values = self.values.iter().map(Value::borrowed).collect();
        Item { id, shape: self.shape(), values }
    }

    fn shape(&self) -> Shape<'_> {
        match &self.ground {
            Ground::Lines(lines) => Shape::Lines(lines),
            Ground::Polygons(polygons) => Shape::Polygons(polygons),
        }
    }

    fn positions(&self) -> usize {
        match &self.ground {
            Ground::Lines(lines) => lines.iter().map(|line| line.0.len()).sum(),
            Ground::Polygons(polygons) => polygons
                .iter()
                .map(|it| {
                    it.exterior().0.len()
                        + it.interiors().iter().map(|it| it.0.len()).sum::<usize>()
                })
                .sum(),
        }
    }
}
