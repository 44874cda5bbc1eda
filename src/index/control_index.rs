//! Who controlled a place on a date.

use std::sync::OnceLock;

use jiff::civil::Date;
use rayon::prelude::*;

use super::answer::{Answer, ControlId, Found, Span};
use super::borders::{Borders, Nearby, NearestFront};
use super::calendar::{Calendar, EpochId, FOREVER};
use super::day::Day;
use super::edge_tree::EdgeTree;
use super::grid::{GROUP, Grid};
use super::ledger::Ledger;
use crate::geometry::{Coord, Kilometres, LonLat};
use crate::model::{Control, Dataset, GapPolicy, days_between};
use crate::{Error, Result};

/// Positions that one task of a bulk lookup does.
pub(super) const PART: usize = 1 << 14;

/// A dataset made ready to be asked who controlled which place when.
///
/// # Example
///
/// ```
/// use controlmap::geometry::LonLat;
/// use controlmap::index::ControlIndex;
/// use controlmap::model::Dataset;
///
/// let dataset = Dataset::open("fixtures/snapshots")?;
/// let index = ControlIndex::of(&dataset)?;
/// let answer = index.at(LonLat::new(38.5, 36.5)?, "2024-07-08".parse().unwrap())?;
/// let control = index.control(answer.span.claims[0]);
/// assert_eq!(dataset.actor(control.claimants[0]).id, "West");
/// # Ok::<(), controlmap::Error>(())
/// ```
#[derive(Debug)]
pub struct ControlIndex {
    ledger: Ledger,
    gap_policy: GapPolicy,
    grid: Grid,
    tree: OnceLock<EdgeTree>,
    borders: OnceLock<Borders>,
}

impl ControlIndex {
    /// Builds the index of a dataset.
    ///
    /// # Errors
    ///
    /// When the dataset has more than some 65,000 dates or ways of control.
    pub fn of(dataset: &Dataset) -> Result<Self> {
        let ledger = Ledger::of(dataset)?;
        let grid = Grid::of(&ledger);
        let (tree, borders) = (OnceLock::new(), OnceLock::new());
        Ok(Self { ledger, gap_policy: dataset.gap_policy, grid, tree, borders })
    }

    /// The edges through time that the index stands on.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Every way in which ground is controlled on some date, in order of precedence.
    pub fn controls(&self) -> &[Control] {
        self.ledger.controls()
    }

    /// The control with this id.
    ///
    /// # Panics
    ///
    /// When the id is another index's and there is no such control.
    pub fn control(&self, id: ControlId) -> &Control {
        &self.controls()[usize::from(id.0)]
    }

    /// The stretches of days in which nothing changes anywhere.
    pub fn calendar(&self) -> &Calendar {
        self.ledger.calendar()
    }

    /// Bytes that the lookup grid takes.
    pub fn size(&self) -> usize {
        self.grid.size()
    }

    /// Who controlled a place at the end of a day, since when, and who did before and after.
    ///
    /// # Errors
    ///
    /// When there is no data for the date: before the first, or longer after data than the gap
    /// policy [`GapPolicy::ErrorAfter`] allows.
    pub fn at(&self, place: LonLat, date: Date) -> Result<Answer> {
        let epoch = self.calendar().epoch(self.calendar().epoch_of(date));
        let may_answer = epoch.has_data
            || epoch.data_date.is_some() && matches!(self.gap_policy, GapPolicy::UnknownAfter(_));
        let mut history = self.history(place);
        let span = history.iter().position(|span| span.validity.contains(date));
        let Some(span) = span.filter(|_| may_answer) else {
            let error = Error::input(format!("there is no data on {date}"));
            return Err(match self.calendar().dates() {
                Some((first, last)) => {
                    error.hint(format!("the first date is {first}, the last {last}"))
                }
                None => error,
            });
        };
        let after = (span + 1 < history.len()).then(|| history.swap_remove(span + 1));
        let before = span.checked_sub(1).map(|before| history[before].clone());
        Ok(Answer {
            place,
            date,
            data_date: epoch.data_date,
            age_in_days: epoch.data_date.map(|data| days_between(data, date)),
            span: history.swap_remove(span),
            before,
            after,
            is_on_boundary: self.find(place.lon(), place.lat(), date).is_on_boundary(),
        })
    }

