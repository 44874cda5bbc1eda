//! Rings to arcs, each of which is there once however many rings run along it.

use geo::Coord;
use rustc_hash::FxHashMap;

/// Rings as runs of arcs.
pub(super) struct Topology {
    /// The arcs; the last position of one is the first of the next in a ring.
    pub arcs: Vec<Vec<Coord>>,
    /// For each ring the numbers of its arcs, the complement of one that runs backwards.
    pub rings: Vec<Vec<i64>>,
}

impl Topology {
    /// The topology of closed rings. Positions are the same where their numbers are, bit for bit; rings are cut
    /// at junctions, where not all that come by come from and go to the same two positions.
    pub fn of<'a>(rings: impl Iterator<Item = &'a [Coord]>) -> Self {
        let mut vertices = Vertices::default();
        let rings: Vec<Vec<u32>> = rings.map(|ring| vertices.open_ring(ring)).collect();
        let junctions = junctions(&rings, vertices.positions.len());
        let mut arcs = Arcs::default();
        let rings = rings.iter().map(|ring| arcs.of_ring(ring, &junctions)).collect();
        let position = |at: &u32| vertices.positions[*at as usize];
        let arcs = arcs.arcs.iter().map(|arc| arc.iter().map(position).collect()).collect();
        Self { arcs, rings }
    }
}

/// Positions by number, in the order in which they come.
#[derive(Default)]
struct Vertices {
    numbers: FxHashMap<[u64; 2], u32>,
    positions: Vec<Coord>,
}

impl Vertices {
    /// The numbers of a ring's positions but for the last, which is the first again.
    fn open_ring(&mut self, ring: &[Coord]) -> Vec<u32> {
        let open = ring.split_last().map_or(ring, |(_, open)| open);
        open.iter().map(|at| self.number(*at)).collect()
    }

    fn number(&mut self, at: Coord) -> u32 {
        // Adding zero makes one zero of the two.
        let key = [(at.x + 0.0).to_bits(), (at.y + 0.0).to_bits()];
        *self.numbers.entry(key).or_insert_with(|| {
            self.positions.push(at);
            self.positions.len() as u32 - 1
        })
    }
}

/// Which vertices are junctions.
fn junctions(rings: &[Vec<u32>], vertices: usize) -> Vec<bool> {
    let mut neighbours: Vec<Option<[u32; 2]>> = vec![None; vertices];
    let mut junctions = vec![false; vertices];
    for ring in rings {
        let before = ring.iter().cycle().skip(ring.len().saturating_sub(1));
        let after = ring.iter().cycle().skip(1);
        for ((&before, &at), &after) in before.zip(ring).zip(after) {
            let pair = [before.min(after), before.max(after)];
            let first = neighbours[at as usize].get_or_insert(pair);
            junctions[at as usize] |= *first != pair;
        }
    }
    junctions
}

/// Arcs by number.
#[derive(Default)]
struct Arcs {
    numbers: FxHashMap<Vec<u32>, i64>,
    arcs: Vec<Vec<u32>>,
}

impl Arcs {
    fn of_ring(&mut self, ring: &[u32], junctions: &[bool]) -> Vec<i64> {
        let is_junction = |at: &u32| junctions[*at as usize];
        let first = ring.iter().position(is_junction);
        // A ring without a junction begins at the same place wherever it is met.
        let start = first
            .or_else(|| ring.iter().enumerate().min_by_key(|(_, at)| **at).map(|(place, _)| place));
        let Some(start) = start else { return Vec::new() };
        let (end, begin) = ring.split_at(start);
        let mut numbers = Vec::new();
        let mut arc: Vec<u32> = Vec::new();
        for (place, at) in begin.iter().chain(end).chain(begin.first()).enumerate() {
            arc.push(*at);
            if place == ring.len() || place > 0 && is_junction(at) {
                numbers.push(self.number(std::mem::replace(&mut arc, vec![*at])));
            }
        }
        numbers
    }

    /// The number of an arc, or its complement where it is known the other way round.
    fn number(&mut self, arc: Vec<u32>) -> i64 {
        let is_forward = arc.iter().le(arc.iter().rev());
        let arc = if is_forward { arc } else { arc.into_iter().rev().collect() };
        let next = self.arcs.len() as i64;
        let number = *self.numbers.entry(arc).or_insert_with_key(|arc| {
            self.arcs.push(arc.clone());
            next
        });
        if is_forward { number } else { !number }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(positions: &[[f64; 2]]) -> Vec<Coord> {
        positions.iter().chain(positions.first()).map(|at| Coord { x: at[0], y: at[1] }).collect()
    }

    /// The rings that a topology stands for.
    fn laid(topology: &Topology) -> Vec<Vec<Coord>> {
        let arc = |number: &i64| {
            let mut arc =
                topology.arcs[if *number < 0 { !number } else { *number } as usize].clone();
            if *number < 0 {
                arc.reverse();
            }
            arc
        };
        let ring = |numbers: &Vec<i64>| {
            let mut ring: Vec<Coord> = Vec::new();
            for arc in numbers.iter().map(arc) {
                assert!(ring.last().is_none_or(|last| *last == arc[0]));
                ring.extend(arc.iter().skip(usize::from(!ring.is_empty())));
            }
            ring
        };
        topology.rings.iter().map(ring).collect()
    }

    #[test]
    fn neighbours_share_the_arc_between_them() {
        let west = ring(&[[0.0, 0.0], [1.0, 0.0], [1.5, 0.5], [1.0, 1.0], [0.0, 1.0]]);
        let east = ring(&[[1.0, 0.0], [2.0, 0.0], [2.0, 1.0], [1.0, 1.0], [1.5, 0.5]]);
        let topology = Topology::of([&*west, &*east].into_iter());
        assert_eq!(topology.arcs.len(), 3);
        let shared: Vec<i64> = topology.rings[0]
            .iter()
            .filter(|number| topology.rings[1].contains(&!**number))
            .copied()
            .collect();
        assert_eq!(shared.len(), 1);
        let rings = laid(&topology);
        assert!(rings.iter().all(|ring| ring.first() == ring.last() && ring.len() == 6));
    }

    #[test]
    fn an_island_in_a_lake_is_one_arc_for_both() {
        let island = ring(&[[3.0, 3.0], [4.0, 3.0], [4.0, 4.0]]);
        let mut lake = ring(&[[4.0, 4.0], [3.0, 3.0], [4.0, 3.0]]);
        lake.reverse();
        let topology = Topology::of([&*island, &*lake].into_iter());
        assert_eq!(topology.arcs.len(), 1);
        assert_eq!(topology.rings[0], [!topology.rings[1][0]]);
    }

    #[test]
    fn a_ring_that_touches_itself_or_stands_still_stays_as_it_is() {
        let eight =
            ring(&[[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0], [-1.0, 1.0], [-1.0, 0.0]]);
        let still = ring(&[[5.0, 5.0], [6.0, 5.0], [6.0, 5.0], [6.0, 6.0]]);
        let topology = Topology::of([&*eight, &*still].into_iter());
        let rings = laid(&topology);
        assert_eq!([rings[0].len(), rings[1].len()], [eight.len(), still.len()]);
    }
}
