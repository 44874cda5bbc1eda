//! A ring without what says nothing: closed, no position twice in a row, no spikes.

use geo::Coord;
use robust::{Coord as RobustCoord, orient2d};

/// A ring that was tidied, and what was done.
#[derive(Debug, Clone, PartialEq)]
pub struct Tidied {
    /// The ring, closed; empty where nothing is left that goes round any ground.
    pub ring: Vec<Coord>,
    /// Whether its last position was not its first.
    pub was_open: bool,
    /// How many positions were left out since they repeated the one before.
    pub repeated: usize,
    /// The tips of spikes that were left out: there the ring ran back on the very line on which it had
    /// come.
    pub spikes: Vec<Coord>,
}

/// Closes a ring and leaves out positions repeated at once and spikes. Neither changes the ground that
/// it goes round. Fewer than three positions go round none.
///
/// # Example
///
/// ```
/// use controlmap::geometry::{Coord, tidy};
///
/// let ring = [(0.0, 0.0), (2.0, 0.0), (5.0, 0.0), (2.0, 0.0), (2.0, 2.0), (2.0, 2.0)];
/// let tidied = tidy::ring(&ring.map(Coord::from));
/// assert_eq!(tidied.ring, [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 0.0)].map(Coord::from));
/// assert!(tidied.was_open && tidied.repeated == 1);
/// assert_eq!(tidied.spikes, [Coord { x: 5.0, y: 0.0 }]);
/// ```
pub fn ring(ring: &[Coord]) -> Tidied {
    let was_open = ring.len() > 1 && ring.first() != ring.last();
    let open = match ring {
        [rest @ .., _] if !was_open => rest,
        all => all,
    };
    let mut tidied = Tidied { ring: Vec::new(), was_open, repeated: 0, spikes: Vec::new() };
    let mut kept: Vec<Coord> = Vec::with_capacity(ring.len());
    for &at in open {
        tidied.push(&mut kept, at);
    }
    tidied.join_ends(&mut kept);
    if kept.len() > 2 {
        kept.extend(kept.first().copied());
        tidied.ring = kept;
    }
    tidied
}

impl Tidied {
    /// Adds the next position, and leaves out what it shows to be a spike.
    fn push(&mut self, kept: &mut Vec<Coord>, at: Coord) {
        let spikes = self.spikes.len();
        while let [.., before, tip] = kept[..]
            && is_spike(before, tip, at)
        {
            kept.pop();
            self.spikes.push(tip);
        }
        if kept.last() == Some(&at) {
            // What follows a spike is no repeated position but its end.
            self.repeated += usize::from(self.spikes.len() == spikes);
        } else {
            kept.push(at);
        }
    }

    /// Leaves out what is a spike or repeated where the ring's end meets its beginning.
    fn join_ends(&mut self, kept: &mut Vec<Coord>) {
        let (mut start, spikes) = (0, self.spikes.len());
        loop {
            let rest = &kept[start.min(kept.len())..];
            match rest {
                [first, .., last] if first == last => {
                    kept.pop();
                    self.repeated += usize::from(self.spikes.len() == spikes);
                }
                [first, .., before, tip] if is_spike(*before, *tip, *first) => {
                    self.spikes.push(*tip);
                    kept.pop();
                }
                [tip, after, .., last] if is_spike(*last, *tip, *after) => {
                    self.spikes.push(*tip);
                    start += 1;
                }
                _ => break,
            }
        }
        kept.drain(..start.min(kept.len()));
    }
}

/// Whether the way from one position by another to a third runs back on its own line.
fn is_spike(before: Coord, tip: Coord, after: Coord) -> bool {
    let robust = |at: Coord| RobustCoord { x: at.x, y: at.y };
    let (back, on) = (before - tip, after - tip);
    back.x * on.x + back.y * on.y > 0.0
        && orient2d(robust(before), robust(tip), robust(after)) == 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tidied(positions: &[(f64, f64)]) -> Tidied {
        ring(&positions.iter().copied().map(Coord::from).collect::<Vec<Coord>>())
    }

    #[test]
    fn a_sound_ring_stays_as_it_is() {
        let square = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)];
        let tidied = tidied(&square);
        assert_eq!(tidied.ring, square.map(Coord::from));
        assert!(!tidied.was_open && tidied.repeated == 0 && tidied.spikes.is_empty());
    }

    #[test]
    fn spikes_at_the_rings_first_position_and_spikes_of_several_edges_go() {
        let at_start = tidied(&[(9.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0), (9.0, 0.0)]);
        assert_eq!(at_start.spikes, [Coord { x: 9.0, y: 0.0 }]);
        assert_eq!(at_start.ring.len(), 4);
        let long = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (5.0, 5.0), (7.0, 5.0), (5.0, 5.0)];
        let long = tidied(&[&long[..], &[(1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]].concat());
        assert_eq!(long.spikes.len(), 2);
        assert_eq!(long.ring.len(), 5);
    }

    #[test]
    fn what_goes_round_nothing_is_empty() {
        assert!(tidied(&[]).ring.is_empty());
        assert!(tidied(&[(1.0, 1.0)]).ring.is_empty());
        assert!(tidied(&[(1.0, 1.0), (2.0, 2.0), (1.0, 1.0)]).ring.is_empty());
        assert!(tidied(&[(1.0, 1.0), (1.0, 1.0), (1.0, 1.0), (1.0, 1.0)]).ring.is_empty());
        assert!(tidied(&[(0.0, 0.0), (1.0, 1.0), (2.0, 2.0), (0.0, 0.0)]).ring.is_empty());
    }
}
