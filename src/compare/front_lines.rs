//! Where one side's ground ends and another's begins.

use geo::{Coord, LineString, Polygon};

use super::areas::class;
use super::shared_edges::{SharedEdges, rings};
use crate::model::{ActorId, Snapshot, Status};

/// The lines along which territories meet or end.
///
/// Two territories meet along an edge that both have, vertex for vertex. Where their vertices
/// differ, both have an outline there.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ControlLines {
    /// Front lines: on either side stands somebody who does not stand on the other.
    pub fronts: Vec<LineString>,
    /// Between ground with somebody in common, or of which one side is not known: the edge of
    /// contested ground, for example.
    pub limits: Vec<LineString>,
    /// Between two territories of the same actors in the same status: nothing changes there.
    pub seams: Vec<Outline>,
    /// Where ground ends and no other territory begins.
    pub outlines: Vec<Outline>,
}

/// Lines that belong to the ground of certain actors.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// Who stands on the ground.
    pub claimants: Vec<ActorId>,
    /// How they stand on it.
    pub status: Status,
    /// The lines.
    pub lines: Vec<LineString>,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Front,
    Limit,
    Seam,
    Outline,
}

/// The lines along which the territories of a snapshot meet or end; each edge stands in one of them,
/// once.
pub fn control_lines(snapshot: &Snapshot) -> ControlLines {
    let mut classes: Vec<(Vec<ActorId>, Status)> = Vec::new();
    let class_of: Vec<u32> = snapshot
        .territories
        .iter()
        .map(|territory| {
            let class = class(territory);
            let known = classes.iter().position(|known| *known == class);
            known.unwrap_or_else(|| {
                classes.push(class);
                classes.len() - 1
            }) as u32
        })
        .collect();
    let polygons: Vec<(u32, &Polygon)> = (0..)
        .zip(&snapshot.territories)
        .flat_map(|(index, territory)| territory.polygons.iter().map(move |it| (index, it)))
        .collect();
    let edges = SharedEdges::of(&polygons);
    let mut lines = ControlLines::default();
    for (owner, polygon) in polygons {
        let class = class_of[owner as usize];
        let kind = |edge: geo::Line| match edges.across(edge.start, edge.end) {
            None => Some(Kind::Outline),
            // The neighbour draws it.
            Some(other) if other < owner => None,
            Some(other) if class_of[other as usize] == class => Some(Kind::Seam),
            Some(other) => {
                let (ours, _) = &classes[class as usize];
                let (theirs, _) = &classes[class_of[other as usize] as usize];
                let apart = !ours.is_empty()
                    && !theirs.is_empty()
                    && !ours.iter().any(|actor| theirs.contains(actor));
                Some(if apart { Kind::Front } else { Kind::Limit })
            }
        };
        for ring in rings(polygon) {
            for (kind, line) in pieces(ring, kind) {
                match kind {
                    Kind::Front => lines.fronts.push(line),
                    Kind::Limit => lines.limits.push(line),
                    Kind::Seam => push(&mut lines.seams, &classes[class as usize], line),
                    Kind::Outline => push(&mut lines.outlines, &classes[class as usize], line),
                }
            }
        }
    }
    lines
}

/// Adds a line to the outline of its class.
fn push(
    outlines: &mut Vec<Outline>,
    (claimants, status): &(Vec<ActorId>, Status),
    line: LineString,
) {
    match outlines.iter_mut().find(|it| it.status == *status && it.claimants == *claimants) {
        Some(outline) => outline.lines.push(line),
        None => outlines.push(Outline {
            claimants: claimants.clone(),
            status: *status,
            lines: vec![line],
        }),
    }
}

/// A ring cut where the kind of its edges changes; edges without a kind are left out.
fn pieces(ring: &LineString, kind: impl Fn(geo::Line) -> Option<Kind>) -> Vec<(Kind, LineString)> {
    let mut pieces: Vec<(Kind, Vec<Coord>)> = Vec::new();
    let mut before = None;
    for edge in ring.lines() {
        let now = kind(edge);
        if let Some(now) = now {
            match pieces.last_mut().filter(|_| before == Some(now)) {
                Some((_, piece)) => piece.push(edge.end),
                None => pieces.push((now, vec![edge.start, edge.end])),
            }
        }
        before = now;
    }
    join_over_start(&mut pieces);
    pieces.into_iter().map(|(kind, piece)| (kind, LineString::new(piece))).collect()
}

/// Joins the last piece to the first where the ring's first position lies in the middle of a line.
fn join_over_start(pieces: &mut Vec<(Kind, Vec<Coord>)>) {
    let [(first_kind, first), .., (last_kind, last)] = pieces.as_slice() else { return };
    if first_kind == last_kind
        && first.first() == last.last()
        && let Some((kind, mut joined)) = pieces.pop()
    {
        joined.extend(pieces[0].1.iter().skip(1));
        pieces[0] = (kind, joined);
    }
}
