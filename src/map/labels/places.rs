//! Dots and names of places.

use super::occupancy::Occupancy;
use crate::geometry::Coord;
use crate::map::backdrop::Backdrop;
use crate::map::page::Page;
use crate::map::scene::{Anchor, Color, Item, Paint, Point, Rect, Text, TextStyle};
use crate::map::style;
use crate::map::text::{cap_height, shape};
use crate::map::view::View;
use crate::model::Snapshot;

/// A place that may get a name.
pub(super) struct Candidate<'a> {
    name: &'a str,
    at: Point,
    rank: u8,
    population: u64,
    /// Whether it lies where the map is about.
    is_inside: bool,
    /// Whether it comes before everything else.
    pub(super) is_chief: bool,
}

/// Dots and names.
#[derive(Default)]
pub(super) struct Names {
    pub(super) dots: Vec<Item>,
    pub(super) texts: Vec<Item>,
}

impl Names {
    pub(super) fn append(&mut self, mut more: Self) {
        self.dots.append(&mut more.dots);
        self.texts.append(&mut more.texts);
    }
}

/// The highest rank whose places come before everything else.
const CHIEF_RANK: u8 = 2;
/// By how much places of other countries are lowered in rank.
const ABROAD: u8 = 1;
/// Lowest rank of a place of another country that is shown.
const LOWEST_ABROAD: u8 = 3;
/// Ems squared of map for each name.
const ROOM: f32 = 150.0;
/// What it costs to hide the dot of another chief place.
const HIDDEN_DOT: u32 = 400;
/// How many places are tried for each name that may be placed.
const TRIES: usize = 5;

/// How many names a map has room for.
pub(super) fn budget(page: &Page, view: &View) -> usize {
    let em = page.letters(style::place(4)).size;
    let frame = view.frame();
    (frame.width * frame.height / (em * em * ROOM)) as usize
}

/// The places on the map, the most important first.
pub(super) fn candidates<'a>(
    page: &Page,
    snapshot: &Snapshot<'a>,
    view: &View,
    backdrop: &Backdrop,
) -> Vec<Candidate<'a>> {
    let mut candidates: Vec<Candidate> = snapshot
        .dataset
        .base_map
        .places
        .iter()
        .filter_map(|place| {
            let at = view.point(Coord::from(place.position))?;
            let name = place.names.get(page.language);
            let is_inside = backdrop.subject.is_near(at);
            let rank = if is_inside { place.rank } else { place.rank.saturating_add(ABROAD) };
            let is_shown = !name.is_empty() && (is_inside || rank <= LOWEST_ABROAD);
            is_shown.then(|| Candidate {
                name,
                at,
                rank,
                population: place.population.unwrap_or(0),
                is_inside,
                is_chief: is_inside && rank <= CHIEF_RANK,
            })
        })
        .collect();
    candidates.sort_by(|a, b| {
        (b.is_chief, a.rank, b.population).cmp(&(a.is_chief, b.rank, a.population))
    });
    candidates
}

/// Places as many of the candidates as fit, at most so many.
pub(super) fn place(
    page: &Page,
    candidates: &[Candidate],
    occupancy: &mut Occupancy,
    most: usize,
) -> Names {
    let mut names = Names::default();
    // The dots of chief places must not be hidden by names of those that come before them.
    let chief_dots: Vec<Rect> =
        candidates.iter().filter(|it| it.is_chief).map(|it| dot_box(page, it).grown(1.0)).collect();
    for it in candidates.iter().take(most.saturating_mul(TRIES)) {
        if names.texts.len() >= most {
            break;
        }
        let radius = page.length(style::dot_radius(it.rank));
        let dot = dot_box(page, it);
        if !occupancy.is_free(&dot.grown(1.0)) {
            continue;
        }
        let letters = page.letters(style::place(it.rank));
        let letters = if it.is_inside { letters } else { abroad(letters) };
        let Some((origin, anchor, rect)) = best_position(page, it, letters, &chief_dots, occupancy)
        else {
            continue;
        };
        occupancy.block(&rect);
        occupancy.block(&dot.grown(1.0));
        names.dots.extend(symbol(page, it, radius));
        let (color, halo) = if it.is_inside {
            (page.theme.colors.ink, page.theme.colors.halo)
        } else {
            (page.theme.colors.faint_ink, page.theme.colors.neighbour_halo)
        };
        names.texts.push(Item::Text(Text {
            content: it.name.to_owned(),
            origin,
            anchor,
            style: letters,
            color,
            halo: Some((page.length(page.theme.widths.halo), halo)),
            rotation: 0.0,
        }));
    }
    names
}

