//! Territories to tables.

use std::borrow::Cow;

use crate::model::{Dataset, Date, Language, Snapshot, Territory};
use crate::source::table::{Cell, Column, ColumnKind, Row, Table};

/// Who stands on ground and how, as text.
const WHO: [&str; 4] = ["actor", "name", "status", "others"];
/// Where that is known from, and in which colour it is drawn.
const WHENCE: [&str; 2] = ["source", "color"];

/// Territories of a dataset, a row each, with the columns `actor`, `name`, `status`, `others`, `from`,
/// `until`, `source` and `color`.
///
/// `actor` is an id, `others` are ids with `;` between them; ground that nobody is known to stand on has
/// neither. On the day of `until` it is no longer so; what has no end has nothing there.
///
/// # Example
///
/// ```
/// use controlmap::model::Dataset;
/// use controlmap::source::intervals_table;
///
/// let dataset = Dataset::open("fixtures/intervals/control.geojson")?;
/// let table = intervals_table(&dataset, &dataset.territories, "control");
/// assert_eq!(table.columns[0].name, "actor");
/// assert_eq!(table.rows.len(), dataset.territories.len());
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn intervals_table<'a>(
    dataset: &Dataset,
    territories: &'a [Territory],
    name: &str,
) -> Table<'a> {
    let dates = |it: &Territory| vec![it.validity.from().into(), it.validity.until().into()];
    Table {
        name: name.to_owned(),
        columns: columns(&["from", "until"]),
        rows: territories.iter().map(|it| row(dataset, it, dates(it))).collect(),
    }
}

/// The territories of snapshots, with the columns `actor`, `name`, `status`, `others`, `date`, `source`
/// and `color`: those of [`intervals_table`] with the date of the snapshot for the two ends.
///
/// A snapshot without ground is a row without geometry, so that the day is not forgotten.
///
/// # Example
///
/// ```
/// use controlmap::model::Dataset;
/// use controlmap::source::snapshots_table;
///
/// let dataset = Dataset::open("fixtures/snapshots")?;
/// let table = snapshots_table(&dataset.on_all(&dataset.dates)?, "front");
/// assert_eq!(table.columns[4].name, "date");
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn snapshots_table<'a>(snapshots: &[Snapshot<'a>], name: &str) -> Table<'a> {
    let mut rows = Vec::new();
    for snapshot in snapshots {
        let date = || Cell::Date(snapshot.date);
        let territories = snapshot.territories.iter();
        rows.extend(territories.map(|it| row(snapshot.dataset, it, vec![date()])));
        if snapshot.territories.is_empty() {
            let nothing = |count: usize| std::iter::repeat_n(Cell::Nothing, count);
            rows.push(Row {
                id: None,
                cells: nothing(WHO.len()).chain([date()]).chain(nothing(WHENCE.len())).collect(),
                polygons: Cow::Owned(geo::MultiPolygon::new(Vec::new())),
            });
        }
    }
    Table { name: name.to_owned(), columns: columns(&["date"]), rows }
}

fn columns(dates: &[&str]) -> Vec<Column> {
    let of = |kind: ColumnKind| move |name: &&str| Column { name: (*name).to_owned(), kind };
    let words = WHO.iter().map(of(ColumnKind::Text));
    words
        .chain(dates.iter().map(of(ColumnKind::Date)))
        .chain(WHENCE.iter().map(of(ColumnKind::Text)))
        .collect()
}

fn row<'a>(dataset: &Dataset, territory: &'a Territory, dates: Vec<Cell>) -> Row<'a> {
    let actor = territory.actor.map(|actor| dataset.actor(actor));
    let others = dataset.ids(&territory.others);
    let mut cells = vec![
        actor.map(|actor| actor.id.clone()).into(),
        actor.map(|actor| actor.names.get(Language::English).to_owned()).into(),
        Cell::Text(territory.status.word().to_owned()),
        Some(others).filter(|others| !others.is_empty()).into(),
    ];
    cells.extend(dates);
    cells.push(Some(territory.source.clone()).filter(|source| !source.is_empty()).into());
    cells.push(actor.map(|actor| actor.color.to_string()).into());
    Row { id: None, cells, polygons: Cow::Borrowed(&territory.polygons) }
}

impl From<Option<String>> for Cell {
    fn from(text: Option<String>) -> Self {
        text.map_or(Self::Nothing, Self::Text)
    }
}

impl From<Option<Date>> for Cell {
    fn from(date: Option<Date>) -> Self {
        date.map_or(Self::Nothing, Self::Date)
    }
}
