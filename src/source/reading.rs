//! How files are read, and a file as its reader gets it.

use std::borrow::Cow;
use std::path::Path;

use super::Limits;
use super::feature::File;
use super::formats::Format;
use crate::geometry::LonLat;
use crate::model::{DefectKind, Defects, Spot};
use crate::{Error, ErrorKind, Result};

/// How files are read.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    /// How much is taken before it is refused.
    pub limits: Limits,
    /// What can't be read is noted, instead of being an error: features whose geometry is at fault are
    /// kept without it, records that are none are passed over. A limit that is reached is an error
    /// nevertheless.
    pub goes_on: bool,
    /// How many defects of a kind are kept for each file; all are counted.
    pub room: usize,
}

impl Default for Reading {
    fn default() -> Self {
        Self { limits: Limits::default(), goes_on: false, room: 1 }
    }
}

impl Reading {
    /// Whether an error in a feature or a record is noted only, and what follows is read.
    pub(super) fn passes_over(&self, error: &Error) -> bool {
        self.goes_on && error.kind() != ErrorKind::Limit
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
    pub format: Format,
    pub bytes: &'a [u8],
    /// What lies beside it, by the ending of its name (`dbf`).
    pub beside: &'a Beside<'a>,
    pub reading: Reading,
}

impl Document<'_> {
    /// A layer without features, with its name where the format has several layers a file.
    pub fn layer(&self, name: Option<String>) -> File {
        let defects = Defects::keeping(self.reading.room);
        File { layer: name, ..File::new(self.path, self.format, defects) }
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
    if let Some(position) = clamped(lon, lat) {
        defects.note(DefectKind::PositionClamped, 1, spot);
        return Ok(position);
    }
    LonLat::new(lon, lat).map(Into::into)
}

/// The position on the globe, in degrees, that one a hair off it means; nothing where it lies further
/// off, or a number is not finite.
pub(super) fn clamped(lon: f64, lat: f64) -> Option<geo::Coord> {
    (lon.abs() <= 180.0 + ROUNDING && lat.abs() <= 90.0 + ROUNDING)
        .then(|| geo::Coord { x: lon.clamp(-180.0, 180.0), y: lat.clamp(-90.0, 90.0) })
}