    /// Who controlled a place through time: spans without gaps between them, from the beginning of
    /// the data on. Neighbouring spans differ.
    pub fn history(&self, place: LonLat) -> Vec<Span> {
        let mut spans: Vec<(u16, Vec<ControlId>, bool)> = Vec::new();
        let mut add = |epoch: u16, claims: &[ControlId], has_data: bool| {
            if spans.last().is_none_or(|last| (last.1.as_slice(), last.2) != (claims, has_data)) {
                spans.push((epoch, claims.to_vec(), has_data));
            }
        };
        let claims = self.claims_through_time(place);
        let ends = claims.iter().skip(1).map(|stretch| stretch.0).chain([FOREVER]);
        for ((from, claims), end) in claims.iter().zip(ends) {
            let from = (*from).max(self.calendar().first_with_data().0);
            for (epoch, it) in self.calendar().within(from, end) {
                add(epoch, if it.has_data { claims } else { &[] }, it.has_data);
            }
        }
        let ends: Vec<u16> = spans.iter().skip(1).map(|span| span.0).chain([FOREVER]).collect();
        let spans = spans.into_iter().zip(ends);
        spans
            .map(|((from, claims, has_data), end)| Span {
                validity: self.calendar().validity(from, end),
                claims,
                has_data,
            })
            .collect()
    }

    /// All who claim a place at the end of a day, in order of precedence.
    pub fn claims(&self, place: LonLat, date: Date) -> Vec<ControlId> {
        let epoch = self.calendar().epoch_of(date);
        let found = self.find(place.lon(), place.lat(), date);
        if !found.is_overlap() {
            return found.control().into_iter().collect();
        }
        let through_time = self.claims_through_time(place);
        let later = through_time.partition_point(|stretch| stretch.0 <= epoch.0);
        later.checked_sub(1).map(|index| through_time[index].1.clone()).unwrap_or_default()
    }

    /// Who claims a place, from which epochs on.
    fn claims_through_time(&self, place: LonLat) -> Vec<(u16, Vec<ControlId>)> {
        let at = Coord::from(place);
        let found: Vec<(EpochId, Found)> = self.grid.history(at, EpochId(FOREVER)).collect();
        if found.iter().any(|(_, found)| found.is_overlap()) {
            let windings = self.edge_tree().windings(at, &self.ledger);
            let claims =
                |claims: Vec<(ControlId, i32)>| claims.into_iter().map(|it| it.0).collect();
            return windings.stretches().into_iter().map(|it| (it.0, claims(it.1))).collect();
        }
        let claims = |found: Found| found.control().into_iter().collect();
        found.into_iter().map(|(epoch, found)| (epoch.0, claims(found))).collect()
    }

    fn edge_tree(&self) -> &EdgeTree {
        self.tree.get_or_init(|| EdgeTree::of(&self.ledger))
    }

    /// Who controls a position on a date: never fails and allocates nothing.
    pub fn find(&self, lon: f64, lat: f64, date: Date) -> Found {
        let mut found = [Found::UNMAPPED];
        self.find_group(&[lon], &[lat], |_| date, &mut found);
        found[0]
    }

    /// Who controls positions on dates: as many answers as there are positions, each as
    /// [`ControlIndex::find`] gives it. Works on all processors and allocates nothing for each.
    ///
    /// # Errors
    ///
    /// When the slices are not all of one length.
    pub fn find_all(
        &self,
        lon: &[f64],
        lat: &[f64],
        dates: &[Date],
        found: &mut [Found],
    ) -> Result<()> {
        same_length([lon.len(), lat.len(), dates.len(), found.len()])?;
        let parts = (lon.par_chunks(PART), lat.par_chunks(PART), dates.par_chunks(PART));
        found.par_chunks_mut(PART).zip(parts).for_each(|(found, (lon, lat, dates))| {
            self.find_group(lon, lat, |index| dates[index], found);
        });
        Ok(())
    }

