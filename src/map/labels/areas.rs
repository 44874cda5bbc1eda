//! Names of countries, of actors on their ground, and of regions.

use super::lettering;
use super::occupancy::Occupancy;
use super::places::extent;
use crate::compare::Areas;
use crate::map::backdrop::Backdrop;
use crate::map::ground::Ground;
use crate::map::mask::{Mask, Room};
use crate::map::naming::actor_name;
use crate::map::page::Page;
use crate::map::scene::{Anchor, Color, Item, Point, Rect, TextStyle};
use crate::map::style;
use crate::map::text::shape;
use crate::map::view::View;
use crate::model::{Snapshot, Status};

/// Sizes in which the name of a country is tried.
const COUNTRY_SIZES: [f32; 4] = [25.0, 20.0, 16.0, 13.0];
/// Sizes in which the name of an actor is tried on its ground.
const ACTOR_SIZES: [f32; 3] = [18.0, 15.0, 12.5];

/// Names countries: those that the map is about only beside what is under somebody's control.
pub(super) fn countries(
    page: &Page,
    snapshot: &Snapshot,
    backdrop: &Backdrop,
    ground: &Ground,
    occupancy: &mut Occupancy,
    items: &mut Vec<Item>,
) {
    for country in &backdrop.countries {
        let name = snapshot.dataset.base_map.countries[country.index].names.get(page.language);
        let name = if page.is_mirrored() { name.to_owned() } else { name.to_uppercase() };
        let mut mask = country.mask.clone();
        if country.is_subject {
            mask.remove(&ground.territories);
        }
        let room = mask.room();
        for size in COUNTRY_SIZES {
            let letters = page.letters(style::country(size));
            let color = page.theme.colors.country_ink;
            if write(page, &name, letters, color, None, &room, occupancy, items) {
                break;
            }
        }
    }
}

/// Names actors on their ground.
pub(super) fn actors(
    page: &Page,
    snapshot: &Snapshot,
    view: &View,
    areas: &Areas,
    occupancy: &mut Occupancy,
    items: &mut Vec<Item>,
) {
    for row in areas.rows.iter().filter(|row| row.control.status == Status::Held) {
        let [actor] = row.control.claimants.as_slice() else { continue };
        let name = actor_name(snapshot.dataset, *actor, page.language);
        let mut mask = Mask::empty(view.frame());
        for territory in &snapshot.territories {
            if territory.status == row.control.status && territory.claimants().eq([*actor]) {
                mask.add(&view.rings(&territory.polygons));
            }
        }
        let room = mask.room();
        let halo = Some(page.halo());
        for size in ACTOR_SIZES {
            let letters = page.letters(TextStyle { spacing: 0.4, ..style::country(size) });
            if write(page, name, letters, page.theme.colors.ink, halo, &room, occupancy, items) {
                break;
            }
        }
    }
}

/// Names regions where there is room left.
pub(super) fn regions(
    page: &Page,
    snapshot: &Snapshot,
    view: &View,
    occupancy: &mut Occupancy,
    items: &mut Vec<Item>,
) {
    let letters = page.letters(style::REGION);
    for region in &snapshot.dataset.base_map.regions {
        let name = region.names.get(page.language);
        let name = if page.is_mirrored() { name.to_owned() } else { name.to_uppercase() };
        let mask = Mask::of(view.frame(), &view.rings(&region.polygons));
        write(
            page,
            &name,
            letters,
            page.theme.colors.region_ink,
            None,
            &mask.room(),
            occupancy,
            items,
        );
    }
}

/// Writes a name where there is most room; false where it has not enough.
#[allow(clippy::too_many_arguments)]
fn write(
    page: &Page,
    name: &str,
    letters: TextStyle,
    color: Color,
    halo: Option<(f32, Color)>,
    room: &Room,
    occupancy: &mut Occupancy,
    items: &mut Vec<Item>,
) -> bool {
    if name.is_empty() {
        return false;
    }
    let width = shape(name, letters).width();
    let (above, below) = extent(page, letters);
    let air = letters.size * 0.5;
    let Some(middle) =
        room.roomiest(width + 2.0 * air, above + below + air, |rect| occupancy.is_clear(rect))
    else {
        return false;
    };
    let rect = Rect {
        x: middle.x - width / 2.0,
        y: middle.y - (above + below) / 2.0,
        width,
        height: above + below,
    };
    occupancy.block(&rect);
    let origin = Point { x: middle.x, y: rect.y + above };
    items.push(lettering(name.to_owned(), origin, Anchor::Middle, letters, color, halo));
    true
}
