//! Pictures for annotations, drawn from paths on a square of 16 by 16 about its middle.

use std::f32::consts::TAU;

use crate::map::scene::{Color, Item, Paint, Point, Stroke};
use crate::model::Icon;

/// Half the side of the square that pictures are drawn on.
const HALF: f32 = 8.0;
/// Radius of the ground behind a picture.
const BACKING: f32 = 10.4;
/// Width of the rim of that ground.
const RIM: f32 = 1.0;

/// Colours of an icon.
#[derive(Debug, Clone, Copy)]
pub(in crate::map) struct IconColors {
    /// The picture.
    pub(in crate::map) ink: Color,
    /// What it stands on.
    pub(in crate::map) backing: Color,
}

/// An icon about a point, within `radius` of it.
///
/// What surrounds its place, [`Icon::Encirclement`], leaves the middle free for the place's own dot.
pub(in crate::map) fn icon(icon: Icon, at: Point, radius: f32, colors: IconColors) -> Vec<Item> {
    let pen = Pen { at, scale: radius / BACKING, ink: colors.ink };
    if icon == Icon::None {
        return vec![Item::Dot {
            center: at,
            radius: radius * 0.4,
            fill: colors.ink,
            outline: Some((radius * 0.2, colors.backing)),
        }];
    }
    let mut items = vec![Item::Dot {
        center: at,
        radius: radius - 0.5 * RIM * pen.scale,
        fill: colors.backing,
        outline: Some((RIM * pen.scale, colors.ink)),
    }];
    items.extend(pen.picture(icon));
    items
}

/// Draws on the square.
struct Pen {
    at: Point,
    /// Page pixels for each unit of the square.
    scale: f32,
    ink: Color,
}

impl Pen {
    fn picture(&self, icon: Icon) -> Vec<Item> {
        match icon {
            Icon::None => Vec::new(),
            Icon::Dam => self.dam(),
            Icon::Airbase => vec![self.fill(&[&airplane()])],
            Icon::Crossing => self.crossing(),
            Icon::Capital => vec![self.fill(&[&star(5, 7.4, 3.0)])],
            Icon::Encirclement => self.encirclement(),
            Icon::Base => self.flag(),
            Icon::Camp => self.tent(),
            Icon::Prison => self.bars(),
            Icon::Oilfield => self.derrick(),
            Icon::Event => vec![self.fill(&[&star(8, 7.6, 3.7)])],
        }
    }

    /// A wall with high water before it and low water behind.
    fn dam(&self) -> Vec<Item> {
        let wall = [(-1.4, -6.2), (1.2, -6.2), (5.2, 5.6), (-1.4, 5.6)];
        let level = |from: f32, y: f32| vec![(from, y), (from + 3.6, y)];
        vec![
            self.fill(&[&wall]),
            self.stroke(&[level(-6.4, -3.2), level(-6.9, 0.2), level(-6.4, 3.6)], 1.5),
        ]
    }

    /// Two posts and a barrier between them.
    fn crossing(&self) -> Vec<Item> {
        let post = |x: f32| [(x - 1.1, -4.6), (x + 1.1, -4.6), (x + 1.1, 5.6), (x - 1.1, 5.6)];
        let bar = |from: f32| vec![(from, -1.6), (from + 2.0, -1.6)];
        vec![
            self.fill(&[&post(-5.2), &post(5.2)]),
            self.stroke(&[bar(-3.0), bar(1.0)], 2.2),
            self.stroke(&[vec![(-5.0, -1.6), (5.0, -1.6)]], 0.9),
        ]
    }

    /// A ring of dashes round a dot.
    fn encirclement(&self) -> Vec<Item> {
        let dashes = (0..6).map(|dash| {
            (0..=4).map(|step| polar(5.9, (dash as f32 + step as f32 * 0.145) / 6.0)).collect()
        });
        let dot =
            Item::Dot { center: self.at, radius: 2.4 * self.scale, fill: self.ink, outline: None };
        vec![self.stroke(&dashes.collect::<Vec<_>>(), 1.9), dot]
    }

    /// A flag on a pole.
    fn flag(&self) -> Vec<Item> {
        vec![
            self.stroke(&[vec![(-3.6, -6.0), (-3.6, 6.4)]], 1.7),
            self.fill(&[&[(-3.6, -6.6), (5.8, -3.2), (-3.6, 0.4)]]),
        ]
    }

