//! A dataset, and its state on one date.

use std::borrow::Borrow;

use geo::{Coord, MultiPolygon};
use jiff::civil::Date;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{
    Actor, ActorId, Annotation, BaseMap, Control, DefectCount, Defects, Names, SourceNote, Status,
    Territory,
};
use crate::geometry::BoundingBox;
use crate::{Error, Result};

/// Everything that is known: who, where, when, and the backdrop to show it on.
///
/// # Guarantees
///
/// Every [`ActorId`] of a territory stands in `actors`; `dates` and `snapshots` ascend and do not repeat.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dataset {
    /// What the dataset says of itself.
    pub about: About,
    /// Who controls ground.
    pub actors: Vec<Actor>,
    /// Who is named first where ground of several actors overlaps; those who are not in it follow in
    /// the order of `actors`.
    pub precedence: Vec<ActorId>,
    /// The ground.
    pub territories: Vec<Territory>,
    /// All ground that the dataset is about: what is in it and in no territory is nobody's. Nothing
    /// where the dataset does not say.
    pub frame: Option<MultiPolygon>,
    /// The dates on which the data says something new; empty where it is undated.
    pub dates: Vec<Date>,
    /// Those of the dates that are of a snapshot, which shows the whole state of its day; the others
    /// are of a change.
    pub snapshots: Vec<Date>,
    /// The first dates of each new source: what changes on them may be no news.
    pub source_changes: Vec<Date>,
    /// How long the data of a date may be carried forward.
    pub gap_policy: GapPolicy,
    /// The backdrop.
    pub base_map: BaseMap,
    /// What maps are to say about places and advances, each in its time.
    pub annotations: Vec<Annotation>,
    /// The files, or layers of files, that the territories were read from, as messages name them.
    pub read_from: Vec<String>,
    /// What was wrong with the input.
    pub defects: Defects,
    /// What was inferred where neither a manifest nor the caller said it, as sentences for the user.
    pub inferences: Vec<String>,
}

/// What a dataset says of itself; every part may be empty.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct About {
    /// Headline.
    pub title: Names,
    /// What the data is.
    pub description: Names,
    /// What the map does not say.
    pub disclaimer: Names,
    /// Where the data comes from.
    pub sources: Vec<SourceNote>,
    /// The part of the world to show.
    pub view: Option<BoundingBox>,
    /// What percentages are taken of: its name. Empty where the map is to show none.
    pub whole: Names,
}

/// How long the data of a date may be carried forward to later dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GapPolicy {
    /// For ever.
    #[default]
    Carry,
    /// For this many days; after that all ground is unknown until the next data.
    UnknownAfter(u32),
    /// For this many days; after that asking is an error until the next data.
    ErrorAfter(u32),
}

/// Days without data inside a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct DateGap {
    /// The first day without data.
    pub first: Date,
    /// The last day without data.
    pub last: Date,
    /// How many days that is.
    pub days: i64,
}

/// A dataset on one date: the state at the end of that day.
#[derive(Debug, Clone)]
pub struct Snapshot<'a> {
    /// The dataset.
    pub dataset: &'a Dataset,
    /// The date asked for.
    pub date: Date,
    /// The date of the data that answers; nothing where the data is undated.
    pub data_date: Option<Date>,
    /// The territories of that date, in the dataset's order.
    pub territories: Vec<&'a Territory>,
}

