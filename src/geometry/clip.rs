//! Clipping to a box with sides of constant longitude and latitude.

use geo::Coord;

/// A box to clip to. Unlike a [`BoundingBox`](super::BoundingBox) it may reach beyond 180 degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// South-western corner.
    pub min: Coord,
    /// North-eastern corner.
    pub max: Coord,
}

/// How some positions lie to a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// All positions lie inside.
    Inside,
    /// Some may.
    Across,
    /// All lie beyond one side.
    Outside,
}

impl Window {
    /// How positions lie to the window.
    pub fn relation(&self, positions: &[Coord]) -> Relation {
        let Some(&first) = positions.first() else { return Relation::Outside };
        let (mut min, mut max) = (first, first);
        for at in positions {
            min = Coord { x: min.x.min(at.x), y: min.y.min(at.y) };
            max = Coord { x: max.x.max(at.x), y: max.y.max(at.y) };
        }
        if min.x > self.max.x || max.x < self.min.x || min.y > self.max.y || max.y < self.min.y {
            Relation::Outside
        } else if min.x >= self.min.x
            && max.x <= self.max.x
            && min.y >= self.min.y
            && max.y <= self.max.y
        {
            Relation::Inside
        } else {
            Relation::Across
        }
    }

    /// Whether the position lies inside or on a side.
    pub fn contains(&self, at: Coord) -> bool {
        (self.min.x..=self.max.x).contains(&at.x) && (self.min.y..=self.max.y).contains(&at.y)
    }

    /// The ring inside the window, for filling (Sutherland and Hodgman 1974): parts that the window
    /// cuts apart stay joined along its sides.
    pub fn clip_ring(&self, ring: &[Coord]) -> Vec<Coord> {
        let west = |at: Coord| at.x - self.min.x;
        let east = |at: Coord| self.max.x - at.x;
        let south = |at: Coord| at.y - self.min.y;
        let north = |at: Coord| self.max.y - at.y;
        let ring = cut(ring, west);
        let ring = cut(&ring, east);
        let ring = cut(&ring, south);
        cut(&ring, north)
    }

    /// The parts of a line inside the window.
    pub fn clip_line(&self, line: &[Coord]) -> Vec<Vec<Coord>> {
        let mut parts: Vec<Vec<Coord>> = Vec::new();
        let mut goes_on = false;
        for edge in line.windows(2) {
            let Some((start, end)) = self.clip_edge(edge[0], edge[1]) else {
                goes_on = false;
                continue;
            };
            match parts.last_mut() {
                Some(part) if goes_on => part.push(end),
                _ => parts.push(vec![start, end]),
            }
            goes_on = end == edge[1];
        }
        parts
    }

    /// The part of an edge inside the window (Liang and Barsky 1984).
    fn clip_edge(&self, from: Coord, to: Coord) -> Option<(Coord, Coord)> {
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
        for (run, distance) in [
            (-dx, from.x - self.min.x),
            (dx, self.max.x - from.x),
            (-dy, from.y - self.min.y),
            (dy, self.max.y - from.y),
        ] {
            if run == 0.0 {
                if distance < 0.0 {
                    return None;
                }
            } else if run < 0.0 {
                enters = enters.max(distance / run);
            } else {
                leaves = leaves.min(distance / run);
            }
        }
        let at = |share: f64| Coord { x: from.x + share * dx, y: from.y + share * dy };
        (enters <= leaves).then(|| {
            (
                if enters > 0.0 { at(enters) } else { from },
                if leaves < 1.0 { at(leaves) } else { to },
            )
        })
    }
}

/// The part of a ring where the distance from a side is not negative.
fn cut(ring: &[Coord], distance: impl Fn(Coord) -> f64) -> Vec<Coord> {
    let mut kept = Vec::with_capacity(ring.len() + 4);
    let Some(&last) = ring.last() else { return kept };
    let mut before = (last, distance(last));
    for &at in ring {
        let now = (at, distance(at));
        if (before.1 < 0.0) != (now.1 < 0.0) {
            let share = before.1 / (before.1 - now.1);
            kept.push(Coord {
                x: before.0.x + share * (now.0.x - before.0.x),
                y: before.0.y + share * (now.0.y - before.0.y),
            });
        }
        if now.1 >= 0.0 {
            kept.push(at);
        }
        before = now;
    }
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const UNIT: Window = Window { min: Coord { x: 0.0, y: 0.0 }, max: Coord { x: 1.0, y: 1.0 } };

    fn coords(positions: &[(f64, f64)]) -> Vec<Coord> {
        positions.iter().map(|&(x, y)| Coord { x, y }).collect()
    }

    #[test]
    fn a_ring_round_the_window_becomes_the_window() {
        let ring = coords(&[(-1.0, -1.0), (2.0, -1.0), (2.0, 2.0), (-1.0, 2.0), (-1.0, -1.0)]);
        let clipped = UNIT.clip_ring(&ring);
        assert!(clipped.contains(&Coord { x: 1.0, y: 1.0 }) && clipped.contains(&UNIT.min));
        assert!(clipped.iter().all(|&at| UNIT.contains(at)));
    }

    #[test]
    fn a_line_that_leaves_and_comes_back_is_two_lines() {
        let line = coords(&[(0.5, 0.5), (1.5, 0.5), (1.5, 0.6), (0.5, 0.6), (0.4, 0.6)]);
        let parts = UNIT.clip_line(&line);
        assert_eq!(parts.len(), 2);
        assert_eq!(parts[0], coords(&[(0.5, 0.5), (1.0, 0.5)]));
        assert_eq!(parts[1].len(), 3);
    }

    #[test]
    fn what_lies_outside_is_gone() {
        let line = coords(&[(2.0, 2.0), (3.0, 3.0)]);
        assert_eq!(UNIT.relation(&line), Relation::Outside);
        assert!(UNIT.clip_line(&line).is_empty() && UNIT.clip_ring(&line).is_empty());
        assert_eq!(UNIT.relation(&[]), Relation::Outside);
    }

    proptest! {
        #[test]
        fn nothing_sticks_out(positions in prop::collection::vec((-2.0..3.0, -2.0..3.0), 0..20)) {
            let line = coords(&positions);
            let slack = Window { min: Coord { x: -1e-9, y: -1e-9 }, max: Coord { x: 1.0 + 1e-9, y: 1.0 + 1e-9 } };
            prop_assert!(UNIT.clip_ring(&line).into_iter().all(|at| slack.contains(at)));
            prop_assert!(UNIT.clip_line(&line).into_iter().flatten().all(|at| slack.contains(at)));
        }
    }
}
