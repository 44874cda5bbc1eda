//! The names and areas of the bands that reach the end of the chart, written beside them.

use super::scale::Scale;
use super::spread::{Wish, spread};
use super::stack::Stack;
use crate::map::page::{Page, filled, fitted, outlined, text, width};
use crate::map::scene::{Item, Point, Rect, TextStyle};
use crate::map::style;
use crate::map::text::cap_height;
use crate::model::Dataset;

/// Share of the page's width that labels may take, and the ems they may take at least.
const MOST_WIDTH: (f32, f32) = (0.2, 8.0);
/// Height in page pixels below which a band can hardly be seen, and has no label.
const LEAST: f32 = 1.5;
/// Space between two labels, in ems.
const APART: f32 = 0.8;
/// Space between bands and labels that stand beside theirs, in ems.
const GAP: f32 = 0.9;
/// How far a label may be from its band without a leader, in ems.
const BESIDE: f32 = 0.3;
/// Width of the room for leaders, in shares of how far the labels had to move, and in ems.
const LEADER: f32 = 0.3;
const LEADER_WIDTHS: (f32, f32) = (1.1, 4.0);
/// How far a leader runs level at its ends, in ems.
const LEVEL: f32 = 0.3;
/// Side of the swatch between leader and label, and the space round it, in ems.
const SWATCH: (f32, f32) = (0.72, 0.3);

/// A label beside a band's end.
#[derive(Debug)]
struct Label {
    band: usize,
    name: Vec<String>,
    area: String,
    /// The y of the middle of its band's end.
    end: f32,
    /// The y of its own middle.
    middle: f32,
}

/// The labels beside the ends of bands, each at its height on the page.
#[derive(Debug)]
pub(super) struct EndLabels {
    labels: Vec<Label>,
    name: TextStyle,
    area: TextStyle,
    leading: f32,
    /// The room between bands and labels.
    gutter: f32,
}

impl EndLabels {
    /// Labels for the bands that can be seen on the last date, from the top of the stack downwards,
    /// beside a place whose height is settled; where it has not room for all, the largest have
    /// theirs.
    pub(super) fn new(
        page: &Page,
        dataset: &Dataset,
        stack: &Stack,
        scale: &Scale,
        place: &Rect,
    ) -> Self {
        let name = page.letters(style::BAND_NAME);
        let area = page.letters(style::LEGEND);
        let leading = name.size * if page.is_mirrored() { 1.5 } else { 1.3 };
        let mut labels = Self { labels: Vec::new(), name, area, leading, gutter: 0.0 };
        let mut ends = ends(stack, scale, place);
        let most = (page.width * MOST_WIDTH.0).max(name.size * MOST_WIDTH.1);
        let is_settled = |labels: &Self, ends: &[(usize, f32)]| {
            [2, 1].into_iter().find_map(|lines| {
                let made = ends.iter().map(|&(band, end)| {
                    let found = &stack.bands[band];
                    let (name, is_cut) = best_name(&found.names(page, dataset), name, most, lines);
                    let area = found.last_figure(page).unwrap_or_default();
                    (Label { band, name, area, end, middle: end }, is_cut)
                });
                let (made, cuts): (Vec<Label>, Vec<bool>) = made.unzip();
                // A name in the legend is better than one that is cut off.
                let is_whole = lines > 1 || !cuts.contains(&true);
                let fits = labels.height(&made) <= place.height && is_whole;
                (fits || made.len() <= 1).then_some(made)
            })
        };
        labels.labels = loop {
            if let Some(made) = is_settled(&labels, &ends) {
                break made;
            }
            let area = |end: &(usize, f32)| stack.bands[end.0].last();
            let least = ends.iter().min_by(|a, b| area(a).total_cmp(&area(b))).copied();
            ends.retain(|end| Some(end.0) != least.map(|least| least.0));
        };
        labels.spread(place);
        labels
    }

    /// Moves the labels apart, and makes room for the leaders of those that had to move far.
    fn spread(&mut self, place: &Rect) {
        let wish = |label: &Label| Wish { middle: label.end, height: self.height_of(label) };
        let wishes: Vec<Wish> = self.labels.iter().map(wish).collect();
        let middles = spread(&wishes, APART * self.name.size, (place.y, place.bottom()));
        for (label, middle) in self.labels.iter_mut().zip(middles) {
            label.middle = middle;
        }
        let em = self.name.size;
        let moved = self.labels.iter().filter(|label| self.has_leader(label));
        let farthest = moved.map(|label| (label.middle - label.end).abs()).fold(0.0, f32::max);
        self.gutter = if farthest > 0.0 {
            let leader = (farthest * LEADER).clamp(LEADER_WIDTHS.0 * em, LEADER_WIDTHS.1 * em);
            leader + (SWATCH.0 + 2.0 * SWATCH.1) * em
        } else {
            GAP * em
        };
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
        if widest > 0.0 { widest + self.gutter } else { 0.0 }
    }

