//! How files are read, and a file as its reader gets it.

use std::borrow::Cow;
use std::path::Path;

use super::Limits;
use crate::Result;
use crate::geometry::LonLat;
use crate::model::{DefectKind, Defects, Spot};

/// How files are read.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    /// How much is taken before it is refused.
    pub limits: Limits,
    /// Features that can't be read are left out and noted, instead of being an error.
    pub goes_on: bool,
    /// How many defects of a kind are kept for each file; all are counted.
    pub room: usize,
}

impl Default for Reading {
    fn default() -> Self {
        Self { limits: Limits::default(), goes_on: false, room: 1 }
    }
}

/// Finds what lies beside a file under its name with another ending; nothing where there is no such
/// file.
pub(super) type Beside<'a> = dyn Fn(&str) -> Result<Option<Cow<'static, [u8]>>> + Sync + 'a;

/// A file as its reader gets it: plain bytes, no longer packed.
#[derive(Clone, Copy)]
pub(super) struct Document<'a> {
    /// For messages, and for the date in its name.
    pub path: &'a Path,
    pub bytes: &'a [u8],
    /// What lies beside it, by the ending of its name (`dbf`).
    pub beside: &'a Beside<'a>,
    pub reading: Reading,
}

impl Document<'_> {
    /// An empty list of defects with the room that is wanted.
    pub fn defects(&self) -> Defects {
        Defects::keeping(self.reading.room)
    }
}

/// Degrees by which rounding may carry a position off the globe without harm: 1 cm.
const ROUNDING: f64 = 1e-7;

/// A position on the globe; a hair off it is moved onto it, and noted.
///
/// # Errors
///
/// When it lies further off, or a number is not finite.
pub(super) fn on_the_globe(
    lon: f64,
    lat: f64,
    defects: &mut Defects,
    spot: impl FnOnce() -> Spot,
) -> Result<geo::Coord> {
    if let Ok(position) = LonLat::new(lon, lat) {
        return Ok(position.into());
    }
    if lon.abs() <= 180.0 + ROUNDING && lat.abs() <= 90.0 + ROUNDING {
        defects.note(DefectKind::PositionClamped, 1, spot);
        return Ok(geo::Coord { x: lon.clamp(-180.0, 180.0), y: lat.clamp(-90.0, 90.0) });
    }
    LonLat::new(lon, lat).map(Into::into)
}
