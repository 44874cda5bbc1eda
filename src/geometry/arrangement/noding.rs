//! Pieces of lines made to meet at vertices only: snap rounding.
//!
//! Every end of a piece, and every crossing of two, rounded to the grid, is a vertex. A piece is led
//! through the vertices whose cells of the grid it passes, which moves it by less than a step and
//! makes no two pieces cross (Hobby, *Practical segment intersection with finite precision output*,
//! Computational Geometry 13, 1999). What passes a cell is asked of the pieces as they came: to ask it
//! again of pieces that were bent already would let vertices drift away from their lines without end.

use super::grid::{self, GridPoint};
use crate::{Error, Result};

/// Pieces there may be at any time; more is taken for an accident.
const MOST_PIECES: usize = 8_000_000;
/// Rounds after which it is given up. One makes the pieces meet, the second finds that they do; others
/// are for pieces that pass a cell at its very corner.
const MOST_ROUNDS: usize = 100;
/// Bands that the plane is divided into at most while neighbours are sought.
const MOST_BANDS: usize = 4096;

/// A straight piece of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::geometry) struct Piece {
    /// The ends, the smaller first.
    pub(in crate::geometry) ends: (GridPoint, GridPoint),
    /// Which line it belongs to.
    pub(in crate::geometry) line: u32,
    /// Whether the line runs from the larger end to the smaller.
    pub(in crate::geometry) is_reversed: bool,
}

impl Piece {
    /// The piece between two positions; nothing where they are the same.
    pub(in crate::geometry) fn between(from: GridPoint, to: GridPoint, line: u32) -> Option<Self> {
        let (ends, is_reversed) = if from < to { ((from, to), false) } else { ((to, from), true) };
        (from != to).then_some(Self { ends, line, is_reversed })
    }
}

/// The two ends of a piece, whoever's it is, and whether it has not been compared with all others.
#[derive(Debug, Clone, Copy)]
struct Segment {
    ends: (GridPoint, GridPoint),
    is_fresh: bool,
}

impl Segment {
    /// The least and the largest y.
    fn reach(&self) -> (i64, i64) {
        let (a, b) = (self.ends.0.y, self.ends.1.y);
        (a.min(b), a.max(b))
    }
}

/// The same lines in pieces that meet at their ends only; sorted, each as often as lines run along it.
///
/// # Errors
///
/// When there are more pieces than a map can sensibly have.
pub(in crate::geometry) fn node(mut pieces: Vec<Piece>) -> Result<Vec<Piece>> {
    let mut fresh = vec![true; pieces.len()];
    let mut is_on: Passing = grid::is_through;
    for _ in 0..MOST_ROUNDS {
        (pieces, fresh) = sorted(pieces, fresh);
        // Where lines run along each other they are one segment here.
        let mut segments: Vec<Segment> = pieces
            .iter()
            .zip(&fresh)
            .map(|(piece, &is_fresh)| Segment { ends: piece.ends, is_fresh })
            .collect();
        segments.dedup_by(|next, kept| {
            kept.is_fresh |= next.ends == kept.ends && next.is_fresh;
            next.ends == kept.ends
        });
        let cuts = cuts(&segments, pieces.len(), is_on)?;
        if cuts.is_empty() {
            return Ok(pieces);
        }
        (pieces, fresh) = cut(&pieces, &segments, &cuts);
        if pieces.len() > MOST_PIECES {
            return Err(too_many());
        }
        is_on = grid::is_exactly_on;
    }
    Err(Error::limit("the lines can't be made to meet at vertices only"))
}

/// Whether a segment, given by its ends, is to be led through a position that is none of them.
type Passing = fn(GridPoint, GridPoint, GridPoint) -> bool;

fn sorted(pieces: Vec<Piece>, fresh: Vec<bool>) -> (Vec<Piece>, Vec<bool>) {
    let mut both: Vec<(Piece, bool)> = pieces.into_iter().zip(fresh).collect();
    both.sort_unstable();
    both.into_iter().unzip()
}

