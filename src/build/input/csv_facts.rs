//! Place facts from CSV.

use csv::StringRecord;

use super::date;
use crate::build::{PlaceFact, Verdict};
use crate::geometry::LonLat;
use crate::{Error, Result};

/// Where each column stands.
struct Columns {
    place: usize,
    lon: usize,
    lat: usize,
    date: usize,
    actor: usize,
    status: usize,
    others: Option<usize>,
    source: Option<usize>,
}

/// Reads place facts from CSV with a header (RFC 4180; UTF-8, with or without a byte order mark).
///
/// Columns `place`, `lon`, `lat` (degrees), `date` (`YYYY-MM-DD`), `actor` (an id) and `status`
/// (`held`, `contested`, `claimed`, `joint`, `unknown`; empty for `held`) are needed, `others` (ids
/// with `;` between them) and `source` may be absent; all others are passed over. Their order does
/// not matter. See [`Verdict`] for which status needs which actors.
///
/// # Errors
///
/// When a column is missing or twice there, or a row has too few or too many fields, an empty place,
/// or something that can't be read; the row is that of the file's line.
///
/// # Example
///
/// ```
/// use controlmap::build::input;
///
/// let error = input::place_facts(
///     "place,lon,lat,date,actor,status\nRaqqa,39.01,35,95,2025-12-31,sdf,held\n",
///     "facts.csv",
/// )
/// .unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "facts.csv: row 2: a row must have as many fields as the header, 6, found 7\n\
///      hint: quote a field that has a comma in it"
/// );
/// ```
pub fn place_facts(text: &str, file: &str) -> Result<Vec<PlaceFact>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader =
        csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(text.as_bytes());
    let unreadable = |error: csv::Error| Error::input(format!("not CSV: {error}")).at(file);
    let header = reader.headers().map_err(unreadable)?.clone();
    let columns = Columns::find(&header).map_err(|error| error.at("header").at(file))?;
    let mut facts = Vec::new();
    for record in reader.records() {
        let record = record.map_err(unreadable)?;
        let row = format!("row {}", record.position().map_or(0, csv::Position::line));
        if record.len() != header.len() {
            let what = format!("a row must have as many fields as the header, {}", header.len());
            return Err(Error::input(what)
                .found(record.len())
                .hint("quote a field that has a comma in it")
                .at(row)
                .at(file));
        }
        let origin = format!("{file}: {row}");
        facts.push(columns.read(&record, &origin).map_err(|error| error.at(&origin))?);
    }
    Ok(facts)
}

impl Columns {
    fn find(header: &StringRecord) -> Result<Self> {
        let optional = |name: &str| {
            let mut places = header.iter().enumerate().filter(|(_, column)| *column == name);
            match (places.next(), places.next()) {
                (_, Some(_)) => Err(Error::input(format!("column `{name}` is there twice"))),
                (first, None) => Ok(first.map(|(place, _)| place)),
            }
        };
        let needed = |name: &str| {
            optional(name)?.ok_or_else(|| {
                Error::input(format!("column `{name}` is missing"))
                    .found(header.iter().collect::<Vec<_>>().join(", "))
                    .hint("place, lon, lat, date, actor and status are needed; others and source may be there")
            })
        };
        Ok(Self {
            place: needed("place")?,
            lon: needed("lon")?,
            lat: needed("lat")?,
            date: needed("date")?,
            actor: needed("actor")?,
            status: needed("status")?,
            others: optional("others")?,
            source: optional("source")?,
        })
    }

    fn read(&self, record: &StringRecord, origin: &str) -> Result<PlaceFact> {
        let field = |column: usize| record.get(column).unwrap_or_default();
        let optional = |column: Option<usize>| column.map_or("", field);
        let number = |column: usize, name: &str| {
            field(column).parse::<f64>().map_err(|_| {
                Error::input("degrees are a number such as 36.2")
                    .found(format!("`{}`", field(column)))
                    .at(format!("column `{name}`"))
            })
        };
        if field(self.place).is_empty() {
            return Err(Error::input("a fact needs a place").at("column `place`"));
        }
        let status = match field(self.status) {
            "" => Default::default(),
            word => word.parse().map_err(|error: Error| error.at("column `status`"))?,
        };
        Ok(PlaceFact {
            place: field(self.place).to_owned(),
            position: LonLat::new(number(self.lon, "lon")?, number(self.lat, "lat")?)?,
            date: date(field(self.date)).map_err(|error| error.at("column `date`"))?,
            verdict: Verdict::new(status, field(self.actor), optional(self.others).split(';'))?,
            source: optional(self.source).to_owned(),
            origin: origin.to_owned(),
        })
    }
}
