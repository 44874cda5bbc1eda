//! What is to be named at a point, and where its name could stand.

use super::occupancy::Occupancy;
use super::setting::{Ink, Setting, extent};
use crate::map::page::Page;
use crate::map::scene::{Anchor, Item, Point, Rect};
use crate::map::text::cap_height;

/// Something at a point of the map with words beside it: a town, a call-out, an annotation.
#[derive(Debug, Clone)]
pub(in crate::map) struct Mark {
    /// The point.
    pub(in crate::map) at: Point,
    /// How far its symbol reaches, in page pixels: words keep clear of it.
    pub(in crate::map) radius: f32,
    /// The symbol, drawn wherever the words stand, and not at all if they stand nowhere.
    pub(in crate::map) symbol: Vec<Item>,
    /// Whether what lies beneath the symbol can still be seen, so that other symbols may meet it.
    pub(in crate::map) is_hollow: bool,
    /// The words in lines, in as many ways as will do, the best first; none for a symbol alone.
    pub(in crate::map) settings: Vec<Setting>,
    /// How the words look.
    pub(in crate::map) ink: Ink,
    /// Room round the words, in page pixels.
    pub(in crate::map) air: f32,
    /// What it costs to leave it out. A position costs up to some 100: 0 for the best one, 10 for the
    /// other side of the point, 40 for one that a line leads to.
    pub(in crate::map) priority: f32,
    /// Whether its words may stand apart, with a line that leads to them.
    pub(in crate::map) may_have_leader: bool,
    /// Whether it is shown whatever it costs: over other symbols if need be, and the symbol alone where
    /// its words have no room at all.
    pub(in crate::map) must: bool,
}

/// Where the words of a mark could stand.
#[derive(Debug, Clone)]
pub(super) struct Position {
    /// The words' box; for a symbol alone, that of the symbol.
    pub(super) rect: Rect,
    /// From the symbol's edge to the words, if they stand apart.
    pub(super) leader: Option<[Point; 2]>,
    pub(super) cost: f32,
    words: Option<(usize, Anchor)>,
}

impl Position {
    /// The box of the words, if there are any.
    pub(super) fn words_box(&self) -> Option<&Rect> {
        self.words.map(|_| &self.rect)
    }
}

/// On which side of the point words stand. Ahead is where lines go: to the right where they are read
/// from left to right.
#[derive(Clone, Copy)]
enum Side {
    Ahead,
    Behind,
    /// Centred over the point, and moved ahead by a share of the width.
    Across(f32),
}

/// How high words stand.
#[derive(Clone, Copy, PartialEq)]
enum Height {
    Above,
    Level,
    Below,
}

/// Positions in the order in which maps prefer them, with what each costs.
const AROUND: [(Side, Height, f32); 12] = [
    (Side::Ahead, Height::Level, 0.0),
    (Side::Ahead, Height::Above, 5.0),
    (Side::Ahead, Height::Below, 7.0),
    (Side::Behind, Height::Level, 10.0),
    (Side::Across(0.0), Height::Above, 11.0),
    (Side::Across(0.3), Height::Above, 13.0),
    (Side::Behind, Height::Above, 14.0),
    (Side::Behind, Height::Below, 16.0),
    (Side::Across(0.0), Height::Below, 16.0),
    (Side::Across(-0.3), Height::Above, 17.0),
    (Side::Across(0.3), Height::Below, 18.0),
    (Side::Across(-0.3), Height::Below, 21.0),
];
/// Further distances at which marks are tried that may have a leader, in ems, with what each costs.
const FURTHER: (f32, f32) = (0.4, 6.0);
/// Lengths of leaders in ems.
const LEADERS: [f32; 4] = [1.2, 2.0, 3.0, 4.4];
/// Directions of leaders.
const DIRECTIONS: u8 = 16;
/// What a leader costs, and what each em of it.
const LEADER: (f32, f32) = (40.0, 8.0);
/// What lines beneath words cost at most: names should not move much when a front does.
const MOST_CROSSED: f32 = 80.0;
/// What each further way to break the words costs.
const BROKEN: f32 = 9.0;
/// Least distance of words from the edge of the map, in ems.
const EDGE: f32 = 0.3;
/// Distance within which marks hinder each other, in ems.
const BESIDE: f32 = 2.5;
/// What a mark costs that must be shown but whose words have no room.
const WORDLESS: f32 = 1e6;

impl Mark {
    /// The box round the symbol.
    pub(super) fn dot(&self) -> Rect {
        Rect::around(self.at, self.radius)
    }

    /// Whether words of the one could stand where the other's symbol is.
    pub(super) fn is_beside(&self, other: &Self) -> bool {
        let distance = (self.at.x - other.at.x).hypot(self.at.y - other.at.y);
        distance < self.radius + other.radius + BESIDE * self.ink.letters.size
    }

