//! Outlines: the edges between chosen cells and all others, chained into valid polygons.

use std::collections::BTreeMap;

use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::plane::Plane;
use super::union::Union;

/// A ring that passes no vertex twice, beginning at its smallest.
struct Ring {
    vertices: Vec<u32>,
    /// Which connected part of the ground it bounds: its smallest cell.
    part: u32,
    is_exterior: bool,
}

/// The outline of the ground of these cells: exteriors run counter-clockwise, interiors clockwise,
/// each from its westernmost vertex; no ring passes a vertex twice. Numbers that no cell has are
/// passed over.
pub(in crate::geometry) fn outline(plane: &Plane, cells: &[usize]) -> MultiPolygon {
    let mut group_of = vec![None; plane.cells];
    for &cell in cells {
        if let Some(group) = group_of.get_mut(cell) {
            *group = Some(0);
        }
    }
    outlines(plane, &group_of).remove(&0).unwrap_or(MultiPolygon::new(Vec::new()))
}

/// The outlines of groups of cells, each as [`outline`] gives it; for every cell which group it is in.
pub(in crate::geometry) fn outlines(
    plane: &Plane,
    group_of: &[Option<usize>],
) -> BTreeMap<usize, MultiPolygon> {
    let mut parts = Union::new(plane.cells);
    for edge in &plane.edges {
        let [left, right] = edge.cells;
        if group_of[left as usize].is_some() && group_of[left as usize] == group_of[right as usize]
        {
            parts.join(left, right);
        }
    }
    let group = |half: u32| group_of[plane.cell(half) as usize];
    let bounds = |half: u32| group(half).is_some() && group(half) != group(half ^ 1);
    let mut is_used = vec![false; 2 * plane.edges.len()];
    let mut rings: BTreeMap<usize, Vec<Ring>> = BTreeMap::new();
    for start in 0..plane.edges.len() as u32 * 2 {
        let Some(own) = group(start).filter(|_| !is_used[start as usize] && bounds(start)) else {
            continue;
        };
        let halves = boundary(plane, start, |half| group(half) == Some(own) && bounds(half));
        halves.iter().for_each(|half| is_used[*half as usize] = true);
        let walk = halves.into_iter().map(|half| plane.origin(half)).collect();
        let part = parts.root(plane.cell(start));
        split(plane, walk, part, rings.entry(own).or_default());
    }
    rings.into_iter().map(|(group, rings)| (group, assemble(plane, rings))).collect()
}

/// The outlines of groups that may share cells, each as [`outline`] gives it; for every cell the groups
/// that it is in, ascending.
pub(in crate::geometry) fn overlapping_outlines(
    plane: &Plane,
    groups_of: &[Vec<u32>],
) -> Vec<MultiPolygon> {
    let count = groups_of.iter().filter_map(|groups| groups.last()).max();
    let mut groups = vec![Group::default(); count.map_or(0, |last| *last as usize + 1)];
    for (number, edge) in (0..).zip(&plane.edges) {
        let [left, right] = edge.cells.map(|cell| groups_of[cell as usize].as_slice());
        for group in left {
            match right.binary_search(group) {
                Ok(_) => groups[*group as usize].joined.push(edge.cells),
                Err(_) => groups[*group as usize].bounds.push(2 * number),
            }
        }
        let only_right = right.iter().filter(|group| left.binary_search(group).is_err());
        only_right.for_each(|group| groups[*group as usize].bounds.push(2 * number + 1));
    }
    groups.iter().map(|group| group.outline(plane)).collect()
}

/// Ground by what is known of it at its edges.
#[derive(Debug, Clone, Default)]
struct Group {
    /// The half-edges that have it on their left and something else on their right, ascending.
    bounds: Vec<u32>,
    /// Its cells with an edge between them, pair by pair.
    joined: Vec<[u32; 2]>,
}

