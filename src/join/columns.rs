//! Which column says what.

use super::caller::Caller;
use super::rows::Rows;
use crate::{Error, Result};

/// What a column of events may say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Lon,
    Lat,
    Date,
    GeoPrecision,
    TimePrecision,
}

/// Names that columns go by, the most telling first.
const LON: &[&str] = &["lon", "lng", "long", "longitude", "x"];
const LAT: &[&str] = &["lat", "latitude", "y"];
const DATE: &[&str] = &["date", "event_date", "day", "datetime", "timestamp", "time"];

/// The columns that the caller names; the others are found by their usual names.
#[derive(Debug, Clone, Default)]
pub struct ColumnNames {
    /// Degrees east.
    pub lon: Option<String>,
    /// Degrees north.
    pub lat: Option<String>,
    /// The day of the event.
    pub date: Option<String>,
    /// How well the place is known, as a code; never looked for.
    pub geo_precision: Option<String>,
    /// How well the day is known, as a code; never looked for.
    pub time_precision: Option<String>,
}

impl ColumnNames {
    /// The name that the caller gives, and the usual ones.
    fn names(&self, role: Role) -> (Option<&str>, &'static [&'static str]) {
        let (given, usual) = match role {
            Role::Lon => (&self.lon, LON),
            Role::Lat => (&self.lat, LAT),
            Role::Date => (&self.date, DATE),
            Role::GeoPrecision => (&self.geo_precision, &[] as &[_]),
            Role::TimePrecision => (&self.time_precision, &[] as &[_]),
        };
        (given.as_deref(), usual)
    }

    /// The place of a role's column among names: the one that the caller names as it is written,
    /// else that with the most telling name, whatever its case.
    pub(super) fn position<'a>(
        &self,
        role: Role,
        columns: impl Iterator<Item = &'a str> + Clone,
    ) -> Option<usize> {
        let (given, usual) = self.names(role);
        if let Some(given) = given {
            return columns.clone().position(|column| column == given);
        }
        usual.iter().find_map(|name| {
            columns.clone().position(|column| column.trim().eq_ignore_ascii_case(name))
        })
    }

    /// Whether the caller names the column of a role.
    pub(super) fn is_given(&self, role: Role) -> bool {
        self.names(role).0.is_some()
    }
}

/// Where the columns of a table stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    pub lon: usize,
    pub lat: usize,
    pub date: Option<usize>,
    pub geo_precision: Option<usize>,
    pub time_precision: Option<usize>,
}

impl Columns {
    /// Finds the columns in a header. A date column is needed unless all events are of one date.
    pub fn find(names: &ColumnNames, rows: &Rows<'_>, header: &[String]) -> Result<Self> {
        let find = |role| names.position(role, header.iter().map(String::as_str));
        let needed = |role| find(role).ok_or_else(|| missing(names, rows.caller, role, header));
        let if_given = |role| if names.is_given(role) { needed(role).map(Some) } else { Ok(None) };
        Ok(Self {
            lon: needed(Role::Lon)?,
            lat: needed(Role::Lat)?,
            date: if rows.needs_date() { Some(needed(Role::Date)?) } else { None },
            geo_precision: if_given(Role::GeoPrecision)?,
            time_precision: if_given(Role::TimePrecision)?,
        })
    }

    /// Which columns were found by their names, as a sentence.
    pub fn inference(&self, names: &ColumnNames, header: &[String]) -> Option<String> {
        let found = [
            (Role::Lon, "longitude", Some(self.lon)),
            (Role::Lat, "latitude", Some(self.lat)),
            (Role::Date, "date", self.date),
        ];
        let inferred: Vec<String> = found
            .into_iter()
            .filter(|(role, ..)| !names.is_given(*role))
            .filter_map(|(_, what, place)| Some(format!("`{}` for the {what}", header[place?])))
            .collect();
        let (last, first) = inferred.split_last()?;
        Some(match first {
            [] => format!("the column {last} is taken"),
            first => format!("the columns {} and {last} are taken", first.join(", ")),
        })
    }
}

fn missing(names: &ColumnNames, caller: Caller, role: Role, header: &[String]) -> Error {
    let (given, usual) = names.names(role);
    let (what, option) = match role {
        Role::Lon => ("longitude", "lon_column"),
        Role::Lat => ("latitude", "lat_column"),
        Role::Date => ("date", "date_column"),
        Role::GeoPrecision => ("precision of the place", "geo_precision_column"),
        Role::TimePrecision => ("precision of the date", "time_precision_column"),
    };
    let error = match given {
        Some(given) => Error::input(format!("there is no column `{given}`")),
        None => Error::input(format!("no column is called like a {what} ({})", usual.join(", "))),
    };
    let option = caller.option(option);
    let hint = match role {
        Role::Date => {
            let date = caller.option("date");
            format!("name it with {option}, or give all events one date with {date}")
        }
        _ => format!("name it with {option}"),
    };
    error.found(format!("the columns {}", header.join(", "))).hint(hint)
}
