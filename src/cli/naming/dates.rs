//! Of which date something is, and of which its data.

use jiff::civil::Date;

use crate::cli::arguments::dataset::ANY_DATE;
use crate::map::wording;
use crate::model::{Language, Snapshot};

/// The date asked for and that of the data, for tables; empty where the data is undated.
pub(in crate::cli) fn dates(snapshot: &Snapshot) -> [String; 2] {
    let text = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
    [text(Some(snapshot.date).filter(|date| *date != ANY_DATE)), text(snapshot.data_date)]
}

/// The date of a report, and that of its data if it is another.
pub(in crate::cli) fn heading(snapshot: &Snapshot) -> String {
    match snapshot.data_date {
        None => "at all times".to_owned(),
        Some(_) => day_and_data(snapshot),
    }
}

/// A date for a sentence, and that of the data that answers for it if it is another.
pub(in crate::cli) fn day_and_data(snapshot: &Snapshot) -> String {
    let day = |date: Date| wording::date(date, Language::English);
    match snapshot.data_date {
        Some(data) if data != snapshot.date => {
            format!("{} (data of {})", day(snapshot.date), day(data))
        }
        _ => day(snapshot.date),
    }
}
