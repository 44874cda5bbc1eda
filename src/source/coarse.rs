//! Countries with no more vertices than a small map of the world can show.

use geo::{Coord, LineString, MultiPolygon, Polygon};

use crate::model::Country;

/// Degrees between two vertices at least: less than a pixel of any locator.
const APART: f64 = 0.12;
/// Vertices of a ring at least, the first one counted twice; islands with fewer are left out.
const LEAST: usize = 5;

/// The same countries, coarsely, without lakes and small islands.
pub(super) fn coarse(countries: &[Country]) -> Vec<Country> {
    let thinned = |country: &Country| Country {
        id: country.id.clone(),
        names: country.names.clone(),
        polygons: MultiPolygon::new(
            country.polygons.iter().filter_map(|polygon| thin(polygon.exterior())).collect(),
        ),
    };
    countries.iter().map(thinned).collect()
}

/// A ring with vertices some distance apart; nothing where too few are left.
fn thin(ring: &LineString) -> Option<Polygon> {
    let mut kept: Vec<Coord> = Vec::new();
    for at in ring.coords() {
        let is_apart = |last: &Coord| (at.x - last.x).abs().max((at.y - last.y).abs()) >= APART;
        if kept.last().is_none_or(is_apart) {
            kept.push(*at);
        }
    }
    let first = *kept.first()?;
    if kept.last() != Some(&first) {
        kept.push(first);
    }
    (kept.len() >= LEAST).then(|| Polygon::new(LineString::new(kept), Vec::new()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Names;

    #[test]
    fn coasts_become_coarse_and_islets_go() {
        let ring = |radius: f64| -> LineString {
            (0..=360)
                .map(|degree| f64::from(degree).to_radians().sin_cos())
                .map(|(sine, cosine)| (radius * cosine, radius * sine))
                .collect::<Vec<_>>()
                .into()
        };
        let polygons = MultiPolygon::new(
            [3.0, 0.05].map(|radius| Polygon::new(ring(radius), Vec::new())).to_vec(),
        );
        let country = Country { id: "X".to_owned(), names: Names::default(), polygons };
        let coarse = &coarse(&[country])[0].polygons;
        assert_eq!(coarse.0.len(), 1);
        let vertices = coarse.0[0].exterior().0.len();
        assert!((60..200).contains(&vertices), "{vertices}");
        assert!(coarse.0[0].exterior().is_closed());
    }
}
