//! Towns: which may be shown, how important they are, and what their dots look like.

use super::draft::Draft;
use super::mark::Mark;
use super::setting::Ink;
use crate::geometry::Coord;
use crate::map::annotations::Remark;
use crate::map::compose::state::State;
use crate::map::page::Page;
use crate::map::scene::{Color, Item, Paint, Point, Rect, TextStyle, Weight};
use crate::map::style;
use crate::map::view::View;
use crate::model::{Place, Snapshot};

/// The highest rank whose places come before everything else.
const CHIEF_RANK: u8 = 2;
/// By how much places of other countries are lowered in rank.
pub(super) const ABROAD: u8 = 1;
/// Lowest rank of a place of another country that is shown.
pub(super) const LOWEST_ABROAD: u8 = 3;
/// Ems squared of map for each name.
const ROOM: f32 = 150.0;
/// By how many chief towns may be more than there is room for.
const CROWDED: usize = 12;
/// How many places are tried for each name that may be placed.
const TRIES: usize = 3;
/// The highest rank whose places come before everything else if they changed hands.
const NEWS_RANK: u8 = 4;
/// Towns that changed hands that are told before others.
const MOST_NEWS: usize = 8;
/// What it costs to leave out a place, by rank: more than any position does for chief places.
const WORTH: [f32; 7] = [6000.0, 6000.0, 3000.0, 400.0, 250.0, 170.0, 110.0];
/// What each doubling of its population adds.
const WORTH_OF_DOUBLING: f32 = 2.0;
/// Radius of an icon within its ring.
const ICON: f32 = 8.9;

/// How many names a map has room for.
fn budget(page: &Page, view: &View) -> usize {
    let em = page.letters(style::place(4)).size;
    let frame = view.frame();
    (frame.width * frame.height / (em * em * ROOM)) as usize
}

/// A town on the map.
pub(super) struct Town<'a> {
    pub(super) place: &'a Place,
    pub(super) at: Point,
    pub(super) rank: u8,
    /// Whether it lies where the map is about.
    pub(super) is_inside: bool,
    /// Whether it changed hands.
    pub(super) has_ring: bool,
    /// Whether that is told before what happened to others.
    pub(super) is_news: bool,
}

impl Town<'_> {
    fn is_chief(&self) -> bool {
        self.is_inside && self.rank <= CHIEF_RANK || self.is_news && self.rank <= NEWS_RANK
    }

    fn population(&self) -> u64 {
        self.place.population.unwrap_or(0)
    }
}

/// Towns to show.
pub(super) struct Towns {
    /// Those that come before everything else, the most important first.
    pub(super) chief: Vec<Mark>,
    /// The others that may be shown, the most important first.
    pub(super) lesser: Vec<Mark>,
    /// How many of them there is room for.
    pub(super) most: usize,
}

/// The towns that changed hands since the earlier date, by their places in the base map's list, the
/// most important first.
pub(super) fn changed(state: &State) -> Vec<usize> {
    let places = &state.snapshot.dataset.base_map.places;
    let advance = state.change.iter().map(|change| &change.advance);
    let changed = advance.flat_map(|advance| &advance.places);
    changed
        .filter_map(|change| places.iter().position(|place| std::ptr::eq(place, change.place)))
        .collect()
}

/// The places of which annotations say the name, by their places in the base map's list, each with
/// whether the annotation stands on it.
pub(super) fn said(snapshot: &Snapshot, page: &Page, remarks: &[Remark]) -> Vec<(usize, bool)> {
    let texts: Vec<(String, bool)> = remarks
        .iter()
        .filter_map(|remark| remark.request.as_ref())
        .map(|request| (request.lines.join(" "), request.apart.is_none()))
        .collect();
    let places = snapshot.dataset.base_map.places.iter().enumerate();
    let said = places.filter_map(|(index, place)| {
        let name = place.names.get(page.language);
        let (_, stands_on_it) = texts.iter().find(|(text, _)| text == name)?;
        Some((index, *stands_on_it))
    });
    said.collect()
}