    fn has_leader(&self, label: &Label) -> bool {
        (label.middle - label.end).abs() > BESIDE * self.name.size
    }

    fn height_of(&self, label: &Label) -> f32 {
        label.name.len() as f32 * self.leading + cap_height(self.name)
    }

    fn height(&self, labels: &[Label]) -> f32 {
        let gaps = labels.len().saturating_sub(1) as f32 * APART * self.name.size;
        labels.iter().map(|label| self.height_of(label)).sum::<f32>() + gaps
    }

    /// The labels beside bands that stand in a place, and the leaders to those that had to move.
    pub(super) fn draw(
        &self,
        page: &Page,
        dataset: &Dataset,
        stack: &Stack,
        place: &Rect,
    ) -> Vec<Item> {
        let mut items = Vec::new();
        let mut leaders = Vec::new();
        for label in &self.labels {
            if self.has_leader(label) {
                leaders.push(self.leader(page, label, place));
                items.extend(self.swatch(page, dataset, stack, label, place));
            }
            let first = label.middle - self.height_of(label) / 2.0 + cap_height(self.name);
            let x = self.beyond(page, place, self.gutter);
            for (index, line) in label.name.iter().enumerate() {
                let origin = Point { x, y: first + index as f32 * self.leading };
                items.push(text(line, origin, page.start(), self.name, page.theme.colors.ink));
            }
            let origin = Point { x, y: first + label.name.len() as f32 * self.leading };
            items.push(text(
                &label.area,
                origin,
                page.start(),
                self.area,
                page.theme.colors.faint_ink,
            ));
        }
        if !leaders.is_empty() {
            let stroke =
                page.stroke(style::solid(page.theme.colors.faint_ink, page.theme.widths.rule));
            items.push(Item::Stroke { lines: leaders, stroke });
        }
        items
    }

    /// The x of a distance from the bands' end.
    fn beyond(&self, page: &Page, place: &Rect, distance: f32) -> f32 {
        page.along(place, place.width + distance)
    }

    fn leader(&self, page: &Page, label: &Label, place: &Rect) -> Vec<Point> {
        let em = self.name.size;
        let end = self.gutter - (SWATCH.0 + SWATCH.1) * em;
        let middle = self.first_middle(label);
        let steps = [
            (SWATCH.1 / 2.0 * em, label.end),
            (LEVEL * em, label.end),
            (end - LEVEL * em, middle),
            (end, middle),
        ];
        steps.map(|(distance, y)| Point { x: self.beyond(page, place, distance), y }).to_vec()
    }

    /// The y of the middle of the first line, at which leaders end.
    fn first_middle(&self, label: &Label) -> f32 {
        label.middle - (self.height_of(label) - cap_height(self.name)) / 2.0
    }

    fn swatch(
        &self,
        page: &Page,
        dataset: &Dataset,
        stack: &Stack,
        label: &Label,
        place: &Rect,
    ) -> Vec<Item> {
        let side = SWATCH.0 * self.name.size;
        let far = self.gutter - SWATCH.1 * self.name.size;
        let [one, other] = [far, far - side].map(|distance| self.beyond(page, place, distance));
        let y = self.first_middle(label) - side / 2.0;
        let rect = Rect { x: one.min(other), y, width: side, height: side };
        let paints = stack.bands[label.band].paints(page, dataset);
        let mut items: Vec<Item> = paints.into_iter().map(|paint| filled(rect, paint)).collect();
        items.push(outlined(rect, page.stroke(page.theme.seam())));
        items
    }
}

/// The bands that can be seen on the last date, from the top of the stack downwards, with the y of
/// the middle of their ends.
fn ends(stack: &Stack, scale: &Scale, place: &Rect) -> Vec<(usize, f32)> {
    let mut ends = Vec::new();
    let mut below = 0.0;
    for (band, found) in stack.bands.iter().enumerate() {
        let above = below + found.last();
        let (lower, upper) = (scale.y(place, below), scale.y(place, above));
        if lower - upper >= LEAST {
            ends.push((band, f32::midpoint(lower, upper)));
        }
        below = above;
    }
    ends.reverse();
    ends
}

/// The fullest of some names that fits whole, else the shortest cut off, and whether it is.
fn best_name(names: &[String], letters: TextStyle, most: f32, lines: usize) -> (Vec<String>, bool) {
    let fitted = |name: &String| fitted(name, letters, most, lines);
    let is_whole = |lines: &Vec<String>, name: &str| {
        name.ends_with('…') || !lines.iter().any(|line| line.ends_with('…'))
    };
    let whole = names.iter().map(|name| (fitted(name), name)).find(|(it, name)| is_whole(it, name));
    match whole {
        Some((lines, _)) => (lines, false),
        None => (names.last().map(fitted).unwrap_or_default(), true),
    }
}
