//! Polygons made ready to be asked again and again whether a position lies in them.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use geo::{Coord, LineString, MultiPolygon};

use super::shared_edges::rings;
use super::{BoundingBox, winding};

/// Edges that a band has about, where none reaches over several.
const EDGES_A_BAND: usize = 8;
/// Bands at most.
const MOST_BANDS: usize = 1 << 14;

/// What makes it fast to tell whether a position lies in polygons.
///
/// Whoever asks once has the edges looked at one by one, as [`winding::number`] does; they are sorted
/// into horizontal bands when somebody asks again. The polygons are not kept: each question gives
/// those that it was made of.
///
/// # Example
///
/// ```
/// use controlmap::geometry::{MultiPolygon, Prepared};
/// use geo::{coord, polygon};
///
/// let square = MultiPolygon::new(vec![
///     polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 1.0, y: 1.0), (x: 0.0, y: 1.0)],
/// ]);
/// let prepared = Prepared::of(&square);
/// assert!(prepared.encloses(&square, coord! { x: 0.5, y: 0.5 }));
/// // The western side belongs to the square, the eastern does not.
/// assert!(prepared.encloses(&square, coord! { x: 0.0, y: 0.5 }));
/// assert!(!prepared.encloses(&square, coord! { x: 1.0, y: 0.5 }));
/// ```
#[derive(Debug)]
pub struct Prepared {
    /// Nothing where there are no polygons.
    bounds: Option<BoundingBox>,
    was_asked: AtomicBool,
    bands: OnceLock<Bands>,
}

/// Edges by the horizontal bands that they reach into.
#[derive(Debug)]
struct Bands {
    south: f64,
    /// Bands in a degree.
    per_degree: f64,
    /// Where the edges of each band begin, and where the last one's end.
    starts: Vec<u32>,
    /// Edges, band by band: the number of the ring, and of the edge in it.
    edges: Vec<[u32; 2]>,
    /// The polygon of each ring, and the number of the ring in it.
    rings: Vec<[u32; 2]>,
}

impl Prepared {
    /// Makes polygons ready.
    pub fn of(polygons: &MultiPolygon) -> Self {
        let positions = polygons.iter().flat_map(|it| it.exterior().coords().copied());
        Self {
            bounds: BoundingBox::around(positions),
            was_asked: AtomicBool::new(false),
            bands: OnceLock::new(),
        }
    }

    /// Whether a position lies in the polygons, which are those that this was made of: whether
    /// [`winding::number`] is not zero.
    pub fn encloses(&self, polygons: &MultiPolygon, at: Coord) -> bool {
        let Some(bounds) = self.bounds.filter(|bounds| bounds.contains(at)) else { return false };
        if !self.was_asked.swap(true, Ordering::Relaxed) {
            return winding::number(polygons, at).0 != 0;
        }
        let bands = self.bands.get_or_init(|| Bands::of(polygons, &bounds));
        bands.number(polygons, at) != 0
    }
}

impl Bands {
    fn of(polygons: &MultiPolygon, bounds: &BoundingBox) -> Self {
        let numbered = polygons.iter().zip(0_u32..);
        let rings: Vec<([u32; 2], &LineString)> = numbered
            .flat_map(|(it, polygon)| (0..).zip(rings(it)).map(move |(no, it)| ([polygon, no], it)))
            .collect();
        let count: usize = rings.iter().map(|(_, ring)| ring.0.len()).sum();
        let height = bounds.north() - bounds.south();
        let bands = (count / EDGES_A_BAND).clamp(1, MOST_BANDS);
        let per_degree = if height > 0.0 { bands as f64 / height } else { 0.0 };
        let mut sorted = Self {
            south: bounds.south(),
            per_degree,
            starts: vec![0; bands + 1],
            edges: Vec::new(),
            rings: rings.iter().map(|(place, _)| *place).collect(),
        };
        // First how many edges each band has, then the edges.
        let mut reached = Vec::with_capacity(count);
        for ((_, ring), number) in rings.iter().zip(0_u32..) {
            for (edge, number_of_edge) in ring.lines().zip(0_u32..) {
                // A ray to the east meets no edge that runs due east.
                if edge.start.y != edge.end.y {
                    let ends = [edge.start.y, edge.end.y].map(|y| sorted.band(y));
                    let (first, last) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
                    sorted.starts[first..=last].iter_mut().for_each(|count| *count += 1);
                    reached.push((first, last, [number, number_of_edge]));
                }
            }
        }
        let mut end = 0;
        for start in &mut sorted.starts {
            end += *start;
            *start = end;
        }
        sorted.edges = vec![[0; 2]; end as usize];
        // Each band is filled from its end, so that what was its end becomes its start.
        for (first, last, edge) in reached.into_iter().rev() {
            for start in &mut sorted.starts[first..=last] {
                *start -= 1;
                sorted.edges[*start as usize] = edge;
            }
        }
        sorted
    }

    /// The band of a latitude; what lies beyond either end goes to the last one before it.
    fn band(&self, y: f64) -> usize {
        (((y - self.south) * self.per_degree) as usize).min(self.starts.len() - 2)
    }

    /// How often the rings run round a position: only edges of its band may count.
    fn number(&self, polygons: &MultiPolygon, at: Coord) -> i32 {
        let band = self.band(at.y);
        let range = self.starts[band] as usize..self.starts[band + 1] as usize;
        let turn = |[ring, edge]: [u32; 2]| {
            let [polygon, ring] = *self.rings.get(ring as usize)?;
            let polygon = polygons.0.get(polygon as usize)?;
            let ring = match ring.checked_sub(1) {
                Some(hole) => polygon.interiors().get(hole as usize)?,
                None => polygon.exterior(),
            };
            let [start, end] = *ring.0.get(edge as usize..)?.first_chunk::<2>()?;
            Some(winding::turn(start, end, at))
        };
        self.edges[range].iter().filter_map(|it| turn(*it)).sum()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Stars with a hole, on a coarse grid, so that positions lie on edges and corners often.
    fn stars() -> impl Strategy<Value = MultiPolygon> {
        let ring = || {
            prop::collection::vec((0_i32..20, 0_i32..20), 3..60).prop_map(|positions| {
                let mut ring: Vec<(f64, f64)> =
                    positions.iter().map(|(x, y)| (f64::from(*x), f64::from(*y))).collect();
                ring.push(ring[0]);
                LineString::from(ring)
            })
        };
        let polygon = (ring(), prop::collection::vec(ring(), 0..2))
            .prop_map(|(exterior, holes)| geo::Polygon::new(exterior, holes));
        prop::collection::vec(polygon, 0..4).prop_map(MultiPolygon::new)
    }

    proptest! {
        #[test]
        fn asked_again_it_says_what_looking_at_each_edge_says(
            polygons in stars(), positions in prop::collection::vec((-1_i32..43, -1_i32..43), 40),
        ) {
            let prepared = Prepared::of(&polygons);
            for (x, y) in positions {
                let at = Coord { x: f64::from(x) / 2.0, y: f64::from(y) / 2.0 };
                // A star's holes may reach out of it, where nobody would look for its ground.
                let is_in_box = prepared.bounds.is_some_and(|bounds| bounds.contains(at));
                let expected = is_in_box && winding::number(&polygons, at).0 != 0;
                for _ in 0..2 {
                    prop_assert_eq!(prepared.encloses(&polygons, at), expected, "{:?}", at);
                }
            }
        }
    }
}
