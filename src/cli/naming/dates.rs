//! Of which date something is, and of which its data, in tables and over them.

use jiff::civil::Date;

use crate::model::Snapshot;
use crate::report::dates::{ANY_DATE, day_and_data};

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
