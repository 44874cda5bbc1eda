//! Call-outs: rings round held ground that is too small to be seen, with what it is and how large.
//!
//! The figure is the area of the drawn polygons, which is what [`compare::pockets`](crate::compare::pockets)
//! returns for such a piece wherever nobody else is given the same ground.

use std::cmp::Reverse;

use super::areas::ground_of;
use super::draft::Draft;
use super::mark::Mark;
use super::setting::{Ink, Setting};
use crate::geometry::{BoundingBox, Coord, MultiPolygon, Polygon, SquareKilometres};
use crate::geometry::{area, metres, winding};
use crate::map::mask::Mask;
use crate::map::naming::actor_name;
use crate::map::scene::{Color, Item, Point, Rect, TextStyle, Weight};
use crate::map::{style, wording};
use crate::model::{ActorId, Names, Place, Status};

/// Side in page pixels of a square that is large enough to be seen.
const VISIBLE: f32 = 20.0;
/// Length in page pixels of a shape that can be seen however thin it is.
const LONG: f32 = 26.0;
/// Distance in page pixels within which other ground of the actor explains what this is.
const NEARBY: f32 = 80.0;
/// Distance in page pixels below which two pieces are one.
const TOUCHING: f32 = 1.5;
/// Radius of the ring at least, its distance from the ground, and its width.
const RING: (f32, f32, f32) = (8.0, 3.0, 1.7);
/// A map has so many call-outs at most, for the largest pieces.
const MOST: usize = 6;

/// A mark for a piece of ground.
pub(super) struct Callout {
    pub(super) mark: Mark,
    /// The place that it is named after, by its place in the base map's list.
    pub(super) place: Option<usize>,
}

/// A piece of ground on the page.
struct Piece<'a> {
    actor: ActorId,
    polygons: Vec<&'a Polygon>,
    rings: Vec<Vec<Point>>,
    bounds: Rect,
    /// How large it is on the page.
    size: f32,
    area: SquareKilometres,
}

/// Call-outs for the small pieces of ground of actors of whom nothing else can be seen nearby.
pub(super) fn of_small_ground(draft: &mut Draft) -> Vec<Callout> {
    let visible = draft.page.length(VISIBLE).powi(2);
    let mut pieces = merged(small_pieces(draft));
    let long = draft.page.length(LONG);
    pieces.retain(|piece| {
        let length = piece.bounds.width.max(piece.bounds.height);
        piece.size < visible && length < long && piece.area.0 > 0.0
    });
    pieces.sort_by(|a, b| b.area.0.total_cmp(&a.area.0));
    let mut grounds: Vec<(ActorId, Mask)> = Vec::new();
    let mut callouts = Vec::new();
    for piece in pieces {
        if callouts.len() >= MOST {
            break;
        }
        if !grounds.iter().any(|(actor, _)| *actor == piece.actor) {
            grounds.push((piece.actor, ground_of(draft, piece.actor)));
        }
        let mut grounds = grounds.iter().filter(|(actor, _)| *actor == piece.actor);
        let own = Mask::of(draft.view.frame(), &piece.rings);
        let around = piece.bounds.grown(draft.page.length(NEARBY));
        if grounds.all(|(_, mask)| mask.count_within(&around) <= own.count_within(&around)) {
            callouts.push(callout(draft, &piece));
        }
    }
    callouts
}

/// The polygons of held ground within the frame that are too small to be seen.
fn small_pieces<'a>(draft: &Draft<'a>) -> Vec<Piece<'a>> {
    let visible = draft.page.length(VISIBLE);
    let longest = f64::from(visible) * 8.0 / draft.view.pixels_per_kilometre() * 1000.0;
    let snapshot = draft.snapshot;
    let mut pieces = Vec::new();
    for territory in snapshot.territories.iter().filter(|it| it.status == Status::Held) {
        let (Some(actor), true) = (territory.actor, territory.others.is_empty()) else { continue };
        for polygon in &territory.polygons {
            let Some(bounds) = BoundingBox::around(polygon.exterior().coords().copied()) else {
                continue;
            };
            if metres::between(bounds.south_west(), bounds.north_east()) > longest {
                continue;
            }
            let rings = draft.view.rings(&MultiPolygon::new(vec![polygon.clone()]));
            let Some(around) = rings.first().and_then(|ring| bounds_of(ring)) else { continue };
            let size = enclosed(&rings);
            if size < visible * visible && draft.view.frame().contains(middle(&around)) {
                let area = area::of(&MultiPolygon::new(vec![polygon.clone()]));
                let polygons = vec![polygon];
                pieces.push(Piece { actor, polygons, rings, bounds: around, size, area });
            }
        }
    }
    pieces
}

