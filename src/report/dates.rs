//! Of which date something is, and of which its data.

use jiff::civil::Date;

use crate::map::wording;
use crate::model::{Dataset, Language, Snapshot};

/// The date that an undated dataset is asked for: any will do.
pub(crate) const ANY_DATE: Date = Date::ZERO;

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
