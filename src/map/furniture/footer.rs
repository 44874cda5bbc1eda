//! Sources, disclaimer, projection and maker.

use crate::geometry::Projection;
use crate::map::page::{Page, text};
use crate::map::scene::{Item, Point, Rect, TextStyle};
use crate::map::text::wrap;
use crate::map::{style, wording};
use crate::model::Dataset;

/// Share of the page's height that the footer may take.
const MOST: f32 = 0.2;

/// A footer, measured.
pub(in crate::map) struct Footer {
    lines: Vec<String>,
    letters: TextStyle,
    leading: f32,
}

impl Footer {
    /// The footer of a page of such a width, with the projection if there is a map on the page.
    pub(in crate::map) fn new(
        page: &Page,
        dataset: &Dataset,
        projection: Option<Projection>,
        width: f32,
    ) -> Self {
        let letters = page.letters(style::FOOTER);
        let leading = letters.size * if page.is_mirrored() { 1.6 } else { 1.4 };
        let most = ((page.height * MOST / leading) as usize).max(1);
        let mut lines = wrap(&content(page, dataset, projection), letters, width);
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                last.push('…');
            }
        }
        Self { lines, letters, leading }
    }

    /// The room it takes.
    pub(in crate::map) fn height(&self) -> f32 {
        self.lines.len() as f32 * self.leading
    }

    /// The footer within a column, from a height on.
    pub(in crate::map) fn draw(&self, page: &Page, column: &Rect, top: f32) -> Vec<Item> {
        let x = page.along(column, 0.0);
        let line = |(index, line): (usize, &String)| {
            let y = top + (index as f32 + 1.0) * self.leading - self.letters.size * 0.3;
            text(line, Point { x, y }, page.start(), self.letters, page.theme.colors.faint_ink)
        };
        self.lines.iter().enumerate().map(line).collect()
    }
}

fn content(page: &Page, dataset: &Dataset, projection: Option<Projection>) -> String {
    let about = &dataset.about;
    let titles: Vec<String> = about
        .sources
        .iter()
        .filter_map(|source| {
            let title = source.title.get(page.language).trim();
            let license = source.license.trim();
            let named =
                if license.is_empty() { title.to_owned() } else { format!("{title} ({license})") };
            (!title.is_empty()).then_some(named)
        })
        .collect();
    let mut sentences = Vec::new();
    if !titles.is_empty() {
        sentences.push(wording::sources(&titles.join("; "), page.language));
    }
    if !about.disclaimer.is_empty() {
        sentences.push(about.disclaimer.get(page.language).to_owned());
    }
    sentences.extend(projection.map(|it| wording::projection(it, page.language)));
    sentences.push(format!("controlmap\u{a0}{}", env!("CARGO_PKG_VERSION")));
    sentences.join(" ")
}
