//! What stands on the map besides its legend: scale bar, locator, degrees.

use super::sight::Sight;
use crate::map::furniture::corner::{Corner, cheapest};
use crate::map::furniture::degrees::Degrees;
use crate::map::furniture::locator::{self, locator};
use crate::map::furniture::scale_bar::ScaleBar;
use crate::map::ground::backdrop::Backdrop;
use crate::map::page::Page;
use crate::map::scene::{Item, Layer, Rect};
use crate::map::style;
use crate::map::view::View;
use crate::model::Dataset;

/// What a locator may hide, in cells of ground.
const LITTLE: f32 = 12.0;

/// What stands on the map besides its legend, on every date.
#[derive(Default)]
pub(super) struct Insets {
    /// Scale bar and degrees.
    pub(super) items: Vec<Item>,
    /// Small maps.
    pub(super) layers: Vec<Layer>,
    /// Where nothing else can stand.
    pub(super) taken: Vec<Rect>,
}

impl Insets {
    /// The rectangle of a size in the corner of the map that hides least.
    fn corner(
        &self,
        page: &Page,
        (view, sight): (&View, &Sight),
        corners: [Corner; 4],
        size: (f32, f32),
    ) -> Option<Rect> {
        let inset = page.length(style::MARGIN) * 0.6;
        let hides = |rect: &Rect| sight.harm(page, rect);
        cheapest(corners, size, &view.frame(), inset, &self.taken, hides)
    }

    fn take(&mut self, page: &Page, place: Rect) {
        self.taken.push(place.grown(page.length(style::MARGIN) * 0.2));
    }

    /// A scale bar, but for a map of the whole globe, where no scale is true.
    pub(super) fn add_scale_bar(&mut self, page: &Page, view: &View, sight: &Sight) {
        if view.shows_whole_globe() {
            return;
        }
        let bar = ScaleBar::new(page, view.frame().width, view.pixels_per_kilometre());
        let corners = Corner::for_scale_bar(page.is_mirrored());
        if let Some(place) = self.corner(page, (view, sight), corners, bar.size) {
            self.items.extend(bar.draw(page, &place));
            self.take(page, place);
        }
    }

    /// A locator, where it hides hardly anything.
    pub(super) fn add_locator(
        &mut self,
        page: &Page,
        dataset: &Dataset,
        view: &View,
        (sight, backdrop): (&Sight, &Backdrop),
    ) {
        let corners = Corner::for_locator(page.is_mirrored());
        let place = self.corner(page, (view, sight), corners, locator::size(page));
        let place = place.filter(|place| sight.harm(page, place) < LITTLE);
        let drawn = place.and_then(|place| {
            let layer = locator(page, dataset, view, &backdrop.subjects(dataset), place)?;
            Some((layer, place))
        });
        if let Some((layer, place)) = drawn {
            self.layers.push(layer);
            self.take(page, place);
        }
    }

    /// Lines of equal longitude and latitude upon the backdrop, with their degrees.
    pub(super) fn add_graticule(&mut self, page: &Page, view: &View, backdrop: &mut Backdrop) {
        if let Some(degrees) = Degrees::of(page, view, &self.taken) {
            backdrop.upon.push(degrees.lines);
            self.items.extend(degrees.figures);
            self.taken.extend(degrees.taken);
        }
    }
}
