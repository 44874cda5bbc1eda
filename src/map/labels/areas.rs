//! Names of countries, of actors on their ground, of regions and of lakes.

use super::draft::Draft;
use super::setting::{Ink, Setting};
use crate::compare::Areas;
use crate::map::compose::state::Change;
use crate::map::mask::Mask;
use crate::map::naming::actor_name;
use crate::map::scene::{TextStyle, Weight};
use crate::map::{style, wording};
use crate::model::{ActorId, Names, Status};

/// Sizes in which the name of a country is tried.
const COUNTRY_SIZES: [f32; 4] = [25.0, 20.0, 16.0, 13.0];
/// Sizes in which the name of an actor is tried on its ground.
const HOLDER_SIZES: [f32; 4] = [21.0, 18.0, 15.0, 12.5];
/// The same on a map of very many actors.
const STATE_SIZES: [f32; 3] = [18.0, 15.0, 12.5];
/// Side in page pixels of a square as large as the smallest piece of ground that is named.
const NAMED_PIECE: f32 = 110.0;
/// Pieces of ground of one actor that are named at most.
const MOST_PIECES: usize = 3;
/// Sizes in which the size of ground that changed hands is tried.
const GAIN_SIZES: [f32; 3] = [24.0, 19.0, 15.0];
/// Pieces of ground that changed hands whose size is told at most.
const MOST_PATCHES: usize = 5;
/// Room round the name of an area, in ems.
const AIR: f32 = 0.5;

/// Names countries: those that the map is about only beside what is under somebody's control.
pub(super) fn countries(draft: &mut Draft) {
    let (ground, backdrop) = (draft.ground, draft.backdrop);
    for country in &backdrop.countries {
        let names = &draft.snapshot.dataset.base_map.countries[country.index].names;
        let mut mask = country.mask.clone();
        if country.is_subject {
            mask.remove(&ground.territories);
        }
        let color = draft.page.theme.colors.country_ink;
        let ink =
            |size| Ink { letters: draft.page.letters(style::country(size)), color, halo: None };
        let inks = COUNTRY_SIZES.map(ink);
        name(draft, names, true, &inks, mask, false);
    }
}

/// Names actors on the larger pieces of their ground.
pub(super) fn holders(draft: &mut Draft, classes: &Areas) {
    let page = draft.page;
    let least = (page.length(NAMED_PIECE) / Mask::CELL).powi(2).ceil() as usize;
    for actor in sole_holders(classes) {
        let dataset = draft.snapshot.dataset;
        let names = Names::new(actor_name(dataset, actor, page.language));
        let color = page.theme.lettering(dataset.actor(actor).color);
        let inks = HOLDER_SIZES.map(|size| {
            let letters = TextStyle { size, weight: Weight::Bold, spacing: size * 0.14 };
            Ink { letters: page.letters(letters), color, halo: None }
        });
        for piece in ground_of(draft, actor).pieces(least).into_iter().take(MOST_PIECES) {
            name(draft, &names, true, &inks, piece, false);
        }
    }
}

/// Says on the ground that changed hands how large it is: on its largest pieces, as far as there is
/// room.
pub(super) fn gains(draft: &mut Draft, change: &Change) {
    let page = draft.page;
    let patches = change.advance.patches.iter().filter(|patch| !patch.is_sliver);
    for patch in patches.take(MOST_PATCHES) {
        let Some(actor) = patch.to.first().and_then(|control| control.claimants.first()) else {
            continue;
        };
        let figure = wording::gain(&wording::area(patch.area.0, page.language));
        let text = wording::square_kilometres_of(&figure, page.language);
        let color = page.theme.lettering(draft.snapshot.dataset.actor(*actor).color);
        let ways = GAIN_SIZES.map(|size| {
            let letters = page.letters(TextStyle { size, weight: Weight::Bold, spacing: 0.0 });
            let ink = Ink { letters, color, halo: Some(page.halo()) };
            (Setting::of(vec![text.clone()], letters), ink)
        });
        let mask = Mask::of(draft.view.frame(), &draft.view.rings(&patch.polygons));
        let ground = draft.occupancy.left_of(mask, true);
        if ground.count() > 0 {
            draft.write_within(&ground, &ways, AIR);
        }
    }
}

/// Names states, where there are very many, each once.
pub(super) fn states(draft: &mut Draft, classes: &Areas) {
    let page = draft.page;
    for actor in sole_holders(classes) {
        let names = Names::new(actor_name(draft.snapshot.dataset, actor, page.language));
        let inks = STATE_SIZES.map(|size| {
            let letters = page.letters(TextStyle { spacing: 0.4, ..style::country(size) });
            Ink { letters, color: page.theme.colors.ink, halo: Some(page.halo()) }
        });
        let ground = ground_of(draft, actor);
        name(draft, &names, false, &inks, ground, true);
    }
}

/// Names regions where there is room left.
pub(super) fn regions(draft: &mut Draft) {
    let snapshot = draft.snapshot;
    let letters = draft.page.letters(style::REGION);
    let ink = Ink { letters, color: draft.page.theme.colors.region_ink, halo: None };
    let regions = &snapshot.dataset.base_map.regions;
    for (region, mask) in regions.iter().zip(&draft.backdrop.regions) {
        name(draft, &region.names, true, &[ink], mask.clone(), false);
    }
}

/// Names lakes that are large enough.
pub(super) fn lakes(draft: &mut Draft) {
    let snapshot = draft.snapshot;
    let letters = draft.page.letters(style::WATER);
    let ink = Ink { letters, color: draft.page.theme.colors.water_ink, halo: None };
    for (index, _, mask) in &draft.backdrop.lakes {
        let lake = &snapshot.dataset.base_map.lakes[*index];
        name(draft, &lake.names, false, &[ink], mask.clone(), true);
    }
}

/// The actors who hold ground alone, the one with most ground first.
pub(super) fn sole_holders(classes: &Areas) -> Vec<ActorId> {
    let held = classes.rows.iter().filter(|row| row.control.status == Status::Held);
    held.filter_map(|row| match row.control.claimants.as_slice() {
        [only] => Some(*only),
        _ => None,
    })
    .collect()
}

/// Where an actor holds ground alone.
pub(super) fn ground_of(draft: &Draft, actor: ActorId) -> Mask {
    let held = draft.ground.controls.iter().find(|(control, _)| {
        control.status == Status::Held && control.claimants.as_slice() == [actor]
    });
    held.map_or_else(|| Mask::empty(draft.view.frame()), |(_, mask)| mask.clone())
}

/// Writes a name on ground in the first of several inks, and of several ways to break it, for which
/// there is room.
fn name(
    draft: &mut Draft,
    names: &Names,
    in_capitals: bool,
    inks: &[Ink],
    ground: Mask,
    may_cross_lines: bool,
) {
    let Some(letters) = inks.first().map(|ink| ink.letters) else { return };
    let ground = draft.occupancy.left_of(ground, may_cross_lines);
    if ground.count() == 0 {
        return;
    }
    let Some((name, _)) = draft.writable(names, letters) else { return };
    // Arabic has no capitals, and letters that join leave no room between them.
    let name = if in_capitals && !draft.page.is_mirrored() { name.to_uppercase() } else { name };
    let ways: Vec<(Setting, Ink)> = inks
        .iter()
        .flat_map(|ink| {
            let ways = Setting::of_area(&name, ink.letters);
            ways.into_iter().map(|way| (way, *ink))
        })
        .collect();
    draft.write_within(&ground, &ways, AIR);
}
