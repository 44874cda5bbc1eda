//! What two versions of a ground differ in.

use geo::{LineString, MultiPolygon, Polygon};

use crate::Result;
use crate::geometry::overlay::Overlay;
use crate::geometry::shared_edges::rings;
use crate::geometry::{EdgeRule, Kilometres, LabelledEdges, SquareKilometres, area, metres};

/// What a ground gained and lost from one version to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// How large the first version is.
    pub before: SquareKilometres,
    /// What is in the second version only.
    pub gained: SquareKilometres,
    /// What is in the first version only.
    pub lost: SquareKilometres,
    /// What was gained and what was lost, as polygons.
    pub ground: MultiPolygon,
}

/// What two versions of a ground differ in. A version's ground is what an odd number of its rings go
/// round: of valid polygons their ground, of others what could also be read in another way.
///
/// # Errors
///
/// When a position is not on the globe, or edges cross into more than eight million pieces.
///
/// # Example
///
/// ```
/// use controlmap::geometry::{MultiPolygon, coverage::difference};
/// use geo::polygon;
///
/// let block = |west: f64, east: f64| {
///     MultiPolygon::from(polygon![(x: west, y: 0.), (x: east, y: 0.), (x: east, y: 1.), (x: west, y: 1.)])
/// };
/// let moved = difference(&block(0.0, 1.0), &block(0.0, 2.0))?;
/// assert!((moved.gained.0 - 12_308.463_894).abs() < 1e-6);
/// assert_eq!(moved.lost.0, 0.0);
/// # Ok::<(), controlmap::Error>(())
/// ```
pub fn difference(before: &MultiPolygon, after: &MultiPolygon) -> Result<Difference> {
    let mut edges = LabelledEdges::default();
    let mut labels = 0;
    for polygon in before {
        labels = add_rings(&mut edges, polygon, labels)?;
    }
    let first_after = labels;
    for polygon in after {
        labels = add_rings(&mut edges, polygon, labels)?;
    }
    let overlay = Overlay::of(&edges, EdgeRule::Straight)?;
    let (mut gained, mut lost, mut whole) = <(f64, f64, f64)>::default();
    let mut groups = vec![None; overlay.len()];
    for (cell, group) in groups.iter_mut().enumerate() {
        let labels = overlay.labels(cell);
        let of_before = labels.partition_point(|label| *label < first_after);
        let [was_in, is_in] = [of_before, labels.len() - of_before].map(|rings| rings % 2 == 1);
        let area = overlay.area(cell).0;
        whole += if was_in { area } else { 0.0 };
        if was_in != is_in {
            *group = Some(0);
            *(if is_in { &mut gained } else { &mut lost }) += area;
        }
    }
    let ground = overlay.outlines(&groups).remove(&0);
    let ground = ground.unwrap_or_else(|| MultiPolygon::new(Vec::new()));
    let [before, gained, lost] = [whole, gained, lost].map(SquareKilometres);
    Ok(Difference { before, gained, lost, ground })
}

/// Adds every ring of a polygon under a label of its own, and gives the next free label.
fn add_rings(edges: &mut LabelledEdges, polygon: &Polygon, mut label: u32) -> Result<u32> {
    for ring in rings(polygon) {
        edges.add_polygon(&Polygon::new(ring.clone(), Vec::new()), label)?;
        label += 1;
    }
    Ok(label)
}

/// How wide a part of a ground is: twice its area over its perimeter, as in [`Part`](super::Part).
///
/// # Example
///
/// ```
/// use controlmap::geometry::coverage::width;
/// use geo::polygon;
///
/// // A strip of 1.1 m along 111 km of the equator.
/// let strip = polygon![(x: 0., y: 0.), (x: 1., y: 0.), (x: 1., y: 1e-5), (x: 0., y: 1e-5)];
/// assert!((width(&strip).0 - 0.0011).abs() < 1e-5);
/// ```
pub fn width(polygon: &Polygon) -> Kilometres {
    let edges = rings(polygon).flat_map(LineString::lines);
    let perimeter: f64 = edges.map(|it| metres::between(it.start, it.end) / 1000.0).sum();
    let area = area::of_polygon(polygon).0;
    Kilometres(if perimeter > 0.0 { 2.0 * area / perimeter } else { 0.0 })
}
