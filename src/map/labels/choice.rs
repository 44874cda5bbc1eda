//! The choice of positions for many names at once.
//!
//! Names are placed by priority first, each at the cheapest position that is left. Then single names
//! are moved, put in and left out, up to two others making way each time, as long as the whole gets
//! cheaper and for a few rounds at most: no chance is involved, so the same map gives the same choice.

use super::mark::Position;
use crate::map::scene::{Point, Rect};

/// Rounds over all names after the first choice.
const ROUNDS: usize = 4;
/// How many names may make way for one.
const MOST_AWAY: usize = 2;
/// What it costs to come as near as can be to another's symbol, which the name may be taken for.
const NEAR: f32 = 16.0;
/// Distance to another's symbol, in heights of the name, at which that costs nothing.
const FAR: f32 = 0.8;
/// How much less a name has to be worth than another to be left out for it, where both have room: which
/// towns are shown should not depend on where fronts run.
const LESSER: f32 = 0.7;
/// A gain that counts as one.
const LEAST_GAIN: f32 = 1e-3;

/// What can be chosen for one name.
pub(super) struct Choices {
    /// Where its symbol stands.
    pub(super) dot: Rect,
    /// Whether other symbols may meet its own.
    pub(super) may_meet: bool,
    /// Room round its words.
    pub(super) air: f32,
    /// What it costs to leave it out.
    pub(super) missing: f32,
    /// Where it could stand, the cheapest first.
    pub(super) positions: Vec<Position>,
}

/// The position of each name, by its place among its choices; nothing for those left out. Names come
/// in order of priority; at most so many are placed.
pub(super) fn choose(choices: &[Choices], most: usize) -> Vec<Option<usize>> {
    let mut chooser = Chooser::of(choices, most);
    for name in 0..choices.len() {
        if chooser.count < most {
            let position = chooser
                .cheapest(name, |position| chooser.in_the_way(name, position).next().is_none());
            chooser.put(name, position.map(|(position, _)| position));
        }
    }
    for _ in 0..ROUNDS {
        let mut improved = false;
        for name in 0..choices.len() {
            improved |= chooser.improve(name);
        }
        if !improved {
            break;
        }
    }
    chooser.chosen
}

struct Chooser<'a> {
    choices: &'a [Choices],
    /// For each name those whose positions may touch one of its own.
    neighbours: Vec<Vec<usize>>,
    chosen: Vec<Option<usize>>,
    count: usize,
    most: usize,
}

/// A change of the choice: what moves where.
struct Change {
    gain: f32,
    moves: Vec<(usize, Option<usize>)>,
}

impl<'a> Chooser<'a> {
    fn of(choices: &'a [Choices], most: usize) -> Self {
        let reaches: Vec<Rect> = choices.iter().map(Choices::reach).collect();
        let mut neighbours = vec![Vec::new(); choices.len()];
        for (one, reach) in reaches.iter().enumerate() {
            for (other, other_reach) in reaches.iter().enumerate().skip(one + 1) {
                if reach.intersects(other_reach) {
                    neighbours[one].push(other);
                    neighbours[other].push(one);
                }
            }
        }
        Self { choices, neighbours, chosen: vec![None; choices.len()], count: 0, most }
    }

    fn put(&mut self, name: usize, position: Option<usize>) {
        self.count += usize::from(position.is_some());
        self.count -= usize::from(self.chosen[name].is_some());
        self.chosen[name] = position;
    }

