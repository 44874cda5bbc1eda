//! Sources, disclaimer, projection and maker.

use crate::geometry::Projection;
use crate::map::page::{Page, text};
use crate::map::scene::{Item, Point, Rect};
use crate::map::text::wrap;
use crate::map::{style, wording};
use crate::model::Snapshot;

/// Share of the page's height that the footer may take.
const MOST: f32 = 0.2;

/// The footer at the bottom of a column, and where it begins.
pub(in crate::map) fn footer(
    page: &Page,
    snapshot: &Snapshot,
    projection: Projection,
    column: &Rect,
) -> (Vec<Item>, f32) {
    let letters = page.letters(style::FOOTER);
    let leading = letters.size * if page.is_mirrored() { 1.6 } else { 1.4 };
    let most = ((page.height * MOST / leading) as usize).max(1);
    let mut lines = wrap(&content(page, snapshot, projection), letters, column.width);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    let top = column.bottom() - lines.len() as f32 * leading;
    let x = page.along(column, 0.0);
    let items = lines
        .into_iter()
        .enumerate()
        .map(|(index, line)| {
            let y = top + (index as f32 + 1.0) * leading - letters.size * 0.3;
            text(line, Point { x, y }, page.start(), letters, style::FAINT_INK)
        })
        .collect();
    (items, top)
}

fn content(page: &Page, snapshot: &Snapshot, projection: Projection) -> String {
    let about = &snapshot.dataset.about;
    let titles: Vec<&str> = about
        .sources
        .iter()
        .map(|source| source.title.get(page.language).trim())
        .filter(|title| !title.is_empty())
        .collect();
    let mut sentences = Vec::new();
    if !titles.is_empty() {
        sentences.push(wording::sources(&titles.join("; "), page.language));
    }
    if !about.disclaimer.is_empty() {
        sentences.push(about.disclaimer.get(page.language).to_owned());
    }
    sentences.push(wording::projection(projection, page.language));
    sentences.push(format!("controlmap\u{a0}{}", env!("CARGO_PKG_VERSION")));
    sentences.join(" ")
}
