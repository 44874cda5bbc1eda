//! The headline and the date line.

use crate::map::page::{Page, fitted, text};
use crate::map::scene::{Item, Point, Rect};
use crate::map::{style, wording};
use crate::model::Snapshot;

/// Lines that a headline may take.
const MOST_LINES: usize = 3;

/// The heading of a map within a column, and where it ends.
pub(in crate::map) fn heading_of_map(
    page: &Page,
    snapshot: &Snapshot,
    title: Option<&str>,
    column: &Rect,
) -> (Vec<Item>, f32) {
    let title = match (title, &snapshot.dataset.about.title) {
        (Some(given), _) => given,
        (None, names) if names.is_empty() => wording::untitled(page.language),
        (None, names) => names.get(page.language),
    };
    heading(page, title, date_line(page, snapshot), column)
}

/// A headline and the line under it within a column, and where they end.
pub(in crate::map) fn heading(
    page: &Page,
    title: &str,
    date_line: Option<String>,
    column: &Rect,
) -> (Vec<Item>, f32) {
    let mut items = Vec::new();
    let mut y = column.y;
    let x = page.along(column, 0.0);
    let leading = if page.is_mirrored() { 1.4 } else { 1.22 };
    let lines = [(style::TITLE, page.theme.colors.ink, title.to_owned())];
    let lines = lines
        .into_iter()
        .chain(date_line.map(|line| (style::SUBTITLE, page.theme.colors.faint_ink, line)));
    for (letters, color, content) in lines {
        let letters = page.letters(letters);
        for line in fitted(&content, letters, column.width, MOST_LINES) {
            let origin = Point { x, y: y + letters.size * (leading - 0.25) };
            items.push(text(line, origin, page.start(), letters, color));
            y += letters.size * leading;
        }
        y += letters.size * 0.12;
    }
    (items, y)
}

/// "Control as of", and where they differ the date of the data; nothing for undated data.
fn date_line(page: &Page, snapshot: &Snapshot) -> Option<String> {
    let data_date = snapshot.data_date?;
    let day = wording::date(snapshot.date, page.language);
    let line = wording::as_of(&day, page.language);
    Some(match snapshot.age_in_days() {
        Some(age) if age > 0 => {
            let data_day = wording::date(data_date, page.language);
            format!("{line} · {}", wording::data_of(&data_day, age, page.language))
        }
        _ => line,
    })
}