    /// The neighbours of a name that are placed, and where.
    fn placed_beside(&self, name: usize) -> impl Iterator<Item = (usize, &'a Position)> + '_ {
        let choices = self.choices;
        self.neighbours[name].iter().filter_map(move |&other| {
            Some((other, choices[other].positions.get(self.chosen[other]?)?))
        })
    }

    /// Names that can't stay where they are if another takes a position.
    fn in_the_way<'b>(
        &'b self,
        name: usize,
        position: &'b Position,
    ) -> impl Iterator<Item = usize> + 'b {
        let one = &self.choices[name];
        self.placed_beside(name)
            .filter(move |(other, at)| one.clashes(position, &self.choices[*other], at))
            .map(|(other, _)| other)
    }

    /// What a position costs among the names that are placed.
    fn cost(&self, name: usize, position: &Position) -> f32 {
        let one = &self.choices[name];
        let nearness = self.placed_beside(name).map(|(other, at)| {
            let other = &self.choices[other];
            confusion(position.words_box(), &other.dot) + confusion(at.words_box(), &one.dot)
        });
        position.cost + nearness.sum::<f32>()
    }

    /// The cheapest allowed position of a name, and what it costs.
    fn cheapest(&self, name: usize, allowed: impl Fn(&Position) -> bool) -> Option<(usize, f32)> {
        let mut best: Option<(usize, f32)> = None;
        for (index, position) in self.choices[name].positions.iter().enumerate() {
            if best.is_some_and(|(_, least)| position.cost >= least) {
                break;
            }
            if allowed(position) {
                let cost = self.cost(name, position);
                if best.is_none_or(|(_, least)| cost < least) {
                    best = Some((index, cost));
                }
            }
        }
        best
    }

    /// What a name costs where it stands, or left out.
    fn present_cost(&self, name: usize) -> f32 {
        let choices = &self.choices[name];
        let position = self.chosen[name].and_then(|index| choices.positions.get(index));
        position.map_or(choices.missing, |position| self.cost(name, position))
    }

    /// Makes the change about a name that gains most, if any gains.
    fn improve(&mut self, name: usize) -> bool {
        if self.chosen[name].is_none() && self.count >= self.most && !self.outranks_any(name) {
            return false;
        }
        let now = self.present_cost(name);
        let mut best: Option<Change> = None;
        for (index, position) in self.choices[name].positions.iter().enumerate() {
            let gained = best.as_ref().map_or(LEAST_GAIN, |best| best.gain);
            if now - position.cost <= gained {
                break;
            }
            if self.chosen[name] == Some(index) {
                continue;
            }
            if let Some(change) = self.change(name, index, position, now)
                && change.gain > gained
            {
                best = Some(change);
            }
        }
        let Some(Change { moves, .. }) = best else { return false };
        for (name, position) in moves {
            self.put(name, position);
        }
        true
    }

    /// Whether a name that is placed is worth so much less that it may be left out for this one.
    fn outranks_any(&self, name: usize) -> bool {
        let missing = LESSER * self.choices[name].missing;
        self.choices
            .iter()
            .zip(&self.chosen)
            .any(|(other, chosen)| chosen.is_some() && other.missing < missing)
    }

    /// What happens if a name takes a position: others make way.
    fn change(&self, name: usize, index: usize, position: &Position, now: f32) -> Option<Change> {
        let away: Vec<usize> = self.in_the_way(name, position).take(MOST_AWAY + 1).collect();
        if away.len() > MOST_AWAY {
            return None;
        }
        let mut gain = now - self.cost(name, position);
        let mut moves = vec![(name, Some(index))];
        let mut left_out = 0;
        let one = &self.choices[name];
        for other in away.iter().copied() {
            let choices = &self.choices[other];
            let elsewhere = self.cheapest(other, |at| {
                !choices.clashes(at, one, position)
                    && self.in_the_way(other, at).all(|third| third == name)
                    && !moves.iter().skip(1).any(|(third, place)| {
                        let third = &self.choices[*third];
                        place
                            .and_then(|place| third.positions.get(place))
                            .is_some_and(|place| third.clashes(place, choices, at))
                    })
            });
            let (place, cost) = match elsewhere {
                Some((place, cost)) if cost < choices.missing => (Some(place), cost),
                _ => (None, choices.missing),
            };
            left_out += usize::from(place.is_none());
            gain += self.present_cost(other) - cost;
            moves.push((other, place));
        }
        let count = self.count + usize::from(self.chosen[name].is_none()) - left_out;
        if count > self.most.max(self.count) {
            // Another one goes, that the map stays calm.
            let missing = LESSER * one.missing;
            let may_go = |other: usize| {
                self.choices[other].missing < missing && !moves.iter().any(|(it, _)| *it == other)
            };
            let (least, loss) = self.least_loss(may_go)?;
            gain -= loss;
            moves.push((least, None));
        }
        Some(Change { gain, moves })
    }

    /// The name whose absence costs least, of those that may go, and what it costs.
    fn least_loss(&self, may_go: impl Fn(usize) -> bool) -> Option<(usize, f32)> {
        let placed = (0..self.choices.len()).filter(|name| self.chosen[*name].is_some());
        placed
            .filter(|name| may_go(*name))
            .map(|name| (name, self.choices[name].missing - self.present_cost(name)))
            .min_by(|a, b| a.1.total_cmp(&b.1))
    }
}

impl Choices {
    /// The box that holds everything of a name, wherever it stands, and what comes near it.
    fn reach(&self) -> Rect {
        let (mut left, mut top) = (self.dot.x, self.dot.y);
        let (mut right, mut bottom) = (self.dot.right(), self.dot.bottom());
        let mut height: f32 = 0.0;
        for Position { rect, .. } in &self.positions {
            (left, top) = (left.min(rect.x), top.min(rect.y));
            (right, bottom) = (right.max(rect.right()), bottom.max(rect.bottom()));
            height = height.max(rect.height);
        }
        let air = self.air.max(FAR * height);
        Rect { x: left, y: top, width: right - left, height: bottom - top }.grown(air)
    }

    /// Whether words stand nearer to another's symbol than to their own, and no line leads to them.
    fn misleads(&self, at: &Position, other: &Rect) -> bool {
        at.leader.is_none()
            && at
                .words_box()
                .is_some_and(|words| distance(words, other) < distance(words, &self.dot))
    }