impl Dataset {
    /// The state at the end of a day.
    ///
    /// # Errors
    ///
    /// When the date lies before the first data, or further after the last data than the gap policy
    /// [`GapPolicy::ErrorAfter`] allows.
    pub fn on(&self, date: Date) -> Result<Snapshot<'_>> {
        let data_date = self.data_date(date)?;
        let territories = match (self.gap_policy, data_date) {
            (GapPolicy::UnknownAfter(days), Some(data_date))
                if days_between(data_date, date) > i64::from(days) =>
            {
                Vec::new()
            }
            _ => self
                .territories
                .iter()
                .filter(|territory| territory.validity.contains(date))
                .collect(),
        };
        Ok(Snapshot { dataset: self, date, data_date, territories })
    }

    /// The states at the ends of several days.
    ///
    /// # Errors
    ///
    /// See [`on`](Self::on).
    pub fn on_all(&self, dates: &[Date]) -> Result<Vec<Snapshot<'_>>> {
        dates.iter().map(|date| self.on(*date)).collect()
    }

    /// The part of the dataset that says what is so on some dates, on another backdrop; dates of which
    /// there is no data add nothing.
    ///
    /// # Example
    ///
    /// ```
    /// let syria = controlmap::source::built_in(&Default::default())?;
    /// let date = "2026-01-27".parse().unwrap();
    /// let part = syria.excerpt(&[date], Default::default());
    /// assert!(part.territories.len() < syria.territories.len());
    /// assert_eq!(part.on(date)?.territories, syria.on(date)?.territories);
    /// # Ok::<(), controlmap::Error>(())
    /// ```
    #[must_use]
    pub fn excerpt(&self, dates: &[Date], base_map: BaseMap) -> Self {
        let is_so =
            |territory: &&Territory| dates.iter().any(|date| territory.validity.contains(*date));
        Self {
            about: self.about.clone(),
            actors: self.actors.clone(),
            precedence: self.precedence.clone(),
            territories: self.territories.iter().filter(is_so).cloned().collect(),
            frame: self.frame.clone(),
            dates: self.dates.clone(),
            snapshots: self.snapshots.clone(),
            source_changes: self.source_changes.clone(),
            gap_policy: self.gap_policy,
            base_map,
            annotations: self.annotations.clone(),
            read_from: self.read_from.clone(),
            defects: self.defects.clone(),
            inferences: self.inferences.clone(),
        }
    }

    /// The last date on which something begins to be so, or of which there is a snapshot; nothing
    /// where the data is undated.
    pub fn latest(&self) -> Option<Date> {
        let begins = self.territories.iter().filter_map(|territory| territory.validity.from());
        begins.chain(self.snapshots.last().copied()).max()
    }

    fn data_date(&self, date: Date) -> Result<Option<Date>> {
        let (Some(&first), Some(&last)) = (self.dates.first(), self.dates.last()) else {
            return Ok(None);
        };
        if date < first
            && self.territories.iter().any(|territory| territory.validity.contains(date))
        {
            // Ground whose beginning is open was held already.
            return Ok(None);
        }
        let Some(&data_date) =
            self.dates[..self.dates.partition_point(|&known| known <= date)].last()
        else {
            return Err(Error::input(format!("there is no data on {date}"))
                .hint(format!("the first date is {first}, the last {last}")));
        };
        if let GapPolicy::ErrorAfter(days) = self.gap_policy
            && days_between(data_date, date) > i64::from(days)
        {
            let next = self.dates.get(self.dates.partition_point(|&known| known <= date));
            return Err(Error::input(format!(
                "there is no data on {date}, and that of {data_date} may be carried forward by {days} days only"
            ))
            .hint(match next {
                Some(next) => format!("the nearest dates are {data_date} and {next}"),
                None => format!("the first date is {first}, the last {last}"),
            }));
        }
        Ok(Some(data_date))
    }

    /// The date of the data before a change, where the change is first seen in a snapshot and that date
    /// is not of the day before: it may have come on any day between. Nothing where the day of the
    /// change is known, or no data is older.
    pub(crate) fn unseen_since(&self, date: Date) -> Option<Date> {
        self.snapshots.binary_search(&date).ok()?;
        let before = self.dates.partition_point(|known| *known < date).checked_sub(1)?;
        self.dates.get(before).copied().filter(|before| days_between(*before, date) > 1)
    }

    /// The stretches without a snapshot that are longer than the series' usual step (the median of its
    /// steps), the longest first. Data that is dated by its changes has no gaps.
    pub fn date_gaps(&self) -> Vec<DateGap> {
        let mut steps: Vec<i64> =
            self.snapshots.windows(2).map(|pair| days_between(pair[0], pair[1])).collect();
        steps.sort_unstable();
        let Some(&usual) = steps.get(steps.len().saturating_sub(1) / 2) else { return Vec::new() };
        let mut gaps: Vec<DateGap> = self
            .dates
            .windows(2)
            .filter(|pair| days_between(pair[0], pair[1]) > usual)
            .filter_map(|pair| {
                let (first, last) = (pair[0].tomorrow().ok()?, pair[1].yesterday().ok()?);
                Some(DateGap { first, last, days: days_between(first, last) + 1 })
            })
            .collect();
        gaps.sort_by_key(|gap| (-gap.days, gap.first));
        gaps
    }

    /// The actor with this place in the list.
    ///
    /// # Panics
    ///
    /// When the id is another dataset's and there is no such place.
    pub fn actor(&self, id: ActorId) -> &Actor {
        &self.actors[usize::from(id.0)]
    }

    /// The ids of actors, joined with `;`; empty where there are none.
    pub(crate) fn ids(&self, actors: impl IntoIterator<Item = impl Borrow<ActorId>>) -> String {
        let ids = actors.into_iter().map(|actor| self.actor(*actor.borrow()).id.as_str());
        ids.collect::<Vec<_>>().join(";")
    }

    /// The actor that is called so.
    ///
    /// # Errors
    ///
    /// When no actor is; the hint lists those there are.
    pub fn find_actor(&self, name: &str) -> Result<ActorId> {
        match self.actors.iter().position(|actor| actor.is_called(name)) {
            Some(index) => Ok(ActorId(index as u16)),
            None => {
                let known: Vec<&str> = self.actors.iter().map(|actor| actor.id.as_str()).collect();
                Err(Error::usage("no actor of the dataset is called so")
                    .found(format!("`{name}`"))
                    .hint(format!("the actors are {}", known.join(", "))))
            }
        }
    }

    /// The standing of a control where ground overlaps: the smallest is named first, and drawn on
    /// top. Contested ground comes first, then joint, held, claimed and unknown ground; within a
    /// status the order of `precedence` decides.
    pub fn precedence_of(&self, control: &Control) -> (u8, Vec<usize>) {
        let status = match control.status {
            Status::Contested => 0,
            Status::Joint => 1,
            Status::Held => 2,
            Status::Claimed => 3,
            Status::Unknown => 4,
        };
        let actor = |actor: &ActorId| match self.precedence.iter().position(|it| it == actor) {
            Some(place) => place,
            None => self.precedence.len() + usize::from(actor.0),
        };
        (status, control.claimants.iter().map(actor).collect())
    }

    /// What answers from the dataset should be taken with a pinch of salt for: the kinds of defects for
    /// which the data may say something else than was meant, each counted.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::model::Dataset;
    ///
    /// assert!(Dataset::open("fixtures/snapshots")?.doubts().is_empty());
    /// assert!(!Dataset::open("fixtures/defects")?.doubts().is_empty());
    /// # Ok::<(), controlmap::Error>(())
    /// ```
    pub fn doubts(&self) -> Vec<DefectCount> {
        self.defects.iter().filter(|count| count.kind.is_doubtful()).collect()
    }

    /// The box round all territories of all dates.
    pub fn bounding_box(&self) -> Option<BoundingBox> {
        BoundingBox::around(self.territories.iter().flat_map(Territory::positions))
    }

    /// SHA-256 of what the dataset says of control: actors, ground, status and dates,
    /// neither the backdrop nor annotations. It does not depend on the files or formats that the data
    /// was read from, nor on their order.
    pub fn fingerprint(&self) -> String {
        let mut parts: Vec<_> =
            self.territories.iter().map(|territory| self.hash_of(territory)).collect();
        parts.sort_unstable();
        let whole = parts.iter().fold(Sha256::new(), |hash, part| hash.chain_update(part));
        whole.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn hash_of(&self, territory: &Territory) -> [u8; 32] {
        let ids = self.ids(territory.claimants());
        let mut hash = Sha256::new();
        hash.update(format!("{ids}|{}|{}\n", territory.status, territory.validity));
        for ring in territory
            .polygons
            .iter()
            .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
        {
            hash.update((ring.0.len() as u64).to_le_bytes());
            for Coord { x, y } in &ring.0 {
                hash.update(x.to_le_bytes());
                hash.update(y.to_le_bytes());
            }
        }
        hash.finalize().into()
    }
}

