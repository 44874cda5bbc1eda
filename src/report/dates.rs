//! Of which date something is, and of which its data.

use jiff::civil::Date;
use serde::Serialize;

use crate::map::wording;
use crate::model::{Dataset, Language, Snapshot, days_between};

/// The date that an undated dataset is asked for: any will do.
pub(crate) const ANY_DATE: Date = Date::ZERO;

/// Of which date an answer is, of which its data, and how old that is by then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Dated {
    /// Nothing where the data is undated and no date was asked for.
    pub date: Option<Date>,
    /// Nothing where the data is undated, or there is none yet.
    pub data_date: Option<Date>,
    pub age_days: Option<i64>,
}

impl Dated {
    /// What is said of a date that was asked for, and of that of the data which answers.
    pub fn of(date: Date, data_date: Option<Date>) -> Self {
        Self {
            date: Some(date).filter(|date| *date != ANY_DATE),
            data_date,
            age_days: data_date.map(|data_date| days_between(data_date, date)),
        }
    }

    /// The same of a state.
    pub fn of_snapshot(snapshot: &Snapshot) -> Self {
        Self::of(snapshot.date, snapshot.data_date)
    }
}

/// The date that was asked for, else the last of the data.
pub(crate) fn date_or_latest(date: Option<Date>, dataset: &Dataset) -> Date {
    date.or(dataset.latest()).unwrap_or(ANY_DATE)
}

/// A date for a sentence, and that of the data that answers for it if it is another.
pub(crate) fn day_and_data(snapshot: &Snapshot) -> String {
    let day = |date: Date| wording::date(date, Language::English);
    match snapshot.data_date {
        Some(data) if data != snapshot.date => {
            format!("{} (data of {})", day(snapshot.date), day(data))
        }
        _ => day(snapshot.date),
    }
}