    /// Whether two names can't both stand where they would.
    fn clashes(&self, at: &Position, other: &Self, other_at: &Position) -> bool {
        let air = self.air.max(other.air);
        let (words, other_words) = (at.words_box(), other_at.words_box());
        let hides = |words: Option<&Rect>, rect: &Rect| words.is_some_and(|it| it.intersects(rect));
        let touches = |leader: &Option<[Point; 2]>, rect: &Rect| {
            leader.is_some_and(|leader| crosses(&leader, &rect.grown(1.0)))
        };
        words.is_some_and(|rect| hides(other_words, &rect.grown(air)))
            || hides(words, &other.dot)
            || hides(other_words, &self.dot)
            || !self.may_meet && !other.may_meet && self.dot.intersects(&other.dot)
            || self.misleads(at, &other.dot)
            || other.misleads(other_at, &self.dot)
            || touches(&at.leader, &other_at.rect)
            || touches(&at.leader, &other.dot)
            || touches(&other_at.leader, &at.rect)
            || touches(&other_at.leader, &self.dot)
            || matches!((&at.leader, &other_at.leader), (Some(one), Some(two)) if meet(one, two))
    }
}

/// What it costs that a name comes near the symbol of another.
fn confusion(words: Option<&Rect>, dot: &Rect) -> f32 {
    let Some(rect) = words else { return 0.0 };
    let far = FAR * rect.height.max(1.0);
    NEAR * (1.0 - distance(rect, dot) / far).max(0.0)
}

/// How far two rectangles are apart.
fn distance(one: &Rect, other: &Rect) -> f32 {
    let apart = |low: f32, high: f32, other_low: f32, other_high: f32| {
        (other_low - high).max(low - other_high).max(0.0)
    };
    let x = apart(one.x, one.right(), other.x, other.right());
    let y = apart(one.y, one.bottom(), other.y, other.bottom());
    x.hypot(y)
}

/// Whether a straight line touches a rectangle.
fn crosses(line: &[Point; 2], rect: &Rect) -> bool {
    let [a, b, c, d] = rect.corners();
    let [from, to] = *line;
    rect.contains(from) || rect.contains(to) || meet(line, &[a, c]) || meet(line, &[b, d])
}

/// Whether two straight lines meet.
fn meet(one: &[Point; 2], other: &[Point; 2]) -> bool {
    let side = |line: &[Point; 2], at: Point| {
        let [from, to] = *line;
        (to.x - from.x) * (at.y - from.y) - (to.y - from.y) * (at.x - from.x)
    };
    let parted =
        |line: &[Point; 2], [from, to]: [Point; 2]| side(line, from) * side(line, to) < 0.0;
    parted(one, *other) && parted(other, *one)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::labels::mark::test_position;

    /// A name of 40 by 10 that may stand to the right or to the left of its dot.
    fn name(x: f32, y: f32, missing: f32) -> Choices {
        let dot = Rect::around(Point { x, y }, 2.0);
        let beside = |left: f32, cost: f32| {
            test_position(Rect { x: left, y: y - 5.0, width: 40.0, height: 10.0 }, cost)
        };
        let positions = vec![beside(x + 4.0, 0.0), beside(x - 44.0, 10.0)];
        Choices { dot, may_meet: false, air: 1.0, missing, positions }
    }

    #[test]
    fn a_name_makes_way_where_that_places_both() {
        // The first one alone would stand on the right, where the second has its only room.
        let mut second = name(60.0, 0.0, 100.0);
        second.positions.remove(0);
        let chosen = choose(&[name(0.0, 0.0, 200.0), second], 9);
        assert_eq!(chosen, [Some(1), Some(0)]);
    }

    #[test]
    fn the_lesser_name_is_left_out_where_there_is_room_for_one() {
        let mut names = [name(0.0, 0.0, 50.0), name(0.0, 6.0, 200.0)];
        names.iter_mut().for_each(|name| name.positions.truncate(1));
        assert_eq!(choose(&names, 9), [None, Some(0)]);
    }

    #[test]
    fn no_more_are_placed_than_wanted() {
        let names: Vec<Choices> = (0..6).map(|i| name(100.0 * i as f32, 0.0, 100.0)).collect();
        let placed = choose(&names, 4).iter().flatten().count();
        assert_eq!(placed, 4);
        assert!(choose(&[], 4).is_empty());
    }

    #[test]
    fn a_greater_name_comes_in_for_the_least_where_both_are_too_many() {
        // The second one could not stand beside the first until that made way, and by then the third
        // had taken what the map has room for.
        let mut second = name(60.0, 0.0, 150.0);
        second.positions.remove(0);
        let names = [name(0.0, 0.0, 200.0), second, name(300.0, 0.0, 90.0)];
        assert_eq!(choose(&names, 2), [Some(1), Some(0), None]);
    }

    #[test]
    fn lines_meet_only_where_they_cross() {
        let at = |x: f32, y: f32| Point { x, y };
        let rect = Rect { x: 0.0, y: 0.0, width: 10.0, height: 10.0 };
        assert!(crosses(&[at(-5.0, 5.0), at(15.0, 6.0)], &rect));
        assert!(crosses(&[at(5.0, 5.0), at(5.0, 6.0)], &rect));
        assert!(!crosses(&[at(-5.0, -5.0), at(15.0, -1.0)], &rect));
    }
}