impl Group {
    fn outline(&self, plane: &Plane) -> MultiPolygon {
        let bounding = self.bounds.iter().map(|half| plane.cell(*half));
        let mut cells: Vec<u32> = self.joined.iter().flatten().copied().chain(bounding).collect();
        cells.sort_unstable();
        cells.dedup();
        let place = |cell: u32| cells.partition_point(|known| *known < cell) as u32;
        let mut parts = Union::new(cells.len());
        for [one, other] in &self.joined {
            parts.join(place(*one), place(*other));
        }
        let mut is_used = vec![false; self.bounds.len()];
        let mut rings = Vec::new();
        for (number, &start) in self.bounds.iter().enumerate() {
            if is_used[number] {
                continue;
            }
            let halves = boundary(plane, start, |half| self.bounds.binary_search(&half).is_ok());
            for half in &halves {
                is_used[self.bounds.partition_point(|known| known < half)] = true;
            }
            let part = parts.root(place(plane.cell(start)));
            let walk = halves.into_iter().map(|half| plane.origin(half)).collect();
            split(plane, walk, part, &mut rings);
        }
        assemble(plane, rings)
    }
}

/// The half-edges along the boundary of ground, from one on: those that bound it, which is on their
/// left.
fn boundary(plane: &Plane, start: u32, bounds: impl Fn(u32) -> bool) -> Vec<u32> {
    let mut halves = vec![start];
    let mut half = start;
    loop {
        // The sharpest turn to the left stays with the ground on the left, so that parts which
        // only touch at a vertex are not run together.
        half = plane.clockwise(half ^ 1);
        while !bounds(half) {
            half = plane.clockwise(half);
        }
        if half == start {
            return halves;
        }
        halves.push(half);
    }
}

/// Splits a closed walk at the vertices that it passes more than once.
fn split(plane: &Plane, walk: Vec<u32>, part: u32, rings: &mut Vec<Ring>) {
    let mut position = rustc_hash::FxHashMap::default();
    let mut path: Vec<u32> = Vec::new();
    for vertex in walk {
        if let Some(&back) = position.get(&vertex) {
            for passed in &path[back + 1..] {
                position.remove(passed);
            }
            let mut ring = path.split_off(back + 1);
            ring.push(vertex);
            rings.push(Ring::new(plane, ring, part));
        } else {
            position.insert(vertex, path.len());
            path.push(vertex);
        }
    }
    rings.push(Ring::new(plane, path, part));
}

impl Ring {
    fn new(plane: &Plane, mut vertices: Vec<u32>, part: u32) -> Self {
        let first = (0..vertices.len()).min_by_key(|&place| vertices[place]).unwrap_or(0);
        vertices.rotate_left(first);
        let doubled_area: i128 = vertices
            .iter()
            .zip(vertices.iter().cycle().skip(1))
            .map(|(&from, &to)| {
                let (a, b) = (plane.vertices[from as usize], plane.vertices[to as usize]);
                i128::from(a.x) * i128::from(b.y) - i128::from(a.y) * i128::from(b.x)
            })
            .sum();
        Self { vertices, part, is_exterior: doubled_area > 0 }
    }

    fn line(&self, plane: &Plane) -> LineString {
        let first = self.vertices.first();
        let coords: Vec<Coord> =
            self.vertices.iter().chain(first).map(|&vertex| plane.degrees(vertex)).collect();
        LineString::new(coords)
    }
}

/// Gives every part its holes. A part is connected, so it has exactly one exterior.
fn assemble(plane: &Plane, mut rings: Vec<Ring>) -> MultiPolygon {
    rings.sort_by(|one, other| one.vertices.cmp(&other.vertices));
    let (exteriors, interiors): (Vec<Ring>, Vec<Ring>) =
        rings.into_iter().partition(|ring| ring.is_exterior);
    let mut holes: rustc_hash::FxHashMap<u32, Vec<LineString>> = Default::default();
    for ring in interiors {
        holes.entry(ring.part).or_default().push(ring.line(plane));
    }
    exteriors
        .into_iter()
        .map(|ring| Polygon::new(ring.line(plane), holes.remove(&ring.part).unwrap_or_default()))
        .collect()
}
