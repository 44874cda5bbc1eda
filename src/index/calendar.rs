//! The days of a dataset: which data answers for which day.

use jiff::Span;
use jiff::civil::Date;

use crate::model::{Dataset, GapPolicy, Validity};

/// Packed days (see [`packed`]) that a table of epochs covers at most; longer calendars are searched.
const LONGEST_TABLE: usize = 1 << 16;

/// The end of what has none, in epochs.
pub(super) const FOREVER: u16 = u16::MAX;

/// The stretches of days in each of which a dataset says the same everywhere, in order and without
/// gaps from the beginning of time.
#[derive(Debug, Clone, PartialEq)]
pub struct Calendar {
    epochs: Vec<Epoch>,
    /// Packed first day of each epoch; nothing for the first, which has none.
    starts: Vec<i32>,
    /// Epochs by packed day from `starts[1]` on; empty for a long calendar.
    table: Vec<u16>,
    /// Whether every epoch has data but perhaps the one before all dates.
    is_gapless: bool,
}

/// A stretch of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Epoch {
    /// Its first day; nothing for the epoch before all dates.
    pub from: Option<Date>,
    /// The date of the data that answers; nothing before the first and where the data is undated.
    pub data_date: Option<Date>,
    /// Whether there is data, and the gap policy lets it answer.
    pub has_data: bool,
}

/// The place of an epoch in its calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EpochId(pub u16);

impl Calendar {
    /// The calendar of a dataset; nothing where it has more epochs than a 16-bit number counts.
    pub(super) fn of(dataset: &Dataset) -> Option<Self> {
        let has_open_beginning =
            dataset.territories.iter().any(|territory| territory.validity.from().is_none());
        let first = Epoch {
            from: None,
            data_date: None,
            has_data: has_open_beginning || dataset.dates.is_empty(),
        };
        let mut epochs = vec![first];
        let carried = match dataset.gap_policy {
            GapPolicy::Carry => None,
            GapPolicy::UnknownAfter(days) | GapPolicy::ErrorAfter(days) => Some(i64::from(days)),
        };
        for (index, &date) in dataset.dates.iter().enumerate() {
            epochs.push(Epoch { from: Some(date), data_date: Some(date), has_data: true });
            // Longer than calendars reach is for ever.
            let lapse = carried
                .and_then(|days| Span::new().try_days(days + 1).ok())
                .and_then(|span| date.checked_add(span).ok());
            let next = dataset.dates.get(index + 1);
            if let Some(lapse) = lapse.filter(|lapse| next.is_none_or(|next| lapse < next)) {
                epochs.push(Epoch { from: Some(lapse), data_date: Some(date), has_data: false });
            }
        }
        if epochs.len() > usize::from(u16::MAX) {
            return None;
        }
        let starts: Vec<i32> =
            epochs.iter().map(|epoch| epoch.from.map_or(i32::MIN, packed)).collect();
        let table = table(&starts);
        let is_gapless = epochs[1..].iter().all(|epoch| epoch.has_data);
        Some(Self { epochs, starts, table, is_gapless })
    }

    /// The epochs in order.
    pub fn epochs(&self) -> &[Epoch] {
        &self.epochs
    }

    /// An epoch.
    ///
    /// # Panics
    ///
    /// When the id is another calendar's and there is no such epoch.
    pub fn epoch(&self, id: EpochId) -> Epoch {
        self.epochs[usize::from(id.0)]
    }

    /// The first and the last date of the data; nothing where it is undated.
    pub fn dates(&self) -> Option<(Date, Date)> {
        let mut dates = self.epochs.iter().filter_map(|epoch| epoch.data_date);
        let first = dates.next()?;
        Some((first, dates.next_back().unwrap_or(first)))
    }

    /// The epoch that a day lies in.
    #[inline]
    pub fn epoch_of(&self, date: Date) -> EpochId {
        let day = packed(date);
        let Some(&first) = self.starts.get(1) else { return EpochId(0) };
        if day < first {
            return EpochId(0);
        }
        let offset = (day - first) as usize;
        EpochId(match (self.table.get(offset), self.table.last()) {
            (Some(&epoch), _) => epoch,
            (None, Some(&last)) => last,
            (None, None) => (self.starts.partition_point(|start| *start <= day) - 1) as u16,
        })
    }

    /// The epochs of a validity: the first, and the first that is no longer part of it, [`FOREVER`]
    /// where there is none. What begins with the data counts from the beginning of time: nobody asks
    /// what was before, and what never changes is told in one word.
    pub(super) fn span_of(&self, validity: Validity) -> (u16, u16) {
        let from = validity.from().map_or(0, |from| self.epoch_of(from).0);
        let until = validity.until().map_or(FOREVER, |until| self.epoch_of(until).0);
        (if from == self.first_with_data().0 { 0 } else { from }, until)
    }

    /// The validity of epochs from a first up to but without an end.
    pub(super) fn validity(&self, from: u16, end: u16) -> Validity {
        let day = |epoch: u16| self.epochs.get(usize::from(epoch)).and_then(|epoch| epoch.from);
        Validity::new(day(from.max(self.first_with_data().0)), day(end)).unwrap_or(Validity::ALWAYS)
    }

    /// The first epoch of which there is data.
    pub(super) fn first_with_data(&self) -> EpochId {
        EpochId(u16::from(!self.epochs[0].has_data))
    }

    /// The first of the epochs from which on up to this one there is data without a gap.
    pub(super) fn unbroken_since(&self, id: EpochId) -> EpochId {
        if self.is_gapless {
            return self.first_with_data();
        }
        let before = &self.epochs[..usize::from(id.0)];
        EpochId(before.iter().rposition(|epoch| !epoch.has_data).map_or(0, |gap| gap as u16 + 1))
    }

    /// Whether there is no data for a day, or the gap policy does not let it answer.
    #[inline]
    pub(super) fn lacks_data(&self, date: Date) -> bool {
        if self.is_gapless {
            return !self.epochs[0].has_data
                && self.starts.get(1).is_some_and(|first| packed(date) < *first);
        }
        !self.epoch(self.epoch_of(date)).has_data
    }

    /// The epochs from one up to but without an end, each with its number.
    pub(super) fn within(&self, from: u16, end: u16) -> impl Iterator<Item = (u16, Epoch)> + '_ {
        let end = usize::from(end).min(self.epochs.len());
        (from..).zip(self.epochs[usize::from(from).min(end)..end].iter().copied())
    }
}

/// A number that grows with the date, cheap to make: months of 32 days, years of 16 months.
#[inline]
fn packed(date: Date) -> i32 {
    (i32::from(date.year()) * 16 + i32::from(date.month())) * 32 + i32::from(date.day())
}

fn table(starts: &[i32]) -> Vec<u16> {
    let (Some(&first), Some(&last)) = (starts.get(1), starts.last()) else { return Vec::new() };
    let length = (last - first) as usize + 1;
    if length > LONGEST_TABLE {
        return Vec::new();
    }
    let mut table = vec![0; length];
    for (epoch, start) in starts.iter().enumerate().skip(1) {
        table[(start - first) as usize..].fill(epoch as u16);
    }
    table
}
