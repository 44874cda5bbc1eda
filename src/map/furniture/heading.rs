//! The headline and the date line.

use crate::map::compose::state::State;
use crate::map::page::{Page, fitted, text};
use crate::map::scene::{Color, Item, Point, Rect, TextStyle};
use crate::map::{style, wording};
use crate::model::Dataset;

/// Lines that a headline may take.
const MOST_LINES: usize = 3;

/// The headline of a map: that which was asked for, or the dataset's.
pub(in crate::map) fn headline<'a>(
    page: &Page,
    dataset: &'a Dataset,
    title: Option<&'a str>,
) -> &'a str {
    match (title, &dataset.about.title) {
        (Some(given), _) => given,
        (None, names) if names.is_empty() => wording::untitled(page.language),
        (None, names) => names.get(page.language),
    }
}

/// A headline and the line under it within a column, and where they end.
pub(in crate::map) fn heading(
    page: &Page,
    title: &str,
    date_line: Option<String>,
    column: &Rect,
) -> (Vec<Item>, f32) {
    let mut lines = vec![(style::TITLE, page.theme.colors.ink, title.to_owned())];
    lines.extend(date_line.map(|line| (style::SUBTITLE, page.theme.colors.faint_ink, line)));
    stacked(page, &lines, column)
}

/// The heading of a frame of an animation: the headline, and large the date.
pub(in crate::map) fn heading_of_frame(
    page: &Page,
    title: &str,
    state: &State,
    column: &Rect,
) -> (Vec<Item>, f32) {
    let colors = &page.theme.colors;
    let day = state.snapshot.data_date.map(|_| wording::date(state.snapshot.date, page.language));
    let mut lines = vec![(style::SUBTITLE, colors.faint_ink, title.to_owned())];
    lines.extend(day.map(|day| (style::TITLE, colors.ink, day)));
    stacked(page, &lines, column)
}

/// Lines one below the other, long ones broken, and where they end.
fn stacked(page: &Page, lines: &[(TextStyle, Color, String)], column: &Rect) -> (Vec<Item>, f32) {
    let mut items = Vec::new();
    let mut y = column.y;
    let x = page.along(column, 0.0);
    let leading = if page.is_mirrored() { 1.4 } else { 1.22 };
    for (letters, color, content) in lines {
        let letters = page.letters(*letters);
        for line in fitted(content, letters, column.width, MOST_LINES) {
            let origin = Point { x, y: y + letters.size * (leading - 0.25) };
            items.push(text(line, origin, page.start(), letters, *color));
            y += letters.size * leading;
        }
        y += letters.size * 0.12;
    }
    (items, y)
}

/// "Control as of", and where they differ the date of the data, and since when changes are shown;
/// nothing for undated data.
pub(in crate::map) fn date_line(page: &Page, state: &State) -> Option<String> {
    let State { snapshot, change, .. } = state;
    let data_date = snapshot.data_date?;
    let day = |date| wording::date(date, page.language);
    let mut parts = vec![wording::as_of(&day(snapshot.date), page.language)];
    if let Some(age) = snapshot.age_in_days().filter(|age| *age > 0) {
        parts.push(wording::data_of(&day(data_date), age, page.language));
    }
    parts.extend(change.as_ref().map(|it| wording::changes_since(&day(it.since), page.language)));
    Some(parts.join(" · "))
}

/// The line under the headline of a sheet of maps: from when to when; nothing for undated data.
pub(in crate::map) fn period_line(page: &Page, states: &[State]) -> Option<String> {
    let dated = || states.iter().filter(|state| state.snapshot.data_date.is_some());
    let dates = || dated().map(|state| state.snapshot.date);
    let day = |date| wording::date(date, page.language);
    let (first, last) = dates().min().zip(dates().max())?;
    let since = dated().find_map(|state| state.change.as_ref().map(|change| change.since));
    let period = wording::period(&day(first), &day(last), page.language);
    let since = since.map(|since| wording::changes_since(&day(since), page.language));
    Some([Some(period), since].into_iter().flatten().collect::<Vec<_>>().join(" · "))
}

/// The line above one of several maps: its date, and that of the data where they differ. With the
/// room that it takes, which is the same for all.
pub(in crate::map) fn caption(page: &Page, state: &State, place: &Rect) -> (Vec<Item>, f32) {
    let snapshot = &state.snapshot;
    let letters = page.letters(style::CAPTION);
    let height = letters.size * if page.is_mirrored() { 1.7 } else { 1.5 };
    let Some(data_date) = snapshot.data_date else { return (Vec::new(), height) };
    let day = |date| wording::date(date, page.language);
    let mut content = day(snapshot.date);
    if let Some(age) = snapshot.age_in_days().filter(|age| *age > 0) {
        content = format!("{content} · {}", wording::data_of(&day(data_date), age, page.language));
    }
    let line = fitted(&content, letters, place.width, 1).into_iter().next().unwrap_or_default();
    let origin = Point { x: page.along(place, 0.0), y: place.y + height - letters.size * 0.4 };
    (vec![text(line, origin, page.start(), letters, page.theme.colors.ink)], height)
}
