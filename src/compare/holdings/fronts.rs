//! The front lines of all dates, and the edges of ground that is held otherwise than by one alone.

use std::collections::BTreeMap;

use geo::{Coord, LineString};

use super::known::Known;
use super::{Stretch, during};
use crate::compare::fronts::{LONGEST, across_gap, in_order, is_edge_of_map};
use crate::compare::intervals::validity;
use crate::geometry::beside::pieces;
use crate::geometry::{Cells, chains};
use crate::index::{ControlIndex, FrontRule, Span};
use crate::model::{Control, Validity};

/// A front line that does not change for some days.
#[derive(Debug, Clone, PartialEq)]
pub struct DatedFront {
    /// Who stands on either side; see [`Front`](crate::compare::Front).
    pub sides: [Option<Control>; 2],
    /// When it runs there.
    pub validity: Validity,
    /// Its course.
    pub lines: Vec<LineString>,
}

/// A line that does not change for some days, on either side of which ground is controlled differently
/// without being faced by rivals: the edge of contested ground towards those who fight for it, for example.
#[derive(Debug, Clone, PartialEq)]
pub struct DatedLimit {
    /// When it runs there.
    pub validity: Validity,
    /// Its course.
    pub lines: Vec<LineString>,
}

/// Who faces whom, from which epoch up to but without which.
type Facing<'a> = ((u16, u16), [Option<&'a Control>; 2]);

/// The front lines of all dates by the rules of [`fronts`](crate::compare::fronts), and the limits between
/// other ground; the oldest of each first.
pub(super) fn through_time(
    cells: &Cells,
    held: &[Vec<Stretch>],
    known: &Known,
    index: &ControlIndex,
    runs: &[(u16, u16)],
) -> (Vec<DatedFront>, Vec<DatedLimit>) {
    let rule = FrontRule::of(index.controls());
    let mut found: BTreeMap<Facing, Vec<[Coord; 2]>> = BTreeMap::new();
    let mut limits: BTreeMap<(u16, u16), Vec<[Coord; 2]>> = BTreeMap::new();
    for (ends, beside) in cells.borders().filter(|(ends, _)| !is_edge_of_map(ends)) {
        let Some(held) = sides_of(held, beside) else { continue };
        let mut add =
            |epochs, sides, ends| found.entry((epochs, in_order(sides))).or_default().push(ends);
        for (epochs, sides) in facing(held, known, runs) {
            if rule.is_front(sides) {
                add(epochs, sides, ends);
            } else if is_limit(sides) {
                limits.entry(epochs).or_default().push(ends);
            } else if rule == FrontRule::BetweenRivals && (sides[0].is_none() != sides[1].is_none())
            {
                for (from, to) in pieces((ends[0], ends[1]), LONGEST) {
                    let beyond = across_gap([from, to], sides[0].is_none());
                    let beyond = beyond.map(|place| index.history(place)).unwrap_or_default();
                    for (epochs, sides) in over_gap(index, epochs, sides, &beyond) {
                        // The one who comes later has a border there, too: the front is told of once.
                        if rule.is_front(sides) && in_order(sides) == sides {
                            add(epochs, sides, [from, to]);
                        }
                    }
                }
            }
        }
    }
    let fronts = found.into_iter().map(|((epochs, sides), pieces)| DatedFront {
        sides: sides.map(|side| side.cloned()),
        validity: validity(index.calendar(), epochs),
        lines: chains::join(&pieces),
    });
    let limits = limits.into_iter().map(|(epochs, pieces)| DatedLimit {
        validity: validity(index.calendar(), epochs),
        lines: chains::join(&pieces),
    });
    (fronts.collect(), limits.collect())
}

/// Whether ground on either side is known, and controlled differently.
fn is_limit([one, other]: [Option<&Control>; 2]) -> bool {
    one.is_some() && other.is_some() && one != other
}

fn sides_of(held: &[Vec<Stretch>], [left, right]: [usize; 2]) -> Option<[&[Stretch]; 2]> {
    Some([held.get(left)?, held.get(right)?])
}

/// Who faces whom through time across a border, where anybody is there and data answers.
fn facing<'a>(held: [&[Stretch]; 2], known: &'a Known, runs: &[(u16, u16)]) -> Vec<Facing<'a>> {
    let mut cuts: Vec<u16> =
        held.iter().copied().flatten().flat_map(|it| [it.from, it.end]).collect();
    cuts.extend(runs.iter().flat_map(|run| [run.0, run.1]));
    cuts.sort_unstable();
    cuts.dedup();
    let mut facing: Vec<Facing> = Vec::new();
    for pair in cuts.windows(2) {
        let sides = held.map(|held| during(held, pair[0]).and_then(|id| known.control(id)));
        if sides == [None, None] {
            continue;
        }
        match facing.last_mut() {
            Some((epochs, last)) if epochs.1 == pair[0] && *last == sides => epochs.1 = pair[1],
            _ => facing.push(((pair[0], pair[1]), sides)),
        }
    }
    facing
}

/// Who faces whom over a strip that nobody is given: its own side, and who stands beyond it.
fn over_gap<'a>(
    index: &'a ControlIndex,
    epochs: (u16, u16),
    sides: [Option<&'a Control>; 2],
    beyond: &[Span],
) -> impl Iterator<Item = Facing<'a>> {
    let own = sides[0].or(sides[1]);
    beyond.iter().filter_map(move |span| {
        let begin = span.validity.from().map_or(0, |from| index.calendar().epoch_of(from).0);
        let end =
            span.validity.until().map_or(u16::MAX, |until| index.calendar().epoch_of(until).0);
        let epochs = (epochs.0.max(begin), epochs.1.min(end));
        let other = index.control(*span.claims.first()?);
        (epochs.0 < epochs.1).then_some((epochs, [own, Some(other)]))
    })
}