/// The pieces of one actor that touch made one: neighbours share their vertices.
fn merged(pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    let mut merged: Vec<Piece> = Vec::new();
    for mut piece in pieces {
        while let Some(index) = merged.iter().position(|other| {
            other.actor == piece.actor && other.bounds.grown(TOUCHING).intersects(&piece.bounds)
        }) {
            let other = merged.swap_remove(index);
            piece.polygons.extend(other.polygons);
            piece.rings.extend(other.rings);
            piece.bounds = around_both(&piece.bounds, &other.bounds);
            piece.size += other.size;
            piece.area += other.area;
        }
        merged.push(piece);
    }
    merged
}

fn callout(draft: &mut Draft, piece: &Piece) -> Callout {
    let page = draft.page;
    let dataset = draft.snapshot.dataset;
    let at = middle(&piece.bounds);
    let reach = piece.rings.iter().flatten().map(|it| (it.x - at.x).hypot(it.y - at.y));
    let radius = (reach.fold(0.0, f32::max) + page.length(RING.1)).max(page.length(RING.0));
    let place = largest_place(piece, &dataset.base_map.places);
    let actor = Names::new(actor_name(dataset, piece.actor, page.language));
    let letters = page.letters(TextStyle { weight: Weight::Bold, ..style::place(5) });
    let names = place.map_or(&actor, |(_, place)| &place.names);
    let size = wording::area(piece.area.0, page.language);
    let size = wording::square_kilometres_of(&size, page.language);
    let settings = draft.writable(names, letters).map_or_else(
        || vec![Setting::of(vec![size.clone()], letters)],
        |(name, _)| {
            let in_one = format!("{name} · {size}");
            [vec![in_one], vec![name, size.clone()]].map(|way| Setting::of(way, letters)).into()
        },
    );
    let color = page.theme.lettering(dataset.actor(piece.actor).color);
    let ring = |width: f32, color: Color| Item::Dot {
        center: at,
        radius,
        fill: Color { a: 0, ..color },
        outline: Some((page.length(width), color)),
    };
    let halo = page.halo();
    let mark = Mark {
        at,
        radius: radius + page.length(RING.2 / 2.0),
        symbol: vec![ring(RING.2 + page.theme.widths.halo, halo.1), ring(RING.2, color)],
        is_hollow: true,
        settings,
        ink: Ink { letters, color, halo: Some(halo) },
        air: letters.size * 0.2,
        priority: 0.0,
        may_have_leader: true,
        must: true,
    };
    Callout { mark, place: place.map(|(index, _)| index) }
}

/// The most important place inside a piece.
fn largest_place<'a>(piece: &Piece, places: &'a [Place]) -> Option<(usize, &'a Place)> {
    let positions = piece.polygons.iter().flat_map(|it| it.exterior().coords().copied());
    let bounds = BoundingBox::around(positions)?;
    let shapes: Vec<Polygon> = piece.polygons.iter().map(|polygon| (*polygon).clone()).collect();
    let shapes = MultiPolygon::new(shapes);
    let is_inside = |place: &Place| {
        let at = Coord::from(place.position);
        bounds.contains(at) && winding::number(&shapes, at).0 != 0
    };
    let inside = places.iter().enumerate().filter(|(_, place)| is_inside(place));
    inside.min_by_key(|(_, place)| (place.rank, Reverse(place.population)))
}

/// The area within rings on the page, holes counted twice: a bound from above.
fn enclosed(rings: &[Vec<Point>]) -> f32 {
    let area = |ring: &Vec<Point>| {
        let next = ring.iter().cycle().skip(1);
        let sum: f32 = ring.iter().zip(next).map(|(a, b)| a.x * b.y - b.x * a.y).sum();
        sum.abs() / 2.0
    };
    rings.iter().map(area).sum()
}

fn bounds_of(ring: &[Point]) -> Option<Rect> {
    let first = ring.first()?;
    let start = Rect { x: first.x, y: first.y, width: 0.0, height: 0.0 };
    Some(ring.iter().fold(start, |bounds, at| {
        around_both(&bounds, &Rect { x: at.x, y: at.y, width: 0.0, height: 0.0 })
    }))
}

fn around_both(one: &Rect, other: &Rect) -> Rect {
    let (x, y) = (one.x.min(other.x), one.y.min(other.y));
    let (right, bottom) = (one.right().max(other.right()), one.bottom().max(other.bottom()));
    Rect { x, y, width: right - x, height: bottom - y }
}

fn middle(rect: &Rect) -> Point {
    Point { x: rect.x + rect.width / 2.0, y: rect.y + rect.height / 2.0 }
}
