//! Names of towns that stand alike in whatever part of a plane is drawn, so that tiles fit together.
//!
//! Which are shown and on which side is decided for all the towns of the world, by their positions in the
//! plane and by nothing that depends on the part.

use rustc_hash::FxHashMap;

use super::places::{ABROAD, LOWEST_ABROAD, Town, ink, symbol};
use super::setting::{Setting, extent, writable};
use crate::geometry::Coord;
use crate::map::page::Page;
use crate::map::scene::{Anchor, Item, Point, Rect, TextStyle};
use crate::map::style;
use crate::map::text::cap_height;
use crate::model::Place;

/// Side in pixels of the cells by which what stands near is found.
const CELL: f64 = 256.0;
/// Room round words in ems: for towns of the first rank, and how much more for each further rank.
const AIR: (f32, f32) = (0.3, 0.3);
/// Page pixels that an outline of letters may reach beyond them.
const RIM: f32 = 4.0;

/// The side of a town on which its name stands.
#[derive(Clone, Copy)]
enum Side {
    Right,
    Left,
    Above,
    Below,
}

/// Symbols and names on a page, of places each given with whether the map is about where it lies, and with
/// where it stands in pixels of the whole plane, in which the page begins at `origin`.
pub(in crate::map) fn names<'a>(
    page: &Page,
    origin: Coord,
    places: impl Iterator<Item = (&'a Place, bool, Coord)>,
) -> Vec<Item> {
    let mut towns: Vec<(Town, Coord)> = places
        .filter(|(place, ..)| !place.names.is_empty())
        .map(|(place, is_inside, at)| {
            let rank = if is_inside { place.rank } else { place.rank.saturating_add(ABROAD) };
            let seen = Point { x: (at.x - origin.x) as f32, y: (at.y - origin.y) as f32 };
            (Town { place, at: seen, rank, is_inside, has_ring: false, is_news: false }, at)
        })
        .filter(|(town, _)| town.is_inside || town.rank <= LOWEST_ABROAD)
        .collect();
    towns.sort_by_key(|(town, _)| {
        (town.rank, std::cmp::Reverse(town.place.population.unwrap_or(0)))
    });
    let frame = Rect { x: 0.0, y: 0.0, width: page.width, height: page.height };
    let mut taken = Taken::default();
    let (mut symbols, mut words) = (Vec::new(), Vec::new());
    for (town, at) in &towns {
        let ink = ink(page, town);
        let Some((_, settings)) = writable(&town.place.names, page, ink.letters) else { continue };
        let Some(setting) = settings.first() else { continue };
        let radius = page.length(style::dot_radius(town.rank));
        let dot = Rect::around(Point { x: 0.0, y: 0.0 }, radius);
        let air = ink.letters.size * (AIR.0 + AIR.1 * f32::from(town.rank.min(6)));
        let placed = sides(page).into_iter().find_map(|side| {
            let (rect, anchor) = beside(page, setting, ink.letters, radius, side);
            taken.take([&dot, &rect], *at, air).then_some((rect, anchor))
        });
        let Some((rect, anchor)) = placed else { continue };
        let rect = Rect { x: rect.x + town.at.x, y: rect.y + town.at.y, ..rect };
        if Rect::around(town.at, radius + RIM).intersects(&frame) {
            symbols.extend(symbol(page, town, radius));
        }
        if rect.grown(RIM).intersects(&frame) {
            words.extend(setting.in_box(page, &rect, anchor, &ink));
        }
    }
    symbols.extend(words);
    symbols
}

/// The sides in the order in which they are tried.
fn sides(page: &Page) -> [Side; 4] {
    let [ahead, behind] =
        if page.is_mirrored() { [Side::Left, Side::Right] } else { [Side::Right, Side::Left] };
    [ahead, behind, Side::Above, Side::Below]
}

/// The box of words on a side of the origin, and where they are flush.
fn beside(
    page: &Page,
    setting: &Setting,
    letters: TextStyle,
    radius: f32,
    side: Side,
) -> (Rect, Anchor) {
    let (width, height) = setting.size(page, letters);
    let (above, _) = extent(page, letters);
    let cap = cap_height(letters);
    let gap = radius + letters.size * 0.28;
    let (x, baseline, anchor) = match side {
        Side::Right => (gap, cap / 2.0, Anchor::Left),
        Side::Left => (-gap - width, cap / 2.0, Anchor::Right),
        Side::Above => (-width / 2.0, -gap, Anchor::Middle),
        Side::Below => (-width / 2.0, gap + cap, Anchor::Middle),
    };
    (Rect { x, y: baseline - above, width, height }, anchor)
}

/// Boxes of the plane in which something stands.
#[derive(Default)]
struct Taken {
    cells: FxHashMap<(i64, i64), Vec<[f64; 4]>>,
}

impl Taken {
    /// Takes the room of boxes round a position, if with some air round them it is free.
    fn take(&mut self, boxes: [&Rect; 2], at: Coord, air: f32) -> bool {
        let of_plane = |rect: &Rect| {
            let (x, y) = (at.x + f64::from(rect.x), at.y + f64::from(rect.y));
            [x, y, x + f64::from(rect.width), y + f64::from(rect.height)]
        };
        if !boxes.iter().all(|rect| self.is_free(&of_plane(&rect.grown(air)))) {
            return false;
        }
        for rect in boxes.map(of_plane) {
            for cell in cells(&rect) {
                self.cells.entry(cell).or_default().push(rect);
            }
        }
        true
    }

    fn is_free(&self, [left, top, right, bottom]: &[f64; 4]) -> bool {
        let meets = |other: &[f64; 4]| {
            let [x, y, end, foot] = other;
            left < end && x < right && top < foot && y < bottom
        };
        cells(&[*left, *top, *right, *bottom])
            .all(|cell| !self.cells.get(&cell).is_some_and(|it| it.iter().any(meets)))
    }
}

/// The cells that a box touches.
fn cells(&[left, top, right, bottom]: &[f64; 4]) -> impl Iterator<Item = (i64, i64)> + use<> {
    let cell = |at: f64| (at / CELL).floor() as i64;
    let rows = cell(top)..=cell(bottom);
    rows.flat_map(move |row| (cell(left)..=cell(right)).map(move |column| (column, row)))
}
