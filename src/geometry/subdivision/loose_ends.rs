//! Ends of lines that reach neither the border nor another line.

use geo::Coord;

use super::faces::Faces;
use crate::geometry::metres;

/// An end of a line inside the frame that touches nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LooseEnd {
    /// Which line, by its position in the list that the subdivision was made from.
    pub line: usize,
    /// Where it ends, in degrees.
    pub position: Coord,
    /// Metres along the line from its end back to where it meets the border or a line that cuts:
    /// a short tail is an overshoot. Nothing where it meets none anywhere.
    pub tail_metres: Option<f64>,
    /// Metres from the end to the nearest border, other line or other loose end: the gap to close.
    pub gap_metres: f64,
}

/// A walk from loose ends inwards takes one edge after the other off.
struct Peeled {
    from: u32,
    to: u32,
    metres: f64,
}

/// Finds the loose ends; see [`Faces::loose_ends`].
pub(super) fn find(faces: &Faces) -> Vec<LooseEnd> {
    let plane = &faces.subdivision.plane;
    let walls = || (0..plane.edges.len()).filter(|&edge| faces.is_wall[edge]);
    let mut walls_at: Vec<Vec<u32>> = vec![Vec::new(); plane.vertices.len()];
    for edge in walls() {
        for end in plane.edges[edge].ends {
            walls_at[end as usize].push(edge as u32);
        }
    }
    let ends: Vec<u32> =
        (0..walls_at.len() as u32).filter(|&end| walls_at[end as usize].len() == 1).collect();
    let at = |vertex: u32| plane.degrees(vertex);

    let mut degree: Vec<usize> = walls_at.iter().map(Vec::len).collect();
    let mut is_peeled = vec![false; plane.edges.len()];
    let (mut peeled, mut open) = (Vec::new(), ends.clone());
    while let Some(from) = open.pop() {
        let Some(&edge) = walls_at[from as usize].iter().find(|&&edge| !is_peeled[edge as usize])
        else {
            continue;
        };
        is_peeled[edge as usize] = true;
        let [one, other] = plane.edges[edge as usize].ends;
        let to = if one == from { other } else { one };
        peeled.push(Peeled { from, to, metres: metres::between(at(from), at(to)) });
        degree[from as usize] -= 1;
        degree[to as usize] -= 1;
        if degree[to as usize] == 1 {
            open.push(to);
        }
    }
    // Backwards, from where the peeling stopped: nothing is known where nothing was left standing.
    let mut tail: Vec<Option<f64>> = degree.iter().map(|&left| (left > 0).then_some(0.0)).collect();
    for step in peeled.iter().rev() {
        tail[step.from as usize] = tail[step.to as usize].map(|metres| metres + step.metres);
    }

    let line_of = |end: u32| {
        let edge = walls_at[end as usize].first()?;
        faces.line_along[*edge as usize]
    };
    let gap = |end: u32, line: u32| {
        let to_others = walls().filter(|&edge| faces.line_along[edge] != Some(line)).map(|edge| {
            let [from, to] = plane.edges[edge].ends;
            metres::to_segment(at(end), at(from), at(to))
        });
        let to_ends = ends
            .iter()
            .filter(|&&other| other != end)
            .map(|&other| metres::between(at(end), at(other)));
        to_others.chain(to_ends).fold(f64::INFINITY, f64::min)
    };
    ends.iter()
        .filter_map(|&end| {
            let line = line_of(end)?;
            Some(LooseEnd {
                line: line as usize,
                position: at(end),
                tail_metres: tail[end as usize],
                gap_metres: gap(end, line),
            })
        })
        .collect()
}
