//! Where one side's ground ends and another's begins.

use geo::{LineString, Polygon};

use crate::geometry::shared_edges::{SharedEdges, rings};
use crate::index::FrontRule;
use crate::model::{Control, Snapshot};

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
    /// Who controls the ground, and how.
    pub control: Control,
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
    let mut controls: Vec<Control> = Vec::new();
    let control_of: Vec<u32> = snapshot
        .territories
        .iter()
        .map(|territory| {
            let control = territory.control();
            let known = controls.iter().position(|known| *known == control);
            known.unwrap_or_else(|| {
                controls.push(control);
                controls.len() - 1
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
        let control = control_of[owner as usize];
        let kind = |across: Option<u32>| match across {
            None => Some(Kind::Outline),
            // The neighbour draws it.
            Some(other) if other < owner => None,
            Some(other) if control_of[other as usize] == control => Some(Kind::Seam),
            Some(other) => {
                let sides = [control, control_of[other as usize]];
                let sides = sides.map(|side| Some(&controls[side as usize]));
                let front = FrontRule::BetweenRivals.is_front(sides);
                Some(if front { Kind::Front } else { Kind::Limit })
            }
        };
        for ring in rings(polygon) {
            for (kind, line) in edges.pieces(ring, kind) {
                match kind {
                    Kind::Front => lines.fronts.push(line),
                    Kind::Limit => lines.limits.push(line),
                    Kind::Seam => push(&mut lines.seams, &controls[control as usize], line),
                    Kind::Outline => push(&mut lines.outlines, &controls[control as usize], line),
                }
            }
        }
    }
    lines
}

/// Adds a line to the outline of its control.
fn push(outlines: &mut Vec<Outline>, control: &Control, line: LineString) {
    match outlines.iter_mut().find(|outline| outline.control == *control) {
        Some(outline) => outline.lines.push(line),
        None => outlines.push(Outline { control: control.clone(), lines: vec![line] }),
    }
}