impl<'a> Snapshot<'a> {
    /// The annotations that hold on the date asked for, in the dataset's order.
    ///
    /// # Example
    ///
    /// ```
    /// let syria = controlmap::source::built_in(&Default::default())?;
    /// let on = |day: &str| syria.on(day.parse().unwrap());
    /// let says = |day: &str, text: &str| {
    ///     on(day).map(|it| it.annotations().any(|it| it.text.get(Default::default()) == text))
    /// };
    /// assert!(!says("2026-01-19", "Kobani encircled")?);
    /// assert!(says("2026-01-27", "Kobani encircled")?);
    /// # Ok::<(), controlmap::Error>(())
    /// ```
    pub fn annotations(&self) -> impl Iterator<Item = &'a Annotation> + use<'a> {
        let date = self.date;
        self.dataset.annotations.iter().filter(move |it| it.validity.contains(date))
    }

    /// Days from the data's date to the date asked for; nothing where the data is undated.
    pub fn age_in_days(&self) -> Option<i64> {
        self.data_date.map(|data_date| days_between(data_date, self.date))
    }

    /// The box round the territories.
    pub fn bounding_box(&self) -> Option<BoundingBox> {
        BoundingBox::around(self.territories.iter().flat_map(|territory| territory.positions()))
    }
}

/// Days from one date to another, negative where that comes first.
pub fn days_between(from: Date, until: Date) -> i64 {
    from.duration_until(until).as_hours() / 24
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_snapshot_shows_first_came_since_the_one_before() {
        let [first, next, last] =
            ["2024-03-01", "2024-03-02", "2024-03-05"].map(|date| date.parse().unwrap());
        let dates = vec![first, next, last];
        let dataset = Dataset { snapshots: dates.clone(), dates, ..Dataset::default() };
        assert_eq!(dataset.unseen_since(last), Some(next));
        assert_eq!(dataset.unseen_since(next), None, "the day before is known");
        assert_eq!(dataset.unseen_since(first), None, "no data is older");
    }
}
