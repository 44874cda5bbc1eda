//! Words on the map: what is named, and where, so that none touches another.
//!
//! Towns and call-outs of ground too small to see are each a [`Mark`], and [`choice`] places many at
//! once; [`remarks`] finds room for the texts of annotations. Names of areas stand where most room is
//! left, those of rivers along them.

mod areas;
mod callouts;
mod choice;
mod draft;
pub(super) mod everywhere;
mod mark;
mod occupancy;
mod places;
mod remarks;
mod rivers;
pub(super) mod setting;

use super::annotations::remarks as annotations_of;
use super::compose::state::State;
use super::ground::Ground;
use super::ground::backdrop::Backdrop;
use super::page::Page;
use super::scene::{Item, Point, Rect};
use super::view::View;
use draft::Draft;
use mark::Mark;
use places::Towns;

/// The words on a map.
pub(super) struct Labels {
    /// Symbols and words, in drawing order.
    pub(super) items: Vec<Item>,
    /// Icons, arrows and panels of annotations, beneath them.
    pub(super) annotations: Vec<Item>,
}

/// Places words on the ground of a map, clear of what is taken, and of front lines: those of all dates of
/// a series, so that words stand still from one to the next.
pub(super) fn place(
    page: &Page,
    state: &State,
    view: &View,
    backdrop: &Backdrop,
    ground: &Ground,
    fronts: &[Vec<Point>],
    taken: &[Rect],
) -> Labels {
    let (snapshot, classes) = (&state.snapshot, &state.areas);
    let mut draft = Draft::new(page, snapshot, view, backdrop, ground, fronts, taken);
    if classes.are_many() {
        // On a map of states the states come first.
        areas::states(&mut draft, classes);
    }
    // Where one holds everything the legend has said so.
    let names_holders = !classes.are_many() && areas::sole_holders(classes).len() > 1;
    let callouts = if names_holders { callouts::of_small_ground(&mut draft) } else { Vec::new() };
    let mut remarks = annotations_of(page, view, snapshot);
    let mut named: Vec<usize> = callouts.iter().filter_map(|callout| callout.place).collect();
    let said = places::said(snapshot, page, &remarks);
    named.extend(said.iter().map(|(place, _)| place));
    let changed = places::changed(state);
    let Towns { chief, lesser, most } =
        places::towns(&mut draft, &changed, &named, classes.are_many());
    let mut marks: Vec<Mark> = callouts.into_iter().map(|callout| callout.mark).collect();
    let called_out = marks.len();
    // Ground that is called out hides the towns beside it unless both are placed at once.
    let (beside, lesser): (Vec<Mark>, Vec<Mark>) =
        lesser.into_iter().partition(|town| marks.iter().any(|callout| callout.is_beside(town)));
    marks.extend(chief);
    marks.extend(beside);
    // Call-outs come on top of the towns that there is room for.
    let most = most + called_out;
    let placed = draft.place(&marks, most);
    let news = said.iter().filter(|(place, _)| changed.contains(place)).map(|(_, number)| *number);
    places::ring(page, &mut remarks, news);
    draft.annotate(&remarks);
    if let Some(change) = &state.change {
        areas::gains(&mut draft, change);
    }
    draft.place(&lesser, most.saturating_sub(placed));
    areas::countries(&mut draft);
    areas::lakes(&mut draft);
    if names_holders {
        areas::holders(&mut draft, classes);
    }
    rivers::name(&mut draft);
    areas::regions(&mut draft);
    draft.finish()
}