/// Where which segments must be cut; only pairs with a fresh segment are looked at.
fn cuts(segments: &[Segment], pieces: usize, is_on: Passing) -> Result<Vec<(u32, GridPoint)>> {
    let (mut cuts, mut crossings) = (Vec::new(), Vec::new());
    let mut bands = Bands::over(segments);
    for number in 0..segments.len() as u32 {
        bands.meet(segments, number, |neighbour| {
            let [one, other] = [number, neighbour].map(|it| segments[it as usize].ends);
            let ends = [other.0, other.1].into_iter().filter(|end| is_on(one.0, one.1, *end));
            cuts.extend(ends.map(|end| (number, end)));
            let ends = [one.0, one.1].into_iter().filter(|end| is_on(other.0, other.1, *end));
            cuts.extend(ends.map(|end| (neighbour, end)));
            crossings.extend(grid::crossing(one, other));
        });
        if cuts.len() + crossings.len() + pieces > MOST_PIECES {
            return Err(too_many());
        }
    }
    at_crossings(segments, crossings, is_on, &mut cuts)?;
    cuts.sort_unstable();
    cuts.dedup();
    Ok(cuts)
}

/// Adds the cuts of segments that are to be led through the crossings of others, or their own.
fn at_crossings(
    segments: &[Segment],
    mut crossings: Vec<GridPoint>,
    is_on: Passing,
    cuts: &mut Vec<(u32, GridPoint)>,
) -> Result<()> {
    if crossings.is_empty() {
        return Ok(());
    }
    crossings.sort_unstable();
    crossings.dedup();
    // Crossings are segments without length, which come after all others in the numbering.
    let both: Vec<Segment> = segments
        .iter()
        .copied()
        .chain(crossings.iter().map(|&at| Segment { ends: (at, at), is_fresh: true }))
        .collect();
    let mut order: Vec<u32> = (0..both.len() as u32).collect();
    order.sort_unstable_by_key(|&number| both[number as usize].ends);
    let mut bands = Bands::over(&both);
    for number in order {
        bands.meet(&both, number, |neighbour| {
            let (segment, point) = (number.min(neighbour), number.max(neighbour));
            let is_pair = (segment as usize) < segments.len() && point as usize >= segments.len();
            let (a, b) = both[segment as usize].ends;
            let at = both[point as usize].ends.0;
            if is_pair && is_on(a, b, at) {
                cuts.push((segment, at));
            }
        });
        if cuts.len() + segments.len() > MOST_PIECES {
            return Err(too_many());
        }
    }
    Ok(())
}

/// A sweep from west to east: the segments that have begun and not yet ended, by bands of y.
struct Bands {
    begun: Vec<Vec<u32>>,
    /// The first and the last band that the box of each segment, a step of the grid wider, touches.
    of: Vec<(u32, u32)>,
}

impl Bands {
    fn over(segments: &[Segment]) -> Self {
        let reaches = segments.iter().map(Segment::reach);
        let whole = reaches.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
        let (lowest, highest) = whole.unwrap_or_default();
        let count = ((segments.len() as f64).sqrt() as usize).clamp(1, MOST_BANDS);
        let height = (highest - lowest) / count as i64 + 1;
        let band = |y: i64| ((y - lowest).max(0) / height).min(count as i64 - 1) as u32;
        let of = segments.iter().map(Segment::reach);
        let of = of.map(|(lower, upper)| (band(lower - 1), band(upper + 1))).collect();
        Self { begun: vec![Vec::new(); count], of }
    }

    /// Tells of every segment before this one whose box touches its own, a step of the grid wider, if
    /// either is fresh. Segments must come in order.
    fn meet(&mut self, segments: &[Segment], number: u32, mut touch: impl FnMut(u32)) {
        let new = &segments[number as usize];
        let (lower, upper) = new.reach();
        let (first, last) = self.of[number as usize];
        for band in first..=last {
            let begun = &mut self.begun[band as usize];
            let mut place = 0;
            while let Some(&number) = begun.get(place) {
                let old = &segments[number as usize];
                if old.ends.1.x + 1 < new.ends.0.x {
                    begun.swap_remove(place);
                    continue;
                }
                place += 1;
                let (old_lower, old_upper) = old.reach();
                if (new.is_fresh || old.is_fresh)
                    && old_lower <= upper + 1
                    && lower <= old_upper + 1
                    // Two segments may share several bands: the first of these counts.
                    && self.of[number as usize].0.max(first) == band
                {
                    touch(number);
                }
            }
            begun.push(number);
        }
    }
}

