//! The days of a dataset: which data answers for which day.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::model::{Dataset, GapPolicy, Validity};

/// Packed days (see [`packed`]) that a table of epochs covers at most; longer calendars are searched.
const LONGEST_TABLE: usize = 1 << 16;

/// The stretches of days in each of which a dataset says the same everywhere, in order and without
/// gaps from the beginning of time.
#[derive(Debug, Clone, PartialEq)]
pub struct Calendar {
    epochs: Vec<Epoch>,
    /// Packed first day of each epoch; nothing for the first, which has none.
    starts: Vec<i32>,
    /// Epochs by packed day from `starts[1]` on; empty for a long calendar.
    table: Vec<u16>,
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
            let lapse = carried.and_then(|days| date.checked_add((days + 1).days()).ok());
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
        Some(Self { epochs, starts, table })
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

    /// The epochs of a validity: the first, and the first that is no longer part of it.
    pub(super) fn span_of(&self, validity: Validity) -> (u16, u16) {
        let end = self.epochs.len() as u16;
        (
            validity.from().map_or(0, |from| self.epoch_of(from).0),
            validity.until().map_or(end, |until| self.epoch_of(until).0),
        )
    }

    /// The validity of epochs from a first up to but without an end.
    pub(super) fn validity(&self, from: u16, end: u16) -> Validity {
        let day = |epoch: u16| self.epochs.get(usize::from(epoch)).and_then(|epoch| epoch.from);
        Validity::new(day(from), day(end)).unwrap_or(Validity::ALWAYS)
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
