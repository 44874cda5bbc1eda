//! Dates as data, file names and command lines write them.

use std::fmt;
use std::path::Path;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde_json::Value;

use super::time_text::is_time_or_nothing;
use crate::{Error, Result};

/// Numbers from here on are seconds since 1970; below it they are years or `YYYYMMDD`.
const LEAST_EPOCH_SECONDS: f64 = 1.0e8;
/// Numbers from here on are milliseconds since 1970 (as seconds they would lie beyond the year 5000).
const LEAST_EPOCH_MILLISECONDS: f64 = 1.0e11;

/// Reads a date: `2026-01-27` (or with `/`, `.` or `_`), `20260127`, a date with a time after it
/// (which is passed over), `-000499-01-01`,
/// `27.01.2026` and `01/27/2026` where only one of the numbers can be the month, a year (`1994`, its
/// 1 January), or a year before Christ (`bc500`, `500 BC`; 1 BC is the year 0).
///
/// # Errors
///
/// When the text is none of these, no such day exists, or it may be two days (`01/02/2026`).
///
/// # Example
///
/// ```
/// use controlmap::source::parse_date;
///
/// assert_eq!(parse_date("20260127")?, parse_date("2026-01-27T21:00:00Z")?);
/// assert_eq!(parse_date("bc500")?.year(), -499);
/// assert_eq!(parse_date("27.01.2026")?, parse_date("2026/01/27")?);
/// assert!(parse_date("2026-02-30").is_err());
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn parse_date(text: &str) -> Result<Date> {
    from_text(text.trim()).ok_or_else(|| {
        Error::usage("a date is written YYYY-MM-DD, and the day must exist")
            .found(format!("`{text}`"))
    })
}

/// Numbers above this are no months.
const MONTHS_OF_A_YEAR: u16 = 12;

/// Why [`day_of`] reads no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateFault {
    /// The text is no date, or the day does not exist.
    NotADay,
    /// The day and the month can't be told apart, as in `01/02/2026`.
    DayOrMonth,
    /// It is a year without a day.
    Year,
}

impl fmt::Display for DateFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotADay => "not a day that exists",
            Self::DayOrMonth => "day and month can't be told apart, YYYY-MM-DD can",
            Self::Year => "a year, not a day",
        })
    }
}

/// The day on which an event happened, as tables write it: `2026-01-27` or `2026/01/27`, with or
/// without a time after it (the day is taken as written), `20260127`, `27 January 2026` or
/// `27 Jan 2026`, `-000499-01-01`, `27/01/2026` where only one of the numbers can be the month, or seconds or
/// milliseconds since 1970. Unlike [`parse_date`] it reads no bare years: an event
/// of 1994 did not happen on 1 January.
///
/// # Errors
///
/// When the text is none of these, no such day exists, or it may be two days.
///
/// # Example
///
/// ```
/// use controlmap::source::{DateFault, day_of};
///
/// assert_eq!(day_of(b"27 January 2026"), day_of(b"2026-01-27T21:00:00Z"));
/// assert_eq!(day_of(b"1769472000"), day_of(b"20260127"));
/// assert_eq!(day_of(b"01/02/2026"), Err(DateFault::DayOrMonth));
/// ```
pub fn day_of(text: &[u8]) -> Result<Date, DateFault> {
    if let Some(day) = iso_day(text) {
        return Ok(day);
    }
    let text = std::str::from_utf8(text).map_err(|_| DateFault::NotADay)?.trim();
    let has_only_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.len() {
        ..=4 if has_only_digits => return Err(DateFault::Year),
        8 if has_only_digits => return compact(text).ok_or(DateFault::NotADay),
        _ => {}
    }
    if let Some(read) = with_year_last(text) {
        return read;
    }
    if let Some(day) = year_first(text) {
        return Ok(day);
    }
    let seconds = text.parse::<f64>().ok().filter(|number| number.abs() >= LEAST_EPOCH_SECONDS);
    seconds.and_then(from_number).or_else(|| with_month_name(text)).ok_or(DateFault::NotADay)
}