/// The pieces after the cuts, and which of them are new.
fn cut(
    pieces: &[Piece],
    segments: &[Segment],
    cuts: &[(u32, GridPoint)],
) -> (Vec<Piece>, Vec<bool>) {
    let (mut after, mut fresh) = (Vec::with_capacity(pieces.len()), Vec::new());
    let mut rest = cuts;
    let mut pieces = pieces.iter().peekable();
    for (number, &Segment { ends: (a, b), .. }) in segments.iter().enumerate() {
        let count = rest.iter().take_while(|cut| cut.0 as usize == number).count();
        let (here, later) = rest.split_at(count);
        rest = later;
        let mut stops: Vec<GridPoint> = here.iter().map(|cut| cut.1).collect();
        stops.sort_by_key(|&stop| (grid::along(a, b, stop), stop));
        stops.push(b);
        while let Some(piece) = pieces.next_if(|piece| piece.ends == (a, b)) {
            let mut from = a;
            for &to in &stops {
                let part = Piece::between(from, to, piece.line);
                let turned = |part: Piece| Piece {
                    is_reversed: part.is_reversed != piece.is_reversed,
                    ..part
                };
                after.extend(part.map(turned));
                from = to;
            }
            fresh.resize(after.len(), !here.is_empty());
        }
    }
    (after, fresh)
}

fn too_many() -> Error {
    Error::limit(format!("the lines cross each other into more than {MOST_PIECES} pieces"))
        .hint("draw fewer lines, or with fewer vertices")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn noded(lines: &[[(i64, i64); 2]]) -> Vec<[(i64, i64); 2]> {
        let point = |(x, y): (i64, i64)| GridPoint { x, y };
        let pieces = lines
            .iter()
            .enumerate()
            .filter_map(|(line, ends)| Piece::between(point(ends[0]), point(ends[1]), line as u32))
            .collect();
        let mut ends: Vec<_> = node(pieces)
            .unwrap()
            .iter()
            .map(|piece| [(piece.ends.0.x, piece.ends.0.y), (piece.ends.1.x, piece.ends.1.y)])
            .collect();
        ends.dedup();
        ends
    }

    #[test]
    fn lines_that_cross_meet_in_a_vertex() {
        assert_eq!(
            noded(&[[(0, 0), (10, 10)], [(0, 10), (10, 0)]]),
            [[(0, 0), (5, 5)], [(0, 10), (5, 5)], [(5, 5), (10, 0)], [(5, 5), (10, 10)]]
        );
    }

    #[test]
    fn lines_along_each_other_are_cut_at_each_others_ends() {
        assert_eq!(
            noded(&[[(0, 0), (8, 4)], [(4, 2), (12, 6)]]),
            [[(0, 0), (4, 2)], [(4, 2), (8, 4)], [(8, 4), (12, 6)]]
        );
    }

    #[test]
    fn a_vertex_a_hair_beside_a_line_counts_as_on_it() {
        assert_eq!(
            noded(&[[(0, 0), (1000, 1)], [(400, 0), (400, -50)]]),
            [[(0, 0), (400, 0)], [(400, -50), (400, 0)], [(400, 0), (1000, 1)]]
        );
    }

    #[test]
    fn crossings_so_dense_that_rounding_moves_everything_still_end() {
        let fan: Vec<_> =
            (0..30).flat_map(|i| [[(0, i), (40, 30 - i)], [(i, 0), (30 - i, 33)]]).collect();
        let pieces = noded(&fan);
        for (number, one) in pieces.iter().enumerate() {
            for other in &pieces[number + 1..] {
                let point = |(x, y): (i64, i64)| GridPoint { x, y };
                let ends = |piece: &[(i64, i64); 2]| (point(piece[0]), point(piece[1]));
                assert_eq!(grid::crossing(ends(one), ends(other)), None);
            }
        }
    }

    /// Ends a few steps of the grid apart, here and far away: everything lies within rounding.
    fn end() -> impl Strategy<Value = (i64, i64)> {
        let far = prop::sample::select(vec![(0, 0), (1_000_000_000, 370_000_000), (90, -41)]);
        (far, 0..5_i64, 0..5_i64).prop_map(|((x, y), dx, dy)| (x + dx, y + dy))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn pieces_meet_at_their_ends_only(lines in prop::collection::vec([end(), end()], 1..14)) {
            let point = |(x, y): (i64, i64)| GridPoint { x, y };
            let pieces = noded(&lines);
            for (number, one) in pieces.iter().enumerate() {
                let [a, b] = one.map(point);
                for other in pieces[number + 1..].iter().chain(&pieces[..number]) {
                    let [c, d] = other.map(point);
                    prop_assert_eq!(grid::crossing((a, b), (c, d)), None);
                    prop_assert!(!grid::is_exactly_on(a, b, c) && !grid::is_exactly_on(a, b, d));
                }
            }
        }
    }
}
