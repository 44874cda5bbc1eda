//! Who stands on either side of an edge.
//!
//! Neighbours need not share vertices: their edges may overlap, cross or leave a sliver between them.
//! So sides are not found by matching edges but by asking who claims the ground beside one.

use geo::Coord;

use super::super::ControlIndex;
use super::super::answer::ControlId;
use crate::geometry::LonLat;
use crate::geometry::beside::Beside;

/// How far beside an edge its sides are asked for: a tenth of a millimetre, in kilometres.
const HAIR: f64 = 1e-7;
/// The same as a share of an edge's length, for edges so short that a hair would leap over them.
const SHARE: f64 = 0.01;
/// How wide a sliver between two neighbours may be and still be nobody's ground, in kilometres.
const SLIVER: f64 = 0.05;

/// Who claims the ground on either side of an edge, the left one first, through some epochs.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sides {
    /// The first epoch, and the first that is no longer part of it.
    pub epochs: (u16, u16),
    pub claims: [Vec<ControlId>; 2],
}

/// Who claimed a place through time, each from a first up to but without a last epoch. Epochs without
/// data are not in it.
type Claimed = Vec<((u16, u16), Vec<ControlId>)>;

/// Who stands on either side of an edge while it is valid, without the epochs in which both sides are
/// the same ground or there is no data.
pub(super) fn of(index: &ControlIndex, ends: (Coord, Coord), valid: &[(u16, u16)]) -> Vec<Sides> {
    let beside = Beside::of(ends);
    let hair = (beside.length * SHARE).min(HAIR);
    let near = [1.0, -1.0].map(|side| claimed(index, beside.at(side * hair)));
    // Far positions answer where ground has a neighbour on one side only, mostly they aren't needed.
    let mut far: [Option<Claimed>; 2] = [None, None];
    let mut sides: Vec<Sides> = Vec::new();
    for &(first, end) in valid {
        let mut cuts = vec![first, end];
        let starts = near.iter().flatten().flat_map(|(epochs, _)| [epochs.0, epochs.1]);
        cuts.extend(starts.filter(|cut| (first + 1..end).contains(cut)));
        cuts.sort_unstable();
        cuts.dedup();
        for pair in cuts.windows(2) {
            let claims = [0, 1].map(|side| during(&near[side], pair[0]));
            match claims {
                [Some([]), Some([])] | [None, _] | [_, None] => {}
                [Some(left), Some(right)] if left == right => {}
                [Some(left), Some(right)] if !left.is_empty() && !right.is_empty() => {
                    push(&mut sides, (pair[0], pair[1]), [left, right]);
                }
                [Some(left), Some(right)] => {
                    let bare = usize::from(right.is_empty());
                    let step = if bare == 0 { SLIVER } else { -SLIVER };
                    let far = far[bare].get_or_insert_with(|| claimed(index, beside.at(step)));
                    across_slivers(&mut sides, (pair[0], pair[1]), [left, right], far);
                }
            }
        }
    }
    sides
}

/// Adds an edge that has unmapped ground on one side: where a neighbour stands just behind that, it is
/// a sliver, and the neighbour stands on that side.
fn across_slivers(
    sides: &mut Vec<Sides>,
    epochs: (u16, u16),
    claims: [&[ControlId]; 2],
    far: &Claimed,
) {
    let bare = usize::from(claims[1].is_empty());
    let mut begin = epochs.0;
    while begin < epochs.1 {
        let there = far.iter().find(|((first, end), _)| (*first..*end).contains(&begin));
        let end = there.map_or(epochs.1, |((_, end), _)| epochs.1.min(*end));
        let mut claims = claims;
        if let Some((_, there)) = there.filter(|(_, there)| there != claims[1 - bare]) {
            claims[bare] = there;
        }
        push(sides, (begin, end), claims);
        begin = end;
    }
}

/// Adds sides, as part of those before where they go on.
fn push(sides: &mut Vec<Sides>, epochs: (u16, u16), claims: [&[ControlId]; 2]) {
    match sides.last_mut() {
        Some(last) if last.epochs.1 == epochs.0 && last.claims == claims => {
            last.epochs.1 = epochs.1;
        }
        _ => sides.push(Sides { epochs, claims: claims.map(<[_]>::to_vec) }),
    }
}

/// Who claimed a place, if it is one, through time.
fn claimed(index: &ControlIndex, place: Option<LonLat>) -> Claimed {
    let history = place.map(|place| index.history(place)).unwrap_or_default();
    let known = history.into_iter().filter(|span| span.has_data);
    known.map(|span| (index.calendar().span_of(span.validity), span.claims)).collect()
}

/// Who claimed a place in an epoch; nothing where there is no data.
fn during(claimed: &Claimed, epoch: u16) -> Option<&[ControlId]> {
    let span = claimed.iter().find(|((first, end), _)| (*first..*end).contains(&epoch))?;
    Some(&span.1)
}
