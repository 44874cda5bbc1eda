//! Where one side's ground ends and another's begins.

use geo::{LineString, Polygon};

use super::areas::class;
use crate::geometry::shared_edges::{SharedEdges, rings};
use crate::model::{ActorId, Snapshot, Status};

/// The lines along which territories meet or end.
///
/// Two territories meet along an edge that both have, vertex for vertex. Where their vertices
/// differ, both have an outline there.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ControlLines {
    /// Front lines: on either side stands somebody who does not stand on the other. That an actor
    /// claims ground does not make it stand there.
    pub fronts: Vec<LineString>,
    /// Between other ground that is controlled differently: the edge of contested ground, for
    /// example.
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
        let kind = |across: Option<u32>| match across {
            None => Some(Kind::Outline),
            // The neighbour draws it.
            Some(other) if other < owner => None,
            Some(other) if class_of[other as usize] == class => Some(Kind::Seam),
            Some(other) => {
                let front =
                    is_front(&classes[class as usize], &classes[class_of[other as usize] as usize]);
                Some(if front { Kind::Front } else { Kind::Limit })
            }
        };
        for ring in rings(polygon) {
            for (kind, line) in edges.pieces(ring, kind) {
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

/// Whether ground of two classes meets at a front line.
fn is_front(ours: &(Vec<ActorId>, Status), theirs: &(Vec<ActorId>, Status)) -> bool {
    let stands = |(claimants, status): &(Vec<ActorId>, Status)| {
        !claimants.is_empty() && !matches!(status, Status::Claimed | Status::Unknown)
    };
    stands(ours) && stands(theirs) && !ours.0.iter().any(|actor| theirs.0.contains(actor))
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
