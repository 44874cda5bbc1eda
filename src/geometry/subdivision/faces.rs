//! The faces between chosen lines: cells joined across all other edges.

use super::frame::BORDER;
use super::loose_ends;
use super::{LooseEnd, Site, Subdivision};
use crate::geometry::arrangement::union::Union;

/// The frame cut along some of a [`Subdivision`]'s lines.
///
/// Faces are numbered from 0 by their smallest cell. A face with the same cells on another choice of
/// lines is the same ground.
#[derive(Debug)]
pub struct Faces<'a> {
    pub(super) subdivision: &'a Subdivision,
    /// For every edge whether it is part of a chosen line or of the border.
    pub(super) is_wall: Vec<bool>,
    /// For every edge the first chosen line that runs along it.
    pub(super) line_along: Vec<Option<u32>>,
    /// For every cell the face it is part of; nothing outside the frame.
    face_of: Vec<Option<usize>>,
    cells: Vec<Vec<usize>>,
}

/// Where a position lies among faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Location {
    /// Inside this face.
    Inside(usize),
    /// Exactly on an edge or vertex between faces, or between a face and the outside.
    OnEdge,
    /// Outside the frame.
    Outside,
}

impl<'a> Faces<'a> {
    pub(super) fn new(
        subdivision: &'a Subdivision,
        is_chosen: impl Fn(usize) -> bool,
    ) -> Faces<'a> {
        let Subdivision { plane, frame, .. } = subdivision;
        let line_along: Vec<Option<u32>> = plane
            .edges
            .iter()
            .map(|edge| {
                let mut lines = plane.lines_along(edge).iter().map(|along| along.line);
                let is_inside = frame.has_inside_beside(edge);
                lines.find(|&line| is_inside && line != BORDER && is_chosen(line as usize))
            })
            .collect();
        let walls = frame.is_border.iter().zip(&line_along);
        let is_wall: Vec<bool> =
            walls.map(|(is_border, line)| *is_border || line.is_some()).collect();
        let mut faces = Union::new(plane.cells);
        for (edge, is_wall) in plane.edges.iter().zip(&is_wall) {
            if !is_wall {
                faces.join(edge.cells[0], edge.cells[1]);
            }
        }
        let mut face_of: Vec<Option<usize>> = vec![None; plane.cells];
        let mut cells: Vec<Vec<usize>> = Vec::new();
        for (cell, _) in frame.is_inside.iter().enumerate().filter(|(_, inside)| **inside) {
            // The root of a set is its smallest cell, so it has its number by the time it is needed.
            let root = faces.root(cell as u32) as usize;
            let face = face_of[root].unwrap_or(cells.len());
            if face == cells.len() {
                cells.push(Vec::new());
            }
            face_of[cell] = Some(face);
            cells[face].push(cell);
        }
        Faces { subdivision, is_wall, line_along, face_of, cells }
    }

    /// How many faces there are.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether there is none, which no frame allows.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The cells of each face, ascending; [`Subdivision::outline`] makes them, or those of several
    /// faces together, a shape.
    pub fn iter(&self) -> impl Iterator<Item = &[usize]> {
        self.cells.iter().map(Vec::as_slice)
    }

    /// The face a position lies in. The site must be one of the same subdivision.
    pub fn locate(&self, site: &Site) -> Location {
        let face_of = |&cell: &u32| self.face_of.get(cell as usize).copied().flatten();
        let mut faces = site.cells.iter().map(face_of);
        let first = faces.next().flatten();
        match first {
            _ if faces.any(|face| face != first) => Location::OnEdge,
            Some(face) => Location::Inside(face),
            None => Location::Outside,
        }
    }

    /// The chosen lines that part a face from others, ascending. The border of the frame is none.
    pub fn lines_round(&self, face: usize) -> Vec<usize> {
        let mut lines: Vec<usize> = self
            .subdivision
            .plane
            .edges
            .iter()
            .zip(&self.line_along)
            .filter(|(edge, _)| {
                let [left, right] = edge.cells.map(|cell| self.face_of[cell as usize]);
                left != right && (left == Some(face) || right == Some(face))
            })
            .filter_map(|(_, line)| line.map(|line| line as usize))
            .collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    /// The ends of chosen lines inside the frame that touch nothing; they cut nothing off.
    ///
    /// In the order of their positions, from west to east.
    pub fn loose_ends(&self) -> Vec<LooseEnd> {
        loose_ends::find(self)
    }
}
