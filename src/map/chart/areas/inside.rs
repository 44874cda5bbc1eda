//! What is written inside bands and stretches without data.

use super::stack::Stack;
use super::stairs::Stairs;
use crate::map::page::{Page, width};
use crate::map::scene::{Anchor, Color, Item, Point, Rect, Text};
use crate::map::text::cap_height;
use crate::map::wording::{self, Symbol};
use crate::map::{chart::axis::Axis, style};
use crate::model::Dataset;

/// Space on either side of what is written, in ems.
const INSET: f32 = 0.6;
/// Height of the room that a line of text asks for, in heights of a capital letter.
const ROOM: f32 = 2.1;

/// The name of a band where it is thickest; nothing where none of its names has room.
pub(super) fn name_inside(
    page: &Page,
    dataset: &Dataset,
    axis: &Axis,
    (stack, stairs): (&Stack, &Stairs),
    band: usize,
) -> Option<Item> {
    let letters = page.letters(style::BAND_NAME);
    let (cap, inset) = (cap_height(letters), INSET * letters.size);
    let found = &stack.bands[band];
    let (content, spot) = found.names(page, dataset).into_iter().find_map(|name| {
        let taken = width(&name, letters) + 2.0 * inset;
        stairs.roomiest(band, taken, ROOM * cap).map(|spot| (name, spot))
    })?;
    // Letters on stripes need an outline to be read.
    let is_striped = found.paints(page, dataset).len() > 1;
    Some(Item::Text(Text {
        content,
        origin: Point { x: axis.x(page, spot.distance), y: spot.y + cap / 2.0 },
        anchor: Anchor::Middle,
        style: letters,
        color: page.theme.colors.ink,
        halo: is_striped.then(|| halo(page)),
        rotation: 0.0,
    }))
}

fn halo(page: &Page) -> (f32, Color) {
    page.halo()
}

/// That there is no data between two distances; nothing where there is no room to say so.
pub(super) fn silence(
    page: &Page,
    axis: &Axis,
    place: &Rect,
    (from, to): (f32, f32),
) -> Option<Item> {
    let letters = page.letters(style::LEGEND);
    let content = wording::symbol(Symbol::DaysWithoutData, page.language);
    let fits = width(content, letters) + 2.0 * INSET * letters.size <= to - from;
    let y = place.y + (place.height + cap_height(letters)) / 2.0;
    fits.then(|| {
        Item::Text(Text {
            content: content.to_owned(),
            origin: Point { x: axis.x(page, f32::midpoint(from, to)), y },
            anchor: Anchor::Middle,
            style: letters,
            color: page.theme.colors.faint_ink,
            // Lines of the scale run behind it.
            halo: Some(halo(page)),
            rotation: 0.0,
        })
    })
}