/// `YYYY-MM-DD` and nothing else: what nearly every row of a table has, read without detours.
fn iso_day(text: &[u8]) -> Option<Date> {
    let &[a, b, c, d, b'-', e, f, b'-', g, h] = text else { return None };
    let digits = [a, b, c, d, e, f, g, h];
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let [a, b, c, d, e, f, g, h] = digits.map(|digit| (digit - b'0') as i8);
    let [a, b, c, d] = [a, b, c, d].map(i16::from);
    Date::new(a * 1000 + b * 100 + c * 10 + d, e * 10 + f, g * 10 + h).ok()
}

/// Three numbers with `/`, `.` or `-` between them of which the last is the year, a time after it or
/// not; nothing where the text has another form.
fn with_year_last(text: &str) -> Option<Result<Date, DateFault>> {
    let (day, rest) = text.split_at(text.find([' ', 'T']).unwrap_or(text.len()));
    let parts: Vec<&str> = day.split(['/', '.', '-']).collect();
    let is_number = |part: &&str| {
        matches!(part.len(), 1 | 2 | 4) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let &[one, other, year] = parts.as_slice() else { return None };
    if !parts.iter().all(is_number) || one.len() > 2 || !is_time_or_nothing(rest) {
        return None;
    }
    let [first, second] = [one, other].map(|part| part.parse::<u16>().unwrap_or_default());
    let read = match (first <= MONTHS_OF_A_YEAR, second <= MONTHS_OF_A_YEAR) {
        // A year of two digits says neither the century nor where it stands.
        _ if year.len() != 4 => Err(DateFault::DayOrMonth),
        (true, true) if first != second => Err(DateFault::DayOrMonth),
        (true, false) => civil(year, one, other).ok_or(DateFault::NotADay),
        (_, true) => civil(year, other, one).ok_or(DateFault::NotADay),
        (false, false) => Err(DateFault::NotADay),
    };
    Some(read)
}

/// `DD Month YYYY`, the month in English, whole or its first three letters.
fn with_month_name(text: &str) -> Option<Date> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let mut parts = text.split([' ', '-', '\u{a0}']).filter(|part| !part.is_empty());
    let (day, name, year) = (parts.next()?, parts.next()?.to_lowercase(), parts.next()?);
    let is_month = |month: &str| name == month || name == month[..3];
    let month = MONTHS.iter().position(|month| is_month(month))? + 1;
    let is_date = parts.next().is_none() && day.len() <= 2 && year.len() == 4;
    is_date.then(|| civil(year, &month.to_string(), day)).flatten()
}

/// The date in a property: text as [`parse_date`] reads it, or a number: `YYYYMMDD`, a year, or
/// seconds or milliseconds since 1970.
pub(super) fn from_value(value: &Value) -> Option<Date> {
    match value {
        Value::String(text) => from_text(text.trim()),
        Value::Number(number) => from_number(number.as_f64()?),
        _ => None,
    }
}

/// The date in a file's name: `YYYYMMDD`, `YYYY-MM-DD` or `YYYY_MM_DD` anywhere; else a year that
/// stands apart at the end (`world_1994`), before Christ with `bc` before it. A file in an archive that has
/// none has the archive's.
pub(super) fn from_file_name(path: &Path) -> Option<Date> {
    in_name(path).or_else(|| archives_of(path).find_map(in_name))
}

/// The archives that a file is in, the innermost first; their paths stand before its own.
pub(super) fn archives_of(path: &Path) -> impl Iterator<Item = &Path> {
    let is_archive = |path: &&Path| {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        ["zip", "kmz"].iter().any(|known| ending.eq_ignore_ascii_case(known))
    };
    path.ancestors().skip(1).filter(is_archive)
}

