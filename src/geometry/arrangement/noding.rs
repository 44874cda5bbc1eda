//! Pieces of lines made to meet at vertices only: snap rounding.
//!
//! Vertices are all ends and all crossings, rounded to the grid; every piece is led through each
//! vertex whose cell of the grid it passes. That moves no piece by more than half the diagonal of a
//! cell, and none over a vertex, so pieces that were led so don't cross again. (Hobby, *Practical segment
//! intersection with finite precision output*, 1999; Guibas and Marimont, *Rounding arrangements
//! dynamically*, 1998.)
//!
//! Pieces that were led through a vertex may come near another one; they are left there. To lead them
//! through that, too, and so on, as iterated snap rounding does, can draw two long lines that almost
//! coincide together step by step of the grid, for thousands of rounds.

use super::grid::{self, GridPoint};
use crate::{Error, Result};

/// Pieces there may be at any time; more is taken for an accident.
const MOST_PIECES: usize = 8_000_000;
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

/// The two ends of pieces, whoever's they are; or a vertex, which is both.
#[derive(Debug, Clone, Copy)]
struct Segment {
    ends: (GridPoint, GridPoint),
    /// Its place among the segments; nothing for a vertex.
    number: u32,
    /// Whether it has not been compared with all others.
    is_fresh: bool,
}

impl Segment {
    /// The least and the largest y.
    fn reach(&self) -> (i64, i64) {
        let (a, b) = (self.ends.0.y, self.ends.1.y);
        (a.min(b), a.max(b))
    }
}

/// Where segments must be cut.
type Cuts = Vec<(u32, GridPoint)>;

/// The same lines in pieces that meet at their ends only; sorted, each as often as lines run along it.
///
/// # Errors
///
/// When there are more pieces than a map can sensibly have.
pub(in crate::geometry) fn node(mut pieces: Vec<Piece>) -> Result<Vec<Piece>> {
    pieces.sort_unstable();
    let mut segments = segments(&pieces, |_| true);
    let (mut cuts, crossings) = cuts(&segments, pieces.len())?;
    if !crossings.is_empty() {
        cuts_at(&crossings, &mut segments, &mut cuts)?;
    }
    if cuts.is_empty() {
        return Ok(pieces);
    }
    let (pieces, fresh) = cut(&pieces, &segments, cuts)?;
    // A piece that was led through a vertex may now touch another one.
    let segments = self::segments(&pieces, |place| fresh[place]);
    let mut touched = Cuts::new();
    Bands::sweep(&segments, |one, other| {
        cut_where(one, other, grid::is_exactly_on, &mut touched);
        limited(touched.len() + pieces.len())
    })?;
    if touched.is_empty() { Ok(pieces) } else { Ok(cut(&pieces, &segments, touched)?.0) }
}

/// The distinct ends of sorted pieces. Where lines run along each other they are one segment.
fn segments(pieces: &[Piece], is_fresh: impl Fn(usize) -> bool) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::with_capacity(pieces.len());
    for (place, piece) in pieces.iter().enumerate() {
        match segments.last_mut() {
            Some(last) if last.ends == piece.ends => last.is_fresh |= is_fresh(place),
            _ => {
                let number = segments.len() as u32;
                segments.push(Segment { ends: piece.ends, number, is_fresh: is_fresh(place) });
            }
        }
    }
    segments
}

/// Where segments pass each other's ends or cross, and all crossings that are an end of neither.
fn cuts(segments: &[Segment], pieces: usize) -> Result<(Cuts, Vec<GridPoint>)> {
    let (mut cuts, mut crossings) = (Cuts::new(), Vec::new());
    Bands::sweep(segments, |one, other| {
        cut_where(one, other, grid::is_on, &mut cuts);
        if let Some(at) = grid::crossing(one.ends, other.ends) {
            for segment in [one, other] {
                let is_end = at == segment.ends.0 || at == segment.ends.1;
                cuts.extend((!is_end).then_some((segment.number, at)));
            }
            crossings.push(at);
        }
        limited(cuts.len() + pieces)
    })?;
    crossings.sort_unstable();
    crossings.dedup();
    Ok((cuts, crossings))
}

/// Adds where other segments pass the crossings of two.
fn cuts_at(crossings: &[GridPoint], segments: &mut [Segment], cuts: &mut Cuts) -> Result<()> {
    segments.iter_mut().for_each(|segment| segment.is_fresh = false);
    let vertex = |&at: &GridPoint| Segment { ends: (at, at), number: u32::MAX, is_fresh: true };
    let mut all: Vec<Segment> = segments.to_vec();
    all.extend(crossings.iter().map(vertex));
    // Both are sorted: this only merges them.
    all.sort_by_key(|segment| segment.ends);
    Bands::sweep(&all, |one, other| {
        let (vertex, segment) = if one.number == u32::MAX { (one, other) } else { (other, one) };
        let at = vertex.ends.0;
        if segment.number != u32::MAX && grid::is_on(segment.ends.0, segment.ends.1, at) {
            cuts.push((segment.number, at));
        }
        limited(cuts.len())
    })
}

