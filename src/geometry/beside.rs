//! Edges in pieces, and places a little beside them.

use geo::Coord;

use super::LonLat;

/// Kilometres of a degree of latitude, near enough to choose a position to ask for.
const DEGREE: f64 = 111.2;
/// The cosine of latitude is taken for this much at least, so that there is one step at the poles.
const LEAST_COSINE: f64 = 1e-6;

/// The line across an edge in its middle.
pub(crate) struct Beside {
    middle: Coord,
    /// Degrees that lead a kilometre to the left.
    left: Coord,
    /// Of the edge, in kilometres.
    pub(crate) length: f64,
}

impl Beside {
    /// The line across the edge between two positions.
    pub(crate) fn of((from, to): (Coord, Coord)) -> Self {
        let middle = Coord { x: f64::midpoint(from.x, to.x), y: f64::midpoint(from.y, to.y) };
        let cosine = middle.y.to_radians().cos().max(LEAST_COSINE);
        let (east, north) = ((to.x - from.x) * cosine, to.y - from.y);
        let degrees = f64::hypot(east, north);
        let scale = 1.0 / (degrees * DEGREE);
        let left = Coord { x: -north * scale / cosine, y: east * scale };
        Self { middle, left, length: degrees * DEGREE }
    }

    /// The place so many kilometres to the left of the edge's middle.
    pub(crate) fn at(&self, left: f64) -> Option<LonLat> {
        on_globe(self.middle + self.left * left)
    }
}

/// The place that lies there, also where one gets there over a pole or the 180th meridian.
pub(crate) fn on_globe(at: Coord) -> Option<LonLat> {
    let (lon, lat) = match at.y {
        lat if lat > 90.0 => (at.x + 180.0, 180.0 - lat),
        lat if lat < -90.0 => (at.x + 180.0, -180.0 - lat),
        lat => (at.x, lat),
    };
    let turned =
        if (-180.0..=180.0).contains(&lon) { lon } else { (lon + 180.0).rem_euclid(360.0) - 180.0 };
    LonLat::new(turned, lat).ok()
}

/// The degrees that an edge spans, in longitude or in latitude.
pub(crate) fn span(from: Coord, to: Coord) -> f64 {
    (to.x - from.x).abs().max((to.y - from.y).abs())
}

/// An edge divided into pieces of equal length that span no more degrees than the longest may.
pub(crate) fn pieces(
    (from, to): (Coord, Coord),
    longest: f64,
) -> impl Iterator<Item = (Coord, Coord)> {
    let count = (span(from, to) / longest).ceil().max(1.0) as u32;
    let at = move |step: u32| match step {
        0 => from,
        step if step == count => to,
        step => from + (to - from) * (f64::from(step) / f64::from(count)),
    };
    (0..count).map(move |step| (at(step), at(step + 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_edges_are_divided_without_moving_their_ends() {
        let (a, b) = (Coord { x: 0.1, y: 0.0 }, Coord { x: 0.3, y: 0.12 });
        let parts: Vec<_> = pieces((a, b), 0.05).collect();
        assert_eq!(parts.len(), 4);
        assert_eq!((parts[0].0, parts[3].1), (a, b));
        assert!(parts.windows(2).all(|pair| pair[0].1 == pair[1].0));
    }
}
