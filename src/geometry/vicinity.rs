//! Which edges may run through ground that other edges enclose.

use rustc_hash::FxHashMap;

use super::LabelledEdges;
use super::arrangement::GridPoint;
use super::arrangement::union::Union;

/// Columns and rows of the raster that tells where enclosed ground may lie.
const SIDE: i64 = 64;

/// The parts of a box in which something lies.
struct Raster {
    min: GridPoint,
    max: GridPoint,
    /// The size of a part.
    step: GridPoint,
    is_marked: Vec<bool>,
}

impl LabelledEdges {
    /// Some of the edges, and with them all those that may run through ground which they enclose:
    /// whatever comes near the boxes round those that hang together. Ascending.
    pub fn with_vicinity(&self, chosen: &[u32]) -> Vec<u32> {
        let Some(raster) = Raster::of(&self.boxes(chosen)) else { return Vec::new() };
        let all = 0..self.len() as u32;
        all.filter(|edge| raster.touches(around(self.ends(*edge)))).collect()
    }

    /// The boxes round edges that hang together at their ends.
    fn boxes(&self, chosen: &[u32]) -> Vec<(GridPoint, GridPoint)> {
        let mut first_at: FxHashMap<GridPoint, u32> = FxHashMap::default();
        let mut chains = Union::new(chosen.len());
        for (place, &edge) in (0..).zip(chosen) {
            for end in self.ends(edge) {
                chains.join(*first_at.entry(end).or_insert(place), place);
            }
        }
        let mut boxes: FxHashMap<u32, (GridPoint, GridPoint)> = FxHashMap::default();
        for (place, &edge) in (0..).zip(chosen) {
            let own = around(self.ends(edge));
            boxes.entry(chains.root(place)).and_modify(|it| *it = joined(*it, own)).or_insert(own);
        }
        boxes.into_values().collect()
    }
}

impl Raster {
    fn of(boxes: &[(GridPoint, GridPoint)]) -> Option<Self> {
        let (min, max) = boxes.iter().copied().reduce(joined)?;
        let step = GridPoint { x: (max.x - min.x) / SIDE + 1, y: (max.y - min.y) / SIDE + 1 };
        let is_marked = vec![false; (SIDE * SIDE) as usize];
        let mut raster = Self { min, max, step, is_marked };
        for around in boxes {
            for part in raster.parts(*around) {
                raster.is_marked[part] = true;
            }
        }
        Some(raster)
    }

    /// The parts that a box touches.
    fn parts(&self, (min, max): (GridPoint, GridPoint)) -> impl Iterator<Item = usize> + use<> {
        let column = |x: i64| ((x - self.min.x) / self.step.x).clamp(0, SIDE - 1);
        let row = |y: i64| ((y - self.min.y) / self.step.y).clamp(0, SIDE - 1);
        let columns = column(min.x)..=column(max.x);
        (row(min.y)..=row(max.y))
            .flat_map(move |row| columns.clone().map(move |column| (row * SIDE + column) as usize))
    }

    fn touches(&self, around: (GridPoint, GridPoint)) -> bool {
        let (min, max) = around;
        min.x <= self.max.x
            && self.min.x <= max.x
            && min.y <= self.max.y
            && self.min.y <= max.y
            && self.parts(around).any(|part| self.is_marked[part])
    }
}

/// The box round the ends of an edge.
fn around([a, b]: [GridPoint; 2]) -> (GridPoint, GridPoint) {
    joined((a, a), (b, b))
}

/// The box round two boxes.
fn joined(
    (min, max): (GridPoint, GridPoint),
    (other_min, other_max): (GridPoint, GridPoint),
) -> (GridPoint, GridPoint) {
    (
        GridPoint { x: min.x.min(other_min.x), y: min.y.min(other_min.y) },
        GridPoint { x: max.x.max(other_max.x), y: max.y.max(other_max.y) },
    )
}
