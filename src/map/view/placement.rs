//! Which formula a view is projected by, and where its plane stands on the page.

use geo::Coord;

use crate::geometry::{Cylindrical, Projector};
use crate::map::scene::Rect;

/// A formula between degrees and a plane.
#[derive(Debug, Clone)]
pub(super) enum Formula {
    /// One that is centred on what is shown.
    Centred(Box<Projector>),
    /// One that is the same everywhere.
    Fixed(Cylindrical),
}

impl Formula {
    /// Degrees to the plane; nothing where the projection does not reach.
    pub(super) fn forward(&self, at: Coord) -> Option<Coord> {
        match self {
            Self::Centred(projector) => projector.forward(at),
            Self::Fixed(plane) => Some(plane.forward(at)),
        }
    }

    /// The plane to degrees; nothing beyond the projection's edge.
    pub(super) fn inverse(&self, at: Coord) -> Option<Coord> {
        match self {
            Self::Centred(projector) => projector.inverse(at),
            Self::Fixed(plane) => Some(plane.inverse(at)),
        }
    }
}

/// How the plane, in metres or degrees, becomes page pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placement {
    pub(super) frame: Rect,
    /// Page pixels for each of its units, to the right and upwards.
    pub(super) scale: Coord,
    /// What stands in the middle of the frame.
    pub(super) middle: Coord,
}

impl Placement {
    fn center(&self) -> Coord {
        Coord {
            x: f64::from(self.frame.x) + f64::from(self.frame.width) / 2.0,
            y: f64::from(self.frame.y) + f64::from(self.frame.height) / 2.0,
        }
    }

    pub(super) fn page(&self, plane: Coord) -> Coord {
        let center = self.center();
        Coord {
            x: center.x + (plane.x - self.middle.x) * self.scale.x,
            y: center.y - (plane.y - self.middle.y) * self.scale.y,
        }
    }

    pub(super) fn plane(&self, page: Coord) -> Coord {
        let center = self.center();
        Coord {
            x: self.middle.x + (page.x - center.x) / self.scale.x,
            y: self.middle.y - (page.y - center.y) / self.scale.y,
        }
    }
}
