//! What a row says: where and when something happened, and how well that is known.

use std::borrow::Cow;
use std::fmt;

use jiff::ToSpan;
use jiff::civil::Date;

use super::precision::Scale;
use crate::geometry::{Kilometres, LonLat};
use crate::source::{DateFault, day_of};

/// The text of a row's columns; nothing where there is no such column, or no value.
#[derive(Debug, Clone, Default)]
pub(super) struct RowText<'a> {
    pub lon: Option<Cow<'a, [u8]>>,
    pub lat: Option<Cow<'a, [u8]>>,
    pub date: Option<Cow<'a, [u8]>>,
    pub geo_precision: Option<Cow<'a, [u8]>>,
    pub time_precision: Option<Cow<'a, [u8]>>,
}

/// Something that happened at a place on a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Event {
    pub place: LonLat,
    pub date: Date,
    /// How far from the place it may have been; nothing where the place and the day are exact.
    pub spread: Option<Spread>,
}

/// How far an imprecise event may lie from what the row says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spread {
    pub radius: Kilometres,
    pub days: i32,
    pub first: Date,
    pub last: Date,
}

impl fmt::Display for Spread {
    /// `25 km away, 3 days before or after`, without what is exact.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { radius, days, .. } = self;
        let away = (radius.0 > 0.0).then(|| format!("{} km away", radius.0));
        let apart = (*days > 0).then(|| format!("{days} days before or after"));
        f.write_str(&away.into_iter().chain(apart).collect::<Vec<_>>().join(" and "))
    }
}

/// Why a row has no answer, in the order in which a summary lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The row has more or fewer fields than the header.
    FieldCount,
    /// The line is not a JSON object, or the feature is not a point.
    Unreadable,
    /// The longitude or latitude is missing or not a number.
    Coordinate,
    /// The longitude or latitude is not on the globe.
    OutOfRange,
    /// There is no date, or it can't be read.
    Date,
    /// The precision has no meaning.
    Precision,
    /// The data says nothing of that date.
    NoData,
}

impl Fault {
    /// Its name in a summary.
    pub fn label(self) -> &'static str {
        match self {
            Self::FieldCount => "wrong number of fields",
            Self::Unreadable => "not a JSON object or not a point",
            Self::Coordinate => "no coordinates",
            Self::OutOfRange => "coordinates out of range",
            Self::Date => "bad date",
            Self::Precision => "unknown precision",
            Self::NoData => "date outside the data",
        }
    }
}

/// A fault with its explanation for the row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Trouble {
    pub fault: Fault,
    pub reason: String,
    /// The coordinates, where they are numbers: they may be in the wrong order.
    pub position: Option<(f64, f64)>,
}

impl Trouble {
    pub fn new(fault: Fault, reason: impl Into<String>) -> Self {
        Self { fault, reason: reason.into(), position: None }
    }
}

/// How rows are read.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    /// The date of all events; else each row has one.
    pub date: Option<Date>,
    pub has_geo_precision: bool,
    pub has_time_precision: bool,
    pub kilometres: Scale,
    pub days: Scale,
}

impl Reading {
    /// The event of a row.
    pub fn event(&self, row: &RowText<'_>) -> Result<Event, Trouble> {
        let lon = degrees(row.lon.as_deref(), "longitude")?;
        let lat = degrees(row.lat.as_deref(), "latitude")?;
        let place = LonLat::new(lon, lat).map_err(|_| off_globe(lon, lat))?;
        let date = match self.date {
            Some(date) => date,
            None => day(row.date.as_deref())?,
        };
        Ok(Event { place, date, spread: self.spread(row, date)? })
    }

    fn spread(&self, row: &RowText<'_>, date: Date) -> Result<Option<Spread>, Trouble> {
        let size = |is_asked: bool, code: &Option<Cow<'_, [u8]>>, scale: &Scale, what: &str| {
            if is_asked { extent(code.as_deref(), scale, what) } else { Ok(0.0) }
        };
        let radius =
            size(self.has_geo_precision, &row.geo_precision, &self.kilometres, "the place")?;
        let days = size(self.has_time_precision, &row.time_precision, &self.days, "the date")?;
        if radius == 0.0 && days == 0.0 {
            return Ok(None);
        }
        // Rather a day too many than one too few.
        let days = days.ceil() as i32;
        Ok(Some(Spread {
            radius: Kilometres(radius),
            days,
            first: date.saturating_sub(days.days()),
            last: date.saturating_add(days.days()),
        }))
    }
}

fn degrees(text: Option<&[u8]>, what: &str) -> Result<f64, Trouble> {
    let text = text.map(<[u8]>::trim_ascii).unwrap_or_default();
    if text.is_empty() {
        return Err(Trouble::new(Fault::Coordinate, format!("there is no {what}")));
    }
    let number = std::str::from_utf8(text).ok().and_then(|text| text.parse::<f64>().ok());
    number.filter(|number| !number.is_nan()).ok_or_else(|| {
        Trouble::new(Fault::Coordinate, format!("the {what} `{}` is not a number", shown(text)))
    })
}

fn off_globe(lon: f64, lat: f64) -> Trouble {
    let reason = if (-180.0..=180.0).contains(&lon) {
        format!("the latitude {lat} does not lie between -90 and 90")
    } else {
        format!("the longitude {lon} does not lie between -180 and 180")
    };
    Trouble { position: Some((lon, lat)), ..Trouble::new(Fault::OutOfRange, reason) }
}

fn day(text: Option<&[u8]>) -> Result<Date, Trouble> {
    let text = text.unwrap_or_default();
    day_of(text).map_err(|fault| {
        let text = text.trim_ascii();
        let reason = match fault {
            _ if text.is_empty() => "there is no date".to_owned(),
            DateFault::NotADay | DateFault::Year => {
                format!("the date `{}` is {fault}", shown(text))
            }
            DateFault::DayOrMonth => format!("the date `{}` is ambiguous: {fault}", shown(text)),
        };
        Trouble::new(Fault::Date, reason)
    })
}

fn extent(code: Option<&[u8]>, scale: &Scale, what: &str) -> Result<f64, Trouble> {
    let code = code.unwrap_or_default().trim_ascii();
    std::str::from_utf8(code).ok().and_then(|code| scale.of(code)).ok_or_else(|| {
        let reason = if code.is_empty() {
            format!("there is no precision of {what}")
        } else {
            format!("the precision `{}` of {what} has no meaning", shown(code))
        };
        Trouble::new(Fault::Precision, reason)
    })
}

/// The beginning of a text, fit for a message.
pub(super) fn shown(text: &[u8]) -> String {
    const LONGEST: usize = 40;
    let text = String::from_utf8_lossy(&text[..text.len().min(4 * LONGEST)]);
    let mut short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short.replace(char::is_control, " ")
}
