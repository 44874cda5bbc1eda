//! Texts of annotations: at their places, or on panels apart from them.

use super::occupancy::Occupancy;
use super::setting::{Ink, extent};
use crate::map::annotations::icons::icon;
use crate::map::annotations::{Apart, Remark, Request, icon_colors};
use crate::map::mask::Mask;
use crate::map::page::{Page, filled, outlined, width};
use crate::map::scene::{Anchor, Item, Paint, Point, Rect};
use crate::map::style::solid;
use crate::model::{Direction, Icon};

/// Distance between the baselines of a text, in ems.
const LEADING: f32 = 1.18;
/// Room between a place and its text, in ems.
const GAP: f32 = 0.3;
/// Room inside a panel, in ems.
const PADDING: f32 = 0.42;
/// Radius of the icon on a panel, in ems.
const PANEL_ICON: f32 = 0.66;
/// Distances of panels from their places, in ems, the best first.
const DISTANCES: [f32; 5] = [1.3, 2.3, 3.5, 5.0, 6.8];
/// What it costs a panel to lie on the ground that the map is about.
const COVERING: f32 = 45.0;
/// What it costs a panel to hide lines, where names pay one.
const HIDING: u32 = 2;
/// What it costs a panel to stand one of these distances further off.
const FURTHER: u32 = 12;
/// What it costs a panel to turn by an eighth of a circle from the side that is asked for.
const TURNED: u32 = 25;
/// Width of the line to a panel.
const LEADER: f32 = 1.2;
/// Points of that line at which it is looked what stands there.
const LEADER_STEPS: usize = 16;
/// What stands within so many radii of its place does not hinder that line.
const OWN_DOT: f32 = 2.0;
/// Radius of the dot on the place of a panel, in ems.
const DOT: f32 = 0.17;
/// Width of a panel's rim.
const RIM: f32 = 0.8;

/// What was drawn of annotations.
#[derive(Default)]
pub(super) struct Placed {
    /// Icons, arrows, panels and their lines.
    pub(super) drawn: Vec<Item>,
    /// Letters.
    pub(super) texts: Vec<Item>,
    /// Where they stand.
    pub(super) taken: Vec<Rect>,
}

/// Draws those annotations whose texts find room, one after the other.
pub(super) fn place(
    page: &Page,
    remarks: &[Remark],
    subject: &Mask,
    occupancy: &mut Occupancy,
) -> Placed {
    let mut placed = Placed::default();
    for remark in remarks {
        if remark.needs_place && !remark.taken.iter().all(|rect| occupancy.cost(rect).is_some()) {
            continue;
        }
        let written =
            remark.request.as_ref().map(|it| write(page, it, (&remark.taken, subject), occupancy));
        if let Some(None) = written {
            continue;
        }
        placed.drawn.extend(remark.items.iter().cloned());
        for rect in &remark.taken {
            occupancy.block(rect);
            placed.taken.push(*rect);
        }
        if let Some(Some(found)) = written {
            occupancy.block(&found.rect.grown(1.0));
            occupancy.block_line(&found.leader);
            placed.taken.push(found.rect);
            placed.drawn.extend(found.drawn);
            placed.texts.extend(found.texts);
        }
    }
    placed
}

/// A text that has found room.
struct Written {
    rect: Rect,
    leader: Vec<Point>,
    drawn: Vec<Item>,
    texts: Vec<Item>,
}

/// The one way in which annotations get their texts placed.
fn write(
    page: &Page,
    request: &Request,
    (own, subject): (&[Rect], &Mask),
    occupancy: &Occupancy,
) -> Option<Written> {
    match request.apart {
        None => at_its_place(page, request, own, occupancy),
        Some(apart) => apart_from_it(page, request, apart, subject, occupancy),
    }
}

/// Width and height of a text.
fn size(page: &Page, request: &Request) -> (f32, f32) {
    let widest = request.lines.iter().map(|line| width(line, request.letters)).fold(0.0, f32::max);
    let (above, below) = extent(page, request.letters);
    let further = request.lines.len().saturating_sub(1) as f32;
    (widest, above + below + further * LEADING * request.letters.size)
}

/// The letters of a text within a box of its size.
fn letters(page: &Page, request: &Request, within: &Rect, anchor: Anchor, halo: bool) -> Vec<Item> {
    let (above, _) = extent(page, request.letters);
    let x = match anchor {
        Anchor::Left => within.x,
        Anchor::Middle => within.x + within.width / 2.0,
        Anchor::Right => within.right(),
    };
    let line = |(index, line): (usize, &String)| {
        let y = within.y + above + index as f32 * LEADING * request.letters.size;
        let halo = halo.then_some(request.halo);
        let ink = Ink { letters: request.letters, color: request.color, halo };
        ink.line(line.clone(), Point { x, y }, anchor)
    };
    request.lines.iter().enumerate().map(line).collect()
}

