//! Positions that can't be meant: longitude and latitude swapped, coordinates that were lost.

use geo::{Coord, Rect, coord};

use crate::geometry::BoundingBox;
use crate::model::{Dataset, Defect, DefectKind, Defects};
use crate::source::{Feature, File, Shape};

/// Features that say where the others should be.
const LEAST_COMPANIONS: usize = 4;
/// Degrees round the companions that still count as theirs.
const NEIGHBOURHOOD: f64 = 2.0;

/// Features that lie far from where they would with longitude and latitude swapped, and those at 0 0.
pub(super) fn defects(files: &[File], dataset: &Dataset, room: usize) -> Defects {
    let mut defects = Defects::keeping(room);
    let mut extents: Vec<(&File, &Feature, Rect)> = Vec::new();
    for file in files {
        for feature in &file.features {
            let zeros = positions(&feature.shape).filter(|at| at.x == 0.0 && at.y == 0.0).count();
            if zeros > 0 {
                let spot = file.place(feature).at(Coord::zero());
                defects.push(Defect::new(DefectKind::NullIsland, spot));
            }
            extents.extend(extent(&feature.shape).map(|extent| (file, feature, extent)));
        }
    }
    let companions: Vec<Rect> = extents.iter().map(|it| it.2).collect();
    let Some(home) = dataset.about.view.map(rect).or_else(|| home(&companions)) else {
        return defects;
    };
    for (file, feature, extent) in extents {
        let swapped = Rect::new(
            coord! { x: extent.min().y, y: extent.min().x },
            coord! { x: extent.max().y, y: extent.max().x },
        );
        if !meets(home, extent) && meets(home, swapped) {
            let [at, was] = [swapped.center(), extent.center()];
            let found = format!("swapped it lies with the others, at {:.2} {:.2}", at.x, at.y);
            let spot = file.place(feature).at(was);
            defects.push(Defect::new(DefectKind::SwappedPositions, spot).found(found));
        }
    }
    defects
}

/// Where most features lie: between the quarters of their middles, and as far again beyond.
fn home(extents: &[Rect]) -> Option<Rect> {
    if extents.len() <= LEAST_COMPANIONS {
        return None;
    }
    let span = |axis: &dyn Fn(Coord) -> f64| {
        let mut middles: Vec<f64> = extents.iter().map(|it| axis(it.center())).collect();
        middles.sort_by(f64::total_cmp);
        let quarter = middles.len() / 4;
        let (low, high) = (middles.get(quarter)?, middles.get(middles.len() - 1 - quarter)?);
        let beyond = NEIGHBOURHOOD + 2.0 * (high - low);
        Some((low - beyond, high + beyond))
    };
    let (west, east) = span(&|at| at.x)?;
    let (south, north) = span(&|at| at.y)?;
    Some(Rect::new(coord! { x: west, y: south }, coord! { x: east, y: north }))
}

fn rect(bounds: BoundingBox) -> Rect {
    Rect::new(
        coord! { x: bounds.west(), y: bounds.south() },
        coord! { x: bounds.east(), y: bounds.north() },
    )
}

fn meets(one: Rect, other: Rect) -> bool {
    one.min().x <= other.max().x
        && other.min().x <= one.max().x
        && one.min().y <= other.max().y
        && other.min().y <= one.max().y
}

fn extent(shape: &Shape) -> Option<Rect> {
    let mut positions = positions(shape);
    let first = positions.next()?;
    let (low, high) = positions.fold((first, first), |(low, high), at| {
        let low = Coord { x: low.x.min(at.x), y: low.y.min(at.y) };
        (low, Coord { x: high.x.max(at.x), y: high.y.max(at.y) })
    });
    Some(Rect::new(low, high))
}

fn positions(shape: &Shape) -> Box<dyn Iterator<Item = Coord> + '_> {
    match shape {
        Shape::Polygons(polygons) => Box::new(polygons.iter().flatten().flatten().copied()),
        Shape::Lines(lines) => Box::new(lines.iter().flatten().copied()),
        Shape::Points(points) => Box::new(points.iter().copied()),
        Shape::Nothing => Box::new(std::iter::empty()),
    }
}
