//! The names and areas of the bands that reach the end of the chart, written beside them.

use super::spread::{Wish, spread};
use super::stack::Stack;
use super::stairs::Stairs;
use crate::map::page::{Page, fitted, text, width};
use crate::map::scene::{Item, Point, Rect, TextStyle};
use crate::map::text::cap_height;
use crate::map::{style, wording};
use crate::model::Dataset;

/// Share of the page's width that labels may take, and the ems they may take at least.
const MOST_WIDTH: (f32, f32) = (0.2, 8.0);
/// Room between bands and labels, in ems: leaders run through it.
const GUTTER: f32 = 1.5;
/// Space between two labels, in ems.
const APART: f32 = 0.8;
/// How far a label may be from its band without a leader, in ems.
const BESIDE: f32 = 0.3;
/// From where to where a leader runs level within the gutter, in shares of it.
const LEVEL: (f32, f32) = (0.12, 0.25);
/// How far short of the label a leader ends, in shares of the gutter.
const SHORT: f32 = 0.15;

/// How wordy labels are, the fullest first.
const FORMS: [Form; 2] = [Form { lines: 2 }, Form { lines: 1 }];

#[derive(Debug, Clone, Copy)]
struct Form {
    /// Lines that a name may take.
    lines: usize,
}

/// A label beside a band's end.
struct Label {
    band: usize,
    name: Vec<String>,
    area: String,
}

/// The labels beside the ends of bands, measured.
pub(super) struct EndLabels {
    labels: Vec<Label>,
    name: TextStyle,
    area: TextStyle,
    leading: f32,
}

impl EndLabels {
    /// Labels for the bands that have ground on the last date, from the top of the stack downwards;
    /// where a height has not room for all, the largest have theirs.
    pub(super) fn new(page: &Page, dataset: &Dataset, stack: &Stack, height: f32) -> Self {
        let name = page.letters(style::BAND_NAME);
        let area = page.letters(style::LEGEND);
        let leading = name.size * if page.is_mirrored() { 1.5 } else { 1.3 };
        let most = (page.width * MOST_WIDTH.0).max(name.size * MOST_WIDTH.1);
        let mut ends: Vec<usize> =
            (0..stack.bands.len()).rev().filter(|&band| stack.bands[band].last() > 0.0).collect();
        let mut labels = Self { labels: Vec::new(), name, area, leading };
        loop {
            for form in FORMS {
                let made = ends.iter().map(|&band| {
                    let found = &stack.bands[band];
                    Label {
                        band,
                        name: best_name(&found.names(page, dataset), name, most, form.lines),
                        area: wording::square_kilometres_of(
                            &wording::area(found.last(), page.language),
                            page.language,
                        ),
                    }
                });
                labels.labels = made.collect();
                if labels.height() <= height || labels.labels.len() <= 1 {
                    return labels;
                }
            }
            let least = ends
                .iter()
                .copied()
                .min_by(|a, b| stack.bands[*a].last().total_cmp(&stack.bands[*b].last()));
            ends.retain(|band| Some(*band) != least);
        }
    }

    /// The bands that have a label.
    pub(super) fn bands(&self) -> Vec<usize> {
        self.labels.iter().map(|label| label.band).collect()
    }

    /// The room that the labels take beside the bands.
    pub(super) fn width(&self) -> f32 {
        let names = self.labels.iter().flat_map(|label| &label.name);
        let names = names.map(|line| width(line, self.name));
        let areas = self.labels.iter().map(|label| width(&label.area, self.area));
        let widest = names.chain(areas).fold(0.0, f32::max);
        if widest > 0.0 { widest + self.gutter() } else { 0.0 }
    }

    fn gutter(&self) -> f32 {
        GUTTER * self.name.size
    }

    fn apart(&self) -> f32 {
        APART * self.name.size
    }

    fn height_of(&self, label: &Label) -> f32 {
        label.name.len() as f32 * self.leading + cap_height(self.name)
    }

    fn height(&self) -> f32 {
        let gaps = self.labels.len().saturating_sub(1) as f32 * self.apart();
        self.labels.iter().map(|label| self.height_of(label)).sum::<f32>() + gaps
    }

    /// The labels beside bands that stand in a place, and the leaders to those that had to move.
    pub(super) fn draw(&self, page: &Page, stairs: &Stairs, place: &Rect) -> Vec<Item> {
        let wishes: Vec<Wish> = self
            .labels
            .iter()
            .map(|label| Wish {
                middle: stairs.end(label.band).unwrap_or(place.bottom()),
                height: self.height_of(label),
            })
            .collect();
        let middles = spread(&wishes, self.apart(), (place.y, place.bottom()));
        let beyond = |share: f32| page.along(place, place.width + self.gutter() * share);
        let mut items = Vec::new();
        let mut leaders = Vec::new();
        for ((label, wish), middle) in self.labels.iter().zip(&wishes).zip(middles) {
            if (middle - wish.middle).abs() > BESIDE * self.name.size {
                let steps = [
                    (LEVEL.0, wish.middle),
                    (LEVEL.1, wish.middle),
                    (1.0 - LEVEL.1 - SHORT, middle),
                    (1.0 - SHORT, middle),
                ];
                leaders.push(steps.map(|(share, y)| Point { x: beyond(share), y }).to_vec());
            }
            let first = middle - wish.height / 2.0 + cap_height(self.name);
            for (index, line) in label.name.iter().enumerate() {
                let origin = Point { x: beyond(1.0), y: first + index as f32 * self.leading };
                items.push(text(line, origin, page.start(), self.name, style::INK));
            }
            let y = first + label.name.len() as f32 * self.leading;
            let origin = Point { x: beyond(1.0), y };
            items.push(text(&label.area, origin, page.start(), self.area, style::FAINT_INK));
        }
        if !leaders.is_empty() {
            let stroke = page.stroke(style::solid(style::FAINT_INK, style::RULE_WIDTH));
            items.push(Item::Stroke { lines: leaders, stroke });
        }
        items
    }
}

/// The fullest of some names that fits whole, else the shortest cut off.
fn best_name(names: &[String], letters: TextStyle, most: f32, lines: usize) -> Vec<String> {
    let whole = names.iter().map(|name| fitted(name, letters, most, lines));
    let uncut = whole.zip(names).find(|(lines, name)| {
        let is_cut = |line: &String| line.ends_with('…');
        !lines.iter().any(is_cut) || name.ends_with('…')
    });
    uncut
        .map(|(lines, _)| lines)
        .unwrap_or_else(|| names.last().map_or(vec![], |name| fitted(name, letters, most, lines)))
}
