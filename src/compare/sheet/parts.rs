//! Cells that hang together.

use super::Sheet;
use crate::geometry::{Kilometres, SquareKilometres, metres};

/// A connected piece of ground.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::compare) struct Part {
    /// Its cells.
    pub cells: Vec<usize>,
    pub area: SquareKilometres,
    perimeter: Kilometres,
}

impl Part {
    /// Twice the area over the perimeter: of a long strip its width, of a square or a circle half of it.
    pub fn width(&self) -> Kilometres {
        if self.perimeter.0 > 0.0 {
            Kilometres(2.0 * self.area.0 / self.perimeter.0)
        } else {
            Kilometres(0.0)
        }
    }
}

/// The connected pieces of ground, in the order of their smallest cells. Cells with the same key are of
/// one piece where they share an edge; cells without a key are of none.
pub(in crate::compare) fn parts<K: PartialEq>(
    sheet: &Sheet,
    key: impl Fn(usize) -> Option<K>,
) -> Vec<Part> {
    let keys: Vec<Option<K>> =
        (0..sheet.cells.len()).map(|it| (it > 0).then(|| key(it))?).collect();
    let roots = sheet.overlay.parts(|one, other| keys[one].is_some() && keys[one] == keys[other]);
    let mut parts: Vec<Part> = vec![Part::default(); sheet.cells.len()];
    for (cell, root) in roots.iter().enumerate().filter(|(cell, _)| keys[*cell].is_some()) {
        parts[*root].cells.push(cell);
        parts[*root].area += sheet.cells[cell].area;
    }
    for side in sheet.overlay.sides() {
        let [left, right] = side.cells.map(|cell| roots[cell]);
        if left != right && !(parts[left].cells.is_empty() && parts[right].cells.is_empty()) {
            let length = metres::between(side.ends[0], side.ends[1]) / 1000.0;
            parts[left].perimeter.0 += length;
            parts[right].perimeter.0 += length;
        }
    }
    parts.retain(|part| !part.cells.is_empty());
    parts
}

/// For every cell the place of its piece in a list; nothing for cells that are in none.
pub(in crate::compare) fn part_of(parts: &[Part], cells: usize) -> Vec<Option<usize>> {
    let mut part_of = vec![None; cells];
    for (place, part) in parts.iter().enumerate() {
        for &cell in &part.cells {
            part_of[cell] = Some(place);
        }
    }
    part_of
}