/// Adds the cuts that the ends of two segments make in each other.
fn cut_where(
    one: &Segment,
    other: &Segment,
    is_on: impl Fn(GridPoint, GridPoint, GridPoint) -> bool,
    cuts: &mut Cuts,
) {
    for (segment, by) in [(one, other), (other, one)] {
        let (a, b) = segment.ends;
        let ends = [by.ends.0, by.ends.1].into_iter().filter(|end| is_on(a, b, *end));
        cuts.extend(ends.map(|end| (segment.number, end)));
    }
}

/// A sweep from west to east: the segments that have begun and not yet ended, by bands of y.
struct Bands {
    lowest: i64,
    height: i64,
    begun: Vec<Vec<u32>>,
}

impl Bands {
    fn over(segments: &[Segment]) -> Self {
        let reaches = segments.iter().map(Segment::reach);
        let whole = reaches.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
        let (lowest, highest) = whole.unwrap_or_default();
        let count = ((segments.len() as f64).sqrt() as usize).clamp(1, MOST_BANDS);
        let height = (highest - lowest) / count as i64 + 1;
        Self { lowest, height, begun: vec![Vec::new(); count] }
    }

    /// Tells of every pair of segments whose boxes touch, if either is fresh. Segments must be sorted.
    fn sweep(
        segments: &[Segment],
        mut touch: impl FnMut(&Segment, &Segment) -> Result<()>,
    ) -> Result<()> {
        let mut bands = Self::over(segments);
        for place in 0..segments.len() as u32 {
            bands.meet(segments, place, &mut touch)?;
        }
        Ok(())
    }

    /// The bands that a segment's box touches.
    fn of(&self, segment: &Segment) -> (usize, usize) {
        let last = self.begun.len() - 1;
        let band = |y: i64| (((y - self.lowest) / self.height) as usize).min(last);
        let (lower, upper) = segment.reach();
        (band(lower), band(upper))
    }

    /// Tells of the segments before this one.
    fn meet(
        &mut self,
        segments: &[Segment],
        place: u32,
        touch: &mut impl FnMut(&Segment, &Segment) -> Result<()>,
    ) -> Result<()> {
        let new = &segments[place as usize];
        let (lower, upper) = new.reach();
        let (first, last) = self.of(new);
        for band in first..=last {
            let mut next = 0;
            while let Some(&before) = self.begun[band].get(next) {
                let old = &segments[before as usize];
                if old.ends.1.x < new.ends.0.x {
                    self.begun[band].swap_remove(next);
                    continue;
                }
                next += 1;
                let (old_lower, old_upper) = old.reach();
                if (new.is_fresh || old.is_fresh)
                    && old_lower <= upper
                    && lower <= old_upper
                    // Two segments may share several bands: the first of these counts.
                    && self.of(old).0.max(first) == band
                {
                    touch(old, new)?;
                }
            }
            self.begun[band].push(place);
        }
        Ok(())
    }
}

/// The pieces after the cuts, sorted, and which of them are new.
///
/// # Errors
///
/// When there are more than a map can sensibly have.
fn cut(pieces: &[Piece], segments: &[Segment], mut cuts: Cuts) -> Result<(Vec<Piece>, Vec<bool>)> {
    cuts.sort_unstable();
    cuts.dedup();
    let mut after: Vec<(Piece, bool)> = Vec::with_capacity(pieces.len() + cuts.len());
    let mut rest = cuts.as_slice();
    let mut pieces = pieces.iter().peekable();
    for &Segment { ends: (a, b), number, .. } in segments {
        let count = rest.iter().take_while(|cut| cut.0 == number).count();
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
                after.extend(part.map(|part| (turned(part), !here.is_empty())));
                from = to;
            }
        }
        limited(after.len())?;
    }
    after.sort_unstable();
    Ok(after.into_iter().unzip())
}

fn limited(pieces: usize) -> Result<()> {
    if pieces <= MOST_PIECES {
        return Ok(());
    }
    Err(Error::limit(format!("the lines cross each other into more than {MOST_PIECES} pieces"))
        .hint("draw fewer lines, or with fewer vertices"))
}

#[cfg(test)]
mod tests {
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
}
