//! Of which date something is, and of which its data, in tables and over them.

use crate::model::Snapshot;
use crate::report::dates::{Dated, day_and_data};

/// The date asked for and that of the data, for tables; empty where the data is undated.
pub(in crate::cli) fn dates(dated: Dated) -> [String; 2] {
    let Dated { date, data_date, .. } = dated;
    [date, data_date].map(|date| date.map(|date| date.to_string()).unwrap_or_default())
}

/// The date of a report, and that of its data if it is another.
pub(in crate::cli) fn heading(snapshot: &Snapshot) -> String {
    match snapshot.data_date {
        None => "at all times".to_owned(),
        Some(_) => day_and_data(snapshot),
    }
}
