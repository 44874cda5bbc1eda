//! Pieces joined end to end into lines.

use geo::{Coord, LineString};
use rustc_hash::FxHashMap;

/// Joins pieces at the ends that exactly two of them have into lines as long as can be; each piece is
/// in one line. Lines begin with the pieces that come first.
pub(crate) fn join(pieces: &[[Coord; 2]]) -> Vec<LineString> {
    // Adding zero makes one zero of the two.
    let key = |at: Coord| [(at.x + 0.0).to_bits(), (at.y + 0.0).to_bits()];
    let mut at: FxHashMap<[u64; 2], Vec<usize>> = FxHashMap::default();
    for (place, piece) in pieces.iter().enumerate() {
        for end in piece {
            at.entry(key(*end)).or_default().push(place);
        }
    }
    let mut is_used = vec![false; pieces.len()];
    let follow = |line: &mut Vec<Coord>, is_used: &mut [bool]| {
        while let Some(&end) = line.last()
            && let [one, other] = at[&key(end)][..]
        {
            let Some(next) = [one, other].into_iter().find(|place| !is_used[*place]) else { break };
            is_used[next] = true;
            let [from, to] = pieces[next];
            line.push(if key(from) == key(end) { to } else { from });
        }
    };
    let mut lines = Vec::new();
    for (place, piece) in pieces.iter().enumerate() {
        if std::mem::replace(&mut is_used[place], true) {
            continue;
        }
        let mut line = piece.to_vec();
        follow(&mut line, &mut is_used);
        line.reverse();
        follow(&mut line, &mut is_used);
        line.reverse();
        lines.push(LineString::new(line));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f64) -> Coord {
        Coord { x, y: 0.0 }
    }

    #[test]
    fn pieces_are_joined_in_both_directions_whichever_way_they_run() {
        let lines = join(&[[at(2.0), at(1.0)], [at(2.0), at(3.0)], [at(0.0), at(1.0)]]);
        assert_eq!(lines, [LineString::new(vec![at(3.0), at(2.0), at(1.0), at(0.0)])]);
    }

    #[test]
    fn lines_end_where_three_meet() {
        let up = Coord { x: 1.0, y: 1.0 };
        let lines = join(&[[at(0.0), at(1.0)], [at(1.0), at(2.0)], [at(1.0), up]]);
        assert_eq!(lines.len(), 3);
    }

    #[test]
    fn rings_are_closed() {
        let up = Coord { x: 1.0, y: 1.0 };
        let lines = join(&[[at(0.0), at(1.0)], [at(1.0), up], [up, at(0.0)]]);
        assert_eq!(lines.len(), 1);
        assert!(lines[0].is_closed());
    }
}
