//! Who controlled a place on a date.

use std::sync::OnceLock;

use jiff::civil::Date;

use super::answer::{Answer, ControlId, Found, Span};
use super::borders::{Borders, Nearby, NearestFront};
use super::calendar::{Calendar, EpochId};
use crate::geometry::{Coord, Kilometres, LineString, LonLat, shared_edges, winding};
use crate::model::{Control, Dataset, GapPolicy, Territory};
use crate::{Error, Result};

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
    calendar: Calendar,
    gap_policy: GapPolicy,
    controls: Vec<Control>,
    territories: Vec<(ControlId, (u16, u16), Territory)>,
    borders: OnceLock<Borders>,
}

impl ControlIndex {
    /// Builds the index of a dataset.
    ///
    /// # Errors
    ///
    /// When the dataset has more dates or more ways of control than a 16-bit number counts.
    pub fn of(dataset: &Dataset) -> Result<Self> {
        let calendar = Calendar::of(dataset)
            .ok_or_else(|| Error::limit("a dataset may have 65,535 dates at most"))?;
        let mut controls: Vec<Control> =
            dataset.territories.iter().map(Territory::control).collect();
        controls.sort_by_cached_key(|control| dataset.precedence_of(control));
        controls.dedup();
        let territories = dataset.territories.iter().map(|territory| {
            let control = territory.control();
            let id = controls.iter().position(|known| *known == control).unwrap_or_default();
            (ControlId(id as u16), calendar.span_of(territory.validity), territory.clone())
        });
        let territories = territories.collect();
        Ok(Self {
            calendar,
            gap_policy: dataset.gap_policy,
            controls,
            territories,
            borders: OnceLock::new(),
        })
    }

    /// Every way in which ground is controlled on some date, in order of precedence.
    pub fn controls(&self) -> &[Control] {
        &self.controls
    }

    /// The control with this id.
    ///
    /// # Panics
    ///
    /// When the id is another index's and there is no such control.
    pub fn control(&self, id: ControlId) -> &Control {
        &self.controls[usize::from(id.0)]
    }

    /// The stretches of days in which nothing changes anywhere.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// Who controlled a place at the end of a day, since when, and who did before and after.
    ///
    /// # Errors
    ///
    /// When there is no data for the date: before the first, or longer after data than the gap
    /// policy [`GapPolicy::ErrorAfter`] allows.
    pub fn at(&self, place: LonLat, date: Date) -> Result<Answer> {
        let epoch = self.calendar.epoch(self.calendar.epoch_of(date));
        if !epoch.has_data && !matches!(self.gap_policy, GapPolicy::UnknownAfter(_))
            || epoch.data_date.is_none() && !epoch.has_data
        {
            return Err(Error::input(format!("there is no data on {date}")));
        }
        let history = self.history(place);
        let index =
            history.iter().position(|span| span.validity.contains(date)).unwrap_or_default();
        Ok(Answer {
            place,
            date,
            data_date: epoch.data_date,
            age_in_days: epoch.data_date.map(|data| data.duration_until(date).as_hours() / 24),
            span: history[index].clone(),
            before: index.checked_sub(1).map(|before| history[before].clone()),
            after: history.get(index + 1).cloned(),
            is_on_boundary: self.find(place.lon(), place.lat(), date).is_on_boundary(),
        })
    }

    /// Who controlled a place through time: spans without gaps between them, from the beginning of
    /// the data on. Neighbouring spans differ.
    pub fn history(&self, place: LonLat) -> Vec<Span> {
        let mut spans: Vec<(u16, Vec<ControlId>, bool)> = Vec::new();
        for (id, epoch) in self.calendar.epochs().iter().enumerate() {
            if id == 0 && !epoch.has_data {
                continue;
            }
            let claims =
                if epoch.has_data { self.claims_in(place, EpochId(id as u16)) } else { vec![] };
            if spans.last().is_none_or(|last| (&last.1, last.2) != (&claims, epoch.has_data)) {
                spans.push((id as u16, claims, epoch.has_data));
            }
        }
        let ends = spans.iter().skip(1).map(|span| span.0).chain([u16::MAX]).collect::<Vec<_>>();
        spans
            .into_iter()
            .zip(ends)
            .map(|((from, claims, has_data), end)| Span {
                validity: self.calendar.validity(from, end),
                claims,
                has_data,
            })
            .collect()
    }

    /// All who claim a place at the end of a day, in order of precedence.
    pub fn claims(&self, place: LonLat, date: Date) -> Vec<ControlId> {
        self.claims_in(place, self.calendar.epoch_of(date))
    }

    fn claims_in(&self, place: LonLat, epoch: EpochId) -> Vec<ControlId> {
        let mut around = vec![0; self.controls.len()];
        for (id, span, territory) in &self.territories {
            if (span.0..span.1).contains(&epoch.0) {
                around[usize::from(id.0)] +=
                    winding::number(&territory.polygons, Coord::from(place)).0;
            }
        }
        let inside = (0..).zip(around).filter(|(_, number)| *number != 0);
        inside.map(|(id, _)| ControlId(id)).collect()
    }

    /// Who controls a position on a date: never fails and allocates nothing.
    pub fn find(&self, lon: f64, lat: f64, date: Date) -> Found {
        let Ok(place) = LonLat::new(lon, lat) else { return Found::OFF_GLOBE };
        let epoch = self.calendar.epoch_of(date);
        if !self.calendar.epoch(epoch).has_data {
            return Found::NO_DATA;
        }
        match self.claims_in(place, epoch).as_slice() {
            [] => Found::UNMAPPED,
            [first, rest @ ..] => Found::held(*first, !rest.is_empty()),
        }
    }

    /// The first day of the unbroken stretch on which the same controlled a position as on the date;
    /// nothing where that was so before the data begins, or there is no data.
    pub fn since(&self, lon: f64, lat: f64, date: Date) -> Option<Date> {
        let history = self.history(LonLat::new(lon, lat).ok()?);
        history.iter().find(|span| span.validity.contains(date))?.validity.from()
    }

    /// The distance from a position to the nearest front line of a date, along the surface of WGS 84;
    /// nothing where there is none, there is no data, or the position is not on the globe.
    ///
    /// A front line is a border with rivals on either side, or, where only one actor is known to
    /// stand anywhere, the edge of its ground. The figure is made for tables of millions of rows: it
    /// is less than 2 m off the one of [`ControlIndex::nearest_front`] up to 500 km, and a position on
    /// the front is less than a metre from it.
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
        self.borders().front_distance(place, self.calendar.epoch_of(date))
    }

    /// The point of the front lines of a date that is nearest to a place, and who stands on either
    /// side of it; nothing where there is none, or there is no data.
    ///
    /// See [`ControlIndex::front_distance`] for what a front line is.
    pub fn nearest_front(&self, place: LonLat, date: Date) -> Option<NearestFront> {
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

    /// The borders, gathered when they are first asked for.
    fn borders(&self) -> &Borders {
        self.borders.get_or_init(|| {
            let edges = self.territories.iter().flat_map(|(_, epochs, territory)| {
                let rings = territory.polygons.iter().flat_map(shared_edges::rings);
                let lines = rings.flat_map(LineString::lines);
                lines.map(|edge| (edge.start, edge.end, *epochs))
            });
            Borders::of(self, edges)
        })
    }
}
