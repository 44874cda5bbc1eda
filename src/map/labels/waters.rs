//! Names of rivers, along them, and of lakes.

use super::lettering;
use super::occupancy::Occupancy;
use super::places::extent;
use crate::map::backdrop::Backdrop;
use crate::map::mask::Mask;
use crate::map::page::Page;
use crate::map::scene::{Anchor, Color, Item, Point, Rect, Text};
use crate::map::style;
use crate::map::text::shape;
use crate::map::view::View;
use crate::model::Snapshot;

/// How far a river may wind beneath its name, in ems.
const STRAIGHT: f32 = 1.1;
/// Distance between two names of one river, in ems.
const REPEAT: f32 = 45.0;
/// Lowest rank of a river that is named.
const LOWEST_RANK: u8 = 3;

/// Names lakes that are large enough.
pub(super) fn lakes(
    page: &Page,
    snapshot: &Snapshot,
    view: &View,
    occupancy: &mut Occupancy,
    items: &mut Vec<Item>,
) {
    let letters = page.letters(style::WATER);
    for lake in &snapshot.dataset.base_map.lakes {
        let name = lake.names.get(page.language);
        let rings = view.rings(&lake.polygons);
        if name.is_empty() || rings.is_empty() {
            continue;
        }
        let width = shape(name, letters).width();
        let (above, below) = extent(page, letters);
        let mask = Mask::of(view.frame(), &rings);
        let Some(middle) =
            mask.room().roomiest(width, above + below, |rect| occupancy.is_free(rect))
        else {
            continue;
        };
        let rect = Rect {
            x: middle.x - width / 2.0,
            y: middle.y - (above + below) / 2.0,
            width,
            height: above + below,
        };
        occupancy.block(&rect);
        let origin = Point { x: middle.x, y: rect.y + above };
        items.push(lettering(
            name.to_owned(),
            origin,
            Anchor::Middle,
            letters,
            page.theme.colors.water_ink,
            None,
        ));
    }
}

/// Names rivers along stretches that are straight enough.
pub(super) fn rivers(
    page: &Page,
    snapshot: &Snapshot,
    backdrop: &Backdrop,
    occupancy: &mut Occupancy,
    items: &mut Vec<Item>,
) {
    let letters = page.letters(style::WATER);
    let mut named: Vec<(&str, Point)> = Vec::new();
    for (index, lines) in &backdrop.rivers {
        let river = &snapshot.dataset.base_map.rivers[*index];
        let name = river.names.get(page.language);
        if name.is_empty() || river.rank > LOWEST_RANK {
            continue;
        }
        let width = shape(name, letters).width();
        for line in lines {
            let Some(stretch) = straightest(line, width + letters.size, letters.size, |stretch| {
                named.iter().all(|(other, at)| {
                    *other != name
                        || (at.x - stretch.middle.x).hypot(at.y - stretch.middle.y)
                            > REPEAT * letters.size
                }) && stretch.is_free(width, letters.size, occupancy)
            }) else {
                continue;
            };
            for at in stretch.samples(width, letters.size) {
                occupancy.block(
                    &Rect { x: at.x, y: at.y, width: 0.0, height: 0.0 }.grown(letters.size * 0.5),
                );
            }
            named.push((name, stretch.middle));
            items.push(Item::Text(Text {
                content: name.to_owned(),
                origin: stretch.baseline(letters.size),
                anchor: Anchor::Middle,
                style: letters,
                color: page.theme.colors.water_ink,
                halo: Some((
                    page.length(page.theme.widths.halo) * 0.8,
                    Color { a: 0xA0, ..page.theme.colors.halo },
                )),
                rotation: -stretch.angle.to_degrees(),
            }));
        }
    }
}

/// A stretch of a river, with room for its name on one side.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    middle: Point,
    /// Radians by which it falls from left to right; the page's y points down.
    angle: f32,
    /// How far the river reaches above and below the chord.
    rise: f32,
    drop: f32,
    is_above: bool,
}

impl Stretch {
    /// A point given along the chord and below it.
    fn at(&self, along: f32, down: f32) -> Point {
        let (sine, cosine) = self.angle.sin_cos();
        Point {
            x: self.middle.x + along * cosine - down * sine,
            y: self.middle.y + along * sine + down * cosine,
        }
    }

    /// Distance of the baseline below the chord.
    fn offset(&self, em: f32) -> f32 {
        if self.is_above { -(self.rise + em * 0.3) } else { self.drop + em * 0.98 }
    }

    fn baseline(&self, em: f32) -> Point {
        self.at(0.0, self.offset(em))
    }

    /// Points over the room of the name.
    fn samples(&self, width: f32, em: f32) -> impl Iterator<Item = Point> {
        let steps = (width / em * 2.0).ceil().max(1.0);
        (0..=steps as usize).map(move |step| {
            let along = (step as f32 / steps - 0.5) * width;
            self.at(along, self.offset(em) - em * 0.35)
        })
    }

    fn is_free(&self, width: f32, em: f32, occupancy: &Occupancy) -> bool {
        self.samples(width, em).all(|at| {
            occupancy.is_free(&Rect { x: at.x, y: at.y, width: 0.0, height: 0.0 }.grown(em * 0.6))
        })
    }
}

/// The straightest stretch of a length that is allowed.
fn straightest(
    line: &[Point],
    length: f32,
    em: f32,
    allowed: impl Fn(&Stretch) -> bool,
) -> Option<Stretch> {
    let mut best: Option<(f32, Stretch)> = None;
    let mut next_start = f32::NEG_INFINITY;
    let mut travelled = 0.0;
    for (start, from) in line.iter().enumerate() {
        if start > 0 {
            travelled += (from.x - line[start - 1].x).hypot(from.y - line[start - 1].y);
        }
        if travelled < next_start {
            continue;
        }
        next_start = travelled + em;
        let Some(end) = line[start..]
            .iter()
            .position(|to| (to.x - from.x).hypot(to.y - from.y) >= length)
            .map(|offset| start + offset)
        else {
            break;
        };
        let (mut left, mut right) = (*from, line[end]);
        if left.x > right.x {
            (left, right) = (right, left);
        }
        let angle = (right.y - left.y).atan2(right.x - left.x);
        let (sine, cosine) = angle.sin_cos();
        let (mut rise, mut drop) = (0.0_f32, 0.0_f32);
        for point in &line[start..=end] {
            let down = (point.y - left.y) * cosine - (point.x - left.x) * sine;
            (rise, drop) = (rise.max(-down), drop.max(down));
        }
        let bend = rise + drop + angle.abs() * em * 0.3;
        if rise + drop > STRAIGHT * em || best.is_some_and(|(least, _)| bend >= least) {
            continue;
        }
        let middle = Point { x: (left.x + right.x) / 2.0, y: (left.y + right.y) / 2.0 };
        for is_above in [true, false] {
            let stretch = Stretch { middle, angle, rise, drop, is_above };
            if allowed(&stretch) {
                best = Some((bend, stretch));
                break;
            }
        }
    }
    best.map(|(_, stretch)| stretch)
}
