//! The chart of areas as a strip below a map: small, and played up to a date.

use super::scale::Scale;
use super::stack::Stack;
use super::stairs::Stairs;
use super::{AreaSeries, between};
use crate::map::chart::axis::{Axis, Side};
use crate::map::page::{Page, filled};
use crate::map::scene::{Color, Item, Paint, Point, Rect};
use crate::map::style;
use crate::model::{Dataset, Date};

/// How much closer together the lines of the scale may be than on a chart of its own.
const FINER: f32 = 1.5;

/// A strip, drawn but for the date up to which it has been played.
pub(in crate::map) struct Strip {
    axis: Axis,
    place: Rect,
    /// The bands of all dates.
    pub(in crate::map) bands: Vec<Item>,
    /// The axis of time and the scale of areas.
    pub(in crate::map) scales: Vec<Item>,
}

impl Strip {
    /// The strip of a series in a part of the page; nothing where there are no dates.
    pub(in crate::map) fn of(
        page: &Page,
        dataset: &Dataset,
        series: &AreaSeries,
        room: &Rect,
    ) -> Option<Self> {
        let (first, last) = series.dates.first().zip(series.dates.last())?;
        let stack = Stack::of(series);
        let rough = Axis::of_days(*first, *last, *room);
        let height = room.height - rough.height(page);
        let scale = Scale::new(page, stack.peak(), height * FINER);
        let top = room.y + scale.rise(page);
        let place = Rect { y: top, height: room.y + height - top, ..*room };
        let place = between(page, &place, scale.width(page), page.length(style::MARGIN) * 0.2);
        let axis = Axis::of_days(*first, *last, place);
        let stairs = Stairs::new(page, &stack, &axis, &scale, place);
        let mut bands = stairs.fills(&stack, dataset);
        bands.push(scale.grid(page, &place));
        bands.push(stairs.seams());
        let mut scales = scale.figures(page, &place);
        scales.extend(axis.draw(page, place.bottom(), Side::Below));
        Some(Self { axis, place, bands, scales })
    }

    /// What veils the days after a date, and marks the date.
    pub(in crate::map) fn played_until(&self, page: &Page, date: Date) -> Vec<Item> {
        let end = self.axis.length();
        let at = date.tomorrow().map_or(end, |next| self.axis.distance(next)).clamp(0.0, end);
        let ahead = self.axis.stretch(page, at, end, self.place.y, self.place.height);
        let veil = Color { a: 0xC8, ..page.theme.colors.paper };
        let x = self.axis.x(page, at);
        let mark = vec![Point { x, y: self.place.y }, Point { x, y: self.place.bottom() }];
        let stroke = style::solid(page.theme.colors.ink, 1.6);
        vec![
            filled(ahead, Paint::Solid(veil)),
            Item::Stroke { lines: vec![mark], stroke: page.stroke(stroke) },
        ]
    }
}
