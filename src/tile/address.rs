//! Which square of the world a tile is, and the grid that its positions lie on.

use std::f64::consts::PI;

use geo::Coord;

use crate::geometry::BoundingBox;
use crate::{Error, Result};

/// The deepest zoom of which there are tiles. A unit of its grid is 60 cm at the equator; clients
/// enlarge these tiles for more.
pub const MAX_ZOOM: u8 = 14;
/// The latitude at which Web Mercator ends, in degrees: there the world is a square.
pub const MERCATOR_LIMIT: f64 = 85.051_128_779_806_59;
/// How far a tile reaches beyond its square, as a part of its side: lines and outlines are drawn across
/// the edge, and so are not seen to end there.
const BUFFER: f64 = 1.0 / 64.0;

/// The address of a tile: Web Mercator, `y` counted from the north.
///
/// # Guarantees
///
/// `z` is [`MAX_ZOOM`] at most; `x` and `y` are less than two to the power of `z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    z: u8,
    x: u32,
    y: u32,
}

impl Address {
    /// The tile of a zoom, a column from the west and a row from the north.
    ///
    /// # Errors
    ///
    /// When there is no such tile.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::tile::Address;
    ///
    /// assert!(Address::new(1, 1, 0).is_ok());
    /// assert!(Address::new(1, 2, 0).is_err(), "there are two columns");
    /// ```
    pub fn new(z: u8, x: u32, y: u32) -> Result<Self> {
        if z > MAX_ZOOM {
            return Err(Error::input(format!("there are tiles of the zooms 0 to {MAX_ZOOM}"))
                .found(format!("zoom {z}")));
        }
        let count = 1 << z;
        if x >= count || y >= count {
            return Err(Error::input(format!(
                "columns and rows of zoom {z} are counted from 0 to {}",
                count - 1
            ))
            .found(format!("{x}/{y}")));
        }
        Ok(Self { z, x, y })
    }

    /// The tile of a zoom that a position lies in; what lies beyond the map's edge is taken for its edge.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::geometry::Coord;
    /// use controlmap::tile::Address;
    ///
    /// let east = Address::at(1, Coord { x: 39.0, y: 36.0 })?;
    /// assert_eq!((east.x(), east.y()), (1, 0));
    /// # Ok::<(), controlmap::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the zoom is deeper than [`MAX_ZOOM`].
    pub fn at(z: u8, position: Coord) -> Result<Self> {
        let of_zoom = Self::new(z, 0, 0)?;
        let count = f64::from(1_u32 << z);
        let in_world = world(position);
        let place = |share: f64| (share * count).clamp(0.0, count - 1.0) as u32;
        Ok(Self { x: place(in_world.x), y: place(in_world.y), ..of_zoom })
    }

    /// Its zoom.
    pub fn z(self) -> u8 {
        self.z
    }

    /// Its column, counted from the west.
    pub fn x(self) -> u32 {
        self.x
    }

    /// Its row, counted from the north.
    pub fn y(self) -> u32 {
        self.y
    }

    /// The degrees that its square covers.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::tile::Address;
    ///
    /// let bounds = Address::new(1, 1, 0)?.bounds();
    /// assert_eq!((bounds.west(), bounds.east()), (0.0, 180.0));
    /// # Ok::<(), controlmap::Error>(())
    /// ```
    pub fn bounds(self) -> BoundingBox {
        let count = f64::from(1_u32 << self.z);
        let corner = |x: u32, y: u32| degrees(Coord { x: f64::from(x), y: f64::from(y) } / count);
        let (north_west, south_east) = (corner(self.x, self.y), corner(self.x + 1, self.y + 1));
        BoundingBox::from(north_west).union(BoundingBox::from(south_east))
    }

    /// Its corner in the north-west, on the grid of its zoom.
    pub(super) fn origin(self) -> Coord {
        let extent = f64::from(extent(self.z));
        Coord { x: f64::from(self.x) * extent, y: f64::from(self.y) * extent }
    }

    /// How far it reaches beyond its square, in units of its grid.
    pub(super) fn buffer(self) -> f64 {
        f64::from(extent(self.z)) * BUFFER
    }
}

/// Units of the grid that a tile's side has. From afar fewer are enough: at zoom 5 a unit is a pixel
/// of a tile shown twice as large as it is meant to be.
pub(super) fn extent(z: u8) -> u32 {
    match z {
        0..=6 => 1024,
        7..=9 => 2048,
        _ => 4096,
    }
}

/// Degrees to the square that is the world: 0 to 1 eastwards and southwards.
pub(super) fn world(at: Coord) -> Coord {
    let sine = at.y.clamp(-MERCATOR_LIMIT, MERCATOR_LIMIT).to_radians().sin();
    Coord { x: at.x / 360.0 + 0.5, y: 0.5 - sine.atanh() / (2.0 * PI) }
}

/// The square that is the world to degrees.
pub(super) fn degrees(at: Coord) -> Coord {
    let y = ((0.5 - at.y) * 2.0 * PI).tanh().asin().to_degrees();
    Coord { x: (at.x - 0.5) * 360.0, y }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back_again() {
        for at in [Coord { x: -179.9, y: 84.0 }, Coord { x: 39.0, y: 36.1 }] {
            let back = degrees(world(at));
            assert!((back.x - at.x).abs() + (back.y - at.y).abs() < 1e-9, "{back:?}");
        }
        assert!(world(Coord { x: 180.0, y: -90.0 }).y <= 1.0 + 1e-12);
    }

    #[test]
    fn a_position_lies_in_the_bounds_of_its_tile() {
        let raqqa = Coord { x: 39.00788, y: 35.95283 };
        for z in 0..=MAX_ZOOM {
            assert!(Address::at(z, raqqa).expect("a zoom").bounds().contains(raqqa));
        }
    }
}