/// Beside, above or below what is drawn at the place, and clear of all that the annotation itself
/// draws.
fn at_its_place(
    page: &Page,
    request: &Request,
    own: &[Rect],
    occupancy: &Occupancy,
) -> Option<Written> {
    let (width, height) = size(page, request);
    let gap = request.radius + GAP * request.letters.size;
    let Point { x, y } = request.at;
    let (right, left) = ((Anchor::Left, x + gap), (Anchor::Right, x - gap - width));
    let (first, second) = if page.is_mirrored() { (left, right) } else { (right, left) };
    let middle = (Anchor::Middle, x - width / 2.0);
    let positions = [
        (first, y - height / 2.0, 0),
        (second, y - height / 2.0, 6),
        (middle, y - gap - height, 8),
        (middle, y + gap, 8),
        (first, y - height * 0.9, 10),
        (first, y - height * 0.1, 10),
        (second, y - height * 0.9, 14),
        (second, y - height * 0.1, 14),
    ];
    let found = positions.into_iter().filter_map(|((anchor, x), y, preference)| {
        let rect = Rect { x, y, width, height };
        if own.iter().any(|own| own.intersects(&rect)) {
            return None;
        }
        let cost = occupancy.cost(&rect.grown(0.2 * request.letters.size))?;
        Some((cost + preference, anchor, rect))
    });
    let (_, anchor, rect) = found.min_by_key(|(cost, ..)| *cost)?;
    Some(Written {
        rect,
        leader: Vec::new(),
        drawn: Vec::new(),
        texts: letters(page, request, &rect, anchor, true),
    })
}

/// On a panel at some distance from the place.
fn apart_from_it(
    page: &Page,
    request: &Request,
    apart: Apart,
    subject: &Mask,
    occupancy: &Occupancy,
) -> Option<Written> {
    let em = request.letters.size;
    let (text_width, text_height) = size(page, request);
    let padding = PADDING * em;
    let icon_width = if apart.icon == Icon::None { 0.0 } else { (2.0 * PANEL_ICON + GAP) * em };
    let width = text_width + icon_width + 2.0 * padding;
    let height = text_height.max(2.0 * PANEL_ICON * em) + 1.4 * padding;
    let mut best: Option<(u32, Rect, Vec<Point>)> = None;
    for direction in Direction::ALL {
        let angle = direction.degrees().to_radians();
        let (right, down) = (angle.sin(), -angle.cos());
        for (index, distance) in DISTANCES.into_iter().enumerate() {
            let reach = request.radius + distance * em;
            // The panel's near edge, or corner, lies at that distance.
            let rect = Rect {
                x: request.at.x + right * reach + (side(right) - 1.0) * width / 2.0,
                y: request.at.y + down * reach + (side(down) - 1.0) * height / 2.0,
                width,
                height,
            };
            let Some(cost) = occupancy.cost(&rect.grown(0.25 * em)) else { continue };
            let leader = leader(request, &rect);
            if !crosses_nothing(request, &leader, occupancy) {
                continue;
            }
            let turned = apart.toward.map_or(0, |wanted| direction.eighths_from(wanted));
            let cells = (rect.width * rect.height / (Mask::CELL * Mask::CELL)).max(1.0);
            let covered = subject.count_within(&rect) as f32 / cells;
            let cost = HIDING * cost
                + (COVERING * covered) as u32
                + FURTHER * index as u32
                + TURNED * turned;
            if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
                best = Some((cost, rect, leader));
            }
        }
    }
    let (_, rect, leader) = best?;
    let colors = &page.theme.colors;
    let (halo_width, halo) = request.halo;
    let line =
        |color, width| Item::Stroke { lines: vec![leader.clone()], stroke: solid(color, width) };
    let dot = Item::Dot {
        center: request.at,
        radius: DOT * em,
        fill: request.color,
        outline: Some((halo_width * 0.5, halo)),
    };
    let mut drawn = vec![
        dot,
        line(halo, page.length(LEADER) + halo_width),
        line(request.color, page.length(LEADER)),
        filled(rect, Paint::Solid(colors.panel)),
        outlined(rect, page.stroke(solid(request.color, RIM))),
    ];
    if apart.icon != Icon::None {
        let x = page.along(&rect, padding + PANEL_ICON * em);
        let at = Point { x, y: rect.y + height / 2.0 };
        drawn.extend(icon(apart.icon, at, PANEL_ICON * em, icon_colors(page)));
    }
    let text = Rect {
        x: page.along(&rect, padding + icon_width)
            - if page.is_mirrored() { text_width } else { 0.0 },
        y: rect.y + (height - text_height) / 2.0,
        width: text_width,
        height: text_height,
    };
    Some(Written { rect, leader, drawn, texts: letters(page, request, &text, page.start(), false) })
}

/// 1 or -1 by the sign of a part of a direction, 0 where it has none.
fn side(part: f32) -> f32 {
    if part.abs() < 0.1 { 0.0 } else { part.signum() }
}

/// The line from a place to the nearest point of a panel.
fn leader(request: &Request, panel: &Rect) -> Vec<Point> {
    let from = request.at;
    let to =
        Point { x: from.x.clamp(panel.x, panel.right()), y: from.y.clamp(panel.y, panel.bottom()) };
    let length = (to.x - from.x).hypot(to.y - from.y);
    let share = (request.radius / length.max(f32::MIN_POSITIVE)).min(1.0);
    let begin = Point { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
    vec![begin, to]
}

/// Whether the line to a panel crosses nothing that stands on the map, but for the dot of its place.
fn crosses_nothing(request: &Request, leader: &[Point], occupancy: &Occupancy) -> bool {
    leader.windows(2).all(|edge| {
        let &[from, to] = edge else { return true };
        (0..=LEADER_STEPS).all(|step| {
            let share = step as f32 / LEADER_STEPS as f32;
            let (x, y) = (from.x + share * (to.x - from.x), from.y + share * (to.y - from.y));
            let distance = (x - request.at.x).hypot(y - request.at.y);
            distance < OWN_DOT * request.radius
                || occupancy.is_free_along(&[Point { x, y }, Point { x, y }])
        })
    })
}
