//! Pieces of lines made to meet at vertices only: iterated snap rounding.
//!
//! Where two pieces cross, both are cut at the crossing, rounded to the grid; a piece that passes a
//! vertex by less than half the diagonal of a cell is led through it. That bends pieces by as much,
//! so it is repeated for what was bent. It ends: whatever is cut is cut into shorter pieces, and the
//! grid knows no length below one. (Halperin and Packer, *Iterated snap rounding*, 2002.)

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::grid::{self, GridPoint};
use crate::{Error, Result};

/// Pieces there may be at any time; more is taken for an accident.
const MOST_PIECES: usize = 8_000_000;
/// Rounds after which it is given up. Real drawings need three or four.
const MOST_ROUNDS: usize = 1_000;

/// A straight piece of the border of the frame or of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Piece {
    /// The ends, the smaller first.
    pub(super) ends: (GridPoint, GridPoint),
    /// Which line it belongs to; nothing for the border of the frame.
    pub(super) line: Option<u32>,
}

impl Piece {
    /// The piece between two positions; nothing where they are the same.
    pub(super) fn between(from: GridPoint, to: GridPoint, line: Option<u32>) -> Option<Self> {
        (from != to).then(|| Self { ends: (from.min(to), from.max(to)), line })
    }
}

/// A tree of the boxes round segments.
pub(super) type Tree = RTree<GeomWithData<Rectangle<[f64; 2]>, u32>>;

/// A tree that finds segments by place; each is named by its position in the sequence.
pub(super) fn tree(segments: impl Iterator<Item = (GridPoint, GridPoint)>) -> Tree {
    let boxed = |(number, (a, b)): (usize, (GridPoint, GridPoint))| {
        GeomWithData::new(Rectangle::from_corners(a.steps(), b.steps()), number as u32)
    };
    RTree::bulk_load(segments.enumerate().map(boxed).collect())
}

/// The same lines in pieces that meet at their ends only; sorted, and a piece of the frame's border
/// as often as the border runs along it.
///
/// # Errors
///
/// When there are more pieces than a map can sensibly have.
pub(super) fn node(mut pieces: Vec<Piece>) -> Result<Vec<Piece>> {
    let mut fresh = vec![true; pieces.len()];
    for _ in 0..MOST_ROUNDS {
        (pieces, fresh) = sorted(pieces, fresh);
        // Where lines run along each other they are one segment here.
        let mut segments: Vec<((GridPoint, GridPoint), bool)> =
            pieces.iter().map(|piece| piece.ends).zip(fresh.iter().copied()).collect();
        segments.dedup_by(|next, kept| {
            kept.1 |= next.0 == kept.0 && next.1;
            next.0 == kept.0
        });
        let cuts = cuts(&segments, pieces.len())?;
        if cuts.is_empty() {
            return Ok(pieces);
        }
        (pieces, fresh) = cut(&pieces, &segments, &cuts);
        if pieces.len() > MOST_PIECES {
            return Err(too_many());
        }
    }
    Err(Error::limit("the lines can't be made to meet at vertices only"))
}

fn sorted(pieces: Vec<Piece>, fresh: Vec<bool>) -> (Vec<Piece>, Vec<bool>) {
    let mut both: Vec<(Piece, bool)> = pieces.into_iter().zip(fresh).collect();
    both.sort_unstable();
    // A line along itself counts once; the border cancels itself by pairs, so it must be counted.
    both.dedup_by(|next, kept| next.0 == kept.0 && kept.0.line.is_some());
    both.into_iter().unzip()
}

/// Where which segments must be cut; only pairs with a fresh segment are looked at.
fn cuts(
    segments: &[((GridPoint, GridPoint), bool)],
    pieces: usize,
) -> Result<Vec<(u32, GridPoint)>> {
    let tree = tree(segments.iter().map(|segment| segment.0));
    let mut cuts = Vec::new();
    for (number, &(one, is_fresh)) in segments.iter().enumerate() {
        if !is_fresh {
            continue;
        }
        let number = number as u32;
        for neighbour in tree.locate_in_envelope_intersecting(around(one)) {
            let (other, is_other_fresh) = segments[neighbour.data as usize];
            if neighbour.data == number || (is_other_fresh && neighbour.data < number) {
                continue;
            }
            for end in [other.0, other.1] {
                if grid::is_on(one.0, one.1, end) {
                    cuts.push((number, end));
                }
            }
            for end in [one.0, one.1] {
                if grid::is_on(other.0, other.1, end) {
                    cuts.push((neighbour.data, end));
                }
            }
            if let Some(at) = grid::crossing(one, other) {
                cuts.extend((at != one.0 && at != one.1).then_some((number, at)));
                cuts.extend((at != other.0 && at != other.1).then_some((neighbour.data, at)));
            }
        }
        if cuts.len() + pieces > MOST_PIECES {
            return Err(too_many());
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    Ok(cuts)
}

/// The box round a segment, wider by one step of the grid.
fn around((a, b): (GridPoint, GridPoint)) -> AABB<[f64; 2]> {
    let (x, y) = ((a.x.min(b.x), a.x.max(b.x)), (a.y.min(b.y), a.y.max(b.y)));
    let corner = |x, y| GridPoint { x, y }.steps();
    AABB::from_corners(corner(x.0 - 1, y.0 - 1), corner(x.1 + 1, y.1 + 1))
}

/// The pieces after the cuts, and which of them are new.
fn cut(
    pieces: &[Piece],
    segments: &[((GridPoint, GridPoint), bool)],
    cuts: &[(u32, GridPoint)],
) -> (Vec<Piece>, Vec<bool>) {
    let (mut after, mut fresh) = (Vec::with_capacity(pieces.len()), Vec::new());
    let mut rest = cuts;
    let mut pieces = pieces.iter().peekable();
    for (number, &((a, b), _)) in segments.iter().enumerate() {
        let count = rest.partition_point(|cut| cut.0 as usize <= number);
        let (here, later) = rest.split_at(count);
        rest = later;
        let mut stops: Vec<GridPoint> = here.iter().map(|cut| cut.1).collect();
        stops.sort_by_key(|&stop| (grid::along(a, b, stop), stop));
        stops.push(b);
        while let Some(piece) = pieces.next_if(|piece| piece.ends == (a, b)) {
            let mut from = a;
            for &to in &stops {
                after.extend(Piece::between(from, to, piece.line));
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
    use super::*;

    fn noded(lines: &[[(i64, i64); 2]]) -> Vec<[(i64, i64); 2]> {
        let point = |(x, y): (i64, i64)| GridPoint { x, y };
        let pieces = lines
            .iter()
            .enumerate()
            .filter_map(|(line, ends)| {
                Piece::between(point(ends[0]), point(ends[1]), Some(line as u32))
            })
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
}