/// The box round a dot.
fn dot_box(page: &Page, it: &Candidate) -> Rect {
    Rect { x: it.at.x, y: it.at.y, width: 0.0, height: 0.0 }
        .grown(page.length(style::dot_radius(it.rank)))
}

fn abroad(letters: TextStyle) -> TextStyle {
    TextStyle { weight: crate::map::scene::Weight::Regular, size: letters.size * 0.92, ..letters }
}

/// The cheapest of eight positions round the dot that is free: baseline origin, anchor and box.
fn best_position(
    page: &Page,
    it: &Candidate,
    letters: TextStyle,
    chief_dots: &[Rect],
    occupancy: &Occupancy,
) -> Option<(Point, Anchor, Rect)> {
    let shaped = shape(it.name, letters);
    let (width, cap) = (shaped.width(), cap_height(letters));
    let (above, below) = extent(page, letters);
    let radius = page.length(style::dot_radius(it.rank));
    let gap = radius + letters.size * 0.28;
    let near = radius * 0.7 + letters.size * 0.2;
    let Point { x, y } = it.at;
    // Less important names ask for more space, so that the map stays calm.
    let space = letters.size * (0.06 * f32::from(it.rank.min(6)) + 0.05);
    let (side, other) = if page.is_mirrored() {
        (Anchor::Right, Anchor::Left)
    } else {
        (Anchor::Left, Anchor::Right)
    };
    let beside = |anchor: Anchor, gap: f32| if anchor == Anchor::Left { x + gap } else { x - gap };
    let (middle, raised, lowered) = (y + cap / 2.0, y - near + cap * 0.1, y + near + cap * 0.9);
    let positions = [
        (side, beside(side, gap), middle, 0),
        (side, beside(side, near), raised, 6),
        (side, beside(side, near), lowered, 8),
        (other, beside(other, gap), middle, 10),
        (other, beside(other, near), raised, 14),
        (other, beside(other, near), lowered, 16),
        (Anchor::Middle, x, y - gap, 12),
        (Anchor::Middle, x, y + gap + cap, 18),
    ];
    let mut best: Option<(u32, (Point, Anchor, Rect))> = None;
    for (anchor, x, baseline, preference) in positions {
        let left = match anchor {
            Anchor::Left => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::Right => x - width,
        };
        let rect = Rect { x: left, y: baseline - above, width, height: above + below };
        let Some(cost) = occupancy.cost(&rect.grown(space)) else { continue };
        let hidden = chief_dots.iter().filter(|dot| dot.intersects(&rect) && !dot.contains(it.at));
        let cost = cost + preference + HIDDEN_DOT * hidden.count() as u32;
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, (Point { x, y: baseline }, anchor, rect)));
        }
    }
    best.map(|(_, position)| position)
}

/// Room that letters take above and below the baseline.
pub(super) fn extent(page: &Page, letters: TextStyle) -> (f32, f32) {
    if page.is_mirrored() {
        (letters.size * 0.95, letters.size * 0.45)
    } else {
        (letters.size * 0.78, letters.size * 0.24)
    }
}

fn symbol(page: &Page, it: &Candidate, radius: f32) -> Vec<Item> {
    let white = page.theme.colors.symbol;
    let ink = if it.is_inside { page.theme.colors.ink } else { page.theme.colors.faint_ink };
    let dot = |radius: f32, fill: Color, outline: Option<(f32, Color)>| Item::Dot {
        center: it.at,
        radius,
        fill,
        outline,
    };
    match it.rank {
        0 | 1 => {
            let square = |half: f32| {
                let rect = Rect {
                    x: it.at.x - half,
                    y: it.at.y - half,
                    width: 2.0 * half,
                    height: 2.0 * half,
                };
                rect.corners().to_vec()
            };
            vec![
                Item::Fill {
                    rings: vec![square(radius + page.length(1.2))],
                    paint: Paint::Solid(white),
                },
                Item::Fill { rings: vec![square(radius)], paint: Paint::Solid(ink) },
                Item::Fill { rings: vec![square(radius * 0.36)], paint: Paint::Solid(white) },
            ]
        }
        2 => vec![dot(radius, white, Some((page.length(1.9), ink)))],
        _ => vec![dot(radius, ink, Some((page.length(1.0), white)))],
    }
}
