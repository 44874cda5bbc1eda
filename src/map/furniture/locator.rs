//! The locator: a small map of the surroundings, on which a frame marks what the map shows.

use crate::geometry::{BoundingBox, Projection};
use crate::map::page::{Page, filled, outlined};
use crate::map::scene::{Color, Item, Layer, Paint, Point, Rect};
use crate::map::style::solid;
use crate::map::view::{ProjectedExtent, View};
use crate::model::Dataset;

/// Width and height, in page pixels of the style.
const SIZE: (f32, f32) = (190.0, 150.0);
/// How many times as wide as the map the surroundings are.
const WIDER: f64 = 6.0;
/// Degrees of the surroundings at least.
const LEAST: f64 = 24.0;
/// A map that is wider than so many degrees needs no locator.
const MOST: f64 = 45.0;
/// Side of the frame at least, in page pixels of the style: smaller ones are marked by a dot, too.
const VISIBLE: f32 = 7.0;

/// The size of a locator on a page.
pub(in crate::map) fn size(page: &Page) -> (f32, f32) {
    (page.length(SIZE.0), page.length(SIZE.1))
}

/// The locator of a view in its place: where the data has countries far enough around, and the view
/// is of a part of the world. Countries that the map is about, by their identifiers, stand out.
pub(in crate::map) fn locator(
    page: &Page,
    dataset: &Dataset,
    view: &View,
    subject: &[&str],
    place: Rect,
) -> Option<Layer> {
    let shown = view.outline()?;
    let bounds = BoundingBox::around(shown.coords().copied())?;
    let around = surroundings(&bounds)?;
    let world = &dataset.base_map.world;
    if world.is_empty() {
        return None;
    }
    let small = View::new(&ProjectedExtent::new(Projection::Laea, &around).ok()?, place);
    let colors = &page.theme.colors;
    let mut items = vec![filled(place, Paint::Solid(colors.sea))];
    let (mut others, mut own) = (Vec::new(), Vec::new());
    for country in world {
        let rings = small.rings(&country.polygons);
        let is_subject = subject.contains(&country.id.as_str()) && !country.id.is_empty();
        if is_subject { own.extend(rings) } else { others.extend(rings) }
    }
    let borders: Vec<Vec<Point>> = others.iter().chain(&own).map(|ring| closed(ring)).collect();
    for (rings, color) in [(others, colors.neighbour), (own, colors.unknown)] {
        if !rings.is_empty() {
            items.push(Item::Fill { rings, paint: Paint::Solid(color) });
        }
    }
    let border = Color { a: 0x80, ..colors.border };
    items.push(Item::Stroke { lines: borders, stroke: page.stroke(solid(border, 0.6)) });
    let frame = small.lines([&shown]);
    let points = || frame.iter().flatten();
    let reach = |of: fn(&Point) -> f32| {
        let (least, most) =
            points().map(of).fold((f32::MAX, f32::MIN), |it, x| (it.0.min(x), it.1.max(x)));
        (least, most)
    };
    let ((left, right), (top, bottom)) = (reach(|at| at.x), reach(|at| at.y));
    if right - left < page.length(VISIBLE) {
        let center = Point { x: (left + right) / 2.0, y: (top + bottom) / 2.0 };
        let radius = page.length(VISIBLE) / 2.0;
        let outline = Some((page.length(1.2), colors.halo));
        items.push(Item::Dot { center, radius, fill: colors.accent, outline });
    }
    items.push(Item::Stroke { lines: frame, stroke: page.stroke(solid(colors.accent, 1.8)) });
    items.push(outlined(place, page.stroke(page.theme.rule())));
    Some(Layer { name: "locator", clip: Some(place.grown(page.theme.widths.rule)), items })
}

/// What a locator shows round a box; nothing where that is most of the world.
fn surroundings(bounds: &BoundingBox) -> Option<BoundingBox> {
    let (width, height) = (bounds.east() - bounds.west(), bounds.north() - bounds.south());
    if width > MOST || height > MOST {
        return None;
    }
    let half = (width.max(height) * WIDER).clamp(LEAST, 2.0 * MOST) / 2.0;
    let (x, y) = ((bounds.west() + bounds.east()) / 2.0, (bounds.south() + bounds.north()) / 2.0);
    BoundingBox::new(
        (x - half).max(-180.0),
        (y - half * 0.7).max(-89.0),
        (x + half).min(180.0),
        (y + half * 0.7).min(89.0),
    )
    .ok()
}

fn closed(ring: &[Point]) -> Vec<Point> {
    ring.iter().chain(ring.first()).copied().collect()
}