/// The towns on the map without those that are named already; those that changed hands have a ring,
/// and the first of them come before others of their rank. On a map of states towns are not worth a leader.
pub(super) fn towns(
    draft: &mut Draft,
    changed: &[usize],
    named: &[usize],
    is_of_states: bool,
) -> Towns {
    let places = &draft.snapshot.dataset.base_map.places;
    let mut towns: Vec<Town> = places
        .iter()
        .enumerate()
        .filter(|(index, place)| !named.contains(index) && !place.names.is_empty())
        .filter_map(|(index, place)| {
            let at = draft.view.point(Coord::from(place.position))?;
            let ring = changed.iter().position(|changed| *changed == index);
            let is_news = ring.is_some_and(|order| order < MOST_NEWS);
            let is_inside = draft.backdrop.subject.is_near(at);
            let rank = if is_inside { place.rank } else { place.rank.saturating_add(ABROAD) };
            let is_shown = is_inside || rank <= LOWEST_ABROAD || is_news;
            let has_ring = ring.is_some();
            is_shown.then_some(Town { place, at, rank, is_inside, has_ring, is_news })
        })
        .collect();
    towns.sort_by(|a, b| {
        let key = |town: &Town| (!town.is_chief(), town.rank, !town.is_news);
        key(a).cmp(&key(b)).then(b.population().cmp(&a.population()))
    });
    let budget = budget(draft.page, draft.view);
    let count = towns.partition_point(Town::is_chief);
    // A small map without its chief towns says nothing.
    let most = budget.max(count.min(budget + CROWDED));
    towns.truncate(most.saturating_mul(TRIES));
    let (chief, lesser) = towns.split_at(count.min(towns.len()));
    let marks = |towns: &[Town]| towns.iter().map(|town| mark(draft, town, is_of_states)).collect();
    Towns { chief: marks(chief), lesser: marks(lesser), most }
}

/// Draws the sign of a town that changed hands round places that annotations name, by their places in
/// the base map's list.
pub(super) fn ring<'a>(draft: &mut Draft, places: impl Iterator<Item = &'a usize>) {
    let all = &draft.snapshot.dataset.base_map.places;
    let seen: Vec<Point> = places
        .filter_map(|index| draft.view.point(Coord::from(all.get(*index)?.position)))
        .collect();
    for center in seen {
        let clear = Color { a: 0, ..draft.page.theme.colors.halo };
        draft.add_symbol(draft.page.ring(center, draft.page.length(ICON), clear));
    }
}

fn mark(draft: &Draft, town: &Town, is_of_states: bool) -> Mark {
    let page = draft.page;
    let ink = ink(page, town);
    let letters = ink.letters;
    let settings = draft.writable(&town.place.names, letters).map(|(_, settings)| settings);
    let dot = page.length(style::dot_radius(town.rank));
    let radius =
        if town.has_ring { dot + page.length(style::RING.0 + style::RING.1 / 2.0) } else { dot };
    let worth = WORTH.get(usize::from(town.rank)).copied().unwrap_or(WORTH[WORTH.len() - 1]);
    Mark {
        at: town.at,
        radius,
        symbol: symbol(page, town, dot),
        is_hollow: false,
        settings: settings.unwrap_or_default(),
        ink,
        // Less important names ask for more space, so that the map stays calm.
        air: letters.size * (0.06 * f32::from(town.rank.min(6)) + 0.05),
        priority: worth + WORTH_OF_DOUBLING * (1.0 + town.population() as f32).log2(),
        may_have_leader: town.is_chief() && !is_of_states || town.is_news,
        must: false,
    }
}

/// How the name of a town is written.
pub(super) fn ink(page: &Page, town: &Town) -> Ink {
    let colors = &page.theme.colors;
    let letters = page.letters(style::place(town.rank));
    let (letters, color, halo) = if town.is_inside {
        (letters, colors.ink, colors.halo)
    } else {
        (abroad(letters), colors.faint_ink, colors.neighbour_halo)
    };
    Ink { letters, color, halo: Some((page.length(page.theme.widths.halo), halo)) }
}

fn abroad(letters: TextStyle) -> TextStyle {
    TextStyle { weight: Weight::Regular, size: letters.size * 0.92, ..letters }
}

/// What stands where a town is.
pub(super) fn symbol(page: &Page, town: &Town, radius: f32) -> Vec<Item> {
    let colors = &page.theme.colors;
    let inside = colors.symbol;
    let ink = if town.is_inside { colors.ink } else { colors.faint_ink };
    let dot = |radius: f32, fill: Color, outline: Option<(f32, Color)>| Item::Dot {
        center: town.at,
        radius,
        fill,
        outline,
    };
    let square = |half: f32, color: Color| {
        let around = Rect::around(town.at, half);
        Item::Fill { rings: vec![around.corners().to_vec()], paint: Paint::Solid(color) }
    };
    let ring = town.has_ring.then(|| page.ring(town.at, radius, colors.halo));
    let mut items: Vec<Item> = ring.into_iter().collect();
    match town.rank {
        0 | 1 => items.extend([
            square(radius + page.length(1.2), inside),
            square(radius, ink),
            square(radius * 0.36, inside),
        ]),
        2 => items.push(dot(radius, inside, Some((page.length(1.9), ink)))),
        _ => items.push(page.town(town.at, radius, ink)),
    }
    items
}
