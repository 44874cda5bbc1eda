//! The headline and the date line.

use crate::map::page::{Page, text, width};
use crate::map::scene::{Item, Point, Rect, TextStyle};
use crate::map::text::wrap;
use crate::map::{style, wording};
use crate::model::Snapshot;

/// Lines that a headline may take.
const MOST_LINES: usize = 3;

/// The heading within a column, and where it ends.
pub(in crate::map) fn heading(
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
    let mut items = Vec::new();
    let mut y = column.y;
    let x = page.along(column, 0.0);
    let leading = if page.is_mirrored() { 1.4 } else { 1.22 };
    let lines = [(style::TITLE, style::INK, title.to_owned())];
    let date_line = date_line(page, snapshot);
    let lines =
        lines.into_iter().chain(date_line.map(|line| (style::SUBTITLE, style::FAINT_INK, line)));
    for (letters, color, content) in lines {
        let letters = page.letters(letters);
        for line in fitted(&content, letters, column.width) {
            let origin = Point { x, y: y + letters.size * (leading - 0.25) };
            items.push(text(line, origin, page.start(), letters, color));
            y += letters.size * leading;
        }
        y += letters.size * 0.12;
    }
    (items, y)
}

/// The lines of a text, cut off with an ellipsis where it has too many or a word is too long.
fn fitted(content: &str, letters: TextStyle, most: f32) -> Vec<String> {
    let mut lines = wrap(content, letters, most);
    let is_cut = lines.len() > MOST_LINES;
    lines.truncate(MOST_LINES);
    let last = lines.len().saturating_sub(1);
    for (index, line) in lines.iter_mut().enumerate() {
        if is_cut && index == last {
            line.push('…');
        }
        while width(line, letters) > most && line.chars().count() > 1 {
            let kept = line.chars().count() - if line.ends_with('…') { 2 } else { 1 };
            *line = line.chars().take(kept).chain(['…']).collect();
        }
    }
    lines
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