    /// The positions that are free of what is taken, the cheapest first.
    pub(super) fn positions(&self, page: &Page, occupancy: &Occupancy) -> Vec<Position> {
        let mut positions = Vec::new();
        for (index, setting) in self.settings.iter().enumerate() {
            let broken = BROKEN * index as f32;
            let further = self.may_have_leader.then_some(FURTHER);
            for (ems, cost) in [(0.0, 0.0)].into_iter().chain(further) {
                positions.extend(AROUND.iter().filter_map(|(side, height, preference)| {
                    let (rect, anchor) = self.beside(page, setting, *side, *height, ems);
                    let crossed = self.crossed(&rect, occupancy)?;
                    let cost = preference + cost + broken + crossed;
                    Some(Position { rect, leader: None, cost, words: Some((index, anchor)) })
                }));
            }
            if self.may_have_leader {
                for ems in LEADERS {
                    positions.extend((0..DIRECTIONS).filter_map(|direction| {
                        let turn = f32::from(direction) / f32::from(DIRECTIONS);
                        let mut position = self.apart(page, setting, turn, ems)?;
                        position.words = position.words.map(|(_, anchor)| (index, anchor));
                        let leader = position.leader?;
                        let is_free = occupancy.is_free_along(&leader);
                        position.cost += self.crossed(&position.rect, occupancy)? + broken;
                        is_free.then_some(position)
                    }));
                }
            }
        }
        positions.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        if self.settings.is_empty() || self.must {
            let cost = if self.settings.is_empty() { 0.0 } else { WORDLESS };
            let rect = self.dot();
            positions.push(Position { rect, leader: None, cost, words: None });
        }
        positions
    }

    /// What it costs to write over lines; nothing where something stands already.
    fn crossed(&self, rect: &Rect, occupancy: &Occupancy) -> Option<f32> {
        let edge = (EDGE * self.ink.letters.size).max(self.air);
        if !occupancy.holds(&rect.grown(edge)) {
            return None;
        }
        occupancy.cost(&rect.grown(self.air)).map(|cost| (cost as f32).min(MOST_CROSSED))
    }

    /// The box of words on a side of the point, and where its lines are flush.
    fn beside(
        &self,
        page: &Page,
        setting: &Setting,
        side: Side,
        height: Height,
        further: f32,
    ) -> (Rect, Anchor) {
        let letters = self.ink.letters;
        let em = letters.size;
        let gap = self.radius + em * (0.28 + further);
        let near = self.radius * 0.7 + em * (0.2 + further);
        let (width, tall) = setting.size(page, letters);
        let (above, depth) = (extent(page, letters).0, setting.depth(page, letters));
        let cap = cap_height(letters);
        let Point { x, y } = self.at;
        let ahead = if page.is_mirrored() { -1.0 } else { 1.0 };
        let is_across = matches!(side, Side::Across(_));
        let reach = if height == Height::Level { gap } else { near };
        let (left, anchor) = match side {
            Side::Across(shift) => (x - width / 2.0 + ahead * shift * width, Anchor::Middle),
            Side::Ahead if !page.is_mirrored() => (x + reach, Anchor::Left),
            Side::Behind if page.is_mirrored() => (x + reach, Anchor::Left),
            Side::Ahead | Side::Behind => (x - reach - width, Anchor::Right),
        };
        let first_baseline = match height {
            Height::Level => y + cap / 2.0 - depth / 2.0,
            Height::Above if is_across => y - gap - depth,
            Height::Above => y - near + cap * 0.1 - depth,
            Height::Below if is_across => y + gap + cap,
            Height::Below => y + near + cap * 0.9,
        };
        (Rect { x: left, y: first_baseline - above, width, height: tall }, anchor)
    }

    /// Words at the end of a leader in a direction, given as a share of a turn from ahead upwards.
    fn apart(&self, page: &Page, setting: &Setting, turn: f32, ems: f32) -> Option<Position> {
        let letters = self.ink.letters;
        let em = letters.size;
        let (sine, cosine) = (turn * std::f32::consts::TAU).sin_cos();
        let way = Point { x: if page.is_mirrored() { -cosine } else { cosine }, y: -sine };
        let at = |distance: f32| Point {
            x: self.at.x + way.x * distance,
            y: self.at.y + way.y * distance,
        };
        let leader = [at(self.radius), at(self.radius + ems * em)];
        let [_, end] = leader;
        let (width, height) = setting.size(page, letters);
        let air = em * 0.2;
        let (x, y, anchor) = if way.x.abs() > 0.35 {
            let is_right = way.x > 0.0;
            let x = if is_right { end.x + air } else { end.x - air - width };
            let anchor = if is_right { Anchor::Left } else { Anchor::Right };
            (x, end.y - height * 0.5, anchor)
        } else {
            let y = if way.y < 0.0 { end.y - air * 0.6 - height } else { end.y + air * 0.6 };
            (end.x - width / 2.0, y, Anchor::Middle)
        };
        let rect = Rect { x, y, width, height };
        let cost = LEADER.0 + LEADER.1 * ems + 3.0 * (1.0 - cosine);
        let is_clear = !self.dot().intersects(&rect);
        is_clear.then_some(Position { rect, leader: Some(leader), cost, words: Some((0, anchor)) })
    }

    /// The words where they stand.
    pub(super) fn words(&self, page: &Page, position: &Position) -> Vec<Item> {
        let setting = position
            .words
            .and_then(|(index, anchor)| self.settings.get(index).map(|setting| (setting, anchor)));
        setting.map_or_else(Vec::new, |(setting, anchor)| {
            setting.in_box(page, &position.rect, anchor, &self.ink)
        })
    }
}

/// A position that costs so much.
#[cfg(test)]
pub(super) fn test_position(rect: Rect, cost: f32) -> Position {
    Position { rect, leader: None, cost, words: Some((0, Anchor::Left)) }
}
