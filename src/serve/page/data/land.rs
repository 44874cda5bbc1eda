//! Where the names of countries and regions stand.

use geo::{Area, InteriorPoint, LineString, MultiPolygon, Polygon};
use serde_json::Value;

use super::{DECIMALS, named, rounded};
use crate::geometry::clip::Window;
use crate::geometry::{BoundingBox, Coord, LonLat};
use crate::serve::Published;

/// How far beyond the view names of countries may stand, as a share of it.
const AROUND: f64 = 0.3;
/// The share of the view that a country must take to be named.
const LEAST: f64 = 0.004;

/// The names of neighbours, in the middle of what is seen of them: of countries whose ground the data
/// gives to nobody there.
pub(super) fn countries(published: &Published, view: Option<BoundingBox>) -> Vec<Value> {
    let Some(window) = view.map(around) else { return Vec::new() };
    let countries = published.dataset.base_map.countries.iter();
    let is_held = |[lon, lat]: [f64; 2]| {
        let place = LonLat::new(lon, lat).ok();
        place.is_some_and(|it| {
            published.index.history(it).iter().any(|span| !span.claims.is_empty())
        })
    };
    countries
        .filter_map(|country| {
            let at = middle(&country.polygons, Some(window)).filter(|at| !is_held(*at))?;
            Some(named(&country.names, Some(at)))
        })
        .collect()
}

fn around(view: BoundingBox) -> Window {
    let (width, height) = (view.east() - view.west(), view.north() - view.south());
    let by = Coord { x: width * AROUND, y: height * AROUND };
    Window { min: view.south_west() - by, max: view.north_east() + by }
}

/// A point well inside the largest part of some ground, as far as it lies in a window.
pub(super) fn middle(polygons: &MultiPolygon, window: Option<Window>) -> Option<[f64; 2]> {
    let ring = |polygon: &Polygon| match window {
        Some(window) => window.clip_ring(&polygon.exterior().0),
        None => polygon.exterior().0.clone(),
    };
    let parts = polygons.iter().map(|polygon| Polygon::new(LineString(ring(polygon)), Vec::new()));
    let parts = parts.map(|part| (part.unsigned_area(), part));
    let (area, largest) = parts.max_by(|one, other| one.0.total_cmp(&other.0))?;
    let whole = window.map_or(0.0, |it| (it.max.x - it.min.x) * (it.max.y - it.min.y));
    if area <= whole * LEAST {
        return None;
    }
    let at = largest.interior_point()?;
    Some([rounded(at.x(), DECIMALS), rounded(at.y(), DECIMALS)])
}
