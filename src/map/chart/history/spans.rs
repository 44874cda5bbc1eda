//! A band's spans, as they are drawn on the axis.

use jiff::civil::Date;

use super::{Band, BandSpan};
use crate::map::chart::axis::Axis;
use crate::map::naming::{name_of_status, names_by_length};
use crate::map::page::{Page, filled, outlined, width};
use crate::map::scene::{Item, Paint, Point, Rect, Text, TextStyle};
use crate::map::text::cap_height;
use crate::model::{Control, Dataset};

/// Width in page pixels below which no span is drawn, however short it is.
const LEAST: f32 = 1.5;
/// Share of a band's height that further claims take.
const FURTHER: f32 = 0.25;
/// Space between the beginning of a span and what is written in it, in ems.
const INSET: f32 = 0.5;

/// A span on the axis.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch<'a> {
    span: &'a BandSpan,
    from: f32,
    to: f32,
}

/// The spans of a band of which something can be seen, in order.
pub(super) fn stretches<'a>(band: &'a Band, axis: &Axis) -> Vec<Stretch<'a>> {
    let within = |date: Option<Date>, open: f32| {
        date.map_or(open, |date| axis.distance(date).clamp(0.0, axis.length()))
    };
    let mut stretches: Vec<Stretch> = band
        .spans
        .iter()
        .map(|span| Stretch {
            span,
            from: within(span.validity.from(), 0.0),
            to: within(span.validity.until(), axis.length()),
        })
        .filter(|stretch| stretch.from < stretch.to)
        .collect();
    stretches.sort_by(|a, b| a.from.total_cmp(&b.from));
    stretches
}

/// The days on which something changes.
pub(super) fn changes(stretches: &[Stretch]) -> Vec<Date> {
    let later = stretches.iter().filter(|stretch| stretch.from > 0.0);
    later.filter_map(|stretch| stretch.span.validity.from()).collect()
}

impl Stretch<'_> {
    /// What is drawn of it.
    pub(super) fn span(&self) -> &BandSpan {
        self.span
    }

    fn width(&self) -> f32 {
        self.to - self.from
    }

    /// The stretch, made wide enough to be seen.
    fn visible(&self) -> (f32, f32) {
        let missing = (LEAST - self.width()).max(0.0) / 2.0;
        (self.from - missing, self.to + missing)
    }
}

/// Draws bands.
pub(super) struct Pen<'a> {
    pub(super) page: &'a Page,
    pub(super) dataset: &'a Dataset,
    pub(super) axis: &'a Axis,
    pub(super) letters: TextStyle,
}

impl Pen<'_> {
    /// The spans in their colours; the short ones last, so that no neighbour hides them.
    pub(super) fn fills(&self, stretches: &[Stretch], y: f32, height: f32) -> Vec<Item> {
        let (short, long): (Vec<&Stretch>, Vec<&Stretch>) =
            stretches.iter().partition(|stretch| stretch.width() < LEAST);
        let mut items = Vec::new();
        for stretch in long.into_iter().chain(short) {
            let (from, to) = stretch.visible();
            let rect = self.axis.stretch(self.page, from, to, y, height);
            items.extend(self.fill(stretch.span, rect));
        }
        items
    }

    fn fill(&self, span: &BandSpan, rect: Rect) -> Vec<Item> {
        if !span.has_data {
            let stroke = self.page.stroke(self.page.theme.without_data());
            return vec![outlined(rect.grown(-stroke.width / 2.0), stroke)];
        }
        let Some((first, further)) = span.controls.split_first() else {
            let stroke = self.page.stroke(self.page.theme.rule());
            return vec![
                filled(rect, Paint::Solid(self.page.theme.colors.land)),
                outlined(rect.grown(-stroke.width / 2.0), stroke),
            ];
        };
        let mut items = self.painted(first, rect);
        let height = rect.height * FURTHER / further.len().max(1) as f32;
        for (index, control) in further.iter().enumerate() {
            let y = rect.bottom() - height * (further.len() - index) as f32;
            items.extend(self.painted(control, Rect { y, height, ..rect }));
        }
        items
    }

    fn painted(&self, control: &Control, rect: Rect) -> Vec<Item> {
        let paints = self.page.ground(self.dataset, control);
        paints.into_iter().map(|paint| filled(rect, paint)).collect()
    }

    /// Thin lines where spans meet that are long enough to be parted.
    pub(super) fn seams(&self, stretches: &[Stretch], y: f32, height: f32) -> Option<Item> {
        let parted = stretches.windows(2).filter(|pair| {
            pair.iter().all(|stretch| stretch.width() > 2.0 * LEAST && stretch.span.has_data)
        });
        let lines: Vec<Vec<Point>> = parted
            .map(|pair| {
                let x = self.axis.x(self.page, pair[1].from);
                vec![Point { x, y }, Point { x, y: y + height }]
            })
            .collect();
        let stroke = self.page.stroke(self.page.theme.limit());
        (!lines.is_empty()).then_some(Item::Stroke { lines, stroke })
    }

    /// Who holds the place, written in each span that has room for it.
    pub(super) fn names(&self, stretches: &[Stretch], y: f32, height: f32) -> Vec<Item> {
        let named = stretches.iter().filter(|stretch| stretch.span.has_data);
        named.filter_map(|stretch| self.name(stretch, y, height)).collect()
    }

    fn name(&self, stretch: &Stretch, y: f32, height: f32) -> Option<Item> {
        let (first, further) = stretch.span.controls.split_first()?;
        let inset = INSET * self.letters.size;
        let room = stretch.width() - 2.0 * inset;
        let language = self.page.language;
        let names = names_by_length(self.dataset, first, language).into_iter();
        let mut names = names.chain(name_of_status(first, language));
        let content = names.find(|name| width(name, self.letters) <= room)?;
        let free = height * if further.is_empty() { 1.0 } else { 1.0 - FURTHER };
        let cap = cap_height(self.letters);
        if cap * 1.3 > free {
            return None;
        }
        let x = self.axis.x(self.page, stretch.from + inset);
        // Letters on stripes need an outline to be read.
        let is_striped = self.page.ground(self.dataset, first).len() > 1;
        let halo = self.page.halo();
        Some(Item::Text(Text {
            content,
            origin: Point { x, y: y + (free + cap) / 2.0 },
            anchor: self.page.start(),
            style: self.letters,
            color: self.page.theme.colors.ink,
            halo: is_striped.then_some(halo),
            rotation: 0.0,
        }))
    }
}
