//! In which administrative region a place lies, asked again and again.

use crate::geometry::{Coord, LonLat, Prepared};
use crate::model::{BaseMap, Region};

/// The regions of a backdrop made ready to be asked which of them a place lies in.
///
/// # Example
///
/// ```
/// use controlmap::geometry::LonLat;
/// use controlmap::index::RegionFinder;
///
/// let syria = controlmap::source::built_in(&Default::default())?;
/// let finder = RegionFinder::of(&syria.base_map);
/// let raqqa = LonLat::new(39.01, 35.95)?;
/// assert_eq!(finder.region_at(&syria.base_map, raqqa), syria.base_map.region_at(raqqa));
/// # Ok::<(), controlmap::Error>(())
/// ```
#[derive(Debug)]
pub struct RegionFinder(Vec<Prepared>);

impl RegionFinder {
    /// Makes the regions of a backdrop ready.
    pub fn of(base_map: &BaseMap) -> Self {
        Self(base_map.regions.iter().map(|region| Prepared::of(&region.polygons)).collect())
    }

    /// The region that a position lies in, as [`BaseMap::region_at`] finds it; the backdrop is the one
    /// that this was made of.
    pub fn region_at<'a>(&self, base_map: &'a BaseMap, position: LonLat) -> Option<&'a Region> {
        let at = Coord::from(position);
        let mut regions = self.0.iter().zip(&base_map.regions);
        let found = regions.find(|(ground, region)| ground.encloses(&region.polygons, at));
        found.map(|(_, region)| region)
    }
}
