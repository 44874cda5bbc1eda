//! The front line nearest to a place.

use geo::Coord;

use super::super::ControlIndex;
use super::super::answer::ControlId;
use super::super::calendar::EpochId;
use super::{Border, Borders, in_space};
use crate::geometry::beside::on_globe;
use crate::geometry::geodesic::{self, Geocentric};
use crate::geometry::{Kilometres, LonLat};
use jiff::civil::Date;

/// How far from a front, in degrees, it is asked who stands on the side of a place.
const HAIR: f64 = 1e-9;

/// How far a distance along the sphere that fits best is as good as one along the geodesic.
const ARC_REACH: Kilometres = Kilometres(500.0);

/// The point of the front that is nearest to a place.
#[derive(Debug, Clone, PartialEq)]
pub struct NearestFront {
    /// How far it is, along the geodesic on WGS 84.
    pub distance: Kilometres,
    /// In which direction, in degrees clockwise from north, 0 up to but without 360.
    pub bearing: f64,
    /// Where it is: within a metre of the point of the edge that is nearest.
    pub position: LonLat,
    /// Who stands on the side of the front that faces the place.
    pub near: Vec<ControlId>,
    /// Who stands on the other side; empty where the ground there is not mapped.
    pub far: Vec<ControlId>,
}

impl Borders {
    /// The distance from a place to the nearest front line of an epoch: less than a metre off the
    /// geodesic up to [`ARC_REACH`], and beyond it the geodesic itself.
    #[inline]
    pub fn front_distance(&self, place: LonLat, epoch: EpochId) -> Option<Kilometres> {
        let at = Geocentric::of(place);
        let (squared, id) = self.fronts.nearest(at.position, epoch.0)?;
        let near = at.arc(Kilometres(squared.sqrt()));
        if near <= ARC_REACH {
            return Some(near);
        }
        let position = self.borders.get(id as usize)?.nearest(at.position)?;
        Some(geodesic::inverse(place, position).0)
    }

    /// The number of what is searched for the fronts of an epoch: those of other epochs may share it.
    pub fn search_of(&self, epoch: EpochId) -> u16 {
        self.fronts.tree_of(epoch.0)
    }

    /// The point of the front lines of a day that is nearest to a place.
    pub fn nearest_front(
        &self,
        index: &ControlIndex,
        place: LonLat,
        date: Date,
    ) -> Option<NearestFront> {
        let at = Geocentric::of(place).position;
        let (_, id) = self.fronts.nearest(at, index.calendar().epoch_of(date).0)?;
        let border = self.borders.get(id as usize)?;
        let position = border.nearest(at)?;
        let (distance, bearing) = geodesic::inverse(place, position);
        let [left, right] = border.sides.map(|side| &self.grounds[side as usize]);
        let here = index.claims(towards(position, place), date);
        let is_left = match (here == *left, here == *right) {
            (true, _) => true,
            (_, true) => false,
            _ => lies_left(border, at),
        };
        let [near, far] = if is_left { [left, right] } else { [right, left] };
        Some(NearestFront { distance, bearing, position, near: near.clone(), far: far.clone() })
    }
}

impl Border {
    /// The point of it that is nearest to a position in space.
    fn nearest(&self, at: [f64; 3]) -> Option<LonLat> {
        let (share, _) = self.segment().nearest(at);
        let on_edge = self.from + (self.to - self.from) * share;
        LonLat::new(on_edge.x, on_edge.y).ok()
    }
}

/// The place a hair from one in the direction of another. Between a place and the front nearest to it
/// there is no front: who stands there stands on the side of the place, which an edge alone does not
/// tell where the nearest point is a corner.
fn towards(from: LonLat, to: LonLat) -> LonLat {
    let east = (to.lon() - from.lon() + 540.0).rem_euclid(360.0) - 180.0;
    let north = to.lat() - from.lat();
    let length = f64::hypot(east, north);
    if length <= HAIR {
        return to;
    }
    let step = Coord { x: east, y: north } * (HAIR / length);
    on_globe(Coord::from(from) + step).unwrap_or(to)
}

/// Whether a position in space lies to the left of a border.
fn lies_left(border: &Border, at: [f64; 3]) -> bool {
    let [from, to] = [border.from, border.to].map(in_space);
    // The border and the centre of the Earth span a plane.
    let normal = [
        from[1] * to[2] - from[2] * to[1],
        from[2] * to[0] - from[0] * to[2],
        from[0] * to[1] - from[1] * to[0],
    ];
    normal[0] * at[0] + normal[1] * at[1] + normal[2] * at[2] >= 0.0
}