    /// The index on one date.
    pub fn on(&self, date: Date) -> Day<'_> {
        Day { index: self, date }
    }

    pub(super) fn find_group(
        &self,
        lon: &[f64],
        lat: &[f64],
        date: impl Fn(usize) -> Date,
        found: &mut [Found],
    ) {
        for (group, found) in found.chunks_mut(GROUP).enumerate() {
            let range = group * GROUP..group * GROUP + found.len();
            let (lon, lat) = (&lon[range.clone()], &lat[range.clone()]);
            let date = |index: usize| date(range.start + index);
            let at = |index: usize| Coord { x: lon[index], y: lat[index] };
            self.grid.find_all(at, |index| self.calendar().epoch_of(date(index)), found);
            for (found, (lon, lat)) in found.iter_mut().zip(lon.iter().zip(lat)) {
                // Written so that what is not a number is off the globe, too.
                let is_on_globe = (lon.abs() <= 180.0) & (lat.abs() <= 90.0);
                *found = if is_on_globe { *found } else { Found::OFF_GLOBE };
            }
            for (index, found) in found.iter_mut().enumerate() {
                if self.calendar().lacks_data(date(index)) & !found.is_off_globe() {
                    *found = Found::NO_DATA;
                }
            }
        }
    }

    /// The first day of the unbroken stretch on which the same controlled a position as on the date;
    /// where that was so when the data begins, its first date. Nothing
    /// where the data has no beginning, or there is no data.
    pub fn since(&self, lon: f64, lat: f64, date: Date) -> Option<Date> {
        let place = LonLat::new(lon, lat).ok()?;
        let epoch = self.calendar().epoch_of(date);
        if self.calendar().lacks_data(date) {
            return None;
        }
        let now = self.find(lon, lat, date);
        if now.is_overlap() {
            let history = self.history(place);
            return history.iter().find(|span| span.validity.contains(date))?.validity.from();
        }
        let earlier = self.grid.history(place.into(), epoch).rev();
        let same = earlier
            .take_while(|(_, found)| found.control() == now.control() && !found.is_overlap());
        let since = same.last().map_or(epoch, |(from, _)| from);
        let known = self.calendar().unbroken_since(epoch).max(self.calendar().first_with_data());
        self.calendar().epoch(since.max(known)).from
    }

    /// The distance from a position to the nearest front line of a date, along the surface of WGS 84;
    /// nothing where there is none, there is no data, or the position is not on the globe.
    ///
    /// A front line is a border with rivals on either side, or, where only one actor is known to
    /// stand anywhere, the edge of its ground. The figure is made for tables of millions of rows: up to
    /// 500 km it is less than 2 m off the one of [`ControlIndex::nearest_front`], beyond it is that one,
    /// and a position on the front is less than a metre from it.
    ///
    /// The first call gathers the borders of all dates.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::index::ControlIndex;
    /// use controlmap::model::Dataset;
    ///
    /// let index = ControlIndex::of(&Dataset::open("fixtures/snapshots")?)?;
    /// let date = "2024-07-08".parse().unwrap();
    /// assert!(index.front_distance(38.5, 36.5, date).is_some());
    /// assert!(index.front_distance(36.5, 138.5, date).is_none());
    /// # Ok::<(), controlmap::Error>(())
    /// ```
    #[inline]
    pub fn front_distance(&self, lon: f64, lat: f64, date: Date) -> Option<Kilometres> {
        let place = LonLat::new(lon, lat).ok()?;
        if self.calendar().lacks_data(date) {
            return None;
        }
        self.borders().front_distance(place, self.calendar().epoch_of(date))
    }

    /// The distances from positions to the nearest front lines of dates: as many answers as there are
    /// positions, each as [`ControlIndex::front_distance`] gives it. Those of the same days are
    /// measured one after the other, which is faster than in any order. In one thread.
    ///
    /// # Errors
    ///
    /// When the slices are not all of one length.
    pub fn front_distances(
        &self,
        lon: &[f64],
        lat: &[f64],
        dates: &[Date],
        distances: &mut [Option<Kilometres>],
    ) -> Result<()> {
        same_length([lon.len(), lat.len(), dates.len(), distances.len()])?;
        let borders = self.borders();
        let search = |it: &u32| borders.search_of(self.calendar().epoch_of(dates[*it as usize]));
        let mut order: Vec<u32> = (0..lon.len() as u32).collect();
        order.sort_by_cached_key(search);
        for index in order {
            let index = index as usize;
            distances[index] = self.front_distance(lon[index], lat[index], dates[index]);
        }
        Ok(())
    }

    /// The point of the front lines of a date that is nearest to a place, and who stands on either
    /// side of it; nothing where there is none, or there is no data.
    ///
    /// See [`ControlIndex::front_distance`] for what a front line is.
    pub fn nearest_front(&self, place: LonLat, date: Date) -> Option<NearestFront> {
        if self.calendar().lacks_data(date) {
            return None;
        }
        self.borders().nearest_front(self, place, date)
    }

    /// Who controlled ground within a distance of a place on any day from a first to a last one, both
    /// included. Days without data say nothing.
    ///
    /// Ground counts that is exactly so far away; with no distance, or less, the place alone counts.
    /// Strips less than 50 m wide between two neighbours do not count as unmapped ground.
    pub fn within(&self, place: LonLat, radius: Kilometres, first: Date, last: Date) -> Nearby {
        self.borders().within(self, place, radius, (first, last))
    }

    /// Whether everything is there that is made when it is first asked for, so that no question takes
    /// long; see [`ControlIndex::make_ready`].
    pub fn is_ready(&self) -> bool {
        self.borders.get().is_some() && self.tree.get().is_some()
    }

    /// Makes what is otherwise made when it is first asked for: the borders of all dates, and what
    /// tells overlapping claims apart.
    pub fn make_ready(&self) {
        self.borders();
        self.edge_tree();
    }

    /// The borders, gathered when they are first asked for.
    fn borders(&self) -> &Borders {
        self.borders.get_or_init(|| Borders::of(self))
    }
}

/// Fails where lists that go together are not of one length.
pub(super) fn same_length<const N: usize>(lengths: [usize; N]) -> Result<()> {
    if lengths.iter().all(|length| *length == lengths[0]) {
        return Ok(());
    }
    Err(Error::usage("positions, dates and answers must be equally many")
        .found(format!("{lengths:?}")))
}