    /// A tent with an open door.
    fn tent(&self) -> Vec<Item> {
        let (tent, door) =
            ([(0.0, -5.8), (7.0, 5.0), (-7.0, 5.0)], [(0.0, -0.4), (2.2, 5.0), (-2.2, 5.0)]);
        vec![self.fill(&[&tent, &door])]
    }

    /// A barred window.
    fn bars(&self) -> Vec<Item> {
        let gap = |x: f32| [(x - 0.9, -3.8), (x + 0.9, -3.8), (x + 0.9, 3.8), (x - 0.9, 3.8)];
        let frame = [(-5.5, -5.5), (5.5, -5.5), (5.5, 5.5), (-5.5, 5.5)];
        vec![self.fill(&[&frame, &gap(-3.0), &gap(0.0), &gap(3.0)])]
    }

    /// A derrick.
    fn derrick(&self) -> Vec<Item> {
        vec![
            self.stroke(
                &[
                    vec![(-4.6, 6.0), (-0.8, -6.2), (0.8, -6.2), (4.6, 6.0)],
                    vec![(-2.2, -1.4), (2.2, -1.4)],
                ],
                1.5,
            ),
            self.stroke(&[vec![(-3.8, 3.6), (2.2, -1.4)], vec![(3.8, 3.6), (-2.2, -1.4)]], 1.1),
        ]
    }

    fn fill(&self, rings: &[&[(f32, f32)]]) -> Item {
        let rings = rings.iter().map(|ring| self.points(ring)).collect();
        Item::Fill { rings, paint: Paint::Solid(self.ink) }
    }

    fn stroke(&self, lines: &[Vec<(f32, f32)>], width: f32) -> Item {
        Item::Stroke {
            lines: lines.iter().map(|line| self.points(line)).collect(),
            stroke: Stroke { color: self.ink, width: width * self.scale, dash: None },
        }
    }

    fn points(&self, points: &[(f32, f32)]) -> Vec<Point> {
        let point = |&(x, y): &(f32, f32)| Point {
            x: self.at.x + x * self.scale,
            y: self.at.y + y * self.scale,
        };
        points.iter().map(point).collect()
    }
}

/// An aeroplane from above, its nose up.
fn airplane() -> Vec<(f32, f32)> {
    let right = [
        (0.0, -HALF),
        (1.3, -6.2),
        (1.3, -2.2),
        (7.4, 1.8),
        (7.4, 3.6),
        (1.3, 1.9),
        (1.0, 4.9),
        (3.1, 6.4),
        (3.1, 7.6),
        (0.0, 6.8),
    ];
    let left = right.iter().rev().map(|&(x, y)| (-x, y));
    right.iter().copied().chain(left).collect()
}

/// A star with so many points, one of them upwards.
fn star(points: usize, outer: f32, inner: f32) -> Vec<(f32, f32)> {
    let corner = |index: usize| {
        let radius = if index.is_multiple_of(2) { outer } else { inner };
        polar(radius, index as f32 / (2 * points) as f32)
    };
    (0..2 * points).map(corner).collect()
}

/// The point at a distance from the middle, a part of a turn clockwise from straight up.
fn polar(radius: f32, turn: f32) -> (f32, f32) {
    let angle = TAU * turn;
    (radius * angle.sin(), -radius * angle.cos())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_stays_within_its_radius() {
        let (at, radius) = (Point { x: 50.0, y: 40.0 }, 9.0);
        let black = Color { r: 0, g: 0, b: 0, a: 255 };
        let colors = IconColors { ink: black, backing: Color { r: 255, ..black } };
        let mut drawn = Vec::new();
        for kind in Icon::ALL {
            let items = icon(kind, at, radius, colors);
            let points = items.iter().flat_map(|item| match item {
                Item::Fill { rings, .. } => rings.concat(),
                Item::Stroke { lines, .. } => lines.concat(),
                Item::Dot { center, radius, .. } => {
                    vec![Point { x: center.x + radius, y: center.y }]
                }
                Item::Text(_) | Item::CurvedText(_) => Vec::new(),
            });
            for point in points {
                let distance = (point.x - at.x).hypot(point.y - at.y);
                assert!(distance <= radius, "{kind}: {distance}");
            }
            assert!(!drawn.contains(&items), "{kind} looks like another");
            drawn.push(items);
        }
    }
}
