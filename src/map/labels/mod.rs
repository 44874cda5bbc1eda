//! Names on the map: which are shown, and where, so that none touches another.

mod areas;
mod occupancy;
mod places;
mod remarks;
mod waters;

use super::annotations::Remark;
use super::backdrop::Backdrop;
use super::ground::Ground;
use super::page::Page;
use super::scene::{Color, Item, Point, Rect, Text, TextStyle};
use super::view::View;
use crate::compare::Areas;
use crate::model::Snapshot;
use occupancy::Occupancy;

/// The names on a map.
pub(super) struct Labels {
    /// Dots and names, in drawing order.
    pub(super) items: Vec<Item>,
    /// What the annotations draw whose texts found room, in drawing order.
    pub(super) annotations: Vec<Item>,
}

/// Places names on the ground of a map, clear of what is taken.
pub(super) fn place(
    page: &Page,
    snapshot: &Snapshot,
    view: &View,
    backdrop: &Backdrop,
    ground: &Ground,
    classes: &Areas,
    remarks: &[Remark],
    taken: &[Rect],
) -> Labels {
    let mut occupancy = Occupancy::new(view.frame());
    for rect in taken {
        occupancy.block(rect);
    }
    for line in &ground.fronts {
        occupancy.mark(line, 6);
    }
    for (_, lines) in &backdrop.rivers {
        for line in lines {
            occupancy.mark(line, 2);
        }
    }
    for lake in &snapshot.dataset.base_map.lakes {
        for shore in view.rings(&lake.polygons) {
            occupancy.mark(&shore, 1);
        }
    }
    let mut candidates = places::candidates(page, snapshot, view, backdrop);
    let mut items = Vec::new();
    let chief = candidates.partition_point(|it| it.is_chief);
    let lesser = candidates.split_off(chief);
    let budget = places::budget(page, view);
    if classes.are_many() {
        // On a map of states the states come first.
        areas::actors(page, snapshot, view, classes, &mut occupancy, &mut items);
    }
    let mut names = places::place(page, &candidates, &mut occupancy, budget);
    let remarks::Placed { drawn: annotations, texts } =
        remarks::place(page, remarks, &mut occupancy);
    areas::countries(page, snapshot, backdrop, ground, &mut occupancy, &mut items);
    waters::lakes(page, snapshot, view, &mut occupancy, &mut items);
    let budget = budget.saturating_sub(candidates.len());
    names.append(places::place(page, &lesser, &mut occupancy, budget));
    waters::rivers(page, snapshot, backdrop, &mut occupancy, &mut items);
    areas::regions(page, snapshot, view, &mut occupancy, &mut items);
    items.extend(names.dots);
    items.extend(names.texts);
    items.extend(texts);
    Labels { items, annotations }
}

/// A line of text on the map.
fn lettering(
    content: String,
    origin: Point,
    anchor: super::scene::Anchor,
    style: TextStyle,
    color: Color,
    halo: Option<(f32, Color)>,
) -> Item {
    Item::Text(Text { content, origin, anchor, style, color, halo, rotation: 0.0 })
}