fn in_name(path: &Path) -> Option<Date> {
    let name = path.file_name()?.to_str()?.to_lowercase();
    let stem = name.split('.').next()?;
    let bytes = stem.as_bytes();
    let whole_date = (0..bytes.len()).find_map(|start| {
        let begins = start == 0 || !bytes[start - 1].is_ascii_digit();
        let day = |length: usize| {
            let end = start + length;
            let ends = bytes.get(end).is_none_or(|next| !next.is_ascii_digit());
            (begins && ends).then(|| stem.get(start..end)).flatten()
        };
        day(8).and_then(compact).or_else(|| day(10).and_then(separated))
    });
    whole_date.or_else(|| {
        let last = stem.rsplit(['_', '-', ' ']).next()?;
        let is_year = |text: &str| {
            (3..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        let is_before_christ = last.strip_prefix("bc").is_some_and(|year| !year.is_empty());
        (is_year(last) || is_before_christ).then(|| from_text(last)).flatten()
    })
}

fn from_text(text: &str) -> Option<Date> {
    if let Some(found) = year_first(text) {
        return Some(found);
    }
    if let Some(read) = with_year_last(text) {
        return read.ok();
    }
    compact(text).or_else(|| from_year(text))
}

fn from_year(text: &str) -> Option<Date> {
    let text = text.to_lowercase();
    let before_christ = text.strip_prefix("bc").or_else(|| text.strip_suffix("bc"));
    let digits = before_christ.unwrap_or(&text).trim();
    if digits.is_empty() || digits.len() > 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year: i16 = digits.parse().ok()?;
    Date::new(if before_christ.is_some() { 1 - year } else { year }, 1, 1).ok()
}

/// `YYYY-MM-DD`, or with `_`, `/` or `.`, or as ISO 8601 has years of any length (`-000499-01-01`); a
/// time after it or not.
fn year_first(text: &str) -> Option<Date> {
    let is_expanded = text.starts_with(['+', '-']);
    let length = if is_expanded { "+YYYYYY-MM-DD".len() } else { "YYYY-MM-DD".len() };
    let (day, rest) = text.split_at_checked(length)?;
    let date = if is_expanded { day.parse().ok() } else { separated(day) };
    date.filter(|_| is_time_or_nothing(rest))
}

/// `YYYY-MM-DD`, or with `_`, `/` or `.`.
fn separated(text: &str) -> Option<Date> {
    let separator = text.as_bytes().get(4).filter(|byte| b"-_/.".contains(byte))?;
    let mut parts = text.split(char::from(*separator));
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let is_date = parts.next().is_none() && month.len() == 2 && day.len() == 2;
    is_date.then(|| civil(year, month, day)).flatten()
}

/// `YYYYMMDD`.
fn compact(text: &str) -> Option<Date> {
    let is_compact = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_compact.then(|| civil(&text[..4], &text[4..6], &text[6..])).flatten()
}

fn civil(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn from_number(number: f64) -> Option<Date> {
    if number.fract() == 0.0 && number.abs() < LEAST_EPOCH_SECONDS {
        let whole = number as i64;
        return compact(&whole.to_string())
            .or_else(|| Date::new(i16::try_from(whole).ok()?, 1, 1).ok());
    }
    let seconds = if number.abs() >= LEAST_EPOCH_MILLISECONDS { number / 1000.0 } else { number };
    let days = (seconds / 86_400.0).floor();
    (days.abs() < 4.0e6).then(|| date(1970, 1, 1).checked_add((days as i64).days()).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_of_real_sources_give_their_dates() {
        let named = |name: &str| from_file_name(Path::new(name));
        assert_eq!(named("deepstatemap_data_20240708.geojson"), Some(date(2024, 7, 8)));
        assert_eq!(named("2024-07-08.json"), Some(date(2024, 7, 8)));
        assert_eq!(named("x_2024-07-08.geojson.gz"), Some(date(2024, 7, 8)));
        assert_eq!(named("20220401_RussianAssessedCoTinUkraine.geojson"), Some(date(2022, 4, 1)));
        assert_eq!(named("world_1994.geojson"), Some(date(1994, 1, 1)));
        assert_eq!(named("world_bc500.geojson"), Some(date(-499, 1, 1)));
        assert_eq!(named("world_100.geojson"), Some(date(100, 1, 1)));
    }

    #[test]
    fn a_file_in_an_archive_has_the_date_of_the_archive() {
        let of = |path: &str| from_file_name(Path::new(path));
        assert_eq!(of("maps/held_20240501.kmz/doc.kml"), Some(date(2024, 5, 1)));
        assert_eq!(of("2024-05-01.zip/shapes/2024-05-02.shp"), Some(date(2024, 5, 2)));
        assert_eq!(of("2024-05-01/doc.kml"), None);
    }

    #[test]
    fn file_names_without_a_date_give_none() {
        for name in
            ["control.geojson", "part2.geojson", "2024-13-08.json", "202407081.json", "été.geojson"]
        {
            assert_eq!(from_file_name(Path::new(name)), None, "{name}");
        }
    }

    #[test]
    fn numbers_are_days_years_or_time_since_1970() {
        let number = |number: f64| from_value(&Value::from(number));
        assert_eq!(number(20220401.0), Some(date(2022, 4, 1)));
        assert_eq!(number(1994.0), Some(date(1994, 1, 1)));
        assert_eq!(number(1_648_771_200_000.0), Some(date(2022, 4, 1)));
        assert_eq!(number(1_648_771_200.0), Some(date(2022, 4, 1)));
        assert_eq!(number(1e300), None);
        assert_eq!(from_value(&Value::from("2026/01/20")), Some(date(2026, 1, 20)));
        assert_eq!(from_value(&Value::from("31.01.2026")), Some(date(2026, 1, 31)));
    }

    #[test]
    fn days_of_events_are_read_as_tables_write_them() {
        let day = Ok(date(2026, 1, 27));
        for text in [
            "2026-01-27",
            " 2026-01-27 ",
            "2026-01-27 23:59:59",
            "2026-01-27T21:00:00Z",
            "20260127",
            "27 January 2026",
            "27 jan 2026",
            "27-JAN-2026",
            "2026/01/27",
            "2026.01.27 10:00",
            "27/01/2026",
            "27.01.2026 23:59",
            "01/27/2026",
            "1769472000",
            "1769472000000",
            "1769472000.0",
            "+002026-01-27",
            "27.01.2026 9:30 PM",
        ] {
            assert_eq!(day_of(text.as_bytes()), day, "{text}");
        }
    }

    #[test]
    fn days_of_events_are_not_guessed() {
        for text in ["01/02/2026", "1.2.2026", "27/01/26", "01-02-2026 10:00"] {
            assert_eq!(day_of(text.as_bytes()), Err(DateFault::DayOrMonth), "{text}");
        }
        assert_eq!(day_of(b"2026"), Err(DateFault::Year));
        for text in [
            "",
            "2026-02-30",
            "30 February 2026",
            "20261301",
            "soon",
            "27 Janvier 2026",
            "1e300",
            "30.02.2026",
            "13/13/2026",
            "2026-01-27/2026-02-03",
            "2026-01-27 to 2026-02-03",
            "27.01.2026 - 28.01.2026",
            "2026-01-27T99:99",
            "-00499-01-01",
        ] {
            assert_eq!(day_of(text.as_bytes()), Err(DateFault::NotADay), "{text}");
        }
        assert_eq!(day_of(b"\xff\xfe"), Err(DateFault::NotADay));
    }

    #[test]
    fn years_before_christ_are_read_as_iso_8601_writes_them() {
        let day = date(-499, 1, 1);
        for text in ["-000499-01-01", "-000499-01-01T12:00:00Z", "bc500", "500 BC"] {
            assert_eq!(parse_date(text), Ok(day), "{text}");
        }
        assert_eq!(day_of(b"-000499-01-01"), Ok(day));
    }

    #[test]
    fn impossible_days_are_refused() {
        for text in [
            "2026-04-31",
            "2026-1-5",
            "01.02.2026",
            "31.04.2026",
            "",
            "2026-01-271",
            "bc",
            "99999",
            "2026-01-27/2026-02-03",
            "2026-01-27..2026-02-03",
            "2026-01-27junk",
        ] {
            assert!(parse_date(text).is_err(), "{text}");
        }
    }
}
