//! A box of longitudes and latitudes.

use std::str::FromStr;

use geo::Coord;

use crate::{Error, Result};

/// The smallest box round some positions, in degrees. It does not cross the 180th meridian.
///
/// # Guarantees
///
/// `west <= east` and `south <= north`; all four are finite.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct BoundingBox {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
}

impl BoundingBox {
    /// A box from its sides.
    ///
    /// # Errors
    ///
    /// When a side is out of range, or west lies east of east, or south north of north.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::geometry::BoundingBox;
    ///
    /// let syria = BoundingBox::new(35.6, 32.3, 42.4, 37.4)?;
    /// assert_eq!(syria.center().x, 39.0);
    /// assert!(BoundingBox::new(42.4, 32.3, 35.6, 37.4).is_err());
    /// # Ok::<(), controlmap::Error>(())
    /// ```
    pub fn new(west: f64, south: f64, east: f64, north: f64) -> Result<Self> {
        super::LonLat::new(west, south)?;
        super::LonLat::new(east, north)?;
        if west > east || south > north {
            return Err(Error::input(
                "a bounding box is west,south,east,north with west <= east and south <= north",
            )
            .found(format!("{west},{south},{east},{north}")));
        }
        Ok(Self { west, south, east, north })
    }

    /// The box round finite positions; nothing when there are none.
    pub fn around(positions: impl IntoIterator<Item = Coord>) -> Option<Self> {
        positions.into_iter().map(Self::from).reduce(Self::union)
    }

    /// The smallest box that holds both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            west: self.west.min(other.west),
            south: self.south.min(other.south),
            east: self.east.max(other.east),
            north: self.north.max(other.north),
        }
    }

    /// Whether the two share at least a point.
    pub fn intersects(&self, other: &Self) -> bool {
        self.west <= other.east
            && other.west <= self.east
            && self.south <= other.north
            && other.south <= self.north
    }

    /// Whether the position lies inside or on a side.
    pub fn contains(&self, at: Coord) -> bool {
        (self.west..=self.east).contains(&at.x) && (self.south..=self.north).contains(&at.y)
    }

    /// Whether the position lies outside, and inside with its longitude and latitude exchanged.
    pub(crate) fn contains_swapped(&self, at: Coord) -> bool {
        !self.contains(at) && self.contains(Coord { x: at.y, y: at.x })
    }

    /// The middle of the box.
    pub fn center(&self) -> Coord {
        Coord { x: (self.west + self.east) / 2.0, y: (self.south + self.north) / 2.0 }
    }

    /// The corner in the south-west.
    pub fn south_west(&self) -> Coord {
        Coord { x: self.west, y: self.south }
    }

    /// The corner in the north-east.
    pub fn north_east(&self) -> Coord {
        Coord { x: self.east, y: self.north }
    }

    /// Degrees of the western side.
    pub fn west(&self) -> f64 {
        self.west
    }

    /// Degrees of the southern side.
    pub fn south(&self) -> f64 {
        self.south
    }

    /// Degrees of the eastern side.
    pub fn east(&self) -> f64 {
        self.east
    }

    /// Degrees of the northern side.
    pub fn north(&self) -> f64 {
        self.north
    }
}

impl FromStr for BoundingBox {
    type Err = Error;

    /// Reads `35.7,34.8,42.4,37.4`: west, south, east, north. A box without width or height is none.
    fn from_str(text: &str) -> Result<Self> {
        let sides: Vec<f64> = text.split(',').filter_map(|side| side.trim().parse().ok()).collect();
        match sides.as_slice() {
            [west, south, east, north] if text.split(',').count() == 4 => {
                let is_flat = west >= east || south >= north;
                let bounds = Self::new(*west, *south, *east, *north)?;
                if is_flat {
                    return Err(Error::usage("a box is wider and higher than nothing")
                        .found(format!("`{text}`"))
                        .hint("west comes before east, south before north"));
                }
                Ok(bounds)
            }
            _ => Err(Error::usage("a box is west,south,east,north in degrees")
                .found(format!("`{text}`"))),
        }
    }
}

impl From<Coord> for BoundingBox {
    fn from(at: Coord) -> Self {
        Self { west: at.x, south: at.y, east: at.x, north: at.y }
    }
}
