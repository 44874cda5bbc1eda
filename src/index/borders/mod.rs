//! Where the ground of one control ends, through time; and which of it is a front line.
//!
//! A border is a straight piece of a territory's edge, short enough to be taken for a chord of the
//! Earth, with a stretch of epochs in which the same stand on either side of it. It is a front line
//! where somebody is present on both sides and the first named of each share no actor: the edge of
//! contested ground is no front towards one of those who contest it.
//!
//! Of a dataset that knows of the presence of one actor only, such as the ground that an invader
//! holds, the front is the edge of that ground: every border between ground where the actor stands
//! and ground where nobody is known to. A coast counts, too, then.

mod build;
mod nearest;
mod segments;
mod sides;
mod timed;
mod within;

use geo::Coord;
use rstar::RTree;
use rstar::primitives::{GeomWithData, Rectangle};

use super::answer::ControlId;
use crate::geometry::LonLat;
use crate::geometry::geodesic::Geocentric;

pub use nearest::NearestFront;
pub use within::Nearby;

use segments::Segment;
use timed::TimedSegments;

/// The box of a border in space, with its place among the borders.
type BorderBox = GeomWithData<Rectangle<[f64; 3]>, u32>;

/// Every border of a dataset, made ready to be asked what is near.
#[derive(Debug)]
pub(super) struct Borders {
    borders: Vec<Border>,
    /// Who claims ground: the sides of borders point here, so that a side is said once.
    grounds: Vec<Vec<ControlId>>,
    /// The borders that are front lines, epoch by epoch.
    fronts: TimedSegments,
    /// All borders, of all epochs.
    boxes: RTree<BorderBox>,
}

/// A piece of an edge with the same ground on either side of it through some epochs.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Border {
    from: Coord,
    to: Coord,
    /// The first epoch, and the first that is no longer part of it.
    epochs: (u16, u16),
    /// Who claims the ground to the left and to the right, as one looks from `from` to `to`: places
    /// in [`Borders::grounds`].
    sides: [u32; 2],
}

impl Border {
    fn segment(&self) -> Segment {
        Segment::between(in_space(self.from), in_space(self.to))
    }
}

/// The position in space of a position that is known to lie on the globe.
fn in_space(at: Coord) -> [f64; 3] {
    LonLat::new(at.x, at.y).map_or([0.0; 3], |place| Geocentric::of(place).position)
}
